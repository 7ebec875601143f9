"""Concepts with the places where they stand, for a person who checks them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cantext.render.categories import category_name
from cantext.render.table import Column, table
from cantext.render.text import printable

if TYPE_CHECKING:
    from rich.console import Console


def draw_themes(
    console: Console,
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[Column],
    language: str,
    *,
    named: bool,
) -> None:
    """Print the table of the rows, then the examples of each as a concordance.

    `named` says whether examples name their document.
    """
    from rich.text import Text

    console.print(table(rows, columns, language))
    context = [
        Column("left", "text", justify="right"),
        Column("node", "term"),
        Column("right", "text"),
        Column("line", "count"),
        *([Column("document", "label")] if named else []),
    ]
    for row in rows:
        console.print()
        name = row["concept"] or category_name(row["category"], language)
        console.print(Text(printable(name), style="bold"))
        console.print(table(row["examples"], context, language))
