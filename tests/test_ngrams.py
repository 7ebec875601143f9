"""Runs of words: where they may stand, and that they are counted as a plain loop would."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from blocks import block
from hypothesis import given, settings
from hypothesis import strategies as st

from cantext.analyses.ngrams import ngrams
from cantext.errors import CantextError
from cantext.measures.dispersion import dispersions, dp
from cantext.segmentation.tokens import is_word

TEXT = [
    block("a", ["創新", "科技", "發展", "，", "創新", "科技"], ["發展", "的", "創新"]),
    block("b", ["創新", "科技", "的", "發展"]),
]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"min_count": 2}, [("創新 科技", 3, 2)]),
        # 發展 ends a line, 的 begins none of its own: a line end breaks a run, and so does a comma.
        ({"n": 3}, [("創新 科技 發展", 1, 1), ("創新 科技 的", 1, 1), ("發展 的 創新", 1, 1),
                    ("科技 的 發展", 1, 1)]),
        ({"n": 3, "stopwords": {"的"}}, [("創新 科技 發展", 1, 1), ("發展 的 創新", 1, 1),
                                        ("科技 的 發展", 1, 1)]),
        ({"n": 1, "limit": 1}, [("創新", 4, 2)]),
        ({"n": 9}, []),
    ],
)  # fmt: skip
def test_rows(options, expected):
    rows = ngrams(TEXT, **options).rows
    assert [(row.ngram, row.count, row.documents) for row in rows] == expected


def test_rates_and_dispersion():
    result = ngrams(TEXT, min_count=3)
    row = result.rows[0]
    assert result.meta["tokens"] == 12
    assert row.per_million == pytest.approx(3 / 12 * 1e6)
    assert row.dp == pytest.approx(float(dp([2, 1], [8, 4])))


def test_the_columns_of_frequencies():
    row = ngrams(TEXT, min_count=3).rows[0]
    spread = dispersions(np.zeros(2, np.int64), np.arange(2), [2, 1], [8, 4], 1)
    assert row.dp_norm == pytest.approx(float(spread.dp_norm[0]))
    assert row.juilland_d == pytest.approx(float(spread.juilland_d[0]))
    assert row.rosengren_s == pytest.approx(float(spread.rosengren_s[0]))
    assert row.carroll_d2 == pytest.approx(float(spread.carroll_d2[0]))
    # It begins at words 0, 3 and 8 of 12: distances 3, 5 and 4.
    assert row.arf == pytest.approx((3 + 4 + 4) / 4)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"skip": 1, "min_count": 2}, [("創新 科技", 3, 2), ("科技 發展", 2, 2)]),
        ({"n": 3, "skip": 1, "stopwords": {"的"}, "min_count": 1},
         [("創新 科技 發展", 2, 2), ("創新 的 發展", 1, 1), ("發展 的 創新", 1, 1),
          ("科技 的 發展", 1, 1)]),
    ],
)  # fmt: skip
def test_skip_grams(options, expected):
    rows = ngrams(TEXT, **options).rows
    assert [(row.ngram, row.count, row.documents) for row in rows] == expected


@pytest.mark.parametrize("options", [{"skip": -1}, {"n": 1, "skip": 2}])
def test_what_cannot_be_skipped(options):
    with pytest.raises(CantextError, match="skip must be"):
        ngrams(TEXT, **options)


def test_below_one_is_refused():
    with pytest.raises(CantextError, match="not 0"):
        ngrams(TEXT, n=0)


LINES = st.lists(
    st.tuples(
        st.sampled_from("ab"), st.lists(st.sampled_from([*"甲乙丙", "，", "。"]), max_size=15)
    ),
    max_size=5,
)


@settings(deadline=None)
@given(LINES, st.integers(1, 4), st.integers(1, 3))
def test_as_a_plain_loop_counts(lines, n, min_count):
    plain: Counter[str] = Counter()
    for _, tokens in lines:
        for k in range(len(tokens) - n + 1):
            if all(map(is_word, tokens[k : k + n])):
                plain[" ".join(tokens[k : k + n])] += 1
    blocks = [block(name, tokens) for name, tokens in lines]
    rows = ngrams(blocks, n=n, min_count=min_count).rows
    assert {row.ngram: row.count for row in rows} == {
        text: count for text, count in plain.items() if count >= min_count
    }
    assert list(rows) == sorted(rows, key=lambda row: (-row.count, row.ngram))
    assert all(np.isfinite([row.dp, row.per_million]).all() for row in rows)


@settings(deadline=None)
@given(LINES, st.integers(2, 4), st.integers(1, 3), st.integers(1, 3))
def test_skip_grams_as_a_plain_loop_counts(lines, n, skip, min_count):
    plain: Counter[str] = Counter()
    for _, tokens in lines:
        for piece in "".join("。" if not is_word(t) else t for t in tokens).split("。"):
            for places in combinations(range(len(piece)), n):
                if places[-1] - places[0] - (n - 1) <= skip:
                    plain[" ".join(piece[k] for k in places)] += 1
    blocks = [block(name, tokens) for name, tokens in lines]
    rows = ngrams(blocks, n=n, skip=skip, min_count=min_count).rows
    assert {row.ngram: row.count for row in rows} == {
        text: count for text, count in plain.items() if count >= min_count
    }


@pytest.mark.parametrize("blocks", [[], [block("a")], [block("a", ["，"])]])
def test_nothing_to_count(blocks):
    assert ngrams(blocks).rows == ()
