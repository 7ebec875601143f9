"""The most probable words of a text under a unigram model, for whole texts at once in numpy.

This is jieba's algorithm without its Markov model: of all ways to cut a run of Chinese characters
into words of a vocabulary, the one whose words' probabilities have the greatest product (by dynamic
programming, Viterbi 1967). Two things make it fast without compiled code of our own:

- the vocabulary is a hash table in one array, so that all n-grams of a text are looked up by a few
  array operations, and loading it is reading a file;
- the recurrence runs over all runs of the text side by side, a step for each place in a run.

Probabilities are kept as costs, -log p in steps of 1/48, so that a path's cost is an integer.
"""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from cantext.segmentation.characters import HAN, Codes, Flags, Kinds, code_points, hashes_of

# Longer words are few, and a classifier that sees four characters finds them as well.
LONGEST = 4
_TABLE_BITS = 19
TABLE_SIZE = 1 << _TABLE_BITS
_SHIFT = np.uint32(32 - _TABLE_BITS)
# Odd multipliers with well-mixed bits: the golden ratio's, and those of xxHash.
_FIRST = np.uint32(0x9E3779B1)
_SECOND = np.uint32(0x85EBCA77)
# Two hashes of an n-gram: one says where a word stands in the table, the other that it is the word.
# A single one of 32 bits takes two hundred n-grams in a million for words that they are not.
_PLACE_STEP = np.uint32(0xC2B2AE3D)
_CHECK_STEP = np.uint32(0x27D4EB2F)
_COST_BITS = 10
_COST_PER_NAT = 48
_UNKNOWN = 1000
# No word: dearer than its characters one by one.
_NONE = (LONGEST + 1) * _UNKNOWN
_LONGEST_RUN = 64

Table = NDArray[np.uint32]


def _ngram_hashes(hashes: Codes, step: np.uint32) -> list[Codes]:
    """Return for each length the polynomial hash of the n-gram that begins at each character.

    Each array is as long as the text; the last places of the longer ones mean nothing.
    """
    rows = [hashes]
    for length in range(2, LONGEST + 1):
        longer = rows[-1] * step
        longer[: 1 - length] += hashes[length - 1 :]
        rows.append(longer)
    return rows


def make_table(vocabulary: Mapping[str, int]) -> Table:
    """Return the hash table of a vocabulary, projected word → count.

    A slot holds the check hash of a word with its cost folded into the ten lowest bits; a word
    stands in one of two slots (cuckoo hashing, Pagh & Rodler 2004). Words longer than `LONGEST`
    are left out.

    Raises
    ------
    ValueError
        If there are more words than the table holds: about half its size.
    """
    total = sum(vocabulary.values())
    slots: list[tuple[int, int, int] | None] = [None] * TABLE_SIZE
    for word in sorted(vocabulary):
        if len(word) > LONGEST or vocabulary[word] < 1:
            continue
        cost = round(-math.log(vocabulary[word] / total) * _COST_PER_NAT)
        hashes = hashes_of(code_points(word))
        places = _places(_ngram_hashes(hashes, _PLACE_STEP)[len(word) - 1][:1])
        check = int(_ngram_hashes(hashes, _CHECK_STEP)[len(word) - 1][0])
        moving = (int(places[0][0]), int(places[1][0]), check ^ min(cost, _UNKNOWN - 1))
        place = moving[0]
        for _ in range(1000):
            resident, slots[place] = slots[place], moving
            if resident is None:
                break
            moving = resident
            place = moving[1] if place == moving[0] else moving[0]
        else:
            raise ValueError(f"the words do not fit into {TABLE_SIZE:,} slots")
    return np.array([slot[2] if slot else 0 for slot in slots], dtype=np.uint32)


def _places(hashes: Codes) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the two slots of each n-gram."""
    first, second = (hashes * _FIRST) >> _SHIFT, (hashes * _SECOND) >> _SHIFT
    return first.astype(np.intp), second.astype(np.intp)


def _costs(table: Table, hashes: Codes, checks: Codes) -> NDArray[np.int32]:
    """Return the cost of each n-gram as a word; `_NONE` for one that is no word."""
    first, second = _places(hashes)
    # The check is folded out again: what is left is the cost, or a large number.
    costs = np.minimum(table.take(first) ^ checks, table.take(second) ^ checks)
    costs[costs >= 1 << _COST_BITS] = _NONE
    found: NDArray[np.int32] = costs.view(np.int32)
    return found


def best_path(table: Table, hashes: Codes, kinds: Kinds) -> Flags:
    """Return 1 for each character that begins a word on the most probable path.

    Parameters
    ----------
    table
        From `make_table`.
    hashes, kinds
        Of the text's characters, from `cantext.segmentation.characters`. Characters that are not
        Chinese begin a word each.
    """
    size = len(kinds)
    starts = np.ones(size, np.uint8)
    begins, lengths = _runs(kinds)
    if not len(begins):
        return starts
    # Longest runs first: those still going on at a step are then the first ones.
    order = np.argsort(-lengths, kind="stable")
    begins, lengths = begins[order], lengths[order]
    steps = int(lengths[0])
    going = np.searchsorted(-lengths, -np.arange(1, steps + 1), side="right")

    # The choice rides in the low bits of the cost; among equals the longest word has the lowest.
    ngrams = zip(
        _ngram_hashes(hashes, _PLACE_STEP), _ngram_hashes(hashes, _CHECK_STEP), strict=True
    )
    words = [
        (_costs(table, places, checks) << 3) + (7 - length)
        for length, (places, checks) in enumerate(ngrams, start=1)
    ]
    words[0] = np.minimum(words[0], (_UNKNOWN << 3) + 6)
    best = np.zeros((steps + 1, len(begins)), np.int32)
    choices = np.zeros((steps + 1, len(begins)), np.int8)
    for step in range(1, steps + 1):
        count = going[step - 1]
        ends = begins[:count] + step
        cheapest = best[step - 1, :count] + words[0].take(ends - 1)
        for length in range(2, min(LONGEST, step) + 1):
            candidate = words[length - 1].take(ends - length)
            candidate += best[step - length, :count]
            np.minimum(cheapest, candidate, out=cheapest)
        choices[step, :count] = 7 - (cheapest & 7)
        best[step, :count] = cheapest & ~7

    starts[_inner(begins, lengths)] = 0
    at = lengths.copy()
    runs = np.arange(len(begins))
    while len(runs):
        at[runs] -= choices[at[runs], runs]
        starts[begins[runs] + at[runs]] = 1
        runs = runs[at[runs] > 0]
    return starts


def _runs(kinds: Kinds) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return begin and length of the runs of Chinese characters, long ones chopped."""
    han = np.zeros(len(kinds) + 2, np.int8)
    han[1:-1] = kinds == HAN
    edges = np.flatnonzero(np.diff(han))
    begins, ends = edges[0::2], edges[1::2]
    lengths = ends - begins
    if not len(lengths) or lengths.max() <= _LONGEST_RUN:
        return begins, lengths
    pieces = -(-lengths // _LONGEST_RUN)
    rank = np.arange(pieces.sum()) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    begins = np.repeat(begins, pieces) + rank * _LONGEST_RUN
    return begins, np.minimum(np.repeat(ends, pieces) - begins, _LONGEST_RUN)


def _inner(begins: NDArray[np.intp], lengths: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the places of all characters of the runs."""
    rank = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    places: NDArray[np.intp] = np.repeat(begins, lengths) + rank
    return places
