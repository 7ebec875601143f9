"""Run the code blocks of the manual, and write what they print under them.

    python docs/blocks.py [PAGE...]          writes the output blocks of the pages anew
    python docs/blocks.py --check [PAGE...]  writes nothing, and fails when one is stale

The blocks of a page are run in order in one folder of its own, which holds a copy of `examples`:

- `sh`: lines that begin with `cantext` run in this process, at 80 columns and without notes; blocks
  with other programs, in a shell, and only where these are installed;
- `python`: in one namespace for the page;
- `toml`: read, so that it is at least TOML;
- `text` right behind one of them: what it printed; `[…]` at its end cuts it;
- any other block: written to the file that a comment before it names (`<!-- file: a.toml -->`);
  one in `r` is run where Rscript is;
- what follows `<!-- not run -->` is not run; of its commands only the options are checked. What
  follows `<!-- needs: PACKAGE -->` is run where that package is.

A page whose name ends in `.zh-Hant.md` is run under a Chinese locale, as its readers would.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# At the end: the tests have modules of these names, which their workers must find first.
sys.path.append(str(ROOT / "docs"))

from gallery import output_of  # noqa: E402

from cantext.cli.app import application  # noqa: E402
from cantext.cli.describe import commands  # noqa: E402

_BLOCK = re.compile(
    r"(?:<!-- (?P<said>[^\n]*) -->\n)?^(?P<fence>```+)(?P<language>\w*)\n(?P<body>.*?)^(?P=fence)$",
    flags=re.DOTALL | re.MULTILINE,
)
# Programs of the cookbook that need not be there.
_OTHERS = ("jq", "duckdb", "mlr", "xsv")
_REST = "[…]"
COMMANDS = {command.name: command for command in commands(application())}


@dataclass(frozen=True, slots=True)
class Block:
    """A code block: its language, text and place, and what a comment before it says."""

    language: str
    body: str
    start: int
    end: int
    said: str

    @property
    def is_run(self) -> bool:
        """Whether it is to be run here."""
        return self.said not in ("not run", "run by .ci/run")


def blocks(page: str) -> Iterator[Block]:
    """Yield the code blocks of a page."""
    for match in _BLOCK.finditer(page):
        yield Block(
            match["language"], match["body"], *match.span("body"), (match["said"] or "").strip()
        )


def locale_of(path: Path) -> str:
    """Return the locale under which the code of a page is run.

    >>> locale_of(Path("docs/tutorial.zh-Hant.md")), locale_of(Path("docs/tutorial.md"))
    ('zh_HK.UTF-8', 'C.UTF-8')
    """
    return "zh_HK.UTF-8" if path.name.endswith(".zh-Hant.md") else "C.UTF-8"


def with_output(page: str, locale: str = "C.UTF-8") -> str:
    """Return a page with its output blocks as they come out when its code is run in a locale."""
    parts: list[str] = []
    done = 0
    last: str | None = None
    names: dict[str, object] = {"__name__": "page"}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        shutil.copytree(ROOT / "examples", folder / "examples")
        behind = 0
        for block in blocks(page):
            gap, behind = page[behind : block.start], block.end
            if block.language == "text":
                if last is not None and not gap.strip("`\n").removesuffix("text"):
                    parts += [page[done : block.start], _cut(last, block.body)]
                    done = block.end
                last = None
                continue
            last = _run(block, folder, names, locale)
    return "".join([*parts, page[done:]])


def _run(block: Block, folder: Path, names: dict[str, object], locale: str) -> str | None:
    """Run a block and return what it printed, None if that says nothing about the page."""
    if block.said.startswith("file:"):
        (folder / block.said.removeprefix("file:").strip()).write_text(block.body, "utf-8")
    if block.language == "sh":
        for line in command_lines(block.body):
            check_options(line)
        return _shell(block.body, folder, locale) if block.is_run else None
    if block.language == "toml":
        tomllib.loads(block.body)
    needed = block.said.removeprefix("needs:").strip() if "needs:" in block.said else None
    if needed and importlib.util.find_spec(needed) is None:
        return None
    if block.language == "python" and block.is_run:
        return _python(block.body, folder, names)
    if block.language == "r" and block.is_run and shutil.which("Rscript"):
        return _process(["Rscript", "-e", block.body], folder)
    return None


def command_lines(body: str) -> list[str]:
    r"""Return the commands of a shell block, those on several lines joined.

    >>> command_lines("# first\ncantext freq a.txt \\\n  --json | jq .\n")
    ['cantext freq a.txt --json | jq .']
    >>> command_lines("cantext freq a.txt | jq '.meta,\n  .rows'\ncantext doctor\n")
    ["cantext freq a.txt | jq '.meta, .rows'", 'cantext doctor']
    """
    joined = re.sub(r"\\\n\s*", "", body)
    commands = []
    begun = ""
    for line in joined.splitlines():
        if not begun and line.lstrip().startswith("#"):
            continue
        begun = f"{begun} {line.strip()}".strip()
        if _is_closed(begun):
            commands += [begun] * bool(begun)
            begun = ""
    return commands


def _is_closed(line: str) -> bool:
    """Whether all quotation marks of a line of shell are closed."""
    try:
        shlex.split(line)
    except ValueError:
        return False
    return True


def check_options(line: str) -> None:
    """Check that the options of the commands in a line of shell are those that there are.

    Raises
    ------
    ValueError
        With the line and the option.
    """
    for words in _commands_in(line):
        while words and words[0] != "cantext":
            words.pop(0)
        name = next((n for n in (" ".join(words[1:3]), *words[1:2]) if n in COMMANDS), None)
        if name is None:
            if len(words) > 1 and not words[1].startswith("-"):
                raise ValueError(f"{line}: no such command")
            continue
        known = {flag for item in COMMANDS[name].parameters for flag in item.flags + item.off}
        for word in words:
            flag = word.partition("=")[0]
            if re.fullmatch(r"--[a-z][a-z-]*|-[a-zA-Z]", flag) and flag not in known | {"--help"}:
                raise ValueError(f"{line}: {name} has no option {flag}")


def _commands_in(line: str) -> list[list[str]]:
    """Part a line of shell at its pipes and semicolons; not at those in quotation marks."""
    parser = shlex.shlex(line, posix=True, punctuation_chars="|;&<>")
    parser.whitespace_split = True
    found: list[list[str]] = [[]]
    for word in parser:
        if set(word) <= set("|;&"):
            found.append([])
        else:
            found[-1].append(word)
    return found


def _shell(body: str, folder: Path, locale: str) -> str | None:
    lines = command_lines(body)
    if all(
        re.match(r"cantext [^|<>;&]*$", re.sub(r"'[^']*'|\"[^\"]*\"", "", line)) for line in lines
    ):
        return "".join(_cantext(line, folder, locale) for line in lines)
    programs = {name for name in _OTHERS if re.search(rf"(^|[|;]\s*){name}\b", body, re.MULTILINE)}
    if not all(map(shutil.which, programs)):
        return None
    own = folder / ".bin" / "cantext"
    own.parent.mkdir(exist_ok=True)
    own.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m cantext \"$@\"\n", "utf-8")
    own.chmod(0o755)
    path = f"{own.parent}{os.pathsep}{os.environ['PATH']}"
    return _process(
        ["sh", "-e", "-c", body], folder, LC_ALL=locale, PATH=path, PYTHONPATH=str(ROOT)
    )


def _cantext(line: str, folder: Path, locale: str) -> str:
    name = next(n for n in (" ".join(line.split()[1:3]), line.split()[1]) if n in COMMANDS)
    takes = {item.name for item in COMMANDS[name].parameters}
    table = not re.search(r"--json|--format|--width|-f |--output|-o ", line)
    os.environ["CANTEXT_CONFIG_DIR"] = str(folder / ".config")
    width = " --width 80" if table and "width" in takes else ""
    return output_of(line + width, folder, locale)


def _python(body: str, folder: Path, names: dict[str, object]) -> str:
    printed = io.StringIO()
    before = Path.cwd()
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(body, "a block of the page", "exec"), names)
    finally:
        os.chdir(before)
    return printed.getvalue()


def _process(arguments: list[str], folder: Path, **variables: str) -> str:
    done = subprocess.run(
        arguments, cwd=folder, capture_output=True, check=False, text=True, encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8", "COLUMNS": "80", **variables},
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{arguments[-1]}: exit status {done.returncode}: {done.stderr}")
    return done.stdout


def _cut(printed: str, there: str) -> str:
    """Return what was printed, cut where the block on the page is cut."""
    lines = [line.rstrip() for line in printed.rstrip().splitlines()]
    shown = there.splitlines()
    if shown and shown[-1] == _REST and len(lines) >= len(shown):
        lines = [*lines[: len(shown) - 1], _REST]
    return "".join(f"{line}\n" for line in lines)


def manual() -> list[Path]:
    """Return the pages whose blocks are run; the gallery and the commands have their own makers."""
    pages = [*(ROOT / "docs").glob("*.md"), ROOT / "examples" / "README.md"]
    return sorted([*pages, *ROOT.glob("README*.md")])


def main() -> int:
    """Write or check pages and return the exit status."""
    parser = argparse.ArgumentParser(description="Run the code blocks of the manual.")
    parser.add_argument("pages", nargs="*", type=Path, metavar="PAGE")
    parser.add_argument("--check", action="store_true", help="Only say which pages are stale.")
    arguments = parser.parse_args()
    stale = []
    for path in arguments.pages or manual():
        page = path.read_text("utf-8")
        wanted = with_output(page, locale_of(path))
        if wanted != page:
            stale.append(path.name)
            if not arguments.check:
                path.write_text(wanted, "utf-8")
    print("\n".join(stale) or "All pages are what their code prints.")
    return int(arguments.check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
