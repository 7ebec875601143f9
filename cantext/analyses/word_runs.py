"""Runs of neighbouring words as whole numbers, which are sorted and counted in arrays."""

from typing import TYPE_CHECKING

from cantext.analyses.numbered_words import NumberedWords

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def distinct(values: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """Return the different values in ascending order.

    As `numpy.unique`, which since numpy 2.3 hashes whole numbers and is several times slower on
    millions of them that mostly differ.

    >>> import numpy as np
    >>> distinct(np.array([3, 1, 3])).tolist()
    [1, 3]
    """
    import numpy as np

    values = np.sort(values)
    keep = np.ones(len(values), np.bool_)
    keep[1:] = values[1:] != values[:-1]
    return values[keep]


def counted(values: "NDArray[np.int64]") -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """Return the different values in ascending order, and how often each occurs.

    >>> import numpy as np
    >>> [found.tolist() for found in counted(np.array([3, 1, 3]))]
    [[1, 3], [1, 2]]
    """
    import numpy as np

    values = np.sort(values)
    begins = np.ones(len(values), np.bool_)
    begins[1:] = values[1:] != values[:-1]
    places = np.flatnonzero(begins)
    return values[places], np.diff(places, append=len(values))


# What a code may come to: beyond, codes are numbered anew.
_LARGEST_CODE = 1 << 62


def packed_runs(
    words: NumberedWords, n: int, min_count: int = 1
) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """Return where runs of n words start, and a code for each that equal runs share.

    A code is the numbers of the words, written one behind the other, as long as these fit into 62
    bits; then the codes so far are numbered, and runs that occur less than `min_count` times may be
    left out on the way.
    """
    import numpy as np

    n_types = max(len(words.texts), 1)
    size = n_types
    places = np.arange(max(len(words.ids) - n + 1, 0))
    places = places[words.runs[places] == words.runs[places + n - 1]]
    codes = words.ids[places].astype(np.int64)
    for length in range(1, n):
        if size > _LARGEST_CODE // n_types:
            places, codes = numbered_runs(places, codes, min_count)
            size = int(codes.max(initial=0)) + 1
        codes *= n_types
        codes += words.ids[places + length]
        size *= n_types
    return places, codes


def run_keys(
    words: NumberedWords, n: int, edges: "NDArray[np.bool_]"
) -> "tuple[NDArray[np.int64], list[NDArray[np.int64]]]":
    """Return where runs of n words start, and the key of each, in as few numbers as hold it.

    `edges` tells of each text whether a run may begin and end with it. Keys are the numbers of the
    words and depend on nothing else, so that those of several pieces of a text are the same for the
    same runs.
    """
    import numpy as np

    n_types = max(len(words.texts), 2)
    at_once = 1
    while n_types ** (at_once + 1) <= _LARGEST_CODE:
        at_once += 1
    size = max(len(words.ids) - n + 1, 0)
    last = slice(n - 1, n - 1 + size)
    edge = edges[words.ids]
    stands = edge[:size] & edge[last]
    stands &= words.runs[:size] == words.runs[last]
    keys = []
    for first in range(0, n, at_once):
        key = words.ids[first : first + size][stands].astype(np.int64)
        for k in range(first + 1, min(first + at_once, n)):
            key *= n_types
            key += words.ids[k : k + size][stands]
        keys.append(key)
    return np.flatnonzero(stands), keys


def numbered_runs(
    places: "NDArray[np.int64]", codes: "NDArray[np.int64]", min_count: int
) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """Return places and codes with small numbers for codes, those too rare left out."""
    import numpy as np

    _, codes, counts = np.unique(codes, return_inverse=True, return_counts=True)
    if min_count <= 1:
        return places, codes
    kept = (counts >= min_count)[codes]
    return places[kept], codes[kept]


def grown_runs(
    words: NumberedWords, n: int, min_count: int = 1
) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """Return the same with small numbers for codes, as a table has them for its rows."""
    return numbered_runs(*packed_runs(words, n, min_count), min_count)
