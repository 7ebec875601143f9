"""Keyness as a page: what each side says more, side by side, and what it alone says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cantext.render.labels import label, phrase
from cantext.render.table import Column, table
from cantext.render.text import printable

if TYPE_CHECKING:
    from rich.console import Console

    from cantext.analyses.compare import CompareRow
    from cantext.result import Result

# Two tables of about 45 cells stand side by side from here on.
_SIDE_BY_SIDE = 96
_GUTTER = 4
_UNIQUE_SHOWN = 20


def draw_comparison(
    console: Console,
    result: Result[CompareRow],
    language: str,
    *,
    measure: str = "log_likelihood",
    names: tuple[str, str],
) -> None:
    """Print a comparison on a rich console.

    Parameters
    ----------
    console, result, language
        Where to print, what `compare` found, and `en` or `zh-Hant`.
    measure
        What was sorted by, shown beside the counts.
    names
        What the target and the reference are called.
    """
    from rich.table import Table
    from rich.text import Text

    meta = result.meta
    sides = {key: [row for row in result.rows if row.key == key] for key in ("target", "reference")}
    titles = {
        "target": _title("target", names[0], meta["tokens"], language),
        "reference": _title("reference", names[1], meta["reference_tokens"], language),
    }
    tables = [
        table(_shown(rows, key), _columns(key, measure), language) for key, rows in sides.items()
    ]
    if console.width >= _SIDE_BY_SIDE and console.is_terminal:
        grid = Table.grid(padding=(0, _GUTTER, 0, 0))
        half = (console.width - _GUTTER) // 2
        grid.add_column(width=half)
        grid.add_column(width=half)
        grid.add_row(*(Text(titles[key], style="bold", overflow="fold") for key in sides))
        grid.add_row(*tables)
        console.print(grid)
        console.print()
    else:
        for key, drawn in zip(sides, tables, strict=True):
            console.print(Text(titles[key], style="bold", overflow="fold"))
            console.print(drawn)
            console.print()
    for key in sides:
        _unique(console, meta["unique"], key, language)
    console.print(Text(printable(_note(meta, language)), style="dim", overflow="fold"))


def _title(key: str, name: str, tokens: int, language: str) -> str:
    return printable(phrase(f"text.more_in_{key}", language, words=tokens, name=name))


def _shown(rows: Sequence[CompareRow], key: str) -> list[Mapping[str, Any]]:
    """Return the rows with the count of their own side first."""
    shown: list[Mapping[str, Any]] = []
    for row in rows:
        counts = (row.count, row.reference_count)
        here, there = counts if key == "target" else counts[::-1]
        values = {name: getattr(row, name) for name in row.__dataclass_fields__}
        shown.append({**values, "here": here, "there": there})
    return shown


def _columns(key: str, measure: str) -> list[Column]:
    other = "there" if key == "target" else "there_reference"
    columns = [
        Column("term", "term"),
        Column("here", "count", heading="count"),
        Column("there", "count", heading=other),
        Column("log_likelihood", "measure"),
        Column("log_ratio", "measure"),
    ]
    if measure not in ("log_likelihood", "log_ratio"):
        columns.insert(3, Column(measure, "measure"))
        columns.pop(4)
    return [*columns, Column("here", "bar")]


def _unique(console: Console, unique: Mapping[str, Any], key: str, language: str) -> None:
    from rich.text import Text

    found, total = unique[key], unique[f"{key}_terms"]
    if not found:
        return
    joint = label("word.separator", language)
    shown = joint.join(
        phrase("text.counted", language, term=item["term"], count=item["count"])
        for item in found[:_UNIQUE_SHOWN]
    )
    if total > _UNIQUE_SHOWN:
        shown += phrase("text.and_more", language, count=total - min(len(found), _UNIQUE_SHOWN))
    line = Text(phrase(f"text.only_in_{key}", language), style="bold")
    line.append(printable(shown), style="not bold")
    console.print(line)
    console.print()


def _note(meta: Mapping[str, Any], language: str) -> str:
    return phrase(
        "text.many_tests",
        language,
        terms=meta["terms"],
        chance=meta["tests"]["expected_by_chance"],
        passed=meta["tests"]["below_001"],
        discoveries=meta["tests"]["adjusted_below_05"],
    )
