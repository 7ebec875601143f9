"""Counts of keys in memory, and keys found again among those that are wanted."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cantext.analyses.word_runs import counted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Longs = NDArray[np.int64]


class ArrayCounts:
    """Counts of keys of one number each, in arrays: a `KeyCounts` for what fits in memory.

    >>> import numpy as np
    >>> counts = ArrayCounts()
    >>> counts.add([np.array([7, 5, 7])])
    >>> counts.frequent(1), counts.nth_highest(1), counts.keys(2)
    (2, 2, ([array([7])], array([2])))
    """

    def __init__(self) -> None:
        self._pieces: list[Longs] = []

    def add(self, keys: "Sequence[Longs]") -> None:
        """Count the keys of one piece of text."""
        (key,) = keys
        self._pieces.append(key)

    def frequent(self, least: int) -> int:
        """Return how many keys occur as often as that."""
        import numpy as np

        self._keys, self._counts = counted(np.concatenate(self._pieces))
        kept = self._counts >= least
        self._keys, self._counts = self._keys[kept], self._counts[kept]
        return len(self._keys)

    def nth_highest(self, n: int) -> int:
        """Return the n-th highest count of those, from 1; the lowest if there are fewer."""
        import numpy as np

        place = max(len(self._counts) - n, 0)
        return int(np.partition(self._counts, place)[place])

    def keys(self, least: int) -> "tuple[list[Longs], Longs]":
        """Return the keys that occur as often as that, in ascending order, and how often."""
        kept = self._counts >= least
        return [self._keys[kept]], self._counts[kept]


class KeyFinder:
    """Finds keys of one or several numbers among those wanted, which ascend.

    >>> import numpy as np
    >>> finder = KeyFinder([np.array([1, 1, 4]), np.array([3, 8, 3])])
    >>> finder.items([np.array([1, 4, 4, 1]), np.array([8, 3, 8, 9])]).tolist()
    [1, 2, -1, -1]
    """

    def __init__(self, wanted: "Sequence[Longs]") -> None:
        import numpy as np

        self._numbers = [counted(numbers)[0] for numbers in wanted]
        # The beginnings of keys, each as one number: the place of the shorter one, and the next.
        self._begun: list[Longs] = []
        codes = np.searchsorted(self._numbers[0], wanted[0])
        for there, numbers in zip(self._numbers[1:], wanted[1:], strict=True):
            codes = codes * len(there) + np.searchsorted(there, numbers)
            self._begun.append(counted(codes)[0])
            codes = np.searchsorted(self._begun[-1], codes)

    def items(self, keys: "Sequence[Longs]") -> "Longs":
        """Return the place of each key among those wanted, -1 for others."""
        import numpy as np

        codes = _places(self._numbers[0], keys[0])
        for there, begun, numbers in zip(self._numbers[1:], self._begun, keys[1:], strict=True):
            following = _places(there, numbers)
            known = (codes >= 0) & (following >= 0)
            codes = np.where(known, _places(begun, codes * len(there) + following), -1)
        return codes


def _places(ascending: "Longs", values: "Longs") -> "Longs":
    """Return the place of each value among others, -1 where it is none of them."""
    import numpy as np

    places = np.minimum(np.searchsorted(ascending, values), max(len(ascending) - 1, 0))
    return np.where(ascending[places] == values, places, -1)
