"""Words in order with gaps between: the places and numbers of skip-grams."""

from math import comb
from typing import TYPE_CHECKING

from cantext.analyses.numbered_words import NumberedWords

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Longs = NDArray[np.int64]


def skipgram_places(
    words: NumberedWords, n: int, skip: int, min_count: int = 1
) -> "tuple[NDArray[np.int64], list[NDArray[np.int64]], NDArray[np.int64]]":
    """Return the skip-grams of a text: where each begins, the places of its words, and its number.

    A skip-gram is n words of a run in order with up to `skip` words left out between them in all,
    so runs themselves are among them (k-skip-n-grams, Guthrie et al. 2006, A closer look at
    skip-gram modelling). Equal ones share a number. Those that occur less than `min_count` times
    may be left out. The list has an array of places for each of the n words.
    """
    import numpy as np

    size = len(words.ids)
    types = max(len(words.texts), 1)
    places = np.arange(size)
    # Offsets of the words so far → first places and numbers of the skip-grams begun so.
    begun: dict[tuple[int, ...], tuple[Longs, Longs]] = {(0,): (places, words.ids.astype(np.int64))}
    for length in range(2, n + 1):
        grown: dict[tuple[int, ...], tuple[Longs, Longs]] = {}
        for offsets, (starts, codes) in begun.items():
            # What is skipped so far, and how far the next word may be.
            left = skip - (offsets[-1] - len(offsets) + 1)
            for step in range(1, left + 2):
                offset = offsets[-1] + step
                inside = starts + offset < size
                inside[inside] = words.runs[starts[inside]] == words.runs[starts[inside] + offset]
                kept = starts[inside]
                grown[(*offsets, offset)] = kept, codes[inside] * types + words.ids[kept + offset]
        begun = _renumbered(grown, min_count / comb(n - length + skip, skip))
    none = [np.zeros(0, np.int64)]
    every = [
        np.concatenate(none + [starts + offsets[k] for offsets, (starts, _) in begun.items()])
        for k in range(n)
    ]
    return every[0], every, np.concatenate(none + [codes for _, codes in begun.values()])


def _renumbered(
    grown: "dict[tuple[int, ...], tuple[Longs, Longs]]", least: float
) -> "dict[tuple[int, ...], tuple[Longs, Longs]]":
    """Give equal skip-grams one small number, whatever their gaps, and drop the rare ones.

    `least` is how often one must occur for any that it begins to be frequent: each occurrence can
    be continued in several ways.
    """
    import numpy as np

    if not grown:
        return grown
    keys = np.concatenate([codes for _, codes in grown.values()])
    _, numbers, counts = np.unique(keys, return_inverse=True, return_counts=True)
    frequent = (counts >= least)[numbers]
    found = {}
    begin = 0
    for offsets, (starts, codes) in grown.items():
        part = slice(begin, begin + len(codes))
        found[offsets] = starts[frequent[part]], numbers[part][frequent[part]].astype(np.int64)
        begin += len(codes)
    return found
