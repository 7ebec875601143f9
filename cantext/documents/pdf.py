"""PDF to text, by PDFium: pages to rows, rows to paragraphs, headers and page numbers left out."""

import re
from typing import TYPE_CHECKING

from cantext.documents.blocks import Block, Extracted, assemble, counted, present
from cantext.documents.dates import iso_date
from cantext.documents.encoding import printable
from cantext.documents.repair import recover, unusable_share
from cantext.errors import InputError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

    from cantext.documents.pdf_rows import Fragment

# Some 25 years of the longest records; a page takes some 5 ms.
MAX_PAGES = 20_000
# A page with more nonsense than this has a font without a table of characters.
_UNUSABLE = 0.3
_OCR = "make one with OCR (ocrmypdf -l chi_tra+eng IN OUT), or give the text"
# Titles that word processors make up.
_NO_TITLE = re.compile(r"^(untitled|microsoft word\b.*|.*\.(docx?|rtf|indd|pdf)|\W*)$", re.I)


def read_pdf(data: bytes, *, name: str = "input") -> Extracted:
    """Return the text of a PDF, a line for each paragraph.

    Running headers and page numbers are left out, wrapped lines joined, spaces beside Han taken
    out, characters of private-use fonts recovered; `repairs` counts each: `page_headers`,
    `lines_joined`, `characters_recovered`, `pages_without_text`.

    Raises
    ------
    InputError
        The file is broken or locked by a password, no page of it has usable text, or the extra
        `pdf` is not installed.
    """
    try:
        import pypdfium2
    except ImportError:
        raise InputError(
            f'{printable(name)}: a PDF is read with pypdfium2: pip install "cantext[pdf]"'
        ) from None
    from cantext.documents.pdf_guard import refuse_bombs

    refuse_bombs(data, name)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise InputError(f"{printable(name)}: {_why(error)}") from None
    try:
        return _read(document, name)
    except pypdfium2.PdfiumError as error:
        raise InputError(
            f"{printable(name)}: a broken PDF: {printable(str(error))}: save it anew, or give the "
            "text"
        ) from None
    finally:
        document.close()


def _why(error: Exception) -> str:
    said = str(error)
    if "assword" in said:
        return "a PDF locked by a password: save it without one, or give the text"
    if "ecurity" in said:
        return "a PDF with an unknown kind of encryption: save it without, or give the text"
    return "a broken or truncated PDF: fetch or save it again, or give the text"


def _read(document: "PdfDocument", name: str) -> Extracted:
    from cantext.documents.page_furniture import running_fragments
    from cantext.documents.pdf_columns import in_reading_order
    from cantext.documents.pdf_paragraphs import measures_of, paragraphs
    from cantext.documents.pdf_rows import rows_of

    number = len(document)
    if number > MAX_PAGES:
        raise InputError(
            f"{printable(name)}: {number:,} pages; {MAX_PAGES:,} are read at most: split it"
        )
    pages, heights, unusable = _pages(document, name)
    if not any(pages):
        what = "its page has no" if number == 1 else f"none of its {number:,} pages has a"
        raise InputError(
            f"{printable(name)}: a PDF without usable text: {what} text layer that can be "
            f"read (a scan, or fonts without a table of characters): {_OCR}"
        )
    running = running_fragments(pages, heights)
    headers = sum(map(len, running))
    bodies = [
        [part for index, part in enumerate(parts) if index not in gone]
        for parts, gone in zip(pages, running, strict=True)
    ]
    columns = [[rows_of(column) for column in in_reading_order(parts)] for parts in bodies]
    measures = measures_of([rows for page in columns for rows in page])
    blocks: list[Block] = []
    joined = recovered = 0
    for block, more, _ in paragraphs(columns, measures):
        text, found = recover(_without_controls(block.text))
        blocks.append(Block(text, block.kind))
        joined += more
        recovered += found
    text, kinds = assemble(blocks)
    notes: tuple[str, ...] = ()
    if unusable:
        notes = (f"{_some_pages(unusable)} without usable text, left out: {_OCR}",)
    repairs = counted(
        page_headers=headers,
        lines_joined=joined,
        characters_recovered=recovered,
        pages_without_text=len(unusable),
    )
    return Extracted(text, kinds, _metadata(document), repairs, notes=notes)


def _pages(
    document: "PdfDocument", name: str
) -> tuple[list[list["Fragment"]], list[float], list[int]]:
    """Return the fragments and the height of each page, and the numbers of the unusable ones."""
    from pypdfium2 import PdfiumError

    from cantext.documents.pdf_guard import Clock
    from cantext.documents.pdf_rows import CrowdedPageError, fragments_of

    pages: list[list[Fragment]] = []
    heights: list[float] = []
    unusable: list[int] = []
    clock = Clock(len(document), name)
    for index in range(len(document)):
        clock.check(index + 1)
        try:
            page = document[index]
        except PdfiumError:
            pages.append([])
            heights.append(0.0)
            unusable.append(index + 1)
            continue
        try:
            fragments = fragments_of(page)
            if not fragments:
                if _has_pictures(page):
                    unusable.append(index + 1)
            elif unusable_share(recover("".join(part.text for part in fragments))[0]) > _UNUSABLE:
                unusable.append(index + 1)
                fragments = []
            heights.append(page.get_height())
        except CrowdedPageError:
            raise InputError(
                f"{printable(name)}: page {index + 1} holds more characters than a page can show: "
                "give the text"
            ) from None
        finally:
            page.close()
        pages.append(fragments)
    return pages, heights, unusable


def _has_pictures(page: "PdfPage") -> bool:
    import pypdfium2.raw as pdfium

    return any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _without_controls(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f\xad\ufffe\uffff]", "", text)


def _some_pages(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    more = f" and {len(numbers) - 10:,} more" if len(numbers) > 10 else ""
    return f"pages {', '.join(map(str, numbers[:10]))}{more}"


def _metadata(document: "PdfDocument") -> dict[str, str]:
    """Return title and author as the file says them, and the day it was made as `created`.

    That day is no `date`: a record of 1998 may have been made into a PDF in 2012.
    """

    def said(key: str) -> str:
        try:
            return str(document.get_metadata_value(key))
        except UnicodeDecodeError:  # half a surrogate pair
            return ""

    title = said("Title")
    return present(
        {
            "title": None if _NO_TITLE.match(title) else title,
            "author": said("Author"),
            "created": iso_date(said("CreationDate")),
        }
    )
