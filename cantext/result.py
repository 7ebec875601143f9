"""What every analysis returns: rows with stable keys, and the manifest of the run."""

import datetime
import math
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from cantext.errors import CantextError

if TYPE_CHECKING:
    import pandas
    import polars

Row = TypeVar("Row", covariant=True)


_PLAIN = frozenset({str, int, bool, type(None)})


@lru_cache(maxsize=256)
def _names(row: type) -> tuple[str, ...]:
    return tuple(item.name for item in fields(row))


def plain_value(value: object) -> Any:
    """Turn a value into what JSON can say; NaN and the infinities, which it cannot, into None.

    Dataclasses and named tuples become dictionaries in field order, sets sorted lists, numpy
    scalars and arrays their Python values, paths and dates text.

    >>> plain_value({"mi": float("nan"), "forms": ("立法會", "立會")})
    {'mi': None, 'forms': ['立法會', '立會']}

    Raises
    ------
    TypeError
        For a value of any other type: writing its `repr` would be a guess.
    """
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if is_dataclass(value) and not isinstance(value, type):
        names = _names(type(value))
        return dict(zip(names, _plain_list(getattr(value, name) for name in names), strict=True))
    if isinstance(value, Mapping):
        return dict(zip(map(str, value), _plain_list(value.values()), strict=True))
    if isinstance(value, tuple) and hasattr(value, "_asdict"):  # a NamedTuple, such as a Token
        return plain_value(value._asdict())
    if isinstance(value, list | tuple):
        return _plain_list(value)
    if isinstance(value, set | frozenset):
        return sorted(plain_value(item) for item in value)
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if hasattr(value, "tolist"):  # numpy scalars and arrays, without importing numpy
        return plain_value(value.tolist())
    raise TypeError(f"cannot write a value of type {type(value).__name__}: {value!r:.80}")


def _plain_list(values: Iterable[object]) -> list[Any]:
    # Most values are such; a call for each takes most of the time of writing rows.
    return [
        value
        if type(value) in _PLAIN or (type(value) is float and math.isfinite(value))
        else plain_value(value)
        for value in values
    ]


def plain_values(rows: Iterable[object], key: str) -> list[Any]:
    """Return one value of each row, as `plain_value` makes it; None where a mapping lacks it.

    >>> plain_values([{"term": "香港", "mi": float("nan")}, {}], "mi")
    [None, None]
    """
    return _plain_list(
        row.get(key) if isinstance(row, Mapping) else getattr(row, key, None) for row in rows
    )


@dataclass(frozen=True, slots=True)
class Result(Generic[Row]):
    """The rows of an analysis, strongest first, and `meta`, the manifest that reproduces them.

    >>> import cantext
    >>> found = cantext.frequency(cantext.Document("speech", "支持產學研，推動產學研"), limit=1)
    >>> found.to_dicts()[0]["term"], found.meta["command"], found.meta["documents"]
    ('產學研', 'freq', 1)
    """

    rows: tuple[Row, ...]
    meta: Mapping[str, Any] = field(default_factory=dict)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return a list of plain dictionaries, one a row: what JSON, CSV and data frames take."""
        return [plain_value(row) for row in self.rows]

    def to_polars(self) -> "polars.DataFrame":
        """Return the rows as a polars data frame; lists of rows become lists of structs.

        All rows say which type a column has, an empty result has no columns.

        Raises
        ------
        CantextError
            When polars is not installed.
        """
        try:
            import polars
        except ImportError as error:
            raise CantextError("to_polars needs the polars package: pip install polars") from error
        return polars.DataFrame(self.to_dicts(), infer_schema_length=None)

    def to_pandas(self) -> "pandas.DataFrame":
        """Return the rows as a pandas data frame; lists stay Python lists in their cells.

        Raises
        ------
        CantextError
            When pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise CantextError("to_pandas needs the pandas package: pip install pandas") from error
        return pandas.DataFrame(self.to_dicts())
