"""Drawings as files, by their suffix."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from cantext.errors import OutputError
from cantext.render.drawing.marks import Drawing
from cantext.render.fonts import Face
from cantext.render.text import printable

FileFormat = Literal["png", "svg", "pdf"]
FORMATS: tuple[FileFormat, ...] = ("png", "svg", "pdf")


def format_of(path: Path) -> FileFormat:
    """Return the format that a file name asks for.

    >>> format_of(Path("cloud.PNG"))
    'png'

    Raises
    ------
    OutputError
        When its suffix is none of `.png`, `.svg` and `.pdf`.
    """
    suffix = path.suffix.lower()
    for name in FORMATS:
        if suffix == f".{name}":
            return name
    shown = printable(suffix) or "a file without suffix"
    raise OutputError(
        f"Cannot draw a picture as {shown}: name a file that ends in .png, .svg or .pdf"
    )


def encode_drawing(drawing: Drawing, face: Face, format: FileFormat) -> bytes:
    """Return a drawing as the bytes of a file."""
    if format == "png":
        from cantext.render.drawing.png import png

        return png(drawing, face)
    if format == "svg":
        from cantext.render.drawing.svg import outlined

        return outlined(drawing, face).encode("utf-8")
    from cantext.render.drawing.pdf import pdf

    return pdf(drawing, face)
