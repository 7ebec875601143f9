"""Charts of rows under each other: bars, two-sided bars, dispersion."""

from __future__ import annotations

from cantext.render.charts.data import Bars, Dispersion, TwoSided
from cantext.render.charts.heading import Heading, heading
from cantext.render.charts.scales import written
from cantext.render.drawing.marks import Drawing, Mark, Rectangle, Strokes, Text
from cantext.render.drawing.type import Measure, drawable, wrapped
from cantext.render.labels import label, phrase

SIZE, SMALL = 14.0, 12.0  # of type, in the pixels of the layout
MARGIN = 16.0
_LINE = 17.0  # from one line of a label to the next
_ROW = 25.0  # from one row to the next when labels have one line
_GAP = 8.0
_BAR = 15.0


def _rows(labels: list[list[str]], top: float) -> list[tuple[float, float]]:
    """Return the (top, height) of each row, tall enough for the lines of its label."""
    places = []
    for lines in labels:
        height = _ROW + _LINE * (len(lines) - 1)
        places.append((top, height))
        top += height
    return places


def _label(
    lines: list[str], x: float, middle: float, anchor: str, colour: str = "ink"
) -> list[Mark]:
    """Return the lines of a label, centred on a height."""
    first = middle - _LINE * (len(lines) - 1) / 2 + SIZE * 0.36
    return [Text(x, first + _LINE * k, line, SIZE, colour, anchor) for k, line in enumerate(lines)]


def lay_out_bars(chart: Bars, width: float, measure: Measure, language: str) -> Drawing:
    """Lay out a bar chart: label, bar, value."""
    write = written(chart.values)
    names = [drawable(name) for name in chart.labels]
    values = [write(value) for value in chart.values]
    head = heading(chart.title, chart.unit, width, measure)
    value_width = max((measure(value, SIZE) for value in values), default=0.0)
    widest = max((measure(name, SIZE) for name in names), default=0.0)
    label_width = min(widest, max(width * 0.45, 60.0))
    lines = [wrapped(name, SIZE, label_width, measure) for name in names]
    left = MARGIN + label_width + _GAP
    room = max(width - left - _GAP - value_width - MARGIN, 20.0)
    largest = max(chart.values, default=0.0) or 1.0
    places = _rows(lines, head.bottom)
    marks: list[Mark] = [*head.marks]
    for name, folded, value, shown, (top, height) in zip(
        names, lines, chart.values, values, places, strict=True
    ):
        middle, length = top + height / 2, room * value / largest
        marks += _label(folded, left - _GAP, middle, "end")
        marks.append(
            Rectangle(left, middle - _BAR / 2, length, _BAR, "chart-1",
                      f"{name}: {shown} {head.unit}".rstrip(), name)
        )  # fmt: skip
        marks.append(Text(left + length + 6, middle + SIZE * 0.36, shown, SIZE, "muted"))
    bottom = places[-1][0] + places[-1][1] if places else head.bottom
    marks.append(_axis(left, head.bottom, bottom))
    return Drawing(
        width, bottom + MARGIN, tuple(marks), head.title,
        _described("text.chart_bars", language, names, values, head),
    )  # fmt: skip


def _axis(x: float, top: float, bottom: float) -> Strokes:
    return Strokes((((x, top), (x, bottom)),), "muted", 1)


def _described(key: str, language: str, names: list[str], values: list[str], head: Heading) -> str:
    if not names:
        return phrase("text.no_rows", language)
    colon, separator = label("word.colon", language), label("word.semicolon", language)
    items = separator.join(f"{n}{colon}{v}" for n, v in zip(names, values, strict=True))
    return phrase(key, language, rows=len(names), unit=head.unit or "–", items=items)


def lay_out_two_sided(chart: TwoSided, width: float, measure: Measure, language: str) -> Drawing:
    """Lay out two-sided bars: the label stands across the axis from its bar."""
    sizes = [abs(value) for value in chart.values]
    write = written(sizes)
    names = [drawable(name) for name in chart.labels]
    values = [write(size) for size in sizes]
    head = heading(chart.title, chart.unit, width, measure)
    half = width / 2 - MARGIN
    value_width = max((measure(value, SIZE) for value in values), default=0.0)
    room, axis = max(half - value_width - 8, 20.0), width / 2
    largest = max(sizes, default=0.0) or 1.0
    lines = [wrapped(name, SIZE, half - _GAP, measure) for name in names]
    sides = [drawable(chart.left_name), drawable(chart.right_name)]
    side_lines = [wrapped(side, SIZE, half - _GAP, measure) for side in sides]
    top = head.bottom + _LINE * max(map(len, side_lines)) + _GAP
    marks: list[Mark] = [*head.marks]
    for side_name, anchor, x, colour in (
        (side_lines[0], "end", axis - _GAP, "chart-2"),
        (side_lines[1], "start", axis + _GAP, "chart-1"),
    ):
        marks += [
            Text(x, head.bottom + SIZE * 0.8 + _LINE * k, line, SIZE, colour, anchor)
            for k, line in enumerate(side_name)
        ]
    places = _rows(lines, top)
    for name, folded, value, shown, (row_top, height) in zip(
        names, lines, chart.values, values, places, strict=True
    ):
        middle, length = row_top + height / 2, room * abs(value) / largest
        is_left = value < 0
        side = sides[0] if is_left else sides[1]
        marks.append(
            Rectangle(axis - length if is_left else axis, middle - _BAR / 2, length, _BAR,
                      "chart-2" if is_left else "chart-1",
                      f"{name} ({side}): {shown} {head.unit}".rstrip(), name)
        )  # fmt: skip
        end = axis - length - 6 if is_left else axis + length + 6
        anchor = "end" if is_left else "start"
        marks.append(Text(end, middle + SIZE * 0.36, shown, SIZE, "muted", anchor))
        across = (axis + _GAP, "start") if is_left else (axis - _GAP, "end")
        marks += _label(folded, across[0], middle, across[1])
    bottom = places[-1][0] + places[-1][1] if places else top
    marks.append(_axis(axis, top, bottom))
    described = [
        f"{name} ({sides[0] if value < 0 else sides[1]})"
        for name, value in zip(names, chart.values, strict=True)
    ]
    return Drawing(
        width, bottom + MARGIN, tuple(marks), head.title,
        _described("text.chart_two_sided", language, described, values, head),
    )  # fmt: skip


def lay_out_dispersion(chart: Dispersion, width: float, measure: Measure, language: str) -> Drawing:
    """Lay out a dispersion plot: a row for each term, a stroke for each occurrence."""
    names = [drawable(term) for term in chart.terms]
    counts = [f"{len(places):,}" for places in chart.positions]
    head = heading(chart.title, "", width, measure)
    widest = max((measure(name, SIZE) for name in names), default=0.0)
    label_width = min(widest, max(width * 0.35, 60.0))
    count_width = max((measure(count, SIZE) for count in counts), default=0.0)
    lines = [wrapped(name, SIZE, label_width, measure) for name in names]
    left, right = MARGIN + label_width + _GAP, width - MARGIN - count_width - _GAP
    scale = (right - left) / chart.length
    places = _rows(lines, head.bottom)
    bottom = places[-1][0] + places[-1][1] if places else head.bottom
    marks: list[Mark] = [*head.marks]
    for number, (name, folded, found, count, (top, height)) in enumerate(
        zip(names, lines, chart.positions, counts, places, strict=True)
    ):
        middle = top + height / 2
        marks += _label(folded, left - _GAP, middle, "end")
        marks.append(Rectangle(left, middle - 9, right - left, 18, "grid", opacity=0.45))
        # Strokes closer than a third of a pixel cannot be told apart: one stands for all.
        steps = sorted({round((left + place * scale) * 3) for place in found})
        strokes = tuple(((x / 3, middle - 9), (x / 3, middle + 9)) for x in steps)
        if strokes:
            colour = f"chart-{number % 8 + 1}"
            marks.append(
                Strokes(strokes, colour, 1.0, opacity=0.8, title=f"{name}: {count}", label=name)
            )
        marks.append(Text(width - MARGIN, middle + SIZE * 0.36, count, SIZE, "muted", "end"))
    bottom, parts, key = _parts(chart, left, right, head.bottom, bottom, measure)
    marks += parts
    unit = drawable(chart.unit)
    ends = [(left, "start", "0"), (right, "end", f"{chart.length:,.0f} {unit}".rstrip())]
    bottom += _LINE
    marks += [Text(x, bottom, text, SMALL, "muted", anchor) for x, anchor, text in ends]
    for line in wrapped(key, SMALL, width - 2 * MARGIN, measure) if key else []:
        bottom += _LINE
        marks.append(Text(MARGIN, bottom, line, SMALL, "muted"))
    return Drawing(
        width, bottom + MARGIN, tuple(marks), head.title,
        _described("text.chart_dispersion", language, names, counts, Heading((), 0, "", "–")),
    )  # fmt: skip


def _parts(
    chart: Dispersion, left: float, right: float, top: float, bottom: float, measure: Measure
) -> tuple[float, list[Mark], str]:
    """Return the borders of the documents with their names, or with numbers and a key of names."""
    if len(chart.parts) < 2:
        return bottom, [], ""
    scale = (right - left) / chart.length
    starts = [left + part.start * scale for part in chart.parts]
    ends = [*starts[1:], right]
    names = [drawable(part.name) for part in chart.parts]
    marks: list[Mark] = [
        Strokes(tuple(((x, top), (x, bottom + 4)) for x in starts[1:]), "muted", 1)
    ]
    fit = all(
        measure(name, SMALL) + 6 <= end - start
        for name, start, end in zip(names, starts, ends, strict=True)
    )
    shown = names if fit else [str(k + 1) for k in range(len(names))]
    bottom += _LINE
    free = left - 1.0
    for text, start, end in zip(shown, starts, ends, strict=True):
        middle, half = (start + end) / 2, measure(text, SMALL) / 2
        if middle - half >= free:  # a number that has no room is told by its neighbours
            marks.append(Text(middle, bottom, text, SMALL, "muted", "middle"))
            free = middle + half + 4
    key = "" if fit else " · ".join(f"{k + 1}\u00a0{name}" for k, name in enumerate(names))
    return bottom, marks, key
