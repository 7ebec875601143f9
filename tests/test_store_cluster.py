"""A store built by a cluster is the store built here, whatever happens to the workers."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from commands import run

pytest.importorskip("duckdb")
pytest.importorskip("distributed")

from cantext.errors import CantextError
from cantext.store import build
from cantext.store.build import build_store
from cantext.store.executors import cluster
from cantext.store.work import Work

# Tornado's loops and sockets are closed when they are collected, which is after the test.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

TEXTS = {
    "a.txt": "立法會討論產學研合作。\n",
    "b.txt": "政府推動北部都會區發展。\n產學研。\n",
    "c.txt": "公屋輪候時間縮短。\n",
}


class Mortal(Work):
    """Work whose worker is killed the first time."""

    __slots__ = ()

    def documents(self, refused):
        mark = Path(self.sources[0][1]).with_suffix(".killed")
        if not mark.exists():
            mark.touch()
            os._exit(9)
        return Work.documents(self, refused)


class Doomed(Work):
    """Work whose worker is killed every time."""

    __slots__ = ()

    def documents(self, refused):
        os._exit(9)


SCHEDULER = ("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
WORKERS = ("worker", "--nworkers", "2", "--nthreads", "1", "--no-dashboard")


@contextmanager
def started(folder: Path, *commands: tuple[str, ...]) -> Iterator[str]:
    """Start processes of Dask; yield the file that tells where the scheduler is."""
    told = folder / "scheduler.json"
    # Workers unpickle the classes of this file.
    variables = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "dask", *command, "--scheduler-file", str(told)],
            cwd=folder,
            env=variables,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for command in commands
    ]
    end = time.monotonic() + 60
    while not told.exists() and time.monotonic() < end:
        time.sleep(0.05)
    yield str(told)
    for process in reversed(running):
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with started(tmp_path_factory.mktemp("cluster"), SCHEDULER, WORKERS) as told:
        yield told


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(build, "_LARGE", 1)  # a part for each file
    monkeypatch.chdir(tmp_path)
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return list(TEXTS)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("kind", [Work, Mortal])
def test_a_cluster_builds_the_same_store(
    texts: list[str], tmp_path: Path, scheduler: str, kind: type[Work]
) -> None:
    build_store(texts, Path("here.store"), Work())
    build_store(texts, Path("there.store"), kind(), executor=cluster.dask(scheduler))
    assert contents(tmp_path / "there.store") == contents(tmp_path / "here.store")


def test_a_part_that_kills_its_workers_is_given_up(
    texts: list[str], tmp_path: Path, scheduler: str
) -> None:
    with pytest.raises(CantextError, match=r"a worker was killed \d times while it read a.txt"):
        build_store(texts[:1], Path("a.store"), Doomed(), executor=cluster.dask(scheduler))
    assert not (tmp_path / "a.store").exists()


def test_the_command_builds_on_a_cluster(texts: list[str], tmp_path: Path, scheduler: str) -> None:
    options = ("--executor", "dask", "--scheduler", scheduler)
    done = run("index", *texts, "--store", "c.store", *options, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert b"3" in run("sql", "c.store", "SELECT count(*) FROM documents", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--executor", "dask"), "both --executor dask and --scheduler"),
        (("--scheduler", "tcp://127.0.0.1:1"), "both --executor dask and --scheduler"),
        (("--executor", "dask", "--scheduler", "tcp://127.0.0.1:1", "--jobs", "2"), "--jobs is"),
        (("--executor", "dask", "--scheduler", "nonsense"), "no Dask scheduler answers"),
    ],
)
def test_errors(texts: list[str], tmp_path: Path, options: tuple[str, ...], message: str) -> None:
    done = run("index", *texts, "--store", "c.store", *options, cwd=tmp_path)
    assert done.returncode in (1, 2)
    assert message in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_cluster_without_workers_is_told(
    texts: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 3)
    with (
        started(tmp_path, SCHEDULER) as alone,
        pytest.raises(CantextError, match="has no workers: start some"),
    ):
        build_store(texts, Path("a.store"), Work(), executor=cluster.dask(alone))
