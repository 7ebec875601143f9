"""Branching entropy, cohesion, C-value and the table of repeated substrings."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cantext.measures.substrings import Substrings
from cantext.measures.termhood import (
    branching_entropy,
    c_value,
    highest_information,
    split_information,
)


@pytest.mark.parametrize(
    ("length", "count", "nested", "containers", "value"),
    [
        # Frantzi, Ananiadou & Mima (2000): terms around "basal cell carcinoma". Of its 984
        # occurrences 26 lie in 5 longer terms, the 5 of "adenoid cystic ..." among the 11 of
        # "cystic ..." counted once.
        (5, 5, 0, 0, 11.6096),
        (4, 11, 5, 1, 12),
        (4, 7, 0, 0, 14),
        (4, 5, 0, 0, 10),
        (4, 3, 0, 0, 6),
        (3, 984, 26, 5, 1551.361),
    ],
)
def test_c_value(length, count, nested, containers, value):
    assert float(c_value(length, count, nested, containers)) == pytest.approx(value, abs=1e-3)


@settings(deadline=None)
@given(st.lists(st.integers(1, 50), min_size=1, max_size=8), st.integers(0, 5))
def test_branching_entropy_counts_breaks_one_by_one(neighbours, breaks):
    counts = neighbours + [1] * breaks
    total = sum(counts)
    direct = -sum(n / total * math.log2(n / total) for n in counts)
    value = branching_entropy(np.zeros(len(neighbours), np.int64), neighbours, [total])
    assert float(value[0]) == pytest.approx(direct, abs=1e-9)


@settings(deadline=None)
@given(st.lists(st.integers(1, 50), min_size=1, max_size=8))
def test_branching_entropy_is_scipys(neighbours):
    stats = pytest.importorskip("scipy.stats")
    items = np.zeros(len(neighbours), np.int64)
    value = branching_entropy(items, neighbours, [sum(neighbours)])
    assert float(value[0]) == pytest.approx(stats.entropy(neighbours, base=2), abs=1e-9)


@pytest.mark.parametrize("total", [0, 1])
def test_entropy_of_nothing_and_of_one(total):
    items = np.zeros(total, np.int64)
    assert branching_entropy(items, [1] * total, [total]).tolist() == [0.0]


@settings(deadline=None)
@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100), st.integers(0, 10_000))
def test_information_is_a_number(whole, left, right, n):
    assert np.isfinite(split_information(whole, left, right, n))
    assert np.isfinite(highest_information(whole, n))


def test_halves_never_seen_apart_have_the_highest_information():
    assert float(split_information(4, 4, 4, 1000)) == float(highest_information(4, 1000))


UNITS = st.lists(st.integers(0, 3), max_size=60)


def _slices(units, length):
    """All places where a string of a length stands without a break, by string."""
    found = {}
    for place in range(len(units) - length + 1):
        piece = tuple(units[place : place + length])
        if 0 not in piece:
            found.setdefault(piece, []).append(place)
    return found


@settings(deadline=None)
@given(UNITS, st.integers(1, 3))
def test_substrings_are_all_the_repeated_ones(units, min_count):
    table = Substrings(np.array(units, np.int32), 5, min_count)
    for length in range(2, 6):
        level = table.levels[length]
        wanted = {k: v for k, v in _slices(units, length).items() if len(v) >= min_count}
        rows = zip(level.first.tolist(), level.counts.tolist(), strict=True)
        found = {tuple(units[place : place + length]): (place, count) for place, count in rows}
        assert found == {piece: (places[0], len(places)) for piece, places in wanted.items()}
        for piece, places in wanted.items():
            number = table.find(piece)
            assert level.first[number] == places[0]
            assert np.flatnonzero(level.ids == number).tolist() == places


@settings(deadline=None)
@given(UNITS)
def test_cohesion_and_entropies_by_hand(units):
    table = Substrings(np.array(units, np.int32), 4, 2)
    marks = np.zeros(len(table.units), np.bool_)
    sizes = {length: _slices(units, length) for length in range(1, 5)}
    n = sum(1 for unit in units if unit)
    for length in range(2, 5):
        level = table.levels[length]
        chosen = np.ones(len(level.counts), np.bool_)
        left, right = table.entropies(length, chosen, marks, marks)
        for k, cohesion in enumerate(table.cohesion(length).tolist()):
            piece = tuple(units[level.first[k] : level.first[k] + length])
            places = sizes[length][piece]
            least = min(
                math.log2(
                    len(places) * n / (len(sizes[i][piece[:i]]) * len(sizes[length - i][piece[i:]]))
                )
                for i in range(1, length)
            )
            assert cohesion == pytest.approx(least)
            for side, places_beside in (
                (left, [p - 1 for p in places]),
                (right, [p + length for p in places]),
            ):
                beside = Counter()
                for p in places_beside:
                    unit = units[p] if 0 <= p < len(units) else 0
                    beside[unit or ("break", p)] += 1
                shares = [m / len(places) for m in beside.values()]
                assert side[k] == pytest.approx(-sum(s * math.log2(s) for s in shares), abs=1e-9)


def test_a_string_that_cuts_a_tighter_pair_is_marked():
    # 2 3 always follows 1, as a pair 1 2 that stands alone too; 3 occurs everywhere.
    units = [1, 2, 3, 0, 1, 2, 4, 0, 1, 2, 3, 0, 3, 5, 3, 6, 3, 0, 3, 3, 0, 1, 2, 3]
    table = Substrings(np.array(units, np.int32), 3, 2)
    chosen = np.ones(len(table.levels[2].counts), np.bool_)
    marked = table.straddled(2, chosen, table.bonds(), 0.5, 0.8)
    assert bool(marked[table.find([2, 3])])
    assert not bool(marked[table.find([1, 2])])
