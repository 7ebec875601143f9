"""What rows are sorted by."""

from typing import TYPE_CHECKING, Any

from cantext.cli import completion
from cantext.cli.bundles import MEASURES, panel

if TYPE_CHECKING:
    from cantext.plugins import Kind


def sorting_measure(names: str, *, plugins: "Kind | None" = None) -> Any:
    """Return the option `--measure` of a command that knows these names, and those of plug-ins.

    `names` is where they are listed, as in `cantext.analyses.compare:MEASURES`.
    """
    return panel(
        MEASURES,
        "--measure",
        help="What to sort by; `cantext explain` lists them.",
        autocompletion=completion.names_in(names, plugins=plugins),
    )
