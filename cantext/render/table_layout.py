"""How a table is laid out in cells: the width of each column, and the lines of each row.

Text alone, without colour. It is worked out a column at a time and given out a row at a time: a
table may have hundreds of thousands of rows, for which rich's own tables take minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from cantext.render.cells import (
    BARS,
    NUMERIC,
    Column,
    bar,
    cell_texts,
    is_number,
    sparkline,
    split_bar,
)
from cantext.render.text import printable, width, widths, wrapped

GAP = 2  # cells between two columns
TEXT_NARROWEST = 12  # a text column is not folded to fewer cells than this
_BAR_WIDEST, _BAR_NARROWEST = 24, 8


@dataclass(frozen=True)
class Prepared:
    """A column with its texts, and the fewest and most cells it can use; `prepare` makes it."""

    column: Column
    heading: Sequence[str]
    values: Sequence[Any]
    texts: Sequence[str]
    narrowest: int
    widest: int
    largest: float = 0

    @property
    def is_bar(self) -> bool:
        """Whether it draws what another column says in figures."""
        return self.column.kind in BARS

    def cells(self, room: int, *, ascii_only: bool = False) -> Sequence[str]:
        r"""Return what each cell shows in a room of that many cells, with `\n` where it folds."""
        kind = self.column.kind
        if kind == "bar":
            lengths = map(_length, self.values)
            return [bar(n, self.largest, room, ascii_only=ascii_only) for n in lengths]
        if kind == "split":
            return [
                split_bar(_length(a), _length(b), self.largest, room, ascii_only=ascii_only)
                for a, b in self.values
            ]
        if kind == "spark" and ascii_only:
            return [sparkline(value or (), ascii_only=True) for value in self.values]
        if self.widest <= room:
            return self.texts
        keep = map(_items, self.values) if kind == "items" else repeat(())
        return list(map(folded, self.texts, repeat(room), keep))


def _items(value: Any) -> list[str]:
    return [printable(item) for item in value or ()]


def folded(text: str, room: int, keep: Sequence[str] = ()) -> str:
    """Return a text in lines of at most `room` cells, a line break between them."""
    return "\n".join(text[start:end] for start, end in wrapped(text, room, keep))


def _length(value: Any) -> float:
    """Return how long the bar of a value is: that of a pair is as long as both."""
    if isinstance(value, list):
        return sum(map(_length, value))
    return float(value) if is_number(value) else 0.0


def _heading(title: str, room: int) -> list[str]:
    """Break a heading at its spaces into lines of at most `room` cells, where it can be."""
    lines: list[str] = []
    for word in title.split(" "):
        if lines and width(lines[-1]) + 1 + width(word) <= room:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def prepare(column: Column, values: Sequence[Any], language: str) -> Prepared:
    """Write what a column says, and find the cells it needs."""
    title = printable(column.title(language))
    if column.kind in BARS:
        heading = [title] if title else []
        largest = max(map(_length, values), default=0.0)
        return Prepared(column, heading, values, (), _BAR_NARROWEST, _BAR_WIDEST, largest)
    texts = cell_texts(column, values, language)
    longest = max(widths(texts), default=0)
    if column.kind in NUMERIC or column.kind == "unbroken":
        heading = _heading(title, longest)
        narrowest = max(longest, *map(width, heading))
        return Prepared(column, heading, values, texts, narrowest, narrowest)
    # A short column (a category, a term) is not worth folding.
    heading = _heading(title, max(longest, TEXT_NARROWEST))
    widest = max(longest, *map(width, heading))
    return Prepared(column, heading, values, texts, min(widest, TEXT_NARROWEST), widest)


def allot(prepared: Sequence[Prepared], available: int) -> list[int] | None:
    """Divide the cells of a line among the columns, or None when even their least does not fit.

    A bar only repeats its number: it gives up its cells first, and goes when 8 are too many.
    """
    bars = {i for i, item in enumerate(prepared) if item.is_bar}

    def fitted(with_bars: bool) -> list[int] | None:
        used = [i for i in range(len(prepared)) if with_bars or i not in bars]
        room = available - GAP * max(len(used) - 1, 0)
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


def filled(texts: Sequence[str], room: int, alignment: str = "left") -> list[str]:
    r"""Fill the lines of a column's cells to `room` cells; those to the right end with no blank.

    >>> filled(["甲", "乙丙\n丁"], 6)
    ['甲    ', '乙丙  \n丁    ']
    """
    if "\n" in "".join(texts):
        return ["\n".join(filled(text.split("\n"), room, alignment)) for text in texts]
    if alignment == "left":
        return [text + " " * (room - used) for text, used in zip(texts, widths(texts), strict=True)]
    texts = [text.rstrip() for text in texts]
    return [" " * (room - used) + text for text, used in zip(texts, widths(texts), strict=True)]


def lines_of(
    cells: Sequence[str], rooms: Sequence[int], *, bottom: bool = False
) -> Iterable[Sequence[str]]:
    r"""Return the lines of one row of `filled` cells, each a list of its cells.

    >>> for line in lines_of(["甲乙\n丙  ", "  1"], [4, 3]):
    ...     print(line)
    ('甲乙', '  1')
    ('丙  ', '   ')
    """
    if "\n" not in "".join(cells):  # nearly all rows
        return (cells,)
    parted = [cell.split("\n") for cell in cells]
    height = max(map(len, parted))
    for lines, room in zip(parted, rooms, strict=True):
        missing = [" " * room] * (height - len(lines))
        lines[:] = missing + lines if bottom else lines + missing
    return zip(*parted, strict=True)
