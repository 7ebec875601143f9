"""Dispersion against published worked examples and its limits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cantext.measures.dispersion import dp, dp_norm, dp_of_entries


@pytest.mark.parametrize(
    ("counts", "sizes", "value", "normed"),
    [
        # Gries (2008), toy corpus in parts of 9, 10, 10, 10 and 11 words.
        ([1, 2, 3, 4, 5], [9, 10, 10, 10, 11], 0.18, 0.2195121951),
        ([1, 2, 3, 4, 5], [10] * 5, 0.2, 0.25),
        # Lijffijt & Gries (2012), p. 148.
        ([2, 1, 0], [10] * 3, 1 / 3, 0.5),
        # All in the smaller part: the highest DP, which DPnorm makes 1.
        ([4, 0], [10, 30], 0.75, 1.0),
        # No occurrence, no words, one part.
        ([0, 0], [10, 10], 0.0, 0.0),
        ([0, 0], [0, 0], 0.0, 0.0),
        ([3], [10], 0.0, 0.0),
        ([3, 0], [10, 0], 0.0, 0.0),
    ],
)
def test_published_value(counts, sizes, value, normed):
    assert float(dp(counts, sizes)) == pytest.approx(value, abs=1e-9)
    assert float(dp_norm(dp(counts, sizes), sizes)) == pytest.approx(normed, abs=1e-9)


@settings(deadline=None)
@given(st.data())
def test_entries_give_what_the_table_gives(data):
    n_parts = data.draw(st.integers(1, 6))
    row = st.lists(st.integers(0, 20), min_size=n_parts, max_size=n_parts)
    table = np.array(data.draw(st.lists(row, min_size=1, max_size=6)))
    extra = np.array(data.draw(row))
    sizes = table.sum(axis=0) + extra
    items, parts = np.nonzero(table)
    sparse = dp_of_entries(items, parts, table[items, parts], sizes, len(table))
    np.testing.assert_allclose(sparse, dp(table, sizes), atol=1e-12)
    assert np.all((sparse >= 0) & (sparse <= 1))
    norm = dp_norm(sparse, sizes)
    assert np.all((norm >= 0) & (norm <= 1))


@settings(deadline=None)
@given(st.lists(st.integers(1, 1000), min_size=1, max_size=20))
def test_as_even_as_the_parts_is_nought(sizes):
    assert float(dp(sizes, sizes)) == pytest.approx(0, abs=1e-12)
