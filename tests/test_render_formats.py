"""Machine formats: what is written can be read back, whatever the corpus holds."""

import csv
import io
import json
import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cantext.errors import CantextError
from cantext.render.formats import (
    FORMATS,
    delimited_lines,
    ndjson_lines,
    render,
    render_markdown,
    render_report_json,
)
from cantext.result import Result, plain_value

HOSTILE = [
    "a\tb",
    "一\n二",
    "\r",
    '"引號"',
    "=1+1",
    "[/b]",
    "\x1b[31m",
    "\u2028",
    "\u202e",
    "\x9b",
    "",
]


@dataclass(frozen=True)
class Member:
    document: str
    line: int


@dataclass(frozen=True)
class Row:
    term: str
    count: int
    dp: float | None = None
    members: tuple[Member, ...] = ()


class Pair(NamedTuple):
    text: str
    start: int


RESULT = Result(
    (Row("產學研", 3, 0.1 + 0.2, (Member("a.txt", 1),)), Row("香港", 236)),
    {"command": "freq", "n": 2},
)


def test_json_is_one_object_with_stable_keys() -> None:
    text = render(RESULT, "json")
    assert text.endswith("}\n")
    assert "產學研" in text
    assert "0.30000000000000004" in text  # full precision
    loaded = json.loads(text)
    assert list(loaded) == ["meta", "rows"]
    assert list(loaded["rows"][0]) == ["term", "count", "dp", "members"]
    assert loaded["rows"][0]["members"] == [{"document": "a.txt", "line": 1}]
    assert render(RESULT, "json") == text


def test_ndjson_is_rows_alone_one_a_line() -> None:
    lines = render(RESULT, "ndjson").splitlines()
    assert [json.loads(line)["term"] for line in lines] == ["產學研", "香港"]


def test_ndjson_streams() -> None:
    def rows() -> Any:
        yield {"a": 1}
        raise RuntimeError("the second row was asked for too early")

    assert next(ndjson_lines(rows())) == '{"a":1}\n'


def test_csv_and_tsv_cells() -> None:
    assert render(RESULT, "csv") == (
        "term,count,dp,members\n"
        '產學研,3,0.30000000000000004,"[{""document"":""a.txt"",""line"":1}]"\n'
        "香港,236,,[]\n"
    )
    assert render(RESULT, "tsv", ["count", "term", "absent"]) == (
        "count\tterm\tabsent\n3\t產學研\t\n236\t香港\t\n"
    )


@pytest.mark.parametrize("format", ["csv", "tsv"])
@given(
    rows=st.lists(
        st.fixed_dictionaries({"a": st.text() | st.sampled_from(HOSTILE), "b": st.text()}),
        min_size=1,
    )
)
def test_delimited_text_reads_back(format: str, rows: list[dict[str, str]]) -> None:
    text = render(Result(tuple(rows)), format, ["a", "b"])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="," if format == "csv" else "\t")
    assert list(reader) == [["a", "b"], *([row["a"], row["b"]] for row in rows)]


@given(value=st.text(st.characters()) | st.sampled_from(HOSTILE))
def test_json_reads_back_and_holds_nothing_that_acts(value: str) -> None:
    for format in ("json", "ndjson"):
        text = render(Result(({"v": value},)), format)
        text.encode("utf-8")
        row = json.loads(text)["rows"][0] if format == "json" else json.loads(text)
        assert row["v"] == value
        assert not set(text) & {"\x1b", "\x9b", "\x7f", "\u202e", "\u2028", "\x85"}
    assert len(text.splitlines()) == 1


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
))  # fmt: skip
def test_plain_value_is_what_strict_json_can_say(value: Any) -> None:
    json.dumps(plain_value(value), allow_nan=False)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (math.nan, None),
        (-math.inf, None),
        (Pair("香港", 3), {"text": "香港", "start": 3}),
        (Member("a", 1), {"document": "a", "line": 1}),
        ({"b", "a"}, ["a", "b"]),
        ({1: (True, None)}, {"1": [True, None]}),
    ],
)
def test_plain_value(value: Any, expected: Any) -> None:
    assert plain_value(value) == expected


def test_numpy_values_are_plain() -> None:
    import numpy as np

    value = plain_value({"a": np.int64(3), "b": np.float32(0.5), "c": np.arange(2), "d": np.nan})
    assert json.dumps(value) == '{"a": 3, "b": 0.5, "c": [0, 1], "d": null}'


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        plain_value(object())


@pytest.mark.parametrize("format", FORMATS)
def test_lone_surrogates_are_escaped_alone(format: str) -> None:
    text = render(Result(({"term": "甲\ud800乙"},)), format)
    assert text.encode("utf-8").decode("utf-8") == text
    assert "甲" in text
    assert "ud800" in text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+852", "'+852"),
        ("-香港", "'-香港"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("\t=1", "'\t=1"),
        (-5, "-5"),
        (-0.5, "-0.5"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_spreadsheet_safe_touches_formulae_in_text_alone(value: Any, expected: str) -> None:
    lines = "".join(delimited_lines([{"v": value, "w": 1}], spreadsheet_safe=True))
    assert next(csv.reader(io.StringIO(lines.split("\n", 1)[1])))[0] == expected
    plain = "".join(delimited_lines([{"v": value, "w": 1}]))
    assert next(csv.reader(io.StringIO(plain.split("\n", 1)[1])))[0] == str(value)


def test_byte_order_mark_on_request_once() -> None:
    assert render(RESULT, "csv", bom=True).count("\ufeff") == 1
    assert render(RESULT, "csv", bom=True).startswith("\ufeffterm,")
    assert "\ufeff" not in render(RESULT, "csv")
    assert "\ufeff" not in render(RESULT, "json", bom=True)


def test_no_rows() -> None:
    empty: Result[Any] = Result(())
    assert json.loads(render(empty, "json")) == {"meta": {}, "rows": []}
    assert [render(empty, format) for format in FORMATS[1:]] == ["", "", "", ""]
    assert render(empty, "csv", ["term", "count"]) == "term,count\n"
    assert render(empty, "markdown", ["term"]) == "| term |\n| --- |\n"


def test_a_single_empty_cell_is_not_a_blank_line() -> None:
    assert render(Result(({"a": None},)), "csv") == 'a\n""\n'


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("a|b", r"a\|b"),
        ("a\\|b", r"a\\\|b"),
        ("一\r\n二", "一<br>二"),
        ("<script>", r"\<script\>"),
        ("**粗**", r"\*\*粗\*\*"),
        ("per_million", "per_million"),
        ("_斜_", r"\_斜\_"),
        ("&lt;", r"\&lt;"),
        ("R&D", "R&D"),
        ("\x1b[31m", r"␛\[31m"),
        (3, "3"),
    ],
)
def test_markdown_escapes_markup(value: Any, cell: str) -> None:
    assert render_markdown([{"v": value}]).splitlines()[2] == f"| {cell} |"


def test_markdown_aligns_numbers_right() -> None:
    text = render_markdown([{"t": "a", "n": 1}, {"t": "b", "n": None}])
    assert text.splitlines()[1] == "| --- | ---: |"


def test_report_json_keeps_the_order_of_sections() -> None:
    loaded = json.loads(render_report_json({"command": "report"}, {"terms": RESULT.rows, "a": []}))
    assert list(loaded) == ["meta", "sections"]
    assert list(loaded["sections"]) == ["terms", "a"]
    assert loaded["sections"]["terms"][1]["count"] == 236


def test_unknown_format_names_the_choices() -> None:
    with pytest.raises(CantextError, match=r"'xml'.*json, ndjson, csv, tsv, markdown"):
        render(RESULT, "xml")
