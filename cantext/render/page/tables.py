"""Rows as a table of a page: what each cell says, and the value it is sorted by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cantext.render.cells import NUMERIC, Column, cell_texts, is_number
from cantext.result import plain_value


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's head; `sorted` is `ascending` or `descending` where the rows stand so.

    `classes` are those of the column's cells in the style sheet: `number` and `right` stand to the
    right, `unbroken` in one line.
    """

    text: str
    classes: str
    sorted: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; `value` is what it is sorted by when that is not its text.

    `context` names the occurrences to show on a click; `bar` is a share of the column's largest.
    """

    text: str
    kind: str = "text"
    value: float | None = None
    context: str | None = None
    bar: float | None = None
    is_corpus: bool = False


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table with its caption; `shown` rows are open at first, all where it is None."""

    id: str
    caption: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shown: int | None = None


def page_table(
    id: str,
    caption: str,
    rows: Iterable[Any],
    columns: Sequence[Column],
    language: str,
    *,
    sorted_by: str | None = None,
    contexts: Mapping[str, Sequence[str | None]] | None = None,
    shown: int | None = None,
) -> PageTable:
    """Make a table.

    Parameters
    ----------
    id, caption
        The name of the element, and of the table for people.
    rows
        Dataclasses or mappings.
    columns
        What to show of them; a `bar` is drawn.
    language
        `en` or `zh-Hant`.
    sorted_by
        The key by which the rows come, largest first.
    contexts
        For the column of a key, the name of what to show on a click on each row's cell.
    shown
        How many rows are open at first.

    Examples
    --------
    >>> made = page_table("t", "T", [{"count": 1234}], [Column("count", "count")], "en")
    >>> made.rows[0][0].text, made.rows[0][0].value, made.headings[0].text
    ('1,234', 1234, 'Count')
    """
    plain = [plain_value(row) for row in rows]
    filled: list[list[Cell]] = []
    headings: list[Heading] = []
    for column in columns:
        values = [row.get(column.key) for row in plain]
        direction = "descending" if column.key == sorted_by and column.kind != "bar" else None
        headings.append(Heading(column.title(language), _classes(column), direction))
        names = (contexts or {}).get(column.key) if column.kind != "bar" else None
        filled.append(_cells(column, values, language, names))
    return PageTable(id, caption, tuple(headings), tuple(zip(*filled, strict=True)), shown)


def _classes(column: Column) -> str:
    if column.kind in NUMERIC:
        return "number"
    given = "right" * (column.alignment == "right"), "unbroken" * (column.kind == "unbroken")
    return " ".join(filter(None, given))


def _cells(
    column: Column, values: Sequence[Any], language: str, names: Sequence[str | None] | None
) -> list[Cell]:
    if column.kind == "bar":
        largest = max((v for v in values if is_number(v)), default=0) or 1
        return [
            Cell("", "bar", bar=100 * max(v, 0) / largest if is_number(v) else 0.0) for v in values
        ]
    texts = cell_texts(column, values, language)
    numeric = column.kind in NUMERIC
    corpus = column.kind in ("term", "text")
    return [
        Cell(
            text,
            column.kind,
            value if numeric and is_number(value) else None,
            names[k] if names else None,
            is_corpus=corpus,
        )
        for k, (text, value) in enumerate(zip(texts, values, strict=True))
    ]
