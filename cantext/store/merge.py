"""Parts to a store: numbers of the whole, and which lines count when repeats are left out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cantext.lexicon.entry import Entry
from cantext.parquet import connect, quoted, read_rows
from cantext.segmentation.columns import TokenType
from cantext.store.part import type_table
from cantext.store.tables import COLUMNS, KEEP, write_table

if TYPE_CHECKING:
    import duckdb

# What DuckDB may take for a merge, which runs no faster with more.
_MEMORY = "500MB"
# So many parts stand in one query; more are joined in two steps.
_AT_ONCE = 64


def merge_parts(folders: Sequence[Path], target: Path) -> dict[str, Any]:
    """Write the tables of a whole store; return how many documents, tokens and types it has.

    The tables are streamed: types, and the new numbers of each part's, are all that is in memory.
    """
    connection = connect(_MEMORY)
    numbers: dict[TokenType, int] = {}
    entries: dict[TokenType, Entry] = {}
    parts: list[_Part] = []
    begin = 0
    for k, folder in enumerate(folders):
        _set_numbers(connection, f"part_{k}", _numbered(connection, folder, numbers, entries))
        parts.append(_Part(folder, f"part_{k}", begin))
        begin += int(read_rows(connection, folder / "documents.parquet", "count(*)")[0][0])
    for name in ("documents", "lines", "tokens"):
        _write_joined(connection, parts, target / f"{name}.parquet", name)
    counts = dict(
        connection.execute(
            "SELECT type, count(*) FROM read_parquet("
            f"'{quoted(target / 'tokens.parquet')}') WHERE policy & {KEEP} > 0 GROUP BY type"
        ).fetchall()
    )
    types = type_table(numbers, entries)
    types["count"] = [counts.get(k, 0) for k in range(len(numbers))]
    write_table(connection, target / "types.parquet", "types", types)
    return {
        "documents": begin,
        "tokens": sum(counts.values()),
        "types": len(numbers),
    }


@dataclass(frozen=True, slots=True)
class _Part:
    """A part on its way into the whole: `begin` is the number there of its first document.

    `table` holds, in one row, the list of the numbers that its types have in the whole.
    """

    folder: Path
    table: str
    begin: int

    def rows(self, name: str) -> str:
        """Return a query for the rows of one of its tables, in order, as they are in the whole."""
        changed = {
            "document": f"document + {self.begin}",
            "duplicate_in": f"duplicate_in + {self.begin}",
            "type": f"(SELECT numbers FROM {self.table})[type + 1]",
        }
        columns = ", ".join(
            f"({changed[column]})::{kind} AS {column}" if column in changed else column
            for column, kind in COLUMNS[name].items()
        )
        return f"SELECT {columns} FROM read_parquet('{quoted(self.folder / name)}.parquet')"


def _numbered(
    connection: "duckdb.DuckDBPyConnection",
    folder: Path,
    numbers: dict[TokenType, int],
    entries: dict[TokenType, Entry],
) -> list[int]:
    """Give the types of a part numbers of the whole; return them by the part's numbers."""
    found = []
    for text, concept, entry in read_rows(
        connection, folder / "types.parquet", "text, concept, entry"
    ):
        kind = TokenType(text, concept)
        found.append(numbers.setdefault(kind, len(numbers)))
        if entry and kind not in entries:
            entries[kind] = Entry(*json.loads(entry))
    return found


def _set_numbers(
    connection: "duckdb.DuckDBPyConnection", table: str, numbers: Sequence[int]
) -> None:
    connection.execute(
        f"CREATE TEMP TABLE {table} AS SELECT ?::INTEGER[] AS numbers", [list(numbers)]
    )


def _write_joined(
    connection: "duckdb.DuckDBPyConnection", parts: Sequence[_Part], target: Path, name: str
) -> None:
    """Write a table of all parts one behind the other; an empty store has empty tables."""
    if not parts:
        write_table(connection, target, name, {column: [] for column in COLUMNS[name]})
        return
    if len(parts) <= _AT_ONCE:
        _copy(connection, " UNION ALL ".join(part.rows(name) for part in parts), target)
        return
    pieces = []
    for k in range(0, len(parts), _AT_ONCE):
        pieces.append(target.with_name(f"{name}-{k:06}.parquet"))
        _write_joined(connection, parts[k : k + _AT_ONCE], pieces[-1], name)
    listed = ", ".join(f"'{quoted(piece)}'" for piece in pieces)
    _copy(connection, f"SELECT * FROM read_parquet([{listed}])", target)
    for piece in pieces:
        piece.unlink()


def _copy(connection: "duckdb.DuckDBPyConnection", rows: str, target: Path) -> None:
    connection.execute(f"COPY ({rows}) TO '{quoted(target)}' (FORMAT parquet, COMPRESSION zstd)")
