"""Tables for people: aligned with full-width characters, in colour with meaning, never cut.

A table fits itself to the width it is given: bars shrink, then text folds, and where even that is
too wide each row becomes a block of `label  value` lines. Every character of every cell is shown
at every width.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from operator import add
from typing import IO, TYPE_CHECKING, Any

from cantext.render.cells import (
    STYLES,
    Column,
    bar,
    category_styles,
    is_number,
)
from cantext.render.labels import checked_language, label
from cantext.render.table_layout import (
    TEXT_NARROWEST,
    Prepared,
    allot,
    filled,
    folded,
    lines_of,
    prepare,
)
from cantext.render.text import printable, width
from cantext.result import plain_values

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.segment import Segment
    from rich.style import Style

__all__ = ["Column", "RowsTable", "bar", "category_styles", "console", "table"]

_UNLIMITED = 1 << 20  # wide enough off a terminal: no line of a table is broken


@dataclass(frozen=True)
class RowsTable:
    """Columns and the values of each that rich can print; made by `table`."""

    columns: Sequence[Column]
    values: Sequence[Sequence[Any]]
    language: str
    title: str | None = None
    styles: Mapping[str, str] = field(default_factory=dict)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        from rich.text import Text

        if self.title:
            yield Text(printable(self.title), style="bold")
        if not any(self.values):
            yield Text(label("text.no_rows", self.language), style="dim")
            return
        prepared = [
            prepare(column, values, self.language)
            for column, values in zip(self.columns, self.values, strict=True)
        ]
        rooms = allot(prepared, options.max_width)
        if rooms is None:
            yield from self._blocks(prepared, console, options)
        else:
            shown = [(item, room) for item, room in zip(prepared, rooms, strict=True) if room]
            yield from self._grid(shown, console, options)

    def _grid(
        self, shown: Sequence[tuple[Prepared, int]], console: Console, options: ConsoleOptions
    ) -> Iterator[Segment]:
        """Yield the lines of a table, a piece for each cell."""
        from rich.segment import Segment

        gap, rule, cross = (" |", "-", "-+") if options.ascii_only else ("  ", "─", "──")
        rooms = [room for _, room in shown]
        heads, columns = [], []
        for item, room in shown:
            place = item.column.alignment
            heads += filled(["\n".join(folded(line, room) for line in item.heading)], room, place)
            texts = item.cells(room, ascii_only=options.ascii_only)
            columns.append(filled(texts, room, place))
        for cells in lines_of(heads, rooms, bottom=True):
            yield from _pieces(cells, gap, repeat(console.get_style("bold")))
        yield Segment(cross.join(rule * room for room in rooms), console.get_style("dim"))
        yield Segment.line()

        rows = zip(*columns, strict=True)
        if console.color_system is None:  # a line is one piece: half the time
            for row in rows:
                for cells in lines_of(row, rooms):
                    yield Segment(gap.join(cells) + "\n")
            return
        styles = zip(*(self._styles(item, console) for item, _ in shown), strict=True)
        for row, row_styles in zip(rows, styles, strict=True):
            for cells in lines_of(row, rooms):
                yield from _pieces(cells, gap, row_styles)

    def _blocks(
        self, prepared: Sequence[Prepared], console: Console, options: ConsoleOptions
    ) -> Iterator[Segment]:
        """Yield each row as lines of `label  value`, for widths where no table fits."""
        from rich.segment import Segment

        shown = [item for item in prepared if not item.is_bar]
        names = [" ".join(item.heading) for item in shown]
        room = max(map(width, names), default=0)
        beside = options.max_width - room - 1
        stacked = beside < TEXT_NARROWEST  # no room beside the label: the value goes below it
        if stacked:
            beside = options.max_width
            names = [folded(name, beside) for name in names]
        else:
            names = filled(names, room + 1)
        texts = (item.cells(beside, ascii_only=options.ascii_only) for item in shown)
        styles = (self._styles(item, console) for item in shown)
        dim = console.get_style("dim")
        blocks = zip(zip(*texts, strict=True), zip(*styles, strict=True), strict=True)
        for row, (cells, row_styles) in enumerate(blocks):
            if row:
                yield Segment.line()
            for name, cell, style in zip(names, cells, row_styles, strict=True):
                if stacked:
                    yield Segment(f"{name}\n", dim)
                    yield Segment(f"{cell}\n", style)
                    continue
                for line in cell.split("\n"):
                    yield Segment(name, dim)
                    yield Segment(f"{line}\n", style)
                    name = " " * (room + 1)

    def _styles(self, item: Prepared, console: Console) -> Iterable[Style]:
        """Return the style of each cell of a column."""
        kind = item.column.kind
        if kind == "category":
            return (console.get_style(self.styles.get(str(v), "")) for v in item.values)
        if kind in ("change", "percent"):
            return (console.get_style(_sign_style(value)) for value in item.values)
        return repeat(console.get_style(STYLES.get(kind, "")), len(item.values))


def _sign_style(value: Any) -> str:
    if not is_number(value) or not value:
        return ""
    return "red" if value < 0 else "green"


def _pieces(cells: Sequence[str], gap: str, styles: Iterable[Style]) -> Iterator[Segment]:
    """Yield the cells of a line, each in its style."""
    from rich.segment import Segment

    after = [*repeat(gap, len(cells) - 1), ""]
    yield from map(Segment, map(add, cells, after), styles)
    yield Segment.line()


def table(
    rows: Iterable[Any],
    columns: Sequence[Column],
    language: str = "en",
    title: str | None = None,
    styles: Mapping[str, str] | None = None,
) -> RowsTable:
    r"""Return rows as a table that a rich console can print.

    Parameters
    ----------
    rows
        Dataclasses or mappings.
    columns
        What to show of them, from left to right. A bar is best last: its block characters are two
        cells wide in some East Asian terminals.
    language
        `en` or `zh-Hant`, for headings and named values.
    title
        A line above the table.
    styles
        The colour of each category, from `category_styles`; without it, in the order the
        categories of these rows appear.

    Raises
    ------
    CantextError
        When the language is unknown.

    Examples
    --------
    >>> import io
    >>> rows = [{"term": "北部都會區", "count": 1234}, {"term": "產學研", "count": 3}]
    >>> columns = [Column("term", "term"), Column("count", "count")]
    >>> out = console(io.StringIO())
    >>> out.print(table(rows, columns, "zh-Hant"))
    >>> print("\n".join(line.rstrip() for line in out.file.getvalue().splitlines()))
    詞語         次數
    ─────────────────
    北部都會區  1,234
    產學研          3
    """
    checked_language(language)
    kept = list(rows)
    values = {key: plain_values(kept, key) for key in dict.fromkeys(c.key for c in columns)}
    if styles is None:
        keys = [column.key for column in columns if column.kind == "category"]
        styles = category_styles(str(value or "") for key in keys for value in values[key])
    return RowsTable(tuple(columns), [values[c.key] for c in columns], language, title, styles)


def console(
    stream: IO[str], *, width: int | None = None, environ: Mapping[str, str] | None = None
) -> Console:
    """Return a console on `stream` that parses no markup and cuts nothing.

    On a terminal it has the terminal's width and colours, elsewhere no colour and no limit of
    width, so that no line is broken for a screen that is not there. `NO_COLOR` turns colour off,
    `FORCE_COLOR` on (https://no-color.org, https://force-color.org).

    Parameters
    ----------
    stream
        Where to print.
    width
        Cells of a line (`--width`), for terminals and pipes alike.
    environ
        The environment variables; `os.environ` when left out.
    """
    import os

    from rich.console import Console

    class PipeConsole(Console):
        """Leaves a closed pipe to the command, where rich would end the process with status 1.

        And cuts no line that is too long; looking for such takes as long as all the rest.
        """

        def print(self, *objects: Any, **options: Any) -> None:
            super().print(*objects, **{"crop": False, **options})

        def on_broken_pipe(self) -> None:
            raise  # rich calls this while it handles the error

    variables = dict(os.environ if environ is None else environ)
    terminal = stream.isatty()
    if width is None and not terminal:
        width = _UNLIMITED
    return PipeConsole(
        file=stream,
        width=width,
        # Without a height rich takes a dumb terminal for 80 cells, whatever the width given.
        height=25 if width else None,
        markup=False,
        emoji=False,
        highlight=False,
        no_color=True if variables.get("NO_COLOR") else None,
        _environ=variables,
    )
