"""Every option that a command offers is looked at when the command runs: none does nothing."""

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest
from commands import run

from cantext.cli.bundles import Fields, without
from cantext.cli.catalogue import COMMANDS, DICTIONARY_COMMANDS, function_of

pytest.importorskip("duckdb")
pytest.importorskip("xlsxwriter")
TEXT = "2025-09-17\n政府會在 2026 年內推動產學研合作，發展 3 個創科項目。\n政府會推動產學研合作。\n"
LINES = {
    "trend": ["speech_2025.txt"],
    "network": ["a.txt", "--min-count", "1"],
    "kwic": ["政府", "a.txt"],
    "compare": ["a.txt", "--reference", "b.txt"],
    "index": ["a.txt", "--store", "new.store"],
    "sql": ["a.store", "SELECT text FROM types LIMIT 1"],
    "wordcloud": ["a.txt", "--output", "cloud.svg"],
    "explain": ["mi"],
    "engines": [],
    "evaluate": ["gold.txt", "--engine", "jieba"],
    "schema": [],
    "doctor": [],
    "config": [],
    "man": [],
    "dict list": ["--limit", "2"],
    "dict show": ["產學研"],
    "dict search": ["產學"],
    "dict stats": [],
    "dict check": ["bad.tsv"],
    "dict add": ["產學研投", "--dry-run"],
    "dict export": ["--category", "places"],
}
# Further ways to call a command, in which others of its options matter.
MORE = {
    "clean": [["a.txt", "--labels"]],
    "freq": [["a.txt", "--chart", "a.svg"], ["speech_2025.txt", "--group-by", "year"]],
    "wordcloud": [["a.txt", "--output", "cloud.svg", "--by", "category"]],
    "profile": [["speech_2025.txt", "--group-by", "year"]],
}
ASKED = ((), ("--format", "csv"), ("--format", "xlsx"), ("--output", "written.png", "--dry-run"))
# What is looked at before the command begins, or told by the manifest of every run.
BEFOREHAND = {"quiet", "verbose", "json", "settings", "no_user_dictionary"}
ALL = COMMANDS | {f"dict {name}": place for name, place in DICTIONARY_COMMANDS.items()}


def bundles(command: Callable[..., None]) -> Iterator[tuple[type, str]]:
    """Yield the options that a command has of each bundle."""
    hints = get_type_hints(command, include_extras=True)
    for name in inspect.signature(command).parameters:
        yield from options(hints[name])


def options(hint: Any) -> Iterator[tuple[type, str]]:
    kind, *marks = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    if not is_dataclass(kind):
        return
    assert isinstance(kind, type)
    taken = next((mark for mark in marks if isinstance(mark, Fields)), without())
    hints = get_type_hints(kind, include_extras=True)
    for item in fields(kind):
        if list(options(hints[item.name])):
            yield from options(hints[item.name])
        elif taken.has(item.name):
            yield kind, item.name


@contextmanager
def looked_at(kinds: set[type]) -> Iterator[set[tuple[type, str]]]:
    """Gather which options are read, but for those read to copy a bundle or to tell it."""
    seen: set[tuple[type, str]] = set()

    def reading(kind: type) -> Callable[[Any, str], Any]:
        def read(self: Any, name: str) -> Any:
            by = sys._getframe(1).f_code.co_filename
            if not by.endswith(("dataclasses.py", "parameters.py")):
                seen.add((kind, name))
            return object.__getattribute__(self, name)

        return read

    with pytest.MonkeyPatch.context() as patch:
        for kind in kinds:
            patch.setattr(kind, "__getattribute__", reading(kind))
        yield seen


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("options")
    for name in ("a.txt", "b.txt", "speech_2025.txt"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    (folder / "gold.txt").write_text("政府 推動 產學研 合作\n", encoding="utf-8")
    (folder / "bad.tsv").write_text("term\tconcept\n甲\t\n", encoding="utf-8")
    assert run("index", "a.txt", "--store", "a.store", "--jobs", "1", cwd=folder).returncode == 0
    return folder


@pytest.mark.parametrize("name", ALL)
def test_every_option_of_a_bundle_is_looked_at(name: str, place: Path) -> None:
    offered = set(bundles(function_of(ALL[name])))
    with looked_at({kind for kind, _ in offered}) as seen:
        for arguments in (LINES.get(name, ["a.txt"]), *MORE.get(name, ())):
            for asked in ASKED:
                line = (*name.split(), *arguments, *asked)
                done = run(*line, cwd=place, CANTEXT_CONFIG_DIR=str(place))
                assert done.returncode in (0, 1) or "--format" in asked, done.stderr.decode()
    unread = {option for kind, option in offered - seen if option not in BEFOREHAND}
    assert unread == set()
