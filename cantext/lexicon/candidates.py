"""Places of a text where the characters of a term stand, as columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cantext.lexicon.entry import Entry

Places: TypeAlias = NDArray[np.intp]
Flags: TypeAlias = NDArray[np.bool_]


class Reading(NamedTuple):
    """What a term is read as: its entries, the likeliest first; a word kept whole has none."""

    entries: tuple[Entry, ...] = ()
    is_users: bool = False

    @property
    def is_ambiguous(self) -> bool:
        """Whether it counts only where segmentation agrees."""
        return bool(self.entries) and all(entry.is_ambiguous for entry in self.entries)

    @property
    def is_firm(self) -> bool:
        """Whether it stands whatever the segmentation."""
        return self.is_users or (bool(self.entries) and self.entries[0].is_firm)


class Readings:
    """A table of readings with their marks as columns; number 0 has no entries.

    >>> table = Readings([Reading((), True)])
    >>> len(table.rows), table.is_firm.tolist()
    (2, [False, True])
    """

    def __init__(self, rows: Sequence[Reading]) -> None:
        self.rows = [Reading(), *rows]
        self.is_users: Flags = np.array([row.is_users for row in self.rows])
        self.is_ambiguous: Flags = np.array([row.is_ambiguous for row in self.rows])
        self.is_firm: Flags = np.array([row.is_firm for row in self.rows])


@dataclass(frozen=True, slots=True)
class Candidates:
    """Terms at [starts, ends) of the projected text, in no order, with numbers in `table`."""

    starts: Places
    ends: Places
    numbers: Places
    table: Readings

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, rows: Places | Flags) -> "Candidates":
        """Return some of them, by their places in the columns or by a mask."""
        return Candidates(self.starts[rows], self.ends[rows], self.numbers[rows], self.table)

    def entries(self) -> list[tuple[Entry, ...]]:
        """Return the entries of each."""
        rows = self.table.rows
        return [rows[number].entries for number in self.numbers.tolist()]
