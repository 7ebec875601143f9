"""What stands around the words of a cloud: its legend, and the headings of two side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cantext.errors import CantextError
from cantext.render.drawing.marks import Circle, Mark, Strokes, Text
from cantext.render.drawing.type import Measure, wrapped

_TYPE = 0.026  # of the height of a picture of 16 to 9, and of what its width allows else
_LEAST = 12.0  # pixels; smaller cannot be read
_MOST = 0.4  # of the height that a legend may take


def _type(width: int, height: int) -> float:
    return _TYPE * min(height, width * 9 / 16)


def legend_of(
    entries: Mapping[str, str], width: int, height: int, measure: Measure, ink: str
) -> tuple[tuple[Mark, ...], int]:
    """Return a legend along the bottom, in as many rows as it needs, and where it begins.

    Raises
    ------
    CantextError
        When it would take more than two fifths of the picture.
    """
    size = max(_LEAST, _type(width, height))
    rows: list[list[tuple[str, str, float]]] = [[]]
    along = size
    for name, colour in entries.items():
        length = measure(name, size) + 3.2 * size
        if rows[-1] and along + length > width - size:
            rows.append([])
            along = size
        rows[-1].append((name, colour, along))
        along += length
    line = 1.7 * size
    top = height - line * len(rows) - 0.6 * size
    if top < height * (1 - _MOST) or any(
        x + 1.2 * size + measure(name, size) > width for row in rows for name, _, x in row
    ):
        raise CantextError(
            f"The legend has no room in a picture of {width} by {height} pixels: make it larger"
        )
    marks: list[Mark] = []
    for k, row in enumerate(rows):
        baseline = top + line * (k + 1) - 0.3 * size
        end = row[-1][2] + measure(row[-1][0], size) + 1.2 * size
        shift = (width - end - row[0][2]) / 2  # in the middle
        for name, colour, x in row:
            marks.append(
                Circle(x + shift + 0.45 * size, baseline - 0.36 * size, 0.42 * size, colour)
            )
            marks.append(Text(x + shift + 1.2 * size, baseline, name, size, ink))
    return tuple(marks), int(top)


def headings(
    titles: Sequence[str],
    note: str,
    width: int,
    height: int,
    measure: Measure,
    colours: Sequence[str],
    muted: str,
) -> tuple[tuple[Mark, ...], int, int]:
    """Return a title above each half, a line between them and a note below, and the room left."""
    size = max(_LEAST + 4, 1.4 * _type(width, height))
    small = max(_LEAST, 0.85 * _type(width, height))
    half = width / 2
    lines = [wrapped(title, size, half - 2 * size, measure) for title in titles]
    notes = wrapped(note, small, width - 2 * small, measure) if note else []
    top = size * (0.7 + 1.35 * max(map(len, lines)))
    bottom = height - small * (0.8 + 1.4 * len(notes))
    if bottom - top < height * (1 - _MOST):
        raise CantextError(
            f"The titles have no room in a picture of {width} by {height} pixels: make it larger"
        )
    marks: list[Mark] = [Strokes((((half, top * 0.4), (half, bottom)),), muted, 1.0, opacity=0.5)]
    for side, (block, colour) in enumerate(zip(lines, colours, strict=True)):
        middle = half * (side + 0.5)
        marks += [
            Text(middle, size * (1.2 + 1.35 * k), line, size, colour, "middle")
            for k, line in enumerate(block)
        ]
    marks += [
        Text(half, bottom + small * 1.4 * (k + 1), line, small, muted, "middle")
        for k, line in enumerate(notes)
    ]
    return tuple(marks), int(top), int(bottom)
