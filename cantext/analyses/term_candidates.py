"""Which strings may be terms: those that hold together, keep varied company and stand alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cantext.analyses.term_edges import (
    EDGE_WORDS,
    FUNCTION_CHARACTERS,
    NOT_FIRST,
    NOT_LAST,
    is_sound,
    with_simplified,
)
from cantext.analyses.term_text import CodedText
from cantext.measures.substrings import Substrings
from cantext.measures.termhood import highest_information
from cantext.normalise import project

Flags: TypeAlias = NDArray[np.bool_]

# Below this share of the most cohesion that its count allows, a string is a chance meeting even in
# a text too short for `min_cohesion` to be reached.
_SHARE_OF_HIGHEST = 0.6
_MOSTLY_INSIDE = 0.8
_MOSTLY_ONE_LONGER = 0.7
# A string whose edge nearly always cuts a tighter pair (品交易 in 商品交易) is a fragment.
_STRADDLE_BITS, _STRADDLE_SHARE = 1.5, 0.8


@dataclass(slots=True)
class Candidate:
    """A string that may be a term; `coded` has one character a unit."""

    coded: str
    id: int
    count: int
    cohesion: float
    left: float
    right: float
    nested: int = 0
    containers: int = 0


def plausible(
    text: CodedText, table: Substrings, min_cohesion: float, min_entropy: float
) -> dict[str, Candidate]:
    """Return the repeated strings that hold together, keep varied company and have sound edges."""
    first = _edge_rule(text, table.alphabet, NOT_FIRST)
    last = _edge_rule(text, table.alphabet, NOT_LAST)
    starts_word, ends_word = _mark_words(text, table)
    function = np.zeros(table.alphabet, np.bool_)
    functions = with_simplified(dict.fromkeys(FUNCTION_CHARACTERS, ""), text.number)
    function[[text.number[c] for c in functions if c in text.number]] = True
    function_here = function[table.units]
    ends_word |= function_here & ~first.allows(table.units, np.roll(table.units, -1))
    starts_word |= function_here & ~last.allows(table.units, np.roll(table.units, 1))
    bonds = table.bonds()
    found: dict[str, Candidate] = {}
    for length, level in table.levels.items():
        if length == 1 or not len(level.counts):
            continue
        head, tail = level.first, level.first + length - 1
        units = table.units
        chosen = first.allows(units[head], units[head + 1])
        chosen &= last.allows(units[tail], units[tail - 1])
        cohesion = table.cohesion(length)
        highest = highest_information(level.counts, table.size)
        chosen &= cohesion >= np.minimum(min_cohesion, _SHARE_OF_HIGHEST * highest)
        left, right = table.entropies(length, chosen, ends_word, starts_word)
        chosen &= (left >= min_entropy) & (right >= min_entropy)
        chosen &= ~table.straddled(length, chosen, bonds, _STRADDLE_BITS, _STRADDLE_SHARE)
        for k in np.flatnonzero(chosen).tolist():
            place = int(level.first[k])
            coded = text.coded[place : place + length]
            if is_sound(coded):
                count, bits = int(level.counts[k]), float(cohesion[k])
                found[coded] = Candidate(coded, k, count, bits, float(left[k]), float(right[k]))
    return found


class _EdgeRule:
    """Which units may stand at one end of a term, given the unit beside them inside it."""

    def __init__(self, closed: Flags, pairs: list[int], alphabet: int) -> None:
        self.closed = closed
        self.pairs = np.array(pairs, np.int64)
        self.alphabet = alphabet

    def allows(self, edge: NDArray[np.int32], inner: NDArray[np.int32]) -> Flags:
        pairs = edge.astype(np.int64) * self.alphabet + inner
        return np.asarray(~self.closed[edge] | np.isin(pairs, self.pairs))


def _edge_rule(text: CodedText, alphabet: int, rules: Mapping[str, str]) -> _EdgeRule:
    closed = np.zeros(alphabet, np.bool_)
    pairs: list[int] = []
    for character, companions in with_simplified(rules, text.number).items():
        unit = text.number.get(character)
        if unit is not None:
            closed[unit] = True
            pairs += [unit * alphabet + text.number[c] for c in companions if c in text.number]
    return _EdgeRule(closed, pairs, alphabet)


def _mark_words(text: CodedText, table: Substrings) -> tuple[Flags, Flags]:
    """Mark the places where an edge word starts, and those where one ends."""
    units = table.units
    starts, ends = np.zeros(len(units), np.bool_), np.zeros(len(units), np.bool_)
    order = np.argsort(units, kind="stable")
    offsets = np.searchsorted(units, np.arange(table.alphabet + 1), sorter=order)
    for word in sorted({*EDGE_WORDS, *map(project, EDGE_WORDS)}):
        numbers = [text.number.get(character, 0) for character in word]
        if all(numbers):
            places = order[offsets[numbers[0]] : offsets[numbers[0] + 1]]
            for k, number in enumerate(numbers[1:], start=1):
                places = places[units[places + k] == number]
            starts[places] = True
            ends[places + len(word) - 1] = True
    return starts, ends


def parts(coded: str) -> set[str]:
    """Return the shorter strings of two and more units inside a string."""
    size = len(coded)
    return {coded[i:j] for i in range(size - 1) for j in range(i + 2, size + 1) if j - i < size}


def unnested(candidates: Mapping[str, Candidate]) -> dict[str, Candidate]:
    """Drop what lives inside one longer candidate, or as part of ones a single unit longer."""
    inside: dict[str, int] = {}
    extended: dict[str, int] = {}
    for item in candidates.values():
        for part in parts(item.coded):
            if part in candidates:
                inside[part] = max(inside.get(part, 0), item.count)
                if len(part) == len(item.coded) - 1:
                    extended[part] = extended.get(part, 0) + item.count
    return {
        key: item
        for key, item in candidates.items()
        if inside.get(key, 0) < _MOSTLY_INSIDE * item.count
        and (len(key) > 3 or extended.get(key, 0) < _MOSTLY_ONE_LONGER * item.count)
    }


def count_nesting(candidates: Mapping[str, Candidate]) -> None:
    """Note how many occurrences of each lie inside longer ones, each counted in the longest."""
    for item in sorted(candidates.values(), key=lambda item: -len(item.coded)):
        own = item.count - min(item.nested, item.count)
        for part in parts(item.coded):
            if part in candidates:
                candidates[part].nested += own
                candidates[part].containers += 1
    for item in candidates.values():
        item.nested = min(item.nested, item.count)
