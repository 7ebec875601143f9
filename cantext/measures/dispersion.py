"""Dispersion: how evenly a word is spread over the parts of a corpus."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.integer[Any]]

FORMULAE: Mapping[str, str] = MappingProxyType(
    {
        "dp": "DP, true part sizes: sum(|v / f - s|) / 2 over the parts (Gries 2008)",
        "dp_norm": "DP / (1 - min(s)) (Lijffijt & Gries 2012)",
    }
)


def dp(counts: ArrayLike, sizes: ArrayLike) -> Floats:
    """Return Gries' deviation of proportions with the true sizes of the parts.

    sum(|v_i / f - s_i|) / 2, v_i the word's count in part i, f its total, s_i the part's share of
    the corpus; from 0 (as even as the parts allow) to nearly 1 (all in one small part).

    Parameters
    ----------
    counts
        Counts of shape (..., parts): one word, or one word a row.
    sizes
        Number of words of each part, shape (parts,).

    Returns
    -------
    Array of shape (...); 0 for a word that does not occur, and for parts without any words.

    Source: Gries (2008), Dispersions and adjusted frequencies in corpora.

    >>> round(float(dp([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])), 2)
    0.18
    """
    values = np.asarray(counts, dtype=np.float64)
    shares = _shares(sizes)
    totals = values.sum(axis=-1)
    observed = values / np.where(totals > 0, totals, 1.0)[..., None]
    deviation = np.abs(observed - shares).sum(axis=-1) / 2.0
    return np.where((totals > 0) & (shares.sum() > 0), np.minimum(deviation, 1.0), 0.0)


def dp_norm(deviation: ArrayLike, sizes: ArrayLike) -> Floats:
    """Return DP scaled by its highest value for these parts, so that 1 can be reached.

    DP / (1 - min(s_i)), from 0 to 1; `deviation` is what `dp` or `dp_of_entries` gave. 0 where
    there is but one part with words. Source: Lijffijt & Gries (2012), p. 148.

    >>> round(float(dp_norm(dp([2, 1, 0], [1, 1, 1]), [1, 1, 1])), 2)
    0.5
    """
    values = np.asarray(deviation, dtype=np.float64)
    shares = _shares(sizes)
    highest = 1.0 - float(shares.min(initial=1.0))
    return np.minimum(values / highest, 1.0) if highest > 0 else np.zeros(values.shape)


def dp_of_entries(
    items: Integers, parts: Integers, counts: ArrayLike, sizes: ArrayLike, n_items: int
) -> Floats:
    """Return DP of many words at once from the cells that are not empty.

    Since both sides of the difference sum to 1, DP = 1 - sum(min(v_i / f, s_i)), and parts without
    the word add nothing: a vocabulary of 200,000 by 50,000 documents needs no table.

    Parameters
    ----------
    items, parts, counts
        One entry for each word and part that meet: index of the word (below `n_items`), index of
        the part, and count (above 0). No pair of word and part twice.
    sizes
        Number of words of each part.

    Returns
    -------
    Array of shape (n_items,); 0 for a word without entries.

    >>> import numpy as np
    >>> dp_of_entries(np.array([0, 0, 1]), np.array([0, 1, 0]), [5, 5, 3], [50, 50], 2).tolist()
    [0.0, 0.5]
    """
    values = np.asarray(counts, dtype=np.float64)
    totals = np.bincount(items, weights=values, minlength=n_items)
    common = np.minimum(values / totals[items], _shares(sizes)[parts])
    overlap = np.bincount(items, weights=common, minlength=n_items)
    return np.where(totals > 0, np.clip(1.0 - overlap, 0.0, 1.0), 0.0)


def _shares(sizes: ArrayLike) -> Floats:
    values = np.asarray(sizes, dtype=np.float64)
    return values / max(float(values.sum()), 1.0)
