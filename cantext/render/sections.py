"""A table for each document, under its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from cantext.render.table import Column, table
from cantext.render.text import printable

if TYPE_CHECKING:
    from rich.console import Console


def draw_by_document(
    console: Console,
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[Column],
    language: str,
    display: Callable[[Mapping[str, Any]], Mapping[str, Any]] = dict,
) -> None:
    """Print the rows of each document as a table of its own.

    Parameters
    ----------
    console, columns, language
        As for `table`.
    rows
        Mappings with the key `document`, those of one document together.
    display
        Shapes a row for people.
    """
    from rich.text import Text

    for number, (document, found) in enumerate(groupby(rows, key=lambda row: row["document"])):
        if number:
            console.print()
        console.print(Text(printable(str(document)), style="bold", overflow="fold"))
        console.print(table([display(row) for row in found], columns, language))
    if not rows:
        console.print(table((), columns, language))
