"""The boundary classifier of the engine `hk`: features of a gap between characters, its score.

Between two Chinese characters a word ends or does not. A linear score decides, gap by gap: the sum
of the weights of character n-grams around the gap, and of what the fast engine's segmentation shows
there (its boundaries near by, the words left and right, whether it cuts through a word). This is
the pointwise classifier of Neubig, Nakata & Mori (2011), "Pointwise prediction for robust,
adaptable Japanese morphological analysis", with the dictionary features taken from a segmentation.

Features are hashed into one array of weights, so that a model holds no text and nothing is looked
up by string. Training and scoring read the same hashes: `feature_indices` lists every weight of a
gap, `boundary_scores` adds them up. The n-gram weights of one row lie side by side: one random
access to memory fetches what an n-gram says about all the gaps around it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
Flags = NDArray[np.uint8]
Weights = NDArray[np.int8]

# Kinds of characters: a gap is scored between two Chinese ones; letters and digits stay together;
# any other character stands alone.
OTHER, HAN, WORD = 0, 1, 2
# The pipeline puts U+FFFF for a term or a number it keeps whole; letters and digits look alike to
# the model, so that it reads text the same with and without the pipeline.
_HOLD = 0xFFFF
_LINE_BREAK = 0x0A
_TABLE_SIZE = 0x30000
_HAN_RANGES = (
    (0x3005, 0x3008),  # 々〆〇
    (0x3400, 0x4DC0),
    (0x4E00, 0xA000),
    (0xF900, 0xFB00),
    (0x20000, _TABLE_SIZE),
)
# Line breaks stand in for what is left and right of a text: no feature reaches further.
_MARGIN = 8
_LONGEST_HASHED = 64
# Odd multipliers with well-mixed bits (the golden ratio's, and one of MurmurHash3's).
_GOLDEN = np.uint32(0x9E3779B1)
_MURMUR = np.uint32(0x85EBCA6B)


@dataclass(frozen=True, slots=True)
class _NGrams:
    """The table of n-grams of one length: 2**`bits` rows of `slots` weights.

    Slot s of the n-gram that begins at character i belongs to the gap before character
    i + `first` + s.
    """

    length: int
    slots: int
    first: int
    bits: int

    @property
    def size(self) -> int:
        return self.slots << self.bits


_TABLES = (
    _NGrams(length=1, slots=8, first=-3, bits=15),
    _NGrams(length=2, slots=8, first=-2, bits=17),
    _NGrams(length=3, slots=8, first=-2, bits=18),
    _NGrams(length=4, slots=4, first=0, bits=18),
)
_NGRAM_SIZE = sum(table.size for table in _TABLES)
_GAP_BITS = 21
WEIGHT_COUNT = _NGRAM_SIZE + (1 << _GAP_BITS)


def _mixed(numbers: NDArray[np.integer]) -> Codes:
    """Turn numbers into well-spread 32-bit hashes (the finaliser of SplitMix64)."""
    mixed = numbers.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (mixed ^ (mixed >> np.uint64(31))).astype(np.uint32)


_PLACES = _mixed(np.arange(1, _LONGEST_HASHED + 1) * 7919) | np.uint32(1)
_SALTS = _mixed(np.arange(1, 100) * 104729)


@lru_cache(maxsize=1)
def _tables() -> tuple[Flags, Codes]:
    """Return the kind and the hash of every character; 4 ms, made once."""
    codes = np.arange(_TABLE_SIZE, dtype=np.uint32)
    kinds = np.zeros(_TABLE_SIZE, np.uint8)
    kinds[np.strings.isalnum(codes.view("U1"))] = WORD
    for first, stop in _HAN_RANGES:
        kinds[first:stop] = HAN
    return kinds, _mixed(np.where(kinds == WORD, _HOLD, codes))


def code_points(text: str) -> Codes:
    """Return the code points of a text; those past the last Chinese ones are all one.

    >>> code_points("香a").tolist()
    [39321, 97]
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.minimum(codes, np.uint32(_TABLE_SIZE - 1))


def kinds_of(codes: Codes) -> Flags:
    """Return OTHER, HAN or WORD for each character."""
    return _tables()[0][codes]


def word_starts(words: list[str], length: int) -> Flags:
    """Return 1 for each character that begins a word, 0 for the others.

    >>> word_starts(["香港", "人"], 3).tolist()
    [1, 0, 1]
    """
    flags = np.zeros(length + 1, np.uint8)
    flags[np.fromiter(accumulate(map(len, words), initial=0), np.intp, len(words) + 1)] = 1
    return flags[:length]


class _Block:
    """The arrays of a text with its margins: hashes of characters, and the fast engine's words."""

    def __init__(self, codes: Codes, starts: Flags) -> None:
        padded = np.full(len(codes) + 2 * _MARGIN, _LINE_BREAK, np.uint32)
        padded[_MARGIN:-_MARGIN] = codes
        kinds, hashes = _tables()
        self.kinds = kinds[padded]
        self.hashes = hashes[padded]
        self.starts = np.ones(len(padded), np.uint8)
        self.starts[_MARGIN:-_MARGIN] = starts

    def ngram_rows(self) -> Iterator[tuple[_NGrams, NDArray[np.intp]]]:
        """Yield each table with the row of the n-gram that begins at each character."""
        polynomial = self.hashes
        for table in _TABLES:
            if table.length > 1:
                polynomial = polynomial[:-1] * _MURMUR + self.hashes[table.length - 1 :]
            spread = (polynomial + _SALTS[60 + table.length]) * _GOLDEN
            yield table, (spread >> np.uint32(32 - table.bits)).astype(np.intp)

    def gap_columns(self) -> Iterator[NDArray[np.intp]]:
        """Yield, feature by feature, the place among the gap weights for the gap before each."""
        for salt, feature in zip(_SALTS, self._gap_features(), strict=False):
            spread = (feature + salt) * _GOLDEN
            spread ^= spread >> np.uint32(15)
            spread *= _MURMUR
            yield (spread >> np.uint32(32 - _GAP_BITS)).astype(np.intp)

    def _gap_features(self) -> Iterator[Codes]:
        """Yield what the fast engine shows at each gap, as 32-bit hashes."""
        first = np.flatnonzero(self.starts)
        index = np.cumsum(self.starts, dtype=np.int32) - 1
        inside = np.arange(len(index), dtype=np.int32) - first.astype(np.int32)[index]
        sizes = np.diff(first, append=len(index)).astype(np.uint32)
        place = np.minimum(inside, _LONGEST_HASHED - 1)
        words = np.add.reduceat(self.hashes * _PLACES[place], first, dtype=np.uint32)
        words = words * _GOLDEN + sizes
        # A Latin word or a number is the same to the model whatever it says.
        words[self.kinds[first] == WORD] = _GOLDEN

        right, left = words[index], _before(words[index])
        after = np.append(words[1:], np.uint32(0))[index]
        before = _before(np.append(np.uint32(0), words[:-1])[index])
        size_right = np.minimum(sizes, 4)[index].astype(np.uint32)
        size_left = _before(size_right)
        cut = self.starts.astype(np.uint32)
        depth = inside.astype(np.uint32)
        character, last = self.hashes, _before(self.hashes)
        three = (_before(cut) << np.uint32(2)) | (cut << np.uint32(1)) | _after(cut, 1)
        five = three | (_before(cut, 2) << np.uint32(3)) | (_after(cut, 2) << np.uint32(4))

        u = np.uint32
        yield five * u(25) + size_left * u(5) + size_right + np.minimum(depth, 4) * u(1000)
        yield left * _MURMUR + right + depth
        yield (left + cut) * _MURMUR + character + depth * u(77)
        yield (right + depth * u(131) + cut) * _MURMUR + last
        yield left * u(5) + size_right + depth * u(177) + cut
        yield right * u(5) + size_left + depth * u(177) + cut
        yield (last * _MURMUR + character) * u(8) + three
        yield last * u(32) + five
        yield character * u(32) + five
        yield (left * _MURMUR + before) + depth * u(31) + cut
        yield (right * _MURMUR + after) + depth * u(31) + cut


def _before(values: Codes, distance: int = 1) -> Codes:
    """Return what stands `distance` places to the left of each place, 0 at the edge."""
    moved = np.empty_like(values)
    moved[distance:] = values[:-distance]
    moved[:distance] = 0
    return moved


def _after(values: Codes, distance: int) -> Codes:
    """Return what stands `distance` places to the right of each place, 0 at the edge."""
    moved = np.empty_like(values)
    moved[:-distance] = values[distance:]
    moved[-distance:] = 0
    return moved


def scored_gaps(kinds: Flags) -> NDArray[np.bool_]:
    """Return for each character whether the gap before it lies between two Chinese characters.

    >>> scored_gaps(kinds_of(code_points("在香港a"))).tolist()
    [False, True, True, False]
    """
    scored = np.zeros(len(kinds), np.bool_)
    scored[1:] = (kinds[1:] == HAN) & (kinds[:-1] == HAN)
    return scored


def feature_indices(codes: Codes, starts: Flags) -> NDArray[np.int32]:
    """Return the weights each scored gap reads: one row a gap, one column a feature.

    Parameters
    ----------
    codes
        The text's code points, from `code_points`.
    starts
        The fast engine's segmentation, from `word_starts`.
    """
    block = _Block(codes, starts)
    gaps = np.flatnonzero(scored_gaps(kinds_of(codes))) + _MARGIN
    columns = []
    base = 0
    for table, rows in block.ngram_rows():
        for slot in range(table.slots):
            columns.append(base + rows[gaps - (table.first + slot)] * table.slots + slot)
        base += table.size
    columns += [base + column[gaps] for column in block.gap_columns()]
    return np.stack(columns, axis=1, dtype=np.int32, casting="same_kind")


def boundary_scores(weights: Weights, codes: Codes, starts: Flags) -> NDArray[np.int16]:
    """Return the score of the gap before each character; above 0 a word begins there.

    Only the scores of `scored_gaps` mean anything. Parameters are those of `feature_indices`;
    `weights` has `WEIGHT_COUNT` places.
    """
    block = _Block(codes, starts)
    length = len(block.kinds)
    scores = np.zeros(length, np.int16)
    base = 0
    for table, rows in block.ngram_rows():
        stored = weights[base : base + table.size]
        # The weights of a row are fetched as one integer, then read as bytes again.
        whole = stored.view(f"u{table.slots}").take(rows)
        bytewise = whole.view(np.int8).reshape(len(rows), table.slots)
        for slot in range(table.slots):
            offset = table.first + slot
            begin, stop = max(offset, 0), min(length, len(rows) + offset)
            scores[begin:stop] += bytewise[begin - offset : stop - offset, slot]
        base += table.size
    gap_weights = weights[base:]
    for column in block.gap_columns():
        scores += gap_weights.take(column)
    return scores[_MARGIN:-_MARGIN]
