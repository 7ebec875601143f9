"""A machine that gives less than is usual: no folder, no room, no stream, no permission."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands import run

from cantext.cli import endings
from cantext.cli.environment import Environment
from cantext.cli.settings import find_settings

SPEECH = Path(__file__).parent.parent / "examples" / "speech_2025.txt"
posix = pytest.mark.skipif(os.name != "posix", reason="folders and limits of POSIX")


def of_process(*arguments: str, before: str = "", **variables: str) -> tuple[int, bytes, str]:
    """Run a command in a shell of its own; return status, stdout and stderr."""
    done = subprocess.run(
        ["bash", "-c", f'{before}"$@"', "bash", sys.executable, "-m", "cantext", *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8", **variables},
    )
    return done.returncode, done.stdout, done.stderr.decode()


@posix
def test_a_working_directory_that_is_gone_is_no_concern_of_inputs_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    gone = f"cd {tmp_path}/gone && rmdir {tmp_path}/gone && "
    assert of_process("freq", str(SPEECH), "--limit", "1", before=gone)[::2] == (
        0,
        f"cantext: 1 of {_types()} rows shown; --limit shows more\n",
    )
    (tmp_path / "gone").mkdir()
    status, out, told = of_process("freq", "a.txt", before=gone)
    assert (status, out, told) == (1, b"", "cantext: error: no such file or folder: a.txt\n")


def _types() -> str:
    out = run("freq", str(SPEECH), "--format", "ndjson").stdout
    return f"{out.count(b'{')}"


def test_a_folder_that_may_not_be_looked_into_has_no_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Path.is_file

    def is_file(path: Path) -> bool:
        if path.parent == tmp_path / "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return asked(path)

    # The tests may run as root, who may look anywhere.
    monkeypatch.setattr(Path, "is_file", is_file)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "locked").mkdir()
    assert find_settings(None, ["locked/a.txt"]) is None
    (tmp_path / "cantext.toml").write_text('stopwords = ["none"]\n', encoding="utf-8")
    found = find_settings(None, ["locked/a.txt"])
    assert found is not None
    assert found.path == Path("cantext.toml")


@posix
def test_a_workbook_cannot_go_to_a_closed_stdout() -> None:
    status, _, told = of_process("explain", "-f", "xlsx", before="exec >&-; ")
    assert (status, told) == (
        1,
        "cantext: error: cannot write the output: standard output is closed\n",
    )


@posix
def test_a_file_that_may_not_grow_is_told_however_python_buffers(tmp_path: Path) -> None:
    """With PYTHONUNBUFFERED Python hands a write on once and forgets what did not fit."""
    out = tmp_path / "out.json"
    for unbuffered in ("", "1"):
        status, _, told = of_process(
            "freq", str(SPEECH), "--json",
            before=f"ulimit -f 8; exec >{out}; ", PYTHONUNBUFFERED=unbuffered,
        )  # fmt: skip
        assert out.stat().st_size == 8192
        assert (status, told) == (1, "cantext: error: cannot write the output: File too large\n")


def test_an_unbuffered_stdout_still_shows_each_line_at_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "out"
    with path.open("wb", buffering=0) as raw:
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, "utf-8", write_through=True))
        stdout = Environment.current().stdout
        stdout.write("甲\n")
        assert path.read_bytes() == "甲\n".encode()
        assert Environment.current().stdout is stdout


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        OSError(12, "Cannot allocate memory"),
        ImportError("a.so: failed to map segment from shared object"),
        ImportError("a.so: cannot allocate memory in static TLS block"),
    ],
)
def test_a_machine_that_is_out_of_memory_is_no_fault(error: Exception) -> None:
    told = io.StringIO()
    environment = Environment(io.BytesIO(), io.StringIO(), told, {})
    assert endings.ending(error, environment) == 1
    assert told.getvalue().startswith("cantext: error: not enough memory: ")


def test_an_index_passes_over_what_may_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("duckdb")
    opened = Path.open

    def open_(path: Path, *arguments: object, **more: object) -> object:
        if path.name == "locked.txt" and arguments == ("rb",):
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", open_)
    for name in ("a.txt", "locked.txt"):
        (tmp_path / name).write_text("政府增加房屋供應。\n", encoding="utf-8")
    done = run("index", "a.txt", "locked.txt", "--store", "s", "--jobs", "1", cwd=tmp_path)
    told = done.stderr.decode()
    assert done.returncode == 1
    assert "not read: locked.txt: permission denied: change its access rights" in told, told
    assert run("freq", "s", "--json", cwd=tmp_path).returncode == 0


def test_an_index_of_what_may_not_be_read_alone_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("duckdb")
    opened = Path.open

    def open_(path: Path, *arguments: object, **more: object) -> object:
        if path.name == "locked.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **more)  # type: ignore[call-overload]

    (tmp_path / "locked.txt").write_text("甲", encoding="utf-8")
    monkeypatch.setattr(Path, "open", open_)
    done = run("index", "locked.txt", "--store", "s", "--jobs", "1", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode() == (
        "cantext: error: locked.txt: permission denied: change its access rights\n"
    )


_DRAW = """
import sys
from cantext.render.wordcloud import word_cloud
word_cloud({"甲": 2, "乙": 1}, width=200, height=100)
print("matplotlib" in sys.modules)
from wordcloud import WordCloud  # of somebody else in the same process, with its default colours
print(len(WordCloud().generate_from_frequencies({"a": 1}).words_))
"""


def test_a_word_cloud_is_drawn_without_matplotlib(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _DRAW], capture_output=True, check=False, cwd=tmp_path
    )
    assert done.stdout.split() == [b"False", b"1"], done.stderr


@posix
@pytest.mark.parametrize("settings", [b"nonsense: 1\nfont.size: x\n", b"\xff\xfe"])
def test_a_matplotlibrc_beside_the_texts_has_no_say(tmp_path: Path, settings: bytes) -> None:
    (tmp_path / "matplotlibrc").write_bytes(settings)
    draw = ("wordcloud", str(SPEECH), "-o", "a.svg", "-q", "--seed", "1")
    where = {"before": f"cd {tmp_path}; ", "HOME": "/dev/null"}
    assert of_process(*draw, **where) == (0, b"", "")
    status, _, told = of_process(*draw, "--colormap", "viridis", **where)
    assert status in (0, 1)
    assert all(line.startswith("cantext: ") for line in told.splitlines()), told
