"""Tables for people: aligned with full-width characters, in colour with meaning, never cut.

A table fits itself to the width it is given: bars shrink, then text folds, and where even that is
too wide each row becomes a block of `label  value` lines. Every character of every cell is shown
at every width.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

from cantext.render.cells import (
    BARS,
    NUMERIC,
    STYLES,
    Column,
    bar,
    category_styles,
    cell_texts,
    is_number,
    sparkline,
    split_bar,
)
from cantext.render.labels import checked_language, label
from cantext.render.text import printable, width, wrapped
from cantext.result import plain_value

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.table import Table
    from rich.text import Text

__all__ = ["Column", "RowsTable", "bar", "category_styles", "console", "table"]

_GAP = 2  # cells between two columns
_BAR_WIDEST, _BAR_NARROWEST = 24, 8
_TEXT_NARROWEST = 12  # a text column is not folded to fewer cells than this
_UNLIMITED = 1 << 20  # wide enough off a terminal: no line of a table is broken


def _header(title: str, cells: int) -> list[str]:
    """Break a heading at its spaces into lines of at most `cells` cells, where it can be."""
    lines: list[str] = []
    for word in title.split(" "):
        if lines and width(lines[-1]) + 1 + width(word) <= cells:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def _length(value: Any) -> float:
    """Return how long the bar of a value is: that of a pair is as long as both."""
    if isinstance(value, list):
        return sum(map(_length, value))
    return float(value) if is_number(value) else 0.0


@dataclass(frozen=True)
class _Prepared:
    """A column with its texts, and the fewest and most cells it can use."""

    column: Column
    heading: list[str]
    texts: list[str]
    values: list[Any]
    narrowest: int
    widest: int
    largest: float = 0


def _prepare(column: Column, rows: Sequence[Mapping[str, Any]], language: str) -> _Prepared:
    values = [row.get(column.key) for row in rows]
    title = printable(column.title(language))
    if column.kind in BARS:
        heading = [title] if title else []
        largest = max(map(_length, values), default=0.0)
        return _Prepared(column, heading, [], values, _BAR_NARROWEST, _BAR_WIDEST, largest)
    texts = cell_texts(column, values, language)
    longest = max(map(width, texts), default=0)
    if column.kind in NUMERIC:
        heading = _header(title, longest)
        narrowest = max(longest, *map(width, heading))
        return _Prepared(column, heading, texts, values, narrowest, narrowest)
    # A short column (a category, a term) is not worth folding.
    heading = _header(title, max(longest, _TEXT_NARROWEST))
    widest = max(longest, *map(width, heading))
    return _Prepared(column, heading, texts, values, min(widest, _TEXT_NARROWEST), widest)


@dataclass(frozen=True)
class RowsTable:
    """Rows and columns that rich can print; made by `table`."""

    rows: Sequence[Mapping[str, Any]]
    columns: Sequence[Column]
    language: str
    title: str | None = None
    styles: Mapping[str, str] = field(default_factory=dict)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        prepared = [_prepare(column, self.rows, self.language) for column in self.columns]
        if self.title:
            from rich.text import Text

            yield Text(printable(self.title), style="bold")
        if not self.rows:
            from rich.text import Text

            yield Text(label("text.no_rows", self.language), style="dim")
            return
        widths = _allot(prepared, options.max_width)
        if widths is None:
            yield from self._blocks(prepared, options)
        else:
            yield self._table(prepared, widths, options)

    def _style(self, column: Column, value: Any) -> str:
        if column.kind == "category":
            return self.styles.get(str(value), "")
        if column.kind in ("change", "percent") and is_number(value) and value:
            return "red" if value < 0 else "green"
        return STYLES.get(column.kind, "")

    def _cell(self, prepared: _Prepared, row: int, cells: int, ascii_only: bool) -> Text:
        from rich.text import Text

        value = prepared.values[row]
        kind = prepared.column.kind
        if kind == "bar":
            text = bar(_length(value), prepared.largest, cells, ascii_only=ascii_only)
        elif kind == "split":
            solid, light = map(_length, value)
            text = split_bar(solid, light, prepared.largest, cells, ascii_only=ascii_only)
        elif kind == "spark" and ascii_only:
            text = sparkline(value or (), ascii_only=True)
        elif kind in NUMERIC or not cells:
            text = prepared.texts[row]
        else:
            whole = prepared.texts[row]
            keep = [printable(item) for item in value] if kind == "items" else ()
            text = "\n".join(whole[a:b] for a, b in wrapped(whole, cells, keep))
        # Text, not str: corpus text such as `[/b]` is not markup.
        return Text(text, style=self._style(prepared.column, value), overflow="fold")

    def _table(
        self, prepared: Sequence[_Prepared], widths: Sequence[int], options: ConsoleOptions
    ) -> Table:
        from rich import box
        from rich.table import Table
        from rich.text import Text

        grid = Table(
            box=box.SIMPLE_HEAD, padding=(0, _GAP - 1, 0, 0), pad_edge=False, show_edge=False,
            header_style="bold", border_style="dim", expand=False,
        )  # fmt: skip
        shown = [(item, cells) for item, cells in zip(prepared, widths, strict=True) if cells]
        for item, cells in shown:
            grid.add_column(
                Text("\n".join(item.heading), overflow="fold"),
                justify=item.column.alignment, vertical="top", overflow="fold",
                width=cells,
            )  # fmt: skip
        for row in range(len(self.rows)):
            grid.add_row(*(self._cell(i, row, c, options.ascii_only) for i, c in shown))
        return grid

    def _blocks(self, prepared: Sequence[_Prepared], options: ConsoleOptions) -> RenderResult:
        """Yield each row as lines of `label  value`, for widths where no table fits."""
        from rich.table import Table
        from rich.text import Text

        shown = [item for item in prepared if item.column.kind not in BARS]
        headings = [" ".join(item.heading) for item in shown]
        label_cells = max(map(width, headings), default=0)
        stacked = label_cells + 1 + _TEXT_NARROWEST > options.max_width
        beside = options.max_width - label_cells - 1
        for row in range(len(self.rows)):
            if row:
                yield Text("")
            block = Table.grid(padding=(0, 1, 0, 0), pad_edge=False)
            for heading, item in zip(headings, shown, strict=True):
                name = Text(heading, style="dim", overflow="fold")
                cells = options.max_width if stacked else beside
                cell = self._cell(item, row, cells, options.ascii_only)
                if stacked:  # no room beside the label: the value goes below it
                    yield name
                    yield cell
                else:
                    block.add_row(name, cell)
            if not stacked:
                yield block


def _allot(prepared: Sequence[_Prepared], available: int) -> list[int] | None:
    """Divide the cells of a line among the columns, or None when even their least does not fit.

    A bar only repeats its number: it gives up its cells first, and goes when 8 are too many.
    """
    bars = {i for i, item in enumerate(prepared) if item.column.kind in BARS}

    def fitted(with_bars: bool) -> list[int] | None:
        used = [i for i in range(len(prepared)) if with_bars or i not in bars]
        room = available - _GAP * max(len(used) - 1, 0)
        spare = room - sum(prepared[i].narrowest for i in used)
        if spare < 0:
            return None
        widths = [prepared[i].narrowest if i in used else 0 for i in range(len(prepared))]
        # Text before bars; among texts the one that needs least first, so that most are unfolded.
        order = sorted(used, key=lambda i: (i in bars, prepared[i].widest, i))
        for place, i in enumerate(order):
            folded = [j for j in order[place:] if prepared[j].widest > prepared[j].narrowest]
            rest = sum(1 for j in folded if j not in bars) or 1
            wanted = prepared[i].widest - prepared[i].narrowest
            given = min(wanted, spare if i in bars else max(spare // rest, 0))
            widths[i] += given
            spare -= given
        return widths

    return fitted(with_bars=True) or fitted(with_bars=False)


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
    plain = [plain_value(row) for row in rows]
    if styles is None:
        keys = [column.key for column in columns if column.kind == "category"]
        styles = category_styles(str(row.get(key) or "") for key in keys for row in plain)
    return RowsTable(plain, tuple(columns), language, title, styles)


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
        """Leaves a closed pipe to the command, where rich would end the process with status 1."""

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
