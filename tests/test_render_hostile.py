"""Hostile text in every command's table: nothing of it acts, nothing of it hides.

Each payload stands inside ordinary lines, in the name of a document and in the word that is asked
for, on a terminal with colours and in a pipe.
"""

import io
import re
from pathlib import Path

import pytest
from commands import run

from cantext.cli.environment import Environment
from cantext.render.report import draw_report
from cantext.render.table import console

EXAMPLE = Path(__file__).parent.parent / "examples" / "interview_page.txt"
PAYLOADS = {
    "clear screen": "\x1b[2J",
    "title": "\x1b]0;owned\x07",
    "link": "\x1b]8;;http://example.org\x1b\\甲\x1b]8;;\x1b\\",
    "one-character csi": "\x9b31m",
    "backspaces": "假\x08\x08真",
    "delete": "\x7f",
    "null": "\x00",
    "bidi override": "\u202e反轉\u202c",
    "bidi isolate": "\u2067甲\u2069",
    "zero-width space": "零\u200b寬",
    "word joiner": "零\u2060寬",
    "joiner": "甲\u200d乙",
    "soft hyphen": "甲\u00ad乙",
    "byte order mark": "甲\ufeff乙",
    "tags": "甲\U000e0041\U000e007f",
    "line separator": "甲\u2028乙",
    "next line": "甲\x85乙",
    "markup": "[/b][red]甲[link=http://example.org]",
}
ACTING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\U000e0000-\U000e007f]"
)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")  # what rich writes of its own accord
COMMANDS = {
    "report": ["report"],
    "report zh": ["report", "--language", "zh-Hant", "--width", "30"],
    "freq": ["freq", "--min-count", "1", "--width", "40"],
    "ngrams": ["ngrams", "--min-count", "1"],
    "collocations": ["collocations", "--min-count", "1"],
    "terms": ["terms", "--min-count", "2"],
    "keywords": ["keywords"],
    "kwic": ["kwic", "房屋"],
    "profile": ["profile"],
    "themes": ["themes"],
    "trend": ["trend", "--term", "房屋"],
    "duplicates": ["duplicates"],
    "clean": ["clean"],
    "clean labels": ["clean", "--labels"],
    "compare": ["compare", "--reference", str(EXAMPLE)],
    "network": ["network", "--min-count", "2"],
    "segment": ["segment"],
}
# What is text for other programs in a pipe keeps its characters there; a terminal gets none raw.
PLAIN_TEXT = {"clean", "segment"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    for number, name in enumerate(("2023-05-01", "2024-05-01\x1b[2J\u202eb")):
        lines = [
            f"政府會增加房屋供應{payload}，讓市民早日上樓。{payload}房屋{payload}政策第{place}項，立法會談獅峰寶。"
            for place, payload in enumerate(PAYLOADS.values())
        ]
        text = "\n".join(lines * (2 + number)) + "\n"
        (folder / f"{name}.txt").write_bytes(text.encode("utf-8"))
    return folder


def arguments(command: str, folder: Path) -> list[str]:
    return [*COMMANDS[command], "--input-format", "text", str(folder), "-q"]


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in PLAIN_TEXT])
def test_no_payload_reaches_a_pipe_raw(command: str, hostile: Path) -> None:
    done = run(*arguments(command, hostile))
    assert done.returncode == 0, done.stderr
    shown = done.stdout.decode("utf-8")
    assert len(shown) > 20, shown
    assert not ACTING.search(shown.replace("\n", ""))
    assert not ACTING.search(done.stderr.decode("utf-8").replace("\n", ""))


@pytest.mark.parametrize("command", COMMANDS)
def test_no_payload_reaches_a_coloured_terminal_raw(
    command: str, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    out, err = Terminal(), Terminal()
    variables = {"TERM": "xterm-256color", "FORCE_COLOR": "1", "COLUMNS": "80"}
    screen = Environment(io.BytesIO(), out, err, variables)
    monkeypatch.setattr(Environment, "current", lambda: screen)
    done = run(*arguments(command, hostile))
    assert done.returncode == 0, err.getvalue()
    shown = COLOUR.sub("", out.getvalue())
    assert len(shown) > 20, shown
    assert not ACTING.search(re.sub("[\n\t]", "", shown))


def test_the_payloads_do_act_where_nobody_looks() -> None:
    """The net of these tests is fine enough: every payload but markup is caught when raw."""
    raw = {name for name, payload in PAYLOADS.items() if ACTING.search(payload)}
    assert raw == set(PAYLOADS) - {"markup"}


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
@pytest.mark.parametrize("cells", [20, 30, 80, 120, 200, None])
def test_a_report_fits_its_width_and_says_the_same_at_each(
    language: str, cells: int | None
) -> None:
    from cantext.analyses.report import report
    from cantext.corpus import Corpus
    from cantext.documents.reading import read_documents
    from cantext.render.text import width

    found = report(Corpus.of(list(read_documents([str(EXAMPLE)])), duplicates="drop"))
    stream = io.StringIO()
    draw_report(console(stream, width=cells, environ={}), found, language)
    lines = stream.getvalue().splitlines()
    if cells is not None:
        assert max(width(line) for line in lines) <= cells
    text = "".join("".join(lines).split())
    for row in found.terms:
        assert row.term in text or cells == 20
    for theme, _ in found.categories:
        assert theme
    for group in found.new_terms:
        assert group.term in text
    assert "█" in text or cells in (20, 30)
