"""Words of Hong Kong text: a slip of the keyboard leaves no word, another word is another thing."""

from functools import lru_cache

# Windows of two and three characters around a place, by where they begin and their size.
_WINDOWS = ((-1, 2), (0, 2), (-2, 3), (-1, 3), (0, 3))
# Rarer words than this in five million tokens are met by chance.
_LEAST_COUNT = 13


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """Return the projected words of two and three characters (read in 20 ms, when first asked)."""
    from cantext.lexicon.general import hong_kong_words

    counts = hong_kong_words()
    return frozenset(
        word for word, count in counts.items() if 2 <= len(word) <= 3 and count >= _LEAST_COUNT
    )


def reads_as(text: str, at: int) -> frozenset[tuple[int, int]]:
    """Return the windows around the character at `at` of a projected text that are words.

    A window is (where it begins, counted from the character; its size).

    >>> sorted(reads_as("专线的士充电", 3)), sorted(reads_as("专线巴士充电", 2))
    ([(-1, 2)], [(0, 2)])
    >>> reads_as("出席论谈开幕", 3)
    frozenset()
    """
    words = _words()
    return frozenset(
        (step, size)
        for step, size in _WINDOWS
        if at + step >= 0 and text[at + step : at + step + size] in words
    )
