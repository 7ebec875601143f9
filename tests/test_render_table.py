"""Tables for people: aligned, safe, and with every character shown at every width."""

import io
import re
import unicodedata
from collections import Counter
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from cantext.errors import CantextError
from cantext.render.table import Column, RowsTable, bar, category_styles, console, table
from cantext.render.table_layout import allot, prepare
from cantext.render.text import printable, printable_lines, width, widths, wrapped

COLUMNS = [
    Column("term", "term"),
    Column("category", "category"),
    Column("count", "count"),
    Column("per_million", "rate"),
    Column("log_likelihood", "measure"),
    Column("count", "bar"),
]
KEYS = ("term", "category", "count", "per_million", "log_likelihood")
ROWS: list[dict[str, Any]] = [
    dict(zip(KEYS, values, strict=True))
    for values in (
        ("北部都會區", "地方", 12345, 5471.14, 93.4),
        ("iAM Smart", "服務", 3, 69.5, 0.5),
        ("香港", None, 0, None, float("nan")),
    )
]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(
    rows: Any,
    columns: Any,
    language: str = "en",
    cells: int | None = None,
    title: str | None = None,
) -> list[str]:
    stream = io.StringIO()
    console(stream, width=cells, environ={}).print(table(rows, columns, language, title))
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def test_full_width_characters_align() -> None:
    assert shown(ROWS, COLUMNS, "zh-Hant", title="最常用詞語") == [
        "最常用詞語",
        "詞語        類別    次數  每百萬詞  對數似然值",
        "─" * 72,
        "北部都會區  地方  12,345   5,471.1       93.40  ████████████████████████",
        "iAM Smart   服務       3      69.5        0.50  ▏",
        "香港                   0",
    ]


def test_lines_of_a_table_are_as_wide_as_the_rule() -> None:
    stream = io.StringIO()
    console(stream, width=80, environ={}).print(table(ROWS, COLUMNS, "zh-Hant"))
    assert len({width(line) for line in stream.getvalue().splitlines()}) == 1


@pytest.mark.parametrize("cells", [200, 80, 60, 48, 30, 12, 5])
def test_every_character_at_every_width(cells: int) -> None:
    lines = shown(ROWS, COLUMNS, "zh-Hant", cells)
    assert max(map(width, lines)) <= cells
    text = "".join("".join(lines).split())
    if cells >= 30:
        for number in ("12,345", "5,471.1", "93.40"):
            assert number in text
    assert not Counter("北部都會區iAMSmart香港12,3455,471.193.40") - Counter(text)


hostile = st.text(st.characters(), max_size=40) | st.sampled_from(
    [
        "[/b]",
        "[bold]",
        ":smile:",
        "\x1b[2J",
        "\u202e反",
        "\ud800",
        "長" * 50,
        "\r\n",
        "a\tb",
        "\u0301\u0301",
    ]
)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(
        st.fixed_dictionaries({"a": hostile, "b": hostile, "n": st.integers()}), min_size=1
    ),
    cells=st.integers(2, 120) | st.none(),
)
def test_hostile_text_is_shown_whole_and_never_acts(rows: Any, cells: int | None) -> None:
    stream = io.StringIO()
    columns = [Column("a", "term"), Column("n", "count"), Column("b")]
    console(stream, width=cells, environ={}).print(table(rows, columns))
    text = stream.getvalue()
    text.encode("utf-8")
    assert not set(text) & {"\x1b", "\x9b", "\u202e", "\r", "\t", "\x07"}
    expected: Counter[str] = Counter()
    for row in rows:
        for cell in (printable(row["a"]), printable(row["b"]), f"{row['n']:,}"):
            expected.update(c for c in cell if not c.isspace())
    assert not expected - Counter(text)


def drawn_by_rich(shown: RowsTable, cells: int) -> str:
    """Draw a table by rich's own tables, which do the same, and take a hundred times as long."""
    prepared = [
        prepare(column, values, shown.language)
        for column, values in zip(shown.columns, shown.values, strict=True)
    ]
    rooms = allot(prepared, cells)
    stream = io.StringIO()
    if rooms is None:
        return ""
    grid = Table(
        box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, expand=False
    )
    columns = []
    for item, room in zip(prepared, rooms, strict=True):
        if room:
            heading = Text("\n".join(item.heading), overflow="fold")
            grid.add_column(
                heading, justify=item.column.alignment, vertical="top", overflow="fold", width=room
            )
            columns.append([Text(cell, overflow="fold") for cell in item.cells(room)])
    for row in zip(*columns, strict=True):
        grid.add_row(*row)
    console(stream, width=cells, environ={}).print(grid)
    return stream.getvalue()


PIECES = [
    *"香港產學研，。「」（）ｱ가각é🇭🇰👩％…　 ",
    "AI",
    "1,300",
    "e\u0301",
    "👩\u200d👩",
    "科技/創新",
]
words = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
several_kinds = st.fixed_dictionaries(
    {
        "term": words,
        "category": st.sampled_from(["地方", "科技政策", None]),
        "count": st.integers(0, 10**7),
        "change": st.integers(-(10**4), 10**4),
        "log_likelihood": st.floats(-1e5, 1e5) | st.none() | st.just(float("nan")),
        "known": st.booleans(),
        "parts": st.lists(st.integers(0, 90), min_size=2, max_size=2),
        "spark": st.lists(st.integers(0, 9), max_size=12),
        "left": words,
        "forms": st.lists(words, max_size=5),
    }
)
SEVERAL_KINDS = [
    Column("term", "term"),
    Column("left", justify="right"),
    Column("count", "count"),
    Column("change", "change"),
    Column("category", "category"),
    Column("log_likelihood", "measure"),
    Column("known", "flag"),
    Column("spark", "spark"),
    Column("forms", "items"),
    Column("count", "bar"),
    Column("parts", "split"),
]


@pytest.mark.parametrize("cells", [2, 6, 12])
def test_a_picture_joined_of_two_is_parted_nowhere(cells: int) -> None:
    text = "科技創新創新👩\u200d👩、香"
    lines = [text[start:end] for start, end in wrapped(text, cells, [text])]
    assert "".join(lines) == text
    assert not [line for line in lines if line.endswith("\u200d")]


@settings(max_examples=150)
@given(
    rows=st.lists(several_kinds, min_size=1, max_size=4),
    columns=st.lists(st.sampled_from(SEVERAL_KINDS), min_size=1, max_size=7, unique=True),
    cells=st.integers(20, 200),
    language=st.sampled_from(["en", "zh-Hant"]),
)
def test_a_table_is_drawn_as_rich_would(rows: Any, columns: Any, cells: int, language: str) -> None:
    shown = table(rows, columns, language)
    stream = io.StringIO()
    console(stream, width=cells, environ={}).print(shown)
    expected = drawn_by_rich(shown, cells)
    assume(expected)
    assert stream.getvalue() == expected
    coloured = io.StringIO()
    environ = {"TERM": "xterm-256color", "FORCE_COLOR": "1"}
    console(coloured, width=cells, environ=environ).print(shown)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured.getvalue()) == expected


@given(st.lists(words | st.text(st.characters(exclude_categories=["Cc", "Cs"]))))
def test_widths_are_those_of_rich(texts: list[str]) -> None:
    assert widths(texts) == [width(text) for text in texts] == [cell_len(text) for text in texts]


def test_a_picture_of_two_characters_folds_as_one() -> None:
    assert shown([{"text": "☎\ufe0f" * 40}], [Column("text")], cells=21)[2:] == ["☎\ufe0f" * 10] * 4


def test_numbers_of_a_column_have_one_number_of_decimals() -> None:
    lines = shown([{"mi": 3}, {"mi": 0.5}, {"mi": -1.25}], [Column("mi", "measure")])
    assert lines[2:] == [" 3.000", " 0.500", "-1.250"]
    lines = shown([{"share": 0.305}, {"share": 1}], [Column("share", "share")])
    assert lines[2:] == [" 30.5%", "100.0%"]
    lines = shown([{"change": 5}, {"change": -15}, {"change": 0}], [Column("change", "change")])
    assert [line.strip() for line in lines[2:]] == ["+5", "-15", "0"]


def test_named_values_flags_and_lists() -> None:
    rows = [{"kind": "caption", "known": True, "contained_in": ["官產學研", "政產學研"]}]
    columns = [Column("kind", "label"), Column("known", "flag"), Column("contained_in")]
    assert shown(rows, columns, "zh-Hant")[-1].split() == ["圖片說明", "是", "官產學研、政產學研"]
    english = shown(rows, columns, "en")[-1]
    assert [cell.strip() for cell in english.split("  ") if cell] == [
        "photo caption",
        "yes",
        "官產學研, 政產學研",
    ]


@pytest.mark.parametrize("cells", [80, 40, 26])
def test_a_date_or_an_amount_is_not_folded(cells: int) -> None:
    rows = [{"text": "政府會在三年內完成所有工程，並公布進度。", "deadline": "2025-Q1/2025-Q3"}]
    lines = shown(rows, [Column("text"), Column("deadline", "unbroken")], cells=cells)
    assert "2025-Q1/2025-Q3" in "\n".join(lines)


def test_left_context_stands_at_the_node() -> None:
    rows = [{"left": "甲", "node": "香港"}, {"left": "甲乙丙", "node": "香港"}]
    columns = [Column("left", justify="right"), Column("node", "term")]
    left, right = shown(rows, columns, "zh-Hant")[2:]
    assert left == "    甲  香港"
    assert right == "甲乙丙  香港"


def test_a_column_without_a_label_and_no_rows() -> None:
    assert shown([{"x": 1}], [Column("x", "count")])[0] == "x"
    assert shown([], COLUMNS, "zh-Hant") == ["沒有結果。"]
    with pytest.raises(CantextError):
        table([], COLUMNS, "fr")


def test_off_a_terminal_no_line_is_broken_and_nothing_is_coloured() -> None:
    lines = shown([{"text": "長" * 5000, "line": 1}], [Column("text"), Column("line", "count")])
    assert lines[-1] == "長" * 5000 + "  " + "   1"


@pytest.mark.parametrize(
    ("stream", "environ", "coloured"),
    [
        (Terminal, {"TERM": "xterm-256color"}, True),
        (Terminal, {"TERM": "xterm-256color", "NO_COLOR": "1"}, False),
        (Terminal, {"TERM": "dumb"}, False),
        (io.StringIO, {"TERM": "xterm-256color"}, False),
        (io.StringIO, {"TERM": "xterm-256color", "FORCE_COLOR": "1"}, True),
        (io.StringIO, {"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "xterm"}, False),
    ],
)
def test_colour_follows_the_environment(
    stream: Any, environ: dict[str, str], coloured: bool
) -> None:
    out = stream()
    console(out, environ=environ).print(table(ROWS, COLUMNS))
    assert ("\x1b[36m" in out.getvalue()) is coloured


def test_width_is_kept_on_a_dumb_terminal() -> None:
    assert console(Terminal(), width=132, environ={"TERM": "dumb"}).width == 132
    assert console(Terminal(), environ={"TERM": "dumb"}).width == 80
    assert console(Terminal(), environ={"TERM": "xterm", "COLUMNS": "117"}).width == 117


def test_markup_is_not_parsed_in_strings_either() -> None:
    stream = io.StringIO()
    console(stream, environ={}).print("[bold]甲[/b] :smile:")
    assert stream.getvalue() == "[bold]甲[/b] :smile:\n"


@pytest.mark.parametrize(
    ("value", "largest", "cells", "expected"),
    [
        (8, 8, 3, "███"),
        (4, 8, 3, "█▌"),
        (0, 8, 3, ""),
        (-1, 8, 3, ""),
        (1, 10**6, 3, "▏"),
        (9, 8, 3, "███"),
        (1, 0, 3, ""),
    ],
)
def test_bar(value: float, largest: float, cells: int, expected: str) -> None:
    assert bar(value, largest, cells) == expected


@given(st.floats(0, 1), st.integers(1, 60))
def test_a_bar_is_never_wider_than_its_room(value: float, cells: int) -> None:
    assert len(bar(value, 1, cells)) <= cells
    assert len(bar(value, 1, cells, ascii_only=True)) <= cells


def test_category_styles_are_stable_and_skip_the_empty() -> None:
    assert category_styles(["乙", "", "甲", "乙"]) == {"乙": "blue", "甲": "magenta"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("香港", "香港"),
        ("a\tb\r\nc", "a b c"),
        ("\x1b]0;x\x07", "␛]0;x␇"),
        ("\x7f", "␡"),
        ("\x9b31m", "\\u009b31m"),
        ("\u202e\u2066\u200f", "\\u202e\\u2066\\u200f"),
        ("\ud83d", "\\ud83d"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("\x0c", "␌"),
    ],
)
def test_printable(text: str, expected: str) -> None:
    assert printable(text) == expected


@given(st.text(st.characters()))
def test_printable_leaves_no_control_and_is_idempotent(text: str) -> None:
    clean = printable(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in clean)
    assert printable(clean) == clean
    lines = printable_lines(text)
    assert not {c for c in lines if unicodedata.category(c) in ("Cc", "Cs")} - {"\n", "\t"}
