"""Inputs to documents: files, folders, globs and standard input, in an order that never varies."""

import datetime
import glob
import hashlib
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO, Literal

from cantext.documents.document import Document
from cantext.documents.encoding import decode, printable
from cantext.errors import InputError

Note = Callable[[str], None]

STDIN = "-"
# What is taken for text inside a folder; a file named on its own is read whatever its suffix.
TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ""})

# Parted by hyphens or not at all: 2025_02_03 may as well be February and March of 2025.
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(-?)(\d\d)\2(\d\d)(?!\d)")
# Guesses below this are told apart from the others, file by file.
_DOUBTFUL = 0.6


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document is read from: its id, and its path (None for standard input)."""

    id: str
    path: Path | None


def date_in_name(name: str) -> str | None:
    """Return the one date a file name holds, as ISO 8601, or None.

    >>> date_in_name("speech-2025-03-20.txt"), date_in_name("news/20250320_tc.txt")
    ('2025-03-20', '2025-03-20')

    Several dates, impossible ones and longer numbers give none:

    >>> [date_in_name(n) for n in ("2025-03-20_2025-03-27", "20251320", "20250320123000")]
    [None, None, None]
    """
    found = set()
    for year, _, month, day in _DATE.findall(name.rsplit("/", 1)[-1]):
        try:
            found.add(datetime.date(int(year), int(month), int(day)).isoformat())
        except ValueError:
            continue
    return found.pop() if len(found) == 1 else None


def _document_id(name: str) -> str:
    """Return a path as people are shown it: posix slashes, and bytes that are no UTF-8 escaped."""
    name = name.replace(os.sep, "/")
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _some(names: Sequence[str]) -> str:
    """Return the first three names for a note, and how many more there are."""
    more = len(names) - 3
    return ", ".join(map(printable, names[:3])) + (f" and {more:,} more" if more > 0 else "")


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number:,} files"


def _unreadable(name: str, error: OSError) -> InputError:
    if isinstance(error, PermissionError):
        return InputError(f"{printable(name)}: permission denied: change its access rights")
    return InputError(f"{printable(name)}: cannot be read: {error.strerror or error}")


def _in_folder(folder: Path, note: Note) -> list[Path]:
    """Return the text files of a folder and the folders in it, sorted, links to folders left out.

    What is not taken for text is counted in a note, by suffix.
    """

    def refuse(error: OSError) -> None:
        raise _unreadable(str(error.filename), error)

    found: list[Path] = []
    others: Counter[str] = Counter()
    for top, inner, names in os.walk(folder, onerror=refuse):
        inner[:] = [name for name in inner if not name.startswith(".")]
        for path in (Path(top, name) for name in names if not name.startswith(".")):
            if path.suffix.lower() not in TEXT_SUFFIXES:
                others[path.suffix.lower()] += 1
            elif path.is_file():  # no pipe, socket or broken link
                found.append(path)
    if others:
        kinds = ", ".join(f"{others[suffix]:,} {printable(suffix)}" for suffix in sorted(others))
        note(
            f"{printable(folder.as_posix())}: {_files(others.total())} of other kinds not read "
            f"({kinds}); a file named on its own is read whatever its suffix"
        )
    return sorted(found, key=lambda path: path.parts)


def _matching(pattern: str, note: Note) -> list[Source]:
    """Return the files that a glob matches, and the text files of the folders it matches."""
    sources: dict[Path, Source] = {}
    # Path.glob takes no absolute pattern, and would not keep the pattern's own spelling.
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207
    # `**` matches every folder on the way down: the files are matched with them.
    folders = "**" not in pattern
    for match in matches:
        path = Path(match)
        if not path.is_dir():
            sources[path] = Source(_document_id(match), path)
        elif folders:
            for inner in _in_folder(path, note):
                sources[inner] = Source(_document_id(inner.as_posix()), inner)
    if not sources:
        raise InputError(f"{printable(pattern)}: matches no file: check the pattern and the folder")
    return list(sources.values())


def _missing(name: str) -> InputError:
    """Return the error on a path that does not exist, with the nearest name in its folder."""
    path = Path(name)
    try:
        near = get_close_matches(path.name, sorted(os.listdir(path.parent)), n=1)  # noqa: PTH208
    except (OSError, ValueError):  # the folder is missing too, or the name cannot be one
        near = []
    hint = f"; did you mean {printable(str(path.with_name(near[0])))}?" if near else ""
    return InputError(f"no such file or folder: {printable(name)}{hint}")


def _sources_of(given: str | Path, note: Note) -> list[Source]:
    name = os.fspath(given)
    if not name:
        raise InputError("an input has an empty name: give a file, a folder, a glob or -")
    if name == STDIN:
        return [Source(STDIN, None)]
    path = Path(name)
    try:
        if path.is_dir():
            inner = _in_folder(path, note)
            if not inner:
                kinds = ", ".join(sorted(TEXT_SUFFIXES - {""}))
                raise InputError(
                    f"{printable(name)}: no text files in this folder ({kinds} or no suffix): "
                    "name the files themselves to read others"
                )
            return [Source(_document_id(file.as_posix()), file) for file in inner]
        if path.exists():
            return [Source(_document_id(name), path)]
        if glob.has_magic(name):
            return _matching(name, note)
    except OSError as error:
        raise _unreadable(name, error) from None
    raise _missing(name)


def find_sources(inputs: Sequence[str | Path], *, note: Note | None = None) -> tuple[Source, ...]:
    """Resolve inputs to what will be read, without reading it.

    Parameters
    ----------
    inputs
        Files; folders, whose text files are found at any depth (.txt, .text, .md, no suffix;
        hidden ones left out); globs that the shell left as they are, with `**`; `-` for standard
        input. Folders and globs are sorted, and stand where they were given.
    note
        Called with one line for what people should know: files left out, files given twice.

    Raises
    ------
    InputError
        An input does not exist, matches nothing, holds no text file, or may not be read.

    Examples
    --------
    >>> find_sources(["-"])
    (Source(id='-', path=None),)
    >>> find_sources(["pa2O25.txt"])
    Traceback (most recent call last):
    cantext.errors.InputError: no such file or folder: pa2O25.txt
    """
    note = note or _silent
    first: dict[str, Source] = {}
    again: list[str] = []
    for given in inputs:
        for source in _sources_of(given, note):
            # Two paths to one file are one file, links included.
            key = STDIN if source.path is None else os.path.realpath(source.path)
            if key in first:
                again.append(source.id)
            else:
                first[key] = source
    if again:
        note(f"{_files(len(again))} given more than once, read once: {_some(again)}")
    return tuple(first.values())


def read_documents(
    inputs: Sequence[str | Path],
    *,
    encoding: str | None = None,
    errors: Literal["strict", "replace"] = "strict",
    stdin: BinaryIO | None = None,
    note: Note | None = None,
) -> Iterator[Document]:
    """Read inputs one document at a time, in the order of `find_sources`.

    All inputs are found before the first is read, so a mistyped name costs no waiting. The text is
    as decoded: line ends stay what they are. `metadata` holds `date` when the file name has one.

    Parameters
    ----------
    inputs
        As for `find_sources`.
    encoding, errors
        As for `cantext.documents.encoding.decode`.
    stdin
        Bytes to read for `-`; the process's standard input by default.
    note
        Called with one line for what people should know. Guessed encodings, empty files and
        replaced bytes are told together after the last document.

    Raises
    ------
    InputError
        As for `find_sources`, at the call; or an input is not text, or not in its encoding.

    Examples
    --------
    >>> import io
    >>> document, = read_documents(["-"], stdin=io.BytesIO("施政報告".encode("big5")), note=print)
    1 file not in UTF-8, read as big5hkscs (guessed; --encoding forces another): -
    >>> document.text, document.encoding
    ('施政報告', 'big5hkscs')
    """
    note = note or _silent
    return _read(find_sources(inputs, note=note), encoding, errors, stdin, note)


def _silent(message: str) -> None:
    """Drop a note that nobody asked for."""


def _read(
    sources: Iterable[Source],
    encoding: str | None,
    errors: Literal["strict", "replace"],
    stdin: BinaryIO | None,
    note: Note,
) -> Iterator[Document]:
    guessed: dict[str, list[str]] = {}
    empty: list[str] = []
    for source in sources:
        data = _bytes(source, stdin)
        decoded = decode(data, encoding=encoding, errors=errors, name=source.id)
        if decoded.guess and decoded.guess.confidence < _DOUBTFUL:
            note(
                f"{printable(source.id)}: read as {decoded.encoding} on little evidence "
                f"({decoded.guess.evidence}); --encoding forces another"
            )
        elif decoded.guess and decoded.guess.confidence < 1 and decoded.encoding != "utf-8":
            guessed.setdefault(decoded.encoding, []).append(source.id)
        if decoded.replaced:
            note(
                f"{printable(source.id)}: not all of it is {decoded.encoding}; put U+FFFD for what "
                f"is not: {decoded.replaced:,}"
            )
        if not decoded.text:
            empty.append(source.id)
        date = date_in_name(source.id)
        yield Document(
            id=source.id,
            text=decoded.text,
            encoding=decoded.encoding,
            sha256=hashlib.sha256(data).hexdigest(),
            metadata={"date": date} if date else {},
        )
    for codec, names in sorted(guessed.items()):
        note(
            f"{_files(len(names))} not in UTF-8, read as {codec} (guessed; --encoding forces "
            f"another): {_some(names)}"
        )
    if empty:
        note(f"{_files(len(empty))} without text: {_some(empty)}")


def _bytes(source: Source, stdin: BinaryIO | None) -> bytes:
    try:
        if source.path is not None:
            return source.path.read_bytes()
        if stdin is None and sys.stdin is None:
            raise InputError("standard input is closed: pipe text into it, or name a file")
        return (stdin or sys.stdin.buffer).read()
    except OSError as error:
        raise _unreadable(source.id, error) from None
