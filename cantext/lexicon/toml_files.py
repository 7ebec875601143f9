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


def read_toml(path: Path, what: str, hint: str) -> TomlFile:
    """Read a TOML file.

    `what` names it in an error, and `hint` says what to do where it is no TOML.

    Raises
    ------
    DictionaryError
        For a file that cannot be read, is not UTF-8, or is no TOML.
    """
    import hashlib
    import tomllib

    data, text = read_text_file(path, what)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DictionaryError(f"{path}: {error}; {hint}") from error
    return TomlFile(content, hashlib.sha256(data).hexdigest())
