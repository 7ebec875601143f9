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
    values = np.asarray(counts)
    every = np.asarray(sizes)
    totals = np.bincount(items, weights=values, minlength=n_items)
    sums = DispersionSums(totals, every)
    sums.add(items, values, every[parts])
    return sums.spread()


class DispersionSums:
    """The sums under `dispersions`, of a text that is gone through part by part.

    A few numbers are held for each word, whatever the size of the text. How the text is parted
    into pieces changes no bit.

    Parameters
    ----------
    totals
        How often each word occurs in all.
    sizes
        Number of words of each part.

    >>> sums = DispersionSums(np.array([10]), np.array([10, 10, 10, 10, 10]))
    >>> for count in (4, 3, 2, 1):
    ...     sums.add(np.array([0]), np.array([count]), np.array([10]))
    >>> round(float(sums.spread().juilland_d[0]), 4)
    0.6464
    """

    def __init__(self, totals: NDArray[Any], sizes: NDArray[Any]) -> None:
        self._totals = totals.astype(np.float64)
        self._sizes = sizes[sizes > 0].astype(np.float64)
        self._all = max(float(self._sizes.sum()), 1.0)
        self._overlap, self._rates, self._squares, self._logs, self._roots = np.zeros(
            (5, len(totals))
        )

    def add(self, items: Integers, counts: NDArray[Any], sizes: NDArray[Any]) -> None:
        """Take in cells that are not empty: word, its count in a part, and the size of the part."""
        values = counts.astype(np.float64)
        shares = sizes / self._all
        rates = values / sizes
        # Added up one by one, so that it does not matter how the cells are parted.
        for sums, cells in (
            (self._overlap, np.minimum(values / self._totals[items], shares)),
            (self._rates, rates),
            (self._squares, rates * rates),
            (self._logs, rates * np.log2(rates)),
            (self._roots, np.sqrt(values * shares)),
        ):
            np.add.at(sums, items, cells)

    def spread(self) -> Spread:
        """Return the measures of what was taken in."""
        n_parts, occurs = len(self._sizes), self._totals > 0
        deviation = np.where(occurs, np.clip(1.0 - self._overlap, 0.0, 1.0), 0.0)
        mean = np.where(occurs, self._rates / max(n_parts, 1), 1.0)
        variance = np.maximum(self._squares / max(n_parts, 1) - mean * mean, 0.0)
        variation = np.sqrt(variance) / mean / np.sqrt(max(n_parts - 1, 1))
        juilland = np.where(occurs, np.clip(1.0 - variation, 0.0, 1.0), 0.0)
        sums = np.where(occurs, self._rates, 1.0)
        # Of rates r with the sum S the entropy is log S - sum(r log r) / S.
        entropy = np.log2(sums) - self._logs / sums
        even = np.clip(entropy / np.log2(n_parts), 0.0, 1.0) if n_parts > 1 else np.ones(len(sums))
        roots = self._roots * self._roots / np.where(occurs, self._totals, 1.0)
        return Spread(
            deviation,
            dp_norm(deviation, self._sizes),
            juilland,
            np.minimum(roots, 1.0),
            np.where(occurs, even, 0.0),
        )


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


class ReducedFrequencies:
    """The average reduced frequency of words of a text that is gone through piece by piece.

    Parameters
    ----------
    frequencies
        How often each word occurs in all.
    size
        Words of the text.

    >>> reduced = ReducedFrequencies(np.array([2, 2]), 4)
    >>> reduced.add(np.array([0, 0]), np.array([0, 1]))
    >>> reduced.add(np.array([1, 1]), np.array([2, 3]))
    >>> reduced.values().tolist()
    [1.5, 1.5]
    """

    def __init__(self, frequencies: Integers, size: int) -> None:
        self._size = size
        self._average = size / np.maximum(frequencies, 1).astype(np.float64)
        self._first = np.full(len(frequencies), -1, np.int64)
        self._last = np.full(len(frequencies), -1, np.int64)
        self._sums = np.zeros(len(frequencies))

    def add(self, items: Integers, places: Integers) -> None:
        """Take in occurrences: word and place, in the order of the text, behind those before."""
        if not len(items):
            return
        order = np.argsort(items, kind="stable")
        words, here = items[order], places[order]
        begins = np.append(True, words[1:] != words[:-1])
        before = np.append(0, here[:-1])
        before[begins] = self._last[words[begins]]
        new = before < 0
        self._first[words[new]] = here[new]
        old = ~new
        reduced = np.minimum(here[old] - before[old], self._average[words[old]])
        np.add.at(self._sums, words[old], reduced)  # one by one, as above
        ends = np.append(begins[1:], True)
        self._last[words[ends]] = here[ends]

    def values(self) -> Floats:
        """Return the average reduced frequency of each word; 0 for one that does not occur."""
        # After its last occurrence a word is waited for round the end of the text.
        around = np.minimum(self._first + self._size - self._last, self._average)
        sums = self._sums + np.where(self._last >= 0, around, 0.0)
        return sums / np.maximum(self._average, 1.0)


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
