"""`doctor`, `config`, `man`: the installation, the settings, the manual page."""

from typing import Annotated

import typer

from cantext.cli import completion
from cantext.cli.bundles import OUTPUT, only, panel
from cantext.cli.choices import chosen
from cantext.cli.options import OutputOptions, SettingsFile
from cantext.cli.run import Run
from cantext.errors import UsageError


def doctor(output: OutputOptions, settings: SettingsFile = None) -> None:
    """Look at this installation: what works, what is missing, and how to get it.

    The exit status is 1 when something is broken.

    Example: cantext doctor
    """
    from cantext import __version__
    from cantext.cli.settings import settings_check
    from cantext.doctor import examine
    from cantext.render.table import Column
    from cantext.result import Result

    run = Run.start(output)
    environment = run.environment
    checks = (
        *examine(environment.variables, terminal=environment.stdout.isatty()),
        settings_check(settings),
    )
    columns = [
        Column("area", "label"),
        Column("name", "term"),
        Column("state", "label"),
        Column("found", "text"),
        Column("advice", "text"),
    ]
    run.finish(Result(checks, {"command": "doctor", "version": __version__}), columns)
    if any(check.state == "broken" for check in checks):
        raise typer.Exit(1)


def config(
    output: OutputOptions,
    action: Annotated[
        str,
        typer.Argument(
            metavar="init",
            help="init writes a cantext.toml with every key explained.",
            show_default="show",
            autocompletion=completion.names_in("cantext.cli.settings:ACTIONS"),
        ),
    ] = "show",
    settings: SettingsFile = None,
    force: Annotated[
        bool, panel(OUTPUT, "--force", help="With init, replace the file that is there.")
    ] = False,
) -> None:
    """Show the settings in force here, and where each comes from; or begin a settings file.

    Example: cantext config
    """
    from pathlib import Path

    from cantext import __version__
    from cantext.cli.settings import ACTIONS, FILE, find_settings, in_force, template
    from cantext.render.table import Column
    from cantext.result import Result

    chosen("config", action, ACTIONS)
    run = Run.start(output)
    if action == "init":
        path = output.output or Path(FILE)
        if path.exists() and not force:
            raise UsageError(f"{path} is there already; --force replaces it")
        if run.put(path, template().encode("utf-8")):
            run.note(f"{path} written: take the # away from what you want to set")
        return
    found = find_settings(settings)
    described = found.described() if found else None
    meta = {"command": "config", "version": __version__, "settings": described}
    columns = [Column("setting", "term"), Column("value", "text"), Column("source", "text")]
    run.finish(Result(in_force(found), meta), columns)
    if not found:
        run.note(f"no {FILE} here or above: all are defaults; `cantext config init` begins one")


def man(
    output: Annotated[OutputOptions, only("output", "quiet", "verbose", "dry_run")],
) -> None:
    """Write the manual page of all commands, for `man`.

    Example: cantext man --output cantext.1
    """
    from cantext.cli.app import application
    from cantext.cli.manual import manual_page

    Run.start(output).write(manual_page(application()))
