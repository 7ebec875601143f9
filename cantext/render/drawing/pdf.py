"""Drawings as PDF: vectors, with a font of just the characters drawn, whose text can be searched.

The file is written here, object by object (ISO 32000-1): the cut face is already the CFF font that
a PDF embeds, so a PDF library would only take it apart and number its glyphs anew. There is no
clock in the bytes.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Mapping, Sequence

from cantext.render.drawing.marks import (
    Circle,
    Drawing,
    Point,
    Rectangle,
    Strokes,
    Text,
    colour_value,
)
from cantext.render.drawing.svg import number, start_of
from cantext.render.fonts import Face

_POINTS = 0.75  # of a pixel: 96 pixels and 72 points to the inch
_KAPPA = 0.5523  # control points of a quarter circle, in radii


def pdf(drawing: Drawing, face: Face) -> bytes:
    """Return a PDF document of one page; a pixel is 0.75 points."""
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(face.data))
    names = font.getBestCmap()
    glyphs = {chr(code): font.getGlyphID(name) for code, name in names.items()}
    width, height = drawing.width * _POINTS, drawing.height * _POINTS
    opacities = sorted(
        {mark.opacity for mark in drawing.marks if isinstance(mark, Rectangle | Strokes)}
    )
    content = _content(drawing, face, glyphs, opacities)
    states = " ".join(f"/G{k} <</ca {number(o)} /CA {number(o)}>>" for k, o in enumerate(opacities))
    em = 1000 / face.units_per_em
    widths = " ".join(
        f"{glyph} [{number(face.advances[character] * em)}]"
        for character, glyph in sorted(glyphs.items(), key=lambda item: item[1])
    )
    head, hhea = font["head"], font["hhea"]
    box = [head.xMin, head.yMin, head.xMax, head.yMax]
    metrics = (
        f"/FontBBox [{' '.join(number(edge * em) for edge in box)}] /ItalicAngle 0 "
        f"/Ascent {number(hhea.ascent * em)} /Descent {number(hhea.descent * em)} "
        f"/CapHeight {number(hhea.ascent * em)} /StemV 80"
    )
    bodies = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        (
            f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 {number(width)} {number(height)}] "
            f"/Contents 4 0 R /Resources <</Font <</F 5 0 R>> /ExtGState <<{states}>>>>>>"
        ).encode(),
        _stream(content.encode()),
        b"<</Type /Font /Subtype /Type0 /BaseFont /CANTXT+cut /Encoding /Identity-H "
        b"/DescendantFonts [6 0 R] /ToUnicode 9 0 R>>",
        (
            "<</Type /Font /Subtype /CIDFontType0 /BaseFont /CANTXT+cut /FontDescriptor 7 0 R "
            f"/DW 1000 /W [{widths}] "
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>>>"
        ).encode(),
        (
            f"<</Type /FontDescriptor /FontName /CANTXT+cut /Flags 4 {metrics} /FontFile3 8 0 R>>"
        ).encode(),
        _stream(font.reader["CFF "], "/Subtype /CIDFontType0C"),
        _stream(_to_unicode(glyphs)),
        b"<</Producer (cantext) /Title <" + _utf16(drawing.title) + b">>>",
    ]
    return _file(bodies)


def _content(
    drawing: Drawing, face: Face, glyphs: Mapping[str, int], opacities: Sequence[float]
) -> str:
    height = number(drawing.height * _POINTS)
    lines = [f"{_POINTS} 0 0 -{_POINTS} 0 {height} cm", "1 j"]
    if drawing.background != "transparent":
        size = f"{number(drawing.width)} {number(drawing.height)}"
        lines.append(f"{_rgb(drawing.background)} rg 0 0 {size} re f")
    for mark in sorted(drawing.marks, key=lambda mark: isinstance(mark, Text)):
        if isinstance(mark, Text):
            lines += _text(mark, face, glyphs)
        else:
            lines += _shape(mark, opacities)
    return "\n".join(lines)


def _shape(mark: Rectangle | Circle | Strokes, opacities: Sequence[float]) -> list[str]:
    opacity = 1.0 if isinstance(mark, Circle) else mark.opacity
    state = [f"/G{opacities.index(opacity)} gs"] if opacity in opacities else []
    colour = _rgb(mark.colour)
    if isinstance(mark, Rectangle):
        box = " ".join(map(number, (mark.x, mark.y, mark.width, mark.height)))
        return ["q", *state, f"{colour} rg {box} re f", "Q"]
    if isinstance(mark, Circle):
        return ["q", f"{colour} rg {_circle(mark)} f", "Q"]
    dash = f"[{' '.join(map(number, mark.dash))}] 0 d" if mark.dash else ""
    paths = [
        " ".join(f"{number(x)} {number(y)} {'l' if k else 'm'}" for k, (x, y) in enumerate(path))
        for path in mark.paths
    ]
    return ["q", *state, f"{colour} RG {number(mark.width)} w {dash}", *paths, "S", "Q"]


def _circle(mark: Circle) -> str:
    x, y, r, k = mark.x, mark.y, mark.radius, mark.radius * _KAPPA
    curves = [
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    ]
    drawn = " ".join(" ".join(map(number, curve)) + " c" for curve in curves)
    return f"{number(x + r)} {number(y)} m {drawn}"


def _text(text: Text, face: Face, glyphs: Mapping[str, int]) -> list[str]:
    codes = "".join(f"{glyphs[character]:04x}" for character in text.text)
    x, y = number(start_of(text, face)), number(text.y)
    halo = _halo(text, face) if text.halo else []
    shown = (
        f"BT /F {number(text.size)} Tf {_rgb(text.colour)} rg 1 0 0 -1 {x} {y} Tm <{codes}> Tj ET"
    )
    return [*halo, shown]


def _halo(text: Text, face: Face) -> list[str]:
    """Return the outlines of letters as thick lines: as text, a search would find them twice."""
    from fontTools.pens.basePen import BasePen
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.pens.transformPen import TransformPen

    lines: list[str] = []

    class Writer(BasePen):  # type: ignore[misc]  # turns quadratic curves into cubic ones
        def _moveTo(self, point: Point) -> None:  # noqa: N802
            lines.append(f"{_pair(point)} m")

        def _lineTo(self, point: Point) -> None:  # noqa: N802
            lines.append(f"{_pair(point)} l")

        def _curveToOne(self, a: Point, b: Point, point: Point) -> None:  # noqa: N802
            lines.append(f"{_pair(a)} {_pair(b)} {_pair(point)} c")

        def _closePath(self) -> None:  # noqa: N802
            lines.append("h")

    scale, along = text.size / face.units_per_em, start_of(text, face)
    for character in text.text:
        recording = RecordingPen()
        recording.value = list(face.outlines[character])
        recording.replay(TransformPen(Writer(None), (scale, 0, 0, -scale, along, text.y)))
        along += face.advances[character] * scale
    return ["q", f"{_rgb('paper')} RG {number(text.size * 0.22)} w", *lines, "S", "Q"]


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _rgb(colour: str) -> str:
    from PIL import ImageColor

    return " ".join(
        f"{part / 255:.4f}".rstrip("0").rstrip(".")
        for part in ImageColor.getrgb(colour_value(colour))[:3]
    )


def _to_unicode(glyphs: Mapping[str, int]) -> bytes:
    """Return the table by which a reader finds the text again, at most 100 glyphs a block."""
    pairs = [
        f"<{glyph:04x}> <{character.encode('utf-16-be').hex()}>"
        for character, glyph in sorted(glyphs.items(), key=lambda item: item[1])
    ]
    blocks = [pairs[k : k + 100] for k in range(0, len(pairs), 100)]
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{body}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()


def _utf16(text: str) -> bytes:
    return ("\ufeff" + text).encode("utf-16-be", "replace").hex().encode()


def _stream(data: bytes, more: str = "") -> bytes:
    packed = zlib.compress(data, 9)
    head = f"<</Length {len(packed)} /Filter /FlateDecode {more}>>"
    return head.encode() + b"\nstream\n" + packed + b"\nendstream"


def _file(bodies: Sequence[bytes]) -> bytes:
    """Return a file of numbered objects, the last of which is the document information."""
    data = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for k, body in enumerate(bodies, start=1):
        places.append(len(data))
        data += f"{k} 0 obj\n".encode() + body + b"\nendobj\n"
    key = hashlib.sha256(data).hexdigest()[:32]
    table = len(data)
    data += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    data += (
        f"trailer <</Size {len(bodies) + 1} /Root 1 0 R /Info {len(bodies)} 0 R "
        f"/ID [<{key}> <{key}>]>>\nstartxref\n{table}\n%%EOF\n"
    ).encode()
    return bytes(data)
