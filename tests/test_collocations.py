"""Collocates of a node and strongest pairs, against a plain loop over windows."""

import math

import pytest
from blocks import block
from hypothesis import given, settings
from hypothesis import strategies as st

from cantext.analyses.collocations import MEASURES, collocations
from cantext.errors import CantextError
from cantext.lexicon.entry import Entry
from cantext.measures import association
from cantext.segmentation.tokens import is_word

TEXT = [
    block("a", ["推動", "產學研", "，", "深化", "合作", "。", "合作", "共贏"], ["產學研", "合作"]),
    block("b", ["合作", "推動", "產學研"], ["推動", "合作"]),
]


def by_collocate(**options):
    rows = collocations(TEXT, node="產學研", min_count=1, **options).rows
    return {row.collocate: row for row in rows}


def test_punctuation_is_no_distance_and_a_sentence_ends_the_span():
    rows = by_collocate(left=1, right=2)
    assert {k: (r.count, r.left_count, r.right_count) for k, r in rows.items()} == {
        "推動": (2, 2, 0),
        "深化": (1, 0, 1),  # the comma between is no step
        "合作": (2, 0, 2),  # not the one after the full stop, nor beyond the line
    }


def test_the_numbers_of_a_row():
    row = by_collocate(left=5, right=5)["合作"]
    # 3 nodes among 13 words: 10 others, 6 of them within a span, 合作 5 times, 3 within a span.
    assert (row.count, row.node_count, row.collocate_count, row.window_tokens) == (3, 3, 5, 6)
    assert row.expected == pytest.approx(6 * 5 / 10)
    assert row.mi == pytest.approx(math.log2(3 / 3))
    assert row.log_likelihood == pytest.approx(float(association.log_likelihood(3, 6, 5, 10)))
    assert row.log_dice == pytest.approx(14 + math.log2(2 * 3 / (3 + 5)))
    assert row.documents == 2


def test_what_is_left_out():
    assert "推動" not in by_collocate(stopwords={"推動"})
    assert set(by_collocate(min_documents=2)) == {"推動", "合作"}
    assert [row.collocate for row in collocations(TEXT, node="產學研").rows] == ["合作"]
    assert len(collocations(TEXT, node="產學研", min_count=1, limit=1).rows) == 1


@pytest.mark.parametrize(
    ("within", "found"),
    [
        ("sentence", {"乙"}),
        ("line", {"乙", "丙"}),
        ("document", {"乙", "丙", "丁"}),
    ],
)
def test_what_a_span_stays_within(within, found):
    text = [block("a", ["甲", "，", "乙", "。", "丙"], ["丁"]), block("b", ["戊"])]
    rows = collocations(text, node="甲", within=within, min_count=1).rows
    assert {row.collocate for row in rows} == found
    assert {row.window_tokens for row in rows} == {len(found)}
    with pytest.raises(CantextError, match="within must be one of sentence"):
        collocations(text, within="page")


def test_stopwords_still_count_as_distance():
    text = [block("a", ["香港", "的", "優勢"])]
    near = collocations(text, node="香港", right=1, min_count=1, stopwords={"的"})
    far = collocations(text, node="香港", right=2, min_count=1, stopwords={"的"})
    assert near.rows == ()
    assert [row.collocate for row in far.rows] == ["優勢"]


def test_a_word_between_two_nodes_counts_once():
    rows = collocations([block("a", ["甲", "乙", "甲"])], node="甲", min_count=1).rows
    assert [(r.count, r.left_count, r.right_count) for r in rows] == [(1, 1, 1)]


def test_positions_from_left_to_right():
    found = collocations(TEXT, node="產學研", left=2, right=2, min_count=1)
    assert found.meta["positions"] == ["L2", "L1", "R1", "R2"]
    rows = {row.collocate: row.positions for row in found.rows}
    assert rows == {"推動": (0, 2, 0, 0), "深化": (0, 0, 1, 0), "合作": (1, 0, 1, 1)}


def test_a_pattern_or_a_concept_is_a_node():
    entry = Entry("北都", "北部都會區", "abbr")
    text = [
        block(
            "a", ["教育局", "發展", "北都"], ["衞生局", "發展"], ["北都"], entries={"北都": entry}
        ),
        block("b", ["教育局", "北都", "局"], entries={"北都": entry}),
    ]
    found = collocations(text, node="局$", kind="pattern", min_count=2)
    assert [(r.node, r.collocate, r.count, r.node_count) for r in found.rows] == [
        ("局$", "發展", 2, 4),
        ("局$", "北都", 2, 4),
    ]
    found = collocations(text, node="北部都會區", kind="concept", min_count=2)
    assert [(r.collocate, r.count) for r in found.rows] == [("教育局", 2)]
    assert found.meta["node_count"] == 3
    assert collocations(text, node="沒有這概念", kind="concept").rows == ()


def test_a_word_spelled_like_the_pattern_is_no_node():
    text = [block("a", ["甲", "局", "乙"], ["甲", "好局"])]
    rows = collocations(text, node="好局", min_count=1).rows
    assert [(r.node, r.collocate, r.collocate_count) for r in rows] == [("好局", "甲", 2)]


def test_runs_of_words_split_where_they_hold_least():
    text = [
        block(
            "a", ["人工", "智能", "發展", "，", "人工", "智能", "發展"], ["發展", "人工", "智能"]
        ),
        block("b", ["發展", "經濟"], ["人工", "智能", "發展"]),
    ]
    found = collocations(text, adjacent=3, min_count=1)
    assert [(r.node, r.collocate, r.count, r.documents) for r in found.rows] == [
        ("人工", "智能 發展", 3, 2),  # of splits alike the first
        ("發展", "人工 智能", 1, 1),
    ]
    first = found.rows[0]
    # Four runs of three words, three of which begin with 人工 and end with 智能 發展.
    assert (first.node_count, first.collocate_count) == (3, 3)
    assert first.log_likelihood == pytest.approx(float(association.log_likelihood(3, 3, 3, 4)))
    pairs = collocations(text, adjacent=2, min_count=1)
    assert {(r.node, r.collocate): r.count for r in pairs.rows} == {
        ("人工", "智能"): 4, ("智能", "發展"): 3, ("發展", "人工"): 1, ("發展", "經濟"): 1,
    }  # fmt: skip
    with_node = collocations(text, node="經濟", adjacent=2, min_count=1)
    assert [(r.node, r.collocate) for r in with_node.rows] == [("發展", "經濟")]
    less = collocations(text, adjacent=2, min_count=1, stopwords={"發展"}, min_documents=2)
    assert [(r.node, r.collocate) for r in less.rows] == [("人工", "智能")]


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from("甲乙丙，"), max_size=9), max_size=3), st.integers(2, 3))
def test_runs_as_a_plain_loop_counts(lines, n):
    runs = []
    for line in lines:
        for piece in "".join(line).split("，"):
            runs += [piece[i : i + n] for i in range(len(piece) - n + 1)]
    rows = collocations([block("a", *lines)], adjacent=n, min_count=1).rows
    assert {(r.node + r.collocate).replace(" ", "") for r in rows} == set(runs)
    for row in rows:
        head, tail = row.node.replace(" ", ""), row.collocate.replace(" ", "")
        assert row.count == runs.count(head + tail)
        begins = sum(run.startswith(head) for run in runs)
        ends = sum(run.endswith(tail) for run in runs)
        assert (row.node_count, row.collocate_count) == (begins, ends)
        assert row.expected == pytest.approx(begins * ends / len(runs))
        for cut in range(1, n):
            other = sum(run.startswith((head + tail)[:cut]) for run in runs) * sum(
                run.endswith((head + tail)[cut:]) for run in runs
            )
            assert other <= begins * ends


def test_forms_of_a_concept_and_split_tokens_are_one_node():
    text = [block("a", ["北都", "發展"], ["北部", "都會區", "發展"], ["北部", "風景"])]
    rows = collocations(text, node=("北部都會區", "北都"), min_count=2).rows
    assert [(r.node, r.collocate, r.count, r.node_count) for r in rows] == [
        ("北部都會區", "發展", 2, 2)
    ]


def test_repelled_pairs_come_last_whatever_the_measure():
    near = ["甲", "乙"]
    text = [block("a", *[near] * 3, ["甲", "丙"], *[["丙", "丁"]] * 20)]
    rows = collocations(text, node="甲", min_count=1).rows
    assert [row.collocate for row in rows] == ["乙", "丙"]
    assert rows[1].log_likelihood > 0
    assert rows[1].count < rows[1].expected


@pytest.mark.parametrize("measure", MEASURES)
def test_any_measure_sorts(measure):
    rows = collocations(TEXT, node="產學研", min_count=1, measure=measure).rows
    attracted = [getattr(row, measure) for row in rows if row.count >= row.expected]
    assert attracted == sorted(attracted, reverse=measure != "fisher")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"measure": "pmi"}, "unknown measure 'pmi'; known are log_likelihood"),
        ({"left": 0, "right": 0}, "span"),
        ({"left": -1}, "span"),
        ({"node": ""}, "empty"),
        ({"node": "(", "kind": "pattern"}, "no regular expression"),
        ({"adjacent": 1}, "adjacent must be from 2 to 9 words, not 1"),
    ],
)
def test_what_cannot_be_done(options, message):
    with pytest.raises(CantextError, match=message):
        collocations(TEXT, **options)


@pytest.mark.parametrize("node", [None, "沒有"])
@pytest.mark.parametrize("blocks", [[], [block("a")], TEXT[:1]])
def test_nothing_to_find(blocks, node):
    assert collocations(blocks, node=node).rows == ()


def test_meta_says_how_n_and_expected_are_defined():
    meta = collocations(TEXT, node="產學研").meta
    assert meta["tokens"] == 13
    assert {"n", "r1", "c1", "o11", "expected", *MEASURES} - {"count"} <= set(meta["formulae"])


LINES = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        st.lists(st.sampled_from(["甲甲", "乙乙", "丙丙", "丁", "，", "。"]), max_size=14),
    ),
    max_size=4,
)


def _plain(lines, node, left, right):
    """Count a node's collocates, its window and its documents by hand."""
    counts, documents, window = {}, {}, 0
    for name, tokens in lines:
        sentence = []
        for token in [*tokens, "。"]:
            if is_word(token):
                sentence.append(token)
            if token != "。":
                continue
            for k, word in enumerate(sentence):
                before = node in sentence[k + 1 : k + 1 + left]
                after = node in sentence[max(k - right, 0) : k]
                if word != node and (before or after):
                    window += 1
                    old = counts.get(word, (0, 0, 0))
                    counts[word] = (old[0] + 1, old[1] + before, old[2] + after)
                    documents.setdefault(word, set()).add(name)
            sentence = []
    return counts, documents, window


@settings(deadline=None)
@given(LINES, st.integers(0, 3), st.integers(1, 3))
def test_as_a_plain_loop_counts(lines, left, right):
    blocks = [block(name, tokens) for name, tokens in lines]
    counts, documents, window = _plain(lines, "甲甲", left, right)
    rows = collocations(blocks, node="甲甲", left=left, right=right, min_count=1).rows
    assert {r.collocate: (r.count, r.left_count, r.right_count) for r in rows} == counts
    assert all(row.documents == len(documents[row.collocate]) for row in rows)
    assert all(row.window_tokens == window for row in rows)


@settings(deadline=None)
@given(LINES, st.integers(0, 3), st.integers(1, 3))
def test_strongest_pairs_are_rows_of_their_nodes(lines, left, right):
    blocks = [block(name, tokens) for name, tokens in lines]
    pairs = collocations(blocks, left=left, right=right, min_count=1).rows
    words = {"甲甲", "乙乙", "丙丙"}
    expected = set()
    for node in sorted(words):
        rows = collocations(blocks, node=node, left=left, right=right, min_count=1).rows
        found = {row for row in rows if row.collocate in words}
        assert {pair for pair in pairs if pair.node == node} <= found
        expected |= {frozenset((row.node, row.collocate)) for row in found}
    # Each pair that some node meets is there, once.
    assert sorted(map(sorted, expected)) == sorted(sorted((p.node, p.collocate)) for p in pairs)


def test_strongest_pairs_leave_out_single_characters_and_numbers():
    text = [block("a", *[["共", "2025", "創新", "科技", "的", "發展"]] * 3)]
    pairs = collocations(text, stopwords={"發展"}).rows
    assert [(row.node, row.collocate, row.count) for row in pairs] == [("創新", "科技", 3)]


def test_long_texts_are_counted_in_pieces(monkeypatch):
    lines = [["創新", "科技", "發展", "科技"] * 5 for _ in range(8)]
    text = [block(str(i % 3), line) for i, line in enumerate(lines)]
    whole = collocations(text)
    monkeypatch.setattr("cantext.analyses.windows._CHUNK", 7)
    assert collocations(text) == whole
