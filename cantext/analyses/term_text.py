"""The lines of a text as one array of units, for the discovery of terms.

A unit is a Han character, or a Latin word glued to Han (M+ in M+博物館); all else breaks a run.
"""

import re
from collections.abc import Iterable

import numpy as np

# A Latin word becomes one character of plane 16, which no text may use for anything else.
_PLANE_16 = 0x100000
_LATIN = re.compile(r"[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*\+?|[\U00100000-\U0010ffff]")
# The last but one block is HKSCS in the private-use area, as old PDF text has it.
_HAN = ((0x3005, 0x3007), (0x3400, 0x9FFF), (0xE000, 0xF848), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_PRIVATE_DASHES = (0x3006, 0xF0BE, 0xF8E7)


class CodedText:
    """The lines as one array of units, with the way back to characters and documents.

    `units[k]` is the number of the unit at character `k` of `coded`, 0 for a break; `number` maps a
    character of `coded` to that number, `owners` and `ends` tell for each line its document and
    where it ends. No line is of two documents.
    """

    def __init__(self, lines: Iterable[tuple[str, str]]) -> None:
        self.documents: dict[str, int] = {}
        self.latin: dict[str, str] = {}
        pieces: list[str] = []
        owners: list[int] = []
        lengths: list[int] = []
        for document, line in lines:
            piece = _LATIN.sub(self._as_unit, line) + "\n"
            pieces.append(piece)
            owners.append(self.documents.setdefault(document, len(self.documents)))
            lengths.append(len(piece))
        self.coded = "".join(pieces)
        self.owners = np.array(owners, np.int32)
        self.ends = np.cumsum(np.array(lengths, np.int64))
        self._words = {unit: word for word, unit in self.latin.items()}

        points = np.frombuffer(self.coded.encode("utf-32-le", "surrogatepass"), np.uint32)
        self.points = points
        present = np.zeros(0x110000, np.bool_)
        present[points] = True
        wanted = np.zeros(0x110000, np.bool_)
        for first, last in _HAN:
            wanted[first : last + 1] = True
        wanted[list(_PRIVATE_DASHES)] = False
        wanted[_PLANE_16:] = True
        alphabet = np.flatnonzero(present & wanted)
        table = np.zeros(0x110000, np.int32)
        table[alphabet] = np.arange(1, len(alphabet) + 1)
        self.units = table[points]
        self.number = {chr(point): k for k, point in enumerate(alphabet.tolist(), start=1)}

    def _as_unit(self, match: re.Match[str]) -> str:
        word = match.group()
        if word[0] >= chr(_PLANE_16) or len(self.latin) >= 0xFFFD:
            return " "
        return self.latin.setdefault(word, chr(_PLANE_16 + len(self.latin)))

    def shown(self, coded: str) -> str:
        """Return a coded string as the author wrote it."""
        return "".join(self._words.get(character, character) for character in coded)

    def coded_form(self, term: str) -> str:
        """Return a term as it stands in `coded`; a space for a Latin word that is not there."""
        return _LATIN.sub(lambda match: self.latin.get(match.group(), " "), term)
