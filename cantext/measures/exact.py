"""Fisher's exact test on arrays of fourfold tables.

The probability of a table with fixed margins is hypergeometric. Its logarithm is taken as
-G2 / 2 plus Stirling's remainders, which loses no digits where log-factorials of large counts
would; the tails are summed outwards from where they begin, each table until what is left of it no
longer matters. Measures and cells are named as in `cantext.measures.association`.
"""

from math import lgamma, log
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cantext.measures.association import Floats, cells, floats, half_deviance

Flags: TypeAlias = NDArray[np.bool_]
Indexes: TypeAlias = NDArray[np.intp]

# Tables as likely as the observed one up to rounding count as no likelier, as R's fisher.test has
# it.
_AS_LIKELY = 1e-7
_NEGLIGIBLE = 1e-9
_ROUNDING = 1e-8
_TINY = 1e-200
_AT_ONCE = 4  # steps between two looks at what is still worth adding
_FEW = 3
# So many tables at a time stay in the processor's cache.
_SLICE = 1 << 16
_CLIMB = 100  # steps up that are cheaper than seeking the place
_HALF_LOG_2PI = 0.9189385332046727
# ln(k!) - (k + 1/2) ln(k) + k - ln(2 pi) / 2 for small k; 0! is 1, whose ln(k) is taken as 0.
_SMALL = 1024
_REMAINDERS = np.array(
    [-_HALF_LOG_2PI]
    + [lgamma(k + 1) - (k + 0.5) * log(k) + k - _HALF_LOG_2PI for k in range(1, _SMALL)]
)


def fisher_exact(o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike) -> Floats:
    """Return the two-sided p-value of Fisher's exact test.

    The probability, under independence and with these margins, of all tables that are no likelier
    than the observed one; from 0 to 1, and 1 where a margin is 0. Source: Fisher (1934); Pedersen
    (1996), Fishing for exactness. Below 1e-308 it is 0: `fisher_strength` goes on.

    >>> round(float(fisher_exact(1, 4, 4, 8)), 3)
    0.486
    """
    return np.exp(_log_p(o11, r1, c1, n))


def fisher_strength(
    o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike, g2: ArrayLike | None = None
) -> Floats:
    """Return -log10 of the two-sided p-value of Fisher's exact test.

    From 0 up; 1.3 is p = .05 and 3 p = .001. The log-likelihood ratio of the tables may be given
    as `g2` when it is known, which saves taking it again. Source: Stefanowitsch
    & Gries (2003), Collostructions, who rank by it.

    >>> round(float(fisher_strength(10, 10, 13, 31777)), 2)
    36.0
    """
    strength: Floats = -_log_p(o11, r1, c1, n, g2) / np.log(10.0) + 0.0  # no -0.0
    return strength


def _log_p(
    o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike, g2: ArrayLike | None = None
) -> Floats:
    """Return the natural logarithm of the two-sided p-value."""
    o11, r1, c1, n = floats(o11, r1, c1, n)
    a, b, c, d = (cell.ravel() for cell in cells(o11, r1, c1, n))
    deviance = half_deviance(a, b, c, d) if g2 is None else np.asarray(g2, np.float64).ravel() / 2.0
    logs = np.empty(len(a))
    large = _reach(a, b, c, d) > _CLIMB
    for begin in range(0, len(a), _SLICE):
        part = slice(begin, begin + _SLICE)
        short = ~large[part]
        tables = [x[part] for x in (a, b, c, d, deviance)]
        if short.all():
            logs[part] = _log_p_of(*tables)
        else:
            logs[part][short] = _log_p_of(*(x[short] for x in tables))
    # Tables of large counts have long tails, whose steps cost the same for one as for thousands.
    logs[large] = _log_p_of(*(x[large] for x in (a, b, c, d, deviance)))
    return logs.reshape(o11.shape)


def _reach(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """Return how many tables there are on the other side of the observed one than its tail."""
    return np.where(a * d < b * c, np.minimum(b, c), np.minimum(a, d))


def _log_p_of(a: Floats, b: Floats, c: Floats, d: Floats, deviance: Floats) -> Floats:
    """Return the logarithms of the p-values of tables in a row, given half of G2."""
    # Where the pair is met less often than expected the columns change places: then the tail that
    # the observed table opens is always the upper one.
    repelled = a * d < b * c
    a, b, c, d = (np.where(repelled, x, y) for x, y in ((b, a), (a, b), (d, c), (c, d)))
    observed = _log_probability(a, b, c, d, deviance)
    total = _upper_tail(a, b, c, d) + _lower_tail(a, b, c, d, observed)
    logs = observed + np.log(total)
    # All tables together are 1, up to the rounding of their sum.
    return np.where(logs > -_ROUNDING, 0.0, logs)


def _log_probability(
    a: Floats, b: Floats, c: Floats, d: Floats, deviance: Floats | None = None
) -> Floats:
    """Return the natural logarithm of the probability of a table given its margins."""
    r1, r2, c1, c2, n = a + b, c + d, a + c, b + d, a + b + c + d
    logs = -(half_deviance(a, b, c, d) if deviance is None else deviance)
    full = np.maximum(n, 1.0)
    # Divided before multiplied: the product of four margins of a billion would overflow at last.
    ratio = np.maximum(r1, 1.0) / full * np.maximum(c1, 1.0)
    ratio *= np.maximum(r2, 1.0) / np.maximum(a, 1.0) / np.maximum(b, 1.0)
    ratio *= np.maximum(c2, 1.0) / np.maximum(c, 1.0) / np.maximum(d, 1.0)
    logs += 0.5 * np.log(ratio) - _HALF_LOG_2PI
    for margin in (r1, r2, c1, c2):
        logs += _remainder(margin)
    for part in (n, a, b, c, d):
        logs -= _remainder(part)
    return np.minimum(logs, 0.0)


def _remainder(k: Floats) -> Floats:
    """Return ln(k!) less Stirling's first terms; the next is below 1e-11 for what is not small."""
    large = 1.0 / (12.0 * np.maximum(k, float(_SMALL)))
    if k.min(initial=_SMALL) >= _SMALL:
        return large
    small = np.minimum(k, _SMALL - 1.0).astype(np.intp)
    return np.where(k < _SMALL, _REMAINDERS[small], large)


def _step(a: Floats, b: Floats, c: Floats, d: Floats, k: int) -> Floats:
    """Return how many times as likely the table k + 1 above a table is as the one k above it."""
    return (b - k) * (c - k) / ((a + (k + 1)) * (d + (k + 1)))


def _upper_tail(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """Sum the probabilities of tables from the mode or above it upwards, relative to their own."""
    total, term = np.ones(len(a)), np.ones(len(a))
    place: Indexes = np.arange(len(a))
    k = 0
    while len(place):
        sums = np.zeros(len(place))
        for _ in range(_AT_ONCE):
            term = term * _step(a, b, c, d, k)
            sums += term
            k += 1
        total[place] += sums
        # Steps shrink, so what is left is less than a geometric series of the next one.
        step = _step(a, b, c, d, k)
        rest = np.maximum(1.0 - step, _NEGLIGIBLE)
        left = term * step > _NEGLIGIBLE * total[place] * rest
        place = place[left]
        a, b, c, d, term = (x[left] for x in (a, b, c, d, term))
    return total


def _lower_tail(a: Floats, b: Floats, c: Floats, d: Floats, observed: Floats) -> Floats:
    """Sum the probabilities of the tables below that are as unlikely, relative to the observed."""
    total = np.zeros(len(a))
    reach = np.minimum(a, d)  # to the lowest table that the margins allow
    lowest = _lowest(a, b, c, d, reach, observed)
    rare = (lowest <= 1.0 + _AS_LIKELY) & (reach > 0)
    climb = np.flatnonzero(rare & (reach <= _CLIMB) & (lowest > _TINY))
    if len(climb):
        total[climb] = _climbed(*(x[climb] for x in (a, b, c, d, reach, lowest)))
    far = np.flatnonzero(rare & ((reach > _CLIMB) | (lowest <= _TINY)))
    if len(far):
        total[far] = _sought(*(x[far] for x in (a, b, c, d, reach, observed)))
    return total


def _lowest(a: Floats, b: Floats, c: Floats, d: Floats, reach: Floats, observed: Floats) -> Floats:
    """Return how many times as likely the lowest table is as the observed one."""
    # Most pairs of a text are met a few times: a few steps down are cheaper than the whole formula.
    ratio = np.ones(len(a))
    for k in range(_FEW):
        ratio = np.where(reach > k, ratio * _step(b, a, d, c, k), ratio)
    many = np.flatnonzero(reach > _FEW)
    if len(many):
        a, b, c, d, reach = (values[many] for values in (a, b, c, d, reach))
        logs = _log_probability(a - reach, b + reach, c + reach, d - reach) - observed[many]
        ratio[many] = np.exp(np.minimum(logs, 1.0))  # anything above 1 is no tail
    return ratio


def _climbed(a: Floats, b: Floats, c: Floats, d: Floats, reach: Floats, lowest: Floats) -> Floats:
    """Sum from the lowest table upwards while the tables are as unlikely as the observed one."""
    total = np.zeros(len(a))
    place: Indexes = np.arange(len(a))
    a, b, c, d, term = a - reach, b + reach, c + reach, d - reach, lowest
    k = 0
    while len(place):
        total[place] += term
        term = term * _step(a, b, c, d, k)
        k += 1
        left = (term <= 1.0 + _AS_LIKELY) & (reach > k)
        place = place[left]
        a, b, c, d, reach, term = (x[left] for x in (a, b, c, d, reach, term))
    return total


def _sought(a: Floats, b: Floats, c: Floats, d: Floats, reach: Floats, observed: Floats) -> Floats:
    """Find by halving the first table as unlikely as the observed one, and sum down from it."""
    # Probabilities fall from the mode to the lowest table.
    mode = np.floor((a + b + 1.0) * (a + c + 1.0) / (a + b + c + d + 2.0))
    near, far = np.clip(a - mode, 0.0, reach), reach
    while np.any(far - near > 1.0):
        middle = np.floor((near + far) / 2.0)
        logs = _log_probability(a - middle, b + middle, c + middle, d - middle)
        rare = (logs <= observed + _AS_LIKELY) & (far - near > 1.0)
        near = np.where(rare | (far - near <= 1.0), near, middle)
        far = np.where(rare, middle, far)
    first = _log_probability(a - far, b + far, c + far, d - far) - observed
    # Downwards is upwards with the columns changed.
    return np.exp(first) * _upper_tail(b + far, a - far, d - far, c + far)
