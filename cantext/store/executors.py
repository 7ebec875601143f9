"""What runs the work on parts: this process, or several. All take and give the same.

For several machines there is `cantext.store.cluster`.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import TypeAlias

from cantext.errors import CantextError
from cantext.store.work import Work, WorkDone, do

# Takes pieces of work, each with the folder it writes, and yields what was done in any order.
Executor: TypeAlias = "Callable[[Sequence[tuple[Work, Path]]], Iterator[WorkDone]]"

# How often a part is tried whose worker died. Memory may be short once; thrice is the part's fault.
ATTEMPTS = 3


def serial(parts: Sequence[tuple[Work, Path]]) -> Iterator[WorkDone]:
    """Do one part after the other in this process."""
    for work, folder in parts:
        yield do(work, folder)


def processes(number: int) -> Executor:
    """Return an executor of so many processes; a part whose worker is killed is done again."""

    def run(parts: Sequence[tuple[Work, Path]]) -> Iterator[WorkDone]:
        if number < 2 or len(parts) < 2:
            yield from serial(parts)
            return
        left = {folder: work for work, folder in parts}
        attempts = dict.fromkeys(left, 0)
        while left:
            try:
                yield from _pool(number, left, attempts)
            except BrokenProcessPool:
                # Any of those under way may be the one that killed the worker.
                worst = max(left, key=lambda folder: attempts[folder])
                if attempts[worst] >= ATTEMPTS:
                    raise given_up(left[worst], "--jobs 1") from None

    return run


def given_up(work: Work, instead: str) -> CantextError:
    """Return the error on a part whose worker was killed each time."""
    names = ", ".join(name for name, _ in work.sources[:3])
    return CantextError(
        f"a worker was killed {ATTEMPTS} times while it read {names}: "
        f"memory may be short; try {instead}, or leave these inputs out"
    )


def _pool(number: int, left: dict[Path, Work], attempts: dict[Path, int]) -> Iterator[WorkDone]:
    """Do what is left, taking away what is done; no more is handed out than can be worked on."""
    # A fresh interpreter for each worker: a copy of this one would share its threads' locks.
    with ProcessPoolExecutor(number, mp_context=get_context("spawn")) as pool:
        waiting = iter(list(left.items()))
        running: dict[Future[WorkDone], Path] = {}
        try:
            while True:
                while len(running) < number and (item := next(waiting, None)):
                    folder, work = item
                    attempts[folder] += 1
                    running[pool.submit(do, work, folder)] = folder
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    done = future.result()
                    del left[running.pop(future)]
                    yield done
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
