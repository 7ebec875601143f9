"""Word documents (DOCX) to text: body, tables, footnotes, headings, in reading order.

A DOCX is a ZIP archive of XML parts. Headers and footers are parts of their own and never read;
of tracked changes the text as it stands (insertions in, deletions out) is the text.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, cast
from xml.etree.ElementTree import Element

from cantext.documents.archives import read_at_most
from cantext.documents.blocks import Block, Extracted, assemble, counted, names, present
from cantext.documents.dates import iso_date
from cantext.documents.declared import decode_markup
from cantext.documents.encoding import printable
from cantext.documents.safe_xml import local, parse_xml
from cantext.errors import InputError

# Of one part, unpacked. A novel's `document.xml` has 10 MB.
MAX_PART = 32 << 20

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
# Names of built-in styles in English and Chinese versions of Word, and in LibreOffice.
_HEADING = re.compile(r"(heading|標題|标题|title|主題|toc\s*heading)\s*\d*$", re.IGNORECASE)
_CAPTION = re.compile(r"(caption|標號|题注|圖說|illustration|figure|table)$", re.IGNORECASE)
_CONTENTS = re.compile(r"(toc|目錄|目录|contents)\s*\d", re.IGNORECASE)
# Elements whose text is not what a reader sees: codes of fields, deletions, properties.
_UNSEEN = names(
    "instrText delText del moveFrom pPr rPr sectPr tblPr tblGrid trPr tcPr fldData Fallback "
    "commentReference annotationRef proofErr bookmarkStart bookmarkEnd"
)


@dataclass(slots=True)
class _Styles:
    """Kinds of paragraph styles by id."""

    kinds: dict[str, str] = field(default_factory=dict)


def read_docx(data: bytes, *, name: str = "input") -> Extracted:
    """Return the text of a Word document, a line for each paragraph and table row.

    Cells of a row are parted by tabs. Footnotes and endnotes stand after the paragraph that
    refers to them. Kinds come from styles and outline levels.

    Raises
    ------
    InputError
        The file is broken, or a part of it larger than `MAX_PART` or no well-formed XML.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise InputError(
            f"{printable(name)}: a broken or truncated Word document: save it again"
        ) from None
    with archive:
        main = _main_part(archive, name)
        folder = main.rpartition("/")[0]
        document = _part(archive, main, name)
        assert document is not None
        styles = _styles(_part(archive, f"{folder}/styles.xml", name))
        notes = {
            kind: _notes(_part(archive, f"{folder}/{kind}s.xml", name), kind)
            for kind in ("footnote", "endnote")
        }
        core = _part(archive, "docProps/core.xml", name)
    reader = _Reader(styles, notes)
    body = next((child for child in document if local(child) == "body"), document)
    text, kinds = assemble(reader.blocks(body))
    repairs = counted(deletions_left_out=reader.deletions, contents_left_out=reader.contents)
    return Extracted(text, kinds, _metadata(core), repairs)


def _main_part(archive: zipfile.ZipFile, name: str) -> str:
    names = archive.namelist()
    if "word/document.xml" in names:
        return "word/document.xml"
    # Some writers number it: word/document2.xml.
    found = sorted(part for part in names if re.fullmatch(r"word/document\d*\.xml", part))
    if not found:
        raise InputError(f"{printable(name)}: a Word document without a text part: save it again")
    return found[0]


def _part(archive: zipfile.ZipFile, part: str, name: str) -> Element | None:
    """Return the root of a part, None when there is none such."""
    try:
        with archive.open(part) as stream:
            data = read_at_most(cast("BinaryIO", stream), MAX_PART)
    except KeyError:
        return None
    except RuntimeError:
        raise InputError(f"{printable(name)}: locked by a password: save it without one") from None
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, zlib.error):
        raise InputError(
            f"{printable(name)}: a broken or truncated Word document ({part}): save it again"
        ) from None
    if len(data) > MAX_PART:
        raise InputError(
            f"{printable(name)}: {part} unpacks to more than {MAX_PART >> 20} MiB: split the "
            "document, or give its text"
        )
    return parse_xml(decode_markup(data, name=name).text, name=f"{name}/{part}")


def _attribute(element: Element | None, key: str) -> str:
    if element is None:
        return ""
    return element.get(_W + key) or element.get(_STRICT + key) or ""


def _child(element: Element | None, *path: str) -> Element | None:
    """Return the first descendant along a path of local names."""
    for step in path:
        if element is None:
            return None
        element = next((child for child in element if local(child) == step), None)
    return element


def _styles(root: Element | None) -> _Styles:
    """Return the kinds of the styles; a style without a name of its own takes its base's."""
    styles = _Styles()
    if root is None:
        return styles
    bases: dict[str, str] = {}
    for style in root:
        if local(style) != "style":
            continue
        identifier = _attribute(style, "styleId")
        kind = _kind_of_name(_attribute(_child(style, "name"), "val"))
        level = _attribute(_child(style, "pPr", "outlineLvl"), "val")
        if not kind and level.isdecimal() and int(level) < 9:
            kind = "heading"
        styles.kinds[identifier] = kind
        bases[identifier] = _attribute(_child(style, "basedOn"), "val")
    for identifier in styles.kinds:
        base, steps = identifier, 0
        while not styles.kinds.get(base) and bases.get(base) and steps < 20:
            base, steps = bases[base], steps + 1
        styles.kinds[identifier] = styles.kinds.get(base, "")
    return styles


def _kind_of_name(name: str) -> str:
    name = name.strip()
    if _CONTENTS.match(name):
        return "contents"
    if _HEADING.match(name) and name.lower() != "subtitle":
        return "heading"
    return "caption" if _CAPTION.match(name) else ""


def _notes(root: Element | None, kind: str) -> dict[str, Element]:
    """Return the notes by id, without the separators that Word keeps among them."""
    if root is None:
        return {}
    return {
        _attribute(note, "id"): note
        for note in root
        if local(note) == kind and _attribute(note, "type") in ("", "normal")
    }


class _Reader:
    """Walks the body; parts nest 200 deep at most, so recursion is bounded."""

    def __init__(self, styles: _Styles, notes: dict[str, dict[str, Element]]) -> None:
        self._styles = styles
        self._notes = notes
        self._pending: list[Element] = []
        self._boxes: list[Element] = []
        self.deletions = 0
        self.contents = 0

    def blocks(self, container: Element) -> Iterator[Block]:
        for child in container:
            name = local(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "txbxContent"):
                yield from self.blocks(child)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        kind = self._kind(element)
        text = "".join(self._inline(element))
        notes, self._pending = self._pending, []
        boxes, self._boxes = self._boxes, []
        if kind == "contents":
            self.contents += bool(text.strip())
        else:
            yield Block(text, kind)
        for box in boxes:
            yield from self.blocks(box)
        for note in notes:
            yield from self.blocks(note)

    def _kind(self, paragraph: Element) -> str:
        properties = _child(paragraph, "pPr")
        style = _attribute(_child(properties, "pStyle"), "val")
        kind = self._styles.kinds.get(style) or _kind_of_name(style)
        level = _attribute(_child(properties, "outlineLvl"), "val")
        if not kind and level.isdecimal() and int(level) < 9:
            return "heading"
        if not kind and _child(properties, "numPr") is not None:
            return "list_item"
        return kind or "body"

    def _inline(self, element: Element) -> Iterator[str]:
        for child in element:
            name = local(child)
            if name in ("t", "delText") or name in _UNSEEN:
                if name in ("del", "moveFrom"):
                    self.deletions += 1
                elif name == "t":
                    yield child.text or ""
            elif name in ("tab", "ptab"):
                yield "\t"
            elif name in ("br", "cr"):
                yield "\n"
            elif name == "noBreakHyphen":
                yield "-"
            elif name == "sym":
                yield _symbol(child)
            elif name in ("footnoteReference", "endnoteReference"):
                note = self._notes[name[:-9]].get(_attribute(child, "id"))
                if note is not None:
                    self._pending.append(note)
            elif name == "txbxContent":
                self._boxes.append(child)
            else:
                yield from self._inline(child)

    def _table(self, table: Element) -> Iterator[Block]:
        for row in table:
            if local(row) in ("sdt", "sdtContent", "customXml", "ins"):
                yield from self._table(row)
            if local(row) != "tr":
                continue
            cells = [
                [block for block in self.blocks(cell) if block.text.strip()] for cell in _cells(row)
            ]
            texts = [" ".join(_flat(block.text) for block in cell) for cell in cells if cell]
            # A table of one column, or with long prose in its cells, lays out text.
            if len(cells) == 1 or any(len(cell) > 3 for cell in cells):
                for cell in cells:
                    yield from cell
            else:
                yield Block("\t".join(texts))


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if local(child) == "tc":
            yield child
        elif local(child) in ("sdt", "sdtContent", "customXml"):
            yield from _cells(child)


def _flat(text: str) -> str:
    return re.sub(r"\s*[\n\t]\s*", " ", text.strip())


def _symbol(element: Element) -> str:
    """Return the character of a `w:sym`: fonts of symbols keep theirs at U+F000 and up."""
    try:
        code = int(_attribute(element, "char"), 16)
    except ValueError:
        return ""
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xF000 else ""


def _metadata(core: Element | None) -> dict[str, str]:
    """Return the title, author, language and the day of making that the properties name.

    That day is `created` and no `date`: a form of 2012 may carry a speech of 2025.
    """
    if core is None:
        return {}
    values = {local(element): element.text or "" for element in core}
    return present(
        {
            "title": values.get("title"),
            "author": values.get("creator"),
            "language": values.get("language"),
            "created": iso_date(values.get("created", "")),
        }
    )
