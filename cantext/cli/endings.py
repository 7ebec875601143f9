"""How a run ends: the exit status of what went wrong, and the one line that says it."""

import errno
import os
import sys
from contextlib import suppress

from cantext.cli.environment import Environment
from cantext.errors import CantextError, UsageError

DONE, ERROR, USAGE, INTERRUPTED = 0, 1, 2, 130
# Set to anything, a fault of our own shows its traceback.
TRACEBACK = "CANTEXT_TRACEBACK"


def ending(error: BaseException, environment: Environment, *, verbose: bool = False) -> int:
    """Say on stderr why a run ended early, in one line, and return its exit status.

    `verbose` adds what lay behind an error of the input. An interrupt and a closed pipe need no
    word. What is neither an error of the input nor of the machine is a fault of ours: it is said to
    be one, and raised with `CANTEXT_TRACEBACK` set.
    """
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    if isinstance(error, OSError) and is_closed_pipe(error):
        _drop_what_is_left()
        return DONE
    if isinstance(error, CantextError):
        environment.note(f"error: {error}")
        if verbose and (cause := error.__cause__):
            environment.note(f"because of {type(cause).__name__}: {cause}")
        return USAGE if isinstance(error, UsageError) else ERROR
    if TRACEBACK in environment.variables and not isinstance(error, OSError | MemoryError):
        raise error
    environment.note(f"error: {_reason(error)}")
    _drop_what_is_left()
    return ERROR


def _reason(error: BaseException) -> str:
    if _is_lack_of_memory(error):
        return "not enough memory: take fewer inputs at once, or build a store (`cantext index`)"
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        if error.filename is not None:
            return f"{os.fsdecode(error.filename)}: {reason}"
        mend = "free some space, or write elsewhere with --output FILE"
        return f"cannot write the output: {reason}" + (
            f"; {mend}" if error.errno in (errno.ENOSPC, errno.EDQUOT) else ""
        )
    return (
        f"a fault of cantext, not of your text ({type(error).__name__}: {error}): please report it "
        f"with the command; {TRACEBACK}=1 shows where it happened"
    )


def _is_lack_of_memory(error: BaseException) -> bool:
    """Whether memory is short: Python's error, the system's, or that of a module being loaded."""
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    said = str(error).lower() if isinstance(error, ImportError) else ""
    return isinstance(error, MemoryError) or "failed to map" in said or "cannot allocate" in said


def is_closed_pipe(error: OSError) -> bool:
    """Whether writing failed because the reader (head, less) has gone."""
    # Windows reports EINVAL for a closed pipe.
    return error.errno == errno.EPIPE or (sys.platform == "win32" and error.errno == errno.EINVAL)


def _drop_what_is_left() -> None:
    """Let what is still in the buffer of stdout go nowhere: at exit Python would try it again."""
    with suppress(AttributeError, OSError, ValueError):  # closed, or no file of the system
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
