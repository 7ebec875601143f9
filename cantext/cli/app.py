"""The application: its commands, its version, and what becomes of errors."""

import inspect
import sys
import time
from collections.abc import Callable, Sequence
from functools import cache, wraps
from typing import Annotated, Any

import typer

from cantext import __version__
from cantext.cli.bundles import expand
from cantext.cli.catalogue import (
    COMMANDS,
    DICTIONARY,
    DICTIONARY_COMMANDS,
    DICTIONARY_GROUP,
    GROUPS,
    function_of,
)
from cantext.cli.endings import ERROR, ending
from cantext.cli.environment import Environment
from cantext.cli.failures import counting_failures
from cantext.cli.settings import SettingsCommand, with_settings


def _guarded(command: Callable[..., None]) -> Callable[..., None]:
    """Turn errors into one line on stderr and the right exit status."""

    @wraps(command)
    def wrapper(**values: Any) -> None:
        environment = Environment.current()
        try:
            note = (lambda message: None) if values.get("quiet") else environment.note
            begun = time.monotonic()
            with counting_failures() as failed:
                command(**with_settings(values, note, environment.variables))
            if values.get("verbose"):
                environment.note(f"done in {time.monotonic() - begun:.1f} s")
        except (typer.Exit, SystemExit):
            raise
        except BaseException as error:
            status = ending(error, environment, verbose=bool(values.get("verbose")))
            raise typer.Exit(status) from None
        if failed:
            raise typer.Exit(ERROR)

    return wrapper


def _add(
    app: typer.Typer, name: str, command: Callable[..., None], group: str | None = None
) -> None:
    told = _flowing(inspect.getdoc(command) or "")
    add = app.command(name, cls=SettingsCommand, help=told, rich_help_panel=group)
    add(_guarded(expand(command)))


def _flowing(text: str) -> str:
    """Return a text without the line breaks within its paragraphs, which a help page would keep."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


@cache
def application(only: str | None = None) -> typer.Typer:
    """Return the command line: all commands, or the one to run, or with an empty name none."""
    app = typer.Typer(
        name="cantext",
        help="Analyse Cantonese and Chinese policy text from Hong Kong.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for group, commands in GROUPS.items():
        for name, place in commands.items():
            if only in (None, name):
                _add(app, name, function_of(place), group)
    if only in (None, DICTIONARY):
        dictionary = typer.Typer(
            help="List, look up, search, check, extend and export the dictionaries.",
            no_args_is_help=True,
        )
        for name, place in DICTIONARY_COMMANDS.items():
            _add(dictionary, name, function_of(place))
        app.add_typer(dictionary, name=DICTIONARY, rich_help_panel=DICTIONARY_GROUP)
    return app


def _asked_for(arguments: Sequence[str]) -> str | None:
    """Return the command that the arguments begin with, if they do: no other need be built."""
    first = arguments[0] if arguments else ""
    if first == "--version":
        return ""
    return first if first in COMMANDS or first == DICTIONARY else None


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"cantext {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            metavar="",
            help="Show the version and exit.",
        ),
    ] = False,
) -> None:
    """Analyse Cantonese and Chinese policy text from Hong Kong.

    Every command reads files, folders, globs or standard input, prints a table for people, and
    with --json one object for programs.
    """


def main() -> None:
    """Run the command line."""
    # Help, completion and usage errors are UTF-8 too, whatever the console.
    environment = Environment.current()
    try:
        # Python 3.12 and newer would call it by the module that was started.
        application(_asked_for(sys.argv[1:]))(prog_name="cantext")
    except SystemExit:
        raise
    except BaseException as error:  # of help and version, which are no commands
        sys.exit(ending(error, environment))
