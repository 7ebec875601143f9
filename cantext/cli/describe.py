"""What the commands are and what they take, as data: for the manual and the tests.

Read off the commands themselves, so that nothing is written down twice.
"""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass
from enum import Enum
from typing import Any, get_args

import typer
import typer.models

from cantext.cli.bundles import value_type


@dataclass(frozen=True, slots=True)
class Parameter:
    """An option or an argument of a command.

    `flags` are the spellings of an option, `off` those that turn a switch off; an argument has
    neither. `kind` is the Python type of one value, `minimum` and `maximum` its bounds if it is a
    number. `default` is the value that holds when none is given, as a person would write it;
    `otherwise` says in words what holds then, where that is no value. Either is empty for none.
    """

    name: str
    flags: tuple[str, ...]
    off: tuple[str, ...]
    metavar: str
    help: str
    panel: str
    kind: type
    many: bool
    required: bool
    default: str
    otherwise: str
    minimum: float | None
    maximum: float | None

    @property
    def is_argument(self) -> bool:
        """Whether it stands by itself, without a flag."""
        return not self.flags

    @property
    def is_switch(self) -> bool:
        """Whether it takes no value."""
        return self.kind is bool

    @property
    def choices(self) -> tuple[str, ...]:
        """The values it can have, when they are few and fixed."""
        return tuple(str(item.value) for item in self.kind) if issubclass(self.kind, Enum) else ()


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name (`dict add` has two words), the module that wires it, its help page."""

    name: str
    module: str
    summary: str
    text: str
    examples: tuple[str, ...]
    parameters: tuple[Parameter, ...]


def commands(application: typer.Typer) -> tuple[Command, ...]:
    """Return the commands of an application, those of its groups after their own.

    >>> from cantext.cli.app import application
    >>> found = {command.name: command for command in commands(application())}
    >>> found["freq"].summary
    'Count words: how often, in how many documents, how evenly.'
    >>> [parameter.flags for parameter in found["freq"].parameters if parameter.name == "limit"]
    [('--limit', '-n')]
    """
    return tuple(_walk(application, ""))


def _walk(application: typer.Typer, prefix: str) -> Iterator[Command]:
    for command in application.registered_commands:
        assert command.callback is not None
        yield _command(f"{prefix}{command.name}", command.callback)
    for group in application.registered_groups:
        assert group.typer_instance is not None
        yield from _walk(group.typer_instance, f"{prefix}{group.name} ")


def _command(name: str, callback: Callable[..., Any]) -> Command:
    text = inspect.getdoc(callback) or ""
    examples = tuple(re.findall(r"^Example: (.+)$", text, flags=re.MULTILINE))
    prose = re.sub(r"\n*^Example: .+$", "", text, flags=re.MULTILINE)
    summary, _, rest = prose.partition("\n\n")
    parameters = tuple(map(_parameter, inspect.signature(callback).parameters.values()))
    return Command(
        name, callback.__module__, " ".join(summary.split()), rest.strip(), examples, parameters
    )


def _parameter(parameter: inspect.Parameter) -> Parameter:
    annotated, info = get_args(parameter.annotation)
    kind, many = value_type(annotated)
    positive: list[str] = []
    negative: list[str] = []
    argument = isinstance(info, typer.models.ArgumentInfo)
    # Within Annotated, what typer calls the default is the first of the flags.
    spelt = [flag for flag in (info.default, *(info.param_decls or ())) if isinstance(flag, str)]
    for flag in () if argument else spelt or [f"--{parameter.name.replace('_', '-')}"]:
        on, _, off = flag.partition("/")
        positive += [on] if on else []
        negative += [off] if off else []
    default = parameter.default
    return Parameter(
        name=parameter.name,
        flags=tuple(positive),
        off=tuple(negative),
        metavar=info.metavar or (parameter.name.upper() if argument else ""),
        help=" ".join((info.help or "").split()),
        panel=info.rich_help_panel or ("Arguments" if argument else "Options"),
        kind=kind,
        many=many,
        required=default in (inspect.Parameter.empty, MISSING, ...),
        default=_shown(default) if info.show_default is True else "",
        otherwise=info.show_default if isinstance(info.show_default, str) else "",
        minimum=info.min,
        maximum=info.max,
    )


def _shown(default: Any) -> str:
    nothing = (inspect.Parameter.empty, MISSING, ..., None, False)
    if any(default is each for each in nothing):  # 0 is a default, and equals False
        return ""
    return str(default.value if isinstance(default, Enum) else default)
