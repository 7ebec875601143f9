"""Drawings as SVG: inside a page, in its type and colours, or as a file that needs no font."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from xml.sax.saxutils import escape, quoteattr

from cantext.render.drawing.marks import (
    Circle,
    Drawing,
    Mark,
    Rectangle,
    Strokes,
    Text,
    colour_value,
)
from cantext.render.drawing.type import measure_of
from cantext.render.fonts import Face


def number(value: float) -> str:
    """Write a coordinate without needless digits.

    >>> number(12.0), number(1 / 3), number(-0.001)
    ('12', '0.33', '0')
    """
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def inline(drawing: Drawing) -> str:
    """Return an SVG element for an HTML page: text is text, colours are the page's.

    Colours are the custom properties `--chart-1` to `--chart-8`, `--muted` and `--grid` with ours
    where the page sets none; ink is `currentColor`. There are no links, scripts or style
    attributes, and all text is escaped. Rectangles, circles and lines carry what they stand for in
    `data-label`.
    """
    # Two pictures of a page need different names; the same picture has the same always.
    content = repr(drawing.marks) + drawing.title
    key = "c" + hashlib.sha256(content.encode("utf-8", "backslashreplace")).hexdigest()[:10]
    width, height = number(drawing.width), number(drawing.height)
    body = "".join(_inline_mark(mark) for mark in _text_last(drawing.marks))
    return (
        f'<svg class="chart" role="img" aria-labelledby="{key}-t {key}-d" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<title id="{key}-t">{escape(drawing.title)}</title>'
        f'<desc id="{key}-d">{escape(drawing.description)}</desc>{body}</svg>'
    )


def outlined(drawing: Drawing, face: Face) -> str:
    """Return an SVG document in which letters are shapes: it looks the same everywhere."""
    width, height = number(drawing.width), number(drawing.height)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"' + (' role="img">' if drawing.title else ">"),
    ]
    if drawing.title:
        lines.append(f"<title>{escape(drawing.title)}</title>")
        lines.append(f"<desc>{escape(drawing.description)}</desc>")
    if drawing.background != "transparent":
        fill = quoteattr(colour_value(drawing.background))
        lines.append(f'<rect width="100%" height="100%" fill={fill}/>')
    for mark in _text_last(drawing.marks):
        if isinstance(mark, Text):
            lines.append(_glyphs(mark, face))
        else:
            lines.append(_shape(mark, colour_value))
    return "\n".join([*lines, "</svg>", ""])


def _text_last(marks: Iterable[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda mark: isinstance(mark, Text))


def _page_colour(colour: str) -> str:
    if colour == "ink":
        return "currentColor"
    value = colour_value(colour)
    return value if value == colour else f"var(--{colour}, {value})"


def _inline_mark(mark: Mark) -> str:
    if not isinstance(mark, Text):
        return _shape(mark, _page_colour, named=True)
    place = f'x="{number(mark.x)}" y="{number(mark.y)}" font-size="{number(mark.size)}"'
    anchor = "" if mark.anchor == "start" else f' text-anchor="{mark.anchor}"'
    halo = (
        ' stroke="var(--paper, #ffffff)" stroke-width="3" paint-order="stroke"' if mark.halo else ""
    )
    return (
        f'<text {place} fill="{_page_colour(mark.colour)}"{anchor}{halo}>{escape(mark.text)}</text>'
    )


def _shape(
    mark: Rectangle | Circle | Strokes, colour_of: Callable[[str], str], *, named: bool = False
) -> str:
    colour = quoteattr(colour_of(mark.colour))
    label = f" data-label={quoteattr(mark.label)}" if named and mark.label else ""
    if isinstance(mark, Rectangle):
        opacity = "" if mark.opacity == 1 else f' fill-opacity="{number(mark.opacity)}"'
        start = (
            f'<rect x="{number(mark.x)}" y="{number(mark.y)}" width="{number(mark.width)}" '
            f'height="{number(mark.height)}" fill={colour}{opacity}{label}'
        )
        name = "rect"
    elif isinstance(mark, Circle):
        start = (
            f'<circle cx="{number(mark.x)}" cy="{number(mark.y)}" r="{number(mark.radius)}" '
            f"fill={colour}{label}"
        )
        name = "circle"
    else:
        dash = " ".join(map(number, mark.dash))
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        opacity = "" if mark.opacity == 1 else f' stroke-opacity="{number(mark.opacity)}"'
        start = (
            f'<path d="{_path(mark)}" fill="none" stroke={colour} '
            f'stroke-width="{number(mark.width)}" stroke-linejoin="round"{dashed}{opacity}{label}'
        )
        name = "path"
    return f"{start}><title>{escape(mark.title)}</title></{name}>" if mark.title else f"{start}/>"


def _path(mark: Strokes) -> str:
    return "".join(
        "M" + "L".join(f"{number(x)} {number(y)}" for x, y in path) for path in mark.paths
    )


def start_of(text: Text, face: Face) -> float:
    """Return where a text starts, in pixels."""
    if text.anchor == "start":
        return text.x
    width = measure_of(face)(text.text, text.size)
    return text.x - (width / 2 if text.anchor == "middle" else width)


def _glyphs(text: Text, face: Face) -> str:
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    path = SVGPathPen(None, ntos=lambda value: f"{value:.0f}")
    along = 0
    for character in text.text:
        recording = RecordingPen()
        recording.value = list(face.outlines[character])
        recording.replay(TransformPen(path, (1, 0, 0, 1, along, 0)))
        along += face.advances[character]
    name = text.title or text.text
    # From font units, y upwards from the baseline, to pixels, y downwards.
    scale = text.size / face.units_per_em
    placed = (scale, 0, 0, -scale, start_of(text, face), text.y)
    numbers = " ".join(f"{n:.4f}".rstrip("0").rstrip(".") for n in placed)
    halo = ""
    if text.halo:  # in font units, as the shape is
        width = number(0.22 * face.units_per_em)
        halo = (
            f' stroke="#ffffff" stroke-width="{width}" stroke-linejoin="round" paint-order="stroke"'
        )
    start = (
        f'<path role="img" aria-label={quoteattr(name)} fill={quoteattr(colour_value(text.colour))}'
        f'{halo} transform="matrix({numbers})" d="{path.getCommands()}"'
    )
    return f"{start}><title>{escape(name)}</title></path>" if text.title else f"{start}/>"
