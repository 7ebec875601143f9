"""Drawings as PNG images."""

from __future__ import annotations

import io
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cantext.render.drawing.marks import Circle, Drawing, Rectangle, Strokes, Text, colour_value
from cantext.render.drawing.svg import start_of
from cantext.render.fonts import Face

if TYPE_CHECKING:
    from PIL.Image import Image

# Pillow draws shapes without smoothing their edges; drawn larger and reduced they come out smooth.
_FINER = 3


def png(drawing: Drawing, face: Face) -> bytes:
    """Draw a PNG of `drawing.width` by `drawing.height` pixels."""
    image = _canvas(drawing)
    _write(image, [mark for mark in drawing.marks if isinstance(mark, Text)], face)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def _canvas(drawing: Drawing) -> Image:
    """Return the background with the shapes on it."""
    from PIL import Image, ImageDraw

    transparent = drawing.background == "transparent"
    mode, ground = ("RGBA", (255, 255, 255, 0)) if transparent else (
        "RGB", colour_value(drawing.background)
    )  # fmt: skip
    size = round(drawing.width), round(drawing.height)
    shapes = [mark for mark in drawing.marks if not isinstance(mark, Text)]
    if not shapes:
        return Image.new(mode, size, ground)
    image = Image.new(mode, (size[0] * _FINER, size[1] * _FINER), ground)
    # Colours that let the ground through are mixed by Pillow when it draws "RGBA" on "RGB".
    draw = ImageDraw.Draw(image, "RGBA" if not transparent else None)
    for shape in shapes:
        _draw(draw, shape.moved(_FINER, 0, 0))
    return image.reduce(_FINER)


def _draw(draw: Any, mark: Rectangle | Circle | Strokes) -> None:
    from PIL import ImageColor

    opacity = 1.0 if isinstance(mark, Circle) else mark.opacity
    red, green, blue = ImageColor.getrgb(colour_value(mark.colour))[:3]
    ink = (red, green, blue, round(255 * opacity))
    if isinstance(mark, Rectangle):
        if mark.width > 0 and mark.height > 0:
            right, bottom = mark.x + mark.width - 1, mark.y + mark.height - 1
            draw.rectangle((mark.x, mark.y, max(right, mark.x), max(bottom, mark.y)), fill=ink)
    elif isinstance(mark, Circle):
        x, y, r = mark.x, mark.y, mark.radius
        draw.ellipse((x - r, y - r, x + r, y + r), fill=ink)
    else:
        width = max(1, round(mark.width))
        for path in mark.paths:
            for piece in _dashes(path, mark.dash):
                draw.line(piece, fill=ink, width=width, joint="curve")


def _dashes(
    path: tuple[tuple[float, float], ...], dash: tuple[float, ...]
) -> list[list[tuple[float, float]]]:
    """Cut a line into the pieces that are inked."""
    if not dash:
        return [list(path)]
    pieces: list[list[tuple[float, float]]] = []
    turn, left, piece = 0, dash[0], [path[0]]
    for (x1, y1), (x2, y2) in pairwise(path):
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        done = 0.0
        while length - done > left:
            done += left
            point = (x1 + (x2 - x1) * done / length, y1 + (y2 - y1) * done / length)
            if turn % 2 == 0:
                pieces.append([*piece, point])
            turn += 1
            left, piece = dash[turn % len(dash)], [point]
        left -= length - done
        piece.append((x2, y2))
    if turn % 2 == 0 and len(piece) > 1:
        pieces.append(piece)
    return pieces


def _write(image: Image, texts: list[Text], face: Face) -> None:
    from PIL import ImageDraw, ImageFont

    @cache
    def font(size: float) -> Any:
        return ImageFont.truetype(io.BytesIO(face.data), size, layout_engine=ImageFont.Layout.BASIC)

    draw = ImageDraw.Draw(image)
    for text in texts:
        halo: dict[str, Any] = (
            {"stroke_width": text.size * 0.11, "stroke_fill": "#ffffff"} if text.halo else {}
        )
        # "ls": the point given is the left end of the baseline.
        draw.text(
            (start_of(text, face), text.y), text.text, fill=colour_value(text.colour),
            font=font(text.size), anchor="ls", **halo,
        )  # fmt: skip
