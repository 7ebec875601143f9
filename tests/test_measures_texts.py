"""Lexical diversity, significance, trends and word weights, each against an independent way."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cantext.measures import diversity, ranking, significance

# The text of the oracle: MATTR by hand, MTLD by the Python package lexicalrichness.
TOKENS = "abcabdeafghabcijkabc"
SEQUENCE = np.array([sorted(set(TOKENS)).index(token) for token in TOKENS])
WORDS = st.lists(st.integers(0, 5), max_size=40).map(np.array)


def test_diversity_as_published():
    assert diversity.mattr(SEQUENCE, window=5) == pytest.approx(0.9375)
    assert diversity.mtld(SEQUENCE) == pytest.approx(10.187740693196407)
    assert diversity.type_token_ratio(SEQUENCE) == pytest.approx(11 / 20)


@settings(deadline=None)
@given(WORDS, st.integers(1, 12))
def test_mattr_is_the_mean_of_all_windows(words, window):
    found = diversity.mattr(words, window)
    if len(words) <= window:
        assert found == diversity.type_token_ratio(words)
        return
    ratios = [len(set(words[i : i + window])) / window for i in range(len(words) - window + 1)]
    assert found == pytest.approx(sum(ratios) / len(ratios))


@settings(deadline=None)
@given(WORDS)
def test_diversity_has_limits(words):
    assert 0 <= diversity.mattr(words, 5) <= 1
    assert np.isfinite(diversity.mtld(words))
    assert (diversity.mtld(words) >= 1) == bool(len(words))
    assert diversity.mtld(words) == pytest.approx(diversity.mtld(words[::-1]))


def test_diversity_of_extremes():
    assert diversity.mtld(np.arange(30)) == 30  # nothing is ever repeated
    assert diversity.mtld(np.zeros(30, np.int64)) == 2
    assert diversity.mtld(np.zeros(0, np.int64)) == diversity.mattr(np.zeros(0, np.int64)) == 0


@settings(deadline=None)
@given(st.floats(0, 700), st.integers(1, 30))
def test_p_values_are_scipys(statistic, degrees):
    stats = pytest.importorskip("scipy.stats")
    found = significance.chi_squared_p_value(statistic, degrees)
    assert found == pytest.approx(stats.chi2.sf(statistic, degrees), rel=1e-9, abs=1e-300)
    one = float(significance.p_value(statistic))
    assert one == pytest.approx(stats.chi2.sf(statistic, 1), rel=1e-9, abs=1e-300)


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), max_size=20))
def test_false_discovery_is_scipys(values):
    stats = pytest.importorskip("scipy.stats")
    found = significance.benjamini_hochberg(values)
    expected = stats.false_discovery_control(values) if values else []
    np.testing.assert_allclose(found, expected, atol=1e-12)


@settings(deadline=None)
@given(
    st.one_of(
        st.lists(st.integers(0, 3), min_size=2, max_size=20),
        st.permutations(range(9)),
        st.permutations(range(40)),
    )
)
def test_tau_is_scipys(values):
    stats = pytest.importorskip("scipy.stats")
    tau, p = significance.kendall_tau(values)
    assert -1 <= tau <= 1
    if len(set(values)) == 1:
        assert (tau, p) == (0, 1)
        return
    tied = len(set(values)) < len(values)
    method = "asymptotic" if tied else "exact"
    expected = stats.kendalltau(range(len(values)), values, method=method)
    assert tau == pytest.approx(expected.statistic)
    assert p == pytest.approx(expected.pvalue, rel=1e-6, abs=1e-12)


@pytest.mark.parametrize("values", [[], [1.0], [2.0, 2.0]])
def test_no_trend_where_there_is_nothing_to_compare(values):
    assert significance.kendall_tau(values) == (0.0, 1.0)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 300)), min_size=2, max_size=6))
def test_homogeneity_is_scipys(periods):
    stats = pytest.importorskip("scipy.stats")
    counts = np.array([count for count, _ in periods])
    sizes = np.array([count + others for count, others in periods])
    g2, p = significance.homogeneity(counts, sizes)
    if not counts.sum():
        assert (g2, p) == (0, 1)
        return
    table = np.array([counts, sizes - counts])
    expected = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    assert g2 == pytest.approx(expected.statistic, abs=1e-8)
    assert p == pytest.approx(expected.pvalue, abs=1e-9)


def test_a_period_without_words_is_none():
    assert significance.homogeneity([3, 0, 1], [10, 0, 10]) == pytest.approx(
        significance.homogeneity([3, 1], [10, 10])
    )


def test_idf_and_tf_idf():
    idf = ranking.inverse_document_frequency([0, 9, 99], 99)
    assert idf.tolist() == pytest.approx([math.log(100), math.log(10), 0])
    assert ranking.tf_idf([5], 50, [9], 99)[0] == pytest.approx(0.1 * math.log(10))
    assert ranking.tf_idf([5], 0, [200], 99)[0] == 0  # in more documents than there are


EDGES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(1, 9)), max_size=20)


@settings(deadline=None)
@given(EDGES)
def test_text_rank_solves_its_equations(edges):
    kept = {(min(a, b), max(a, b)): w for a, b, w in edges if a != b}
    first = np.array([a for a, _ in kept], np.int64)
    second = np.array([b for _, b in kept], np.int64)
    found = ranking.text_rank(first, second, list(kept.values()), 8)
    matrix = np.zeros((8, 8))
    for (a, b), w in kept.items():
        matrix[a, b] = matrix[b, a] = w
    out = matrix.sum(axis=0)
    steps = np.where(out > 0, matrix / np.where(out > 0, out, 1), 1 / 8)
    exact = np.linalg.solve(np.eye(8) - 0.85 * steps, np.full(8, 0.15 / 8))
    np.testing.assert_allclose(found, exact, atol=1e-8)
    assert found.sum() == pytest.approx(1)


def test_text_rank_of_nothing():
    none = np.zeros(0, np.int64)
    assert ranking.text_rank(none, none, [], 0).tolist() == []
