"""Mark the classifiers of a text: 人 in 三人 and 這人, not in 人與社會."""

from bisect import bisect_right
from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

from cantext.lexicon.entry import Entry
from cantext.lexicon.stopwords import Classifier, Stopwords
from cantext.segmentation.columns import ColumnSource, KeyCounts, TokenColumns, TokenType
from cantext.segmentation.tokens import TokenBlock, kind_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A numeral of one character is a word like any other to `kind_of`; so are these quantities.
_NUMERAL = frozenset("〇零一二三四五六七八九十廿卅百千萬億兩雙半幾多餘數上近逾約成万亿两双几余数约")
# What else the tokens begin with that `kind_of` takes for numbers, digits apart.
_BEGINS_NUMBER = _NUMERAL | frozenset("+-−第")
_DEMONSTRATIVES = frozenset({
    "這", "那", "該", "此", "每", "各", "某", "哪", "首", "整", "全", "另", "同", "今", "本", "何",
    "呢", "哩", "嗰", "邊", "幾多", "多少", "好多", "很多", "許多", "不少", "若干", "無數",
    "任何", "其他", "其餘", "另外", "咁多", "下", "前", "後", "頭", "第",
    "这", "该", "边", "几多", "许多", "无数", "其余", "后", "头",
})  # fmt: skip


def marked(blocks: Iterable[TokenBlock], stopwords: Collection[str]) -> Iterable[TokenBlock]:
    """Return blocks with every classifier that `stopwords` leaves out as a `Classifier`.

    A token is one when the token before it on the line is a number or a demonstrative. A plain set
    of stopwords has no classifiers, and the blocks stay as they are. Blocks that are there as
    columns stay so.

    >>> from cantext.documents.document import Line
    >>> line = Line(1, 0, "三人人")
    >>> block = TokenBlock("a", (line,), ["三", "人", "人"], [0, 1, 2], [1, 2, 3], [0, 3])
    >>> (found,) = marked([block], Stopwords((), ["人"]))
    >>> [text == "人" for text in found.texts]
    [False, False, True]
    """
    classifiers = stopwords.classifiers if isinstance(stopwords, Stopwords) else frozenset[str]()
    if isinstance(blocks, ColumnSource):
        return _MarkedSource(blocks, classifiers)
    return _marked(blocks, classifiers)


@dataclass(frozen=True)
class _MarkedSource:
    """Blocks and columns with the classifiers marked."""

    source: ColumnSource
    classifiers: frozenset[str]
    # The piece that was marked last, without and with marks.
    _last: list[TokenColumns] = field(default_factory=list, compare=False)

    def __iter__(self) -> Iterator[TokenBlock]:
        return _marked(self.source, self.classifiers)

    def lines_with(self, forms: Sequence[str], types: Sequence[int]) -> Iterator[TokenBlock]:
        size = len(self.source.types)
        known = [k for k in types if k < size]  # what was marked has no number in the source
        return _marked(self.source.lines_with(forms, known), self.classifiers)

    @property
    def documents(self) -> Sequence[str]:
        return self.source.documents

    def totals(self) -> "NDArray[np.int64]":
        import numpy as np

        size = len(self.types)
        pieces = (np.bincount(piece.ids, minlength=size) for piece in self.pieces())
        return sum(pieces, np.zeros(size, np.int64))

    def key_counts(self) -> KeyCounts:
        return self.source.key_counts()

    @cached_property
    def types(self) -> Sequence[TokenType]:
        known = self.source.types
        return [*known, *(_classifier(known[k]) for k in self._spelled)]

    def columns(self) -> TokenColumns:
        return self._with_marks(self.source.columns())

    def pieces(self) -> Iterator[TokenColumns]:
        for piece in self.source.pieces():
            if (
                not self._last or self._last[0] is not piece
            ):  # a small source gives the same piece each time
                self._last[:] = piece, self._with_marks(piece)
            yield self._last[1]

    @cached_property
    def entries(self) -> Mapping[TokenType, Entry]:
        known, found = self.source.types, self.source.entries
        marks = {_classifier(known[k]): found[known[k]] for k in self._spelled if known[k] in found}
        # Only read: a mapping in front of another, which may take its entries from the disk.
        return ChainMap(marks, cast("dict[TokenType, Entry]", found))

    @cached_property
    def _spelled(self) -> list[int]:
        return [k for k, kind in enumerate(self.source.types) if kind.text in self.classifiers]

    def _with_marks(self, columns: TokenColumns) -> TokenColumns:
        import numpy as np

        spelled = self._spelled
        if not spelled:
            return columns
        size = len(columns.types)
        marks = np.full(size, -1, np.int32)
        marks[spelled] = np.arange(len(spelled), dtype=np.int32) + np.int32(size)
        ids = columns.ids.copy()
        places = np.flatnonzero((marks[ids] >= 0) & ~columns.opens)
        before = ids[places - 1]
        counts_before = np.zeros(size, np.bool_)
        met = np.flatnonzero(np.bincount(before, minlength=size))
        counts_before[met] = [_counts_before(columns.types[k].text) for k in met.tolist()]
        places = places[counts_before[before]]
        ids[places] = marks[ids[places]]
        return replace(columns, types=self.types, entries=self.entries, ids=ids)


def _classifier(kind: TokenType) -> TokenType:
    return TokenType(Classifier(kind.text), kind.concept)


def _marked(blocks: Iterable[TokenBlock], classifiers: frozenset[str]) -> Iterator[TokenBlock]:
    for block in blocks:
        places = [k for k in _places(block, classifiers) if _counts_before(block.texts[k - 1])]
        if not places:
            yield block
            continue
        texts = list(block.texts)
        for place in places:
            texts[place] = Classifier(texts[place])
        yield replace(block, texts=texts)


def _places(block: TokenBlock, classifiers: frozenset[str]) -> Iterator[int]:
    """Yield the tokens that are spelled like a classifier and do not begin a line."""
    if classifiers.isdisjoint(block.texts):
        return
    for place, text in enumerate(block.texts):
        if text in classifiers and block.bounds[bisect_right(block.bounds, place) - 1] < place:
            yield place


def _counts_before(text: str) -> bool:
    """Whether a classifier may follow a token: a number, a quantity or a demonstrative.

    >>> [_counts_before(text) for text in ("1,300", "三", "數百", "這", "香港")]
    [True, True, True, True, False]
    """
    if text in _DEMONSTRATIVES:
        return True
    # A look at one character settles it for nine types in ten.
    may_be_number = text[0] in _BEGINS_NUMBER or text[0].isdigit()
    return may_be_number and (kind_of(text) == "number" or _NUMERAL.issuperset(text))
