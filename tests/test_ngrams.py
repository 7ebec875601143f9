"""Runs of words: where they may stand, and that they are counted as a plain loop would."""

from collections import Counter

import numpy as np
import pytest
from blocks import block
from hypothesis import given, settings
from hypothesis import strategies as st

from cantext.analyses.ngrams import ngrams
from cantext.errors import CantextError
from cantext.measures.dispersion import dp
from cantext.segment.tokens import is_word

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


@pytest.mark.parametrize("blocks", [[], [block("a")], [block("a", ["，"])]])
def test_nothing_to_count(blocks):
    assert ngrams(blocks).rows == ()
