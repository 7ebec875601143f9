"""Packed inputs: gzip files and ZIP archives, unpacked in memory and within bounds.

Nothing is written to disk, so that no name in an archive can lead anywhere.
"""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from cantext.documents.encoding import decode, printable
from cantext.errors import InputError

# Of one file, read or unpacked. The longest records have a few MB.
MAX_BYTES = 256 << 20
# Of all files of an archive together, and how many files.
MAX_ARCHIVE_BYTES = 1 << 30
MAX_MEMBERS = 100_000
_PIECE = 4 << 20
# Text packs to a tenth or so, markup to a fortieth: what unpacks to more is a bomb.
_MOST_TIMES = 200
_SMALL = 16 << 20


class ArchiveLimitError(InputError):
    """An archive unpacks to more than may be; nothing more of it is read."""


def size_error(name: str) -> InputError:
    """Return the refusal of a file that is too large."""
    return InputError(
        f"{printable(name)}: more than {MAX_BYTES >> 20} MiB, the most that is read of one file: "
        "split it"
    )


def read_at_most(stream: BinaryIO, limit: int) -> bytes:
    """Return what a stream holds, or one byte more than `limit` of it.

    Piece by piece: a buffered stream that is asked for so many bytes makes room for them first.
    """
    pieces: list[bytes] = []
    left = limit + 1
    while left and (piece := stream.read(min(left, _PIECE))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def is_gzip(data: bytes) -> bool:
    """Whether bytes are those of a gzip file."""
    return data.startswith(b"\x1f\x8b\x08")


def gunzip(data: bytes, name: str) -> bytes:
    """Return what a gzip file holds, all its members joined.

    Raises
    ------
    InputError
        The file is broken or truncated, or holds more than `MAX_BYTES`.
    """
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            most = _most(len(data), MAX_BYTES)
            unpacked = read_at_most(cast("BinaryIO", stream), most)
    except EOFError:
        raise InputError(f"{printable(name)}: a truncated gzip file: fetch it again") from None
    except (zlib.error, OSError):
        raise InputError(f"{printable(name)}: a broken gzip file: fetch it again") from None
    if len(unpacked) > most:
        raise size_error(name) if most == MAX_BYTES else _bomb(name)
    return unpacked


def _most(packed: int, most: int) -> int:
    """Return how much may come out of so many packed bytes."""
    return min(most, max(_SMALL, _MOST_TIMES * packed))


def _bomb(name: str) -> InputError:
    return InputError(
        f"{printable(name)}: unpacks to more than {_MOST_TIMES} times its size, as no text does: "
        "unpack it first"
    )


def members(data: bytes, name: str) -> Iterator[tuple[str, zipfile.ZipInfo, zipfile.ZipFile]]:
    """Yield the files of an archive, sorted by name, as (path in it, entry, archive).

    Folders, hidden files, what macOS adds and what has no name are left out.

    Raises
    ------
    InputError
        The archive is broken, or has more than `MAX_MEMBERS` files.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise InputError(
            f"{printable(name)}: a broken or truncated ZIP archive: fetch it again"
        ) from None
    with archive:
        entries = archive.infolist()
        if len(entries) > MAX_MEMBERS:
            raise InputError(
                f"{printable(name)}: an archive of {len(entries):,} files; {MAX_MEMBERS:,} are "
                "read at most: split it"
            )
        for entry in sorted(entries, key=lambda entry: PurePosixPath(entry.filename).parts):
            path = _name(entry).replace("\\", "/")
            parts = PurePosixPath(path).parts
            # Without a name (`is_dir` fails on that) or as a folder it is no file.
            if not parts or path.endswith("/") or "__MACOSX" in parts:
                continue
            if any(part.startswith(".") and part not in (".", "..") for part in parts):
                continue
            yield path, entry, archive


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry; old ones are in the code page of whoever packed them."""
    if entry.flag_bits & 0x800 or entry.filename.isascii():
        return entry.filename
    try:
        return decode(entry.filename.encode("cp437")).text
    except (UnicodeError, InputError):
        return entry.filename


def unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, left: int) -> bytes:
    """Return the bytes of one file of an archive, of which `left` may still be unpacked.

    Raises
    ------
    InputError
        The file is broken, locked by a password, packed in an unknown way, or too large.
    """
    if entry.flag_bits & 0x1:
        raise InputError(f"{printable(name)}: locked by a password: unpack it first")
    most = min(left, MAX_BYTES)
    limit = _most(entry.compress_size, most)
    try:
        # The size that the archive states may be a lie; what comes out is counted.
        with archive.open(entry) as stream:
            data = read_at_most(cast("BinaryIO", stream), limit)
    except NotImplementedError:
        raise InputError(
            f"{printable(name)}: packed in a way that is not known here: unpack it first"
        ) from None
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, OSError, EOFError):
        raise InputError(f"{printable(name)}: broken in its archive: fetch it again") from None
    if len(data) > limit:
        if limit < most:
            raise _bomb(name)
        if most < MAX_BYTES:
            raise ArchiveLimitError(
                f"{printable(name)}: its archive unpacks to more than "
                f"{MAX_ARCHIVE_BYTES >> 20:,} MiB; this file and those behind it are not read: "
                "split it"
            )
        raise size_error(name)
    return data
