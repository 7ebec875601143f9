"""Lexical diversity: how many different words a text uses, whatever its length."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Integers: TypeAlias = NDArray[np.integer[Any]]

_THRESHOLD = 0.72


def type_token_ratio(sequence: Integers) -> float:
    """Return types / tokens, from nearly 0 to 1; 0 for no words. It falls as a text grows.

    >>> import numpy as np
    >>> type_token_ratio(np.array([0, 1, 0, 2]))
    0.75
    """
    return len(np.unique(sequence)) / len(sequence) if len(sequence) else 0.0


def mattr(sequence: Integers, window: int = 100) -> float:
    """Return the moving-average type-token ratio: the mean of types / tokens over all windows.

    Parameters
    ----------
    sequence
        The text as the number of each word, in reading order.
    window
        Words in a window. A text that is shorter is one window of its own length.

    Returns
    -------
    From 1 / window to 1; 0 for no words.

    Source: Covington & McFall (2010), Cutting the Gordian knot.

    >>> import numpy as np
    >>> mattr(np.array([0, 1, 0, 2]), window=3)
    0.8333333333333334
    """
    n = len(sequence)
    if not n:
        return 0.0
    if n <= window:
        return type_token_ratio(sequence)
    # A word adds a type to every window it lies in but those that hold it earlier too: a window
    # that begins at s has it first at place p when its last occurrence before p is before s.
    order = np.argsort(sequence, kind="stable")
    previous = np.full(n, -1, np.int64)
    same = np.asarray(sequence)[order][1:] == np.asarray(sequence)[order][:-1]
    previous[order[1:][same]] = order[:-1][same]
    places = np.arange(n)
    first_start = np.maximum(np.maximum(places - window + 1, previous + 1), 0)
    last_start = np.minimum(places, n - window)
    types = int(np.maximum(last_start - first_start + 1, 0).sum())
    return types / window / (n - window + 1)


def mtld(sequence: Integers, threshold: float = _THRESHOLD) -> float:
    """Return the measure of textual lexical diversity, the mean of a run forwards and backwards.

    Words are read until their type-token ratio is no longer above the threshold: that is a factor,
    and counting begins anew. MTLD is words / factors; what is left at the end is a part of a
    factor, (1 - ratio) / (1 - threshold). A text without any repetition has no factor: its number
    of words is given.

    Source: McCarthy & Jarvis (2010), MTLD, vocd-D, and HD-D; a factor ends at the threshold or
    below, as in the Python package lexicalrichness.

    >>> import numpy as np
    >>> mtld(np.array([0, 0, 0, 0]))
    2.0
    """
    words = sequence.tolist()
    if not words:
        return 0.0
    return (_one_way(words, threshold) + _one_way(words[::-1], threshold)) / 2.0


def _one_way(words: list[int], threshold: float) -> float:
    factors, length = 0.0, 0
    seen: set[int] = set()
    for word in words:
        length += 1
        seen.add(word)
        if len(seen) <= threshold * length:
            factors += 1.0
            length = 0
            seen.clear()
    if length:
        factors += (1.0 - len(seen) / length) / (1.0 - threshold)
    return len(words) / factors if factors else float(len(words))
