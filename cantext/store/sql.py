"""SQL over the tables of a store, which it cannot change."""

import os
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from cantext.errors import InputError, UsageError
from cantext.parquet import MEMORY, connect, quoted
from cantext.result import Result
from cantext.store.store import Store
from cantext.store.tables import COLUMNS


def query(
    store: Store | str | os.PathLike[str], statement: str, *, memory: str = MEMORY
) -> Result[dict[str, object]]:
    """Answer a SELECT over the tables `documents`, `lines`, `tokens` and `types` of a store.

    Parameters
    ----------
    store
        The folder of a store, or an open one.
    statement
        One SELECT in DuckDB's SQL. It sees the store's folder and no other file, and nothing of
        the network.
    memory
        What DuckDB may take; what needs more goes to a temporary folder on the disk.

    Returns
    -------
    A dictionary for each row of the answer; `meta["columns"]` names its columns.

    Raises
    ------
    UsageError
        For what is not one SELECT, or what DuckDB refuses; the message is its own.
    InputError
        For what is no store, or when a table of it cannot be read.

    Examples
    --------
    >>> import cantext, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     text = Path(folder, "speech.txt")
    ...     _ = text.write_text("推動產學研合作。", encoding="utf-8")
    ...     _ = cantext.index(text, f"{folder}/speech.store")
    ...     found = cantext.sql(f"{folder}/speech.store", "SELECT text FROM types ORDER BY text")
    >>> [row["text"] for row in found.rows]
    ['。', '合作', '推動', '產學研']
    """
    import duckdb

    store = store if isinstance(store, Store) else Store(Path(store))

    try:
        connection = connect(memory)
    except duckdb.Error as error:
        raise UsageError(f"memory {memory!r}: {_first_line(error)}") from error
    try:
        statements = connection.extract_statements(statement)
    except duckdb.Error as error:
        raise UsageError(f"SQL: {_first_line(error)}") from error
    if [part.type for part in statements] != [duckdb.StatementType.SELECT]:
        raise UsageError("SQL: one SELECT is answered, and nothing that writes or sets")
    for name in COLUMNS:
        path = (store.folder / f"{name}.parquet").resolve()
        if not path.is_file():
            raise InputError(f"{path} is missing: build the store again")
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{quoted(path)}')")
    folder = quoted(store.folder.resolve())
    connection.execute(
        f"SET allowed_directories = ['{folder}']; SET enable_external_access = false; "
        "SET lock_configuration = true"
    )
    try:
        answer = connection.execute(statements[0])
        names = [column[0] for column in answer.description]
        rows = answer.fetchall()
    except duckdb.Error as error:
        raise UsageError(f"SQL: {_first_line(error)}") from error
    if len(set(names)) < len(names):
        raise UsageError("SQL: two columns of the answer have one name; name them with AS")
    meta = {"store": store.folder.as_posix(), "sql": statement, "columns": names}
    told = (dict(zip(names, map(_plain, row), strict=True)) for row in rows)
    return Result(tuple(told), meta)


def _plain(value: Any) -> Any:
    r"""Turn a value of a type that JSON lacks into a number or text; bytes into hexadecimal text.

    >>> _plain([Decimal("1.5"), b"\xff"])
    [1.5, 'ff']
    """
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {_plain(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, bytes | bytearray):
        return value.hex()
    return str(value) if isinstance(value, timedelta | UUID) else value


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
