"""An executor for many machines: Dask distributed, which keeps the books of workers that die."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cantext.errors import CantextError
from cantext.store.executors import ATTEMPTS, Executor, given_up
from cantext.store.work import Work, WorkDone, do

if TYPE_CHECKING:
    from distributed import Client

_SECONDS_TO_CONNECT = 30


def cluster(address: str) -> Executor:
    """Return an executor on the workers of a Dask scheduler.

    Workers are sent paths, as processes are: inputs, dictionaries and the store's folder lie on
    storage that all machines see under the same names, and the same cantext is installed on each.

    Parameters
    ----------
    address
        Of the scheduler: `tcp://HOST:PORT`, or the path of the file that `dask scheduler
        --scheduler-file` wrote.

    Raises
    ------
    CantextError
        Where Dask is not installed, no scheduler answers, or a part has killed several workers.
    """

    def run(parts: Sequence[tuple[Work, Path]]) -> Iterator[WorkDone]:
        if not parts:
            return
        from distributed import KilledWorker, as_completed

        with _client(address) as client:
            client.wait_for_workers(1, timeout=_SECONDS_TO_CONNECT)
            place = os.fspath(Path.cwd())
            # A name of its own for each run: what another run was told is asked again.
            futures = {
                client.submit(
                    do_at, place, work, folder.absolute(), pure=False, retries=ATTEMPTS - 1
                ): work
                for work, folder in parts
            }
            try:
                for future in as_completed(futures):  # type: ignore[no-untyped-call]
                    yield future.result()
                    future.release()
            except KilledWorker:
                raise given_up(futures[future], "more memory for each worker") from None
            except BaseException:
                client.cancel(list(futures))
                raise

    return run


def do_at(place: str, work: Work, folder: Path) -> WorkDone:
    """Do a part from a folder, to which the names of its inputs refer.

    Raises
    ------
    CantextError
        Where the folder, or an input, is not there on the machine of the worker.
    """
    try:
        os.chdir(place)
        return do(work, folder)
    except FileNotFoundError as error:
        raise CantextError(
            f"a worker does not see {error.filename}: inputs and store must lie on storage that "
            "all machines share, under the same names"
        ) from None


def _client(address: str) -> "Client":
    try:
        from distributed import Client
    except ImportError as error:
        raise CantextError(
            'the executor dask needs Dask distributed: pip install "cantext[dask]"'
        ) from error
    told = {"scheduler_file": address} if Path(address).is_file() else {"address": address}
    try:
        return Client(**told, timeout=_SECONDS_TO_CONNECT)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise CantextError(
            f"no Dask scheduler answers at {address}: start one with `dask scheduler`, and workers "
            f"with `dask worker` ({str(error).splitlines()[0]})"
        ) from error
