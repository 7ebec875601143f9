"""Workers do not outlive the process that handed them work."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

_PARENT = """
import os, sys, time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from cantext.workers import begin_worker

if __name__ == "__main__":
    with ProcessPoolExecutor(2, get_context("spawn"), begin_worker) as pool:
        for pid in {pool.submit(os.getpid).result() for _ in range(8)}:
            print(pid, flush=True)
        print("-", flush=True)
        pool.submit(time.sleep, 600).result()
"""


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("by", ["SIGTERM", "SIGKILL"])
def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path, by: str) -> None:
    script = tmp_path / "parent.py"
    script.write_text(_PARENT, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        workers = [int(line) for line in iter(parent.stdout.readline, "-\n")]
        assert workers
        parent.send_signal(getattr(signal, by))
    end = time.monotonic() + 30
    while any(map(is_there, workers)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(map(is_there, workers))
