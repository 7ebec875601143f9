"""Several processes of this machine; a part whose worker is killed is done again."""

import signal
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context

from cantext.store.executors.protocol import ATTEMPTS, Executor, killed
from cantext.store.executors.serial import serial
from cantext.store.work import Work, WorkDone, do
from cantext.workers import begin_worker


def processes(number: int) -> Executor:
    """Return an executor of so many processes."""

    def run(parts: Mapping[str, Work], place: str) -> Iterator[WorkDone]:
        if number < 2 or len(parts) < 2:
            yield from serial(parts, place)
            return
        # The largest first, so that at the end no worker waits long for another.
        left = dict(sorted(parts.items(), key=lambda item: -item[1].size()))
        attempts = dict.fromkeys(left, 0)
        while left:
            try:
                yield from _pool(number, left, attempts, place)
            except BrokenProcessPool:
                # Any of those under way may be the one that killed the worker.
                worst = max(left, key=lambda key: attempts[key])
                if attempts[worst] >= ATTEMPTS:
                    raise killed(left[worst], "try --jobs 1") from None

    return run


def _pool(
    number: int, left: dict[str, Work], attempts: dict[str, int], place: str
) -> Iterator[WorkDone]:
    """Do what is left, taking away what is done; no more is handed out than can be worked on."""
    others = set(active_children())
    # A fresh interpreter for each worker: a copy of this one would share its threads' locks.
    with ProcessPoolExecutor(
        number, mp_context=get_context("spawn"), initializer=begin_worker
    ) as pool:
        waiting = iter(list(left.items()))
        running: dict[Future[WorkDone], str] = {}
        try:
            while True:
                while len(running) < number and (item := next(waiting, None)):
                    key, work = item
                    attempts[key] += 1
                    with _interrupts_held():
                        running[pool.submit(do, work, key, place)] = key
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    done = future.result()
                    del left[running.pop(future)]
                    yield done
        except BaseException as error:
            pool.shutdown(wait=False, cancel_futures=True)
            # Nobody waits for a part that is under way; it is done anew when the run goes on.
            if isinstance(error, KeyboardInterrupt | GeneratorExit):
                for worker in set(active_children()) - others:
                    worker.terminate()
            raise


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Start workers so that Ctrl-C does not reach them even before they can leave it alone."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
