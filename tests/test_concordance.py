"""Keyword in context over the original line."""

import pytest
from blocks import block

from cantext.analyses.concordance import concordance
from cantext.errors import CantextError
from cantext.lexicon.entry import Entry

TEXT = [
    block("a", ["推動", "產學研", "合作", "。"], ["官產學研", "與", "產學研"]),
    block("b", ["發展", "人工", "智能", "，", "人工", "成本"]),
]


@pytest.mark.parametrize(
    ("node", "options", "expected"),
    [
        # A longer token that holds the node is no occurrence of it.
        (
            "產學研",
            {},
            [("a", 1, "推動", "產學研", "合作。", 2), ("a", 2, "官產學研與", "產學研", "", 14)],
        ),
        (
            "產學研",
            {"width": 1},
            [("a", 1, "動", "產學研", "合", 2), ("a", 2, "與", "產學研", "", 14)],
        ),
        ("產學研", {"limit": 1, "width": 0}, [("a", 1, "", "產學研", "", 2)]),
        # Two tokens in a row, and not their inner characters.
        ("人工智能", {"width": 2}, [("b", 1, "發展", "人工智能", "，人", 2)]),
        ("工智", {}, []),
        (
            "^官|^產",
            {"kind": "pattern", "width": 0},
            [
                ("a", 1, "", "產學研", "", 2),
                ("a", 2, "", "官產學研", "", 9),
                ("a", 2, "", "產學研", "", 14),
            ],
        ),
        # Forms of one node, in the order of the text; of two that overlap the longer counts.
        (
            ("人工", "人工智能"),
            {"width": 0},
            [("b", 1, "", "人工智能", "", 2), ("b", 1, "", "人工", "", 7)],
        ),
    ],
)
def test_rows(node, options, expected):
    rows = concordance(TEXT, node, **options).rows
    assert [(r.document, r.line, r.left, r.node, r.right, r.start) for r in rows] == expected


@pytest.mark.parametrize(
    ("node", "kind", "hits", "across"),
    [
        ("大部", "text", 0, 1),  # 香港|大部分
        ("大部分", "text", 1, 0),
        ("港大", "text", 1, 1),
        ("部", "pattern", 1, 0),
        ("人人", "text", 1, 1),  # 人|人人
    ],
)
def test_what_crosses_words_is_counted_apart(node, kind, hits, across):
    text = [block("a", ["香港", "大部分", "港大", "人", "人人"])]
    meta = concordance(text, node, kind=kind).meta
    assert (meta["hits"], meta["across_words"]) == (hits, across)


def test_spaces_of_the_line_are_kept():
    spaced = block("a", ["iAM", "Smart", "平台"], spaced=True)
    rows = concordance([spaced], "iAM Smart").rows
    assert [(row.left, row.node, row.right) for row in rows] == [("", "iAM Smart", " 平台")]
    assert len(concordance([block("a", ["3 000", "元"])], "3 000").rows) == 1


def test_hits_beyond_the_limit_are_counted():
    meta = concordance(TEXT, "產學研", limit=1).meta
    assert (meta["hits"], meta["tokens"], meta["documents"]) == (2, 11, 2)
    assert meta["left_out"] == 1
    assert concordance(TEXT, "產學研").meta["left_out"] == 0


def test_a_node_of_regular_characters_is_no_pattern():
    assert concordance([block("a", ["M+", "博物館"])], "M+").rows[0].right == "博物館"


@pytest.mark.parametrize(
    ("node", "options"),
    [
        ("", {}),
        ((), {}),
        (" ", {}),
        ("(", {"kind": "pattern"}),
        ("好", {"sort": "random"}),
        ("好", {"also": [""]}),
        ("好", {"width": -1}),
    ],
)
def test_what_cannot_be_looked_for(node, options):
    with pytest.raises(CantextError):
        concordance(TEXT, node, **options)


SORTED = [
    block("a", ["推動", "產學研", "合作"], ["深化", "產學研", "平台"], ["產學研"]),
    block("b", ["甲", "推動", "產學研", "合作", "乙"], ["說", "官產學研"]),
]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("text", ["推動|合作", "深化|平台", "|", "甲推動|合作乙"]),
        # The nearest word first; nothing before anything.
        ("left", ["|", "推動|合作", "甲推動|合作乙", "深化|平台"]),
        ("right", ["|", "推動|合作", "甲推動|合作乙", "深化|平台"]),
        ("node", ["|", "推動|合作", "甲推動|合作乙", "深化|平台"]),
    ],
)
def test_sorting(sort, expected):
    rows = concordance(SORTED, "產學研", sort=sort).rows
    assert [f"{row.left}|{row.right}" for row in rows] == expected
    first = concordance(SORTED, "產學研", sort=sort, limit=2).rows
    assert first == rows[:2]


def test_punctuation_does_not_sort():
    text = [
        block("a", ["，", "乙", "「", "甲", "」", "丙"], ["丁", "甲", "乙"], ["甲", "，", "丁"])
    ]
    rows = concordance(text, "甲", sort="right").rows
    assert [row.right for row in rows] == ["，丁", "」丙", "乙"]
    rows = concordance(text, "甲", sort="left").rows
    assert [row.left for row in rows] == ["", "丁", "，乙「"]


def test_sorting_by_the_node_that_was_found():
    rows = concordance(SORTED, "產學研$", kind="pattern", sort="node").rows
    assert [row.node for row in rows] == ["官產學研", *["產學研"] * 4]


def test_several_nodes():
    result = concordance(SORTED, "推動", also=["合作", "沒有"])
    assert [(row.query, row.node, row.document) for row in result.rows] == [
        ("推動", "推動", "a"),
        ("合作", "合作", "a"),
        ("推動", "推動", "b"),
        ("合作", "合作", "b"),
    ]
    assert result.meta["nodes"] == [
        {"node": "推動", "hits": 2},
        {"node": "合作", "hits": 2},
        {"node": "沒有", "hits": 0},
    ]


def test_a_concept_in_all_its_forms():
    entry = Entry("北都", "北部都會區", "abbr")
    text = [block("a", ["發展", "北都", "好"], ["北都"], entries={"北都": entry})]
    rows = concordance(text, "北部都會區", kind="concept").rows
    assert [(row.node, row.query) for row in rows] == [("北都", "北部都會區")] * 2
