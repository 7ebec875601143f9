"""What the README and the help pages say is true."""

import contextlib
import inspect
import io
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from cantext.cli.app import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
COMMANDS = {command.name: command.callback for command in app.registered_commands}


def code_blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


def shell_lines(text: str) -> list[str]:
    indented = re.findall(r"^    (cantext .*)$", text, flags=re.MULTILINE)
    fenced = [line for block in code_blocks(text, "sh") for line in block.splitlines()]
    return [line for line in [*fenced, *indented] if line.startswith(("cantext ", "cat "))]


@pytest.mark.parametrize("name", [name for name in COMMANDS if name])
def test_every_command_is_in_the_readme_and_has_help(name: str) -> None:
    assert re.search(rf"`{name}`", README)
    command = COMMANDS[name]
    assert command is not None
    assert command.__doc__
    for parameter in inspect.signature(command).parameters.values():
        (option,) = parameter.annotation.__metadata__
        assert option.help, f"{name}: {parameter.name} has no help"


def test_the_python_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (block,) = code_blocks(README, "python")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(block, "README.md", "exec"), {})
    rows = [line.split() for line in printed.getvalue().splitlines()]
    assert len(rows) == 5
    assert all(int(count) > 1 for _, count in rows)


LINES = sorted({*shell_lines(README), *shell_lines(EXAMPLES)})


def test_there_are_commands_to_try() -> None:
    assert len(LINES) >= 8


def test_the_commands_of_the_readmes_run(tmp_path: Path) -> None:
    """All in one process, since starting Python for each would take longer than the rest."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    plain = [line.partition(" | ")[0] for line in LINES if line.startswith("cantext ")]
    code = (
        "import sys, shlex\nfrom cantext.cli import main\n"
        f"for line in {plain!r}:\n"
        "    sys.argv = shlex.split(line)\n"
        "    try: main()\n"
        "    except SystemExit as end: assert not end.code, line\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "cloud.png").stat().st_size > 10_000
    assert all(shlex.split(line) for line in LINES)


def test_the_counts_of_the_examples_are_true() -> None:
    text = (ROOT / "examples" / "interview_page.txt").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| (\d+) \| (\d+) \|$", EXAMPLES, flags=re.MULTILINE)
    counted = {name.split(" ")[0]: int(raw) for name, raw, _ in rows if "by itself" not in name}
    assert len(counted) >= 6
    for term, count in counted.items():
        assert text.count(term) == count, term
