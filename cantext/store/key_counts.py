"""Counts of more keys than fit in memory: DuckDB adds them up, on the disk where it must."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray


class TableCounts:
    """Counts of keys of one or several whole numbers, in a table: a `KeyCounts`.

    Parameters
    ----------
    connection
        Its memory limit holds for the counts too.
    """

    def __init__(self, connection: "duckdb.DuckDBPyConnection") -> None:
        # Of the same database: its settings, that rows are read in order among them, stay.
        self._connection = connection.cursor()
        self._names: list[str] = []

    def add(self, keys: "Sequence[NDArray[np.int64]]") -> None:
        """Count the keys of one piece of text: `keys[k][i]` is number k of key i."""
        columns = {f"k{k}": numbers for k, numbers in enumerate(keys)}
        listed = ", ".join(columns)
        self._connection.register("piece", columns)
        rows = f"SELECT {listed}, count(*)::BIGINT AS n FROM piece GROUP BY {listed}"
        begin = "INSERT INTO grams" if self._names else "CREATE OR REPLACE TEMP TABLE grams AS"
        self._connection.execute(f"{begin} {rows}")
        self._connection.unregister("piece")
        self._names = list(columns)

    def frequent(self, least: int) -> int:
        """Return how many keys occur as often as that."""
        self._add_up(least)
        return self._one("SELECT count(*) FROM found")

    def nth_highest(self, n: int) -> int:
        """Return the n-th highest count of those, from 1; the lowest if there are fewer."""
        return self._one(f"SELECT min(n) FROM (SELECT n FROM found ORDER BY n DESC LIMIT {n:d})")

    def keys(self, least: int) -> "tuple[list[NDArray[np.int64]], NDArray[np.int64]]":
        """Return the keys that occur as often as that, in ascending order, and how often.

        An array for each number of the keys.
        """
        listed = ", ".join(self._names)
        found: dict[str, NDArray[Any]] = self._connection.execute(
            f"SELECT {listed}, n FROM found WHERE n >= {least:d} ORDER BY {listed}"
        ).fetchnumpy()
        return [found[name] for name in self._names], found["n"]

    def _add_up(self, least: int) -> None:
        listed = ", ".join(self._names)
        self._connection.execute(
            f"CREATE OR REPLACE TEMP TABLE found AS SELECT {listed}, sum(n)::BIGINT AS n "
            f"FROM grams GROUP BY {listed} HAVING sum(n) >= {least:d}"
        )

    def _one(self, question: str) -> int:
        (answer,) = self._connection.execute(question).fetchone() or (None,)
        return int(answer or 0)
