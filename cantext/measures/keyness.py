"""Keyness: how much likelier a word is in one set of texts than in another.

All functions take arrays of the counts `f1` in the target and `f2` in the reference, and the words
`n1` and `n2` of each; they return arrays of floats without NaN or infinities.
"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cantext.measures.association import log_likelihood as _four_cell
from cantext.measures.association import log_ratio as _log_ratio

Floats = NDArray[np.float64]

FORMULAE: Mapping[str, str] = MappingProxyType(
    {
        "log_likelihood": "G2 over all four cells, 2 * sum(o * ln(o / e)) (Dunning 1993)",
        "log_likelihood_two_term": "G2 of the word's two cells alone (Rayson & Garside 2000)",
        "bic": "two-term G2 - ln(n1 + n2) (Wilson 2013)",
        "log_ratio": "log2((f1 / n1) / (f2 / n2)), a count of 0 taken as 0.5 (Hardie 2014)",
        "percent_diff": "100 * (rate1 - rate2) / rate2 (Gabrielatos & Marchi 2011)",
        "simple_maths": "(per_million1 + k) / (per_million2 + k) (Kilgarriff 2009)",
    }
)
_NEARLY_NONE = 1e-18  # what Gabrielatos & Marchi put for a rate of 0


def _rates(f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike) -> tuple[Floats, Floats]:
    first = np.asarray(f1, np.float64) / np.maximum(np.asarray(n1, np.float64), 1.0)
    second = np.asarray(f2, np.float64) / np.maximum(np.asarray(n2, np.float64), 1.0)
    return first, second


def log_likelihood(f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike) -> Floats:
    """Return G2 over all four cells: the word and all other words, in target and reference.

    From 0 up; 3.84, 6.63, 10.83 and 15.13 are the critical values at p = .05, .01, .001 and .0001
    with one degree of freedom. Source: Dunning (1993).

    >>> round(float(log_likelihood(100, 10000, 50, 10000)), 4)
    17.1158
    """
    f1, n1, f2, n2 = (np.asarray(value, np.float64) for value in (f1, n1, f2, n2))
    return _four_cell(f1, n1, f1 + f2, n1 + n2)


def log_likelihood_two_term(f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike) -> Floats:
    """Return G2 of the word's own two cells, as UCREL's calculator and many tools give it.

    2 * (f1 * ln(f1 / e1) + f2 * ln(f2 / e2)) with e1 = n1 * (f1 + f2) / (n1 + n2); an empty cell
    adds 0. Source: Rayson & Garside (2000), Comparing corpora using frequency profiling.

    >>> round(float(log_likelihood_two_term(100, 10000, 50, 10000)), 4)
    16.9899
    """
    f1, n1, f2, n2 = (np.asarray(value, np.float64) for value in (f1, n1, f2, n2))
    total = np.maximum(n1 + n2, 1.0)
    both = f1 + f2
    result = np.zeros(np.broadcast_shapes(f1.shape, n1.shape, f2.shape, n2.shape))
    for count, size in ((f1, n1), (f2, n2)):
        expected = size * both / total
        ratio = np.divide(count, expected, out=np.ones_like(result), where=expected > 0)
        result = result + count * np.log(ratio, out=np.zeros_like(ratio), where=ratio > 0)
    return np.maximum(2.0 * result, 0.0)


def bic(f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike) -> Floats:
    """Return the Bayes factor's approximation: two-term G2 less ln(n1 + n2).

    Above 2 is positive evidence that the rates differ, above 6 strong, above 10 very strong; below
    0 the evidence is for equal rates. Source: Wilson (2013), Embracing Bayes factors.

    >>> round(float(bic(100, 10000, 50, 10000)), 4)
    7.0864
    """
    size = np.asarray(n1, np.float64) + np.asarray(n2, np.float64)
    return log_likelihood_two_term(f1, n1, f2, n2) - np.log(np.maximum(size, 1.0))


def log_ratio(f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike) -> Floats:
    """Return the binary logarithm of the ratio of rates; 1 is twice as frequent in the target.

    A count of 0 is taken as 0.5. Source: Hardie (2014), Log Ratio.

    >>> round(float(log_ratio(24, 35933, 0, 24715)), 3)
    5.045
    """
    f1, n1, f2, n2 = (np.asarray(value, np.float64) for value in (f1, n1, f2, n2))
    return _log_ratio(f1, n1, f1 + f2, n1 + n2)


def percent_diff(f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike) -> Floats:
    """Return by how many per cent the target's rate is above the reference's.

    100 * (rate1 - rate2) / rate2; a reference rate of 0 is taken as 1e-18, as its authors do, which
    gives a very large number. Source: Gabrielatos & Marchi (2011), Keyness: matching metrics to
    definitions.

    >>> round(float(percent_diff(206523, 959641, 178174, 1562358)), 1)
    88.7
    """
    first, second = _rates(f1, n1, f2, n2)
    second = np.where(second > 0, second, _NEARLY_NONE)
    return 100.0 * (first - second) / second


def simple_maths(
    f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike, k: float = 1.0
) -> Floats:
    """Return the ratio of rates per million, each with `k` added; a larger k favours common words.

    (per_million1 + k) / (per_million2 + k). Source: Kilgarriff (2009), Simple maths for keywords.

    >>> round(float(simple_maths(35, 112289776, 263, 1559716979)), 4)
    1.1224
    """
    first, second = _rates(f1, n1, f2, n2)
    return (first * 1e6 + k) / (second * 1e6 + k)
