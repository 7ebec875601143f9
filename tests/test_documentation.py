"""What the README and the examples say is true; `test_manual` runs their code."""

import inspect
import re
from pathlib import Path

import pytest

from cantext import __version__
from cantext.cli.app import application

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh-Hant.md").read_text(encoding="utf-8")
EXAMPLES = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
COMMANDS = {command.name: command.callback for command in application().registered_commands}


@pytest.mark.parametrize("name", [name for name in COMMANDS if name])
def test_every_command_is_in_the_readme_and_has_help(name: str) -> None:
    assert re.search(rf"`{name}`", README)
    assert re.search(rf"`{name}`", CHINESE)
    command = COMMANDS[name]
    assert command is not None
    assert command.__doc__
    for parameter in inspect.signature(command).parameters.values():
        (option,) = parameter.annotation.__metadata__
        assert option.help, f"{name}: {parameter.name} has no help"


def test_the_citation_names_this_version() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.findall(r"^version: (.+)$", citation, flags=re.MULTILINE) == [__version__]
    assert f"(version {__version__})" in README
    assert f"（{__version__} 版）" in CHINESE


def test_the_counts_of_the_examples_are_true() -> None:
    text = (ROOT / "examples" / "interview_page.txt").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| (\d+) \| (\d+) \|$", EXAMPLES, flags=re.MULTILINE)
    counted = {name.split(" ")[0]: int(raw) for name, raw, _ in rows if "by itself" not in name}
    assert len(counted) >= 6
    for term, count in counted.items():
        assert text.count(term) == count, term
