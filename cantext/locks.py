"""One process at a time for what several may want to write."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cantext.errors import OutputError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PAUSE = 0.05  # seconds between two tries


@contextmanager
def one_at_a_time(path: Path, busy: str, *, wait: float = 0) -> Iterator[None]:
    """Hold a lock on a file while the block runs; the file is gone afterwards.

    The system lets go of the lock of a process that was killed; its file does no harm. Where the
    system has no locks (a few network drives), the block runs without one.

    Parameters
    ----------
    path
        The file, in a folder that is there. It is made, and holds nothing.
    busy
        What the error says when another process has the lock.
    wait
        How many seconds to wait for the other process.

    Raises
    ------
    OutputError
        When another process has it for longer than that, or the file cannot be made.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     lock = Path(folder, "a.lock")
    ...     with one_at_a_time(lock, "busy"):
    ...         with one_at_a_time(lock, "another run writes a"):
    ...             pass
    Traceback (most recent call last):
    cantext.errors.OutputError: another run writes a
    """
    until = time.monotonic() + wait
    while True:
        try:
            held = _taken(path)
        except OSError as error:
            raise OutputError(f"cannot write {path}: {error.strerror or error}") from error
        if held is not None:
            break
        if time.monotonic() >= until:
            raise OutputError(busy)
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        _let_go(path, held)


def _taken(path: Path) -> int | None:
    """Return a descriptor that holds the lock, or None when another process has it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if _locked(descriptor) and _is_still_there(path, descriptor):
            return descriptor
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def _locked(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # Anything else says that there are no locks on this drive.
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
    return True


def _is_still_there(path: Path, descriptor: int) -> bool:
    """Whether nobody has taken the file away between opening and locking it."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _let_go(path: Path, descriptor: int) -> None:
    if sys.platform == "win32":  # takes no open file away
        os.close(descriptor)
        with suppress(OSError):
            path.unlink()
        return
    path.unlink(missing_ok=True)  # before another may have it
    os.close(descriptor)
