"""What a chart shows: figures and words in the reader's language, nothing of how it is drawn."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from cantext.errors import CantextError


@dataclass(frozen=True, slots=True)
class Bars:
    """A horizontal bar for each label, in the order given; values are 0 or more.

    `unit` says what the values are: `Count`, `每百萬詞`.
    """

    title: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    unit: str

    def __post_init__(self) -> None:
        _same_length("labels", self.labels, "values", self.values)
        _numbers(self.values)
        if any(value < 0 for value in self.values):
            raise CantextError("A bar chart shows values of 0 or more; use TwoSided for others")


@dataclass(frozen=True, slots=True)
class Series:
    """A line of a chart: a value for each place on the x axis, None where there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines over periods.

    `x` names the periods in order of time, `at` says where each stands if they are not equally far
    apart (years, say). `unit` says what the values are; they are 0 or more.
    """

    title: str
    x: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    at: tuple[float, ...] | None = None

    def __post_init__(self) -> None:
        for series in self.series:
            _same_length("x", self.x, f"series {series.name!r}", series.values)
            values = [value for value in series.values if value is not None]
            _numbers(values)
            if any(value < 0 for value in values):
                raise CantextError("A line chart shows values of 0 or more")
        if self.at is not None:
            _same_length("x", self.x, "at", self.at)
            _numbers(self.at)
            if any(b <= a for a, b in zip(self.at, self.at[1:], strict=False)):
                raise CantextError("The places of a line chart must grow from left to right")


@dataclass(frozen=True, slots=True)
class Part:
    """A document of a dispersion plot; `start` is where it begins, on the scale of positions."""

    name: str
    start: float


@dataclass(frozen=True, slots=True)
class Dispersion:
    """Where terms occur.

    `positions` has for each term where it stands, from 0 to below `length`; `unit` says what they
    are counted in. `parts` are the documents, put end to end; none or one draws no borders.
    """

    title: str
    terms: tuple[str, ...]
    positions: tuple[tuple[float, ...], ...]
    length: float
    parts: tuple[Part, ...] = ()
    unit: str = ""

    def __post_init__(self) -> None:
        _same_length("terms", self.terms, "positions", self.positions)
        if not (math.isfinite(self.length) and self.length > 0):
            raise CantextError(f"A dispersion plot needs a text, but its length is {self.length}")
        for places in self.positions:
            _numbers(places)
            if any(not 0 <= place <= self.length for place in places):
                raise CantextError(f"A position lies outside the text of length {self.length:,g}")


@dataclass(frozen=True, slots=True)
class TwoSided:
    """A bar for each label: to the left for values below 0, to the right for those above.

    `left_name` and `right_name` say what the sides are (the two texts of a comparison); bars are
    marked with the size of their value, without its sign. `unit` says what the values are.
    """

    title: str
    left_name: str
    right_name: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    unit: str = ""

    def __post_init__(self) -> None:
        _same_length("labels", self.labels, "values", self.values)
        _numbers(self.values)


Chart = Bars | Lines | Dispersion | TwoSided


def _same_length(a: str, first: tuple[object, ...], b: str, second: tuple[object, ...]) -> None:
    if len(first) != len(second):
        raise CantextError(f"{a} has {len(first)} items, but {b} has {len(second)}")


def _numbers(values: Iterable[float]) -> None:
    for value in values:
        if not math.isfinite(value):
            raise CantextError(f"A chart cannot show {value}; leave it out")
