"""Keys are counted alike in arrays and in a table, and found again."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cantext.analyses.key_counts import ArrayCounts, KeyFinder

NUMBERS = st.integers(0, 4) | st.integers(2**61, 2**62)
SINGLE = st.lists(st.lists(NUMBERS.map(lambda k: (k,)), max_size=30), min_size=1, max_size=3)
PAIRS = st.lists(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=30), min_size=1, max_size=3)


def columns(keys: list[tuple[int, ...]], width: int) -> list[np.ndarray]:
    return [np.array([key[k] for key in keys], np.int64) for k in range(width)]


def check(counts, pieces: list[list[tuple[int, ...]]], width: int, least: int, n: int) -> None:
    for piece in pieces:
        counts.add(columns(piece, width))
    expected = Counter(key for piece in pieces for key in piece)
    frequent = {key: count for key, count in expected.items() if count >= least}
    assert counts.frequent(least) == len(frequent)
    if not frequent:
        return
    highest = sorted(frequent.values(), reverse=True)
    assert counts.nth_highest(n) == highest[min(n, len(highest)) - 1]
    keys, totals = counts.keys(least)
    found = list(zip(*(key.tolist() for key in keys), strict=True))
    assert found == sorted(frequent)
    assert totals.tolist() == [frequent[key] for key in found]
    finder = KeyFinder(keys)
    for piece in pieces:
        places = {key: k for k, key in enumerate(found)}
        items = finder.items(columns(piece, width)).tolist()
        assert items == [places.get(key, -1) for key in piece]


@settings(max_examples=50)
@given(SINGLE, st.integers(1, 3), st.integers(1, 5))
def test_arrays(pieces, least, n) -> None:
    check(ArrayCounts(), pieces, 1, least, n)


@settings(max_examples=50, deadline=None)
@given(SINGLE, PAIRS, st.integers(1, 3), st.integers(1, 5))
def test_tables(single, pairs, least, n) -> None:
    pytest.importorskip("duckdb")
    from cantext.parquet import connect
    from cantext.store.key_counts import TableCounts

    with connect() as connection:
        check(TableCounts(connection), single, 1, least, n)
        check(TableCounts(connection), pairs, 2, least, n)
