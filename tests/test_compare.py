import json
from pathlib import Path

import numpy as np
import pytest
from blocks import block
from commands import run
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cantext.analyses.compare import MEASURES, compare
from cantext.analyses.counts import TermCount
from cantext.analyses.frequency_list import FrequencyList, read_frequency_list
from cantext.errors import InputError, UsageError
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


def test_all_the_addresses() -> None:
    """The other rows of the comparison above, to the same four decimals."""
    rows = [
        ("北都", 30, 0, 31.4058, 5.367, 835.8872), ("大灣區", 27, 0, 28.2653, 5.215, 752.3984),
        ("國家安全", 8, 0, 8.3749, 3.4601, 223.6366), ("土地", 26, 71, 41.9161, -1.9892, 0.2521),
        ("長者", 26, 25, 1.4208, -0.4833, 0.7156), ("青年", 30, 22, 0.052, -0.0925, 0.938),
        ("扶貧", 4, 19, 17.0454, -2.7878, 0.1459), ("人工智能", 9, 0, 9.4218, 3.63, 251.4661),
        ("低空經濟", 13, 0, 13.6092, 4.1605, 362.7844), ("香港", 282, 170, 1.8632, 0.1902, 1.1409),
        ("發展", 236, 187, 2.0765, -0.2042, 0.8681),
    ]  # fmt: skip
    n1, n2 = ADDRESSES
    f1, f2 = (np.array([row[k] for row in rows]) for k in (1, 2))
    for k, name in ((3, "log_likelihood_two_term"), (4, "log_ratio"), (5, "simple_maths")):
        found = getattr(keyness, name)(f1, n1, f2, n2)
        np.testing.assert_allclose(found, [row[k] for row in rows], atol=6e-5)


def test_what_one_side_alone_says() -> None:
    target = [block("a", ["甲"] * 5 + ["乙"] * 4 + ["同"] * 3)]
    reference = [block("b", ["丙"] * 5 + ["同"] * 3)]
    found = compare(target, reference)
    assert {row.term: row.only_in for row in found.rows} == {
        "甲": "target", "乙": "target", "丙": "reference", "同": None,
    }  # fmt: skip
    assert found.meta["unique"] == {
        "target": [{"term": "甲", "count": 5}, {"term": "乙", "count": 4}],
        "target_terms": 2,
        "reference": [{"term": "丙", "count": 5}],
        "reference_terms": 1,
    }
    alone = compare(target, reference, unique=True)
    assert {row.term for row in alone.rows} == {"甲", "乙", "丙"}
    same = {row.term: row.p_adjusted for row in found.rows}
    assert all(row.p_adjusted == same[row.term] for row in alone.rows)


def test_significance_allows_for_many_tests() -> None:
    stats = pytest.importorskip("scipy.stats")
    target = [block("a", ["甲"] * 50 + ["乙"] * 20 + ["丙"] * 9)]
    reference = [block("b", ["甲"] * 10 + ["乙"] * 25 + ["丙"] * 11)]
    found = compare(target, reference)
    p_values = [row.p_value for row in found.rows]
    adjusted = [row.p_adjusted for row in found.rows]
    np.testing.assert_allclose(
        p_values, stats.chi2.sf([row.log_likelihood for row in found.rows], 1)
    )
    np.testing.assert_allclose(adjusted, stats.false_discovery_control(p_values))
    assert found.meta["tests"]["terms"] == 3
    assert "3 terms are tested at once" in found.meta["significance"]


def test_smoothing_changes_simple_maths() -> None:
    target, reference = [block("a", ["甲"] * 5 + ["乙"])], [block("b", ["乙"] * 5)]
    found = compare(target, reference, smoothing=1000, measure="simple_maths")
    row = next(row for row in found.rows if row.term == "甲")
    assert row.simple_maths == pytest.approx((5e6 / 6 + 1000) / 1000)
    assert "k = 1000" in found.meta["formulae"]["simple_maths"]
    with pytest.raises(UsageError, match="smoothing must be above 0"):
        compare(target, reference, smoothing=0)


def test_a_frequency_list_is_a_reference() -> None:
    target = [block("a", ["甲"] * 5 + ["乙"] * 4)]
    texts = compare(target, [block("b", ["甲"] * 2 + ["丙"] * 6)])
    terms = {"甲": TermCount(2, 0), "丙": TermCount(6, 0), "，": TermCount(9, 0)}
    listed = compare(target, FrequencyList("list", terms, 8))
    assert listed.meta["reference_tokens"] == 8
    for row, other in zip(texts.rows, listed.rows, strict=True):
        assert (row.term, row.log_likelihood) == (other.term, other.log_likelihood)
    assert {row.reference_documents for row in listed.rows} == {None}


@pytest.mark.parametrize(
    ("text", "terms", "tokens"),
    [
        ("term\tcount\n房屋\t56\n土地\t71\n", {"房屋": 56, "土地": 71}, 127),
        ("\ufeffWord,Rank,Freq\n房屋,1,56\n，,2,90\n", {"房屋": 56, "，": 90}, 56),
        ('詞語;次數\n"房屋";"1,056"\n', {"房屋": 1056}, 1056),
        ("房屋 56\n\n土地 71\n房屋 1\n", {"房屋": 57, "土地": 71}, 128),
        ('{"term":"房屋","count":56,"documents":2}\n{"term":"土地","count":1}\n',
         {"房屋": 56, "土地": 1}, 57),
        ('{\n"meta": {"tokens": 900},\n"rows": [{"term":"房屋","count":56}]}', {"房屋": 56}, 900),
    ],
)  # fmt: skip
def test_frequency_lists(tmp_path: Path, text: str, terms: dict[str, int], tokens: int) -> None:
    path = tmp_path / "list"
    path.write_text(text, encoding="utf-8")
    found = read_frequency_list(path)
    assert {term: count.count for term, count in found.terms.items()} == terms
    assert found.tokens == tokens
    assert read_frequency_list(path, 5000).tokens == 5000


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b"term,colour\na,red\n", ":2: no term with a whole count"),
        ("房屋\n".encode(), ":1: no term"),
        (b"term,count\na,1.5\n", ":2: no term"),
        (b"term,count\na,-3\n", ":2: no term"),
        (b'{"rows": [', "broken JSON"),
        (b'{"meta": [], "rows": [7]}', ":1: no term"),
        (b'{"term": "a", "count": 1}\n[1]\n', ":2: no term"),
        (b'{"term": "a", "count": true}\n', ":1: no term"),
        (b"[" * 9000, "no term"),
        ("房屋".encode("big5"), "not UTF-8"),
    ],
)
def test_what_is_no_frequency_list(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "list"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message):
        read_frequency_list(path)
    with pytest.raises(InputError, match="cannot read"):
        read_frequency_list(tmp_path / "none")


def test_too_few_words_for_a_list(tmp_path: Path) -> None:
    path = tmp_path / "list"
    path.write_text("甲 5\n", encoding="utf-8")
    with pytest.raises(InputError, match="3 words cannot hold counts of 5"):
        read_frequency_list(path, 3)


def test_a_list_that_freq_wrote(tmp_path: Path) -> None:
    speech, before = str(EXAMPLES / "speech_2025.txt"), str(EXAMPLES / "speech_2023.txt")
    path = tmp_path / "list.json"
    assert run("freq", before, "--stopwords", "none", "--json", "-o", str(path)).returncode == 0
    by_list = json.loads(run("compare", speech, "--reference-list", str(path), "--json").stdout)
    by_text = json.loads(run("compare", speech, "--reference", before, "--json").stdout)
    assert by_list["meta"]["reference_tokens"] == by_text["meta"]["reference_tokens"]
    told = {row["term"]: row["log_likelihood"] for row in by_list["rows"]}
    # A list does not tell 元 the classifier from 元 elsewhere, so some words may be missing.
    shared = [row for row in by_text["rows"] if row["term"] in told]
    assert len(shared) > 10
    assert all(row["log_likelihood"] == told[row["term"]] for row in shared)
    assert run("compare", speech, "-r", before, "--reference-list", str(path)).returncode == 2


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Only in the target: "), ("zh-Hant", "只見於目標文本：")]
)
def test_the_two_sided_view(language: str, title: str) -> None:
    speech, before = str(EXAMPLES / "speech_2025.txt"), str(EXAMPLES / "speech_2023.txt")
    done = run("compare", speech, "-r", before, "--language", language, "--width", "80")
    page = done.stdout.decode()
    assert title in page
    assert "speech_2025.txt" in page
    assert "speech_2023.txt" in page
    assert all(cell_len(line) <= 80 for line in page.splitlines())
    assert page.index("簡約公屋") < page.index("疫情")


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
