"""Options of the command line: one definition for one meaning, and none that does nothing."""

import inspect
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, get_args

import typer
import typer.models

from cantext.cli.app import application
from cantext.cli.bundles import PANELS
from cantext.cli.describe import commands

# Flags that mean something else in one command than in another, with how many definitions there
# are. What means the same has one definition, in cantext/cli/options.
OTHERWISE = {
    "--background": (2, "texts to compare with; a colour"),
    "--by": (6, "each command counts by units of its own"),
    "--category": (3, "only what stands in it; those to follow; that of a new term"),
    "--concept": (4, "only what is about it; how a node is read; those to follow; of a new term"),
    "--engine": (2, "the one that cuts; those to score"),
    "--format": (2, "of a result; of a dictionary for another program, as --to says too"),
    "--limit": (4, "of rows; and three defaults of commands that list by text, side or score"),
    "--measure": (4, "each command sorts by measures of its own, and completes their names"),
    "--min-count": (3, "a number; or a default that hangs on whether there is a node"),
    "--pattern": (2, "words; how a node is read"),
    "--pos": (2, "show the parts of speech; count only some"),
    "--seed": (2, "of places in a cloud; of groups in a network"),
    "--size": (3, "words in a row; a cloud has a size, a network the one that it needs"),
    "--to": (2, "a format; a date"),
    "--window": (3, "of TextRank; of MATTR; of a network"),
}
# Definitions that a function of ours makes: they say the same, and complete other names.
MADE = {"--measure"}


def callbacks(app: typer.Typer) -> Iterator[Callable[..., Any]]:
    yield from (command.callback for command in app.registered_commands if command.callback)
    for group in app.registered_groups:
        if group.typer_instance:
            yield from callbacks(group.typer_instance)


def definitions() -> dict[str, dict[int, typer.models.OptionInfo]]:
    """Return the definitions of each flag, by their identity."""
    found: dict[str, dict[int, typer.models.OptionInfo]] = defaultdict(dict)
    for callback in callbacks(application()):
        for parameter in inspect.signature(callback).parameters.values():
            info = get_args(parameter.annotation)[1]
            if isinstance(info, typer.models.OptionInfo):
                for flag in (info.default, *(info.param_decls or ())):
                    found[flag][id(info)] = info
    return {flag: infos for flag, infos in found.items() if flag.startswith("--")}


DEFINITIONS = definitions()


def test_an_option_has_one_definition_unless_it_means_something_else() -> None:
    several = {flag: len(infos) for flag, infos in DEFINITIONS.items() if len(infos) > 1}
    assert several == {flag: number for flag, (number, _) in OTHERWISE.items()}


def test_definitions_of_a_flag_say_different_things() -> None:
    for flag in OTHERWISE.keys() - MADE:
        said = [(info.help, str(info.show_default)) for info in DEFINITIONS[flag].values()]
        assert len(set(said)) == len(said), flag


def test_every_option_stands_in_a_panel_and_means_what_its_help_says() -> None:
    for flag, infos in DEFINITIONS.items():
        for info in infos.values():
            assert info.rich_help_panel in PANELS, flag
            assert info.help, flag
            assert "[" not in info.help, f"{flag}: what stands in brackets is not shown"


def test_a_default_of_nought_is_a_default() -> None:
    (ngrams,) = (command for command in commands(application()) if command.name == "ngrams")
    told = {parameter.name: parameter.default for parameter in ngrams.parameters}
    assert (told["skip"], told["n"], told["limit"], told["json"]) == ("0", "2", "", "")
