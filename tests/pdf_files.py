"""Small PDF files for tests, written by hand: text at places, pictures, passwords."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """Text whose base line begins at (x, y), in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 12


@dataclass(frozen=True)
class Page:
    texts: list[Text] = field(default_factory=list)
    picture: bool = False
    raw: bytes = b""  # further drawing operators


_RANGES = "\n".join(f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(256))
_TO_UNICODE = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
    "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
    + "".join(
        f"{len(part)} beginbfrange\n" + "\n".join(part) + "\nendbfrange\n"
        for part in (
            _RANGES.split("\n")[:100],
            _RANGES.split("\n")[100:200],
            _RANGES.split("\n")[200:],
        )
    )
    + "endcmap end end"
).encode()


def pdf(
    pages: list[Page], *, info: dict[str, str] | None = None, to_unicode: bytes = _TO_UNICODE
) -> bytes:
    """Return a PDF of A4 pages. Han is as wide as the font is high, ASCII half as wide."""
    objects: list[bytes] = [b"", b""]  # catalogue and pages, once their kids are known

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(data: bytes, head: str = "") -> int:
        return add(b"<<%s/Length %d>>stream\n%s\nendstream" % (head.encode(), len(data), data))

    cmap = stream(to_unicode)
    descriptor = add(
        b"<</Type/FontDescriptor/FontName/Test/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0"
        b"/Ascent 800/Descent -200/CapHeight 700/StemV 80>>"
    )
    face = add(
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Test/CIDSystemInfo<</Registry(Adobe)"
        b"/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/DW 1000/W[32 126 500]"
        b"/CIDToGIDMap/Identity>>" % descriptor
    )
    font = add(
        b"<</Type/Font/Subtype/Type0/BaseFont/Test/Encoding/Identity-H/DescendantFonts[%d 0 R]"
        b"/ToUnicode %d 0 R>>" % (face, cmap)
    )
    picture = stream(
        b"\x80",
        "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
    )
    kids = []
    for page in pages:
        drawn = b"".join(
            b"BT /F %g Tf %g %g Td <%s> Tj ET\n"
            % (text.size, text.x, text.y, text.text.encode("utf-16-be").hex().encode())
            for text in page.texts
        )
        if page.picture:
            drawn += b"q 500 0 0 700 50 50 cm /P Do Q\n"
        content = stream(drawn + page.raw)
        kids.append(
            add(
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources"
                b"<</Font<</F %d 0 R>>/XObject<</P %d 0 R>>>>>>" % (content, font, picture)
            )
        )
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (listed, len(kids))
    trailer = b""
    if info:
        entries = b"".join(
            b"/%s<feff%s>" % (key.encode(), value.encode("utf-16-be").hex().encode())
            for key, value in info.items()
        )
        trailer = b"/Info %d 0 R" % add(b"<<%s>>" % entries)
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, trailer, start,
    )  # fmt: skip
    return bytes(out)


def paragraph(text: str, *, x: float, y: float, width: int, size: float = 12, step: float = 18):
    """Return text set in lines of so many Han characters, from y downwards."""
    lines = [text[start : start + width] for start in range(0, len(text), width)]
    return [Text(x, y - step * index, line, size) for index, line in enumerate(lines)]
