"""JSON Schemas out of the classes of the rows."""

import inspect
import types
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import partial
from importlib import import_module
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from cantext.schemas.keys import meaning
from cantext.schemas.outputs import META, OUTPUTS, Output

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
# A measure that is not defined for a row (NaN, an infinity) is null, as `plain_value` writes it.
_PLAIN: Mapping[Any, str | list[str]] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: ["number", "null"],
    type(None): "null",
}


def make_schema(command: str) -> dict[str, Any]:
    """Return the schema of a command's `--json`, made anew from its classes.

    Every key that a class has is required, and more may be added: a reader must not break on one
    that it does not know.
    """
    output = OUTPUTS[command]
    classes: dict[str, Any] = {}
    row = partial(_of_class, classes=classes)
    if output.sections:
        name = "sections"
        what = _object(
            {section: _array(row(_load(path))) for section, path in output.sections.items()}
        )
    else:
        name = "rows"
        kinds = [row(_load(path)) for path in output.rows] or [{"type": "object"}]
        what = _array(kinds[0] if len(kinds) == 1 else {"anyOf": kinds})
    return {
        "$schema": _DIALECT,
        "title": f"cantext {command} --json",
        **_object({"meta": _meta(output), name: what}),
        "$defs": dict(sorted(classes.items())),
    }


def _meta(output: Output) -> dict[str, Any]:
    keys = (*output.meta, *output.meta_also, "not_read")
    described = {key: {**META[key][0], "description": META[key][1]} for key in keys}
    return {**_object(described, required=output.meta), "description": "The manifest of the run."}


def _load(path: str) -> Any:
    module, _, name = path.partition(":")
    return getattr(import_module(module), name)


def _object(properties: Mapping[str, Any], required: Sequence[str] | None = None) -> dict[str, Any]:
    needed = list(properties if required is None else required)
    return {"type": "object", "properties": dict(properties), "required": needed}


def _array(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _of_class(cls: Any, classes: dict[str, Any]) -> dict[str, Any]:
    """Put a class among the definitions, and return the reference to it."""
    if cls.__name__ not in classes:
        classes[cls.__name__] = None  # a class that holds itself
        hints = get_type_hints(cls)
        # A dataclass, a named tuple or a typed dictionary.
        names = [item.name for item in fields(cls)] if is_dataclass(cls) else cls.__annotations__
        needed = getattr(cls, "__required_keys__", names)
        classes[cls.__name__] = {
            "description": inspect.cleandoc(cls.__doc__ or "").replace("`", ""),
            **_object(
                {name: _described(cls.__name__, name, _of(hints[name], classes)) for name in names},
                required=[name for name in names if name in needed],
            ),
        }
    return {"$ref": f"#/$defs/{cls.__name__}"}


def _described(of_class: str, name: str, found: dict[str, Any]) -> dict[str, Any]:
    """Add the heading of a key and what it means: for a measure, its formula."""
    from cantext.measures.catalogue import CATALOGUE
    from cantext.render.labels import LABELS

    if "$ref" in found:
        return found
    more = {}
    if name in LABELS:
        more["title"] = LABELS[name].english
    if said := meaning(of_class, name):
        more["description"] = said
    elif name in CATALOGUE:
        more["description"] = CATALOGUE[name].stated
    return {**found, **more}


def _of(hint: Any, classes: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a type, as `cantext.result.plain_value` writes its values."""
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    if hint is Any:
        return {}
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, types.UnionType):
        return _any_of([_of(argument, classes) for argument in arguments])
    if origin in (tuple, list, Sequence, frozenset):
        if origin is tuple and arguments[-1] is not Ellipsis:
            return {"type": "array", "prefixItems": [_of(each, classes) for each in arguments]}
        return _array(_of(arguments[0], classes))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _of(arguments[1], classes)}
    if is_dataclass(hint) or hasattr(hint, "_fields") or is_typeddict(hint):
        return _of_class(hint, classes)
    raise TypeError(f"no schema of a field of type {hint!r}")


def _any_of(choices: list[dict[str, Any]]) -> dict[str, Any]:
    if all(choice.keys() == {"type"} for choice in choices):
        names = [choice["type"] for choice in choices]
        flat = [name for each in names for name in ([each] if isinstance(each, str) else each)]
        return {"type": list(dict.fromkeys(flat))}
    return {"anyOf": choices}
