"""Measures of other packages: entry points of the group `cantext.measures`.

Such a measure is a function of fourfold tables, as those of `cantext.measures.association` are, and
its values are one more key of the rows that it sorts.
"""

from collections.abc import Collection
from dataclasses import dataclass, fields, make_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from cantext.errors import UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cantext.plugins import Plugin

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class PluggedMeasure:
    """A measure of another package."""

    plugin: "Plugin"
    formula: str

    def values(
        self,
        o11: "NDArray[np.float64]",
        r1: "NDArray[np.float64]",
        c1: "NDArray[np.float64]",
        n: "NDArray[np.float64]",
    ) -> "NDArray[np.float64]":
        """Return the measure of each table, by the plug-in.

        Raises
        ------
        PluginError
            When it fails, or gives something else than a number for each table.
        """
        import numpy as np

        measure = self.plugin.load()
        try:
            values = np.asarray(measure(o11, r1, c1, n), np.float64)
        except Exception as error:
            raise self.plugin.broken(error) from error
        if values.shape != o11.shape:
            raise self.plugin.broken(f"{values.shape} values for {o11.shape} tables")
        return values


def chosen_measure(name: str, own: Collection[str]) -> PluggedMeasure | None:
    """Return the measure of another package that a name stands for, None for one of our `own`.

    Raises
    ------
    UsageError
        When the name is neither.
    PluginError
        When the measure cannot be loaded.
    """
    if name in own:  # other packages are not looked at
        return None
    from cantext.plugins import plugins

    found = plugins("measures")
    if name not in found or not name.isidentifier():
        known = [*own, *(other for other in found if other not in own)]
        raise UsageError(f"unknown measure {name!r}; known are {', '.join(known)}")
    loaded = found[name].load()
    said = str(getattr(loaded, "formula", "") or "no formula given")
    return PluggedMeasure(found[name], f"{said} ({found[name].source})")


@cache
def with_key(row: type[Row], name: str) -> type[Row]:
    """Return the class of a row with one more number.

    >>> from cantext.analyses.ngrams import NgramRow
    >>> [item.name for item in fields(with_key(NgramRow, "jaccard"))][-1]
    'jaccard'
    """
    taken = {item.name for item in fields(row)}  # type: ignore[arg-type]
    if name in taken:
        raise UsageError(
            f"the measure {name!r} is named like a key of the rows: rename the plug-in"
        )
    more: list[tuple[str, Any]] = [(name, float)]
    return make_dataclass(row.__name__, more, bases=(row,), frozen=True, slots=True, kw_only=True)
