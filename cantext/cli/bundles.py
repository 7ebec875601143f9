"""Options that several commands share, each defined once.

A command takes a bundle, a frozen dataclass whose fields are annotated options, as one parameter;
`expand` shows typer the fields and hands the command the bundle.
"""

import inspect
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import wraps
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import typer
import typer.models

# The panels of a help page, in the order in which it shows them: what is a command's own comes
# first, then how words are cut and counted, what is read, and where the result goes.
FIGURES, COMMITMENTS, MEASURES = "Figures", "Commitments", "Measures"
NETWORK, PICTURE, WORK = "Network", "Picture", "Work"
WORDS, INPUT, OUTPUT = "Words", "Input", "Output"
PANELS = (FIGURES, COMMITMENTS, MEASURES, NETWORK, PICTURE, WORK, WORDS, INPUT, OUTPUT)


def expand(command: Callable[..., None]) -> Callable[..., None]:
    """Turn each bundle among a command's parameters into its fields.

    They come in the order of their panels, within a panel the command's own before those of
    bundles; arguments, whose order matters, stay in theirs.
    """
    hints = get_type_hints(command, include_extras=True)
    bundles: dict[str, type] = {}
    own: list[inspect.Parameter] = []
    shared: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(command).parameters.items():
        hint = hints[name]
        if not is_dataclass(hint):
            own.append(parameter.replace(annotation=hint))
            continue
        assert isinstance(hint, type)
        bundles[name] = hint
        field_hints = get_type_hints(hint, include_extras=True)
        shared += [
            inspect.Parameter(
                item.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=inspect.Parameter.empty if item.default is MISSING else item.default,
                annotation=field_hints[item.name],
            )
            for item in fields(hint)
        ]

    @wraps(command)
    def wrapper(**values: Any) -> None:
        arguments: dict[str, Any] = {}
        for name, bundle in bundles.items():
            names = [item.name for item in fields(bundle)]
            arguments[name] = bundle(**{key: values.pop(key) for key in names})
        command(**arguments, **values)

    # Typer reads these two instead of the wrapped function's own.
    parameters = sorted((*own, *shared), key=_place)
    wrapper.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in parameters]
    )
    wrapper.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    del wrapper.__wrapped__
    for parameter in parameters:
        _name_value(parameter)
    return wrapper


def _place(parameter: inspect.Parameter) -> int:
    """Return where a parameter stands: arguments first, options by their panels."""
    _, info = get_args(parameter.annotation)
    return -1 if isinstance(info, typer.models.ArgumentInfo) else PANELS.index(info.rich_help_panel)


def _name_value(parameter: inspect.Parameter) -> None:
    """Let the help page call the value of an option what the manual calls it, not `<str>`."""
    annotated, info = get_args(parameter.annotation)
    if isinstance(info, typer.models.OptionInfo) and info.metavar is None:
        kind, _ = value_type(annotated)
        info.metavar = _value_name(kind)


def value_type(annotation: Any) -> tuple[type, bool]:
    """Return the type of one value of an option, and whether there may be several.

    >>> value_type(list[int] | None)
    (<class 'int'>, True)
    """
    if get_origin(annotation) in (Union, UnionType):
        (annotation,) = (item for item in get_args(annotation) if item is not NoneType)
    if get_origin(annotation) is list:
        return value_type(get_args(annotation)[0])[0], True
    return annotation, False


def _value_name(kind: type) -> str:
    """Return what stands for a value: its choices when they are few and fixed, nothing of a switch.

    >>> _value_name(int), _value_name(bool)
    ('N', '')
    """
    if issubclass(kind, Enum):
        return "|".join(str(item.value) for item in kind)
    return {bool: "", int: "N", float: "X", str: "TEXT"}.get(kind, "FILE")


def panel(name: str, *flags: str, help: str, **more: Any) -> Any:
    """Return an option in a panel of the help page.

    A default that is no value is said in words, by `show_default`: what stands in brackets within
    the help itself is not shown.
    """
    return typer.Option(*flags, help=help, rich_help_panel=name, **more)
