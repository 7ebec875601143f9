"""A progress bar on stderr, for work that turns out to take more than a second."""

import time
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from cantext.documents.document import Document

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE = 1.0  # seconds before a bar appears


class CharacterProgress:
    """Counts characters done; shows nothing for a second, then a bar, and off a terminal nothing.

    Use it as a context: the bar is taken away at the end, whatever happens.
    """

    def __init__(
        self, stream: TextIO, total: int, *, enabled: bool = True, unit: str = "characters"
    ) -> None:
        self._stream = stream
        self._unit = unit
        self._total = total
        self._enabled = enabled and stream.isatty()
        self._begun = time.monotonic()
        self._done = 0
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def advance(self, characters: int) -> None:
        """Count characters as done."""
        self._done += characters
        if not self._enabled:
            return
        if self._bar is None and time.monotonic() - self._begun > _PATIENCE:
            self._start()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=min(self._done, self._total))

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
            TimeRemainingColumn(),
            console=Console(file=self._stream),
            transient=True,
        )
        self._task = self._bar.add_task("", total=self._total)
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
