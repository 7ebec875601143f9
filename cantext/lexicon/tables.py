"""Lists that people edit as TSV: a header row that names the columns, then rows of cells."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from cantext.errors import DictionaryError
from cantext.lexicon.text_files import read_text_file

R = TypeVar("R")
Row = TypeVar("Row", bound=NamedTuple)


def read_table(path: Path, row_type: type[Row]) -> Iterator[tuple[int, Row | str]]:
    """Yield the line number of each row with the row, or with what is wrong with it.

    Parameters
    ----------
    path
        A UTF-8 file. Empty lines are passed over.
    row_type
        A named tuple of strings; its fields are the columns, in their order.

    Raises
    ------
    DictionaryError
        When the file cannot be read, or not as UTF-8.
    """
    columns = row_type._fields
    lines = read_lines(path)
    if tuple(lines[0].split("\t")) != columns:
        yield 1, f"the header row must be {', '.join(columns)}"
        return
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) == len(columns):
            yield number, row_type._make(cells)
        elif line:
            yield number, wrong_width(cells, columns)


def sound_rows(path: Path, rows: Iterable[tuple[int, R | str]]) -> tuple[R, ...]:
    """Return the rows of a list that ships with cantext, where nothing may be wrong.

    Raises
    ------
    DictionaryError
        With file, line and mend, at the first row that breaks the format.
    """
    found: list[R] = []
    for line, row in rows:
        if isinstance(row, str):
            raise DictionaryError(f"{path}:{line}: {row}")
        found.append(row)
    return tuple(found)


def read_lines(path: Path) -> list[str]:
    r"""Return the lines of a UTF-8 file without their ends, which are `\n` or `\r\n`.

    Raises
    ------
    DictionaryError
        When the file cannot be read, or not as UTF-8.
    """
    _, text = read_text_file(path, "dictionary")
    return text.split("\n")


def wrong_width(cells: list[str], columns: tuple[str, ...]) -> str:
    """Say that a row has other cells than the header, and how to mend it."""
    return f"{len(cells)} cells under {len(columns)} columns; separate cells by single tabs"
