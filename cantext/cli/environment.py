"""The streams of a run and what they can show, bundled so that tests can swap them."""

import errno
import io
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import BinaryIO, TextIO, cast


class _Closed(io.TextIOBase):
    """Standard output of a process that was started with it closed: nothing can be written."""

    @property
    def buffer(self) -> "_Closed":
        return self  # bytes fare no better

    def write(self, data: str | bytes) -> int:
        raise OSError(errno.EBADF, "standard output is closed")


@dataclass(frozen=True, slots=True)
class Environment:
    """Where a run reads and writes.

    `stdout` and `stderr` are UTF-8 whatever the console's code page; `variables` are the process's
    environment variables.
    """

    stdin: BinaryIO
    stdout: TextIO
    stderr: TextIO
    variables: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)

    @classmethod
    def current(cls) -> "Environment":
        """Return the process's own streams."""
        if sys.stdout is not None:
            sys.stdout = _buffered(sys.stdout)
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                # Lone surrogates in corpus text must not end a run half way.
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        # Python sets a stream to None that was closed before it started. Notes may get lost.
        closed = cast("TextIO", _Closed())
        stdout = closed if sys.stdout is None else sys.stdout
        stderr = io.StringIO() if sys.stderr is None else sys.stderr
        return cls(getattr(sys.stdin, "buffer", io.BytesIO()), stdout, stderr)

    @property
    def pipes_in(self) -> bool:
        """Whether something is piped in (a terminal would wait for a person to type)."""
        return not self.stdin.isatty()

    def note(self, message: str) -> None:
        """Say something about the run on stderr, control characters of the text made harmless."""
        from cantext.render.text import printable

        with suppress(OSError):  # nobody listens, or the disk is full: the result matters more
            self.stderr.write(f"cantext: {printable(message)}\n")
            self.stderr.flush()


def _buffered(stream: TextIO) -> TextIO:
    """Return a stream that writes everything or fails, also where Python does not buffer.

    With PYTHONUNBUFFERED set, Python hands text to the system once: what a full disk did not take
    would be lost without a word.
    """
    if isinstance(stream, io.TextIOWrapper) and isinstance(stream.buffer, io.RawIOBase):
        raw = cast("io.RawIOBase", stream.detach())
        return io.TextIOWrapper(io.BufferedWriter(raw), "utf-8", line_buffering=True)
    return stream


def cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        return os.cpu_count() or 1
