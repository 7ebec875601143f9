"""Wherever the parts of a store are made and delivered, the store is the same."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import run

pytest.importorskip("duckdb")
pytest.importorskip("fsspec")

import fsspec

from cantext.errors import InputError, OutputError
from cantext.store import build
from cantext.store.build import build_store
from cantext.store.delivery import LAST, Bucket, Folder, delivery_at
from cantext.store.executors import serial
from cantext.store.work import Work

TEXTS = {
    "a.txt": "施政報告提出推動產學研合作。\n北部都會區發展。\n",
    "b.txt": "立法會會議過程正式紀錄\n香港的房屋問題。\n",
    "c.txt": "改善劏房，增建公屋。\n",
}


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(build, "_LARGE", 1)  # a part each
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def expected(texts: Path, tmp_path: Path) -> dict[str, bytes]:
    build_store([str(texts)], tmp_path / "expected.store", Work())
    return contents(tmp_path / "expected.store")


@pytest.fixture
def bucket() -> Iterator[str]:
    files = fsspec.filesystem("memory")
    yield "memory://archive"
    files.rm("/archive", recursive=True)


class TestDelivery:
    @pytest.fixture(params=["folder", "bucket"])
    def place(self, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
        if request.param == "folder":
            yield str(tmp_path / "parts")
        else:
            yield "memory://delivered/parts"
            fsspec.filesystem("memory").rm("/delivered", recursive=True)

    def make(self, place: str, text: str = "whole") -> None:
        with delivery_at(place).workshop("key") as folder:
            (folder / "tokens.parquet").write_text(text)
            (folder / LAST).write_text("{}")

    def test_a_part_is_there_whole(self, place: str, tmp_path: Path) -> None:
        delivery = delivery_at(place)
        assert delivery.finished() == set()
        self.make(place)
        assert delivery.finished() == {"key"}
        delivery.fetch("key", tmp_path / "fetched" / "key")
        assert contents(tmp_path / "fetched") == {
            f"key/{LAST}": b"{}", "key/tokens.parquet": b"whole"
        }  # fmt: skip
        delivery.remove("key")
        delivery.remove("key")
        assert delivery.finished() == set()

    def test_nothing_is_delivered_after_an_error(self, place: str) -> None:
        self.make(place)
        delivery_at(place).remove("key")

        def fail() -> None:
            with delivery_at(place).workshop("key") as folder:
                (folder / LAST).write_text("{}")
                raise KeyError

        with pytest.raises(KeyError):
            fail()
        assert delivery_at(place).finished() == set()

    def test_who_comes_second_changes_nothing(self, tmp_path: Path) -> None:
        self.make(str(tmp_path), "first")
        self.make(str(tmp_path), "second")
        assert (tmp_path / "key" / "tokens.parquet").read_text() == "first"
        assert [path.name for path in tmp_path.iterdir()] == ["key"]

    def test_a_part_that_was_cut_off_is_replaced(self, tmp_path: Path) -> None:
        (tmp_path / "key").mkdir()
        (tmp_path / "key" / "tokens.parquet").write_text("half")
        assert Folder(tmp_path).finished() == set()
        self.make(str(tmp_path))
        assert Folder(tmp_path).finished() == {"key"}

    def test_what_cannot_be_reached_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="nothing-such://x: cannot be read: Protocol not"):
            Bucket("nothing-such://x").finished()


def test_inputs_and_parts_in_object_storage(texts: Path, tmp_path: Path, bucket: str) -> None:
    files = fsspec.filesystem("memory")
    for path in texts.iterdir():
        files.pipe_file(f"/archive/in/{path.name}", path.read_bytes())
    files.pipe_file("/archive/in/.hidden.txt", b"no")
    files.pipe_file("/archive/in/picture.png", b"no")
    target, parts = tmp_path / "a.store", f"{bucket}/parts"
    built = build_store([f"{bucket}/in"], target, Work(), parts=parts)
    assert (built.made, built.manifest["documents"]) == (3, 3)
    assert delivery_at(parts).finished() == set()  # taken away when the store is there
    names = run("sql", str(target), "SELECT id FROM documents", "--format", "csv").stdout
    assert b"memory:///archive/in/a.txt" in names or b"memory://archive/in/a.txt" in names
    of_files, of_store = (
        run("freq", where, "--format", "ndjson").stdout for where in (str(texts), str(target))
    )
    assert of_files == of_store
    by_url = run("freq", f"{bucket}/in/*.txt", "--format", "ndjson").stdout
    assert by_url == of_files


def test_a_run_goes_on_from_parts_elsewhere(
    texts: Path, tmp_path: Path, bucket: str, expected: dict[str, bytes]
) -> None:
    def fails_after_one(parts, place):
        yield next(serial(parts, place))
        raise KeyboardInterrupt

    target = tmp_path / "a.store"
    with pytest.raises(KeyboardInterrupt):
        build_store([str(texts)], target, Work(), executor=fails_after_one, parts=bucket)
    shutil.rmtree(tmp_path / "a.store.building")  # of a machine that is gone
    built = build_store([str(texts)], target, Work(), parts=bucket)
    assert (built.made, built.taken_over) == (2, 1)
    assert contents(target) == expected


def test_workers_with_a_folder_of_their_own_are_told(texts: Path, tmp_path: Path) -> None:
    def elsewhere(parts, place):
        yield from serial(parts, str(tmp_path / "another machine"))

    with pytest.raises(OutputError, match=r"of its own: name a place .* --parts"):
        build_store([str(texts)], tmp_path / "a.store", Work(), executor=elsewhere)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("memory://nothing/here.txt", "there is nothing there"),
        ("memory://nothing/*.txt", "no file that is read there"),
        ("nothing-such://a/b.txt", "Protocol not known"),
    ],
)
def test_urls_that_name_nothing(url: str, message: str) -> None:
    done = run("freq", url)
    assert done.returncode == 1
    assert message in done.stderr.decode()
    assert done.stderr.decode().count("\n") == 1


def test_the_command_in_one_process(texts: Path, tmp_path: Path) -> None:
    target = str(tmp_path / "a.store")
    command = ("index", str(texts), "--store", target, "--executor", "serial")
    assert run(*command).returncode == 0
    done = run(*command, "--jobs", "2")
    assert done.returncode == 2
    assert "--jobs is the number of processes" in done.stderr.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are those of POSIX")
def test_an_interrupt_ends_all_and_the_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for k in range(12):
        text = "".join(f"第{i}項：推動產學研{k}合作，改善劏房。\n" for i in range(8_000))
        (texts / f"{k}.txt").write_text(text, encoding="utf-8")
    target = tmp_path / "a.store"
    options = ("index", str(texts), "--store", str(target), "--jobs", "2", "--no-duplicates")
    # A part for each file, so that there is always one under way.
    program = (
        "from cantext.store import build; build._LARGE = 1; from cantext.cli import main; main()"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", program, *options],
        stderr=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    parts = tmp_path / "a.store.building" / "parts"
    end = time.monotonic() + 120
    while not Folder(parts).finished() and running.poll() is None and time.monotonic() < end:
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does
    # Not before all workers have ended, who have the same streams.
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130
    assert told.decode().splitlines() == [
        "cantext: interrupted; the same command goes on from the parts that are finished"
    ]
    assert not target.exists()
    kept = len(Folder(parts).finished())
    assert 0 < kept < 12
    monkeypatch.setattr(build, "_LARGE", 1)
    done = run(*options[:-2], "1", options[-1], "--json")
    assert done.returncode == 0, done.stderr.decode()
    (row,) = json.loads(done.stdout)["rows"]
    assert row["parts_taken_over"] == kept


@pytest.mark.parametrize("name", ["\ud800", "a\0b"])
def test_a_name_that_no_folder_can_have_is_one_line(texts: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match="no folder can be called '"):
        build_store([str(texts)], tmp_path / "a.store", Work(), parts=name)
    assert not (tmp_path / "a.store").exists()
