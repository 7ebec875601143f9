"""However a run ends, it ends with one line and the right status: no traceback, nothing broken."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from commands import run

from cantext.cli import app

SPEECH = Path(__file__).parent.parent / "examples" / "speech_2025.txt"
COMMAND = [sys.executable, "-m", "cantext"]
posix = pytest.mark.skipif(os.name != "posix", reason="devices and signals of POSIX")


def of_shell(script: str) -> tuple[int, str]:
    """Run a shell script in which $CANTEXT is the command; return status and stderr."""
    done = subprocess.run(
        ["sh", "-c", script.replace("cantext", f"'{sys.executable}' -m cantext")],
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stderr.decode()


@posix
@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs /dev/full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", ["explain", "explain --json", "clean", "--version", "--help"])
def test_a_full_disk_behind_stdout_is_told_in_one_line(arguments: str, unbuffered: str) -> None:
    variables = f"PYTHONUNBUFFERED={unbuffered}"
    status, told = of_shell(f"{variables} cantext {arguments} < '{SPEECH}' > /dev/full")
    assert status == 1
    assert told.splitlines()[-1] == (
        "cantext: error: cannot write the output: No space left on device; free some space, or "
        "write elsewhere with --output FILE"
    )
    assert "Traceback" not in told
    assert len(told.splitlines()) <= 2


@posix
def test_closed_streams() -> None:
    status, told = of_shell("cantext explain >&-")
    assert (status, told) == (
        1,
        "cantext: error: cannot write the output: standard output is closed\n",
    )
    assert of_shell("cantext explain 2>&- >/dev/null") == (0, "")
    assert of_shell("cantext freq <&- >/dev/null")[0] in (0, 1)


@posix
def test_an_interrupt_ends_a_run_with_130_and_without_a_word() -> None:
    with subprocess.Popen(
        [*COMMAND, "freq"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin
        # More than a pipe holds: when it is written, the command has begun to read.
        process.stdin.write(b"a" * (1 << 18))
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")


def test_a_fault_of_ours_is_said_to_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object, **more: object) -> None:
        raise KeyError("甲\x1b[2J")

    monkeypatch.setattr(app, "with_settings", fail)
    done = run("explain")
    assert done.returncode == 1
    assert done.stdout == b""
    told = done.stderr.decode()
    assert told.startswith("cantext: error: a fault of cantext, not of your text (KeyError: ")
    assert "CANTEXT_TRACEBACK=1" in told
    assert told.count("\n") == 1
    assert "\x1b" not in told
    with pytest.raises(KeyError):
        run("explain", CANTEXT_TRACEBACK="1")


def test_too_little_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object, **more: object) -> None:
        raise MemoryError

    monkeypatch.setattr(app, "with_settings", fail)
    done = run("explain")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().startswith("cantext: error: not enough memory: ")


@pytest.mark.parametrize("place", ["store", "a/store"])
def test_a_store_takes_the_place_of_nothing_that_is_no_store(place: str, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    target = tmp_path / place
    target.parent.mkdir(exist_ok=True)
    if not hasattr(os, "mkfifo"):
        pytest.skip("needs named pipes")
    os.mkfifo(target)  # stands for a device: neither a file nor a folder
    done = run("index", str(SPEECH), "--store", str(target), "-q")
    assert done.returncode == 1
    assert done.stderr.decode().endswith("is no token store: choose another place\n")
    assert target.is_fifo()
    assert [path.name for path in target.parent.iterdir()] == ["store"]


@posix
def test_files_are_made_with_the_modes_that_the_user_has_set(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("政府增加房屋供應。\n", encoding="utf-8")
    mask = os.umask(0o077)
    try:
        assert run("freq", "a.txt", "-o", "out.csv", "-f", "csv", cwd=tmp_path).returncode == 0
        arguments = ("dict", "add", "獅峰灣", "--category", "places")
        done = run(*arguments, cwd=tmp_path, CANTEXT_CONFIG_DIR=str(tmp_path / "config"))
        assert done.returncode == 0, done.stderr
    finally:
        os.umask(mask)
    written = [tmp_path / "out.csv", *(tmp_path / "config").rglob("*")]
    assert len(written) >= 2
    assert not [path for path in written if path.stat().st_mode & 0o077]


def test_no_module_opens_a_connection() -> None:
    """What could is named by none: neither the standard library's modules nor other packages."""
    source = Path(app.__file__).parent.parent
    names = r"socket|ssl|urllib|http\.client|ftplib|smtplib|requests|httpx|aiohttp|urllib3"
    asks = re.compile(rf"^\s*(?:import|from) (?:{names})\b", flags=re.MULTILINE)
    modules = list(source.rglob("*.py"))
    assert len(modules) > 200
    assert not [path for path in modules if asks.search(path.read_text(encoding="utf-8"))]


def test_a_run_asks_the_network_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    class NoSocket(socket.socket):
        def connect(self, address: object) -> None:  # type: ignore[override]
            asked.append(address)
            raise OSError("no network in this test")

    monkeypatch.setattr(socket, "socket", NoSocket)
    assert run("report", str(SPEECH), "-f", "html").returncode == 0
    assert not asked
