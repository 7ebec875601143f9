"""A file is written whole or not at all."""

import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from cantext.errors import OutputError
from cantext.render.writing import write_atomically

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions, links and pipes")


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_writes_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "字頻.json"
    write_atomically(path, b"one")
    write_atomically(str(path), b"two")
    assert path.read_bytes() == b"two"
    assert names(tmp_path) == ["字頻.json"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_leaves_the_old_file_whole_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")

    def fail(descriptor: int) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", fail)
    expected = OutputError if isinstance(error, OSError) else KeyboardInterrupt
    with pytest.raises(expected):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["out.csv"]


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("absent/out.csv", "there is no folder .*absent"),
        ("folder", "it is a folder"),
        ("file/out.csv", "is not a folder"),
        ("x" * 300, "too long"),
        ("a\0b", "null"),
    ],
)
def test_errors_name_path_and_reason(tmp_path: Path, where: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match=f"(?s)Cannot write .*{reason}") as caught:
        write_atomically(tmp_path / where, b"data")
    assert "\n" not in str(caught.value)
    assert names(tmp_path) == ["file", "folder"]


@posix
def test_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    path.chmod(0o444)
    # The tests may run as root, for whom every file is writable.
    monkeypatch.setattr(os, "access", lambda target, mode: False)
    with pytest.raises(OutputError, match="permission denied"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"


@posix
def test_permissions_of_new_and_old_files(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(b"")
    old.chmod(0o640)
    before = os.umask(0o027)
    try:
        write_atomically(old, b"x")
        write_atomically(new, b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert stat.S_IMODE(new.stat().st_mode) == 0o640  # 0666 less the umask


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link.csv"
    link.symlink_to(Path("real") / "out.csv")  # dangling at first
    for data in (b"one", b"two"):
        write_atomically(link, data)
        assert link.is_symlink()
        assert (tmp_path / "real" / "out.csv").read_bytes() == data
    assert names(tmp_path / "real") == ["out.csv"]


@posix
def test_a_pipe_is_written_into_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_atomically(pipe, b"through")
    reader.join(5)
    assert read == [b"through"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
