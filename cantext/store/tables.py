"""The tables of a token store: Parquet files, written and read through DuckDB.

A store is a folder:

- `store.json`: the format's version, what the store was made with, and its inputs;
- `parts/KEY/`: one part of the inputs each, `documents`, `lines`, `tokens` and `types`, with
  numbers of its own: what one worker writes, and what a later run takes over when its inputs have
  not changed;
- `documents.parquet`, `lines.parquet`, `tokens.parquet`, `types.parquet`: all parts together, with
  the numbers of the whole store.

The columns are those of `COLUMNS`; docs/store.md says what each means.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any, TypeAlias

from cantext.errors import CantextError, InputError

if TYPE_CHECKING:
    import duckdb
    from numpy.typing import NDArray

Table: TypeAlias = "Mapping[str, Sequence[Any] | NDArray[Any]]"

# A store of another version is refused, not guessed at.
FORMAT = 2
MANIFEST = "store.json"

# Column → SQL type, in the order they are written.
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "documents": {
        "document": "INTEGER",
        "id": "VARCHAR",
        "title": "VARCHAR",
        "date": "VARCHAR",
        "format": "VARCHAR",
        "encoding": "VARCHAR",
        "sha256": "VARCHAR",
        "characters": "BIGINT",
        "tokens": "BIGINT",
        "metadata": "VARCHAR",
        "reading": "VARCHAR",
        "text": "VARCHAR",
    },
    "lines": {
        "document": "INTEGER",
        "line": "INTEGER",
        "start": "BIGINT",
        "size": "INTEGER",
        "tokens": "INTEGER",
        "policy": "UTINYINT",
        "kind": "VARCHAR",
        "duplicate_of": "INTEGER",
        "duplicate_in": "INTEGER",
        "text": "VARCHAR",
    },
    "tokens": {
        "document": "INTEGER",
        "line": "INTEGER",
        "sentence": "INTEGER",
        "type": "INTEGER",
        "start": "BIGINT",
        "size": "INTEGER",
        "policy": "UTINYINT",
    },
    "types": {
        "type": "INTEGER",
        "text": "VARCHAR",
        "kind": "VARCHAR",
        "concept": "VARCHAR",
        "category": "VARCHAR",
        "entry": "VARCHAR",
        "count": "BIGINT",
    },
}

# Which tokens and lines count under a duplicates policy: bits of their column `policy`.
KEEP, DROP = 1, 2


# What DuckDB may take by itself; what needs more goes to the disk.
MEMORY = "1GB"


def connect(memory: str = MEMORY) -> "duckdb.DuckDBPyConnection":
    """Return a connection to a database in memory, which spills to the system's temporary folder.

    Raises
    ------
    CantextError
        Where DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise CantextError('token stores need DuckDB: pip install "cantext[store]"') from error
    connection = duckdb.connect(config={"autoinstall_known_extensions": False})
    # What is read comes from our own files, in their order.
    connection.execute("SET preserve_insertion_order = true; SET enable_progress_bar = false")
    connection.execute("SET memory_limit = ?", [memory])
    spilled = Path(gettempdir(), f"cantext-{os.getpid()}.duckdb")
    connection.execute(f"SET temp_directory = '{quoted(spilled)}'")
    return connection


def write_table(
    connection: "duckdb.DuckDBPyConnection", path: Path, name: str, table: Table
) -> None:
    """Write columns, missing ones as NULL, in rows of their order.

    The same columns give the same bytes.
    """
    import numpy as np

    columns: dict[str, NDArray[Any]] = {}
    for column, values in table.items():
        columns[column] = (
            values if isinstance(values, np.ndarray) else np.array(values, dtype=object)
        )
    size = len(next(iter(columns.values())))
    columns["row"] = np.arange(size, dtype=np.int64)
    chosen = ", ".join(
        f"{column}::{kind} AS {column}" if column in columns else f"NULL::{kind} AS {column}"
        for column, kind in COLUMNS[name].items()
    )
    connection.register("written", columns)
    try:
        connection.execute(
            f"COPY (SELECT {chosen} FROM written ORDER BY row) TO '{quoted(path)}' "
            "(FORMAT parquet, COMPRESSION zstd)"
        )
    finally:
        connection.unregister("written")


def read_columns(
    connection: "duckdb.DuckDBPyConnection",
    path: Path,
    columns: str,
    where: str = "",
    order: str = "",
) -> "dict[str, NDArray[Any]]":
    """Return columns of a table as arrays, in its order or another.

    Raises
    ------
    InputError
        When the file cannot be read as such a table.
    """
    found: dict[str, NDArray[Any]] = _query(connection, path, columns, where, order).fetchnumpy()
    return found


def read_rows(
    connection: "duckdb.DuckDBPyConnection",
    path: Path,
    columns: str,
    where: str = "",
    order: str = "",
    group: str = "",
) -> list[tuple[Any, ...]]:
    """Return rows of a table, in its order or another; for text, which arrays are slow at.

    With `group`, a row for each of its values.

    Raises
    ------
    InputError
        When the file cannot be read as such a table.
    """
    return _query(connection, path, columns, where, order, group).fetchall()


def _query(
    connection: "duckdb.DuckDBPyConnection",
    path: Path,
    columns: str,
    where: str,
    order: str,
    group: str = "",
) -> "duckdb.DuckDBPyConnection":
    import duckdb

    condition = f" WHERE {where}" if where else ""
    grouping = f" GROUP BY {group}" if group else ""
    sorting = f" ORDER BY {order}" if order else ""
    try:
        return connection.execute(
            f"SELECT {columns} FROM {table_query(path)}{condition}{grouping}{sorting}"
        )
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        raise InputError(f"{path}: no table of a token store: {first}; build it again") from error


def table_query(path: Path) -> str:
    """Return what stands for a table in SQL."""
    return f"read_parquet('{quoted(path)}')"


def quoted(path: Path) -> str:
    """Return a path as it stands between the quotation marks of SQL."""
    return path.as_posix().replace("'", "''")
