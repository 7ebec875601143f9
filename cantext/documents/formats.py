"""What some bytes are, told by themselves; the name of a file settles what they leave open.

Only tables (a text may be full of commas) and Markdown (a text may begin with #) are told by name.
"""

import re
from typing import Literal, get_args

from cantext.documents.converted import is_converted
from cantext.documents.encoding import printable
from cantext.documents.front_matter import has_front_matter
from cantext.documents.subtitles import is_subtitles
from cantext.errors import InputError

Format = Literal[
    "text", "html", "xml", "pdf", "docx", "markdown", "subtitles", "csv", "tsv", "json", "ndjson"
]
FORMATS: tuple[Format, ...] = get_args(Format)

# By the last suffix, where the content alone does not say.
_BY_SUFFIX: dict[str, Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".json": "json",
    ".jsonl": "ndjson",
    ".ndjson": "ndjson",
}
# What is read of a folder or an archive; a file named on its own is read whatever its suffix.
TEXT_SUFFIXES = frozenset(
    [
        ".txt",
        ".text",
        ".md",
        ".markdown",
        ".html",
        ".htm",
        ".xhtml",
        ".shtml",
        ".pdf",
        ".docx",
        ".xml",
        ".srt",
        ".vtt",
        "",
    ]
)
# These too when a field is named that holds the text: a folder has tables that are none of text.
TABLE_SUFFIXES = frozenset([".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson"])
PACKED_SUFFIXES = frozenset((".gz", ".zip"))

_HEAD = 4096
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*(?:<!doctype\s+html\b|<(?:html|head|body)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT = re.compile(
    r"\s*<(div|p|h[1-6]|article|section|main|table|ul|ol|meta|title|base|center|font)\b[^>]{0,500}>",
    re.IGNORECASE,
)
# DocBook and others have articles, sections and tables too, but not these.
_HTML_ONLY = re.compile(
    r"<(?:p|div|h[1-6]|span|br|img|a|meta|li|td|font|center)[\s/>]", re.IGNORECASE
)
_XML = re.compile(
    r"\s*(?:<\?xml\s[^>]*\?>|<!DOCTYPE\s+(?!html\b)[A-Za-z_]|<([A-Za-z_][\w.:-]*)(?:\s[^<>]{0,2000})?>)"
)


def is_pdf(data: bytes) -> bool:
    """Whether bytes are a PDF; some have a line of another program before the mark."""
    return data.startswith(b"%PDF-") or (b"%PDF-" in data[:1024] and data[:64].lstrip()[:1] != b"<")


def is_docx(data: bytes) -> bool:
    """Whether bytes are a Word document: a ZIP archive with its main part."""
    return data.startswith(b"PK\x03\x04") and (
        b"word/document" in data[:_HEAD] or b"word/document" in data[-1 << 16 :]
    )


def is_archive(data: bytes) -> bool:
    """Whether bytes are a ZIP archive that is no document of its own."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")) or is_docx(data):
        return False
    ends = data[:_HEAD] + data[-1 << 16 :]
    others = (b"xl/workbook", b"ppt/presentation", b"mimetypeapplication/")
    return not any(mark in ends for mark in others)


def reject_office(data: bytes, name: str) -> None:
    """Refuse a Word document behind a password, which is an old Office container.

    Other files of that kind are refused with the other binary files, by `encoding.detect`.
    """
    is_container = data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    if is_container and "EncryptedPackage".encode("utf-16-le") in data:
        raise InputError(
            f"{printable(name)}: an Office document locked by a password: save it without one"
        )


def text_format(text: str, name: str, *, text_field: str | None = None) -> Format:
    r"""Return the format of text, by its beginning, else by the suffix of its name.

    With a `text_field` that its first line names, or from standard input, it is a table.

    >>> text_format("<!DOCTYPE html><p>甲", "a.txt"), text_format("# 標題\n", "a.md")
    ('html', 'markdown')
    >>> text_format('{"id": 1, "text": "甲"}\n{"id": 2, "text": "乙"}\n', "-")
    'ndjson'
    >>> text_format("施政報告\n", "a.html"), text_format("a,b\n", "a.txt")
    ('text', 'text')
    """
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    suffix = suffix_of(name)
    if head[:1] == "<":
        if _HTML.match(head):
            return "html"
        if (opened := _FRAGMENT.match(head)) and _HTML_ONLY.search(head):
            closed = opened[1].lower() == "meta" or f"</{opened[1].lower()}" in text.lower()
            if suffix == ".xml" or not closed:
                return "xml" if _is_xml(text, head, suffix) else "text"
            return "html"
        if _is_xml(text, head, suffix):
            return "xml"
    if is_subtitles(head):
        return "subtitles"
    if head[:1] in ("{", "[") and (found := _json(text, head, suffix)):
        return found
    if has_front_matter(text):
        return "markdown"
    named = _BY_SUFFIX.get(suffix)
    if named in ("json", "ndjson"):
        return named  # broken: its reader says where
    if named:
        return named
    if text_field is not None:
        first = head.split("\n", 1)[0]
        cells = {cell.strip(' "\r').casefold() for cell in re.split(r"[,\t;|]", first)}
        if name == "-" or text_field.casefold() in cells:
            return "tsv" if "\t" in first else "csv"
    return "text"


def suffix_of(name: str) -> str:
    """Return the last suffix of a file's name in small letters, that of gzip left out.

    >>> suffix_of("a/b.c/D.TXT.gz"), suffix_of(".hidden")
    ('.txt', '')
    """
    name = name.lower().removesuffix(".gz")
    last = name.rsplit("/", 1)[-1]
    return last[last.rindex(".") :] if "." in last[1:] else ""


def _is_xml(text: str, head: str, suffix: str) -> bool:
    """Whether text is XML: it says so, or is named so, or its end closes its first element."""
    found = _XML.match(head)
    if not found:
        return False
    if suffix == ".xml" or not found[1]:
        return True
    return text.rstrip().endswith(f"</{found[1]}>")


def _json(text: str, head: str, suffix: str) -> Format | None:
    """Return "json" or "ndjson" for text that is, None for text that only begins with a bracket."""
    if is_converted(text) or suffix in (".jsonl", ".ndjson"):
        return "ndjson"
    if suffix == ".json":
        return "json"
    import json

    lines = text.lstrip("\ufeff").split("\n", 2)
    if head[0] == "{":
        try:
            first = json.loads(lines[0])
            rest = lines[1] if len(lines) > 1 else ""
            if isinstance(first, dict) and (not rest.strip() or rest.lstrip().startswith("{")):
                return "ndjson" if rest.strip() else "json"
        except (ValueError, RecursionError):
            pass
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return None
    return "json"
