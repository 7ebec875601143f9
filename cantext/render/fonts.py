"""Chinese type in Hong Kong forms on a machine with no font installed.

The package `manimgx-fonts-cjk` carries Noto Sans CJK (SIL Open Font Licence) as a collection of
variable fonts: five regional faces of 65,535 glyphs each. A rasteriser given the file takes face 0
(Japanese forms) in its thinnest weight. So the face is chosen by name and only the characters to
be drawn are taken from it, at one weight, into a small static font.

Drawing the glyphs one by one into a new font costs less than fontTools' subsetter followed by its
instancer, which take apart tables of all 65,535 glyphs: 0.8 s against 1.5 s for 350 characters,
1.1 s against 4.5 s for 900.
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from cantext.errors import CantextError
from cantext.render.text import printable

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

# The names of faces with Hong Kong forms, then those with Taiwan forms.
_REGIONS = (
    re.compile(r"\bHK\b|HKSCS|Hong ?Kong|香港"),
    re.compile(r"\bT[CW]\b|Taiwan|[台臺]灣|繁"),
)

_EPOCH = 0x7C259DC0  # 1970-01-01 in the font format's seconds since 1904: no clock in the bytes
_BOX = ("xMin", "yMin", "xMax", "yMax")

PAD_HEIGHT = 0.1  # ems; the least height of a block above the baseline

Outline = tuple[tuple[str, tuple[Any, ...]], ...]


@dataclass(frozen=True)
class Face:
    """A static font of just the characters asked for, and their outlines.

    `data` is the font file (OpenType, CFF). `advances`, `outlines` and `bounds` are by character,
    in units of which `units_per_em` make the font size; an outline is a list of pen operations
    (`moveTo`, `lineTo`, `curveTo`, `qCurveTo`, `closePath`), bounds are
    `(x_min, y_min, x_max, y_max)`, y upwards from the baseline. `missing` are the characters asked
    for that the font lacks; they have the outline of an empty box.
    """

    name: str
    data: bytes
    units_per_em: int
    advances: Mapping[str, int]
    outlines: Mapping[str, Outline]
    bounds: Mapping[str, tuple[float, float, float, float]]
    missing: str


def bundled_font() -> Path:
    """Return the path of the font collection that was installed with cantext.

    Raises
    ------
    CantextError
        When the package that carries it is not installed.
    """
    try:
        import manimgx_fonts_cjk
    except ImportError as error:
        raise CantextError(
            "The font package is missing: pip install manimgx-fonts-cjk, or give a font with --font"
        ) from error
    files = sorted(Path(manimgx_fonts_cjk.__file__).parent.glob("*CJK*.ttc"))
    if not files:
        raise CantextError(
            "The package manimgx-fonts-cjk holds no font collection: reinstall it, "
            "or give a font with --font"
        )
    return files[0]


def _names(font: TTFont) -> str:
    table = font["name"]
    return " ".join(str(name) for name in map(table.getDebugName, (1, 2, 4, 16, 17)) if name)


def _rank(font: TTFont, weight: int) -> tuple[int, int]:
    """Order faces by whose forms they carry, then by how near their weight is."""
    names = _names(font)
    region = next((i for i, pattern in enumerate(_REGIONS) if pattern.search(names)), len(_REGIONS))
    own = getattr(font["OS/2"], "usWeightClass", 400) if "OS/2" in font else 400
    return region, 0 if "fvar" in font else abs(own - weight)


def _face_in(stream: BinaryIO, weight: int) -> TTFont:
    """Return the font in a file, of a collection the face that suits Hong Kong best."""
    from fontTools.ttLib import TTCollection, TTFont

    # What fontTools has to say about a table is for an application that set up logging; without
    # one, Python would print it on stderr among our own notes.
    logger = logging.getLogger("fontTools")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    number = -1  # what fontTools takes for a file of one font
    if stream.read(4) == b"ttcf":
        stream.seek(0)
        faces = enumerate(TTCollection(stream, lazy=True))
        number = min((*_rank(face, weight), place) for place, face in faces)[-1]
    stream.seek(0)
    font = TTFont(stream, fontNumber=number, lazy=True)
    if not {"glyf", "CFF ", "CFF2"} & set(font.keys()):
        raise CantextError("The font has no outlines; choose another OTF, TTF or TTC file")
    return font


@contextmanager
def _opened(path: Path, weight: int) -> Iterator[TTFont]:
    """Open a font for reading.

    Raises
    ------
    CantextError
        When the file is absent, damaged, or not a font with outlines.
    """
    shown = printable(str(path))
    try:
        with path.open("rb") as stream:
            yield _face_in(stream, weight)
    except CantextError:
        raise
    except OSError as error:
        raise CantextError(f"Cannot read the font {shown}: {error.strerror or error}") from error
    except Exception as error:  # fontTools meets damage with whatever it leads to, struct.error say
        raise CantextError(
            f"{shown} is not a font that can be read; choose an OTF, TTF or TTC file"
        ) from error


def _is_invisible(character: str) -> bool:
    """Whether a character is drawn as nothing: blanks, joiners, variation selectors."""
    return (
        unicodedata.category(character) in ("Cf", "Zs", "Zl", "Zp", "Cc")
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )


def _code_to_glyph(font: TTFont) -> dict[int, str]:
    # Names of our own spare fontTools the making of 65,535 from the character map. Outlines of
    # CFF 1 are looked up by the names in the font, so there they must stay.
    if "CFF " not in font:
        font.setGlyphOrder([f"g{index}" for index in range(font["maxp"].numGlyphs)])
    return dict(font.getBestCmap() or {})


def _polygon(points: Sequence[tuple[int, int]]) -> Outline:
    return (
        ("moveTo", (points[0],)),
        *(("lineTo", (point,)) for point in points[1:]),
        ("closePath", ()),
    )


def _empty_box(units_per_em: int) -> Outline:
    """Return the outline of a frame, which stands for a character that the font lacks."""

    def corners(low: float, high: float, left: float, right: float) -> list[tuple[int, int]]:
        points = [(left, low), (left, high), (right, high), (right, low)]
        return [(round(x * units_per_em), round(y * units_per_em)) for x, y in points]

    # The hole runs the other way round, so that non-zero filling leaves it empty.
    hole = corners(-0.02, 0.78, 0.14, 0.86)[::-1]
    return (*_polygon(corners(-0.06, 0.82, 0.1, 0.9)), *_polygon(hole))


@dataclass
class _Glyphs:
    advances: dict[str, int]
    outlines: dict[str, Outline]
    missing: list[str]


def _take(font: TTFont, characters: str, weight: int) -> _Glyphs:
    """Draw each character at one weight and note its operations and advance."""
    from fontTools.pens.recordingPen import DecomposingRecordingPen

    code_to_glyph = _code_to_glyph(font)
    for tag in ("vhea", "vmtx", "VVAR", "VORG"):  # vertical metrics are read at some cost if there
        if tag in font:
            del font[tag]
    location = {}
    if "fvar" in font:
        for axis in font["fvar"].axes:
            wanted = weight if axis.axisTag == "wght" else axis.defaultValue
            location[axis.axisTag] = min(max(wanted, axis.minValue), axis.maxValue)
    glyph_set = font.getGlyphSet(location=location or None)
    em = font["head"].unitsPerEm
    glyphs = _Glyphs({}, {}, [])
    for character in characters:
        name = code_to_glyph.get(ord(character))
        if name is not None:
            glyph = glyph_set[name]
            pen = DecomposingRecordingPen(glyph_set)
            glyph.draw(pen)
            glyphs.advances[character] = round(glyph.width)
            glyphs.outlines[character] = tuple(pen.value)
        elif _is_invisible(character):
            glyphs.advances[character] = em // 4 if character.isspace() else 0
            glyphs.outlines[character] = ()
        else:
            glyphs.advances[character] = em
            glyphs.outlines[character] = _empty_box(em)
            glyphs.missing.append(character)
    return glyphs


def _build(glyphs: _Glyphs, units_per_em: int, ascent: int, descent: int, weight: int) -> bytes:
    """Put outlines into an OpenType file; the same outlines give the same bytes."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.pens.t2CharStringPen import T2CharStringPen

    outlines = {".notdef": _empty_box(units_per_em)}
    advances = {".notdef": units_per_em}
    character_map = {}
    for character, outline in glyphs.outlines.items():
        name = f"u{ord(character):05X}"
        character_map[ord(character)] = name
        outlines[name] = outline
        advances[name] = glyphs.advances[character]
    char_strings = {}
    for name, outline in outlines.items():
        recording, pen = RecordingPen(), T2CharStringPen(advances[name], None)
        recording.value = list(outline)
        recording.replay(pen)
        char_strings[name] = pen.getCharString(optimize=False)
    builder = FontBuilder(units_per_em, isTTF=False)
    builder.setupGlyphOrder(list(outlines))
    builder.setupCharacterMap(character_map)
    builder.setupCFF("cantext-cut", {}, char_strings, {})
    builder.setupHorizontalMetrics({name: (advance, 0) for name, advance in advances.items()})
    builder.setupHorizontalHeader(ascent=ascent, descent=descent)
    builder.setupNameTable({"familyName": "cantext cut", "styleName": "Regular"})
    builder.setupOS2(usWeightClass=weight, sTypoAscender=ascent, sTypoDescender=descent)
    builder.setupPost(keepGlyphNames=False)
    # Left to itself fontTools would parse all outlines again, twice, for the box around them.
    box = (0, descent, max(advances.values()), ascent)
    builder.font["CFF "].cff.topDictIndex[0].FontBBox = list(box)
    builder.updateHead(created=_EPOCH, modified=_EPOCH, **dict(zip(_BOX, box, strict=True)))
    builder.font["hhea"].advanceWidthMax = box[2]
    builder.font.recalcBBoxes = False
    builder.font.recalcTimestamp = False
    stream = io.BytesIO()
    builder.save(stream)
    return stream.getvalue()


def block_font(face: Face, blank: str) -> bytes:
    """Return a font whose glyphs are the boxes of those of `face`, for laying out whole words.

    A layout that looks for free pixels finds them inside large characters (國 has room for a whole
    word) and between a word and its neighbour. With these glyphs a word is one solid block: from
    the start of its first advance to the end of its last, and from its highest ink (at least a
    tenth of an em) down to its lowest or the baseline.

    Parameters
    ----------
    face
        The face that the words will be drawn with.
    blank
        A character that is to be a block too, although it is drawn as nothing.
    """
    outlines: dict[str, Outline] = {}
    for character, advance in face.advances.items():
        if character in face.bounds or character == blank:
            _, low, _, high = face.bounds.get(character, (0, 0, 0, 0))
            low, high = min(low, 0), max(high, PAD_HEIGHT * face.units_per_em)
            points = [(0, low), (0, high), (advance, high), (advance, low)]
            outlines[character] = _polygon([(round(x), round(y)) for x, y in points])
        else:
            outlines[character] = ()
    glyphs = _Glyphs(dict(face.advances), outlines, [])
    em = face.units_per_em
    return _build(glyphs, em, ascent=em, descent=-em // 4, weight=400)


@lru_cache(maxsize=4)
def _cut(characters: str, path: Path, weight: int) -> Face:
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.pens.recordingPen import RecordingPen

    with _opened(path, weight) as font:
        em, header = font["head"].unitsPerEm, font["hhea"]
        ascent, descent = header.ascent, header.descent
        name = font["name"].getDebugName(1) or path.name
        glyphs = _take(font, characters, weight)
    bounds = {}
    for character, outline in glyphs.outlines.items():
        recording, pen = RecordingPen(), BoundsPen(None)
        recording.value = list(outline)
        recording.replay(pen)
        if pen.bounds:
            bounds[character] = pen.bounds
    data = _build(glyphs, em, ascent, descent, weight)
    return Face(name, data, em, glyphs.advances, glyphs.outlines, bounds, "".join(glyphs.missing))


def cut_face(characters: str, font_path: str | Path | None = None, weight: int = 500) -> Face:
    """Cut the characters of a text out of a font at one weight.

    Parameters
    ----------
    characters
        What will be drawn, in any order and with repeats.
    font_path
        An OTF, TTF or TTC file (of a collection, a face with Hong Kong forms is preferred);
        without it, the font that comes with cantext.
    weight
        100 (thin) to 900 (black) for a variable font, which is held to the weights it has.

    Raises
    ------
    CantextError
        When the font cannot be read or has no outlines.

    Examples
    --------
    >>> face = cut_face("說冇", weight=700)
    >>> face.name, face.units_per_em, face.advances["說"], face.missing
    ('Noto Sans CJK HK', 1000, 1000, '')
    """
    path = bundled_font() if font_path is None else Path(font_path)
    wanted = "".join(sorted(set(characters)))
    return _cut(wanted, path, weight)


def hk_font(characters: str, weight: int = 500) -> bytes:
    """Return a static OpenType font of just these characters in Hong Kong forms.

    >>> hk_font("產學研")[:4]
    b'OTTO'
    """
    return cut_face(characters, weight=weight).data


def missing_characters(characters: str, font_path: str | Path | None = None) -> str:
    """Return those of `characters`, once each and in code order, that a font cannot draw.

    Blanks, joiners and variation selectors, which are drawn as nothing, are never missing.

    >>> missing_characters("說𝄞說")
    '𝄞'
    """
    path = bundled_font() if font_path is None else Path(font_path)
    with _opened(path, 500) as font:
        known = _code_to_glyph(font)
    wanted = sorted(set(characters))
    return "".join(c for c in wanted if ord(c) not in known and not _is_invisible(c))
