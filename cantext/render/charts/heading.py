"""The title of a chart and the unit of its values."""

from __future__ import annotations

from dataclasses import dataclass

from cantext.render.drawing.marks import Mark, Text
from cantext.render.drawing.type import Measure, drawable, wrapped

_TITLE, _UNIT = 18.0, 12.0
_MARGIN = 16.0


@dataclass(frozen=True, slots=True)
class Heading:
    """Marks of the title and the unit, and where the chart may begin."""

    marks: tuple[Mark, ...]
    bottom: float
    title: str
    unit: str


def heading(title: str, unit: str, width: float, measure: Measure) -> Heading:
    """Set the title, in as many lines as it needs, and the unit beneath it."""
    name, measured_in = drawable(title), drawable(unit)
    marks: list[Mark] = []
    bottom = _MARGIN
    for text, size, colour in ((name, _TITLE, "ink"), (measured_in, _UNIT, "muted")):
        for line in wrapped(text, size, width - 2 * _MARGIN, measure) if text else []:
            marks.append(Text(_MARGIN, bottom + size, line, size, colour))
            bottom += size * 1.35
    return Heading(tuple(marks), bottom + 10 if marks else bottom, name, measured_in)
