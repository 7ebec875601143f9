"""All association measures of many pairs at once."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from cantext.measures import association, exact
from cantext.measures.association import Floats

# So many pairs at a time, so that the columns under way stay in the processor's cache: half a dozen
# columns of a million pairs do not, and take three times as long.
_SLICE = 1 << 16

_OF_TABLE = MappingProxyType(
    {
        "expected": lambda o11, r1, c1, n: association.expected(r1, c1, n),
        "log_likelihood": association.log_likelihood,
        "log_likelihood_two_term": association.log_likelihood_two_term,
        "chi_squared": association.chi_squared,
        "chi_squared_yates": association.chi_squared_yates,
        "mi": association.mutual_information,
        "mi3": association.mutual_information_cubed,
        "npmi": association.normalised_mutual_information,
        "t_score": association.t_score,
        "z_score": association.z_score,
        "delta_p_forward": association.delta_p_forward,
        "delta_p_backward": association.delta_p_backward,
        "log_ratio": association.log_ratio,
        "odds_ratio": association.odds_ratio,
    }
)
_OF_FREQUENCIES = MappingProxyType(
    {
        "dice": association.dice,
        "log_dice": association.log_dice,
        "minimum_sensitivity": association.minimum_sensitivity,
    }
)


def pair_measures(
    o11: ArrayLike, r1: ArrayLike, c1: ArrayLike, n: ArrayLike, f1: ArrayLike, f2: ArrayLike
) -> Mapping[str, Floats]:
    """Return every association measure of the pairs, by its key in rows.

    Parameters
    ----------
    o11, r1, c1, n
        The fourfold tables, as in `cantext.measures.association`.
    f1, f2
        How often each of the two words occurs, for Dice, logDice and minimum sensitivity.

    Returns
    -------
    Columns of the broadcast shape, flattened. `fisher` is 10 ** -fisher_strength, 0 below 1e-308.

    >>> columns = pair_measures([8], [15828], [4675], 14307668, [15828], [4675])
    >>> round(float(columns["t_score"][0]), 4), round(float(columns["log_dice"][0]), 4)
    (0.9999, 3.6765)
    """
    table = [column.ravel() for column in association.floats(o11, r1, c1, n, f1, f2)]
    size = len(table[0])
    keys = (*_OF_TABLE, *_OF_FREQUENCIES)
    columns = {key: np.empty(size) for key in keys}
    for begin in range(0, size, _SLICE):
        part = slice(begin, begin + _SLICE)
        a, row, column, n_words, first, second = (values[part] for values in table)
        for key, measure in _OF_TABLE.items():
            columns[key][part] = measure(a, row, column, n_words)
        for key, coefficient in _OF_FREQUENCIES.items():
            columns[key][part] = coefficient(a, first, second)
    o11, r1, c1, n = table[:4]
    columns["fisher_strength"] = exact.fisher_strength(o11, r1, c1, n, columns["log_likelihood"])
    columns["fisher"] = np.exp(-np.log(10.0) * columns["fisher_strength"])
    return columns
