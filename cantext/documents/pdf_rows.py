"""The characters of a PDF page as rows of text with their places.

PDFium gives characters in the order the page draws them, with boxes in points from the lower left
corner. It ends a line where the base line changes; a wide gap inside a line may be the space
between two columns or two cells, so a row keeps its fragments apart.
"""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cantext.documents.repair import without_layout_spaces

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

# A gap of so many font sizes parts two fragments: justified Latin text stays under one.
_GAP = 1.8
# A page of a newspaper holds 15,000 characters; beyond this the page was made to be slow.
MAX_PAGE_CHARACTERS = 200_000
_BOLD = 600
_HAN = 0x2E80


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of text on one base line; a row's fragments joined by tabs make its `text`.

    Places are in points: `bottom` and `top` are those of a Han character on its base line, `size`
    is the font size as shown.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool = False
    last_cell: float | None = None  # where the last of a row's fragments begins

    @property
    def width(self) -> float:
        """Return the extent from left to right in points."""
        return self.right - self.left

    def beside(self, other: "Fragment") -> bool:
        """Whether two fragments share a base line."""
        overlap = min(self.top, other.top) - max(self.bottom, other.bottom)
        return overlap > 0.6 * min(self.top - self.bottom, other.top - other.bottom)


class CrowdedPageError(Exception):
    """A page holds more characters than a page can show."""


def fragments_of(page: "PdfPage") -> list[Fragment]:
    """Return the fragments of a page in the order drawn.

    Raises
    ------
    CrowdedPageError
        The page holds more than `MAX_PAGE_CHARACTERS`.
    """
    return list(_fragments(page))


def _fragments(page: "PdfPage") -> Iterator[Fragment]:
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()
    try:
        handle = textpage.raw
        number = pdfium.FPDFText_CountChars(handle)
        if number > MAX_PAGE_CHARACTERS:
            raise CrowdedPageError
        box = pdfium.FS_RECTF()
        reference = ctypes.byref(box)
        unicode_at = pdfium.FPDFText_GetUnicode
        box_at = pdfium.FPDFText_GetLooseCharBox
        size_at = pdfium.FPDFText_GetFontSize
        weight_at = pdfium.FPDFText_GetFontWeight
        matrix_at = pdfium.FPDFText_GetMatrix
        origin_at = pdfium.FPDFText_GetCharOrigin
        matrix = pdfium.FS_MATRIX()
        x, y = ctypes.c_double(), ctypes.c_double()
        piece = _Piece()
        high = 0
        for index in range(number):
            code = unicode_at(handle, index)
            if code in (0x0A, 0x0D):
                yield from piece.close()
                continue
            if 0xD800 <= code < 0xDC00:  # the halves of a character beyond U+FFFF come in turn
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
                high = 0
            if not code or not box_at(handle, index, reference):
                continue
            if code == 0x20 or code == 0xA0:
                piece.space()
                continue
            left, right, bottom, top = box.left, box.right, box.bottom, box.top
            if piece.is_far(left, right, bottom, top):
                yield from piece.close()
            # Figures stand in another font: the first Han character tells the fragment's.
            if not piece.characters or (piece.narrow and code >= _HAN):
                piece.narrow = code < _HAN
                piece.bold = weight_at(handle, index) >= _BOLD
                # The font size is before scaling: a matrix may make 1 pt text of any height.
                scaled = matrix_at(handle, index, ctypes.byref(matrix))
                scale = math.hypot(matrix.c, matrix.d) if scaled else 1.0
                piece.size = max(1.0, size_at(handle, index) * scale)
                if origin_at(handle, index, ctypes.byref(x), ctypes.byref(y)):
                    piece.base = y.value
            piece.add(chr(code), left, right, bottom, top)
        yield from piece.close()
    finally:
        textpage.close()


class _Piece:
    """A fragment under way."""

    def __init__(self) -> None:
        self._empty()

    def _empty(self) -> None:
        self.characters: list[str] = []
        self.left = self.bottom = float("inf")
        self.right = self.top = float("-inf")
        self.size = 1.0
        self.base: float | None = None
        self.bold = self.narrow = False
        self.spaced = False

    def space(self) -> None:
        self.spaced = bool(self.characters)

    def is_far(self, left: float, right: float, bottom: float, top: float) -> bool:
        """Whether a character at this place does not follow the last one."""
        if not self.characters:
            return False
        if left - self.right > _GAP * self.size or right < self.left - self.size:
            return True
        return top < self.bottom or bottom > self.top

    def add(self, character: str, left: float, right: float, bottom: float, top: float) -> None:
        if self.spaced:
            self.characters.append(" ")
            self.spaced = False
        self.characters.append(character)
        self.left, self.right = min(self.left, left), max(self.right, right)
        self.bottom, self.top = min(self.bottom, bottom), max(self.top, top)

    def close(self) -> Iterator[Fragment]:
        text = without_layout_spaces("".join(self.characters)).strip()
        if text:
            # Boxes of Latin fonts are taller than those of Han: the base line is the same.
            base = self.bottom + 0.2 * self.size if self.base is None else self.base
            bottom, top = base - 0.2 * self.size, base + 0.8 * self.size
            yield Fragment(text, self.left, self.right, bottom, top, self.size, self.bold)
        self._empty()


def rows_of(fragments: list[Fragment]) -> list[Fragment]:
    r"""Join the fragments that follow each other on one base line, a tab between them.

    >>> cells = [Fragment("第60號", 0, 40, 0, 12, 12), Fragment("年報", 80, 104, 0, 12, 12)]
    >>> [row.text for row in rows_of(cells)]
    ['第60號\t年報']
    """
    rows: list[Fragment] = []
    for part in fragments:
        last = rows[-1] if rows else None
        if last and part.left >= last.right and last.beside(part):
            rows[-1] = Fragment(
                f"{last.text}\t{part.text}",
                last.left,
                part.right,
                min(last.bottom, part.bottom),
                max(last.top, part.top),
                last.size,
                last.bold,
                part.left,
            )
        else:
            rows.append(part)
    return rows
