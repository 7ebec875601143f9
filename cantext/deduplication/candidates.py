"""Pairs of keys worth comparing, without comparing all with all.

Prefix filtering: an edit changes at most two bigrams, so two keys within k edits share at least one
of the 2k + 1 rarest bigrams of each, whatever one order by rarity is used (Chaudhuri, Ganti and
Kaushik 2006, "A primitive operator for similarity joins"; Bayardo, Ma and Srikant 2007). Unlike
MinHash it misses nothing. The numbers of a key are part of the block it is looked up in, since keys
with different numbers are never copies. All keys are worked on at once, as arrays of bigrams.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from cantext.deduplication.grams import (
    SINGLE,
    Grams,
    cell_bits,
    chunks,
    gram_counts,
    rarest,
    share_grams,
)
from cantext.deduplication.verify import FARTHEST, NUMERALS, SHORTEST, budget

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]
    Counts = NDArray[np.int64]
    Marks = NDArray[np.uint64]

# Keys longer than this are paragraphs: only exact repeats of them are looked for.
LONGEST = 400
# A block of more keys than this is a template filled in many ways; its pairs are compared only
# with the nearest in length and beginning, so that time stays proportional to the lines.
_LARGEST_BLOCK = 200
_NEAREST = 7
# From this length on most keys have 4-grams enough of their own to be told apart by them; the
# table to tell it is worth its while for so many keys.
_LONG = 48
_MANY = 2_000


def near_candidates(keys: Sequence[str]) -> tuple["Counts", "Counts"]:
    """Return pairs of positions in `keys` (all different) that may be near copies, first < second.

    >>> keys = ["政府推出产学研资助计划", "天气转凉", "政府推出产学妍资助计划"]
    >>> first, second = near_candidates(keys)
    >>> first.tolist(), second.tolist()
    ([0], [2])
    """
    import numpy as np

    usable = _sociable(keys, [i for i, key in enumerate(keys) if SHORTEST <= len(key) <= LONGEST])
    if len(usable) < 2:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    words = [keys[i] for i in usable]
    counts = gram_counts(words, 2)
    parts = [_Part(part, counts) for part in chunks(words)]
    offsets = np.cumsum([0] + [len(part.lengths) for part in parts])
    owners = np.concatenate([p.owners + o for p, o in zip(parts, offsets, strict=False)])
    blocks = np.concatenate([part.blocks for part in parts])
    keys_ = _Keys(
        np.concatenate([part.lengths for part in parts]),
        np.concatenate([part.prints for part in parts]),
        np.concatenate([part.heads for part in parts]),
    )
    del parts
    pairs = np.unique(np.concatenate(list(_pairs(owners, blocks, keys_))))
    places = np.array(usable, dtype=np.int64)
    return places[pairs >> 32], places[pairs & 0xFFFFFFFF]


def _sociable(keys: Sequence[str], usable: list[int]) -> list[int]:
    """Leave out long keys that cannot have a near copy, as most paragraphs.

    An edit changes at most four 4-grams: a key with one more than `FARTHEST` edits could change
    that no other key has is near none.
    """
    long = [i for i in usable if len(keys[i]) >= _LONG]
    if len(long) < _MANY:
        return usable
    stays = share_grams([keys[i] for i in long], 4, 4 * FARTHEST + 1)
    alone = {i for i, shared in zip(long, stays.tolist(), strict=True) if not shared}
    return [i for i in usable if i not in alone]


class _Keys:
    """What the pairs are told apart by: length, fingerprint and beginning of every key."""

    def __init__(self, lengths: "Counts", prints: "Marks", heads: "Codes") -> None:
        self.lengths = lengths
        self.prints = prints  # two columns
        self.heads = heads

    def may_be_near(self, first: "Counts", second: "Counts") -> "NDArray[np.bool_]":
        """Whether few enough characters differ; an edit changes two at the most."""
        import numpy as np

        differing = np.bitwise_count(self.prints[first] ^ self.prints[second]).sum(axis=1)
        near: NDArray[np.bool_] = differing <= 2 * FARTHEST
        return near


class _Part:
    """Keys as arrays: their rarest bigrams with their numbers as blocks, lengths, fingerprints."""

    def __init__(self, keys: Sequence[str], counts: "Codes") -> None:
        import numpy as np

        grams = Grams(keys, 2)
        owners, ranks = rarest(grams, grams.ranks(counts), _prefixes())
        shared = ranks >= SINGLE  # a bigram of a single key pairs with none
        self.owners: Counts = owners[shared]
        numbers = _number_marks(grams.codes, grams.starts)
        mixed = ranks[shared].astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        self.blocks: Marks = mixed ^ numbers[self.owners]
        self.lengths: Counts = grams.lengths
        self.prints = _fingerprints(grams.codes, grams.starts)
        third = grams.codes[np.minimum(grams.starts + 2, grams.stops)]
        self.heads: Codes = grams.mixed[grams.starts] ^ third


@lru_cache(maxsize=1)
def _prefixes() -> "Counts":
    """Return how many bigrams of a key to take, by its length."""
    import numpy as np

    # The budget counts slips; a transposition is one slip, but two edits and three bigrams.
    return np.array([2 * (budget(length) + 1) + 1 for length in range(LONGEST + 1)])


@lru_cache(maxsize=1)
def _numerals() -> "NDArray[np.bool_]":
    import numpy as np

    table = np.zeros(0x110000, dtype=np.bool_)
    table[[ord(character) for character in f"0123456789{NUMERALS}"]] = True
    return table


def _number_marks(codes: "Codes", starts: "Counts") -> "Marks":
    """Return a number for every key that is the same where the digits and numerals are."""
    import numpy as np

    marks = np.zeros(len(starts), dtype=np.uint64)
    places = np.flatnonzero(_numerals()[codes])
    if not len(places):
        return marks
    owners = np.searchsorted(starts, places, side="right") - 1
    firsts = np.flatnonzero(np.concatenate(([True], owners[1:] != owners[:-1])))
    ordinals = np.arange(len(places)) - np.repeat(firsts, np.diff([*firsts, len(places)]))
    weights = (ordinals.astype(np.uint64) * np.uint64(2) + np.uint64(1)) * np.uint64(
        0xD1B54A32D192ED03
    )
    values = (codes[places].astype(np.uint64) + np.uint64(0x9E3779B9)) * weights
    values ^= values >> np.uint64(29)
    marks[owners[firsts]] = np.add.reduceat(values, firsts)
    return marks


def _fingerprints(codes: "Codes", starts: "Counts") -> "Marks":
    """Return 128 bits for every key: of each character one in the first half, one in the second."""
    import numpy as np

    prints = np.empty((len(starts), 2), dtype=np.uint64)
    for half, factor in enumerate((0x9E3779B1, 0xC2B2AE35)):
        places = (codes * np.uint32(factor) >> np.uint32(26)).astype(np.uint64)
        prints[:, half] = np.bitwise_or.reduceat(np.uint64(1) << places, starts)
    return prints


def _pairs(owners: "Counts", blocks: "Marks", keys: _Keys) -> Iterator["Counts"]:
    """Yield pairs of one block as numbers: the first key in the upper half, the second below."""
    import numpy as np

    yield np.empty(0, dtype=np.int64)
    cells = (blocks & np.uint64((1 << cell_bits(len(blocks))) - 1)).astype(np.int64)
    crowded = np.bincount(cells)[cells] > 1
    owners, blocks = owners[crowded], blocks[crowded]
    # In a block by length, then by beginning.
    lengths = keys.lengths[owners]
    order = (blocks >> np.uint64(26)) << np.uint64(26)
    order |= (lengths.astype(np.uint64) << np.uint64(16)) | (keys.heads[owners] >> np.uint32(16))
    sorting = np.argsort(order, kind="stable")
    owners, lengths, blocks = owners[sorting], lengths[sorting], order[sorting] >> np.uint64(26)
    bounds = np.flatnonzero(np.concatenate(([True], blocks[1:] != blocks[:-1], [True])))
    sizes = np.repeat(np.diff(bounds), np.diff(bounds))
    places = np.arange(len(owners))
    for distance in range(1, _LARGEST_BLOCK):
        places = places[places + distance < len(owners)]
        if distance > _NEAREST:
            places = places[sizes[places] <= _LARGEST_BLOCK]
        others = places + distance
        together = (blocks[places] == blocks[others]) & (
            lengths[others] - lengths[places] <= FARTHEST
        )
        places = places[together]
        if not len(places):
            return
        first, second = owners[places], owners[places + distance]
        near = keys.may_be_near(first, second)
        first, second = first[near], second[near]
        yield np.minimum(first, second) << 32 | np.maximum(first, second)
