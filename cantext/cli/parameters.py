"""The options of a run as its manifest shows them."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from cantext.cli.options import StopwordOptions
from cantext.cli.settings import current_settings


def shown_parameters(*bundles: Any, **more: Any) -> dict[str, Any]:
    """Return the options of bundles, and more, for a manifest: enumerations and paths as text.

    The inputs are left out, which a manifest tells with their digests.
    """
    values = {name: value for bundle in bundles for name, value in _options(bundle)} | more
    values.pop("inputs", None)
    if "settings" in values:
        settings = current_settings()
        values["settings"] = settings.described() if settings else None
    return {name: _plain(value) for name, value in values.items()}


def _options(bundle: Any) -> Iterator[tuple[str, Any]]:
    for item in fields(bundle):
        value = getattr(bundle, item.name)
        if is_dataclass(value):
            yield from _options(value)
        elif isinstance(bundle, StopwordOptions):
            yield item.name, bundle.choices()
        else:
            yield item.name, value


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return value.as_posix()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
