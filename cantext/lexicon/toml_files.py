"""TOML that a person writes: theme dictionaries and settings."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cantext.errors import DictionaryError
from cantext.lexicon.text_files import read_text_file


@dataclass(frozen=True, slots=True)
class TomlFile:
    """What a file says, and the digest of its bytes."""

    content: dict[str, Any]
    sha256: str


# A value that is no use is shown in an error, which Python cannot do of thousands of levels.
_DEEPEST = 20


def read_toml(path: Path, what: str, hint: str) -> TomlFile:
    """Read a TOML file.

    `what` names it in an error, and `hint` says what to do where it is no TOML.

    Raises
    ------
    DictionaryError
        For a file that cannot be read, is not UTF-8, is no TOML, or is nested as none is.
    """
    import hashlib
    import tomllib

    data, text = read_text_file(path, what)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DictionaryError(f"{path}: {error}; {hint}") from error
    except RecursionError as error:
        raise DictionaryError(f"{path}: nested too deep; {hint}") from error
    if _is_deep(content):
        raise DictionaryError(f"{path}: nested too deep; {hint}")
    return TomlFile(content, hashlib.sha256(data).hexdigest())


def _is_deep(content: Any) -> bool:
    """Whether tables and lists stand within each other more than `_DEEPEST` times."""
    level = [content]
    for _ in range(_DEEPEST):
        level = [
            inner
            for value in level
            if isinstance(value, dict | list)
            for inner in (value.values() if isinstance(value, dict) else value)
        ]
    return bool(level)
