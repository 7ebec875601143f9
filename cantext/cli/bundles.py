"""Options that several commands share, each defined once.

A command takes a bundle, a frozen dataclass whose fields are annotated options, as one parameter;
`expand` shows typer the fields and hands the command the bundle. A bundle may hold bundles, and a
command may take some options of one alone (`only`, `without`): those that do something there.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from enum import Enum
from functools import wraps
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import typer
import typer.models

# The panels of a help page, in the order in which it shows them: what is a command's own comes
# first, then how words are cut and counted, what is read, and where the result goes.
NODE, FIGURES, COMMITMENTS = "Node", "Figures", "Commitments"
MEASURES, NETWORK, PICTURE, WORK = "Measures", "Network", "Picture", "Work"
WORDS, INPUT, OUTPUT = "Words", "Input", "Output"
PANELS = (NODE, FIGURES, COMMITMENTS, MEASURES, NETWORK, PICTURE, WORK, WORDS, INPUT, OUTPUT)


@dataclass(frozen=True)
class Fields:
    """Which options of a bundle a command has; the others keep their defaults.

    `Annotated[OutputOptions, only("output", "quiet")]` is a parameter with those two.
    """

    names: frozenset[str]
    are_left_out: bool

    def has(self, name: str) -> bool:
        """Whether the command has the option."""
        return (name in self.names) is not self.are_left_out


def only(*names: str) -> Fields:
    """Return a mark of a bundle: these of its options alone."""
    return Fields(frozenset(names), are_left_out=False)


def without(*names: str) -> Fields:
    """Return a mark of a bundle: all of its options but these."""
    return Fields(frozenset(names), are_left_out=True)


def expand(command: Callable[..., None]) -> Callable[..., None]:
    """Turn each bundle among a command's parameters into its fields, however deep.

    They come in the order of their panels, within a panel the command's own before those of
    bundles; arguments, whose order matters, stay in theirs.
    """
    hints = get_type_hints(command, include_extras=True)
    bundles: dict[str, Any] = {}
    own: list[inspect.Parameter] = []
    shared: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(command).parameters.items():
        hint = hints[name]
        if _bundle(hint):
            bundles[name] = hint
            shared += _parameters(hint)
        else:
            own.append(parameter.replace(annotation=hint))

    @wraps(command)
    def wrapper(**values: Any) -> None:
        made = {name: _made(hint, values) for name, hint in bundles.items()}
        command(**made, **{item.name: values[item.name] for item in own})

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


def _bundle(hint: Any) -> tuple[type, Fields] | None:
    """Return the bundle that a parameter is, if it is one, and which of its fields are taken."""
    kind, *marks = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    if not is_dataclass(kind):
        return None
    assert isinstance(kind, type)
    return kind, next((mark for mark in marks if isinstance(mark, Fields)), without())


def _fields(hint: Any) -> Iterator[tuple[Field[Any], Any]]:
    """Yield the fields that a command takes of a bundle, each with its annotation."""
    found = _bundle(hint)
    assert found
    kind, taken = found
    hints = get_type_hints(kind, include_extras=True)
    names = {item.name for item in fields(kind)}
    assert taken.names <= names, f"{kind.__name__} has no {', '.join(taken.names - names)}"
    yield from ((item, hints[item.name]) for item in fields(kind) if taken.has(item.name))


def _parameters(hint: Any) -> Iterator[inspect.Parameter]:
    for item, annotation in _fields(hint):
        if _bundle(annotation):
            yield from _parameters(annotation)
            continue
        yield inspect.Parameter(
            item.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if item.default is MISSING else item.default,
            annotation=annotation,
        )


def _made(hint: Any, values: Mapping[str, Any]) -> Any:
    """Return a bundle with the values of its options."""
    found = _bundle(hint)
    assert found
    return found[0](
        **{
            item.name: _made(annotation, values) if _bundle(annotation) else values[item.name]
            for item, annotation in _fields(hint)
        }
    )


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
