"""Character n-grams of many keys at once, as numbers, and the rarest of every key."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from cantext.deduplication.characters import codes_of, joined

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]
    Counts = NDArray[np.int64]

# Characters read at a time, and cells of a table of n-grams.
_CHUNK = 1 << 22
_CELLS = 1 << 21
_MOST_BITS = 23
IDENTITY_BITS = 26
IDENTITY = (1 << IDENTITY_BITS) - 1  # the part of a rank that names the n-gram
_RARITIES = 1 << (32 - IDENTITY_BITS)
# Counts below are told apart one by one, those above by their order of magnitude.
_EXACT_COUNTS = 16
_WIDTHS = (8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 400)
_NONE = 0xFFFFFFFF
_BEGINNING = 64
_LONELY_BITS = 25  # of a table that tells what occurs once: 128 MB
# Ranks below belong to n-grams that occur in one place alone, and to those that do not occur.
SINGLE = 2 << IDENTITY_BITS
ABSENT = 1 << IDENTITY_BITS


def chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield keys in parts of some four million characters."""
    start, full = 0, _CHUNK
    for stop, size in enumerate(accumulate(map(len, keys)), start=1):
        if size >= full or stop == len(keys):
            yield keys[start:stop]
            start, full = stop, size + _CHUNK


def cell_bits(size: int) -> int:
    """Return how many bits number the cells of a table for so many things, few to a cell."""
    return min(_MOST_BITS, max(10, size.bit_length() + 2))


class Grams:
    """The n-grams of keys: `starts` and `lengths` of the keys, `mixed` a number for every n-gram.

    The number at a place is that of the n-gram which begins there; those that would run over the
    end of their key mean nothing.
    """

    def __init__(self, keys: Sequence[str], order: int) -> None:
        import numpy as np

        self.order = order
        self.codes: Codes = codes_of(joined(keys))
        self.stops: Counts = np.flatnonzero(self.codes == 10)
        self.starts: Counts = np.concatenate(([0], self.stops[:-1] + 1))
        self.lengths: Counts = self.stops - self.starts
        mixed = self.codes * np.uint32(0x9E3779B1)
        for step in range(1, order):
            mixed[:-step] ^= self.codes[step:] * np.uint32(_FACTORS[step])
        mixed ^= mixed >> np.uint32(15)
        mixed *= np.uint32(0x2C1B3C6D)
        self.mixed: Codes = mixed

    def ranks(self, counts: "Codes", places: "Counts | None" = None) -> "Codes":
        """Return the n-grams (at some places) as numbers in one order for all: the rarest first."""
        import numpy as np

        mixed = self.mixed if places is None else self.mixed[places]
        found: Codes = counts[mixed >> np.uint32(33 - len(counts).bit_length())]
        found <<= np.uint32(IDENTITY_BITS)
        found |= mixed >> np.uint32(32 - IDENTITY_BITS)
        return found


_FACTORS = (0, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F)


def share_grams(keys: Sequence[str], order: int, enough: int) -> "NDArray[np.bool_]":
    """Return which keys may share n-grams with others: all but so many of theirs.

    A key with `enough` n-grams that nobody else has is told apart for good. Two n-grams may be
    taken for one (a cell of the table is a hash of them), never one for two.
    """
    import numpy as np

    bits = min(_LONELY_BITS, max(10, sum(map(len, keys)).bit_length() + 2))
    counts = np.zeros(1 << bits, dtype=np.uint32)
    shift = np.uint32(32 - bits)
    for chunk in chunks(keys):
        np.add.at(counts, Grams(chunk, order).mixed >> shift, np.uint32(1))
    single = counts == 1
    del counts
    shared = np.ones(len(keys), dtype=np.bool_)
    # The beginning of most keys has enough of them already.
    for longest in (_BEGINNING, None):
        left = np.flatnonzero(shared)
        found = [np.empty(0, dtype=np.bool_)]
        for chunk in chunks([keys[n][:longest] for n in left.tolist()]):
            grams = Grams(chunk, order)
            alone = np.add.reduceat(single[grams.mixed >> shift], grams.starts, dtype=np.uint16)
            # Those that run over the end of a key, or begin behind it, belong to nobody.
            found.append(alone < enough + order)
        shared[left] = np.concatenate(found)
    return shared


def gram_counts(keys: Sequence[str], order: int) -> "Codes":
    """Return how common n-grams are in keys, by the upper bits of their numbers.

    0 is in no key, 1 in one place alone; what is above rises with the count (`_rarity_table`).
    """
    import numpy as np

    bits = cell_bits(sum(map(len, keys)))
    counts = np.zeros(1 << bits, dtype=np.uint32)
    for chunk in chunks(keys):
        np.add.at(counts, Grams(chunk, order).mixed >> np.uint32(32 - bits), np.uint32(1))
    return _rarity_table()[np.minimum(counts, _LARGEST_COUNT)]


_LARGEST_COUNT = 1 << 16


@lru_cache(maxsize=1)
def _rarity_table() -> "Codes":
    """Return a number below `_RARITIES` for every count, rising with it: four to a doubling."""
    import numpy as np

    counts = np.arange(_LARGEST_COUNT + 1)
    steps = _EXACT_COUNTS + 4 * (np.log2(np.maximum(counts, _EXACT_COUNTS)) - 4)
    found = np.where(counts < _EXACT_COUNTS, counts, np.minimum(steps, _RARITIES - 1))
    return found.astype(np.uint32)


def rarest(grams: Grams, ranks: "Codes", wanted: "Counts") -> tuple["Counts", "Codes"]:
    """Return (key, rank) of the rarest n-grams of every key, `wanted[length]` of them at most.

    Keys of up to 400 characters; an n-gram that comes twice in a key is returned once.
    """
    import numpy as np

    owners, found = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.uint32)]
    most = wanted[grams.lengths]
    sizes = np.maximum(grams.lengths - grams.order + 1, 0)
    buckets = np.searchsorted(_WIDTHS, sizes)
    for bucket, width in enumerate(_WIDTHS):
        members = np.flatnonzero(buckets == bucket)
        step = max(1, _CELLS // width)
        columns = np.arange(width)
        for first in range(0, len(members), step):
            part = members[first : first + step]
            places = np.minimum(grams.starts[part, None] + columns, len(ranks) - 1)
            table = np.where(columns < sizes[part, None], ranks[places], np.uint32(_NONE))
            widest = min(width, int(most[part].max()))
            if widest < width:
                table = np.partition(table, widest - 1, axis=1)[:, :widest]
            table.sort(axis=1)
            chosen = (np.arange(widest) < most[part, None]) & (table != np.uint32(_NONE))
            chosen[:, 1:] &= table[:, 1:] != table[:, :-1]
            rows, cells = np.nonzero(chosen)
            owners.append(part[rows])
            found.append(table[rows, cells])
    return np.concatenate(owners), np.concatenate(found)
