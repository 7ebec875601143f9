"""Parquet files, read through DuckDB."""

import os
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any

from cantext.errors import CantextError, InputError

if TYPE_CHECKING:
    import duckdb
    from numpy.typing import NDArray

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


def read_columns(
    connection: "duckdb.DuckDBPyConnection",
    path: Path,
    columns: str,
    where: str = "",
    order: str = "",
    join: str = "",
) -> "dict[str, NDArray[Any]]":
    """Return columns of a table as arrays, in its order or another.

    `join` is what else stands behind FROM.

    Raises
    ------
    InputError
        When the file cannot be read as such a table.
    """
    found: dict[str, NDArray[Any]] = _query(
        connection, path, columns, where, order, join=join
    ).fetchnumpy()
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
    join: str = "",
) -> "duckdb.DuckDBPyConnection":
    import duckdb

    condition = f" WHERE {where}" if where else ""
    grouping = f" GROUP BY {group}" if group else ""
    sorting = f" ORDER BY {order}" if order else ""
    try:
        return connection.execute(
            f"SELECT {columns} FROM {table_query(path)} {join}{condition}{grouping}{sorting}"
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
