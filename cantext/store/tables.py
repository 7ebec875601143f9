"""The tables of a token store: Parquet files, written through DuckDB.

A store is a folder:

- `store.json`: the format's version, what the store was made with, and its inputs;
- `parts/KEY/`: one part of the inputs each, `documents`, `lines`, `tokens` and `types`, with
  numbers of its own: what one worker writes, and what a later run takes over when its inputs have
  not changed;
- `documents.parquet`, `lines.parquet`, `tokens.parquet`, `types.parquet`: all parts together, with
  the numbers of the whole store.

The columns are those of `COLUMNS`; docs/store.md says what each means.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from cantext.parquet import quoted

if TYPE_CHECKING:
    import duckdb
    from numpy.typing import NDArray

Table: TypeAlias = "Mapping[str, Sequence[Any] | NDArray[Any]]"

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
