"""The application: its commands, its version, and what becomes of errors."""

import gc
import inspect
import sys
import time
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from cantext import __version__
from cantext.cli import (
    commitments,
    comparison,
    convert,
    counts,
    dictionary,
    discovery,
    doctor,
    figures,
    index,
    measures,
    neighbours,
    network,
    pages,
    pictures,
    profiles,
    reference,
    schemas,
    texts,
    themes,
)
from cantext.cli.bundles import expand
from cantext.cli.endings import ERROR, ending
from cantext.cli.environment import Environment
from cantext.cli.failures import counting_failures
from cantext.cli.settings import SettingsCommand, with_settings

app = typer.Typer(
    name="cantext",
    help="Analyse Cantonese and Chinese policy text from Hong Kong.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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


def _add(group: typer.Typer, name: str, command: Callable[..., None]) -> None:
    add = group.command(name, cls=SettingsCommand, help=_flowing(inspect.getdoc(command) or ""))
    add(_guarded(expand(command)))


def _flowing(text: str) -> str:
    """Return a text without the line breaks within its paragraphs, which a help page would keep."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


_COMMANDS: tuple[tuple[str, Callable[..., None]], ...] = (
    ("report", pages.report),
    ("segment", texts.segment),
    ("freq", counts.freq),
    ("ngrams", counts.ngrams),
    ("collocations", neighbours.collocations),
    ("terms", discovery.terms),
    ("keywords", discovery.keywords),
    ("kwic", neighbours.kwic),
    ("profile", profiles.profile),
    ("themes", themes.themes),
    ("figures", figures.figures),
    ("commitments", commitments.commitments),
    ("compare", comparison.compare),
    ("trend", comparison.trend),
    ("duplicates", texts.duplicates),
    ("clean", texts.clean),
    ("convert", convert.convert),
    ("index", index.index),
    ("sql", index.sql),
    ("wordcloud", pictures.wordcloud),
    ("network", network.network),
    ("explain", measures.explain),
    ("engines", reference.engines),
    ("evaluate", reference.evaluate),
    ("schema", schemas.schema),
    ("doctor", doctor.doctor),
    ("config", doctor.config),
    ("man", doctor.man),
)
for _name, _command in _COMMANDS:
    _add(app, _name, _command)

_dictionary = typer.Typer(
    help="List, look up, search, check, extend and export the dictionaries.",
    no_args_is_help=True,
)
for _name, _command in (
    ("list", dictionary.list_entries),
    ("show", dictionary.show),
    ("search", dictionary.search),
    ("stats", dictionary.stats),
    ("check", dictionary.check),
    ("add", dictionary.add),
    ("export", dictionary.export),
):
    _add(_dictionary, _name, _command)
app.add_typer(_dictionary, name="dict")


def _print_version(value: bool) -> None:
    if value:
        typer.echo(f"cantext {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Analyse Cantonese and Chinese policy text from Hong Kong.

    Every command reads files, folders, globs or standard input, prints a table for people, and
    with --json one object for programs.
    """


def main() -> None:
    """Run the command line."""
    # A run makes millions of strings and tuples and no cycles to speak of: looking for cycles as
    # often as Python does by default takes a quarter of the time of segmentation.
    gc.set_threshold(500_000, 20, 20)
    # Help, completion and usage errors are UTF-8 too, whatever the console.
    environment = Environment.current()
    try:
        # Python 3.12 and newer would call it by the module that was started.
        app(prog_name="cantext")
    except SystemExit:
        raise
    except BaseException as error:  # of help and version, which are no commands
        sys.exit(ending(error, environment))
