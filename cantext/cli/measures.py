"""`explain`: what a measure is, how to read it, and when it misleads."""

from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from cantext.cli import completion
from cantext.cli.options import OutputOptions
from cantext.cli.run import Run
from cantext.errors import UsageError

if TYPE_CHECKING:
    from cantext.measures.catalogue import Explanation


def explain(
    output: OutputOptions,
    measure: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="MEASURE",
            help="A key of the rows, or another name: log_dice, G2, 互信息.",
            show_default="list all",
            autocompletion=completion.names_in("cantext.measures.catalogue:CATALOGUE"),
        ),
    ] = None,
) -> None:
    """Explain a measure: formula, range, how to read it, when it misleads, reference.

    Example: cantext explain log_dice
    """
    from cantext import __version__
    from cantext.measures.catalogue import CATALOGUE
    from cantext.render.explain import draw_explanations, explained
    from cantext.render.table import Column
    from cantext.result import Result

    run = Run.start(output)
    found = [_found(name) for name in measure] if measure else list(CATALOGUE.values())
    if run.is_table and measure:
        run.write_page(lambda console, language: draw_explanations(console, found, language))
        return
    rows = tuple(explained(entry, run.language) for entry in found)
    columns = [Column("measure", "term"), Column("name", "text"), Column("commands", "text")]
    run.finish(Result(rows, {"command": "explain", "version": __version__}), columns)


def _found(name: str) -> "Explanation":
    from cantext.measures.catalogue import CATALOGUE, explanation
    from cantext.render.labels import LABELS

    if entry := explanation(name):
        return entry
    wanted = name.casefold()
    for key, found in CATALOGUE.items():
        if wanted in (LABELS[key].english.casefold(), LABELS[key].chinese.casefold()):
            return found
    near = get_close_matches(wanted, CATALOGUE, n=3, cutoff=0.5)
    hint = f"; close are {', '.join(near)}" if near else ""
    raise UsageError(f"no measure {name!r}{hint}; `cantext explain` lists them all")
