"""Association: how strongly two words attract each other, from a fourfold table.

Every function takes the same four numbers, scalars or arrays that broadcast together:

- `o11`, how often the two occur together,
- `r1`, the total of the first row (the first word, or the words near it),
- `c1`, the total of the first column (the second word),
- `n`, the total of the table,

and returns a float64 array of the broadcast shape. The other cells follow: o12 = r1 - o11,
o21 = c1 - o11, o22 = n - r1 - c1 + o11, and so do the expected ones, e11 = r1 * c1 / n. No input
gives NaN, infinity or a warning; each docstring says what stands in for a limit that has no number.
Pass float64 arrays where several measures are taken of the same columns: others are converted anew
each time.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]

# A joint count of nought has no logarithm. Half an occurrence stands in, as Hardie (2014) does for
# log ratio: below one, the least that can be seen, and not so low as to swamp a ranking.
_HALF = 0.5


def floats(*values: ArrayLike) -> tuple[Floats, ...]:
    """Return the values as float64 arrays of one shape."""
    return tuple(np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in values)))


def _ratio(numerator: Floats, denominator: Floats) -> Floats:
    """Divide, giving 0 where the denominator is 0."""
    out = np.zeros(np.broadcast_shapes(numerator.shape, denominator.shape))
    return np.divide(numerator, denominator, out=out, where=denominator != 0)


def _log2(values: Floats) -> Floats:
    """Take log2 of what is above 0, giving 0 elsewhere."""
    return np.log2(np.where(values > 0, values, 1.0))


def cells(o11: Floats, r1: Floats, c1: Floats, n: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the four observed cells; a cell that rounding or a loose margin took below 0 is 0."""
    o12, o21 = np.maximum(r1 - o11, 0.0), np.maximum(c1 - o11, 0.0)
    return o11, o12, o21, np.maximum(n - r1 - c1 + o11, 0.0)


def expected(r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Return the joint count that chance alone would give, e11 = r1 * c1 / n.

    0 for an empty table.

    >>> float(expected(20, 30, 600))
    1.0
    """
    r1, c1, n = floats(r1, c1, n)
    return _ratio(r1 * c1, n)


def log_likelihood(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Return the log-likelihood ratio G2 over all four cells.

    2 * sum(o * ln(o / e)); natural logarithm; from 0 up, and 0 for independence. It says how sure
    an association is, not how strong, nor of which sign. An empty cell adds 0.
    Source: Dunning (1993), Accurate methods for the statistics of surprise and coincidence.

    >>> round(float(log_likelihood(10, 10, 13, 31777)), 4)
    167.2298
    """
    o11, r1, c1, n = floats(o11, r1, c1, n)
    # Under independence rounding can leave a sum a hair below nought.
    return np.maximum(2.0 * half_deviance(*cells(o11, r1, c1, n)), 0.0)


def half_deviance(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """Return sum(o * ln(o / e)) over four cells, half of G2; an empty cell adds 0.

    >>> round(float(half_deviance(*floats(10, 0, 3, 31764))), 4)
    83.6149
    """
    r1, r2, c1, c2, n = a + b, c + d, a + c, b + d, a + b + c + d
    total = np.zeros(a.shape)
    for observed, row, column in ((a, r1, c1), (b, r1, c2), (c, r2, c1), (d, r2, c2)):
        seen = observed > 0
        ratio = np.where(seen, observed, 1.0) * np.where(seen, n, 1.0)
        ratio /= np.where(seen, row * column, 1.0)
        total += observed * np.log(ratio)
    return total


def log_likelihood_two_term(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Return G2 over the two cells of the first column alone, as UCREL's calculator gives it.

    2 * (o11 * ln(o11 / e11) + o21 * ln(o21 / e21)); from 0 up; an empty cell adds 0. Where the
    second word is rare it hardly differs from `log_likelihood`.
    Source: Rayson & Garside (2000), Comparing corpora using frequency profiling.

    >>> round(float(log_likelihood_two_term(100, 10000, 150, 20000)), 4)
    16.9899
    """
    o11, r1, c1, n = floats(o11, r1, c1, n)
    _, _, o21, _ = cells(o11, r1, c1, n)
    total = np.zeros(o11.shape)
    for observed, row in ((o11, r1), (o21, np.maximum(n - r1, 0.0))):
        ratio = _ratio(observed * n, row * c1)
        total += observed * np.log(np.where(ratio > 0, ratio, 1.0))
    return np.maximum(2.0 * total, 0.0)


def chi_squared(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Return Pearson's chi-squared over all four cells, without Yates' correction.

    sum((o - e)^2 / e) = n * (o11 * o22 - o12 * o21)^2 / (r1 * r2 * c1 * c2); from 0 to n.
    0 where a margin is 0. Source: Pearson (1900); Manning & Schuetze (1999), 5.3.3.

    >>> round(float(chi_squared(8, 15828, 4675, 14307668)), 4)
    1.5489
    """
    o11, r1, c1, n = floats(o11, r1, c1, n)
    a, b, c, d = cells(o11, r1, c1, n)
    # Divided step by step: the product of four large margins would lose the small ones.
    deviation = a * d - b * c
    return _ratio(_ratio(deviation, r1 * (n - r1)) * deviation, c1 * (n - c1)) * n


def chi_squared_yates(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Return chi-squared over all four cells with Yates' correction for continuity.

    sum((|o - e| - 0.5)^2 / e), the difference no less than 0; from 0 to n, and at most the value
    without correction. 0 where a margin is 0. Source: Yates (1934), Contingency tables.

    >>> round(float(chi_squared_yates(8, 15828, 4675, 14307668)), 4)
    1.0496
    """
    o11, r1, c1, n = floats(o11, r1, c1, n)
    # All four cells differ from what is expected by the same amount, (ad - bc) / n.
    a, b, c, d = cells(o11, r1, c1, n)
    deviation = np.maximum(np.abs(a * d - b * c) - n / 2.0, 0.0)
    return _ratio(_ratio(deviation, r1 * (n - r1)) * deviation, c1 * (n - c1)) * n


def mutual_information(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Return pointwise mutual information in bits, log2(o11 / e11).

    0 for independence; it favours rare pairs. A joint count of 0 is taken as 0.5; 0 where nothing
    is expected. Source: Church & Hanks (1990), Word association norms.

    >>> round(float(mutual_information(8, 1105, 44, 15_000_000)), 1)
    11.3
    """
    o11, r1, c1, n = floats(o11, r1, c1, n)
    return _log2(_ratio(np.where(o11 > 0, o11, _HALF), expected(r1, c1, n)))


def mutual_information_cubed(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Return MI3 in bits, log2(o11^3 / e11), which rare pairs do not lead.

    A joint count of 0 is taken as 0.5; 0 where nothing is expected.
    Source: Daille (1994), Approche mixte pour l'extraction de terminologie; Oakes (1998), p. 171.

    >>> round(float(mutual_information_cubed(8, 15828, 4675, 14307668)), 4)
    6.6293
    """
    o11, r1, c1, n = floats(o11, r1, c1, n)
    seen = np.where(o11 > 0, o11, _HALF)
    return _log2(_ratio(seen * seen * seen, expected(r1, c1, n)))


def normalised_mutual_information(
    o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike
) -> Floats:
    """Return NPMI, log2(o11 / e11) / -log2(o11 / n).

    From -1 (never together, which is its limit) by 0 (independent) to 1 (never apart); 1 as well
    where both fill the whole table, and 0 where one of them does not occur.
    Source: Bouma (2009), Normalized (pointwise) mutual information in collocation extraction.

    >>> normalised_mutual_information([10, 1, 0], 10, 10, [100, 100, 100]).tolist()
    [1.0, 0.0, -1.0]
    """
    o11, r1, c1, n = floats(o11, r1, c1, n)
    information = mutual_information(o11, r1, c1, n)
    surprise = -_log2(_ratio(o11, n))
    value = np.clip(_ratio(information, surprise), -1.0, 1.0)
    value = np.where((o11 > 0) & (o11 >= n), 1.0, value)
    return np.where(o11 > 0, value, np.where((r1 > 0) & (c1 > 0), -1.0, 0.0))


def t_score(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Return the t-score, (o11 - e11) / sqrt(o11).

    Unbounded below, at most sqrt(o11). The root of a joint count of 0 is taken as that of 0.5.
    Source: Church, Gale, Hanks & Hindle (1991); Manning & Schuetze (1999), pp. 163-165.

    >>> round(float(t_score(8, 15828, 4675, 14307668)), 4)
    0.9999
    """
    o11, r1, c1, n = floats(o11, r1, c1, n)
    return (o11 - expected(r1, c1, n)) / np.sqrt(np.where(o11 > 0, o11, _HALF))


def z_score(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Return the z-score, (o11 - e11) / sqrt(e11), without continuity correction.

    Unbounded. 0 where nothing is expected.
    Source: Evert (2008), Corpora and collocations; without the factor 1 - p of Berry-Rogghe (1973).

    >>> round(float(z_score(8, 15828, 4675, 14307668)), 4)
    1.2436
    """
    o11, r1, c1, n = floats(o11, r1, c1, n)
    e11 = expected(r1, c1, n)
    return _ratio(o11 - e11, np.sqrt(e11))


def dice(o11: ArrayLike, f1: ArrayLike, f2: ArrayLike) -> Floats:
    """Return the Dice coefficient, 2 * o11 / (f1 + f2), of two words that occur f1 and f2 times.

    From 0 (never together) to 1 (never apart). A window may hold a collocate more than once, so
    that o11 could exceed a frequency: it is taken as the smaller frequency then. 0 where neither
    occurs. Source: Smadja, McKeown & Hatzivassiloglou (1996).

    >>> round(float(dice(130, 3121, 143)), 2)
    0.08
    """
    o11, f1, f2 = floats(o11, f1, f2)
    return _ratio(2.0 * np.minimum(o11, np.minimum(f1, f2)), f1 + f2)


def log_dice(o11: ArrayLike, f1: ArrayLike, f2: ArrayLike) -> Floats:
    """Return logDice, 14 + log2(Dice).

    At most 14; a step of 1 is twice as often; independent of the size of the corpus. A Dice of 0
    is taken as that of half an occurrence together. Source: Rychly (2008), A lexicographer-friendly
    association score.

    >>> round(float(log_dice(8, 15828, 4675)), 4)
    3.6765
    """
    o11, f1, f2 = floats(o11, f1, f2)
    coefficient = dice(o11, f1, f2)
    stand_in = 2.0 * _HALF / np.maximum(f1 + f2, 1.0)
    return 14.0 + np.log2(np.where(coefficient > 0, coefficient, stand_in))


def minimum_sensitivity(o11: ArrayLike, f1: ArrayLike, f2: ArrayLike) -> Floats:
    """Return the smaller of the shares of each word's occurrences that stand with the other.

    min(o11 / f1, o11 / f2), from 0 to 1; o11 is taken as the smaller frequency if above it, and 0
    is given where one does not occur. Source: Pedersen & Bruce (1996), p. 12.

    >>> round(float(minimum_sensitivity(17, 257, 1018)), 6)
    0.016699
    """
    o11, f1, f2 = floats(o11, f1, f2)
    return _ratio(np.minimum(o11, np.minimum(f1, f2)), np.maximum(f1, f2))


def delta_p_forward(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Return P(second | first) - P(second | not first): how well the first cues the second.

    o11 / r1 - o21 / (n - r1), from -1 to 1. A share of nothing is 0.
    Source: Gries (2013), 50-something years of work on collocations, p. 144.

    >>> round(float(delta_p_forward(5610, 5610 + 168938, 5610 + 2257, 10409868)), 3)
    0.032
    """
    o11, r1, c1, n = floats(o11, r1, c1, n)
    _, _, o21, _ = cells(o11, r1, c1, n)
    return _ratio(o11, r1) - _ratio(o21, np.maximum(n - r1, 0.0))


def delta_p_backward(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Return P(first | second) - P(first | not second): how well the second cues the first.

    o11 / c1 - o12 / (n - c1), from -1 to 1. A share of nothing is 0.
    Source: Gries (2013), 50-something years of work on collocations, p. 144.

    >>> round(float(delta_p_backward(5610, 5610 + 168938, 5610 + 2257, 10409868)), 3)
    0.697
    """
    return delta_p_forward(o11, c1, r1, n)


def odds_ratio(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Return the odds ratio, (o11 * o22) / (o12 * o21).

    Above 0; 1 for independence. Where any cell is 0, a half is added to all four (Haldane 1956;
    Anscombe 1956). Source: Pojanapunya & Watson Todd (2016), p. 154.

    >>> n1, n2 = 2796938, 2087946
    >>> round(float(odds_ratio(16217, n1, 16217 + 735, n1 + n2)), 4)
    16.5612
    """
    o11, r1, c1, n = floats(o11, r1, c1, n)
    a, b, c, d = cells(o11, r1, c1, n)
    half = np.where((a > 0) & (b > 0) & (c > 0) & (d > 0), 0.0, _HALF)
    return (a + half) / (b + half) * ((d + half) / (c + half))


def log_ratio(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Return log2 of the ratio of relative frequencies in the first row and in the second.

    log2((o11 / r1) / (o21 / (n - r1))); 0 for equal rates, 1 for twice the rate. A count of 0 is
    taken as 0.5; 0 where a row is empty. Source: Hardie (2014), Log Ratio.

    >>> n1, n2 = 35933, 24715
    >>> round(float(log_ratio(24, n1, 24 + 0, n1 + n2)), 3)
    5.045
    """
    o11, r1, c1, n = floats(o11, r1, c1, n)
    _, _, o21, _ = cells(o11, r1, c1, n)
    first = _ratio(np.where(o11 > 0, o11, _HALF), r1)
    second = _ratio(np.where(o21 > 0, o21, _HALF), np.maximum(n - r1, 0.0))
    return np.where((first > 0) & (second > 0), _log2(first) - _log2(second), 0.0)
