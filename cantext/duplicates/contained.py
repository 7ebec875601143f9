"""Captions and headlines whose words also stand inside a paragraph of the same document."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from cantext.duplicates.model import Kind
from cantext.duplicates.sheet import Sheet
from cantext.duplicates.verify import budget, is_near

# Fewer characters than this turn up in a paragraph by chance.
_SHORTEST = 10
_SHARED_BIGRAMS = 0.75
_RAREST = 6
_MOST_PARAGRAPHS = 100


def contained_in(sheet: Sheet, kinds: list[Kind]) -> Iterator[tuple[int, int, float]]:
    """Yield (paragraph, caption, share of the caption's words found there), indices of lines.

    A caption is compared word for word first, then with a typing error or two. Of several
    paragraphs the first that holds all words counts, else the one that holds most.
    """
    captions = [
        i
        for i in sheet.filled
        if kinds[i] in ("caption", "headline")
        and len(sheet.keys[i].words) >= _SHORTEST
        and not sheet.keys[i].truncated
    ]
    if not captions:
        return
    bodies = [i for i in sheet.filled if kinds[i] == "body" and not sheet.shapes[i].markup]
    holders: dict[str, set[int]] = defaultdict(set)
    wanted = {words[n : n + 2] for words in _words(sheet, captions) for n in range(len(words) - 1)}
    for i in bodies:
        words = sheet.keys[i].words
        for n in range(len(words) - 1):
            bigram = words[n : n + 2]
            if bigram in wanted:
                holders[bigram].add(i)
    known: dict[str, tuple[int, float] | None] = {}
    for i in captions:
        words = sheet.keys[i].words
        if words not in known:
            known[words] = _find(sheet, words, holders)
        if place := known[words]:
            yield place[0], i, place[1]


def _words(sheet: Sheet, indices: list[int]) -> Iterator[str]:
    return (sheet.keys[i].words for i in indices)


def _find(sheet: Sheet, words: str, holders: dict[str, set[int]]) -> tuple[int, float] | None:
    bigrams = {words[n : n + 2] for n in range(len(words) - 1)}
    needed = _SHARED_BIGRAMS * len(bigrams)
    held = [bigram for bigram in bigrams if bigram in holders]
    if len(held) < needed:
        return None
    # Only paragraphs with some of the rarest bigrams are looked at: two typing errors spoil four.
    rarest = sorted(held, key=lambda bigram: (len(holders[bigram]), bigram))[:_RAREST]
    shared: Counter[int] = Counter()
    for bigram in rarest:
        shared.update(holders[bigram])
    likely = [i for i, count in shared.items() if count >= _RAREST - 4]
    likely = sorted(likely, key=lambda i: (-shared[i], i))[:_MOST_PARAGRAPHS]
    for i in sorted(likely):
        if words in sheet.keys[i].words:
            return i, 1.0
    if not budget(len(words)):
        return None
    close = {i: sum(bigram in sheet.keys[i].words for bigram in held) for i in likely}
    for i in sorted(close, key=lambda i: (-close[i], i))[:3]:
        if close[i] >= needed and (share := _aligned(words, sheet.keys[i].words)):
            return i, share
    return None


def _aligned(words: str, paragraph: str) -> float:
    """Return the share of `words` in the stretch of the paragraph most like it, 0 if unlike."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.fuzz import partial_ratio_alignment

    if len(paragraph) < len(words):
        if is_near(words, paragraph):
            return 1 - Levenshtein.distance(words, paragraph) / len(words)
        return 0.0
    found = partial_ratio_alignment(words, paragraph, score_cutoff=85)
    if found is None:
        return 0.0
    # The stretch may start or stop a character off where an edit changed the length.
    for start in (found.dest_start, found.dest_start - 1, found.dest_start + 1):
        for stop in (found.dest_end, found.dest_end - 1, found.dest_end + 1):
            stretch = paragraph[max(start, 0) : stop]
            if stretch == words or is_near(words, stretch):
                return 1 - Levenshtein.distance(words, stretch) / len(words)
    return 0.0
