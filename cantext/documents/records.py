"""Tables and JSON to documents: one for each row or object that has a text.

Fields are found by name where none is asked for; all single values beside the text become metadata.
"""

import csv
import html
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cantext.documents.blocks import Extracted, counted, names, one_line
from cantext.documents.dates import iso_date
from cantext.documents.encoding import printable
from cantext.documents.json_lines import json_lines
from cantext.errors import InputError

TEXT_FIELDS = [
    "text",
    "content",
    "body",
    "fulltext",
    "full_text",
    "article_text",
    "maintext",
    "article",
    "transcript",
    "speech",
    "message",
    "內容",
    "內文",
    "正文",
    "全文",
    "文本",
    "文字",
    "发言内容",
    "內容全文",
]
ID_FIELDS = ["id", "doc_id", "document_id", "docid", "uuid", "編號", "編号"]
DATE_FIELDS = [
    "date",
    "published",
    "datepublished",
    "published_at",
    "publish_date",
    "pubdate",
    "publication_date",
    "datetime",
    "created_at",
    "timestamp",
    "日期",
    "發布日期",
    "發佈日期",
    "刊登日期",
]
TITLE_FIELDS = ["title", "headline", "subject", "標題", "題目", "標題名稱"]
SPEAKER_FIELDS = ["speaker", "發言人", "講者", "議員"]
# A field longer than this is another text, no metadatum; more fields than this are no table.
_LONGEST_VALUE = 2_000
_MAX_FIELDS = 2_000
_DEPTH = 4  # of objects within objects whose values become metadata
_PARTIAL_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?$")

_MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|u|li|ul|ol|td|tr|table|h[1-6])\b[^<>]*>", re.I
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)\b[^<>]*>")
_BLOCK_TAGS = names("p br div li tr h1 h2 h3 h4 h5 h6 table ul ol blockquote")


@dataclass(frozen=True, slots=True)
class Fields:
    """Which fields hold what; None leaves it to the names that fields commonly have."""

    text: str | None = None
    id: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A document in a table: its number from 1, its own name (or ""), and what it says."""

    number: int
    id: str
    extracted: Extracted


@dataclass(slots=True)
class Tally:
    """What was met on the way, for one note on the whole table."""

    without_text: int = 0
    bad_dates: list[str] = field(default_factory=list)
    bad_lines: list[int] = field(default_factory=list)
    text_field: str = ""

    def notes(self) -> list[str]:
        """Return what people should know, without the table's name."""
        said = []
        if self.bad_lines:
            many = f", {len(self.bad_lines):,} in all" if len(self.bad_lines) > 1 else ""
            said.append(f"line {self.bad_lines[0]} is no JSON object, left out{many}")
        if self.without_text:
            said.append(f"rows without text left out: {self.without_text:,}")
        if self.bad_dates:
            shown = printable(self.bad_dates[0])[:40]
            said.append(
                f"dates not understood: {len(self.bad_dates):,} (such as '{shown}'); write them as "
                "2025-09-17"
            )
        return said


def read_table(
    text: str, fields: Fields, tally: Tally, *, delimiter: str, name: str = "input"
) -> Iterator[Record]:
    r"""Yield the rows of a table with a heading, by the rules of CSV.

    >>> table = "日期,內容,部門\n2025-09-17,發表施政報告,行政長官辦公室\n,,\n"
    >>> [(r.number, r.extracted.text, r.extracted.metadata)
    ...  for r in read_table(table, Fields(), Tally(), delimiter=",")]
    [(1, '發表施政報告', {'date': '2025-09-17', '日期': '2025-09-17', '部門': '行政長官辦公室'})]
    """
    # The module's own limit of 131,072 characters is shorter than a speech.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        heading = [_heading(cell) for cell in next(rows, [])]
        if len(heading) > _MAX_FIELDS:
            raise InputError(f"{printable(name)}: a table of {len(heading):,} columns is none")
        objects = (
            dict(zip(heading, row, strict=False))
            for row in rows
            if any(cell.strip() for cell in row)
        )
        yield from _records(objects, heading, fields, tally, name)
    except csv.Error as error:
        raise InputError(
            f"{printable(name)}: line {rows.line_num} is no CSV ({error}): check its quotes"
        ) from None


def _heading(cell: str) -> str:
    return one_line(cell.replace("\ufeff", ""))


def delimiter_of(text: str) -> str:
    r"""Return what parts the columns of a table: what its first line has most of.

    >>> delimiter_of("id\ttext, and more\n"), delimiter_of("id;內容\n")
    ('\t', ';')
    """
    head = text[:10_000].split("\n", 1)[0]
    return max(
        "\t,;|", key=lambda mark: (head.count(mark) * (2 if mark == "\t" else 1), mark == ",")
    )


def read_json_lines(
    text: str, fields: Fields, tally: Tally, *, name: str = "input"
) -> Iterator[Record]:
    r"""Yield the objects of JSON Lines; lines that are none are tallied.

    >>> tally = Tally()
    >>> lines = '{"id": "a", "text": "甲"}\n{"id": "b"\n{"id": "c", "text": "丙"}\n'
    >>> [record.id for record in read_json_lines(lines, Fields(), tally)], tally.bad_lines
    (['a', 'c'], [2])
    """

    def objects() -> Iterator[Mapping[str, Any]]:
        for number, value in json_lines(text):
            if value is None:
                tally.bad_lines.append(number)
            else:
                yield value

    yield from _records(objects(), None, fields, tally, name)


def read_json(text: str, fields: Fields, tally: Tally, *, name: str = "input") -> Iterator[Record]:
    r"""Yield the documents of JSON: an object with a text, a list of such, or one inside an object.

    Raises
    ------
    InputError
        The text is no JSON, or no field of it is known to hold the text.

    Examples
    --------
    >>> source = '{"count": 1, "data": [{"title": "預算", "body": "<p>甲</p><p>乙</p>"}]}'
    >>> [record.extracted.text for record in read_json(source, Fields(), Tally())]
    ['甲\n乙']
    """
    try:
        value = json.loads(text)
    except RecursionError:
        raise InputError(f"{printable(name)}: JSON nested too deep") from None
    except ValueError as error:
        said = str(error).partition(" (char")[0]
        if "integer string" in said:  # Python's own limit, against numbers that take hours
            said = "a number of more than 4,300 digits"
        raise InputError(f"{printable(name)}: not well-formed JSON: {said}") from None
    yield from _records(_objects(value, fields, name), None, fields, tally, name)


def _objects(value: Any, fields: Fields, name: str) -> Sequence[Mapping[str, Any]]:
    if isinstance(value, dict):
        if _text_field(_flat(value), fields) is not None:
            return [value]
        lists = [
            item
            for item in value.values()
            if isinstance(item, list) and item and isinstance(item[0], dict)
        ]
        if len(lists) != 1:
            return [value]
        value = lists[0]
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [{"text": item} for item in value]
    if not isinstance(value, list):
        raise InputError(f"{printable(name)}: JSON without an object: a text is a field of one")
    return [item for item in value if isinstance(item, dict)]


def _flat(item: Mapping[str, Any], prefix: str = "", depth: int = _DEPTH) -> dict[str, Any]:
    """Return the single values of an object and of the objects in it, names joined by dots."""
    found: dict[str, Any] = {}
    for key, value in item.items():
        if len(found) > _MAX_FIELDS:
            break
        if isinstance(value, dict):
            if depth > 1:
                found |= _flat(value, f"{prefix}{key}.", depth - 1)
        elif isinstance(value, list):
            if value and all(isinstance(part, str) for part in value):
                found[prefix + str(key)] = value
        elif value is not None:
            found[prefix + str(key)] = value
    return found


def _text_field(names: Iterable[str], fields: Fields) -> str | None:
    return _named(names, TEXT_FIELDS, fields.text)


def _named(names: Iterable[str], known: Sequence[str], asked: str | None) -> str | None:
    """Return the field asked for, or the first known one, its case and a prefix left aside."""
    names = list(names)
    if asked is not None:
        exact = [name for name in names if name == asked]
        return next(iter(exact or [n for n in names if n.casefold() == asked.casefold()]), None)
    folded = {name.casefold(): name for name in reversed(names)}
    for name in known:
        if name in folded:
            return folded[name]
    return None


def _records(
    objects: Iterable[Mapping[str, Any]],
    heading: Sequence[str] | None,
    fields: Fields,
    tally: Tally,
    name: str,
) -> Iterator[Record]:
    if heading is not None:
        _require_text(heading, fields, name)
    seen_field = False
    first: list[str] = []
    for number, item in enumerate(objects, start=1):
        flat = _flat(item)
        field_name = _text_field(flat, fields)
        first = first or list(flat)
        value = flat.pop(field_name, "") if field_name else ""
        seen_field = seen_field or field_name is not None
        text = "\n".join(value) if isinstance(value, list) else str(value)
        if not text.strip():
            tally.without_text += 1
            continue
        tally.text_field = tally.text_field or (field_name or "")
        text, tags = without_markup(text)
        metadata = _metadata(flat, fields, tally)
        own = _named(flat, ID_FIELDS, fields.id)
        identifier = one_line(str(flat[own])) if own else ""
        repairs = counted(tags_left_out=tags)
        yield Record(number, identifier, Extracted(text, {}, metadata, repairs))
    if heading is None and not seen_field:
        _require_text(first, fields, name)


def _require_text(names: Sequence[str], fields: Fields, name: str) -> None:
    if _text_field(names, fields) is not None:
        return
    shown = ", ".join(printable(n) for n in names[:12] if n) + (" …" if len(names) > 12 else "")
    if not shown:
        raise InputError(f"{printable(name)}: a table without fields: it needs a heading")
    if fields.text is None:
        raise InputError(
            f"{printable(name)}: which field holds the text? Say --text-field with one of: {shown}"
        )
    raise InputError(f"{printable(name)}: no field '{printable(fields.text)}'; there are: {shown}")


def _metadata(flat: Mapping[str, Any], fields: Fields, tally: Tally) -> dict[str, str]:
    """Return the metadata of a row: date, title and speaker under these names, then all values."""
    values = {
        one_line(name): one_line("、".join(value) if isinstance(value, list) else _plain(value))
        for name, value in flat.items()
    }
    values = {n: v for n, v in values.items() if n and v and len(v) <= _LONGEST_VALUE}
    found: dict[str, str] = {}
    date_field = _named(values, DATE_FIELDS, fields.date)
    if date_field:
        written = values[date_field]
        date = written if _PARTIAL_DATE.match(written) else iso_date(written)
        if date:
            found["date"] = date
        else:
            tally.bad_dates.append(written)
    for meant, known in (("title", TITLE_FIELDS), ("speaker", SPEAKER_FIELDS)):
        if (name := _named(values, known, None)) is not None:
            found[meant] = values[name]
    if date_field == "date":
        values.pop("date")  # as written, it would hide the one in ISO 8601
    return found | {name: value for name, value in values.items() if name not in found}


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def without_markup(text: str) -> tuple[str, int]:
    r"""Return the words of a field that holds HTML, and how many tags were taken out of it.

    Text without such tags comes back as it is, entities and angle brackets included. Python's own
    parser would take time without end for a field of brackets that nothing closes.

    >>> without_markup("<p>發展 &amp; 規劃</p><br/><p>甲<b>乙</b></p>")
    ('發展 & 規劃\n甲乙', 7)
    >>> without_markup("a < b &amp; c")
    ('a < b &amp; c', 0)
    """
    if "<" not in text or not _MARKUP.search(text):
        return text, 0
    text = _without_comments(text.replace("\x00", ""))
    parts: list[str] = []
    at = tags = 0
    silent = ""  # inside a script or a style
    for found in _TAG.finditer(text):
        if not silent:
            parts.append(text[at : found.start()])
        at = found.end()
        tags += 1
        closes, tag = found[1] == "/", found[2].lower()
        if silent:
            silent = "" if closes and tag == silent else silent
        elif tag in ("script", "style"):
            silent = "" if closes else tag
        if tag in _BLOCK_TAGS:
            parts.append("\x00")
    if not silent:
        parts.append(text[at:])
    lines = (one_line(html.unescape(line)) for line in "".join(parts).split("\x00"))
    return "\n".join(line for line in lines if line), tags


def _without_comments(text: str) -> str:
    parts: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break  # it is none
        parts.append(text[at:start])
        at = end + 3
    return "".join(parts) + text[at:]
