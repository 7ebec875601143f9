"""Progress on stderr, for work that turns out to take more than a second."""

import time
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from cantext.documents.document import Document

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE = 1.0  # seconds before a bar appears
_EVERY = 30.0  # seconds between the lines that stand for a bar off a terminal


class CharacterProgress:
    """Counts characters done, and shows how far the work is, how fast, and what time is left.

    A bar appears after a second. Off a terminal nothing does, or with `lines` a line every half
    minute, which is what the log of a long run wants.

    Use it as a context: the bar is taken away at the end, whatever happens.
    """

    def __init__(
        self,
        stream: TextIO,
        total: int,
        *,
        enabled: bool = True,
        unit: str = "characters",
        lines: bool = False,
    ) -> None:
        self._stream = stream
        self._unit = unit
        self._total = total
        self._has_bar = enabled and stream.isatty()
        self._has_lines = enabled and lines and not stream.isatty()
        self._begun = self._told = time.monotonic()
        self._done = 0
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def advance(self, characters: int) -> None:
        """Count characters as done."""
        self._done += characters
        now = time.monotonic()
        if self._has_lines and now - self._told >= _EVERY:
            self._told = now
            self._stream.write(f"{self.line(now - self._begun)}\n")
            self._stream.flush()
        if not self._has_bar:
            return
        if self._bar is None and now - self._begun > _PATIENCE:
            self._start()
        if self._bar is not None and self._task is not None:
            done = min(self._done, self._total)
            self._bar.update(self._task, completed=done, rate=self._rate(now - self._begun))

    def line(self, seconds: float) -> str:
        """Say how far the work is after so many seconds.

        >>> import io
        >>> bar = CharacterProgress(io.StringIO(), 9_000_000, unit="bytes")
        >>> bar.advance(3_000_000)
        >>> bar.line(40)
        '33%, 3,000,000 / 9,000,000 bytes, 75,000 a second, 1:20 left'
        """
        share = self._done / self._total if self._total else 1.0
        left = int(seconds * (1 - share) / share) if share else 0
        return (
            f"{share:.0%}, {self._done:,} / {self._total:,} {self._unit}, "
            f"{self._rate(seconds)}, {left // 60}:{left % 60:02} left"
        )

    def _rate(self, seconds: float) -> str:
        return f"{self._done / max(seconds, 1e-3):,.0f} a second"

    def watch(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Yield documents, each counted as done when the next is asked for."""
        for document in documents:
            yield document
            self.advance(document.characters)

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            TextColumn("{task.percentage:>3.0f}%"),
            BarColumn(),
            TextColumn("{task.completed:,.0f} / {task.total:,.0f} " + self._unit),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=Console(file=self._stream),
            transient=True,
        )
        self._task = self._bar.add_task("", total=self._total, rate="")
        self._bar.start()

    def __enter__(self) -> "CharacterProgress":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
