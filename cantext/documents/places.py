"""Where bytes lie: files of this machine, and what a URL names, which fsspec reads.

A URL is read because somebody named it; nothing here reaches out by itself.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from cantext.documents.encoding import printable
from cantext.errors import CantextError, InputError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_ADVICE = "check the address, the access rights, and that the package of its protocol is installed"


def is_url(name: str) -> bool:
    r"""Whether a name is that of something elsewhere, and not a path.

    >>> [is_url(name) for name in ("s3://archive/1997", "https://example.org/a", r"c:\a", "a//b")]
    [True, True, False, False]
    """
    return bool(_URL.match(name))


@contextmanager
def opened(place: str) -> Iterator[BinaryIO]:
    """Open a path or a URL for reading.

    Raises
    ------
    OSError
        A file of this machine cannot be read.
    InputError
        What the URL names cannot be read.
    """
    if not is_url(place):
        with Path(place).open("rb") as stream:
            yield stream
        return
    with reached(place) as (files, path), files.open(path, "rb") as stream:
        yield cast("BinaryIO", stream)


def size_of(place: str) -> int:
    """Return the bytes of a file; 0 where a server does not tell.

    Raises
    ------
    OSError, InputError
        As for `opened`.
    """
    if not is_url(place):
        return Path(place).stat().st_size
    with reached(place) as (files, path):
        return files.size(path) or 0


def files_at(url: str, is_taken: Callable[[str], bool]) -> list[str]:
    """Return the URLs of the files that a URL names, sorted.

    A file is what it is; of a folder, or a bucket, those whose names are taken, at any depth,
    hidden ones left out; of a glob all that match and are not hidden.

    Raises
    ------
    InputError
        For what cannot be reached, or has no file to read.
    """
    with reached(url) as (files, path):
        if any(sign in path for sign in "*[") and not url.startswith("http"):
            found = [name for name in files.glob(path) if files.isfile(name)]
            found = [name for name in found if not name.rsplit("/", 1)[-1].startswith(".")]
        elif files.isdir(path) and not url.startswith("http"):
            below = len(path.rstrip("/")) + 1
            found = [
                name
                for name in files.find(path)
                if is_taken(name) and not any(p.startswith(".") for p in name[below:].split("/"))
            ]
        else:
            found = [path]
            if not files.exists(path):
                raise InputError(f"{printable(url)}: there is nothing there: {_ADVICE}")
        named = sorted(str(files.unstrip_protocol(name)) for name in found)
    if not named:
        raise InputError(f"{printable(url)}: no file that is read there: check the address")
    return named


@contextmanager
def reached(url: str) -> "Iterator[tuple[AbstractFileSystem, str]]":
    """Yield the file system of a URL and the path in it; its errors become ours.

    Raises
    ------
    CantextError
        Where fsspec is not installed.
    InputError
        For an unknown protocol, or whatever goes wrong inside.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise CantextError(
            f'{printable(url)} is read through fsspec: pip install "cantext[remote]"'
        ) from error
    try:
        yield url_to_fs(url)
    except CantextError:
        raise
    except Exception as error:  # each protocol's library has errors of its own
        said = str(error).strip().splitlines() or [type(error).__name__]
        raise InputError(f"{printable(url)}: cannot be read: {said[0]}; {_ADVICE}") from error
