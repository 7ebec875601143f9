"""Run commands in this process, for tests."""

import io
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from cantext.cli import main


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: bytes
    stderr: bytes


def run(
    *arguments: str, stdin: bytes | None = None, cwd: Path | None = None, **variables: str
) -> Done:
    """Run a command in this process, where the vocabulary is loaded once for all tests."""
    out, err = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["cantext", *arguments])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin or b"")))
        patch.setattr(sys, "stdout", io.TextIOWrapper(out, "utf-8", newline="\n"))
        patch.setattr(sys, "stderr", io.TextIOWrapper(err, "utf-8", newline="\n"))
        for name, value in {"LC_ALL": "C.UTF-8", **variables}.items():
            patch.setenv(name, value)
        if cwd:
            patch.chdir(cwd)
        with pytest.raises(SystemExit) as ended:
            main()
        sys.stdout.flush()
        sys.stderr.flush()
        return Done(int(ended.value.code or 0), out.getvalue(), err.getvalue())


def command_names() -> list[str]:
    """Return the commands, those of groups with the group's name before."""
    from typer.main import get_command

    from cantext.cli.app import application

    names = []
    for name, command in get_command(application()).commands.items():  # type: ignore[attr-defined]
        inside = getattr(command, "commands", None)
        names += [f"{name} {each}" for each in inside] if inside else [name]
    return names
