"""The line model: its attributes, the best kinds, and what it may never say."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cantext.deduplication.clean import label_lines
from cantext.deduplication.kinds import allowed_kinds, kinds_of, rule_kinds
from cantext.deduplication.layout import Plan
from cantext.deduplication.line_attributes import VALUES, line_attributes
from cantext.deduplication.line_model import (
    COLUMNS,
    FEATURES,
    TOLD,
    LineModel,
    features,
    line_model,
)
from cantext.deduplication.sheet import lay_out
from cantext.documents.document import Document

_PIECES = (
    "首頁",
    "相關新聞",
    "撰文：甄柏霖",
    "2025-10-14 07:30",
    "▲ 碼頭清晨的漁船。（資料圖片）",
    "渡輪公司說，新船會在明年首季抵港，屆時班次可以增加兩成。",
    "一、由碼頭說起",
    "- 每日十二班；",
    "沙田　312　298",
    "https://pier.example/88",
    "<br/>",
    "",
    "１２",
    "　",
    "🧵",
)
_pages = st.lists(
    st.one_of(st.sampled_from(_PIECES), st.text(max_size=12)), min_size=1, max_size=24
)


def _plan(text: str) -> Plan:
    return Plan(lay_out(Document("page", text)))


@settings(deadline=None, max_examples=60)
@given(_pages)
def test_attributes_stay_within_their_values(lines: list[str]) -> None:
    plan = _plan("\n".join(lines))
    filled = plan.sheet.filled
    if not filled:
        return
    known = line_attributes(plan, rule_kinds(plan))
    assert set(known) == set(VALUES)
    for name, values in known.items():
        assert len(values) == len(filled), name
        assert values.min() >= 0, name
        assert values.max() < VALUES[name], name
    columns = list(features(known))
    assert len(columns) == len(COLUMNS)
    assert all(0 <= column.min() <= column.max() < FEATURES for column in columns)


@given(st.integers(0, 10_000), st.integers(2, 5))
def test_best_kinds_are_those_of_all_rows_tried(seed: int, size: int) -> None:
    chance = np.random.default_rng(seed)
    kinds = 3
    scores = chance.normal(size=(size, kinds)).astype(np.float32)
    steps = chance.normal(size=(kinds, kinds)).astype(np.float32)
    ends = chance.normal(size=(2, kinds)).astype(np.float32)
    model = LineModel(np.zeros((1, kinds), dtype=np.float32), steps, ends)

    def total(row: tuple[int, ...]) -> float:
        moves = sum(steps[a, b] for a, b in pairwise(row))
        return float(
            sum(scores[line, kind] for line, kind in enumerate(row))
            + moves
            + ends[0, row[0]]
            + ends[1, row[-1]]
        )

    tried = max(map(total, product(range(kinds), repeat=size)))
    assert total(tuple(model.best(scores))) == pytest.approx(tried, abs=1e-4)


@settings(deadline=None, max_examples=60)
@given(_pages)
def test_no_sentence_becomes_boilerplate(lines: list[str]) -> None:
    sentence = "渡輪公司說，新船會在明年首季抵港，屆時班次可以增加兩成。"
    plan = _plan("\n".join([*lines, sentence]))
    rules, kinds = rule_kinds(plan), kinds_of(plan)
    last = plan.sheet.filled[-1]
    assert kinds[last] not in ("boilerplate", "credit") or rules[last] == kinds[last]


def test_tags_credits_and_titles_said_again_are_as_the_rules_say() -> None:
    plan = _plan("\n".join(["新船首航乘客讚寬敞", "<br/>", "某局FB圖片", "新船首航乘客讚寬敞"] * 4))
    rules = rule_kinds(plan)
    allowed = allowed_kinds(plan, rules)
    found = [TOLD[int(np.argmax(row))] if row.sum() == 1 else None for row in allowed[:4]]
    assert found[1:3] == ["body", "credit"]


def test_kinds_told_by_the_format_are_believed() -> None:
    text = "\n".join(_PIECES)
    document = Document("page", text, kinds={2: "heading", 6: "list_item"})
    kinds = {row.line: row.kind for row in label_lines(document)}
    assert (kinds[2], kinds[6]) == ("heading", "list_item")


def test_model_of_the_package_is_whole() -> None:
    model = line_model()
    assert model.weights.shape == (FEATURES, len(TOLD))
    assert 0.02 < np.mean(model.weights != 0) < 0.9
