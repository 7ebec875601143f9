"""What every worker process does first, whoever hands it work."""

import os
import signal
from multiprocessing import parent_process
from threading import Thread
from typing import Protocol


class _Joinable(Protocol):
    def join(self) -> None: ...


def begin_worker() -> None:
    """Leave Ctrl-C to the parent, which ends its workers without a word, and end when it ends.

    A parent that is killed can tell nobody; its workers would wait for work as long as the machine
    runs.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: _Joinable) -> None:
    parent.join()
    os._exit(1)
