"""What a page shows of a report on demand: its terms in context, and where they stand."""

import re
from bisect import bisect, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cantext.analyses.nodes import NodeFinder
from cantext.analyses.themes import dictionary_hits
from cantext.documents.document import Line
from cantext.segmentation.tokens import SENTENCE_ENDS, TokenBlock, is_word

# What a page shows in context: so many of the commonest words (those of its cloud), and concepts.
WORDS, CONCEPTS = 100, 300
# The span of the report's collocations: words before and after a node.
_SPAN = 5


class ContextLine(NamedTuple):
    """An occurrence in its line, as the author wrote it."""

    document: str
    line: int
    left: str
    node: str
    right: str


@dataclass(frozen=True, slots=True)
class Occurrences:
    """How often something occurs, and some of its occurrences from all over the text, in order."""

    total: int
    lines: tuple[ContextLine, ...]


@dataclass(frozen=True, slots=True)
class ReportContext:
    """Occurrences by what a report's rows name.

    `terms` by term, `concepts` by category and concept, `pairs` by node and collocate, `new_terms`
    by term. `words` are the commonest content words with their counts, `positions` the offsets of
    the first of them in the texts put end to end, and `starts` where each document begins there;
    `length` is that of all.
    """

    terms: Mapping[str, Occurrences] = field(default_factory=dict)
    concepts: Mapping[tuple[str, str], Occurrences] = field(default_factory=dict)
    pairs: Mapping[tuple[str, str], Occurrences] = field(default_factory=dict)
    new_terms: Mapping[str, Occurrences] = field(default_factory=dict)
    words: tuple[tuple[str, int], ...] = ()
    positions: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    starts: tuple[tuple[str, int], ...] = ()
    length: int = 0


# A place in the text: block, line of the block, offsets of begin and end in the document.
_Place = tuple[TokenBlock, Line, int, int]


def chosen_lines(places: Sequence[_Place], most: int, width: int) -> Occurrences:
    """Return the number of places, and at most `most` of them, evenly spread, in context.

    `width` is how many characters of the line stand on either side.
    """
    total = len(places)
    shown = places if total <= most else [places[k * total // most] for k in range(most)]
    return Occurrences(total, tuple(_in_context(place, width) for place in shown))


def _in_context(place: _Place, width: int) -> ContextLine:
    block, line, start, end = place
    begin, stop = start - line.start, end - line.start
    return ContextLine(
        block.document,
        line.number,
        line.text[max(begin - width, 0) : begin],
        line.text[begin:stop],
        line.text[stop : stop + width],
    )


def _line_of(block: TokenBlock, token: int) -> Line:
    return block.lines[bisect_right(block.bounds, token) - 1]


def term_places(blocks: Iterable[TokenBlock], terms: Collection[str]) -> dict[str, list[_Place]]:
    """Find the tokens that are one of `terms`, in the order of the text."""
    found: dict[str, list[_Place]] = {term: [] for term in terms}
    for block in blocks:
        for k, text in enumerate(block.texts):
            if text in found:
                found[text].append((block, _line_of(block, k), block.starts[k], block.ends[k]))
    return found


def concept_places(
    blocks: Iterable[TokenBlock], concepts: Collection[tuple[str, str]]
) -> dict[tuple[str, str], list[_Place]]:
    """Find the occurrences of concepts of the dictionary, named by category and concept."""
    found: dict[tuple[str, str], list[_Place]] = {concept: [] for concept in concepts}
    for block in blocks:
        for hit in sorted(dictionary_hits(block), key=lambda hit: hit.first):
            places = found.get((hit.category, hit.concept))
            if places is not None:
                line = _line_of(block, hit.first)
                places.append((block, line, block.starts[hit.first], block.ends[hit.stop - 1]))
    return found


def text_places(blocks: Iterable[TokenBlock], texts: Iterable[str]) -> dict[str, list[_Place]]:
    """Find texts wherever they stand, over word ends too, as the discovery of terms counts them.

    A Latin word at either end of a text is a whole word. Occurrences may overlap.
    """
    patterns = {text: re.compile(f"(?={_whole(text)})") for text in texts}
    found: dict[str, list[_Place]] = {text: [] for text in patterns}
    for block in blocks:
        for line in block.lines:
            for text, pattern in patterns.items():
                if text in line.text:
                    for match in pattern.finditer(line.text):
                        begin = line.start + match.start()
                        found[text].append((block, line, begin, begin + len(text)))
    return found


def _whole(text: str) -> str:
    word = "[A-Za-z0-9]"
    before = f"(?<!{word})" if re.match(word, text) else ""
    after = f"(?!{word})" if re.search(f"{word}$", text) else ""
    return f"{before}{re.escape(text)}{after}"


def pair_places(
    blocks: Iterable[TokenBlock], forms: Collection[str], collocates: Collection[str]
) -> dict[str, list[_Place]]:
    """Find the occurrences of collocates within the span of a node, each with the nearest node.

    A place reaches from the first to the last of the two. Words are counted as `collocations` does:
    the node is one word, punctuation none, and a span stays within its sentence.
    """
    finder = NodeFinder(forms)
    found: dict[str, list[_Place]] = {collocate: [] for collocate in collocates}
    for block in blocks:
        for index, line in enumerate(block.lines):
            spans = finder.spans(block, index)
            if not spans:
                continue
            for sentence in _sentences(block, index, spans):
                _pairs(block, line, sentence, found)
    return found


class _Word(NamedTuple):
    first: int
    stop: int
    is_node: bool


def _sentences(
    block: TokenBlock, index: int, spans: Sequence[tuple[int, int]]
) -> Iterator[list[_Word]]:
    """Yield the words of each sentence of a line, an occurrence of the node as one word."""
    words: list[_Word] = []
    stops = dict(spans)
    k, end = block.bounds[index], block.bounds[index + 1]
    while k < end:
        if k in stops:
            words.append(_Word(k, stops[k], True))
            k = stops[k]
            continue
        if is_word(block.texts[k]):
            words.append(_Word(k, k + 1, False))
        elif block.texts[k] in SENTENCE_ENDS:
            yield words
            words = []
        k += 1
    yield words


def _pairs(
    block: TokenBlock, line: Line, words: Sequence[_Word], found: dict[str, list[_Place]]
) -> None:
    nodes = [place for place, word in enumerate(words) if word.is_node]
    if not nodes:
        return
    for place, word in enumerate(words):
        if word.is_node or block.texts[word.first] not in found:
            continue
        after = bisect(nodes, place)
        nearest = min(nodes[max(0, after - 1) : after + 1], key=lambda node: abs(node - place))
        if abs(nearest - place) <= _SPAN:
            node = words[nearest]
            first, stop = min(word.first, node.first), max(word.stop, node.stop)
            found[block.texts[word.first]].append(
                (block, line, block.starts[first], block.ends[stop - 1])
            )


def report_context(
    blocks: Sequence[TokenBlock],
    *,
    lengths: Iterable[tuple[str, int]],
    words: Sequence[tuple[str, int]],
    concepts: Collection[tuple[str, str]],
    nodes: Mapping[str, Collection[str]],
    pairs: Collection[tuple[str, str]],
    new_terms: Collection[str],
    most: int = 10,
    width: int = 24,
    plotted: int = 10,
) -> ReportContext:
    """Gather what a page shows on demand.

    Parameters
    ----------
    blocks
        The tokens that the report counted.
    lengths
        The name of each document and its characters as read, in the order of the documents.
    words
        The commonest words with their counts; all are shown in context.
    concepts
        Category and concept of the themes to show.
    nodes
        The forms of each node of the collocations.
    pairs
        Node and collocate of the rows of collocations.
    new_terms
        The discovered terms.
    most, width
        Lines of each, and characters on either side.
    plotted
        How many of the words are told by all their positions.
    """
    starts: dict[str, int] = {}
    length = 0
    for document, size in lengths:
        starts.setdefault(document, length)  # documents of one name are one
        length += size
    by_word = term_places(blocks, [word for word, _ in words])
    by_pair: dict[tuple[str, str], Occurrences] = {}
    for node, forms in nodes.items():
        wanted = [collocate for name, collocate in pairs if name == node]
        if wanted:
            for collocate, places in pair_places(blocks, forms, wanted).items():
                by_pair[node, collocate] = chosen_lines(places, most, width)

    def shown(found: Mapping[str, list[_Place]]) -> dict[str, Occurrences]:
        return {name: chosen_lines(places, most, width) for name, places in found.items()}

    return ReportContext(
        terms=shown(by_word),
        concepts={
            name: chosen_lines(places, most, width)
            for name, places in concept_places(blocks, concepts).items()
        },
        pairs=by_pair,
        new_terms=shown(text_places(blocks, new_terms)),
        words=tuple(words),
        positions={
            word: tuple(starts[block.document] + start for block, _, start, _ in by_word[word])
            for word, _ in words[:plotted]
        },
        starts=tuple(starts.items()),
        length=length,
    )
