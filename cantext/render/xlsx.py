"""Results as an Excel workbook, a sheet for each section, through the extra `xlsx`."""

from __future__ import annotations

import datetime
import io
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cantext.errors import OutputError
from cantext.render.cells import is_number
from cantext.render.labels import LABELS, checked_language, label, value_label
from cantext.render.text import printable_lines, width
from cantext.result import Result, plain_value

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["Sheet", "render_xlsx", "require_xlsxwriter", "result_sheet", "sheet_names", "workbook"]

# https://support.microsoft.com/office/excel-specifications-and-limits
MOST_ROWS = 1_048_576  # the header among them
MOST_CHARACTERS = 32_767  # of a cell
_NAME_LENGTH = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_EXACT = 10**15  # a spreadsheet keeps 15 digits of a number
_WIDEST, _NARROWEST = 60, 8
_MEASURED = 1_000  # rows that say how wide a column is
# A file says when it was made; the same result is to give the same bytes.
_MADE = datetime.datetime(1980, 1, 1)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A name, and rows of one table."""

    name: str
    rows: Sequence[Mapping[str, Any]]


def require_xlsxwriter() -> Any:
    """Return the package that writes workbooks.

    Raises
    ------
    OutputError
        When it is not installed; the message names the extra that brings it.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise OutputError(
            "Excel files need XlsxWriter: pip install 'cantext[xlsx]', or write --format csv --bom"
        ) from error
    return xlsxwriter


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Return names that Excel takes: 31 characters, none twice whatever the case.

    >>> sheet_names(["a/b", "A_B", "", "'詞語'", "History"])
    ['a_b', 'A_B (2)', 'Sheet', '_詞語_', 'History_']
    """
    taken: set[str] = set()
    names = []
    for name in wanted:
        base = _cut(_FORBIDDEN.sub("_", printable_lines(name)), _NAME_LENGTH)
        base = re.sub(r"^'|'$", "_", base) or "Sheet"
        base = f"{base}_" if base.lower() == "history" else base
        found, number = base, 1
        while found.lower() in taken:
            number += 1
            mark = f" ({number})"
            found = _cut(base, _NAME_LENGTH - len(mark)) + mark
        taken.add(found.lower())
        names.append(found)
    return names


def _cut(text: str, most: int) -> str:
    """Return the beginning of text that has `most` UTF-16 units, as Excel counts characters."""
    return text.encode("utf-16-le", "replace")[: 2 * most].decode("utf-16-le", "ignore")


def result_sheet(name: str, rows: Iterable[Any]) -> Sheet:
    """Return rows as a sheet: each member of a group of repeated lines on a row of its own.

    >>> rows = [{"group": 1, "members": [{"line": 3}, {"line": 9}]}]
    >>> result_sheet("Repeats", rows).rows
    ({'group': 1, 'line': 3}, {'group': 1, 'line': 9})
    """

    def flat() -> Iterator[dict[str, Any]]:
        for row in map(plain_value, rows):
            members = row.get("members")
            if isinstance(members, list) and all(isinstance(item, dict) for item in members):
                shared = {key: value for key, value in row.items() if key != "members"}
                yield from ({**shared, **member} for member in members)
            else:
                yield row

    return Sheet(name, tuple(flat()))


def render_xlsx(
    result: Result[Any], language: str, sections: Mapping[str, Iterable[Any]] | None = None
) -> bytes:
    """Return a result as a workbook: its rows, or the sections of a report, and its manifest.

    Parameters
    ----------
    result
        Rows and manifest; the rows are not written where there are sections.
    language
        `en` or `zh-Hant`, for headings and the names of sheets.
    sections
        Rows by section, as `Report.sections` returns them.

    Raises
    ------
    OutputError
        When XlsxWriter is missing, or what Excel cannot hold is to be written.
    """
    if sections is None:
        sheets = [result_sheet(str(result.meta.get("command", "rows")), result.rows)]
    else:
        sheets = [
            result_sheet(label(f"sheet.{key}", language), rows) for key, rows in sections.items()
        ]
    about = [{"item": key, "content": value} for key, value in _leaves(plain_value(result.meta))]
    return workbook([*sheets, Sheet(label("sheet.about", language), about)], language)


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what a manifest says with its place in it: of ten thousand inputs a row each.

    >>> list(_leaves({"inputs": [{"path": "a"}], "names": ["甲", "乙"], "none": []}))
    [('inputs.1.path', 'a'), ('names', ['甲', '乙']), ('none', None)]
    """
    named = isinstance(value, dict)
    if value in ({}, []):
        yield path, None
    elif named or (isinstance(value, list) and not _is_short(value)):
        items = value.items() if named else enumerate(value, start=1)
        for key, item in items:
            yield from _leaves(item, f"{path}.{key}" if path else str(key))
    else:
        yield path, value


def _is_short(values: list[Any]) -> bool:
    return all(isinstance(v, str) for v in values) and sum(map(len, values)) < MOST_CHARACTERS // 4


def workbook(sheets: Sequence[Sheet], language: str) -> bytes:
    """Return sheets as the bytes of an Excel workbook, always the same for the same sheets.

    Headers are in the given language and stay in sight; numbers are numbers, as far as Excel keeps
    their digits, and all text is text, never a formula or a link.
    """
    checked_language(language)
    xlsxwriter = require_xlsxwriter()
    for sheet in sheets:
        _check(sheet, language)  # before a file is begun
    out = io.BytesIO()
    # Rows go to the disk as they are written, so that a long sheet needs no memory of its own. The
    # folder is ours: XlsxWriter leaves the file of a sheet without rows, and all on a full disk.
    with tempfile.TemporaryDirectory() as folder:
        book = xlsxwriter.Workbook(out, {"constant_memory": True, "tmpdir": folder})
        book.set_properties({"created": _MADE, "comments": "cantext"})
        header = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
        whole = book.add_format({"num_format": "#,##0"})
        for sheet, name in zip(sheets, sheet_names(s.name for s in sheets), strict=True):
            _write(book.add_worksheet(name), sheet, language, header, whole)
        book.close()
    return out.getvalue()


def _check(sheet: Sheet, language: str) -> None:
    if len(sheet.rows) >= MOST_ROWS:
        raise OutputError(
            f"{len(sheet.rows):,} rows in {sheet.name!r}: a sheet of Excel holds "
            f"{MOST_ROWS - 1:,} below its header; write --format csv, or fewer with --limit"
        )
    for place, row in enumerate(sheet.rows, start=2):
        for key, value in row.items():
            if isinstance(value, str | list | dict):
                text = _said(row, key, language)
                if 2 * len(text) > MOST_CHARACTERS < len(text.encode("utf-16-le")) // 2:
                    raise OutputError(
                        f"{len(text):,} characters in one cell of {sheet.name!r}, row {place}: "
                        f"Excel holds {MOST_CHARACTERS:,}; write --format csv or json"
                    )


def _write(page: Worksheet, sheet: Sheet, language: str, header: Format, whole: Format) -> None:
    keys = list(dict.fromkeys(key for row in sheet.rows for key in row))
    titles = [label(key, language) if key in LABELS else key for key in keys]
    for column, title in enumerate(titles):
        page.write_string(0, column, title, header)
        texts = [_said(row, keys[column], language) for row in sheet.rows[:_MEASURED]]
        longest = max(map(width, texts), default=0)
        page.set_column(
            column, column, max(_NARROWEST, min(_WIDEST, max(longest, width(title)) + 2))
        )
    page.freeze_panes(1, 0)
    if keys:
        page.autofilter(0, 0, len(sheet.rows), len(keys) - 1)
    for place, row in enumerate(sheet.rows, start=1):
        for column, key in enumerate(keys):
            value = row.get(key)
            if value is None:
                continue
            if isinstance(value, bool):
                page.write_boolean(place, column, value)
            elif is_number(value) and abs(value) < _EXACT:
                page.write_number(place, column, value, whole if isinstance(value, int) else None)
            else:
                page.write_string(place, column, _said(row, key, language))


def _said(row: Mapping[str, Any], key: str, language: str) -> str:
    """Return what a cell says, without characters that XML forbids or that act on a reader."""
    value = row.get(key)
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return printable_lines(label("word.separator", language).join(value))
    if isinstance(value, list | dict):
        return printable_lines(json.dumps(value, ensure_ascii=False))
    if key in ("kind", "relation") and isinstance(value, str):
        return printable_lines(value_label(key, value, language))
    return printable_lines(str(value))
