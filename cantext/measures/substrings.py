"""Repeated substrings of a sequence of integers: counts, cohesion and branching entropy.

The table grows a length at a time. A string of n units can repeat only where its first and its last
n - 1 units repeat, so each step sorts the places that are left, and most places drop out early:
eight million characters take seconds, where a dictionary of strings takes minutes and gigabytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cantext.measures.termhood import branching_entropy, split_information

Ints: TypeAlias = NDArray[np.int32]
Longs: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Level:
    """The repeated substrings of one length.

    `ids[p]` is the string that starts at place p, -1 where none does; string i occurs `counts[i]`
    times, `first[i]` being one of its places (the earliest), and `keys` holds, in ascending order,
    its first n - 1 units and its last n - 1 as one number.
    """

    ids: Ints
    counts: Longs
    first: Longs
    keys: Longs


class Substrings:
    """All substrings of up to `max_length` units that occur at least `min_count` times.

    Parameters
    ----------
    units
        Integers; 0 is a break that no substring crosses.
    max_length, min_count
        At least 2, and at least 1.

    >>> import numpy as np
    >>> table = Substrings(np.array([1, 2, 3, 0, 1, 2, 3, 1, 2]), max_length=3, min_count=2)
    >>> [table.units[p : p + 2].tolist() for p in table.levels[2].first]
    [[1, 2], [2, 3]]
    >>> table.levels[2].counts.tolist(), table.levels[3].counts.tolist()
    ([3, 2], [2])
    """

    def __init__(self, units: NDArray[np.int32], max_length: int, min_count: int) -> None:
        # The breaks at the end let every look to the right stay inside the array.
        self.units = np.concatenate([units, np.zeros(max_length + 2, units.dtype)]).astype(np.int32)
        self.alphabet = int(self.units.max(initial=0)) + 1
        self.size = int(np.count_nonzero(self.units))
        singles = np.bincount(self.units, minlength=self.alphabet)
        first = np.zeros(self.alphabet, np.int64)
        places = np.flatnonzero(self.units)[::-1]
        first[self.units[places]] = places
        ids = np.where(self.units > 0, self.units, -1).astype(np.int32)
        self.levels = {1: Level(ids, singles, first, np.arange(self.alphabet))}
        for length in range(2, max_length + 1):
            self.levels[length] = self._grow(self.levels[length - 1], min_count)

    def _grow(self, below: Level, min_count: int) -> Level:
        places = np.flatnonzero((below.ids[:-1] >= 0) & (below.ids[1:] >= 0))
        width = len(below.counts)
        pairs = below.ids[places].astype(np.int64) * width + below.ids[places + 1]
        keys, first, inverse, counts = np.unique(
            pairs, return_index=True, return_inverse=True, return_counts=True
        )
        kept = counts >= min_count
        renumber = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
        ids = np.full(len(below.ids), -1, np.int32)
        ids[places] = renumber[inverse]
        return Level(ids, counts[kept].astype(np.int64), places[first[kept]], keys[kept])

    def find(self, units: Sequence[int]) -> int:
        """Return the number of a string at the level of its length, -1 if it is not in the table.

        >>> import numpy as np
        >>> table = Substrings(np.array([1, 2, 3, 0, 1, 2, 3]), max_length=3, min_count=2)
        >>> table.find([2, 3]), table.find([3, 2])
        (1, -1)
        """
        row = list(units)
        for length in range(2, len(units) + 1):
            keys, width = self.levels[length].keys, len(self.levels[length - 1].counts)
            row = [
                self._index(keys, a * width + b) if a >= 0 and b >= 0 else -1
                for a, b in pairwise(row)
            ]
        return row[0] if row else -1

    @staticmethod
    def _index(keys: Longs, key: int) -> int:
        place = int(np.searchsorted(keys, key))
        return place if place < len(keys) and keys[place] == key else -1

    def cohesion(self, length: int) -> Floats:
        """Return the cohesion of each string of a length: the least information of its splits."""
        level = self.levels[length]
        least = np.full(len(level.counts), np.inf)
        for cut in range(1, length):
            head, tail = self.levels[cut], self.levels[length - cut]
            left = head.counts[head.ids[level.first]]
            right = tail.counts[tail.ids[level.first + cut]]
            np.minimum(least, split_information(level.counts, left, right, self.size), out=least)
        return least

    def bonds(self) -> Floats:
        """Return how tightly each place is bound to the one before it, in bits; -inf where loosely.

        Pointwise mutual information of the two units; a pair seen less than `min_count` times, or
        parted by a break, is not bound.
        """
        level = self.levels[2]
        singles = self.levels[1].counts
        first = level.first
        strength = split_information(
            level.counts, singles[self.units[first]], singles[self.units[first + 1]], self.size
        )
        bound = np.full(len(self.units) + 1, -np.inf)
        places = np.flatnonzero(level.ids >= 0)
        bound[places + 1] = strength[level.ids[places]]
        return bound

    def straddled(
        self, length: int, chosen: Flags, bonds: Floats, margin: float, share: float
    ) -> Flags:
        """Mark the chosen strings that mostly cut a pair tighter than their own first or last.

        A string is marked when, at either of its ends, the bond across the edge exceeds the bond
        inside it by `margin` bits in at least a `share` of its occurrences.
        """
        level = self.levels[length]
        places = np.flatnonzero(level.ids >= 0)
        places = places[chosen[level.ids[places]]]
        items = level.ids[places]
        size = len(level.counts)
        least = share * np.maximum(level.counts, 1)
        with np.errstate(invalid="ignore"):  # -inf against -inf is no cut
            left = bonds[places] - bonds[places + 1] > margin
            right = bonds[places + length] - bonds[places + length - 1] > margin
        cut = np.bincount(items[left], minlength=size) >= least
        return np.asarray(cut | (np.bincount(items[right], minlength=size) >= least))

    def entropies(
        self, length: int, chosen: Flags, ends_word: Flags, starts_word: Flags
    ) -> tuple[Floats, Floats]:
        """Return the left and right branching entropy of the chosen strings of a length.

        A break counts as a neighbour of its own each time, and so does a place that `ends_word`
        marks just before the string or `starts_word` just after it. Strings not chosen get 0.
        """
        level = self.levels[length]
        places = np.flatnonzero(level.ids >= 0)
        places = places[chosen[level.ids[places]]]
        items = level.ids[places].astype(np.int64)
        before, after = places - 1, places + length
        # Place -1 is the last of the array, a break: what stands before the first unit.
        left = np.where(ends_word[before], 0, self.units[before])
        right = np.where(starts_word[after], 0, self.units[after])
        totals = np.where(chosen, level.counts, 0)
        return self._entropy(items, left, totals), self._entropy(items, right, totals)

    def _entropy(self, items: Longs, neighbours: Ints, totals: Longs) -> Floats:
        real = neighbours > 0
        keys = np.sort(items[real] * self.alphabet + neighbours[real])
        starts = np.flatnonzero(np.diff(keys, prepend=-1))
        counts = np.diff(starts, append=len(keys))
        return branching_entropy(keys[starts] // self.alphabet, counts, totals)
