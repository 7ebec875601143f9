"""No command opens a connection, loads a pickle, or writes where it was not told to.

Python tells of all these as audit events, whichever package causes them. A hook cannot be taken
away again, so the commands run in a process of their own.
"""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from cantext.cli.app import application
from cantext.cli.describe import commands

ROOT = Path(__file__).parent.parent
_WATCHED = """
import io, json, os, sys

arguments = json.loads(sys.argv[1])
asked = []
watching = True
opening = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind",
           "urllib.Request", "pickle.find_class", "os.system")


def hook(event, details):
    if not watching:
        return
    if event == "pickle.find_class" and details[0].split(".")[0] in ("concurrent", "cantext"):
        return  # what our own workers send back
    if event in opening:
        asked.append(f"{event} {details}")
        raise OSError("no network in this test")
    if event == "open":
        path, mode, flags = details
        if isinstance(path, str) and isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR):
            asked.append(f"write {os.path.abspath(path)}")


from cantext.cli import main

sys.addaudithook(hook)
ends = []
for each in arguments:
    sys.argv = each
    sys.stdin = io.TextIOWrapper(io.BytesIO())
    sys.stdout = io.TextIOWrapper(io.BytesIO())
    sys.stderr = io.TextIOWrapper(io.BytesIO())
    try:
        main()
    except SystemExit as ended:
        ends.append(ended.code or 0)
watching = False
sys.__stdout__.write(json.dumps([ends, asked]))
"""


def test_the_examples_of_all_commands_reach_nowhere(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    pytest.importorskip("xlsxwriter")
    lines = [shlex.split(each.examples[0]) for each in commands(application())]
    assert len(lines) > 30
    texts = "examples/speech_2025.txt"
    lines += [["cantext", "report", texts, "--format", form] for form in ("html", "xlsx")]
    folders = {
        name: str(tmp_path / name) for name in ("HOME", "TMPDIR", "CANTEXT_CONFIG_DIR", "work")
    }
    for folder in folders.values():
        Path(folder).mkdir()
    (tmp_path / "work" / "examples").symlink_to(ROOT / "examples", target_is_directory=True)
    done = subprocess.run(
        [sys.executable, "-B", "-c", _WATCHED, json.dumps(lines)],
        capture_output=True, check=True, cwd=folders["work"], env={**os.environ, **folders},
    )  # fmt: skip
    ends, asked = json.loads(done.stdout)
    assert len(ends) == len(lines)
    assert ends.count(0) > len(lines) * 0.8, dict(zip(map(" ".join, lines), ends, strict=True))
    written = {event.removeprefix("write ") for event in asked if event.startswith("write ")}
    assert not [event for event in asked if not event.startswith("write ")]
    assert written
    allowed = (*(folders[name] for name in ("TMPDIR", "CANTEXT_CONFIG_DIR", "work")), os.devnull)
    assert not [path for path in written if not path.startswith(allowed)]
    assert not list((tmp_path / "HOME").iterdir())
    assert not list((tmp_path / "TMPDIR").iterdir())  # all of it taken away again
