"""Dispersion: how evenly a word is spread over the parts of a corpus."""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.integer[Any]]


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


@dataclass(frozen=True, slots=True)
class Spread:
    """Dispersions of many words over the same parts, each of shape (words,).

    A word that does not occur has 0 in every column.
    """

    dp: Floats
    dp_norm: Floats
    juilland_d: Floats
    rosengren_s: Floats
    carroll_d2: Floats


def dispersions(
    items: Integers, parts: Integers, counts: ArrayLike, sizes: ArrayLike, n_items: int
) -> Spread:
    """Return all dispersions of many words at once from the cells that are not empty.

    The arguments are those of `dp_of_entries`. Parts without any words do not count as parts.

    Juilland's D is 1 - (sd / mean) / sqrt(parts - 1) of the word's rates in the parts, sd that of a
    population; Carroll's D2 the entropy of the rates, scaled to sum to 1, over that of parts all
    alike; Rosengren's S sum(sqrt(v_i * s_i))^2 / f with s_i the part's share of the corpus. All are
    1 for a word as even as can be; D and D2 are 0 for a word in a single part, S is then the share
    of that part. With a single part D and D2 are 1: there is nothing to be uneven over.

    Sources: Juilland, Brodin & Davidovitch (1970); Carroll (1970); Rosengren (1971); all with true
    part sizes, as Gries (2008) writes them.

    >>> import numpy as np
    >>> counts = np.array([0, 4, 3, 2, 1])
    >>> found = np.flatnonzero(counts)
    >>> spread = dispersions(np.zeros(4, int), found, counts[found], [10] * 5, 1)
    >>> round(float(spread.juilland_d[0]), 4)
    0.6464
    """
    values = np.asarray(counts, dtype=np.float64)
    every = np.asarray(sizes, dtype=np.float64)
    n_parts = int(np.count_nonzero(every))
    totals = np.bincount(items, weights=values, minlength=n_items)
    occurs = totals > 0
    deviation = dp_of_entries(items, parts, values, every, n_items)

    rates = values / every[parts]
    sums = np.bincount(items, weights=rates, minlength=n_items)
    squares = np.bincount(items, weights=rates * rates, minlength=n_items)
    mean = np.where(occurs, sums / max(n_parts, 1), 1.0)
    variance = np.maximum(squares / max(n_parts, 1) - mean * mean, 0.0)
    variation = np.sqrt(variance) / mean / np.sqrt(max(n_parts - 1, 1))
    juilland = np.where(occurs, np.clip(1.0 - variation, 0.0, 1.0), 0.0)

    scaled = rates / sums[items]
    entropy = np.bincount(items, weights=scaled * -np.log2(scaled), minlength=n_items)
    evenness = np.clip(entropy / np.log2(n_parts), 0.0, 1.0) if n_parts > 1 else np.ones(n_items)
    carroll = np.where(occurs, evenness, 0.0)

    roots = np.bincount(items, weights=np.sqrt(values * _shares(every)[parts]), minlength=n_items)
    rosengren = np.minimum(roots * roots / np.where(occurs, totals, 1.0), 1.0)
    return Spread(deviation, dp_norm(deviation, every[every > 0]), juilland, rosengren, carroll)


def average_reduced_frequency(items: Integers, places: Integers, size: int, n_items: int) -> Floats:
    """Return the average reduced frequency (ARF) of many words of a text at once.

    (1 / v) * sum(min(d_i, v)) with v = size / f, d_i the distances from each occurrence to the
    next, the last one's running round to the first; from 1 (all in one place) to f (evenly spread).

    Parameters
    ----------
    items, places
        One entry for each occurrence, in any order: index of the word (below `n_items`), and its
        place among the words of the text, from 0.
    size
        Words of the text.

    Returns
    -------
    Array of shape (n_items,); 0 for a word without entries.

    Source: Savicky & Hlavacova (2002), Measures of word commonness.

    >>> import numpy as np
    >>> average_reduced_frequency(np.array([0, 0, 1, 1]), np.arange(4), 4, 2).tolist()
    [1.5, 1.5]
    """
    words, distances, frequencies = _distances(items, places, size, n_items)
    average = size / np.maximum(frequencies, 1.0)
    reduced = np.minimum(distances, average[words])
    return np.bincount(words, weights=reduced, minlength=n_items) / np.maximum(average, 1.0)


def average_waiting_time(items: Integers, places: Integers, size: int, n_items: int) -> Floats:
    """Return the average waiting time (AWT) for each word from a random place of a text.

    (1 + sum(d_i^2) / size) / 2, the arguments and distances as for ARF; 0 for a word without
    entries. size / (2 * AWT - 1) is the frequency adjusted by it. Source: Savicky & Hlavacova
    (2002).

    >>> import numpy as np
    >>> average_waiting_time(np.array([0, 1, 0, 1]), np.arange(4), 4, 2).tolist()
    [1.5, 1.5]
    """
    words, distances, frequencies = _distances(items, places, size, n_items)
    squares = np.bincount(words, weights=distances * distances, minlength=n_items)
    return np.where(frequencies > 0, 0.5 * (1.0 + squares / max(size, 1)), 0.0)


def average_logarithmic_distance(
    items: Integers, places: Integers, size: int, n_items: int
) -> Floats:
    """Return the average logarithmic distance (ALD), the mean of log10 of the distance at a place.

    sum(d_i * log10(d_i)) / size, the arguments and distances as for ARF; 0 for a word without
    entries. size * 10^-ALD is the frequency adjusted by it. Source: Savicky & Hlavacova (2002).

    >>> import numpy as np
    >>> ald = average_logarithmic_distance(np.array([0, 1, 0, 1]), np.arange(4), 4, 2)
    >>> ald.round(4).tolist()
    [0.301, 0.301]
    """
    words, distances, _ = _distances(items, places, size, n_items)
    logs = np.bincount(words, weights=distances * np.log10(distances), minlength=n_items)
    return logs / max(size, 1)


def _distances(
    items: Integers, places: Integers, size: int, n_items: int
) -> tuple[Integers, Floats, Floats]:
    """Return the word of each occurrence, its distance to the next, and each word's frequency."""
    span = max(size, 1)
    # One number for word and place: sorting numbers is several times faster than sorting an index.
    keys = np.sort(np.asarray(items, np.int64) * span + np.asarray(places, np.int64))
    words, places = keys // span, keys % span
    frequencies = np.bincount(words, minlength=n_items)
    ends = np.cumsum(frequencies)
    present = frequencies > 0
    following = np.roll(places, -1)
    # After its last occurrence a word is waited for round the end of the text.
    following[ends[present] - 1] = places[(ends - frequencies)[present]] + size
    return words, (following - places).astype(np.float64), frequencies.astype(np.float64)


def _shares(sizes: ArrayLike) -> Floats:
    values = np.asarray(sizes, dtype=np.float64)
    return values / max(float(values.sum()), 1.0)
