"""Association measures against published worked examples, scipy, and their own limits."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cantext.measures import association as a
from cantext.measures import exact
from cantext.measures.pairs import pair_measures

# Manning & Schuetze (1999), pp. 164-165, "new companies".
NEW_COMPANIES = (8, 15828, 4675, 14307668)
# Gries (2013), p. 144, "of course": cells a, b, c, d.
OF_COURSE = (5610, 168938, 2257, 10233063)


def margins(o11, o12, o21, o22):
    return o11, o11 + o12, o11 + o21, o11 + o12 + o21 + o22


@pytest.mark.parametrize(
    ("function", "arguments", "value"),
    [
        # Dunning (1993), p. 72: cells 10, 0, 3, 31764.
        (a.log_likelihood, margins(10, 0, 3, 31764), 167.2298),
        (a.log_likelihood, NEW_COMPANIES, 1.3253893963),
        # The four-cell G2 of 100 in 10,000 words against 50 in 10,000.
        (a.log_likelihood, (100, 10000, 150, 20000), 17.1158483971),
        (a.log_likelihood_two_term, (100, 10000, 150, 20000), 16.9899036795),
        (a.chi_squared, NEW_COMPANIES, 1.5488692067),
        # Pedersen (1996), p. 10: cells 1, 3, 3, 1.
        (exact.fisher_exact, margins(1, 3, 3, 1), 0.4857142857),
        # Church & Hanks (1990), p. 24, "doctor" and "honorary".
        (a.mutual_information, (8, 1105, 44, 15_000_000), 11.2692),
        (a.mutual_information, NEW_COMPANIES, 0.6293432116),
        (a.mutual_information_cubed, NEW_COMPANIES, 6.6293432116),
        (a.normalised_mutual_information, NEW_COMPANIES, 0.0303001719),
        # Bouma (2009), p. 36: always, by chance and never together.
        (a.normalised_mutual_information, margins(10, 0, 0, 90), 1),
        (a.normalised_mutual_information, margins(1, 9, 9, 81), 0),
        (a.normalised_mutual_information, margins(0, 10, 10, 80), -1),
        (a.t_score, NEW_COMPANIES, 0.9999319895),
        (a.z_score, NEW_COMPANIES, 1.2436439301),
        (a.dice, NEW_COMPANIES[:3], 0.0007803736),
        # Smadja et al. (1996), p. 13.
        (a.dice, (130, 3121, 143), 0.0796568627),
        (a.log_dice, NEW_COMPANIES[:3], 3.6764526001),
        (a.minimum_sensitivity, NEW_COMPANIES[:3], 0.0005054334),
        # Pedersen & Bruce (1996), p. 12: cells 17, 240, 1001, 1298742.
        (a.minimum_sensitivity, margins(17, 240, 1001, 1298742)[:3], 0.0166994106),
        (a.delta_p_forward, margins(*OF_COURSE), 0.0319196454),
        (a.delta_p_backward, margins(*OF_COURSE), 0.6968644632),
        # Pojanapunya & Watson Todd (2016), p. 154.
        (a.odds_ratio, (16217, 2796938, 16217 + 735, 2796938 + 2087946), 16.5612),
        # Log ratio of terms in two policy addresses (35,933 and 24,715 characters).
        (a.log_ratio, (24, 35933, 24, 35933 + 24715), 5.045),
        (a.log_ratio, (12, 35933, 17, 35933 + 24715), 0.7231),
        (a.log_ratio, (25, 35933, 81, 35933 + 24715), -1.7034),
        (a.log_ratio, (3, 35933, 4, 35933 + 24715), 1.045),
    ],
)
def test_published_value(function, arguments, value):
    # Published to four decimals; the relative bound is for the larger ones.
    assert float(function(*arguments)) == pytest.approx(value, abs=6e-5, rel=1e-6)


@settings(deadline=None)
@given(st.tuples(*[st.integers(1, 10_000)] * 4))
def test_scipy_agrees(cells):
    stats = pytest.importorskip("scipy.stats")
    table = np.array(cells).reshape(2, 2)
    o11, r1, c1, n = margins(*cells)
    g2 = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    x2 = stats.chi2_contingency(table, correction=False)
    assert float(a.log_likelihood(o11, r1, c1, n)) == pytest.approx(g2.statistic, abs=1e-6)
    assert float(a.chi_squared(o11, r1, c1, n)) == pytest.approx(x2.statistic, abs=1e-6)
    assert float(a.expected(r1, c1, n)) == pytest.approx(x2.expected_freq[0, 0])
    yates = stats.chi2_contingency(table, correction=True)
    assert float(a.chi_squared_yates(o11, r1, c1, n)) == pytest.approx(yates.statistic, abs=1e-6)
    odds = stats.contingency.odds_ratio(table, kind="sample").statistic
    assert float(a.odds_ratio(o11, r1, c1, n)) == pytest.approx(odds)


@settings(deadline=None)
@given(st.tuples(*[st.one_of(st.integers(0, 6), st.integers(0, 3000))] * 4))
def test_fisher_is_scipys(cells):
    stats = pytest.importorskip("scipy.stats")
    p = stats.fisher_exact(np.array(cells).reshape(2, 2)).pvalue
    found = float(exact.fisher_exact(*margins(*cells)))
    # Far out scipy loses the other tail.
    assert found == pytest.approx(p, rel=1e-6, abs=1e-250)
    assert 10 ** -float(exact.fisher_strength(*margins(*cells))) == pytest.approx(found, rel=1e-9)


def plain_fisher(cells):
    """Sum the probabilities of all tables as fractions of whole numbers."""
    (x, y, z, w), n = cells, sum(cells)
    ways = {
        k: math.comb(x + z, k) * math.comb(y + w, x + y - k)
        for k in range(max(0, x - w), min(x + y, x + z) + 1)
    }
    return Fraction(sum(v for v in ways.values() if v <= ways[x]), math.comb(n, x + y))


@settings(deadline=None, max_examples=50)
@given(st.tuples(*[st.integers(0, 400)] * 4))
def test_fisher_is_the_sum_of_fractions(cells):
    p = plain_fisher(cells)
    strength = (math.log(p.denominator) - math.log(p.numerator)) / math.log(10)
    found = float(exact.fisher_strength(*margins(*cells)))
    assert found == pytest.approx(strength, rel=1e-7, abs=1e-7)


def test_fisher_of_tables_of_all_sizes_at_once():
    tables = [(1, 3, 3, 1), (0, 5, 0, 9), (0, 0, 0, 0), (800, 0, 0, 900), (20, 380, 400, 90_000)]
    columns = np.array([margins(*cells) for cells in tables], np.float64).T
    single = [float(exact.fisher_exact(*margins(*cells))) for cells in tables]
    np.testing.assert_allclose(exact.fisher_exact(*columns), single, rtol=1e-12)
    assert single[1] == single[2] == 1
    assert 0 <= single[3] < 1e-300
    largest = math.log10(math.comb(1700, 800))  # no other table is as rare
    assert float(exact.fisher_strength(*margins(*tables[3]))) == pytest.approx(largest, abs=1e-6)


@settings(deadline=None)
@given(st.tuples(st.integers(1, 300), *[st.integers(1, 3000)] * 3))
def test_nltk_agrees(cells):
    nltk = pytest.importorskip("nltk.metrics.association").BigramAssocMeasures
    o11, r1, c1, n = margins(*cells)
    given = (o11, (r1, c1), n)
    # NLTK adds a tiny number before taking logarithms.
    near = {"rel": 1e-6, "abs": 1e-6}
    assert float(a.log_likelihood(o11, r1, c1, n)) == pytest.approx(
        nltk.likelihood_ratio(*given), **near
    )
    assert float(a.chi_squared(o11, r1, c1, n)) == pytest.approx(nltk.chi_sq(*given), **near)
    assert float(a.mutual_information(o11, r1, c1, n)) == pytest.approx(nltk.pmi(*given), **near)
    assert float(a.t_score(o11, r1, c1, n)) == pytest.approx(nltk.student_t(*given), **near)
    assert float(a.dice(o11, r1, c1)) == pytest.approx(nltk.dice(*given), **near)


FOUR = [
    a.log_likelihood,
    a.log_likelihood_two_term,
    a.chi_squared,
    a.chi_squared_yates,
    a.mutual_information,
    a.mutual_information_cubed,
    a.normalised_mutual_information,
    a.t_score,
    a.z_score,
    a.delta_p_forward,
    a.delta_p_backward,
    a.odds_ratio,
    a.log_ratio,
]
THREE = [a.dice, a.log_dice, a.minimum_sensitivity]
CELLS = st.tuples(*[st.one_of(st.sampled_from([0, 0, 1, 1]), st.integers(0, 10**9))] * 4)


@settings(deadline=None)
@given(CELLS)
def test_always_a_number_within_its_limits(cells):
    # Warnings are errors in this suite: nought and one cells must not raise any.
    o11, r1, c1, n = margins(*cells)
    values = {f.__name__: float(f(o11, r1, c1, n)) for f in FOUR}
    values |= {f.__name__: float(f(o11, r1, c1)) for f in THREE}
    assert all(np.isfinite(value) for value in values.values()), values
    assert -1 <= values["normalised_mutual_information"] <= 1
    assert -1 <= values["delta_p_forward"] <= 1
    assert -1 <= values["delta_p_backward"] <= 1
    assert 0 <= values["dice"] <= 1
    assert 0 <= values["minimum_sensitivity"] <= 1
    assert values["log_dice"] <= 14
    assert values["log_likelihood"] >= 0
    assert 0 <= values["chi_squared_yates"] <= values["chi_squared"] + 1e-9
    assert values["log_likelihood_two_term"] <= values["log_likelihood"] * (1 + 1e-9) + 1e-6
    assert values["odds_ratio"] > 0


@settings(deadline=None)
@given(st.integers(1, 1000), st.integers(1, 1000), st.integers(1, 50))
def test_equal_rates_are_no_association(count, size, factor):
    size += count
    # count of size in the first row, the same rate in a second row `factor` times as long
    table = (count, size, count * (1 + factor), size * (1 + factor))
    assert float(a.log_ratio(*table)) == pytest.approx(0, abs=1e-9)
    assert float(a.log_likelihood(*table)) == pytest.approx(0, abs=1e-6)
    assert float(a.mutual_information(*table)) == pytest.approx(0, abs=1e-9)
    assert float(a.delta_p_forward(*table)) == pytest.approx(0, abs=1e-9)


def test_columns_give_what_single_tables_give():
    rng = np.random.default_rng(1)
    cells = rng.integers(0, 50, (4, 200))
    o11, r1, c1, n = margins(*cells)
    for function in FOUR:
        single = [float(function(*table)) for table in zip(o11, r1, c1, n, strict=True)]
        np.testing.assert_allclose(function(o11, r1, c1, n), single, rtol=1e-12)


def test_a_window_may_hold_a_word_more_often_than_the_node_occurs():
    assert float(a.dice(7, 3, 7)) == pytest.approx(0.6)
    assert float(a.log_dice(3, 3, 3)) == 14


@settings(deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=5))
def test_all_measures_at_once(tables):
    o11, r1, c1, n = (
        np.array(column) for column in zip(*(margins(*c) for c in tables), strict=True)
    )
    columns = pair_measures(o11, r1, c1, n, r1, c1)
    assert all(np.all(np.isfinite(column)) for column in columns.values())
    np.testing.assert_array_equal(columns["mi"], a.mutual_information(o11, r1, c1, n))
    np.testing.assert_array_equal(columns["log_dice"], a.log_dice(o11, r1, c1))
    assert np.all((columns["fisher"] >= 0) & (columns["fisher"] <= 1))


def test_more_pairs_than_a_slice_holds():
    rng = np.random.default_rng(2)
    o11, r1, c1, n = margins(*rng.integers(0, 9, (4, 40_000)))
    columns = pair_measures(o11, r1, c1, n, r1, c1)
    np.testing.assert_array_equal(columns["npmi"], a.normalised_mutual_information(o11, r1, c1, n))
