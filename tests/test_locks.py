"""Two runs at once: neither spoils what the other writes."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from commands import run

from cantext.errors import OutputError
from cantext.locks import one_at_a_time

SPEECH = Path(__file__).parent.parent / "examples" / "speech_2025.txt"


def test_the_file_is_gone_afterwards_and_a_stale_one_does_no_harm(tmp_path: Path) -> None:
    lock = tmp_path / "a.lock"
    lock.touch()  # of a process that was killed
    for _ in range(2):
        with one_at_a_time(lock, "busy"):
            assert lock.exists()
            with pytest.raises(OutputError, match="busy"), one_at_a_time(lock, "busy"):
                pass
        assert not lock.exists()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    lock = one_at_a_time(tmp_path / "none" / "a.lock", "busy")
    with pytest.raises(OutputError, match=r"cannot write .*a\.lock: No such file"), lock:
        pass


def test_never_two_inside(tmp_path: Path) -> None:
    """Many wait for one lock while its file is made and taken away each time."""
    number = tmp_path / "number"
    number.write_text("0")

    def count(_: int) -> None:
        with one_at_a_time(tmp_path / "a.lock", "busy", wait=60):
            before = int(number.read_text())
            number.write_text(str(before + 1))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count, range(60)))
    assert number.read_text() == "60"


def test_terms_added_by_several_runs_at_once_are_all_kept(tmp_path: Path) -> None:
    script = (
        "import os, sys; os.environ['CANTEXT_CONFIG_DIR'] = sys.argv.pop(1); "
        "from cantext.cli import main; main()"
    )
    terms = [f"獅峰{sign}灣" for sign in "甲乙丙丁"]
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path), "dict", "add", term, "-q"],
            stdout=subprocess.DEVNULL,
        )
        for term in terms
    ]
    assert [each.wait() for each in runs] == [0] * len(terms)
    kept = (tmp_path / "my_terms.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert [row.split("\t")[0] for row in kept] == sorted(terms)
    assert [path.name for path in tmp_path.iterdir()] == ["my_terms.tsv"]


def test_a_store_that_another_run_is_building_is_left_alone(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    index = ("index", str(SPEECH), "--store", "s", "--jobs", "1", "-q")
    with one_at_a_time(tmp_path / "s.lock", "busy"):
        done = run(*index, cwd=tmp_path)
    assert done.returncode == 1
    told = done.stderr.decode()
    assert told == (
        f"cantext: error: another run is building {tmp_path / 's'}: let it end, or choose another "
        "place\n"
    )
    assert not list(tmp_path.iterdir())
    assert run(*index, cwd=tmp_path).returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["s"]
