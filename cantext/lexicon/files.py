"""Dictionary files to entries: our TSV (a row per surface form) and jieba's user dictionaries."""

import re
from collections.abc import Iterator
from functools import partial
from operator import methodcaller
from pathlib import Path
from typing import NamedTuple

from cantext.errors import DictionaryError
from cantext.lexicon.entry import Entry
from cantext.lexicon.guard import guard_problem
from cantext.lexicon.tables import read_lines, wrong_width

COLUMNS = Entry._fields
_GUARD = COLUMNS.index("guard")
FORMS = ("pref", "abbr", "alt", "former", "hidden")
USER_CATEGORY = "user"
_JIEBA_ROW = re.compile(r"(?P<word>.+?)(?: +[0-9]+)?(?: +[a-z]+)?")
# Tabs and line breaks part cells and rows; no other control character belongs in a dictionary.
_CONTROL_BYTES = bytes({*range(0x20), 0x7F} - {0x09})
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Row(NamedTuple):
    """What stands at a line of a dictionary file: an entry, or what is wrong with the line."""

    line: int
    entry: Entry | None
    problem: str = ""


def read_dictionary(path: Path) -> list[Entry]:
    """Read a dictionary file, ours or jieba's, told apart by the header row.

    Raises
    ------
    DictionaryError
        With file, line and mend, when the file cannot be read or a row breaks the format.
    """
    lines = read_lines(path)
    if entries := _whole_file(lines):
        return entries
    for line, entry, problem in _rows(path, lines):
        if entry is None:
            raise DictionaryError(f"{path}:{line}: {problem}")
        entries.append(entry)
    return entries


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a dictionary file, those that break the format with what is wrong.

    Raises
    ------
    DictionaryError
        When the file cannot be read, or not as UTF-8.
    """
    return _rows(path, read_lines(path))


def whole_rows(path: Path) -> bytes | None:
    """Return the rows of one of our files as they stand in it, None if it has not all columns.

    What is None for other reasons (blank lines, other line ends) is still a dictionary.
    """
    header = "\t".join(COLUMNS).encode() + b"\n"
    data = path.read_bytes()
    if not data.startswith(header) or b"\r" in data or b"\n\n" in data:
        return None
    return data[len(header) :].removesuffix(b"\n")


def _rows(path: Path, lines: list[str]) -> Iterator[Row]:
    return _tsv_rows(lines) if lines[0].split("\t")[0] == "term" else _jieba_rows(path.name, lines)


def _whole_file(lines: list[str]) -> list[Entry]:
    """Return the entries of a file that has all columns and no fault, else none.

    The shipped files are such. Column by column, in C, they are read in a fifth of the time, which
    every command pays.
    """
    width = len(COLUMNS)
    body = lines[1:-1] if lines[-1] == "" else lines[1:]
    text = "\t".join(body)
    if tuple(lines[0].split("\t")) != COLUMNS or _may_have_controls(text):
        return []
    if set(map(methodcaller("count", "\t"), body)) != {width - 1}:
        return []
    cells = text.split("\t")
    terms, concepts, forms, categories = (cells[column::width] for column in range(4))
    if not (all(terms) and all(concepts) and all(categories)) or set(forms) - set(FORMS):
        return []
    if terms != list(map(str.strip, terms)) or any(map(guard_problem, cells[_GUARD::width])):
        return []
    # As `Entry._make`, without a Python call for each.
    return list(map(partial(tuple.__new__, Entry), zip(*[iter(cells)] * width, strict=True)))


def _may_have_controls(text: str) -> bool:
    """Whether a text may have control characters other than tabs; those from U+0080 are in doubt.

    On bytes, since an expression takes ten times as long.
    """
    data = text.encode("utf-8", "surrogatepass")
    return b"\xc2" in data or len(data.translate(None, _CONTROL_BYTES)) < len(data)


def _tsv_rows(lines: list[str]) -> Iterator[Row]:
    header = tuple(lines[0].split("\t"))
    unknown = [name for name in header if name not in COLUMNS]
    if unknown:
        problem = f"unknown column {unknown[0]!r}; the columns are {', '.join(COLUMNS)}"
        yield Row(1, None, problem)
        return
    if len(set(header)) < len(header):
        yield Row(1, None, "a column stands twice in the header row; take one out")
        return
    for number, line in enumerate(lines[1:], start=2):
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(header):
            yield Row(number, None, wrong_width(cells, header))
            continue
        row = dict(zip(header, cells, strict=True))
        row["concept"] = row.get("concept") or row["term"]
        row["form"] = row.get("form") or "pref"
        row["category"] = row.get("category") or USER_CATEGORY
        entry = Entry(**row)
        problem = _format_problem(line, entry)
        yield Row(number, None, problem) if problem else Row(number, entry)


def _jieba_rows(name: str, lines: list[str]) -> Iterator[Row]:
    """Yield rows of `word`, `word frequency`, `word tag` or `word frequency tag`.

    The frequency is not used: a term of a user's dictionary is kept whole whatever it says.
    """
    for number, line in enumerate(lines, start=1):
        row = line.strip()
        if not row or row.startswith("#"):
            continue
        if "\t" in row:
            yield Row(
                number,
                None,
                "a tab, but no header row; begin the file with "
                f"'term<TAB>…' ({', '.join(COLUMNS)}), or use jieba's 'word frequency tag'",
            )
            continue
        match = _JIEBA_ROW.fullmatch(row)
        term = match["word"] if match else row
        entry = Entry(term, term, category=USER_CATEGORY, source=name)
        problem = _format_problem(line, entry)
        yield Row(number, None, problem) if problem else Row(number, entry)


def _format_problem(line: str, entry: Entry) -> str:
    term = entry.term
    if not term or term != term.strip():
        return "the term is empty or has spaces around it; write the term alone"
    if entry.form not in FORMS:
        return f"form {entry.form!r} is unknown; use one of {', '.join(FORMS)}"
    if found := _CONTROL.search(line):
        return f"a control character {found[0]!r} in the row; take it out"
    return guard_problem(entry.guard)
