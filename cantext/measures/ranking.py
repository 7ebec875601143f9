"""Weights of the words of one text: TF-IDF against a background, TextRank within the text."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.integer[Any]]

_DAMPING = 0.85
_CLOSE = 1e-10
_ROUNDS = 500


def inverse_document_frequency(documents: ArrayLike, n_documents: ArrayLike) -> Floats:
    """Return ln((N + 1) / (df + 1)), how rare a word is among the documents of a background.

    From 0, a word in every document, to ln(N + 1), a word in none: one that the background has
    never seen is taken as if one more document had it. Source: Sparck Jones (1972), smoothed.

    >>> inverse_document_frequency([99, 9], 99).round(4).tolist()
    [0.0, 2.3026]
    """
    df = np.asarray(documents, np.float64)
    return np.maximum(np.log((np.asarray(n_documents, np.float64) + 1.0) / (df + 1.0)), 0.0)


def tf_idf(
    counts: ArrayLike, size: ArrayLike, documents: ArrayLike, n_documents: ArrayLike
) -> Floats:
    """Return count / size * idf: how much a word's share of a text is more than common coin.

    From 0 up. Source: Salton & Buckley (1988), Term-weighting approaches.

    >>> tf_idf([10], 100, [9], 99).round(4).tolist()
    [0.2303]
    """
    share = np.asarray(counts, np.float64) / np.maximum(np.asarray(size, np.float64), 1.0)
    return share * inverse_document_frequency(documents, n_documents)


def text_rank(first: Integers, second: Integers, weights: ArrayLike, n_items: int) -> Floats:
    """Return the TextRank of the words of a graph.

    The stationary share of a walk that follows an edge with probability .85, by its weight, and
    else jumps to any word; a word without edges is left by a jump. The shares sum to 1.

    Parameters
    ----------
    first, second, weights
        One entry for each undirected edge: numbers of its two words, and its weight (above 0).
    n_items
        How many words there are.

    Source: Mihalcea & Tarau (2004), TextRank: bringing order into text, weighted as in their 2.2,
    and scaled to sum to 1.

    >>> import numpy as np
    >>> text_rank(np.array([0, 0]), np.array([1, 2]), [1, 1], 3).round(3).tolist()
    [0.486, 0.257, 0.257]
    """
    if not n_items:
        return np.zeros(0)
    source = np.concatenate([first, second])
    target = np.concatenate([second, first])
    weight = np.asarray(weights, np.float64)
    weight = np.concatenate([weight, weight])
    out = np.bincount(source, weights=weight, minlength=n_items)
    share = weight / out[source] if len(source) else weight
    lonely = out == 0
    rank = np.full(n_items, 1.0 / n_items)
    for _ in range(_ROUNDS):
        arriving = np.bincount(target, weights=rank[source] * share, minlength=n_items)
        jumping = float(rank[lonely].sum()) / n_items
        new = (1.0 - _DAMPING) / n_items + _DAMPING * (arriving + jumping)
        moved = float(np.abs(new - rank).sum())
        rank = new
        if moved < _CLOSE:
            break
    return rank
