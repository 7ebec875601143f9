"""What chance would give: p-values of chi-squared values, many tests at once, and trends.

p-values come from closed forms, so that no statistics package is needed.
"""

from math import erfc, exp, pi, sqrt
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]

# Up to so many periods without ties the p-value of tau is exact.
_EXACT_UP_TO = 60


def p_value(statistic: ArrayLike) -> Floats:
    """Return the p-value of a chi-squared or G2 value with one degree of freedom.

    The chance of a value at least as high if the rates were equal: erfc(sqrt(x / 2)). It is 0
    below 1e-308.

    >>> [round(float(p), 4) for p in p_value([3.8415, 6.6349, 10.8276, 15.1367])]
    [0.05, 0.01, 0.001, 0.0001]
    """
    values = np.maximum(np.asarray(statistic, np.float64), 0.0)
    found = [erfc(x) for x in np.sqrt(values / 2.0).ravel().tolist()]
    return np.array(found, np.float64).reshape(values.shape)


def chi_squared_p_value(statistic: float, degrees: int) -> float:
    """Return the p-value of one chi-squared or G2 value with any number of degrees of freedom.

    Source: Abramowitz & Stegun (1964), 26.4.4 and 26.4.5.

    >>> round(chi_squared_p_value(7.8147, 3), 4), chi_squared_p_value(0.0, 2)
    (0.05, 1.0)
    """
    if degrees < 1 or statistic <= 0:
        return 1.0
    half = statistic / 2.0
    if degrees % 2 == 0:
        term = total = exp(-half)
        for k in range(1, degrees // 2):
            term *= half / k
            total += term
        return min(total, 1.0)
    total = erfc(sqrt(half))
    term = 2.0 * sqrt(half / pi) * exp(-half)
    for k in range(1, (degrees - 1) // 2 + 1):
        total += term
        term *= half / (k + 0.5)
    return min(total, 1.0)


def benjamini_hochberg(p_values: ArrayLike) -> Floats:
    """Return p-values adjusted for being many: of those below q, about a share q is chance.

    The p-value times the number of tests over its rank, made to rise with the rank; from the
    p-value to 1. Source: Benjamini & Hochberg (1995), Controlling the false discovery rate.

    >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.5]).round(4).tolist()
    [0.04, 0.0533, 0.0533, 0.5]
    """
    values = np.asarray(p_values, np.float64)
    order = np.argsort(values, kind="stable")
    ranks = np.arange(1, len(values) + 1)
    scaled = values[order] * len(values) / ranks
    adjusted = np.empty(len(values))
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return adjusted


def kendall_tau(values: ArrayLike) -> tuple[float, float]:
    """Return Kendall's tau-b of values against their order, and its two-sided p-value.

    From -1 (each value is lower than all before it) to 1; (0, 1) for fewer than two values or
    values all alike. The p-value is exact where no values are tied, otherwise that of the normal
    approximation with the tied variance, without continuity correction.
    Source: Kendall (1945); Mann (1945); for rates over periods Hilpert & Gries (2009).

    >>> tau, p = kendall_tau([1.0, 2.0, 3.0, 4.0, 5.0])
    >>> tau, round(p, 4)
    (1.0, 0.0167)
    """
    x = np.asarray(values, np.float64)
    n = len(x)
    later, earlier = np.tril_indices(n, -1)
    score = int(np.sign(x[later] - x[earlier]).sum())
    _, tied = np.unique(x, return_counts=True)
    pairs = n * (n - 1) // 2
    untied = pairs - int((tied * (tied - 1) // 2).sum())
    if n < 2 or not untied:
        return 0.0, 1.0
    tau = score / sqrt(pairs * untied)
    if untied == pairs and n <= _EXACT_UP_TO:
        return tau, _exact_p(n, (pairs - abs(score)) // 2)
    ties = int((tied * (tied - 1) * (2 * tied + 5)).sum())
    variance = (n * (n - 1) * (2 * n + 5) - ties) / 18.0
    return tau, erfc(abs(score) / sqrt(2.0 * variance))


def _exact_p(n: int, discordant: int) -> float:
    """Return the share of orders of n values with so few discordant pairs, or so few concordant."""
    ways = np.ones(1)
    for size in range(2, n + 1):
        # How many orders of `size` values have each number of discordant pairs, as shares.
        ways = np.convolve(ways, np.full(size, 1.0 / size))
    return min(1.0, 2.0 * float(ways[: discordant + 1].sum()))


def homogeneity(counts: ArrayLike, sizes: ArrayLike) -> tuple[float, float]:
    """Return G2 of a word's counts in several periods against one common rate, and its p-value.

    2 * sum(o * ln(o / e)) over the word and all other words of each period, with a degree of
    freedom less than there are periods with words. Source: Dunning (1993).

    >>> g2, p = homogeneity([100, 50], [10000, 10000])
    >>> round(g2, 4), p < 0.0001
    (17.1158, True)
    """
    seen, size = np.asarray(counts, np.float64), np.asarray(sizes, np.float64)
    seen, size = seen[size > 0], size[size > 0]
    if len(size) < 2 or not seen.sum():
        return 0.0, 1.0
    g2 = 0.0
    for part in (seen, size - seen):
        expected = size * part.sum() / size.sum()
        ratio = np.where(part > 0, part, 1.0) / np.where(part > 0, expected, 1.0)
        g2 += 2.0 * float((part * np.log(ratio)).sum())
    return max(g2, 0.0), chi_squared_p_value(g2, len(size) - 1)
