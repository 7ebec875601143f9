"""The pages of the commands are what the commands say, and their help pages can be read."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from commands import run

from cantext.cli import catalogue
from cantext.cli.app import application
from cantext.cli.describe import commands

pytest.importorskip("duckdb")
ROOT = Path(__file__).parent.parent
COMMANDS = {command.name: command for command in commands(application())}


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("command_pages", ROOT / "docs" / "commands.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["command_pages"] = module
    spec.loader.exec_module(module)
    return module


def test_the_pages_are_not_stale(maker: ModuleType) -> None:
    """Each example is run for it, and its output compared."""
    there = {path.name: path.read_text("utf-8") for path in maker.FOLDER.glob("*.md")}
    wanted = maker.pages()
    stale = sorted(
        name for name in there.keys() | wanted.keys() if there.get(name) != wanted.get(name)
    )
    assert not stale, "run python docs/commands.py"


def test_every_command_stands_in_the_index_under_a_heading(maker: ModuleType) -> None:
    assert {name for names in maker._GROUPS.values() for name in names} >= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_says_what_it_is_and_gives_an_example(name: str) -> None:
    command = COMMANDS[name]
    assert command.summary.endswith(".")
    assert command.examples
    assert all(example.startswith(f"cantext {name}") for example in command.examples)
    for parameter in command.parameters:
        assert parameter.help, f"{name}: {parameter.name} has no help"


@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits_eighty_columns_and_shows_every_option(name: str) -> None:
    done = run(*name.split(), "--help", COLUMNS="80", TERMINAL_WIDTH="80")
    assert (done.returncode, done.stderr) == (0, b"")
    shown = done.stdout.decode()
    assert max(map(len, shown.splitlines())) <= 80
    for parameter in COMMANDS[name].parameters:
        assert all(flag in shown for flag in parameter.flags), parameter.name
    # A value too long for its column would be cut by rich, which says so by this character.
    told = [COMMANDS[name].text, *(p.help + p.otherwise for p in COMMANDS[name].parameters)]
    assert shown.count("…") == "".join(told).count("…")
    # The example stands in one line or is wrapped between words, never within one.
    joined = " ".join(shown.split())
    assert all(" ".join(example.split()) in joined for example in COMMANDS[name].examples)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_all_that_is_said_of_an_option(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In lines that wrap nothing: what looks like markup would be swallowed."""
    import typer.rich_utils

    monkeypatch.setattr(typer.rich_utils, "MAX_WIDTH", 600)
    shown = run(*name.split(), "--help").stdout.decode().splitlines()
    for parameter in COMMANDS[name].parameters:
        # The releases of typer that are allowed name arguments in two ways.
        begin = re.escape(parameter.flags[0]) if parameter.flags else r"\w+"
        lines = [line for line in shown if re.match(rf"│ [ *]*{begin}[ ,.]", line)]
        (line,) = (line for line in lines if parameter.help in line)
        assert (parameter.default or parameter.otherwise) in line
        assert parameter.is_argument or parameter.metavar in line


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_has_every_option_and_what_holds_without_it(name: str, maker: ModuleType) -> None:
    page = (maker.FOLDER / maker.page_name(name)).read_text("utf-8")
    for parameter in COMMANDS[name].parameters:
        flag = parameter.flags[0] if parameter.flags else parameter.metavar
        (row,) = re.findall(rf"^\| `{re.escape(flag)}`.*$", page, flags=re.MULTILINE)
        assert (parameter.default or parameter.otherwise) in row


@pytest.mark.parametrize("name", [*catalogue.COMMANDS, catalogue.DICTIONARY])
def test_a_command_built_alone_is_as_among_all(name: str) -> None:
    alone = {command.name: command for command in commands(application(name))}
    assert alone == {each: made for each, made in COMMANDS.items() if each.split()[0] == name}
