"""Counts, rates, document frequency and dispersion of terms, and the merging of counts."""

import numpy as np
import pytest
from blocks import block
from hypothesis import given, settings
from hypothesis import strategies as st

from cantext.analyses.counts import Counts
from cantext.analyses.frequency import frequency, frequency_of
from cantext.errors import CantextError
from cantext.lexicon.entry import ADOPTED, Entry
from cantext.measures.dispersion import dispersions, dp

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
    assert merged.kinds == whole.kinds
    assert merged.by_document() == whole.by_document()
    assert frequency_of(merged) == frequency_of(whole)


@settings(deadline=None)
@given(DOCUMENTS)
def test_no_counts_change_nothing(lines):
    whole = Counts.of(block(name, tokens) for name, tokens in lines)
    assert frequency_of(Counts().merge(whole)) == frequency_of(whole)
    assert frequency_of(whole.merge(Counts())) == frequency_of(whole)


def test_readings_of_a_text_are_told_apart_as_concepts_and_one_as_a_term():
    first, second = Entry("工聯", "工聯會", category="x"), Entry("工聯", "另一概念", category="y")
    one = Counts.of([block("a", ["工聯", "工聯"], entries={"工聯": first})])
    two = Counts.of([block("b", ["工聯", "說"], entries={"工聯": second})])
    both = one.merge(two)
    assert [(r.term, r.count, r.concept) for r in frequency_of(both, min_count=2).rows] == [
        ("工聯", 3, "工聯會")
    ]
    rows = frequency_of(both, by="concept").rows
    assert [(r.term, r.count, r.category) for r in rows] == [
        ("工聯會", 2, "x"),
        ("另一概念", 1, "y"),
    ]


def test_an_entry_seen_first_stays_when_counts_merge():
    first, second = Entry("北都", "北部都會區"), Entry("北都", "北部都會區", note="later")
    one = Counts.of([block("a", ["北都"], entries={"北都": first})])
    two = Counts.of([block("b", ["北都"], entries={"北都": second})])
    assert one.merge(two).entries == {("北都", "北部都會區"): first}


BODIES = {
    "北都": Entry("北都", "北部都會區", "abbr", "places", "PROPN"),
    "北部都會區": Entry("北部都會區", "北部都會區", "pref", "places", "PROPN"),
    "教育局": Entry("教育局", "教育局", "pref", "bodies", "PROPN"),
    "甄柏霖": Entry("甄柏霖", "甄柏霖", category=ADOPTED),
}
NEWS = [
    block("a", ["北都", "發展", "，", "北部都會區", "發展"], ["教育局"], entries=BODIES),
    block("b", ["教育局", "與", "甄柏霖", "發展", "北都"], entries=BODIES),
]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"by": "concept"}, [("北部都會區", 3, 2), ("教育局", 2, 2)]),
        ({"by": "category"}, [("places", 3, 2), ("bodies", 2, 2)]),
        ({"by": "pos"}, [("PROPN", 5, 2)]),
        ({"by": "pos", "tagger": lambda b: ["V" if "展" in t else "N" for t in b.texts]},
         [("N", 7, 2), ("V", 3, 2)]),
        ({"by": "pattern", "pattern": ["北", "^發|局$"]}, [("^發|局$", 5, 2), ("北", 3, 2)]),
        ({"by": "concept", "pattern": "局"}, [("教育局", 2, 2)]),
        ({"pattern": ["北", "區"]}, [("北部都會區", 1, 1)]),
        ({"pos": ["PROPN"], "min_count": 2}, [("北都", 2, 2), ("教育局", 2, 2)]),
        # Stopwords and the least length are of terms, not of what is counted together.
        ({"by": "concept", "stopwords": {"北都"}, "min_length": 4},
         [("北部都會區", 3, 2), ("教育局", 2, 2)]),
    ],
)  # fmt: skip
def test_what_a_row_may_be(options, expected):
    result = frequency(NEWS, **options)
    assert [(row.term, row.count, row.documents) for row in result.rows] == expected
    assert result.meta["tokens"] == 10
    assert all(row.per_million == pytest.approx(row.count / 10 * 1e6) for row in result.rows)


def test_a_row_says_what_it_is():
    (concept, _) = frequency(NEWS, by="concept").rows
    assert (concept.category, concept.concept, concept.pos) == ("places", "北部都會區", "PROPN")
    (category, _) = frequency(NEWS, by="category").rows
    assert (category.category, category.concept) == ("places", None)
    tagged = frequency(NEWS, by="pos", tagger=lambda b: ["X"] * len(b.texts)).rows
    assert [row.pos for row in tagged] == ["X"]


def test_all_dispersions_over_documents():
    row = frequency(SPEECH, pattern="北都").rows[0]
    # Document a has 10 words, b has 2; each has the term once.
    items, parts = np.zeros(2, np.int64), np.arange(2)
    spread = dispersions(items, parts, [1, 1], [10, 2], 1)
    assert row.dp == pytest.approx(float(spread.dp[0]))
    assert row.dp_norm == pytest.approx(float(spread.dp_norm[0]))
    assert row.juilland_d == pytest.approx(float(spread.juilland_d[0]))
    assert row.rosengren_s == pytest.approx(float(spread.rosengren_s[0]))
    assert row.carroll_d2 == pytest.approx(float(spread.carroll_d2[0]))


def test_reduced_frequency_in_reading_order():
    text = "甲乙甲丙丁戊己庚甲乙"
    rows = {row.term: row.arf for row in frequency([block("a", list(text))], limit=2).rows}
    # Distances of 甲 are 2, 6 and 2 (round the end), of 乙 8 and 2.
    assert rows == pytest.approx({"甲": (2 + 10 / 3 + 2) / (10 / 3), "乙": (5 + 2) / 5})


def test_groups_are_counted_by_themselves():
    result = frequency(SPEECH, groups={"a": "2024", "b": "2025"}, min_count=1, limit=1)
    assert [(r.group, r.term, r.count, r.documents) for r in result.rows] == [
        ("2024", "合作", 3, 1),
        ("2025", "北都", 1, 1),
    ]
    assert result.rows[1].per_million == pytest.approx(1 / 2 * 1e6)
    assert [(g["group"], g["tokens"], g["documents"]) for g in result.meta["groups"]] == [
        ("2024", 10, 1),
        ("2025", 2, 1),
    ]
    assert result.meta["tokens"] == 12
    alone = frequency([SPEECH[0], SPEECH[2]]).rows
    assert [r.dp for r in frequency(SPEECH, groups={"a": "x"}).rows] == [r.dp for r in alone]


@pytest.mark.parametrize(
    ("options", "message"),
    [({"by": "colour"}, "by must be one of term, concept"), ({"by": "pattern"}, "name a pattern")],
)
def test_what_cannot_be_counted(options, message):
    with pytest.raises(CantextError, match=message):
        frequency(SPEECH, **options)


@settings(deadline=None)
@given(DOCUMENTS)
def test_measures_keep_their_limits(lines):
    for row in frequency(block(name, tokens) for name, tokens in lines).rows:
        assert 0 <= row.dp <= 1
        assert 0 <= row.dp_norm <= 1
        assert 0 <= row.juilland_d <= 1
        assert 0 <= row.rosengren_s <= 1
        assert 0 <= row.carroll_d2 <= 1
        assert 1 - 1e-9 <= row.arf <= row.count + 1e-9
