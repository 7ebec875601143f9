"""A cluster of machines: Dask distributed, which keeps the books of workers that die."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, TypeAlias

from cantext.errors import CantextError
from cantext.store.executors.protocol import ATTEMPTS, Executor, killed
from cantext.store.work import Work, WorkDone, do

if TYPE_CHECKING:
    from distributed import Future as _Future

    Future: TypeAlias = _Future[WorkDone]

_PATIENCE = 30.0  # seconds for the scheduler to answer, and for a worker to be there


def dask(scheduler: str) -> Executor:
    """Return an executor of the workers of a Dask scheduler.

    Workers are sent paths, as processes are: inputs, dictionaries and the place of the parts have
    the same names on all machines, and the same cantext is installed on each. Dask does a part
    again whose worker died.

    Parameters
    ----------
    scheduler
        Its address, as `tcp://10.0.0.1:8786`, or the file that `dask scheduler --scheduler-file`
        wrote.

    Raises
    ------
    CantextError
        Where Dask is not installed; in a run, where the scheduler does not answer, there are no
        workers, or a part has killed several.
    """
    try:
        import distributed
    except ImportError as error:
        raise CantextError('a cluster needs Dask: pip install "cantext[dask]"') from error

    def run(parts: Mapping[str, Work], place: str) -> Iterator[WorkDone]:
        if not parts:
            return
        finished: SimpleQueue[Future] = SimpleQueue()
        with _client(scheduler) as client:
            keys: dict[Future, str] = {}
            for key, work in parts.items():
                # Not pure: what was delivered since and taken away is done again.
                future = client.submit(do, work, key, place, pure=False, retries=ATTEMPTS - 1)
                keys[future] = key
                future.add_done_callback(finished.put)
            while keys:
                future = _next(finished, client, scheduler)
                try:
                    yield future.result()
                except distributed.KilledWorker:
                    raise killed(parts[keys[future]], "try more of it for each worker") from None
                except ModuleNotFoundError as error:
                    raise CantextError(
                        f"a worker lacks a package ({error}): install the same cantext on all"
                    ) from error
                del keys[future]

    return run


def _next(finished: "SimpleQueue[Future]", client: Any, scheduler: str) -> "Future":
    """Wait for a part, as long as there is somebody who works on it."""
    while True:
        try:
            return finished.get(timeout=_PATIENCE)
        except Empty:
            if not client.scheduler_info()["workers"]:
                raise CantextError(
                    f"the scheduler {scheduler} has no workers: start some with `dask worker`, and "
                    "the same command goes on"
                ) from None


def _client(scheduler: str) -> Any:
    import distributed

    connect: Any = distributed.Client  # which has no types
    told = {"scheduler_file" if Path(scheduler).is_file() else "address": scheduler}
    try:
        return connect(**told, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CantextError(
            f"no Dask scheduler answers at {scheduler}: start one with `dask scheduler` "
            f"({str(error).splitlines()[0]})"
        ) from error
