"""Trends as a page: a line for each term with its sparkline, and the periods behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cantext.render.categories import category_name
from cantext.render.labels import phrase
from cantext.render.table import Column, table
from cantext.render.text import printable

if TYPE_CHECKING:
    from rich.console import Console

    from cantext.analyses.trend import TrendRow
    from cantext.result import Result

# With more terms the table of periods is no longer read across.
_TERMS_ACROSS = 5


def draw_trends(console: Console, result: Result[TrendRow], language: str) -> None:
    """Print trends on a rich console, in English (`en`) or Chinese (`zh-Hant`)."""
    from rich.text import Text

    periods = [item["period"] for item in result.meta["periods"]]
    if not periods or not result.rows:
        console.print(table((), (), language))
        return
    named = _namer(language)
    rates: dict[tuple[str, str], list[float]] = {}
    for row in result.rows:
        rates.setdefault((row.kind, row.term), []).append(row.per_million)
    lines = [
        {
            **found,
            "term": named(found["kind"], found["term"]),
            "rates": rates[found["kind"], found["term"]],
        }
        for found in result.meta["trends"]
    ]
    title = phrase(
        "text.trend_periods", language, periods=len(periods), first=periods[0], last=periods[-1]
    )
    console.print(Text(printable(title), style="bold", overflow="fold"))
    several = len(periods) > 1
    columns = [
        Column("term", "term"),
        Column("count", "count"),
        Column("rates", "spark"),
        Column("first_rate", "rate"),
        *([Column("last_rate", "rate"), Column("percent_change", "percent")] if several else []),
        *([Column("tau", "measure"), Column("tau_p", "p")] if len(periods) > 2 else []),
        *([Column("heterogeneity_p", "p")] if several else []),
    ]
    console.print(table(lines, columns, language))
    if len(lines) <= _TERMS_ACROSS:
        console.print()
        _draw_periods(console, result, language, named)


def _draw_periods(
    console: Console, result: Result[TrendRow], language: str, named: Callable[[str, str], str]
) -> None:
    """Print the rates of each period, a column a term."""
    rows: dict[str, dict[str, Any]] = {}
    columns = [Column("period", "text"), Column("words", "count")]
    for row in result.rows:
        key = f"{row.kind} {row.term}"
        rows.setdefault(row.period, {"period": row.period, "words": row.words})[key] = (
            row.per_million
        )
        if all(column.key != key for column in columns):
            columns.append(Column(key, "rate", title_text=named(row.kind, row.term)))
    console.print(table(list(rows.values()), columns, language))


def _namer(language: str) -> Callable[[str, str], str]:
    return lambda kind, term: category_name(term, language) if kind == "category" else term
