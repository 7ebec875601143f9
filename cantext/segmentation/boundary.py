"""The boundary classifier of the engine `hk`: features of a gap between characters, its score.

Between two Chinese characters a word ends or does not. A linear score decides, gap by gap: the sum
of the weights of character n-grams around the gap, and of what a first segmentation shows there
(its boundaries near by, the words left and right, whether it cuts through a word). This is the
pointwise classifier of Neubig, Nakata & Mori (2011), "Pointwise prediction for robust, adaptable
Japanese morphological analysis", with the dictionary features taken from the most probable words
under a unigram model (`cantext.segmentation.unigram`).

Features are hashed into one array of weights, so that a model holds no text and nothing is looked
up by string. Training and scoring read the same hashes: `feature_indices` lists every weight of a
gap, `boundary_scores` adds them up. The n-gram weights of one row lie side by side: one random
access to memory fetches what an n-gram says about all the gaps around it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cantext.segmentation.characters import (
    HAN,
    HOLD,
    OTHER,
    WORD,
    Codes,
    Flags,
    Kinds,
    Margins,
    mixed,
)

Weights = NDArray[np.int8]

# No feature reaches further to the left or the right than this, words aside.
MARGIN = 8
# Eight weights of 8 bits are one integer of 64.
_SLOTS = 8
# Slot s of the n-gram that begins at character i is for the gap before character i + _FIRST + s.
_FIRST = -2
_LONGEST_HASHED = 64
# Odd multipliers with well-mixed bits (the golden ratio's, and one of MurmurHash3's).
_GOLDEN = np.uint32(0x9E3779B1)
_MURMUR = np.uint32(0x85EBCA6B)
# Every other byte of a row, as integers of 16 bits with room for sums.
_EVEN_BYTES = np.uint64(0x00FF00FF00FF00FF)
_BYTE = np.uint64(8)
_BIAS = 128


@dataclass(frozen=True, slots=True)
class _NGrams:
    """The table of n-grams of one length: 2**`bits` rows of weights.

    A row speaks of eight gaps; `shift` moves them to the left, so that the weights of a single
    character reach as far to its left as to its right.
    """

    length: int
    bits: int
    shift: int = 0

    @property
    def size(self) -> int:
        return _SLOTS << self.bits


_TABLES = (
    _NGrams(length=1, bits=15, shift=1),
    _NGrams(length=2, bits=17),
    _NGrams(length=3, bits=18),
    _NGrams(length=4, bits=18),
)
_NGRAM_SIZE = sum(table.size for table in _TABLES)
_GAP_BITS = 21
WEIGHT_COUNT = _NGRAM_SIZE + (1 << _GAP_BITS)

_PLACES = mixed(np.arange(1, _LONGEST_HASHED + 1) * 7919) | np.uint32(1)
_SALTS = mixed(np.arange(1, 100) * 104729)
_EDGE = mixed(np.array([HOLD + 1]))[0]


class Block:
    """The arrays of a text with its margins: hashes of characters, and a first segmentation.

    Parameters
    ----------
    hashes, kinds
        Of the text's characters, from `cantext.segmentation.characters`.
    starts
        1 for each character that begins a word of the first segmentation.
    """

    def __init__(self, hashes: Codes, kinds: Kinds, starts: Flags) -> None:
        self.hashes = _padded(hashes, _EDGE)
        self.kinds = _padded(kinds, OTHER)
        self.starts = _padded(starts, 1)

    def ngram_rows(self) -> Iterator[tuple[_NGrams, NDArray[np.intp]]]:
        """Yield each table with the row of the n-gram that begins at each character.

        The last places, where no n-gram fits, mean nothing and lie in the margin.
        """
        polynomial = self.hashes
        for table in _TABLES:
            if table.length > 1:
                polynomial = polynomial * _MURMUR
                polynomial[: 1 - table.length] += self.hashes[table.length - 1 :]
            spread = (polynomial + _SALTS[60 + table.length]) * _GOLDEN
            yield table, (spread >> np.uint32(32 - table.bits)).astype(np.intp)

    def gap_columns(self) -> Iterator[NDArray[np.intp]]:
        """Yield, feature by feature, the place among the gap weights for the gap before each."""
        for salt, feature in zip(_SALTS, self._gap_features(), strict=False):
            spread = (feature + salt) * _GOLDEN
            yield (spread >> np.uint32(32 - _GAP_BITS)).astype(np.intp)

    def _gap_features(self) -> Iterator[Codes]:
        """Yield what the first segmentation shows at each gap, as 32-bit hashes."""
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


def _padded(values: NDArray[np.unsignedinteger], edge: int | np.uint32) -> NDArray:  # type: ignore[type-arg]
    padded = np.full(len(values) + 2 * MARGIN, edge, values.dtype)
    padded[MARGIN:-MARGIN] = values
    return padded


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


def scored_gaps(kinds: Kinds) -> NDArray[np.bool_]:
    """Return for each character whether the gap before it lies between two Chinese characters.

    >>> from cantext.segmentation.characters import code_points, kinds_of
    >>> scored_gaps(kinds_of(code_points("在香港a"))).tolist()
    [False, True, True, False]
    """
    scored = np.zeros(len(kinds), np.bool_)
    scored[1:] = (kinds[1:] == HAN) & (kinds[:-1] == HAN)
    return scored


def feature_indices(hashes: Codes, kinds: Kinds, starts: Flags) -> NDArray[np.int32]:
    """Return the weights each scored gap reads: one row a gap, one column a feature.

    Parameters are those of `Block`.
    """
    block = Block(hashes, kinds, starts)
    gaps = np.flatnonzero(scored_gaps(kinds)) + MARGIN
    columns = []
    base = 0
    for table, rows in block.ngram_rows():
        for slot in range(_SLOTS):
            begins = gaps - (_FIRST + slot) + table.shift
            columns.append(base + rows[begins] * _SLOTS + slot)
        base += table.size
    columns += [base + column[gaps] for column in block.gap_columns()]
    return np.stack(columns, axis=1, dtype=np.int32, casting="same_kind")


class BoundaryModel:
    """Weights, made ready to score texts."""

    def __init__(self, weights: Weights) -> None:
        # Weights are added eight at a time: as bytes from 0 to 255, in integers of 64 bits.
        rows = (weights[:_NGRAM_SIZE].view(np.uint8) ^ np.uint8(_BIAS)).view(np.uint64)
        ends = np.cumsum([1 << table.bits for table in _TABLES])
        self._rows = np.split(rows, ends[:-1])
        self._gap_weights = weights[_NGRAM_SIZE:]

    def scores(self, hashes: Codes, kinds: Kinds, starts: Flags) -> Margins:
        """Return the score of the gap before each character; above 0 a word begins there.

        Only the scores of `scored_gaps` mean anything. Parameters are those of `Block`.
        """
        block = Block(hashes, kinds, starts)
        length = len(block.kinds)
        even = np.zeros(length, np.uint64)
        odd = np.zeros(length, np.uint64)
        for stored, (table, rows) in zip(self._rows, block.ngram_rows(), strict=True):
            fetched = stored.take(rows[table.shift :])
            even[: len(fetched)] += fetched & _EVEN_BYTES
            odd[: len(fetched)] += (fetched >> _BYTE) & _EVEN_BYTES
        # A place that a shifted table leaves out lies in the margin.
        scores = np.full(length, -_BIAS * _SLOTS * len(_TABLES), np.int16)
        for parity, sums in enumerate((even, odd)):
            lanes = sums.view(np.int16).reshape(length, _SLOTS // 2)
            for lane in range(_SLOTS // 2):
                offset = _FIRST + 2 * lane + parity
                begin, stop = max(offset, 0), min(length, length + offset)
                scores[begin:stop] += lanes[begin - offset : stop - offset, lane]
        for column in block.gap_columns():
            scores += self._gap_weights.take(column)
        return scores[MARGIN:-MARGIN]
