"""Where the tokens of a run of lines begin and end, in arrays."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cantext.documents.document import Line
from cantext.lexicon.entry import Entry
from cantext.segment.characters import HOLD, Codes, Flags, text_of
from cantext.segment.tokens import TokenBlock

Places = NDArray[np.intp]


@dataclass(frozen=True)
class Segmentation:
    """The tokens of lines that follow one another in a document.

    Parameters
    ----------
    document
        The document's id.
    lines
        The lines.
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

    document: str
    lines: tuple[Line, ...]
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
        offsets = np.fromiter((line.start for line in self.lines), np.intp, len(self.lines))
        return np.append(np.searchsorted(self.places[starts], offsets), len(starts))

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
        starts, ends = self._bounds_of_tokens
        entries = dict(
            zip(
                np.searchsorted(starts, list(self.entries)).tolist(),
                self.entries.values(),
                strict=True,
            )
        )
        return TokenBlock(
            self.document,
            self.lines,
            self._texts(starts, ends),
            self.places[starts].tolist(),
            (self.places[ends - 1] + 1).tolist(),
            self._line_bounds(starts).tolist(),
            entries,
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
