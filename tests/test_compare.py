import json
from pathlib import Path

import numpy as np
import pytest
from blocks import block
from commands import run
from hypothesis import given
from hypothesis import strategies as st

from cantext.analyses.compare import MEASURES, compare
from cantext.errors import UsageError
from cantext.measures import keyness

EXAMPLES = Path(__file__).parent.parent / "examples"

# Counts of substrings and of Han characters in the Policy Addresses of 2025 and 2013: G2 of two
# terms, log ratio (a count of 0 taken as 0.5) and simple maths with k = 1, computed elsewhere.
ADDRESSES = (35933, 24715)
ORACLE = [
    ("創科", 24, 0, 25.1247, 5.045, 668.9097),
    ("一國兩制", 12, 5, 0.942, 0.7231, 1.6475),
    ("房屋", 25, 56, 26.5937, -1.7034, 0.3074),
    ("人才", 51, 9, 18.823, 1.9626, 3.8896),
    ("產學研", 3, 1, 0.4373, 1.045, 2.0378),
]


@pytest.mark.parametrize(("term", "f1", "f2", "g2", "ratio", "maths"), ORACLE)
def test_the_addresses(term: str, f1: int, f2: int, g2: float, ratio: float, maths: float) -> None:
    n1, n2 = ADDRESSES
    assert keyness.log_likelihood_two_term(f1, n1, f2, n2) == pytest.approx(g2, abs=5e-5)
    assert keyness.log_ratio(f1, n1, f2, n2) == pytest.approx(ratio, abs=5e-4)
    assert keyness.simple_maths(f1, n1, f2, n2) == pytest.approx(maths, abs=5e-5)


def test_published_examples() -> None:
    # UCREL's calculator; Gabrielatos & Marchi 2011; Sketch Engine's page on simple maths.
    assert keyness.log_likelihood_two_term(100, 10000, 50, 10000) == pytest.approx(16.9899036795)
    assert keyness.log_likelihood(100, 10000, 50, 10000) == pytest.approx(17.1158483971)
    assert keyness.bic(100, 10000, 50, 10000) == pytest.approx(7.0864161270)
    assert keyness.percent_diff(206523, 959641, 178174, 1562358) == pytest.approx(88.7104, abs=5e-5)
    assert keyness.simple_maths(35, 112289776, 263, 1559716979) == pytest.approx(1.1224291757)


COUNTS = st.integers(0, 10**6)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_no_measure_gives_nan_or_infinity(f1: int, rest1: int, f2: int, rest2: int) -> None:
    for name in MEASURES:
        value = getattr(keyness, name)(f1, f1 + rest1, f2, f2 + rest2)
        assert np.isfinite(value), name


@given(st.integers(1, 1000), st.integers(1, 1000))
def test_equal_rates(count: int, rest: int) -> None:
    cells = (count, count + rest, 2 * count, 2 * (count + rest))
    assert keyness.log_ratio(*cells) == pytest.approx(0, abs=1e-9)
    assert keyness.log_likelihood(*cells) == pytest.approx(0, abs=1e-6)
    assert keyness.percent_diff(*cells) == pytest.approx(0, abs=1e-6)
    assert keyness.simple_maths(*cells) == pytest.approx(1)


def test_rows_by_hand() -> None:
    target = [block("a", ["產學研", "合作", "。"], ["產學研"]), block("b", ["產學研"])]
    reference = [block("c", ["合作", "扶貧", "扶貧", "扶貧"])]
    found = compare(target, reference, min_count=2)
    rows = {row.term: row for row in found.rows}
    assert set(rows) == {"產學研", "扶貧"}
    assert (found.meta["tokens"], found.meta["reference_tokens"]) == (4, 4)
    assert (rows["產學研"].count, rows["產學研"].reference_count) == (3, 0)
    assert rows["產學研"].per_million == pytest.approx(750_000)
    assert (rows["產學研"].documents, rows["扶貧"].reference_documents) == (2, 1)
    assert (rows["產學研"].key, rows["扶貧"].key) == ("target", "reference")


def test_the_limit_is_of_each_direction() -> None:
    target = [block("a", ["甲"] * 5 + ["乙"] * 4 + ["同"])]
    reference = [block("b", ["丙"] * 5 + ["丁"] * 4 + ["同"])]
    found = compare(target, reference, limit=1).rows
    assert sorted((row.key, row.term) for row in found) == [("reference", "丙"), ("target", "甲")]


def test_swapped_sets_swap_signs() -> None:
    one, other = [block("a", ["甲"] * 5 + ["乙"] * 3)], [block("b", ["乙"] * 7 + ["甲"])]
    there = {row.term: row for row in compare(one, other).rows}
    back = {row.term: row for row in compare(other, one).rows}
    for term in there:
        assert there[term].log_ratio == pytest.approx(-back[term].log_ratio)
        assert there[term].log_likelihood == pytest.approx(back[term].log_likelihood)


def test_empty_sides_and_unknown_measures() -> None:
    assert compare([], []).rows == ()
    assert [row.key for row in compare([block("a", ["甲"] * 3)], []).rows] == ["target"]
    with pytest.raises(UsageError, match="unknown measure 'x'; known are log_likelihood"):
        compare([], [], measure="x")


def test_the_command() -> None:
    speech, before = str(EXAMPLES / "speech_2025.txt"), str(EXAMPLES / "speech_2023.txt")
    done = run("compare", speech, "--reference", before, "--json")
    found = json.loads(done.stdout)
    rows = {row["term"]: row for row in found["rows"]}
    assert rows["疫情"]["key"] == "reference"
    assert rows["簡約公屋"]["reference_count"] == 0
    contract = "term count reference_count per_million reference_per_million log_likelihood"
    assert set(contract.split()) <= set(rows["疫情"])
    assert found["meta"]["reference"][0]["document"] == before
    assert run("compare", speech).returncode == 2
