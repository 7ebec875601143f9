"""Where the tokens of a run of lines begin and end, in arrays."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cantext.documents.document import Document, Line
from cantext.lexicon.entry import Entry
from cantext.segmentation.characters import HOLD, Codes, Flags, code_points, text_of
from cantext.segmentation.tokens import TokenBlock

Places = NDArray[np.intp]


@dataclass(frozen=True)
class LineTable:
    """Lines as columns: number from 1, offset of the first character, length without the break."""

    numbers: Places
    starts: Places
    sizes: Places

    @classmethod
    def of(cls, lines: Iterable[Line]) -> "LineTable":
        """Return the table of some lines."""
        numbers, starts, texts = (
            zip(*lines, strict=True) if (lines := tuple(lines)) else ((), (), ())
        )
        sizes = np.fromiter(map(len, texts), np.intp, len(texts))
        return cls(np.array(numbers, np.intp), np.array(starts, np.intp), sizes)

    @classmethod
    def all_of(cls, document: Document) -> "LineTable":
        """Return the table of all lines of a document, without making them one by one."""
        if "\r" in document.text:
            return cls.of(document.lines())
        breaks = np.flatnonzero(code_points(document.text) == ord("\n"))
        starts = np.append(0, breaks + 1)
        ends = np.append(breaks, len(document.text))
        if starts[-1] == len(document.text):  # a final line break opens no further line
            starts, ends = starts[:-1], ends[:-1]
        return cls(np.arange(1, len(starts) + 1), starts, ends - starts)

    def runs(self, size: int) -> Iterator["LineTable"]:
        """Yield lines that follow one another, up to about so many characters."""
        # Only a line break, of one or two characters, stands between lines that follow one another.
        gaps = self.starts[1:] - self.starts[:-1] - self.sizes[:-1]
        breaks = np.append(np.flatnonzero((gaps < 1) | (gaps > 2)) + 1, len(self.starts))
        begin = 0
        for end in breaks.tolist():
            while begin < end:
                limit = self.starts[begin] + size
                stop = begin + int(np.searchsorted(self.starts[begin:end], limit, side="right"))
                part = slice(begin, stop)
                yield LineTable(self.numbers[part], self.starts[part], self.sizes[part])
                begin = stop

    def span(self) -> tuple[int, int]:
        """Return the offsets of the first character and past the last one."""
        return int(self.starts[0]), int(self.starts[-1] + self.sizes[-1])

    def lines(self, document: Document) -> tuple[Line, ...]:
        """Return the lines themselves."""
        text = document.text
        columns = (self.numbers.tolist(), self.starts.tolist(), self.sizes.tolist())
        return tuple(
            Line(number, start, text[start : start + size])
            for number, start, size in zip(*columns, strict=True)
        )


@dataclass(frozen=True)
class Segmentation:
    """The tokens of lines that follow one another in a document.

    Parameters
    ----------
    document
        The document.
    table
        Its lines that these are.
    codes
        The author's characters from the first line to the last, less the white space inside
        spaced-out words.
    begins
        1 for each of them that begins a token or is white space.
    white
        1 for each of them that is white space, which is no token.
    places
        The offset of each in the document's text.
    entries
        The dictionary entry of the token that begins at a place in `codes`.
    """

    document: Document
    table: LineTable
    codes: Codes
    begins: Flags
    white: Flags
    places: Places
    entries: Mapping[int, Entry]

    @cached_property
    def _bounds_of_tokens(self) -> tuple[Places, Places]:
        """Return first and last + 1 place in `codes` of each token."""
        starts = np.flatnonzero(self.begins)
        ends = np.append(starts[1:], len(self.codes))
        # White space is parted from the rest, character by character, so the first one tells.
        visible = self.white[starts] == 0
        return starts[visible], ends[visible]

    def _line_bounds(self, starts: Places) -> Places:
        """Return the index of the first token of each line, and the number of tokens."""
        return np.append(np.searchsorted(self.places[starts], self.table.starts), len(starts))

    def text(self, separator: str = " ") -> str:
        r"""Return the tokens line by line, every line ended by `\n`, tokens parted by a separator.

        No token becomes a string of its own, so that cutting and not joining is what takes time.
        """
        starts, ends = self._bounds_of_tokens
        sizes = ends - starts
        # Places in a text of nothing but tokens.
        firsts = np.append(0, np.cumsum(sizes))
        bounds = self._line_bounds(starts)
        is_parted = np.ones(len(starts) + 1, np.bool_)
        is_parted[bounds[:-1]] = False
        parted = firsts[:-1][is_parted[:-1]]
        line_ends = firsts[bounds[1:]]
        glue = np.frombuffer(separator.encode("utf-32-le", "surrogatepass"), np.uint32)

        shift = np.bincount(line_ends, minlength=firsts[-1] + 1)
        shift[parted] += len(glue)
        shift = np.cumsum(shift)
        written = np.empty(firsts[-1] + shift[-1], np.uint32)
        written[np.arange(firsts[-1]) + shift[:-1]] = self.codes[self._inside(starts, ends)]
        for place, code in enumerate(glue, start=-len(glue)):
            written[parted + shift[parted] + place] = code
        # All that stands before a line's end: the tokens, the separators, the lines before it.
        separators = len(glue) * np.searchsorted(parted, line_ends)
        written[line_ends + separators + np.arange(len(line_ends))] = ord("\n")
        return text_of(written)

    def _inside(self, starts: Places, ends: Places) -> NDArray[np.bool_]:
        """Return which characters are part of a token; spaces inside one (3 000) are."""
        change = np.zeros(len(self.codes) + 1, np.int8)
        change[starts] = 1
        change[ends] -= 1
        return np.cumsum(change[:-1], dtype=np.int8).view(np.bool_)

    def tokens(self) -> TokenBlock:
        """Return the tokens as lists."""
        found = self.columns()
        return TokenBlock(
            self.document.id,
            self.table.lines(self.document),
            found.texts,
            found.starts.tolist(),
            found.ends.tolist(),
            found.bounds.tolist(),
            found.entries,
        )

    def columns(self) -> "SegmentedColumns":
        """Return the same with places as arrays, for who makes no token of them."""
        starts, ends = self._bounds_of_tokens
        terms = np.searchsorted(starts, list(self.entries)).tolist()
        return SegmentedColumns(
            self._texts(starts, ends),
            self.places[starts],
            self.places[ends - 1] + 1,
            self._line_bounds(starts),
            dict(zip(terms, self.entries.values(), strict=True)),
        )

    def _texts(self, starts: Places, ends: Places) -> list[str]:
        """Return the strings of the tokens: a mark is put between them, and one split makes all."""
        if not len(starts):
            return []
        if (self.codes == HOLD).any():
            text = text_of(self.codes)
            return [text[start:end] for start, end in zip(starts, ends, strict=True)]
        kept = self._inside(starts, ends)
        sizes = ends - starts
        marked = np.insert(self.codes[kept], np.cumsum(sizes)[:-1], HOLD)
        return text_of(marked).split(chr(HOLD))


class SegmentedColumns(NamedTuple):
    """Tokens of lines that follow one another; the fields are those of `TokenBlock`."""

    texts: list[str]
    starts: Places
    ends: Places
    bounds: Places
    entries: Mapping[int, Entry]
