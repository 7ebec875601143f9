"""Inputs that nobody would type and options that nobody would choose, and what must hold of them.

`invocation` draws a command with options of every kind that its help page lists, `Trial` runs it in
this process and checks what came out. What must always hold: status 0 or 1 (2 for an option that
cannot be used), each line of stderr one of ours, nothing that acts on a terminal, JSON without NaN,
tokens that rebuild the text, and no line of a cleaned text lost without its reason.
"""

import csv
import io
import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.main
from commands import Done
from mutations import broken, good_files

from cantext.cli import app as application
from cantext.cli.describe import Command, Parameter, commands
from cantext.cli.endings import TRACEBACK
from cantext.cli.options import EngineOptions
from cantext.documents.document import Document
from cantext.documents.reading import read_documents

ACTING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
_SENTENCES = (
    "政府會增加房屋供應，讓市民早日上樓。", "佢哋話今年唔會加價，但係要等到年尾先知。",
    "立法會財務委員會通過撥款357.72億元，按年增加3.5%。", "主席：我們現在繼續。", "（資料圖片）",
    "施 政 報 告", "港大部分學生參與產學研1+計劃，使用iAM Smart。", "第一輪資助49個項目",
    "第二輪資助50個項目", "根據《個人資料（私隱）條例》（第486章），查詢電話2721 1600。",
    "2024-25年度", "香港香港香港", "〔多位議員舉手〕", "陳先生表示，「北部都會區」發展迅速…",
    "▲ 圖1/3：甄柏霖出席論壇。（本網記者攝）", "This is a line of English, HK$3,000.",
    "１２３　全形ＡＢＣ", "- 甲", "1. 乙", "# 題", "FB",
)  # fmt: skip
_PIECES = (
    "\x1b[2J", "\x1b]0;x\x07", "\x9b31m", "\x08", "\x7f", "\u202e", "\u2067", "\u200b", "\u200d",
    "\ufeff", "\u00ad", "\U000e0041", "\u2028", "\x85", "\x0b", "\x0c", "\r", "\t", "\u3000",
    "\u00a0", "\x00", "[/b][red]", "[link=http://example.org]", "=1+1", "@SUM(A1)", "-2+3",
    "<script>alert(1)</script>", "</table>", "&lt;", "\"'", "|", "\\", "$(x)", "{{ 1 }}", "%s",
    "{0}", "🏙️👨‍👩‍👧", "e\u0301", "\u0301" * 9, "\ue2e5", "\uf92f", "𠮷", "\U0002f800",
    "\U0010ffff", "ก", "ب", "한국", "ｶﾞ", "0" * 30, "9.9.9", "１", "…", "——", "「", "」", "《",
    "（" * 5, "）", "。", "，", "：", "\ufffd", "零", "億", "%", "年", "\ufffe",
)  # fmt: skip
_ENDS = ("\n", "\n", "\n", "\n\n", "\r\n", "\r", "\u2029", "")
_WORDS = (
    "房屋", "政府", "香", "產學研", "", " ", "*", "(", "[", "房.*", "\\", "港|大", "\x1b[2J",
    "\u202e", "no such", "甲" * 300, "1", "-1", "none", "NOUN", "date=2025", "speaker=主席", "=",
    "year", "document", "text", "id", "mi", "count * cohesion", "count ** 9 ** 9", "1/0",
    "__import__('os')", "500x300", "0x0", "9", "line", "written,cantonese", "category", "housing",
    "caption", "boilerplate,body", "utf-8", "big5", "rot13", "hex", "red", "#fff", "1GB",
    "(?P<year>\\d{4})", "(?P<year>.)", "2024", "SELECT 1", "{", "L3", "\ud800",
)  # fmt: skip
_QUERIES = (
    "SELECT * FROM types", "SELECT text, count FROM types ORDER BY 2 DESC LIMIT 3",
    "SELECT 1; SELECT 2", "SELECT * FROM documents", "SELECT * FROM lines",
    "SELECT * FROM tokens", "SELECT 'NaN'::DOUBLE AS x", "SELECT 1 AS a, 2 AS a",
    "DROP TABLE types", "SELECT * FROM read_text('/etc/hostname')", "SELECT '\x1b[2J' AS x",
    "COPY types TO 'x.csv'", "SELECT [1, 2] AS x, {'a': 1} AS y, NULL AS z", "SELECT", "", "\x00",
    "SELECT DATE '2025-01-01' AS d, TIMESTAMP '2025-01-01 10:00' AS t, 1.5::DECIMAL(4, 2) AS n",
    "SELECT 'a'::BLOB AS b, INTERVAL 1 DAY AS i, uuid() AS u, '1 '::BIT AS x",
    "SELECT 1 AS \"甲\u202e\"",
    "SELECT 1::HUGEINT AS h, MAP {'a': 1} AS m, 'infinity'::DATE AS d", "ATTACH 'x.db'",
    "SET threads = 1",
)  # fmt: skip
# What has no bearing on the texts and reaches out of the test (a network, other processes), or
# takes a model that is not there. The harness itself says where a result goes.
_LEFT_OUT = {
    "help", "output", "store", "model", "add_to", "jobs", "scheduler", "executor", "settings",
    "engine", "width", "format", "json", "to",
}  # fmt: skip
# Kept small: what is slow by its nature is no fault.
_LARGEST = 40
_STORE = "a.store"  # made once, for `sql`
_BINARY = {"xlsx": b"PK\x03\x04", "png": b"\x89PNG", "pdf": b"%PDF-", "svg": b"<"}
# Refuse most inputs or formats by their nature: a trend needs dates, a comparison two sides.
_PARTICULAR = {"report", "compare", "trend", "convert", "wordcloud", "network"}
_FORMATS = ("table", "json", "ndjson", "csv", "tsv", "markdown", "html", "xlsx")
_FILES = ("INPUT", "GOLD", "FILES", "STORE")  # arguments that name files


def hostile_text(rng: random.Random) -> str:
    """Return a text that looks like pages of Hong Kong here and like nothing there."""
    lines: list[str] = []
    for _ in range(rng.choice((0, 1, 2, 3, 5, 8, 13, 30))):
        kind = rng.randrange(10)
        if kind < 4:
            line = rng.choice(_SENTENCES)
        elif kind < 5 and lines:
            line = rng.choice(lines)  # a repeat
        elif kind < 8:
            line = "".join(
                rng.choice(rng.choice((_SENTENCES, _PIECES, _PIECES)))
                for _ in range(rng.randint(1, 6))
            )
        elif kind < 9:
            line = rng.choice(_PIECES + _SENTENCES) * rng.choice((2, 7, 60))
        else:
            line = "".join(chr(rng.randrange(1, 0xD800)) for _ in range(rng.randint(1, 12)))
        lines.append(line)
    return "".join(line + rng.choice(_ENDS) for line in lines)


@cache
def _good() -> dict[str, bytes]:
    return good_files()


def hostile_file(rng: random.Random) -> tuple[str, bytes]:
    """Return the name and the bytes of a file: a text, a broken document, or anything at all."""
    kind = rng.randrange(14)
    if kind < 11:
        encoding = rng.choice(("utf-8",) * 6 + ("big5hkscs", "gb18030", "utf-16"))
        data = hostile_text(rng).encode(encoding, "replace")
        name = rng.choice(("a.txt",) * 6 + ("\x1b[2J.txt", "\u202e甲\n.txt", "=1.txt"))
        return name, data if rng.random() < 0.8 else broken(data, rng)
    if kind < 13:
        name = rng.choice(list(_good()))
        return name, broken(_good()[name], rng)
    return "noise", rng.randbytes(rng.choice((0, 1, 9, 300)))


@dataclass(frozen=True)
class Trial:
    """A command as it is typed, the files that it reads, and the file it is told to write."""

    command: str
    arguments: tuple[str, ...]
    inputs: tuple[Path, ...]
    format: str
    output: Path | None
    wild: bool

    def run(self, runner: "Runner") -> Done:
        """Run the command and check all that must hold of what it did."""
        done = runner.run([*self.command.split(), *self.arguments])
        self._check_ending(done)
        if done.returncode == 0:
            written = self.output and self.output.exists()
            self._check_output(self.output.read_bytes() if self.output and written else done.stdout)
        return done

    def _check_ending(self, done: Done) -> None:
        told = done.stderr.decode("utf-8")
        refusable = self.wild or self.command in _PARTICULAR
        assert done.returncode in ((0, 1, 2) if refusable else (0, 1)), (done.returncode, told)
        assert not ACTING.search(told.replace("\n", "")), told
        if done.returncode == 2 and not told.startswith("cantext: "):
            assert told.lstrip().startswith("Usage: "), told  # the parser's own page
            return
        lines = told.splitlines()
        assert all(line.startswith("cantext: ") for line in lines), told
        if done.returncode and self.command != "dict check":
            assert lines, "an error without a word"

    def _check_output(self, data: bytes) -> None:
        if self.command in ("dict export", "man", "schema"):  # write one thing, whatever is asked
            return
        if self.command == "index" and "--dry-run" in self.arguments:
            return
        if self.format in _BINARY:
            assert not data or data.startswith(_BINARY[self.format])
            return
        text = data.decode("utf-8")
        name = self.command
        if self.format == "json":
            said = json.loads(text, parse_constant=_no_constant)
            assert "meta" in said, list(said)
            assert "rows" in said or "sections" in said, list(said)
        elif self.format == "ndjson":
            for line in text.split("\n"):
                if line:
                    json.loads(line, parse_constant=_no_constant)
        elif self.format in ("csv", "tsv") and name != "convert":
            _check_csv(text, "," if self.format == "csv" else "\t")
        elif self.format == "html":
            assert "<script>alert(1)" not in text
            assert "</table>\n" not in text or text.count("<table") == text.count("</table")
        elif self.format == "table" and name not in ("clean", "segment", "convert"):
            assert not ACTING.search(re.sub("[\n\t]", "", text)), ACTING.search(
                re.sub("[\n\t]", "", text)
            )
        check = _MORE.get(name)
        if check is not None:
            check(self, text)

    def documents(self) -> list[Document]:
        """Return what the command has read, if it reads with the default options."""
        return list(read_documents(self.inputs, errors="replace", refuse=lambda error: None))


def _no_constant(name: str) -> None:
    raise AssertionError(f"{name} in JSON")


def _check_csv(text: str, delimiter: str) -> None:
    csv.field_size_limit(10**9)
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter))
    assert len({len(row) for row in rows if row}) <= 1, [len(row) for row in rows]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _segment(trial: Trial, text: str) -> None:
    """The tokens rebuild the text, white space aside; offsets point at them."""
    if trial.format != "ndjson" or trial.wild:
        return
    documents = {document.id: document.text for document in trial.documents()}
    seen: dict[str, list[str]] = {name: [] for name in documents}
    for line in filter(None, text.split("\n")):
        row = json.loads(line)
        for token in row["tokens"]:
            whole = documents[row["document"]]
            there = whole[token["start"] : token["end"]]
            assert _squeezed(there) == _squeezed(token["text"]), token  # 施 政 報 告 is one word
            seen[row["document"]].append(token["text"])
    for name, tokens in seen.items():
        assert _squeezed("".join(tokens)) == _squeezed(documents[name]), name


def _clean(trial: Trial, text: str) -> None:
    """Each line of the input has a row; what is not kept is a copy of something or furniture."""
    if trial.format != "ndjson" or trial.wild:
        return
    rows = [json.loads(line) for line in filter(None, text.split("\n"))]
    lines = {d.id: {line.number: line.text for line in d.lines()} for d in trial.documents()}
    assert sum(len(found) for found in lines.values()) == len(rows)
    kept = {(row["document"], row["line"]) for row in rows if row["kept"]}
    for row in rows:
        assert lines[row["document"]][row["line"]] == row["text"], row
        assert row["kept"] == (row["reason"] is None), row
        if not row["kept"]:
            tags = row["reason"] == "markup" and re.search(r"<\S", row["text"])
            assert tags or row["duplicate_of"] is not None or row["kind"] != "body", row
            assert row["text"].strip() or row["kind"] in ("blank", "boilerplate"), row
    assert kept or not rows or all(not row["text"].strip() or not row["kept"] for row in rows)


_MORE: dict[str, Callable[[Trial, str], None]] = {"segment": _segment, "clean": _clean}


class Runner:
    """Runs commands in this process with what they load kept between runs."""

    def run(self, arguments: Sequence[str]) -> Done:
        """Run a command; faults of ours are raised, not told."""
        out, err = io.BytesIO(), io.BytesIO()
        old = sys.argv, sys.stdin, sys.stdout, sys.stderr
        sys.argv = ["cantext", *arguments]
        sys.stdin = io.TextIOWrapper(io.BytesIO())
        sys.stdout = io.TextIOWrapper(out, "utf-8", newline="\n")
        sys.stderr = io.TextIOWrapper(err, "utf-8", newline="\n")
        try:
            application.main()
        except SystemExit as ended:
            sys.stdout.flush()
            sys.stderr.flush()
            return Done(int(ended.code or 0), out.getvalue(), err.getvalue())
        finally:
            sys.argv, sys.stdin, sys.stdout, sys.stderr = old
        raise AssertionError("a command that did not end")


@contextmanager
def runner_in(folder: Path) -> Iterator[Runner]:
    """Make ready to run thousands of commands: nothing is loaded or parsed twice."""
    made: dict[str, Any] = {}
    segmenter = EngineOptions.segmenter

    def kept(options: EngineOptions) -> Any:
        if options.dictionary:
            return segmenter(options)
        key = repr(options)
        if key not in made:
            made[key] = segmenter(options)
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer.main, "get_command", cache(typer.main.get_command))
        patch.setattr(EngineOptions, "segmenter", kept)
        patch.setenv(TRACEBACK, "1")
        patch.setenv("LC_ALL", "C.UTF-8")
        patch.setenv("COLUMNS", "80")
        patch.setenv("CANTEXT_CONFIG_DIR", str(folder))
        patch.chdir(folder)
        runner = Runner()
        (folder / "a.txt").write_text("\n".join(_SENTENCES), encoding="utf-8")
        assert runner.run(["index", "a.txt", "--store", _STORE, "--jobs", "1"]).returncode == 0
        yield runner


def families() -> dict[str, list[Command]]:
    """Return the commands by family: those that are wired in one module stand in one."""
    found: dict[str, list[Command]] = {}
    for command in commands(application.application()):
        found.setdefault(command.module.split(".")[2], []).append(command)
    return found


def _word(rng: random.Random) -> str:
    # A lone surrogate is how a byte that is not UTF-8 comes in from the command line.
    return rng.choice(_WORDS)


def _value(parameter: Parameter, rng: random.Random, files: Sequence[Path]) -> str:
    if parameter.choices:
        return rng.choice(parameter.choices)
    if parameter.kind in (int, float):
        low = int(parameter.minimum or 0)
        high = max(low, int(min(parameter.maximum or _LARGEST, _LARGEST)))
        return str(rng.choice((low, low + 1, rng.randint(low, high), high)))
    if parameter.kind is Path:
        return str(rng.choice([*files, "no such file"]))
    return _word(rng)


def _options(
    command: Command, rng: random.Random, files: Sequence[Path], share: float
) -> Iterator[str]:
    """Yield the options that must be, and a share of the others."""
    for parameter in command.parameters:
        if parameter.is_argument or parameter.name in _LEFT_OUT:
            continue
        if parameter.required or rng.random() < share:
            yield rng.choice(parameter.flags + parameter.off)
            if not parameter.is_switch:
                yield _value(parameter, rng, files)


def invocation(command: Command, rng: random.Random, folder: Path) -> Trial:
    """Draw an input and options for a command; `folder` is for the files."""
    files: list[Path] = []
    for number in range(rng.choice((1, 1, 1, 2, 3))):
        file_name, data = hostile_file(rng)
        path = folder / f"202{number}-05-01 {file_name}"
        path.write_bytes(data)
        files.append(path)
    wild = rng.random() < 0.6
    arguments = list(_options(command, rng, files, 0.07 if wild else 0))
    if command.name == "compare" and rng.random() < 0.8:
        arguments += ["--reference", str(files[-1])]
    for parameter in command.parameters:
        if not parameter.is_argument:
            continue
        if parameter.metavar == "STORE" and rng.random() < 0.9:
            arguments.append(_STORE)
        elif parameter.metavar in _FILES:
            arguments += map(str, files if parameter.many else files[:1])
        elif parameter.required or rng.random() < 0.7:
            word = rng.choice(_QUERIES) if parameter.metavar == "SELECT" else _word(rng)
            arguments.append("./" + word if word.startswith("-") else word)
            wild = True
    names = {parameter.name for parameter in command.parameters}
    form = rng.choice(_FORMATS) if "format" in names else "table"
    if form != "table":
        arguments += ["--format", form]
    elif "width" in names and rng.random() < 0.5:
        arguments += ["--width", str(rng.choice((20, 33, 80)))]
    output = None
    if command.name == "wordcloud" or (command.name == "network" and form == "table" and wild):
        form = rng.choice(("svg", "png", "pdf"))
        output = folder / f"picture.{form}"
    elif form == "xlsx":
        output = folder / "out.xlsx"
    if command.name == "evaluate":
        arguments += ["--engine", "hk"]  # to load the others takes seconds
    if command.name == "index":
        arguments += ["--store", str(folder / "store"), "--jobs", "1"]
    if output:
        arguments += ["--output", str(output)]
    wild = wild or command.name == "sql"
    return Trial(command.name, tuple(arguments), tuple(files), form, output, wild)
