"""What other packages add to cantext: engines, readers and measures, named by entry points.

Packages are looked at only when a name is asked for that is none of our own, and loaded only when
what they add is used: nobody pays for plug-ins that a run does not need.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from cantext.errors import PluginError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Kind = Literal["engines", "readers", "measures"]
KINDS: tuple[Kind, ...] = ("engines", "readers", "measures")


@dataclass(frozen=True, slots=True)
class Plugin:
    """An entry point of the group `cantext.KIND`, and the package that it comes with."""

    kind: Kind
    name: str
    package: str
    version: str
    entry: "EntryPoint"

    @property
    def source(self) -> str:
        """The package with its version, as people are told of it."""
        return f"{self.package} {self.version}".strip()

    def load(self) -> Any:
        """Import what the entry point names.

        Raises
        ------
        PluginError
            When that fails, in whatever way: a plug-in is somebody else's code.
        """
        try:
            return self.entry.load()
        except Exception as error:
            raise self.broken(error) from error

    def broken(self, reason: object) -> PluginError:
        """Return the error that says what is wrong with the plug-in, in one line."""
        said = " ".join(str(reason).split())
        if isinstance(reason, Exception) and not isinstance(reason, PluginError):
            said = f"{type(reason).__name__}: {said}"
        return PluginError(
            f"the plug-in {self.name!r} ({self.kind}) of {self.source} is broken: {said}"
        )


@cache
def plugins(kind: Kind) -> Mapping[str, Plugin]:
    """Return the plug-ins of a kind by name, in order; of two with one name the first package's.

    >>> "hk" in plugins("engines")  # which is our own
    False
    """
    from importlib.metadata import entry_points

    found: dict[str, Plugin] = {}
    for entry in sorted(entry_points(group=f"cantext.{kind}"), key=_order):
        package, version = _source(entry)
        found.setdefault(entry.name, Plugin(kind, entry.name, package, version, entry))
    return found


def _source(entry: "EntryPoint") -> tuple[str, str]:
    return (entry.dist.name, entry.dist.version) if entry.dist else ("an unnamed package", "")


def _order(entry: "EntryPoint") -> tuple[str, str]:
    return entry.name, _source(entry)[0]
