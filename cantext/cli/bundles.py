"""Options that several commands share, each defined once.

A command takes a bundle, a frozen dataclass whose fields are annotated options, as one parameter;
`expand` shows typer the fields and hands the command the bundle.
"""

import inspect
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import wraps
from typing import Any, get_type_hints

import typer


def expand(command: Callable[..., None]) -> Callable[..., None]:
    """Turn each bundle among a command's parameters into its fields."""
    hints = get_type_hints(command, include_extras=True)
    bundles: dict[str, type] = {}
    parameters: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(command).parameters.items():
        hint = hints[name]
        if not is_dataclass(hint):
            parameters.append(parameter.replace(annotation=hint))
            continue
        assert isinstance(hint, type)
        bundles[name] = hint
        field_hints = get_type_hints(hint, include_extras=True)
        parameters += [
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
    wrapper.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in parameters]
    )
    wrapper.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    del wrapper.__wrapped__
    return wrapper


def panel(name: str, *flags: str, help: str, **more: Any) -> Any:
    """Return an option in a panel of the help page."""
    return typer.Option(*flags, help=help, rich_help_panel=name, **more)
