"""Mark the classifiers of a text: 人 in 三人 and 這人, not in 人與社會."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from cantext.lexicon.stopwords import Classifier, Stopwords
from cantext.segment.columns import ColumnSource, TokenColumns, TokenType
from cantext.segment.tokens import TokenBlock, kind_of

# A numeral of one character is a word like any other to `kind_of`; so are these quantities.
_NUMERAL = frozenset("〇零一二三四五六七八九十廿卅百千萬億兩雙半幾多餘數上近逾約成")
_DEMONSTRATIVES = frozenset({
    "這", "那", "該", "此", "每", "各", "某", "哪", "首", "整", "全", "另", "同", "今", "本", "何",
    "呢", "哩", "嗰", "邊", "幾多", "多少", "好多", "很多", "許多", "不少", "若干", "無數",
    "任何", "其他", "其餘", "另外", "咁多", "下", "前", "後", "頭", "第",
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


@dataclass(frozen=True, slots=True)
class _MarkedSource:
    """Blocks and columns with the classifiers marked."""

    source: ColumnSource
    classifiers: frozenset[str]

    def __iter__(self) -> Iterator[TokenBlock]:
        return _marked(self.source, self.classifiers)

    def columns(self) -> TokenColumns:
        import numpy as np

        columns = self.source.columns()
        known = dict(enumerate(columns.types))
        spelled = [k for k, kind in known.items() if kind.text in self.classifiers]
        if not spelled:
            return columns
        marks = np.arange(len(columns.types), dtype=np.int32)
        marks[spelled] = np.arange(len(spelled), dtype=np.int32) + np.int32(len(columns.types))
        counts_before = np.fromiter(
            (_counts_before(kind.text) for kind in columns.types), np.bool_, len(columns.types)
        )
        ids = columns.ids.copy()
        is_classifier = np.zeros(len(ids), np.bool_)
        is_classifier[1:] = counts_before[ids[:-1]] & ~columns.opens[1:]
        ids[is_classifier] = marks[ids[is_classifier]]
        added = [TokenType(Classifier(known[k].text), known[k].concept) for k in spelled]
        entries = {
            kind: columns.entries[known[k]]
            for k, kind in zip(spelled, added, strict=True)
            if known[k] in columns.entries
        }
        return replace(
            columns,
            types=[*columns.types, *added],
            entries={**columns.entries, **entries},
            ids=ids,
        )


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
    return text in _DEMONSTRATIVES or kind_of(text) == "number" or _NUMERAL.issuperset(text)
