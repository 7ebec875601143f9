"""The rows of figures: lines with quantities are found, segmented together, tagged and read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from cantext.analyses.figure_phrases import read_phrases
from cantext.analyses.figure_sentence import Phrase, Sentence
from cantext.analyses.groups import date_of
from cantext.corpus import Corpus
from cantext.documents.document import Document, Line
from cantext.lexicon.entry import ADOPTED, Entry
from cantext.normalise import project
from cantext.quantities import Quantity, find_quantities
from cantext.segmentation.tokens import TokenBlock

if TYPE_CHECKING:
    from cantext.segmentation.tags import Tagger

# Characters of text with figures that are segmented and tagged at a time.
_PIECE = 200_000
# Characters of text that are searched for quantities at a time.
_STRETCH = 20_000
# Characters of the longest sentence that is shown whole.
_SENTENCE = 1000
# So many tokens of a sentence are looked at on each side of a figure.
_REACH = 60
_DATED = ("date", "period")
# Units that say by themselves what is counted.
_TELLING_UNITS = frozenset({"人", "人次", "單位", "學額", "宿位", "床位", "車位", "職位", "名額"})
# Words for a year alone say when, and no figure: 今年, 去年.
_BARE_YEARS = frozenset(project("今明去前後來本上下翌同舊出"))


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A quantity where it stands.

    `start` and `end` are offsets in the document. `value` and `value_high` (the upper end of a
    range) are in `unit`; `date` is the ISO text of a date or a period. `measures` is the phrase
    that the quantity belongs to; `concept` and `category` are those of the dictionary in that
    phrase, or nearest to the quantity in its sentence. `per` is what an amount is for each of
    (每年, 每名學生). `sentence_start` is the offset of the sentence in the document.
    """

    document: str
    line: int
    start: int
    end: int
    text: str
    kind: str
    value: float | None
    value_high: float | None
    unit: str | None
    currency: str | None
    qualifier: str | None
    qualifier_text: str | None
    date: str | None
    measures: str | None
    concept: str | None
    category: str | None
    verb: str | None
    per: str | None
    sentence: str
    sentence_start: int


def figure_rows(corpus: Corpus, kinds: Collection[str]) -> Iterator[FigureRow]:
    """Yield the rows of all lines that have a figure of some kinds, those of other kinds too."""
    from cantext.segmentation.pos import load_tagger

    tagger = load_tagger("hk")
    for index, document in enumerate(corpus.documents):
        date = date_of(document)
        year = int(date[:4]) if date and date[:4].isdigit() else None
        for picked in _pieces(corpus, index, year, kinds):
            for block in _blocks(corpus, document, picked):
                yield from _rows_of(document.id, block, picked, tagger)


class _Picked(NamedTuple):
    """A line with its quantities; their offsets are those of a text where it begins at `base`."""

    line: Line
    base: int
    found: tuple[Quantity, ...]


def _pieces(
    corpus: Corpus, index: int, year: int | None, kinds: Collection[str]
) -> Iterator[list[_Picked]]:
    """Yield the lines of a document that have quantities of some kinds, so many at a time."""
    picked: list[_Picked] = []
    size = 0
    for lines in _stretches(corpus.kept_lines(index)):
        text = "\n".join(line.text for line in lines)
        for line in _with_figures(lines, find_quantities(text, year=year)):
            if any(quantity.kind in kinds for quantity in line.found):
                picked.append(line)
                size += len(line.line.text)
        if corpus.advance:
            corpus.advance(len(text) + 1)
        if size > _PIECE:
            yield picked
            picked, size = [], 0
    if picked:
        yield picked


def _stretches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield lines together: a search in a long text takes less than one in each of its lines."""
    stretch: list[Line] = []
    size = 0
    for line in lines:
        stretch.append(line)
        size += len(line.text)
        if size > _STRETCH:
            yield stretch
            stretch, size = [], 0
    if stretch:
        yield stretch


def _with_figures(lines: list[Line], found: Iterable[Quantity]) -> Iterator[_Picked]:
    """Yield the lines that have quantities, out of those of their joined text."""
    bases = list(accumulate((len(line.text) + 1 for line in lines), initial=0))
    figures_of: dict[int, list[Quantity]] = {}
    for quantity in found:
        if quantity.kind not in _DATED or not _is_bare_year(quantity):
            figures_of.setdefault(bisect_right(bases, quantity.start) - 1, []).append(quantity)
    for at, quantities in figures_of.items():
        yield _Picked(lines[at], bases[at], tuple(quantities))


def _is_bare_year(quantity: Quantity) -> bool:
    """Whether a date is a word for a year alone (今年, 去年), which holds no figure."""
    key = project(quantity.text)
    return len(key) == 2 and key[0] in _BARE_YEARS and key[1] == "年"


def _blocks(corpus: Corpus, document: Document, picked: list[_Picked]) -> Iterator[TokenBlock]:
    """Yield the tokens of some lines, as lines 1, 2, … of a text of their own.

    The lines with figures are a part of the text; segmenting them alone, and all at once, is what
    makes this command as fast as it is.
    """
    text = "\n".join(one.line.text for one in picked)
    part = replace(document, text=text, kinds={})
    for segmentation in corpus.segmenter.segmentations(part, None):
        yield segmentation.tokens()


def _rows_of(
    document: str, block: TokenBlock, picked: list[_Picked], tagger: Tagger
) -> Iterator[FigureRow]:
    """Yield the rows of a block: the sentences with figures are tagged together, then read."""
    spans: list[tuple[int, int, int, tuple[Quantity, ...]]] = []
    sentences = list(block.sentences())
    begins = [first for first, _ in sentences]
    for number, (first, stop) in enumerate(zip(block.bounds, block.bounds[1:], strict=False)):
        line = block.lines[number]
        _, base, found = picked[line.number - 1]
        shift = base - line.start
        for at in range(bisect_left(begins, first), bisect_left(begins, stop)):
            begin, end = sentences[at]
            low = block.starts[begin] + shift if begin > first else base
            high = block.ends[end - 1] + shift
            inside = tuple(q for q in found if low <= q.start < high)
            if inside:
                spans.append((number, begin, end, inside))
    words: list[str] = []
    bounds = [0]
    measured = [span for span in spans if any(q.kind not in _DATED for q in span[3])]
    for _, begin, end, _ in measured:
        words += block.texts[begin:end]
        bounds.append(len(words))
    tags = _tags(tagger, words, bounds, block, measured)
    tagged = {
        begin: tags[bounds[place] : bounds[place + 1]]
        for place, (_, begin, _, _) in enumerate(measured)
    }
    for number, begin, end, inside in spans:
        line = block.lines[number]
        one = picked[line.number - 1]
        shift = one.base - line.start
        texts = block.texts[begin:end]
        sentence = Sentence(
            texts,
            list(map(project, texts)),
            tagged.get(begin, ["X"] * (end - begin)),  # dates measure nothing
            [start + shift for start in block.starts[begin:end]],
            [stop + shift for stop in block.ends[begin:end]],
            {
                index - begin: block.entries[index]
                for index in range(begin, end)
                if index in block.entries and block.entries[index].category != ADOPTED
            },
        )
        yield from _sentence_rows(document, one, sentence, inside)


def _tags(
    tagger: Tagger,
    words: list[str],
    bounds: list[int],
    block: TokenBlock,
    spans: list[tuple[int, int, int, tuple[Quantity, ...]]],
) -> list[str]:
    from cantext.segmentation.pos import tag_of_form
    from cantext.segmentation.tags import UNIVERSAL

    if not words:
        return []
    tags = [tag.upos for tag in tagger.tag(words, bounds)]
    for index, word in enumerate(words):
        tags[index] = tag_of_form(word) or tags[index]
    for place, (_, begin, end, _) in enumerate(spans):
        for index in range(begin, end):
            entry = block.entries.get(index)
            if entry is not None and entry.pos in UNIVERSAL:
                tags[bounds[place] + index - begin] = entry.pos
    return tags


def _sentence_rows(
    document: str, one: _Picked, sentence: Sentence, found: tuple[Quantity, ...]
) -> Iterator[FigureRow]:
    line, shift = one.line, one.line.start - one.base
    kept = [quantity for quantity in found if not _is_in_term(sentence, quantity)]
    begin, end = sentence.starts[0], sentence.ends[-1]
    for quantity, reading in zip(kept, read_phrases(sentence, kept), strict=True):
        phrase = reading.phrase
        # Of a sentence without end, what stands around the figure.
        is_long = end - begin > _SENTENCE
        first = max(begin, quantity.start - _SENTENCE // 2) if is_long else begin
        last = min(end, quantity.end + _SENTENCE // 2) if is_long else end
        entry = _concept(sentence, phrase, quantity)
        yield FigureRow(
            document=document,
            line=line.number,
            start=quantity.start + shift,
            end=quantity.end + shift,
            text=quantity.text,
            kind=quantity.kind,
            value=quantity.value,
            value_high=quantity.value_high,
            unit=quantity.unit,
            currency=quantity.currency,
            qualifier=quantity.qualifier,
            qualifier_text=quantity.qualifier_text,
            date=quantity.date,
            measures=_measures(one, sentence, phrase, quantity),
            concept=entry.concept if entry else None,
            category=entry.category if entry else None,
            verb=reading.verb,
            per=None if quantity.kind in _DATED else _per(sentence, quantity),
            sentence=line.text[first - one.base : last - one.base],
            sentence_start=first + shift,
        )


def _is_in_term(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a quantity is a part of a longer term of the dictionary ($6,000計劃)."""
    index = sentence.first_at(quantity.start)
    if index not in sentence.entries:
        return False
    start, end = sentence.starts[index], sentence.ends[index]
    return start <= quantity.start and quantity.end <= end and end - start > len(quantity.text)


def _measures(
    one: _Picked, sentence: Sentence, phrase: Phrase | None, quantity: Quantity
) -> str | None:
    if phrase is None:
        is_told = quantity.kind == "count" and quantity.unit in _TELLING_UNITS
        return quantity.unit if is_told else None
    start, end = sentence.starts[phrase.first], sentence.ends[phrase.stop - 1]
    return one.line.text[start - one.base : end - one.base]


def _concept(sentence: Sentence, phrase: Phrase | None, quantity: Quantity) -> Entry | None:
    """Return the dictionary's concept in the phrase, else the nearest one of the sentence.

    The nearest in the same clause comes first; of two as near the one before the quantity.
    """
    if phrase is not None:
        inside = [i for i in sentence.entries if phrase.first <= i < phrase.stop]
        if inside:
            return sentence.entries[max(inside)]
    if quantity.kind in _DATED or not sentence.entries:
        return None
    at = sentence.first_at(quantity.start)
    first = max(at - _REACH, 0)
    texts = sentence.texts[first : at + _REACH]
    stops = [i for i, text in enumerate(texts, start=first) if text in "，,；;：:。"]
    clause = bisect_right(stops, at)
    near = [i for i in range(at - _REACH, at + _REACH) if i in sentence.entries]
    if not near:
        return None
    nearest = min(
        near,
        key=lambda i: (bisect_right(stops, i) != clause, abs(i - at), i > at),
    )
    return sentence.entries[nearest]


def _per(sentence: Sentence, quantity: Quantity) -> str | None:
    """Return what an amount is for each of: 每 and the word after it, in the same clause."""
    at = sentence.first_at(quantity.start)
    for index in range(at - 1, max(at - _REACH, -1), -1):
        text = sentence.texts[index]
        if text in "，,；;：:。":
            return None
        if text.startswith("每") and text != "每":
            return text
        if text == "每" and index + 1 < at:
            following = sentence.texts[index + 1 : min(index + 3, at)]
            return text + "".join(word for word in following if not word[0].isdigit())
    return None
