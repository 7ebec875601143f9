"""Counts, rates, document frequency and dispersion of terms, and the merging of counts."""

import numpy as np
import pytest
from blocks import block
from hypothesis import given, settings
from hypothesis import strategies as st

from cantext.analyses.frequency import Counts, frequency, frequency_of
from cantext.errors import CantextError
from cantext.lexicon.entry import Entry
from cantext.measures.dispersion import dp

SPEECH = [
    block("a", ["推動", "產學研", "合作", "。"], ["產學研", "合作", "，", "推動", "北都"]),
    block("b", ["北都", "發展", "，", "https://www.gov.hk", "。"]),
    block("a", ["合作", "、", "2025", "年"]),
]


def counted(**options):
    return [(row.term, row.count, row.documents) for row in frequency(SPEECH, **options).rows]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            {},
            [
                ("合作", 3, 1),
                ("北都", 2, 2),
                ("推動", 2, 1),
                ("產學研", 2, 1),
                ("2025", 1, 1),
                ("年", 1, 1),
                ("發展", 1, 1),
            ],
        ),
        ({"min_count": 2, "limit": 2}, [("合作", 3, 1), ("北都", 2, 2)]),
        ({"min_length": 3}, [("產學研", 2, 1), ("2025", 1, 1)]),
        (
            {"stopwords": {"合作", "推動"}, "min_count": 2},
            [("北都", 2, 2), ("產學研", 2, 1)],
        ),
        ({"pattern": "^[北發]"}, [("北都", 2, 2), ("發展", 1, 1)]),
        ({"limit": 0}, []),
    ],
)
def test_rows(options, expected):
    assert counted(**options) == expected


def test_rates_are_of_all_words_whatever_is_left_out():
    result = frequency(SPEECH, stopwords={"合作"}, min_count=2)
    assert result.meta["tokens"] == 12  # punctuation and the address are no words
    assert result.meta["types"] == 7
    assert result.meta["documents"] == 2
    assert result.rows[0].per_million == pytest.approx(2 / 12 * 1e6)


def test_dispersion_over_documents_with_their_true_sizes():
    result = frequency(SPEECH)
    assert result.meta["dp_parts"] == "documents"
    # Document a has 10 words, b has 2.
    spread = {row.term: row.dp for row in result.rows}
    assert spread["北都"] == pytest.approx(float(dp([1, 1], [10, 2])))
    assert spread["發展"] == pytest.approx(float(dp([0, 1], [10, 2])))


def test_a_single_text_is_cut_into_ten_stretches():
    words = ["甲"] * 5 + ["乙"] * 5 + ["丙", "甲"] * 5
    result = frequency([block("a", words)])
    assert result.meta["dp_parts"] == "10 stretches of equal size"
    table = np.array([[words[i : i + 2].count(w) for i in range(0, 20, 2)] for w in "甲乙丙"])
    spread = {row.term: row.dp for row in result.rows}
    assert [spread[w] for w in "甲乙丙"] == pytest.approx(dp(table, [2] * 10).tolist())


def test_a_text_shorter_than_ten_words():
    result = frequency([block("a", ["一", "個", "字"])])
    assert [row.dp for row in result.rows] == pytest.approx([2 / 3] * 3)


def test_category_and_concept_come_from_the_dictionary():
    entry = Entry("北都", "北部都會區", "abbr", "development")
    result = frequency([block("a", ["北都", "發展"], entries={"北都": entry})])
    assert {(row.term, row.category, row.concept) for row in result.rows} == {
        ("北都", "development", "北部都會區"),
        ("發展", None, None),
    }


@pytest.mark.parametrize("blocks", [[], [block("a")], [block("a", [], ["。"])]])
def test_nothing_to_count(blocks):
    result = frequency(blocks)
    assert result.rows == ()
    assert result.meta["tokens"] == 0


def test_a_bad_pattern_is_named():
    with pytest.raises(CantextError, match=r"pattern '\('"):
        frequency(SPEECH, pattern="(")


DOCUMENTS = st.lists(
    st.tuples(
        st.sampled_from("ab"), st.lists(st.sampled_from(["一", "好", "。", "去"]), max_size=12)
    ),
    max_size=6,
)


@settings(deadline=None)
@given(DOCUMENTS, st.integers(0, 6))
def test_merging_two_shares_counts_the_whole(lines, cut):
    # Shares are cut between blocks, so a document may lie in both.
    blocks = [block(name, tokens) for name, tokens in lines]
    whole = Counts.of(blocks)
    merged = Counts.of(blocks[:cut]).merge(Counts.of(blocks[cut:]))
    assert merged.texts == whole.texts
    assert merged.by_document() == whole.by_document()
    assert frequency_of(merged) == frequency_of(whole)


@settings(deadline=None)
@given(DOCUMENTS)
def test_no_counts_change_nothing(lines):
    whole = Counts.of(block(name, tokens) for name, tokens in lines)
    assert frequency_of(Counts().merge(whole)) == frequency_of(whole)
    assert frequency_of(whole.merge(Counts())) == frequency_of(whole)


def test_an_entry_seen_first_stays_when_counts_merge():
    first, second = Entry("北都", "北部都會區"), Entry("北都", "另一概念")
    one = Counts.of([block("a", ["北都"], entries={"北都": first})])
    two = Counts.of([block("b", ["北都"], entries={"北都": second})])
    assert one.merge(two).entries == {"北都": first}
