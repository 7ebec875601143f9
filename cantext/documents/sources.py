"""Inputs to sources: files, folders, globs and standard input, in an order that never varies."""

import glob
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TypeAlias

from cantext.documents.encoding import printable
from cantext.documents.formats import PACKED_SUFFIXES, TABLE_SUFFIXES, TEXT_SUFFIXES
from cantext.documents.places import files_at, is_url
from cantext.documents.plugin_readers import plugged_reader
from cantext.documents.stored import is_store
from cantext.errors import InputError

Note = Callable[[str], None]

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """Where documents are read from: an id, and the path, or else the URL.

    A path is that of a file or of a token store. Standard input has neither.
    """

    id: str
    path: Path | None
    url: str | None = None

    @property
    def place(self) -> str | None:
        """The path or the URL as text."""
        return self.url if self.path is None else str(self.path)


Input: TypeAlias = str | os.PathLike[str] | Source


def document_id(name: str) -> str:
    """Return a path as people are shown it: posix slashes, and bytes that are no UTF-8 escaped."""
    name = name.replace(os.sep, "/")
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def some(names: Sequence[str]) -> str:
    """Return the first three names for a note, and how many more there are.

    >>> some(["a", "b", "c", "d", "e"])
    'a, b, c and 2 more'
    """
    more = len(names) - 3
    return ", ".join(map(printable, names[:3])) + (f" and {more:,} more" if more > 0 else "")


def files(number: int) -> str:
    """Return a number of files in words.

    >>> files(1), files(1200)
    ('1 file', '1,200 files')
    """
    return "1 file" if number == 1 else f"{number:,} files"


def unreadable(name: str, error: OSError) -> InputError:
    """Return the error on a file or folder that the system does not let read."""
    if isinstance(error, PermissionError):
        return InputError(f"{printable(name)}: permission denied: change its access rights")
    return InputError(f"{printable(name)}: cannot be read: {error.strerror or error}")


def is_taken(name: str, *, tables: bool) -> bool:
    """Whether a file inside a folder or an archive is read, by the suffix of its name.

    Tables are read only where somebody said which field holds the text: folders hold many others.

    >>> [is_taken(name, tables=False) for name in ("a.PDF", "a.txt.gz", "a.json", "a")]
    [True, True, False, True]
    """
    suffix = Path(name).suffix.lower()
    if suffix == ".gz":
        suffix = Path(name[:-3]).suffix.lower()
        return suffix in TEXT_SUFFIXES - {""} or (tables and suffix in TABLE_SUFFIXES)
    if suffix in PACKED_SUFFIXES or suffix in TEXT_SUFFIXES or plugged_reader(suffix):
        return True
    return tables and suffix in TABLE_SUFFIXES


def left_out(names: Counter[str], name: str) -> str:
    """Return the note on files of other kinds, counted by suffix."""
    kinds = ", ".join(f"{names[suffix]:,} {printable(suffix)}" for suffix in sorted(names))
    hint = "; --text-field reads tables" if TABLE_SUFFIXES & names.keys() else ""
    return (
        f"{printable(name)}: {files(names.total())} of other kinds not read ({kinds}); a file "
        f"named on its own is read whatever its suffix{hint}"
    )


def _in_folder(folder: Path, note: Note, *, tables: bool) -> list[Path]:
    """Return the files to read in a folder and its folders, sorted, links to folders left out."""

    def refuse(error: OSError) -> None:
        raise unreadable(str(error.filename), error)

    found: list[Path] = []
    others: Counter[str] = Counter()
    for top, inner, names in os.walk(folder, onerror=refuse):
        inner[:] = [name for name in inner if not name.startswith(".")]
        for name in filter(lambda name: is_store(Path(top, name)), inner[:]):
            inner.remove(name)
            store = printable(Path(top, name).as_posix())
            note(f"{store}: a token store in a folder is not read; name it to have its texts")
        for path in (Path(top, name) for name in names if not name.startswith(".")):
            if not is_taken(path.name, tables=tables):
                others[path.suffix.lower()] += 1
            elif path.is_file():  # no pipe, socket or broken link
                found.append(path)
    if others:
        note(left_out(others, folder.as_posix()))
    return sorted(found, key=lambda path: path.parts)


def _matching(pattern: str, note: Note, *, tables: bool) -> list[Source]:
    """Return the files that a glob matches, and the files to read of the folders it matches."""
    sources: dict[Path, Source] = {}
    # Path.glob takes no absolute pattern, and would not keep the pattern's own spelling.
    matches = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207
    # `**` matches every folder on the way down: the files are matched with them.
    folders = "**" not in pattern
    for match in matches:
        path = Path(match)
        # No pipe, which would be waited for, no socket and no broken link.
        if path.is_file() or is_store(path):
            sources[path] = Source(document_id(match), path)
        elif folders and path.is_dir():
            for inner in _in_folder(path, note, tables=tables):
                sources[inner] = Source(document_id(inner.as_posix()), inner)
    if not sources:
        raise InputError(f"{printable(pattern)}: matches no file: check the pattern and the folder")
    return list(sources.values())


def _missing(name: str) -> InputError:
    """Return the error on a path that does not exist, with the nearest name in its folder."""
    path = Path(name)
    if os.path.lexists(path):
        return InputError(f"{printable(name)}: a link to nothing: mend it, or name its target")
    try:
        near = get_close_matches(path.name, sorted(os.listdir(path.parent)), n=1)  # noqa: PTH208
    except (OSError, ValueError):  # the folder is missing too, or the name cannot be one
        near = []
    hint = f"; did you mean {printable(str(path.with_name(near[0])))}?" if near else ""
    return InputError(f"no such file or folder: {printable(name)}{hint}")


def _sources_of(given: Input, note: Note, *, tables: bool) -> list[Source]:
    if isinstance(given, Source):
        return [given]
    name = os.fspath(given)
    if not name:
        raise InputError("an input has an empty name: give a file, a folder, a glob or -")
    if name == STDIN:
        return [Source(STDIN, None)]
    if is_url(name):
        found = files_at(name, lambda inner: is_taken(inner, tables=tables))
        return [Source(document_id(url), None, url) for url in found]
    path = Path(name)
    try:
        if path.is_dir() and not is_store(path):
            inner = _in_folder(path, note, tables=tables)
            if not inner:
                raise InputError(
                    f"{printable(name)}: no file in this folder that is read (.txt, .md, .html, "
                    ".pdf, .docx, .xml, .srt, .vtt, .zip, .gz or no suffix): name the files "
                    "themselves to read others"
                )
            return [Source(document_id(file.as_posix()), file) for file in inner]
        if path.exists():
            return [Source(document_id(name), path)]
        if glob.has_magic(name):
            return _matching(name, note, tables=tables)
    except OSError as error:
        raise unreadable(name, error) from None
    raise _missing(name)


def find_sources(
    inputs: Input | Sequence[Input], *, note: Note | None = None, tables: bool = False
) -> tuple[Source, ...]:
    """Resolve inputs to what will be read, without reading it.

    Parameters
    ----------
    inputs
        Files; token stores; folders, whose documents are found at any depth by their suffix (hidden
        ones left out); globs that the shell left as they are, with `**`; `-` for standard input;
        URLs of files and folders (`s3://…`, `https://…`), which are read through fsspec. Folders
        and globs are sorted, and stand where they were given. A source that was found before is one
        file.
    note
        Called with one line for what people should know: files left out, files given twice.
    tables
        Also read the CSV, TSV, JSON and JSON Lines files of folders.

    Raises
    ------
    InputError
        An input does not exist, matches nothing, holds no file to read, or may not be read.

    Examples
    --------
    >>> find_sources("-")
    (Source(id='-', path=None, url=None),)
    >>> find_sources(["pa2O25.txt"])
    Traceback (most recent call last):
    cantext.errors.InputError: no such file or folder: pa2O25.txt
    """
    note = note or _silent
    first: dict[str, Source] = {}
    again: list[str] = []
    # A string is a sequence of strings too: each of its characters would be an input, even `/`.
    for given in [inputs] if isinstance(inputs, str | os.PathLike | Source) else inputs:
        for source in _sources_of(given, note, tables=tables):
            # Two paths to one file are one file, links included.
            key = os.path.realpath(source.path) if source.path else source.url or STDIN
            if key in first:
                again.append(source.id)
            else:
                first[key] = source
    if again:
        note(f"{files(len(again))} given more than once, read once: {some(again)}")
    return tuple(first.values())


def _silent(message: str) -> None:
    """Drop a note that nobody asked for."""
