"""Figures for people: which columns, and each row with its value as it is read."""

from collections.abc import Mapping
from typing import Any

from cantext.lexicon.figure_lists import kinds
from cantext.render.categories import category_name
from cantext.render.table import Column


def figure_columns(*, several: bool = False) -> list[Column]:
    """Return the columns of a table of figures that fits a terminal of 80 cells.

    The documents are named when there are several; every other key is in the other formats.
    """
    return [
        *([Column("document", "text")] if several else []),
        Column("line", "count"),
        Column("text", "term", heading="figure"),
        Column("amount", "unbroken", justify="right"),
        Column("unit", "text", heading="figure_unit"),
        Column("qualifier", "text"),
        Column("measures", "text"),
        Column("verb", "text"),
    ]


def amount_columns(*, several: bool = False) -> list[Column]:
    """Return the columns of a short table of amounts of money, as a report has it."""
    return [
        Column("amount", "unbroken", justify="right"),
        Column("unit", "text", heading="currency"),
        Column("qualifier", "text"),
        Column("verb", "text"),
        Column("measures", "term"),
        Column("category", "category"),
        *([Column("document", "text")] if several else []),
        Column("line", "count"),
    ]


def total_columns(by: str, *, several: bool = False) -> list[Column]:
    """Return the columns of a table of totals by category, concept or kind."""
    first = {
        "category": [Column("category", "term")],
        "concept": [Column("concept", "term"), Column("category", "category")],
        "kind": [Column("kind", "term", heading="figure_kind")],
    }
    return [
        *first[by],
        Column("figures", "count"),
        *([Column("documents", "count")] if several else []),
        Column("currency", "text"),
        Column("amounts", "count"),
        Column("amount", "unbroken", heading="total", justify="right"),
    ]


def shown_figure(row: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    """Return a row for people: names for ids, the value with its range, the qualifier as written.

    >>> row = {"kind": "money", "value": 2500000, "value_high": None, "currency": "USD"}
    >>> shown = shown_figure({**row, "unit": "元", "category": None}, "zh-Hant")
    >>> shown["kind"], shown["amount"], shown["unit"]
    ('金額', '2,500,000', 'USD')
    """
    names = {item.kind: item.english if language == "en" else item.chinese for item in kinds()}
    shown = {**row, "kind": names.get(row["kind"], row["kind"])}
    shown["category"] = category_name(row["category"], language) if row["category"] else None
    if "figures" in row:
        return {**shown, "amount": _number(row["total"])}
    shown["amount"] = row.get("date") or _range(row["value"], row["value_high"])
    shown["unit"] = row["currency"] or row["unit"]
    shown["qualifier"] = row.get("qualifier_text")
    return shown


def _range(low: float | None, high: float | None) -> str | None:
    return _number(low) if high is None else f"{_number(low)}–{_number(high)}"


def _number(value: float | None) -> str | None:
    """Return a number with its thousands parted, and no more decimals than it has.

    >>> _number(15_000_000), _number(4.5), _number(2 / 3)
    ('15,000,000', '4.5', '0.6667')
    """
    if value is None:
        return None
    return f"{value:,}" if value == int(value) else f"{value:,.4f}".rstrip("0")
