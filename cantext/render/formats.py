"""Results as text for other programs: JSON, NDJSON, CSV, TSV, and Markdown for pages.

The same result gives the same characters: keys stand in the order of the row's fields, floats are
written in the shortest form that reads back as the same number, and nothing depends on the locale.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cantext.errors import CantextError
from cantext.render.text import printable
from cantext.result import Result, plain_value

FORMATS = ("json", "ndjson", "csv", "tsv", "markdown")

# JSON must escape U+0000 to U+001F. These may be escaped too, and are: DEL and the C1 controls and
# direction overrides act on a terminal, U+0085, U+2028 and U+2029 end a line for many readers of
# NDJSON, and a lone surrogate cannot be encoded. The value read back is the same.
_JSON_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

# What a spreadsheet takes for the beginning of a formula; full-width signs in East Asian locales.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"


def compact_json(plain: object) -> str:
    """Write a plain value as JSON without spaces, as all rows are written.

    >>> compact_json({"term": "香港", "count": None})
    '{"term":"香港","count":null}'
    """
    return _dumps(plain)


def _dumps(plain: object, indent: int | None = None) -> str:
    """Write what `plain_value` returned."""
    separators = (",", ": ") if indent else (",", ":")
    text = json.dumps(
        plain, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators
    )
    return _JSON_ESCAPED.sub(_escape, text)


def _array(rows: Iterable[Any], columns: Sequence[str] | None, margin: str) -> str:
    """Write rows as an array, a row a line: as fast to write as it is good to read."""
    lines = (f"{margin}  {_dumps(record)}" for record in _selected(rows, columns))
    inside = ",\n".join(lines)
    return f"[\n{inside}\n{margin}]" if inside else "[]"


def _indented(value: object) -> str:
    return _dumps(plain_value(value), indent=2).replace("\n", "\n  ")


def _selected(rows: Iterable[Any], columns: Sequence[str] | None) -> Iterator[dict[str, Any]]:
    """Yield each row as a dictionary, of `columns` alone and in their order when they are given."""
    for row in rows:
        record = plain_value(row)
        if not isinstance(record, dict):
            raise TypeError(f"a row is a dataclass or a mapping, not {type(row).__name__}")
        yield record if columns is None else {key: record.get(key) for key in columns}


def render_json(
    meta: Mapping[str, Any], rows: Iterable[Any], columns: Sequence[str] | None = None
) -> str:
    """Return one JSON object `{"meta": …, "rows": […]}`, `meta` indented by two, a row a line.

    >>> print(render_json({"command": "freq"}, [{"term": "產學研", "count": 3}]), end="")
    {
      "meta": {
        "command": "freq"
      },
      "rows": [
        {"term":"產學研","count":3}
      ]
    }
    """
    return f'{{\n  "meta": {_indented(meta)},\n  "rows": {_array(rows, columns, "  ")}\n}}\n'


def render_report_json(meta: Mapping[str, Any], sections: Mapping[str, Iterable[Any]]) -> str:
    """Return `{"meta": …, "sections": {name: [rows], …}}`, in the order given.

    >>> render_report_json({}, {"terms": []}).split()
    ['{', '"meta":', '{},', '"sections":', '{', '"terms":', '[]', '}', '}']
    """
    named = ",\n".join(
        f"    {_dumps(name)}: {_array(rows, None, '    ')}" for name, rows in sections.items()
    )
    body = f"{{\n{named}\n  }}" if named else "{}"
    return f'{{\n  "meta": {_indented(meta)},\n  "sections": {body}\n}}\n'


def ndjson_lines(rows: Iterable[Any], columns: Sequence[str] | None = None) -> Iterator[str]:
    r"""Yield each row as one compact JSON object with its line break, as soon as it is there.

    >>> list(ndjson_lines([{"term": "香港", "dp": 0.125}]))
    ['{"term":"香港","dp":0.125}\n']
    """
    for record in _selected(rows, columns):
        yield _dumps(record) + "\n"


def _cell(value: Any, spreadsheet_safe: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return "'" + value if spreadsheet_safe and value.startswith(_FORMULA_STARTS) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return _dumps(value)
    return repr(value)


def _delimited(cells: Sequence[str], delimiter: str) -> str:
    """Join cells into one line as RFC 4180, section 2, quotes them.

    The csv module is not used because before Python 3.13 it leaves a lone carriage return
    unquoted when lines end in a line feed.
    """
    special = ('"', "\r", "\n", delimiter)
    quoted = [
        '"' + cell.replace('"', '""') + '"' if any(mark in cell for mark in special) else cell
        for cell in cells
    ]
    # A line of one empty cell would be a blank line, which readers skip.
    return (delimiter.join(quoted) if quoted != [""] else '""') + "\n"


def delimited_lines(
    rows: Iterable[Any],
    columns: Sequence[str] | None = None,
    *,
    delimiter: str = ",",
    spreadsheet_safe: bool = False,
    bom: bool = False,
) -> Iterator[str]:
    r"""Yield a header line and one line a row, as CSV or (`delimiter="\t"`) TSV.

    Cells are quoted as RFC 4180 says, in TSV too (a cell with a tab or a line break stays whole
    for DuckDB, pandas and Excel); lines end in a line feed. None is an empty cell, a list or a
    dictionary compact JSON, a truth value `true` or `false`.

    Parameters
    ----------
    rows
        Dataclasses or mappings.
    columns
        The keys to write, in this order. Without them, the keys of all rows by first appearance;
        no row then means no header either.
    delimiter
        The character between two cells.
    spreadsheet_safe
        Put an apostrophe before text (never a number) that a spreadsheet would run as a formula:
        that begins with ``= + - @``, their full-width forms, a tab or a line break. Off by
        default, because it changes the data.
    bom
        Begin with a byte order mark, without which Excel takes UTF-8 for the local encoding.

    Examples
    --------
    >>> list(delimited_lines([{"term": "=1+1", "count": 2, "forms": ["甲", "乙"]}]))
    ['term,count,forms\n', '=1+1,2,"[""甲"",""乙""]"\n']
    """
    records: Iterable[dict[str, Any]] = _selected(rows, columns)
    if columns is None:
        records = list(records)
        columns = list(dict.fromkeys(key for record in records for key in record))
    start = "\ufeff" if bom else ""
    if columns:
        header = _delimited([_cell(key, spreadsheet_safe) for key in columns], delimiter)
        yield _LONE_SURROGATE.sub(_escape, start + header)
    elif start:
        yield start
    for record in records:
        cells = [_cell(record.get(key), spreadsheet_safe) for key in columns]
        yield _LONE_SURROGATE.sub(_escape, _delimited(cells, delimiter))


# Characters that begin Markdown or HTML markup anywhere in a cell; `_` inside a word does not.
_MARKUP = re.compile(r"[\\`*\[\]<>|~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_BREAK = re.compile(r"\r\n|[\r\n]")


def _markdown_cell(value: Any) -> str:
    if isinstance(value, int | float):  # most cells, and nothing in them to escape
        return _cell(value, False)
    lines = (printable(line).strip() for line in _BREAK.split(_cell(value, False)))
    return "<br>".join(_MARKUP.sub(r"\\\g<0>", line) for line in lines)


def render_markdown(rows: Iterable[Any], columns: Sequence[str] | None = None) -> str:
    r"""Return a table in GitHub Flavored Markdown; numbers to the right, no cell cut.

    Markup in the text is escaped, a line break inside a cell is written `<br>`.

    >>> print(render_markdown([{"term": "a|b", "count": 2}]), end="")
    | term | count |
    | --- | ---: |
    | a\|b | 2 |
    """
    records = list(_selected(rows, columns))
    if columns is None:
        columns = list(dict.fromkeys(key for record in records for key in record))
    if not columns:
        return ""
    rules = []
    for key in columns:
        values = [record[key] for record in records if record.get(key) is not None]
        numbers = all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
        rules.append("---:" if values and numbers else "---")
    lines = [[_markdown_cell(key) for key in columns], rules]
    lines += [[_markdown_cell(record.get(key)) for key in columns] for record in records]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)


def render(
    result: Result[Any],
    format: str,
    columns: Sequence[str] | None = None,
    *,
    spreadsheet_safe: bool = False,
    bom: bool = False,
) -> str:
    r"""Return the whole of a result in one of `FORMATS`.

    JSON and NDJSON write NaN and the infinities as null and are otherwise lossless. In every
    format a lone surrogate is written as an escape (`\ud800`), so that the text can be encoded.

    Parameters
    ----------
    result
        Rows and manifest of an analysis.
    format
        `json`, `ndjson`, `csv`, `tsv` or `markdown`.
    columns
        The keys to write, in this order; all of them when left out.
    spreadsheet_safe, bom
        See `delimited_lines`; for CSV and TSV alone.

    Raises
    ------
    CantextError
        When the format is unknown.

    Examples
    --------
    >>> result = Result(({"term": "香港", "count": 236},), {"command": "freq"})
    >>> render(result, "tsv")
    'term\tcount\n香港\t236\n'
    >>> render(result, "ndjson", ["count"])
    '{"count":236}\n'
    """
    if format == "json":
        return render_json(result.meta, result.rows, columns)
    if format == "ndjson":
        return "".join(ndjson_lines(result.rows, columns))
    if format in ("csv", "tsv"):
        delimiter = "," if format == "csv" else "\t"
        return "".join(
            delimited_lines(
                result.rows, columns, delimiter=delimiter, spreadsheet_safe=spreadsheet_safe,
                bom=bom,
            )
        )  # fmt: skip
    if format == "markdown":
        return render_markdown(result.rows, columns)
    raise CantextError(f"Unknown format {format!r}: choose {', '.join(FORMATS)}")
