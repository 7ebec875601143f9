"""UTF-8 files that a person writes: read whole, with an error that says what to do."""

from pathlib import Path

from cantext.errors import DictionaryError


def read_text_file(path: Path, what: str) -> tuple[bytes, str]:
    r"""Return the bytes of a file, and its text with `\n` for line ends and no byte order mark.

    `what` names the file in an error: a dictionary, a stopword file.

    Raises
    ------
    DictionaryError
        When the file cannot be read, or not as UTF-8.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise DictionaryError(
            f"cannot read {what} {path}: {error.strerror}; check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise DictionaryError(
            f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8"
        ) from error
    return data, text.replace("\r\n", "\n")
