"""The dictionary in the formats of other segmenters."""

from collections.abc import Iterable, Iterator

from cantext.lexicon.entry import Entry

# jieba's tags: nt an organisation, ns a place, nz another name, n a noun.
_TAGS = {"government_bodies": "nt", "statutory_bodies": "nt", "places": "ns"}


def jieba_lines(entries: Iterable[Entry]) -> Iterator[str]:
    r"""Yield the lines of a user dictionary of jieba: a term and a tag, no term twice.

    No frequency is written: jieba then finds the one that keeps the word whole. Terms with a space
    are left out, since jieba's format parts cells by spaces, and so are ambiguous ones, which jieba
    would cut out of other words (香|港大|部分).

    >>> list(jieba_lines([Entry("屯門", "屯門", category="places", pos="PROPN")]))
    ['屯門 ns\n']
    """
    seen: set[str] = set()
    for entry in entries:
        if entry.is_ambiguous or entry.term in seen or " " in entry.term:
            continue
        seen.add(entry.term)
        named = _TAGS.get(entry.category, "nz") if entry.pos == "PROPN" else "n"
        yield f"{entry.term} {named}\n"
