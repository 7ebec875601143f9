"""What every analysis returns: rows with stable keys, and the manifest of the run."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Generic, TypeVar

Row = TypeVar("Row", covariant=True)


def as_plain(value: object) -> Any:
    """Turn frozen dataclasses, tuples and mappings into what JSON knows, keys in field order.

    >>> from cantext.lexicon.lexicon import Category
    >>> as_plain((Category("talent", "", "Talent", "人才", "…"),))
    [{'id': 'talent', 'parent': '', 'english': 'Talent', 'chinese': '人才', 'definition': '…'}]
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: as_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_plain(item) for item in value]
    return value


@dataclass(frozen=True, slots=True)
class Result(Generic[Row]):
    """The rows of an analysis, strongest first, and `meta`, the manifest that reproduces them."""

    rows: tuple[Row, ...]
    meta: Mapping[str, Any] = field(default_factory=dict)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return a list of plain dictionaries, one a row: what JSON, CSV and data frames take."""
        return [as_plain(row) for row in self.rows]
