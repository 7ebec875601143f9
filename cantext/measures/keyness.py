"""Keyness: how much likelier a word is in one set of texts than in another.

All functions take arrays of the counts `f1` in the target and `f2` in the reference, and the words
`n1` and `n2` of each; they return arrays of floats without NaN or infinities.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cantext.measures import association

Floats = NDArray[np.float64]

_NEARLY_NONE = 1e-18  # what Gabrielatos & Marchi put for a rate of 0


def _table(
    f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the fourfold table: the word in the target, and the totals of its row and column."""
    f1, n1, f2, n2 = (np.asarray(value, np.float64) for value in (f1, n1, f2, n2))
    return f1, n1, f1 + f2, n1 + n2


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
    return association.log_likelihood(*_table(f1, n1, f2, n2))


def log_likelihood_two_term(f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike) -> Floats:
    """Return G2 of the word's own two cells, as UCREL's calculator and many tools give it.

    2 * (f1 * ln(f1 / e1) + f2 * ln(f2 / e2)) with e1 = n1 * (f1 + f2) / (n1 + n2); an empty cell
    adds 0. Source: Rayson & Garside (2000), Comparing corpora using frequency profiling.

    >>> round(float(log_likelihood_two_term(100, 10000, 50, 10000)), 4)
    16.9899
    """
    return association.log_likelihood_two_term(*_table(f1, n1, f2, n2))


def chi_squared(f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike) -> Floats:
    """Return Pearson's chi-squared over all four cells, without Yates' correction.

    From 0 to n1 + n2. Source: Pearson (1900).

    >>> round(float(chi_squared(100, 10000, 50, 10000)), 4)
    16.7926
    """
    return association.chi_squared(*_table(f1, n1, f2, n2))


def chi_squared_yates(f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike) -> Floats:
    """Return chi-squared over all four cells with Yates' correction.

    From 0, at most the value without. Source: Yates (1934).

    >>> round(float(chi_squared_yates(100, 10000, 50, 10000)), 4)
    16.1276
    """
    return association.chi_squared_yates(*_table(f1, n1, f2, n2))


def odds_ratio(f1: ArrayLike, n1: ArrayLike, f2: ArrayLike, n2: ArrayLike) -> Floats:
    """Return the odds of the word in the target over those in the reference.

    Above 0; a half is added to all cells where one is 0.
    Source: Pojanapunya & Watson Todd (2018), p. 154.

    >>> round(float(odds_ratio(16217, 2796938, 735, 2087946)), 4)
    16.5612
    """
    return association.odds_ratio(*_table(f1, n1, f2, n2))


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
    return association.log_ratio(*_table(f1, n1, f2, n2))


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
