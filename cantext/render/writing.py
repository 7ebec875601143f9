"""Files written whole or not at all."""

import errno
import os
import secrets
import stat
from pathlib import Path

from cantext.errors import OutputError
from cantext.render.text import printable


def _reason(error: OSError, target: Path) -> str:
    folder = printable(str(target.parent))
    if isinstance(error, FileNotFoundError):
        return f"there is no folder {folder}; make it first, or choose another place"
    if isinstance(error, NotADirectoryError):
        return f"{folder} is not a folder; choose another place"
    if isinstance(error, IsADirectoryError):
        return "it is a folder; add a file name"
    if isinstance(error, PermissionError):
        return "permission denied; choose another place, or change the permissions"
    if error.errno == errno.ENAMETOOLONG:
        return "the file name is too long; choose a shorter one"
    return f"{error.strerror or error}; free some space or choose another place"


def _write_through(target: Path, data: bytes) -> None:
    """Write into a device or a pipe (`/dev/null`, a FIFO), which must not be replaced by a file."""
    with target.open("wb") as stream:
        stream.write(data)


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    # A short name of its own, so that the longest permitted file name still has room.
    temporary = target.parent / f".cantext-{secrets.token_hex(8)}.tmp"
    descriptor = os.open(
        temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666
    )
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:  # an interrupt too must leave nothing behind
        temporary.unlink(missing_ok=True)
        raise


def write_atomically(path: str | os.PathLike[str], data: bytes) -> None:
    """Write `data` to `path` so that a reader sees the old file or the new one, never a part.

    The bytes go to a temporary file in the same folder, reach the disk, and take the place of the
    old file by renaming. A symbolic link stays a link: its target is replaced. An existing file
    keeps its permissions; a device or a pipe is written into.

    Parameters
    ----------
    path
        The file to write; its folder must exist.
    data
        Everything the file shall hold.

    Raises
    ------
    OutputError
        When the file cannot be written; the message names the path and the reason. Whatever was
        there before is whole, and no temporary file is left.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_atomically(Path(folder, "out.csv"), b"term,count")
    ...     Path(folder, "out.csv").read_bytes()
    b'term,count'
    """
    target = Path(path)
    try:
        target = Path(os.path.realpath(path))
        status = target.stat() if target.exists() else None
        if status is None:
            _replace(target, data, mode=None)
        elif stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, "Is a directory")
        elif not stat.S_ISREG(status.st_mode):
            _write_through(target, data)
        elif not os.access(target, os.W_OK):
            # Renaming would succeed in a writable folder, against the owner's mark on the file.
            raise PermissionError(errno.EACCES, "Permission denied")
        else:
            _replace(target, data, mode=stat.S_IMODE(status.st_mode))
    except (OSError, ValueError) as error:
        reason = _reason(error, target) if isinstance(error, OSError) else str(error)
        raise OutputError(f"Cannot write {printable(os.fspath(path))}: {reason}") from error
