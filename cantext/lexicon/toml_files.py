"""TOML that a person writes: theme dictionaries and settings."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cantext.errors import DictionaryError


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

    try:
        data = path.read_bytes()
        content = tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except OSError as error:
        raise DictionaryError(
            f"cannot read {what} {path}: {error.strerror}; check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise DictionaryError(
            f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise DictionaryError(f"{path}: {error}; {hint}") from error
    return TomlFile(content, hashlib.sha256(data).hexdigest())
