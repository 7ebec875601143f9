"""A document laid out for the detector: its lines, their keys, marks and clusters of copies."""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from cantext.deduplication.contents import unleaded_entries
from cantext.deduplication.copies import Clusters, join_copies
from cantext.deduplication.marks import BLANK, CONTENTS, MARKUP
from cantext.deduplication.page_furniture import page_furniture, recurring_footers
from cantext.deduplication.readings import read_lines
from cantext.documents.document import Document, Line


@dataclass(frozen=True)
class Sheet:
    """The lines of a document with what is known of each, in lists of one length.

    `texts` are the lines as written and `starts` their offsets; `words`, `marks` and `sizes` what
    `readings` says of them; `filled` the indices of the lines that are not blank. `furniture` are
    running headers and page numbers, `footers` lines that recur beside the machinery of a page.
    """

    document: Document
    texts: list[str]
    starts: list[int]
    words: list[str]
    marks: list[int]
    sizes: list[int]
    filled: list[int]
    furniture: set[int]
    footers: set[int]
    clusters: Clusters
    # Lines of one distinct text share one number.
    which: list[int] = field(repr=False)

    def line(self, i: int) -> Line:
        """Return line i as the document has it."""
        return Line(i + 1, self.starts[i], self.texts[i])

    @cached_property
    def lines(self) -> list[Line]:
        """All lines as the document has them."""
        return list(self.document.lines())


def split_lines(document: Document) -> tuple[list[str], list[int]]:
    r"""Return the lines of a document and where each begins.

    >>> split_lines(Document("page", "產學研\n河套\n"))
    (['產學研', '河套'], [0, 4])
    """
    if "\r" in document.text:
        lines = list(document.lines())
        return [line.text for line in lines], [line.start for line in lines]
    texts = document.text.split("\n")  # most texts
    if not texts[-1]:
        texts.pop()
    starts = list(accumulate((len(text) + 1 for text in texts[:-1]), initial=0)) if texts else []
    return texts, starts


def lay_out(document: Document) -> Sheet:
    """Read a document into a sheet: every distinct line is looked at once."""
    texts, starts = split_lines(document)
    number: dict[str, int] = {}
    which = [number.setdefault(text, len(number)) for text in texts]
    distinct = list(number)
    furniture = page_furniture(distinct, which)
    readings = read_lines(distinct, prose=bool(furniture))
    for n, entry in unleaded_entries(distinct, which, readings).items():
        readings.words[n] = entry
        readings.marks[n] |= CONTENTS
    words = list(map(readings.words.__getitem__, which))
    marks = list(map(readings.marks.__getitem__, which))
    filled = [i for i, mark in enumerate(marks) if not mark & BLANK]
    footers: set[int] = set()
    if not furniture:
        untagged = [i for i in filled if not marks[i] & MARKUP]
        footers = recurring_footers(words, marks, untagged)
    clusters = join_copies(readings, which, skip=furniture | footers, prose=bool(furniture))
    return Sheet(
        document,
        texts,
        starts,
        words,
        marks,
        list(map(readings.sizes.__getitem__, which)),
        filled,
        furniture,
        footers,
        clusters,
        which,
    )
