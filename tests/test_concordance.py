"""Keyword in context over the original line."""

import pytest
from blocks import block

from cantext.analyses.concordance import concordance
from cantext.errors import CantextError

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
            {"pattern": True, "width": 0},
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


def test_spaces_of_the_line_are_kept():
    spaced = block("a", ["iAM", "Smart", "平台"], spaced=True)
    rows = concordance([spaced], "iAM Smart").rows
    assert [(row.left, row.node, row.right) for row in rows] == [("", "iAM Smart", " 平台")]
    assert len(concordance([block("a", ["3 000", "元"])], "3 000").rows) == 1


def test_hits_beyond_the_limit_are_counted():
    meta = concordance(TEXT, "產學研", limit=1).meta
    assert (meta["hits"], meta["tokens"], meta["documents"]) == (2, 11, 2)


def test_a_node_of_regular_characters_is_no_pattern():
    assert concordance([block("a", ["M+", "博物館"])], "M+").rows[0].right == "博物館"


@pytest.mark.parametrize(
    ("node", "options"),
    [("", {}), ((), {}), (" ", {}), ("(", {"pattern": True}), ("好", {"width": -1})],
)
def test_what_cannot_be_looked_for(node, options):
    with pytest.raises(CantextError):
        concordance(TEXT, node, **options)
