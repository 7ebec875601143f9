"""Termhood: what tells a term from a fragment and from a chance meeting of characters."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.integer[Any]]


def branching_entropy(items: Integers, counts: ArrayLike, totals: ArrayLike) -> Floats:
    """Return the entropy in bits of what stands beside each string.

    -sum(p * log2(p)) over the neighbours, p = count / total; from 0 (always the same) to
    log2(total). What a total holds beyond the counts are neighbours seen once each: so a caller
    who leaves line ends and punctuation out of `counts` has each of them count as a neighbour of
    its own. Source: Jin & Tanaka-Ishii (2006); boundaries so counted as in Feng et al. (2004).

    Parameters
    ----------
    items, counts
        One entry for each string and neighbour that meet: index of the string, and count.
    totals
        Occurrences of each string; 0 gives an entropy of 0.

    >>> import numpy as np
    >>> branching_entropy(np.array([0, 0, 1]), [1, 1, 4], [2, 4]).tolist()
    [1.0, 0.0]

    Of three occurrences, two beside the same character and one at the end of a line:

    >>> round(float(branching_entropy(np.array([0]), [2], [3])[0]), 4)
    0.9183
    """
    values = np.asarray(counts, dtype=np.float64)
    every = np.asarray(totals, dtype=np.float64)
    weighted = values * np.log2(values, out=np.zeros(values.shape), where=values > 0)
    inner = np.bincount(items, weights=weighted, minlength=len(every))
    size = np.maximum(every, 1.0)
    return np.maximum(np.log2(size) - inner / size, 0.0)


def split_information(whole: ArrayLike, left: ArrayLike, right: ArrayLike, n: ArrayLike) -> Floats:
    """Return the pointwise mutual information in bits of the two halves of a split string.

    log2(f(xy) * n / (f(x) * f(y))); the least of all splits of a string is its cohesion. A count
    of 0 is taken as 0.5. Source: Church & Hanks (1990); the least of the splits is how Chinese
    new-word discovery commonly measures cohesion.

    >>> float(split_information(4, 4, 8, 1024))
    7.0
    """
    f, x, y, size = (
        np.maximum(np.asarray(value, dtype=np.float64), 0.5) for value in (whole, left, right, n)
    )
    information: Floats = np.log2(f) + np.log2(size) - np.log2(x) - np.log2(y)
    return information


def highest_information(counts: ArrayLike, n: ArrayLike) -> Floats:
    """Return the most cohesion a string can have: that of halves never seen apart, log2(n / f).

    0 for a string that fills the text. Cohesion divided by it is comparable between short texts and
    long ones.

    >>> float(highest_information(4, 1024))
    8.0
    """
    f = np.maximum(np.asarray(counts, dtype=np.float64), 1.0)
    size = np.maximum(np.asarray(n, dtype=np.float64), 1.0)
    highest: Floats = np.maximum(np.log2(size) - np.log2(f), 0.0)
    return highest


def c_value(
    lengths: ArrayLike, counts: ArrayLike, nested: ArrayLike, containers: ArrayLike
) -> Floats:
    """Return the C-value: how often a string stands on its own, weighted by its length.

    log2(length) * (f - nested / containers), or log2(length) * f where no longer candidate
    contains it. `nested` is how many of its f occurrences lie inside longer candidates, each
    counted once (inside the longest), `containers` how many different candidates those are.
    At most log2(length) * f. Source: Frantzi, Ananiadou & Mima (2000).

    >>> round(float(c_value(3, 984, 26, 5)), 3)
    1551.361
    """
    length = np.maximum(np.asarray(lengths, dtype=np.float64), 1.0)
    inside, number = np.asarray(nested, np.float64), np.asarray(containers, np.float64)
    free = np.asarray(counts, dtype=np.float64) - inside / np.maximum(number, 1.0)
    return np.log2(length) * free
