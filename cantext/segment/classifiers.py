"""Mark the classifiers of a text: 人 in 三人 and 這人, not in 人與社會."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from cantext.lexicon.stopwords import Classifier, Stopwords
from cantext.segment.tokens import TokenBlock, kind_of

# A numeral of one character is a word like any other to `kind_of`; so are these quantities.
_NUMERAL = frozenset("〇零一二三四五六七八九十廿卅百千萬億兩雙半幾多餘數上近逾約成")
_DEMONSTRATIVES = frozenset({
    "這", "那", "該", "此", "每", "各", "某", "哪", "首", "整", "全", "另", "同", "今", "本", "何",
    "呢", "哩", "嗰", "邊", "幾多", "多少", "好多", "很多", "許多", "不少", "若干", "無數",
    "任何", "其他", "其餘", "另外", "咁多", "下", "前", "後", "頭", "第",
})  # fmt: skip


def marked(blocks: Iterable[TokenBlock], stopwords: Collection[str]) -> Iterator[TokenBlock]:
    """Yield blocks with every classifier that `stopwords` leaves out as a `Classifier`.

    A token is one when the token before it on the line is a number or a demonstrative. A plain set
    of stopwords has no classifiers, and the blocks stay as they are.

    >>> from cantext.documents.document import Line
    >>> line = Line(1, 0, "三人人")
    >>> block = TokenBlock("a", (line,), ["三", "人", "人"], [0, 1, 2], [1, 2, 3], [0, 3])
    >>> (found,) = marked([block], Stopwords((), ["人"]))
    >>> [text == "人" for text in found.texts]
    [False, False, True]
    """
    classifiers = stopwords.classifiers if isinstance(stopwords, Stopwords) else frozenset[str]()
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
