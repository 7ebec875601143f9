"""The manual page, in the language of `man`, made from the commands themselves."""

import inspect
from collections.abc import Iterator

import typer

from cantext import __version__
from cantext.cli.describe import Command, Parameter, commands


def manual_page(app: typer.Typer) -> str:
    """Return the page in roff, without a date: the same commands give the same page."""
    told = [line for command in commands(app) for line in _command(command)]
    return "\n".join([*_head(app), *told, *_foot()]) + "\n"


def _head(app: typer.Typer) -> Iterator[str]:
    summary = str(app.info.help).rstrip(".")
    yield f'.TH CANTEXT 1 "" "cantext {__version__}" "User Commands"'
    yield from (".SH NAME", f"cantext \\- {_roff(summary)}")
    yield from (".SH SYNOPSIS", r"\fBcantext\fR \fICOMMAND\fR [\fIOPTION\fR]... [\fIINPUT\fR]...")
    told = inspect.getdoc(app.registered_callback.callback) if app.registered_callback else ""
    yield from (".SH DESCRIPTION", _roff(" ".join((told or "").split())))
    yield ".SH COMMANDS"


def _command(command: Command) -> Iterator[str]:
    yield f".SS {command.name}"
    yield _roff(" ".join(f"{command.summary} {command.text}".split()))
    for example in command.examples:
        yield from (".PP", "Example:", rf"\fB{_roff(example)}\fR")
    for parameter in command.parameters:
        yield from _parameter(parameter)


def _parameter(parameter: Parameter) -> Iterator[str]:
    names = ", ".join(rf"\fB{_roff(flag)}\fR" for flag in (*parameter.flags, *parameter.off))
    value = rf"\fI{_roff(parameter.metavar)}\fR" if parameter.metavar else ""
    yield from (".TP", f"{names} {value}".strip(), _roff(parameter.help))
    if default := parameter.default or parameter.otherwise:
        yield _roff(f"Default: {default}.")


def _foot() -> Iterator[str]:
    yield from (".SH EXIT STATUS", "0 done, 1 error, 2 usage, 130 interrupted.")
    yield from (".SH FILES", r"\fIcantext.toml\fR holds the settings of a project.")
    yield from (".SH ENVIRONMENT", r"\fBCANTEXT_CONFIG_DIR\fR: the folder of your own dictionary.")


def _roff(text: str) -> str:
    r"""Escape what roff would read as its own.

    >>> print(_roff(".5 --limit"))
    \&.5 \-\-limit
    """
    escaped = text.replace("`", "").replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped[:1] in (".", "'") else escaped
