"""Dispersion against published worked examples and its limits."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cantext.measures.dispersion import (
    average_logarithmic_distance,
    average_reduced_frequency,
    average_waiting_time,
    dispersions,
    dp,
    dp_norm,
    dp_of_entries,
)


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


def of_one(counts, sizes):
    values = np.array(counts)
    found = np.flatnonzero(values)
    return dispersions(np.zeros(len(found), np.int64), found, values[found], sizes, 1)


@pytest.mark.parametrize(
    ("measure", "counts", "sizes", "value"),
    [
        # Carroll (1970), pp. 13-14; Gries (2008), p. 407, parts of equal size.
        ("juilland_d", [0, 4, 3, 2, 1], [10] * 5, 0.6464466094),
        ("carroll_d2", [2, 1, 1, 1, 0], [10] * 5, 0.8277),
        ("rosengren_s", [1, 2, 3, 4, 5], [10] * 5, 0.9368466),
        ("dp", [1, 2, 3, 4, 5], [9, 10, 10, 10, 11], 0.18),
        ("dp_norm", [1, 2, 3, 4, 5], [9, 10, 10, 10, 11], 0.2195121951),
        # All in one part, and spread as the parts are.
        ("juilland_d", [4, 0, 0], [10, 20, 30], 0.0),
        ("carroll_d2", [4, 0, 0], [10, 20, 30], 0.0),
        ("rosengren_s", [4, 0, 0], [10, 20, 30], 1 / 6),
        ("juilland_d", [1, 2, 3], [10, 20, 30], 1.0),
        ("carroll_d2", [1, 2, 3], [10, 20, 30], 1.0),
        ("rosengren_s", [1, 2, 3], [10, 20, 30], 1.0),
        # A part without words is no part; one part is as even as can be.
        ("juilland_d", [2, 2, 0], [10, 10, 0], 1.0),
        ("carroll_d2", [3], [10], 1.0),
        ("juilland_d", [3], [10], 1.0),
        ("juilland_d", [0, 0], [10, 10], 0.0),
        ("rosengren_s", [0, 0], [0, 0], 0.0),
    ],
)
def test_other_dispersions(measure, counts, sizes, value):
    found = float(getattr(of_one(counts, sizes), measure)[0])
    assert found == pytest.approx(value, abs=5e-5)


@settings(deadline=None)
@given(st.data())
def test_dispersions_keep_their_limits(data):
    n_parts = data.draw(st.integers(1, 6))
    row = st.lists(st.integers(0, 20), min_size=n_parts, max_size=n_parts)
    table = np.array(data.draw(st.lists(row, min_size=1, max_size=5)))
    sizes = table.sum(axis=0) + np.array(data.draw(row))
    items, parts = np.nonzero(table)
    spread = dispersions(items, parts, table[items, parts], sizes, len(table))
    for name in ("dp", "dp_norm", "juilland_d", "rosengren_s", "carroll_d2"):
        values = getattr(spread, name)
        assert np.all((values >= 0) & (values <= 1)), name
    every = sizes > 0
    for k, counts in enumerate(table):
        if not counts.sum():
            continue
        rates = counts[every] / sizes[every]
        shares = sizes[every] / sizes.sum()
        plain = (np.sqrt(counts[every] * shares).sum()) ** 2 / counts.sum()
        assert spread.rosengren_s[k] == pytest.approx(plain)
        if every.sum() > 1:
            variation = rates.std() / rates.mean() / np.sqrt(every.sum() - 1)
            assert spread.juilland_d[k] == pytest.approx(1 - variation, abs=1e-7)


# Gries (2008), p. 410: fifty words, and the word a among them.
TOY = "bamnibeupk basatbewqn bcagabesta baghabeaat bahaabeaxa".replace(" ", "")


def places_of(text, word):
    return np.array([place for place, found in enumerate(text) if found == word])


def test_distances_as_published():
    places = places_of(TOY, "a")
    arguments = (np.zeros(len(places), np.int64), places, len(TOY), 1)
    assert len(places) == 15
    assert float(average_reduced_frequency(*arguments)[0]) == pytest.approx(10.8)
    waiting = float(average_waiting_time(*arguments)[0])
    assert waiting == pytest.approx(3.18)
    assert len(TOY) / (2 * waiting - 1) == pytest.approx(9.328358, abs=1e-6)
    assert float(average_logarithmic_distance(*arguments)[0]) == pytest.approx(0.628417, abs=1e-6)


@settings(deadline=None)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=40))
def test_reduced_frequency_of_all_words_at_once(sequence):
    text = np.array(sequence)
    n = len(text)
    found = average_reduced_frequency(text, np.arange(n), n, 6)
    for word in range(6):
        places = np.flatnonzero(text == word)
        if not len(places):
            assert found[word] == 0
            continue
        average = n / len(places)
        gaps = np.diff([*places, places[0] + n])
        assert found[word] == pytest.approx(np.minimum(gaps, average).sum() / average)
        assert 1 - 1e-9 <= found[word] <= len(places) + 1e-9
