"""What the cells of a table say: numbers, names of values and bars as text, and their colours."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, Literal

from cantext.render.labels import LABELS, label, value_label
from cantext.render.text import printable

Kind = Literal[
    "text",
    "term",
    "category",
    "label",
    "flag",
    "count",
    "rate",
    "measure",
    "weight",
    "share",
    "change",
    "percent",
    "p",
    "spark",
    "bar",
    "split",
    "items",
    "unbroken",
]

# Drawn to the scale of their column; what they draw stands beside them in figures.
BARS = frozenset({"bar", "split"})

NUMERIC = frozenset({"count", "rate", "measure", "weight", "share", "change", "percent", "p"})

# Colour by meaning, from the terminal's own sixteen colours, so that any theme stays readable.
STYLES: Mapping[str, str] = {
    "term": "bold",
    "count": "cyan",
    "rate": "dim",
    "measure": "dim",
    "weight": "dim",
    "p": "dim",
    "share": "cyan",
    "label": "dim",
    "spark": "cyan",
    "bar": "cyan",
    "split": "cyan",
}
_CATEGORY_STYLES = ("blue", "magenta", "green", "yellow", "red", "bright_blue", "bright_magenta",
                    "bright_green", "bright_yellow", "bright_red")  # fmt: skip

_LEAST_P = 0.0001
_EIGHTHS = " ▏▎▍▌▋▊▉"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: which key of the rows it shows, and how.

    `kind` is `text`; `term` (emphasised); `category` (one colour each); `label` (a value with a
    name in both languages, `caption` of `kind`); `flag` (true or false); `count` (whole number with
    thousands separators); `rate` (1 or 2 decimals); `measure` (2 or 3); `weight` (6, for small
    numbers); `share` (0 to 1, shown in per cent); `change` (signed whole number); `percent`
    (signed, in per cent already); `p` (a probability, 4 decimals, or below that); `spark` (a list
    of numbers, each drawn to the scale of the largest); `bar` (drawn to the scale of the largest
    value of the column); `split` (a bar of two numbers, the second drawn lighter); `items` (a list
    of strings that a line does not part); `unbroken` (a date or an amount, which no line parts
    however narrow the table). `title_text` is the heading itself, for columns that the
    text names; otherwise `heading` is the key of the label when it is not `key`. `justify` sets the
    alignment, as the left context of a concordance needs it.
    """

    key: str
    kind: Kind = "text"
    heading: str | None = None
    justify: Literal["left", "right"] | None = None
    title_text: str | None = None

    @property
    def alignment(self) -> Literal["left", "right"]:
        """Where the cells stand: numbers to the right, the rest to the left, unless told."""
        return self.justify or ("right" if self.kind in NUMERIC else "left")

    def title(self, language: str) -> str:
        """Return the heading in a language; a key without a label stands for itself."""
        if self.title_text is not None:
            return self.title_text
        if self.kind in BARS and self.heading is None:
            return ""
        key = self.heading or self.key
        return label(key, language) if key in LABELS else key


def category_styles(categories: Iterable[str]) -> dict[str, str]:
    """Give each category a colour by its place in the order given, for use in several tables.

    >>> category_styles(["科技", "房屋", "科技"])
    {'科技': 'blue', '房屋': 'magenta'}
    """
    names = [name for name in dict.fromkeys(categories) if name]
    return {name: _CATEGORY_STYLES[i % len(_CATEGORY_STYLES)] for i, name in enumerate(names)}


def bar(value: float, largest: float, cells: int, *, ascii_only: bool = False) -> str:
    """Draw `value` as a bar of at most `cells` cells, to an eighth of a cell; 0 draws nothing.

    >>> bar(3, 8, 4), bar(1, 1000, 4), bar(3, 8, 4, ascii_only=True)
    ('█▌', '▏', '##')
    """
    if not (value > 0 and largest > 0):
        return ""
    eighths = max(1, round(min(value / largest, 1) * cells * 8))
    if ascii_only:
        return "#" * max(1, round(eighths / 8))
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()


def split_bar(
    solid: float, light: float, largest: float, cells: int, *, ascii_only: bool = False
) -> str:
    """Draw two numbers as one bar of whole cells, the second lighter; what is not 0 is seen.

    >>> split_bar(2, 2, 4, 8), split_bar(1, 99, 100, 8), split_bar(2, 1, 4, 4, ascii_only=True)
    ('████░░░░', '█░░░░░░░', '##.')
    """
    if not (largest > 0 and solid + light > 0):
        return ""
    whole = max(1, round(min((solid + light) / largest, 1) * cells))
    first = round(whole * solid / (solid + light))
    if whole > 1:
        first = min(max(first, int(solid > 0)), whole - int(light > 0))
    marks = "#." if ascii_only else "█░"
    return marks[0] * first + marks[1] * (whole - first)


def sparkline(values: Sequence[Any], *, ascii_only: bool = False) -> str:
    """Draw numbers as one character each, to the scale of the largest; 0 is the lowest line.

    >>> sparkline([0, 1, 4, 8]), sparkline([0, 0]), sparkline([1, 2], ascii_only=True)
    ('_▁▄█', '__', '-#')
    """
    marks = ".-=#" if ascii_only else "▁▂▃▄▅▆▇█"
    numbers = [float(value) if is_number(value) else 0.0 for value in values]
    largest = max(numbers, default=0.0)
    return "".join(
        marks[max(math.ceil(number / largest * len(marks)), 1) - 1] if number > 0 else "_"
        for number in numbers
    )


def is_number(value: object) -> bool:
    """Whether a value is a finite number; a truth value is not."""
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))


def _decimals(kind: Kind, numbers: Sequence[float]) -> int:
    """Choose one number of decimals for a whole column, so that its decimal points align."""
    largest = max(map(abs, numbers), default=0.0)
    if kind == "rate":
        return 1 if largest >= 100 else 2
    if kind == "measure":
        return 2 if largest >= 10 else 3
    if kind == "weight":
        return 6
    if kind == "p":
        return 4
    return 1 if kind == "share" else 0


def _number(value: float, kind: Kind, decimals: int) -> str:
    if kind == "share":
        return f"{value * 100:.{decimals}f}%"
    if kind == "p" and value < _LEAST_P:
        return f"<{_LEAST_P:.4f}"
    if kind == "percent":
        return f"{value:+,.0f}%"
    sign = "+" if kind == "change" and value else ""
    if isinstance(value, int) and not decimals:
        return f"{value:{sign},d}"  # `f` would go through a float and lose digits over 2**53
    return f"{value:{sign},.{decimals}f}"


def _plain_cell(value: Any, language: str) -> str:
    if isinstance(value, str):
        return value
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, bool):
        return label("word.yes" if value else "word.no", language)
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        return label("word.separator", language).join(_plain_cell(v, language) for v in value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def cell_texts(column: Column, values: Sequence[Any], language: str) -> list[str]:
    """Return what the cells of a column say, on one line each and safe for a terminal."""
    if column.kind in NUMERIC:
        are_numbers = list(map(is_number, values))
        decimals = _decimals(column.kind, list(compress(values, are_numbers)))
        return [
            _number(value, column.kind, decimals)
            if number
            else printable(_plain_cell(value, language))
            for value, number in zip(values, are_numbers, strict=True)
        ]
    if column.kind == "spark":
        return [sparkline(value) if isinstance(value, list) else "" for value in values]
    if column.kind == "label":
        names = [value_label(column.key, v, language) if isinstance(v, str) else v for v in values]
        return [printable(_plain_cell(name, language)) for name in names]
    return [printable(_plain_cell(value, language)) for value in values]
