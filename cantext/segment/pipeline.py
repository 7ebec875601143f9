"""Text to tokens: project, keep what must be whole, let the engine cut the rest.

The pieces to keep (dictionary terms, numbers, Latin words) are replaced by one character that no
engine joins, so that the engine sees the text once and its speed is the speed of the whole.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import compress

from cantext.documents.document import Document, Line
from cantext.lexicon.entry import Entry
from cantext.lexicon.lexicon import Lexicon, load_lexicon
from cantext.lexicon.matching import Span, TermMatcher
from cantext.normalise import project
from cantext.segment.engine import Engine, load_engine
from cantext.segment.pretoken import pretokens
from cantext.segment.tokens import TokenBlock

# A noncharacter: never in a text, and if it is, it stands for itself.
_HOLD = "\uffff"
# Large enough for C loops to pay, small enough for memory to stay flat.
_BLOCK_CHARACTERS = 1 << 16

_Piece = tuple[int, int]
_ASCII_WORD = re.compile("[0-9a-z]")
_WHITE_SPACE = [code for code in range(0x3001) if chr(code).isspace()]


class Segmenter:
    r"""An engine and a lexicon, ready to cut documents.

    >>> segmenter = Segmenter()
    >>> block = next(segmenter.blocks(Document("-", "香港推動產學研合作，\n資助1,300個項目。")))
    >>> block.line_texts(0), block.line_texts(1)
    (['香港', '推動', '產學研', '合作', '，'], ['資助', '1,300', '個', '項目', '。'])
    """

    def __init__(self, engine: Engine | None = None, lexicon: Lexicon | None = None) -> None:
        self.engine = engine or load_engine()
        self.lexicon = load_lexicon() if lexicon is None else lexicon
        self._matcher = TermMatcher(self.lexicon)

    def blocks(
        self, document: Document, lines: Iterable[Line] | None = None
    ) -> Iterator[TokenBlock]:
        """Yield the tokens of a document, or of some of its lines, in blocks of whole lines."""
        kept = document.lines() if lines is None else lines
        for run in _runs(kept):
            yield self._block(document, run)

    def pieces(self, text: str) -> list[str]:
        """Return how the engine alone cuts a text, without dictionary terms."""
        return self.engine.cut(project(text))

    def terms_in(self, text: str) -> list[str]:
        """Return the dictionary terms in a text, ambiguous ones left out."""
        return [text[span.start : span.end] for span in self._matcher.find(project(text)).firm]

    def _block(self, document: Document, lines: tuple[Line, ...]) -> TokenBlock:
        begin = lines[0].start
        text = document.text[begin : lines[-1].start + len(lines[-1].text)]
        projected = project(text)
        matches = self._matcher.find(projected)
        pieces = _merge(matches.firm, pretokens(projected), projected)

        gaps = []
        position = 0
        for start, end in pieces:
            gaps.append(projected[position:start])
            position = end
        gaps.append(projected[position:])
        words = self.engine.cut(_HOLD.join(gaps))

        texts, starts, ends = _tokens(text, words, pieces, begin)
        source = document.text
        if matches.ambiguous:
            _join_where_agreed(matches.ambiguous, begin, source, texts, starts, ends)
        date = document.metadata.get("date", "")
        entries: dict[int, Entry] = {}
        for span in (*matches.firm, *matches.ambiguous):
            index = bisect_left(starts, begin + span.start)
            if (
                index < len(starts)
                and starts[index] == begin + span.start
                and ends[index] == begin + span.end
            ):
                entries[index] = _reading(span.entries, date)
        line_bounds = [bisect_left(starts, line.start) for line in lines]
        return TokenBlock(
            document.id, lines, texts, starts, ends, [*line_bounds, len(texts)], entries
        )


def _runs(lines: Iterable[Line]) -> Iterator[tuple[Line, ...]]:
    """Group lines that follow one another in the document, up to a block's size."""
    everything = list(lines)
    begin = 0
    while begin < len(everything):
        limit = everything[begin].start + _BLOCK_CHARACTERS
        stop = begin + 1
        while (
            stop < len(everything)
            and everything[stop].start <= limit
            and _follows(everything[stop - 1], everything[stop])
        ):
            stop += 1
        yield tuple(everything[begin:stop])
        begin = stop


def _follows(before: Line, line: Line) -> bool:
    """Whether only a line break stands between two lines."""
    return line.start - before.start - len(before.text) in (1, 2)


def _tokens(
    text: str, words: list[str], pieces: list[_Piece], begin: int
) -> tuple[list[str], list[int], list[int]]:
    """Return the author's text, start and end of every token that is not white space.

    A Python loop per token would cost as much as the engine: a mark is put between the tokens of
    the text's code points, and one split makes all their strings.
    """
    import numpy as np

    sizes = np.fromiter(map(len, words), np.int64, count=len(words))
    index = -1
    for start, end in pieces:
        index = words.index(_HOLD, index + 1)
        sizes[index] = end - start
    ends = np.cumsum(sizes)
    starts = ends - sizes
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    if _HOLD in text:
        texts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    else:
        marked = np.insert(codes, ends[:-1], ord(_HOLD))
        texts = marked.tobytes().decode("utf-32-le", "surrogatepass").split(_HOLD)
    # Engines part every character of white space from the rest, so the first one tells.
    visible = ~np.isin(codes[starts], _WHITE_SPACE)
    return (
        list(compress(texts, visible.tolist())),
        (starts[visible] + begin).tolist(),
        (ends[visible] + begin).tolist(),
    )


def _merge(firm: list[Span], pieces: list[_Piece], projected: str) -> list[_Piece]:
    """Put terms and pretokens in one order.

    A term wins over the pretokens that it covers, and over Chinese numerals that it crosses
    (二十三條 in 第二十三條). A number or a Latin word is never cut: what would cut it loses.
    """
    starts = [span.start for span in firm]
    kept: list[_Piece] = []
    cutting: set[int] = set()
    for start, end in pieces:
        last = bisect_left(starts, end) - 1
        first = last
        while first > 0 and firm[first - 1].end > start:
            first -= 1
        if last < 0 or firm[last].end <= start:
            kept.append((start, end))
            continue
        covered = firm[first].start <= start and end <= firm[last].end
        if not covered and _ASCII_WORD.search(projected, start, end):
            cutting.update(range(first, last + 1))
            kept.append((start, end))
    kept += [(span.start, span.end) for i, span in enumerate(firm) if i not in cutting]
    kept.sort()
    if _HOLD in projected:
        kept += [
            (place, place + 1)
            for place, character in enumerate(projected)
            if character == _HOLD and not any(start <= place < end for start, end in kept)
        ]
        kept.sort()
    return kept


def _join_where_agreed(
    spans: list[Span],
    begin: int,
    source: str,
    texts: list[str],
    starts: list[int],
    ends: list[int],
) -> None:
    """Join the tokens under an ambiguous term when both its ends are ends of tokens."""
    for span in reversed(spans):  # from the right, so that the indexes to the left stay true
        start, end = begin + span.start, begin + span.end
        first = bisect_left(starts, start)
        stop = bisect_left(ends, end, first)
        if (
            first < len(starts)
            and stop < len(ends)
            and starts[first] == start
            and ends[stop] == end
        ):
            texts[first : stop + 1] = [source[start:end]]
            starts[first : stop + 1] = [start]
            ends[first : stop + 1] = [end]


def _reading(entries: tuple[Entry, ...], date: str) -> Entry:
    """Choose the reading that was in force at a document's date, else the preferred one."""
    if date and len(entries) > 1:
        for entry in entries:
            begins = not entry.valid_from or entry.valid_from <= date
            if begins and (not entry.valid_to or date[: len(entry.valid_to)] <= entry.valid_to):
                return entry
    return entries[0]
