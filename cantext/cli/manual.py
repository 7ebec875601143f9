"""The manual page, in the language of `man`, made from the commands themselves."""

import inspect
import re
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, get_args

import typer
from typer.models import ArgumentInfo

from cantext import __version__

_EXAMPLE = re.compile(r"^Example: (.*)$", re.MULTILINE)


def manual_page(app: typer.Typer) -> str:
    """Return the page in roff, without a date: the same commands give the same page."""
    commands = [line for name, command in _named(app) for line in _command(name, command)]
    return "\n".join([*_head(app), *commands, *_foot()]) + "\n"


def _named(app: typer.Typer, before: str = "") -> Iterator[tuple[str, Callable[..., None]]]:
    for command in app.registered_commands:
        if command.callback is not None and not command.hidden:
            yield f"{before}{command.name}", command.callback
    for group in app.registered_groups:
        if group.typer_instance is not None:
            yield from _named(group.typer_instance, f"{before}{group.name} ")


def _head(app: typer.Typer) -> Iterator[str]:
    summary = str(app.info.help).rstrip(".")
    yield f'.TH CANTEXT 1 "" "cantext {__version__}" "User Commands"'
    yield from (".SH NAME", f"cantext \\- {_roff(summary)}")
    yield from (".SH SYNOPSIS", r"\fBcantext\fR \fICOMMAND\fR [\fIOPTION\fR]... [\fIINPUT\fR]...")
    told = inspect.getdoc(app.registered_callback.callback) if app.registered_callback else ""
    yield from (".SH DESCRIPTION", _roff(" ".join((told or "").split())))
    yield ".SH COMMANDS"


def _command(name: str, command: Callable[..., None]) -> Iterator[str]:
    text = inspect.getdoc(command) or ""
    yield f".SS {name}"
    yield _roff(" ".join(_EXAMPLE.sub("", text).split()))
    if found := _EXAMPLE.search(text):
        yield from (".PP", "Example:", rf"\fB{_roff(found[1])}\fR")
    for parameter in inspect.signature(command).parameters.values():
        yield from _parameter(parameter)


def _parameter(parameter: inspect.Parameter) -> Iterator[str]:
    kind, info = get_args(parameter.annotation)
    if isinstance(info, ArgumentInfo):
        shown = rf"\fI{_roff(info.metavar or parameter.name.upper())}\fR"
    else:
        # In an annotation the first flag stands where a default would.
        given = (info.default, *(info.param_decls or ()))
        flags = [flag for flag in given if isinstance(flag, str) and flag.startswith("-")]
        names = ", ".join(rf"\fB{_roff(flag)}\fR" for flag in flags)
        shown = names if kind is bool else rf"{names} \fI{_value_of(parameter, info)}\fR"
    yield from (".TP", shown, _roff(" ".join((info.help or "").split())))
    if choices := _choices(kind):
        yield _roff(f"One of {', '.join(choices)}.")
    default = parameter.default
    if default in (None, inspect.Parameter.empty, "") or isinstance(default, bool):
        return
    yield _roff(f"Default: {default.value if isinstance(default, Enum) else default}.")


def _value_of(parameter: inspect.Parameter, info: Any) -> str:
    return _roff(info.metavar or parameter.name.upper())


def _choices(kind: Any) -> list[str]:
    """Return the values of an enumeration, also of one that may be left out.

    >>> from cantext.cli.options import Duplicates
    >>> _choices(Duplicates | None), _choices(int)
    (['keep', 'drop'], [])
    """
    for each in (kind, *get_args(kind)):
        if isinstance(each, type) and issubclass(each, Enum):
            return [str(item.value) for item in each]
    return []


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
