"""Lines over time, each named at its end."""

from __future__ import annotations

from itertools import pairwise

from cantext.render.charts.data import Lines
from cantext.render.charts.heading import heading
from cantext.render.charts.scales import axis, written
from cantext.render.drawing.marks import SERIES, Circle, Drawing, Mark, Point, Strokes, Text
from cantext.render.drawing.type import Measure, drawable, wrapped
from cantext.render.labels import label, phrase

_SIZE, _SMALL = 14.0, 12.0
_MARGIN = 16.0
_LINE = 17.0
_DASHES: tuple[tuple[float, ...], ...] = ((), (7, 4), (2, 3))  # after eight colours, other lines


def lay_out_lines(
    chart: Lines, width: float, measure: Measure, language: str, height: float | None = None
) -> Drawing:
    """Lay out lines; the drawing is as tall as asked, or more where the names need it."""
    head = heading(chart.title, chart.unit, width, measure)
    values = [value for series in chart.series for value in series.values if value is not None]
    marks_at = axis(max(values, default=0.0))
    write, write_mark = written(values), written(marks_at)
    names = [drawable(series.name) for series in chart.series]
    periods = [drawable(period) for period in chart.x]
    most = max(width * 0.3, 60.0)
    lines = [wrapped(name, _SIZE, most, measure) for name in names]
    name_width = max((measure(line, _SIZE) for each in lines for line in each), default=0.0)
    left = _MARGIN + max(measure(write_mark(mark), _SMALL) for mark in marks_at) + 8
    right = width - _MARGIN - name_width - 14
    top = head.bottom + 6
    named = sum(_LINE * len(each) + 2 for each in lines)
    bottom = max((height or width * 0.5) - _MARGIN - 20, top + max(named, 120.0))

    def y_of(value: float) -> float:
        return bottom - (bottom - top) * value / marks_at[-1]

    xs = _places(chart, left + 6, right - 6)
    marks: list[Mark] = [*head.marks]
    for mark in marks_at:
        y = y_of(mark)
        marks.append(Strokes((((left, y), (right, y)),), "grid" if mark else "muted", 1))
        marks.append(Text(left - 6, y + 4, write_mark(mark), _SMALL, "muted", "end"))
    marks += _periods(periods, xs, bottom + 18, right, measure)
    ends: list[tuple[float, float, int]] = []  # height and place of the last point, and its series
    for k, (name, series) in enumerate(zip(names, chart.series, strict=True)):
        colour, dash = SERIES[k % len(SERIES)], _DASHES[k // len(SERIES) % len(_DASHES)]
        points = [
            (x, y_of(value), period, value)
            for x, period, value in zip(xs, periods, series.values, strict=True)
            if value is not None
        ]
        runs = _runs(
            series.values, [(x, y_of(v or 0.0)) for x, v in zip(xs, series.values, strict=True)]
        )
        if runs:
            marks.append(Strokes(runs, colour, 2.5, dash, label=name))
        marks += [
            Circle(x, y, 3.5, colour, f"{name}, {period}: {write(v)} {head.unit}".rstrip(), name)
            for x, y, period, v in points
        ]
        ends.append((points[-1][1], points[-1][0], k) if points else (bottom, right, k))
    marks += _names(ends, lines, right + 14, top, bottom)
    colon, comma = label("word.colon", language), label("word.separator", language)
    items = label("word.semicolon", language).join(
        f"{name}{colon}"
        + comma.join(
            f"{period} {write(value)}"
            for period, value in zip(periods, series.values, strict=True)
            if value is not None
        )
        for name, series in zip(names, chart.series, strict=True)
    )
    described = phrase(
        "text.chart_lines", language, rows=len(names), unit=head.unit or "–", items=items
    )
    return Drawing(width, bottom + 20 + _MARGIN, tuple(marks), head.title, described)


def _places(chart: Lines, left: float, right: float) -> list[float]:
    at = chart.at or tuple(float(k) for k in range(len(chart.x)))
    if len(at) < 2:
        return [(left + right) / 2 for _ in at]
    return [left + (right - left) * (place - at[0]) / (at[-1] - at[0]) for place in at]


def _runs(values: tuple[float | None, ...], points: list[Point]) -> tuple[tuple[Point, ...], ...]:
    """Return the unbroken pieces of a line that have two points or more."""
    runs: list[list[Point]] = [[]]
    for value, point in zip(values, points, strict=True):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return tuple(tuple(run) for run in runs if len(run) > 1)


def _periods(
    names: list[str], xs: list[float], y: float, right: float, measure: Measure
) -> list[Mark]:
    """Name the periods under the axis: all if they have room, else the last and every so many."""
    if not names:
        return []
    widest = max(measure(name, _SMALL) for name in names)
    for step in range(1, len(names) + 1):
        kept = list(range(len(names) - 1, -1, -step))[::-1]
        gaps = [xs[b] - xs[a] for a, b in pairwise(kept)]
        if all(gap >= widest + 8 for gap in gaps):
            break
    return [Text(xs[k], y, names[k], _SMALL, "muted", "middle") for k in kept]


def _names(
    ends: list[tuple[float, float, int]],
    lines: list[list[str]],
    x: float,
    top: float,
    bottom: float,
) -> list[Mark]:
    """Write the names beside the last points, moved apart where they would collide."""
    order = sorted(ends, key=lambda end: (end[0], end[2]))
    heights = [_LINE * len(lines[k]) + 2 for _, _, k in order]
    tops = [y - height / 2 for (y, _, _), height in zip(order, heights, strict=True)]
    low = top - 8
    for i, height in enumerate(heights):  # downwards, then back up from the axis
        tops[i] = max(tops[i], low)
        low = tops[i] + height
    high = bottom + 8
    for i in reversed(range(len(tops))):
        tops[i] = min(tops[i], high - heights[i])
        high = tops[i]
    marks: list[Mark] = []
    for (y, end, k), place, height in zip(order, tops, heights, strict=True):
        colour = SERIES[k % len(SERIES)]
        middle = place + height / 2
        if abs(middle - y) > 3 or x - end > 24:
            line = ((end + 5, y), (x - 9, y), (x - 3, middle))
            marks.append(Strokes((line,), colour, 1, opacity=0.6))
        first = middle - _LINE * (len(lines[k]) - 1) / 2 + _SIZE * 0.36
        marks += [
            Text(x, first + _LINE * i, line, _SIZE, colour) for i, line in enumerate(lines[k])
        ]
    return marks
