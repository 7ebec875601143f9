"""`cantext.toml`: the set-up of a project beside its texts, so that a team shares one.

The file is looked for in the folder of the first input and those above it, then in the working
directory and those above; the first found counts, and `--settings` names another, or none. What is
given on the command line replaces what the file says; the file replaces the defaults.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer.core

from cantext.errors import CantextError

if TYPE_CHECKING:
    from cantext.doctor import Check

FILE = "cantext.toml"
ACTIONS = ("show", "init")  # of `cantext config`
NO_FILE = "none"


@dataclass(frozen=True, slots=True)
class Settings:
    """A settings file: where it is, its digest, the options it sets, its keys as written."""

    path: Path
    sha256: str
    values: Mapping[str, Any] = field(default_factory=dict)
    written: Mapping[str, Any] = field(default_factory=dict)

    def described(self) -> dict[str, str]:
        """Return what a manifest says of it."""
        return {"file": self.path.as_posix(), "sha256": self.sha256}


# What the command line named, and the settings in force; each command sets both anew.
_GIVEN: ContextVar[frozenset[str]] = ContextVar("given", default=frozenset())
_CURRENT: ContextVar[Settings | None] = ContextVar("settings", default=None)


class SettingsCommand(typer.core.TyperCommand):
    """A command that knows which of its options were given and which are defaults."""

    def invoke(self, ctx: Any) -> Any:
        """Remember the options that were given, and run."""
        _GIVEN.set(
            frozenset(
                name
                for name in ctx.params
                if getattr(ctx.get_parameter_source(name), "name", "") == "COMMANDLINE"
            )
        )
        return super().invoke(ctx)


def current_settings() -> Settings | None:
    """Return the settings file in force, if any."""
    return _CURRENT.get()


def with_settings(
    values: Mapping[str, Any], note: Callable[[str], None], variables: Mapping[str, str]
) -> dict[str, Any]:
    """Return the options of a command with a project's settings and the user's own dictionary.

    Commands without the option `--no-user-dictionary` use neither.
    """
    _CURRENT.set(None)
    merged = dict(values)
    if "no_user_dictionary" not in merged:
        return merged
    given = _GIVEN.get()
    settings = find_settings(merged.get("settings"), merged.get("inputs") or ())
    if settings is not None:
        _CURRENT.set(settings)
        note(f"settings of {settings.path}")
        for name, value in settings.values.items():
            if name in merged and name not in given:
                merged[name] = value
    if not merged["no_user_dictionary"]:
        from cantext.lexicon.own import own_dictionary

        own = own_dictionary(variables)
        if own.is_file():
            merged["dictionary"] = [own, *(merged.get("dictionary") or ())]
    return merged


def find_settings(choice: str | None, inputs: Sequence[str] = ()) -> Settings | None:
    """Return the settings that count for inputs, or those of the file that was chosen."""
    if choice is not None:
        return None if choice == NO_FILE else read_settings(Path(choice))
    for folder in _folders(inputs):
        for place in (folder, *folder.parents):
            if _is_file(place / FILE):
                return read_settings(_shown(place / FILE))
    return None


def _folders(inputs: Sequence[str]) -> Iterator[Path]:
    """Yield the folder of the first input, and the working directory."""
    names = inputs[:1] if inputs and inputs[0] != "-" else ()
    for name in (*names, "."):
        with suppress(OSError):  # the name is none, or the working directory was taken away
            folder = Path(name) if Path(name).is_dir() else Path(name).parent
            yield folder.absolute()


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder that may not be looked into: whoever reads its files says so
        return False


def _shown(path: Path) -> Path:
    """Return a path as a person in the working directory would write it."""
    try:
        here = Path.cwd()
    except OSError:
        return path
    shown = Path(os.path.relpath(path)) if path.drive == here.drive else path
    return path if ".." in shown.parts[1:] else shown


def read_settings(path: Path) -> Settings:
    """Read and check a settings file.

    Raises
    ------
    CantextError
        With file, key and mend.
    """
    from cantext.lexicon.toml_files import read_toml

    file = read_toml(path, "settings", "see https://toml.io")
    values: dict[str, Any] = {}
    for key, value in file.content.items():
        if key not in _KEYS:
            raise CantextError(f"{path}: unknown key {key!r}; the keys are {', '.join(_KEYS)}")
        try:
            name, read = _KEYS[key](value, path.parent)
        except (TypeError, ValueError) as error:
            raise CantextError(f"{path}: {key} {error}") from error
        values[name] = read
    return Settings(path, file.sha256, values, dict(file.content))


def _engine(value: Any, folder: Path) -> tuple[str, Any]:
    if not isinstance(value, str):
        raise TypeError(f'must be a name in quotes, as in "hk", not {value!r}')
    from cantext.segmentation.engine import engine_names

    if value not in engine_names(value):
        names = ", ".join(engine_names())
        raise ValueError(f"is {value!r}, which is no engine; there are {names}")
    return "engine", value


def _duplicates(value: Any, folder: Path) -> tuple[str, Any]:
    from cantext.cli.options import Duplicates

    if value not in [choice.value for choice in Duplicates]:
        raise ValueError(f'must be "keep" or "drop", not {value!r}')
    return "duplicates", Duplicates(value)


def _dictionaries(value: Any, folder: Path) -> tuple[str, Any]:
    paths = [folder / name for name in _names(value)]
    for path in paths:
        if not path.is_file():
            raise ValueError(f"names {path}, which is no file; paths count from {FILE}")
    return "dictionary", paths


def _stopwords(value: Any, folder: Path) -> tuple[str, Any]:
    from cantext.lexicon.stopwords import stopword_classes

    known = (*stopword_classes(), "none")
    choices = [name if name in known else (folder / name).as_posix() for name in _names(value)]
    for choice in choices:
        if choice not in known and not Path(choice).is_file():
            raise ValueError(
                f"names {choice!r}, no file and no class; the classes are {', '.join(known)}"
            )
        if "," in choice:
            raise ValueError(f"names {choice!r}; give the file a name without a comma")
    return "stopwords", ",".join(choices) or "none"


def _names(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise ValueError(f'must be a list of names, as in ["one", "two"], not {value!r}')
    return value


def _switch(option: str) -> Callable[[Any, Path], tuple[str, Any]]:
    def read(value: Any, folder: Path) -> tuple[str, Any]:
        if not isinstance(value, bool):
            raise TypeError(f"must be true or false, not {value!r}")
        return option, not value

    return read


# A model folder is no key: a model may hold code, and settings may come with somebody's texts.
_KEYS: Mapping[str, Callable[[Any, Path], tuple[str, Any]]] = {
    "engine": _engine,
    "dictionaries": _dictionaries,
    "hk_dictionary": _switch("no_hk_dictionary"),
    "user_dictionary": _switch("no_user_dictionary"),
    "stopwords": _stopwords,
    "duplicates": _duplicates,
}


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting: its value in force, and the file that sets it, or `default`."""

    setting: str
    value: Any
    source: str


def in_force(settings: Settings | None) -> tuple[SettingRow, ...]:
    """Return a row for each key that a settings file may have."""
    written = settings.written if settings else {}
    return tuple(
        SettingRow(key, written[key], settings.path.as_posix())
        if settings and key in written
        else SettingRow(key, value, "default")
        for key, (value, _) in _explained().items()
    )


def template() -> str:
    """Return a settings file whose keys are explained, and commented out: it sets nothing yet."""
    import json

    pieces = ["# The set-up of this project for cantext: see `cantext config`.\n"]
    for key, (value, told) in _explained().items():
        pieces.append(f"\n# {told}\n# {key} = {json.dumps(value, ensure_ascii=False)}\n")
    return "".join(pieces)


def _explained() -> dict[str, tuple[Any, str]]:
    """Return the default of each key, and what it says."""
    from cantext.cli.options import Duplicates, EngineOptions
    from cantext.lexicon.stopwords import DEFAULT_CLASSES, stopword_classes

    classes = ", ".join(stopword_classes())
    return {
        "engine": (EngineOptions.engine, "What cuts text into words: see `cantext engines`."),
        "dictionaries": ([], "Dictionaries of your own; paths count from this file."),
        "hk_dictionary": (True, "Whether the shipped policy terms are kept whole and counted."),
        "user_dictionary": (True, "Whether the terms of `cantext dict add` are."),
        "stopwords": (list(DEFAULT_CLASSES), f"Words left out: files, or of {classes}."),
        "duplicates": (
            Duplicates.KEEP.value,
            "Whether repeated lines count: keep or drop. Unset, `report` drops them.",
        ),
    }


def settings_check(choice: str | None) -> "Check":
    """Return what `cantext doctor` says of the settings in force."""
    from cantext.doctor import Check

    try:
        found = find_settings(choice)
    except CantextError as error:
        return Check("settings", FILE, "broken", "cannot be used", str(error))
    if found is None:
        advice = "none is needed; `cantext config init` begins one"
        return Check("settings", FILE, "missing", "none here or above", advice)
    return Check("settings", FILE, "ok", found.path.as_posix())
