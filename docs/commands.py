"""Write docs/commands: a page for each command, from the command itself.

    python docs/commands.py          writes the pages and their index
    python docs/commands.py --check  writes nothing, and fails when a page is not what it would be

Summary, options and their defaults come from the code, keys and their meanings from the JSON
Schemas, and what stands under an example is what it printed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "commands"
# At the end: the tests have modules of these names, which their workers must find first.
sys.path.append(str(ROOT / "docs"))

from gallery import output_of  # noqa: E402

from cantext.cli.app import application  # noqa: E402
from cantext.cli.catalogue import (  # noqa: E402
    DICTIONARY,
    DICTIONARY_COMMANDS,
    DICTIONARY_GROUP,
    GROUPS,
)
from cantext.cli.describe import Command, Parameter, commands  # noqa: E402
from cantext.schemas import OUTPUTS, file_name, schema  # noqa: E402

_LINES = 14  # of what an example prints
# What they print hangs on the machine: on what is installed, or on its speed.
_NOT_SHOWN = frozenset(("doctor", "engines", "evaluate", "man", "schema", "config"))
# What an example needs before it.
_BEFORE = {
    "sql": "cantext index examples --store speeches.store",
}
_GROUPS = {
    **{heading: tuple(commands) for heading, commands in GROUPS.items()},
    DICTIONARY_GROUP: tuple(f"{DICTIONARY} {name}" for name in DICTIONARY_COMMANDS),
}


def page_name(command: str) -> str:
    """Return the file name of a command's page."""
    return f"{command.replace(' ', '-')}.md"


def page(command: Command) -> str:
    """Return the page of a command."""
    parts = [f"# cantext {command.name}", command.summary]
    if command.text:
        parts.append(" ".join(command.text.split()))
    parts += _examples(command)
    parts += _options(command)
    if command.name in OUTPUTS:
        parts += _keys(command.name)
    return "\n\n".join(parts) + "\n"


def _examples(command: Command) -> Iterator[str]:
    for number, example in enumerate(command.examples):
        if number == 0:
            yield "## Example"
        if before := _BEFORE.get(command.name):
            yield f"```sh\n{before}\n```"
        yield f"```sh\n{example}\n```"
        if command.name in _NOT_SHOWN:
            continue
        has_width = any(item.name == "width" for item in command.parameters)
        shown = printed(example, _BEFORE.get(command.name), has_width=has_width)
        if shown:
            yield f"```text\n{shown}\n```"


def printed(example: str, before: str | None = None, *, has_width: bool = True) -> str:
    """Return the first lines of what an example prints at 80 cells, beside the examples."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder, "examples"))
        os.environ["CANTEXT_CONFIG_DIR"] = folder
        try:
            if before:
                output_of(before, Path(folder))
            is_table = has_width and "--format" not in example and "--json" not in example
            width = " --width 80" if is_table else ""
            text = output_of(example + width, Path(folder))
        finally:
            del os.environ["CANTEXT_CONFIG_DIR"]
    lines = [line.rstrip() for line in text.rstrip().splitlines()]
    if len(lines) > _LINES:
        lines = [*lines[:_LINES], "[…]"]
    return "\n".join(lines)


def _options(command: Command) -> Iterator[str]:
    for panel in dict.fromkeys(item.panel for item in command.parameters):
        rows = [_row(item) for item in command.parameters if item.panel == panel]
        if rows:
            head = "argument" if panel == "Arguments" else "option"
            yield f"## {panel if panel != 'Words' else 'Words and counts'}"
            yield "\n".join([f"| {head} | | default |", "|---|---|---|", *rows])


def _row(item: Parameter) -> str:
    if item.is_argument:
        name = f"`{item.metavar}`" + ("…" if item.many else "")
    else:
        value = "" if item.is_switch else f" {item.metavar}"
        name = ", ".join(f"`{flag}`" for flag in item.flags + item.off)
        name += f" `{value.strip()}`" if value else ""
    bounds = [
        f"{word} {bound:g}"
        for word, bound in (("at least", item.minimum), ("at most", item.maximum))
        if bound is not None
    ]
    text = item.help + (f" ({', '.join(bounds)})" if bounds else "")
    default = f"`{item.default}`" if item.default else item.otherwise
    if item.required:
        default = "required"
    cells = (name, text, default)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _keys(name: str) -> Iterator[str]:
    made = schema(name)
    yield "## JSON"
    yield (
        f"`--json` prints one object: its schema is "
        f"[{file_name(name)}](../../cantext/schemas/{file_name(name)}). `--format ndjson` prints "
        "the rows alone, a line each."
    )
    for defined, told in made["$defs"].items():
        rows = [
            f"| `{key}` | {_type(value)} | {_cell(value.get('description', ''))} |"
            for key, value in told["properties"].items()
        ]
        yield f"**{defined}.** {_cell(told['description'].split(chr(10) + chr(10))[0])}"
        yield "\n".join(["| key | type | |", "|---|---|---|", *rows])
    meta = made["properties"]["meta"]["properties"]
    rows = [f"| `{key}` | {_cell(value.get('description', ''))} |" for key, value in meta.items()]
    yield "**meta**"
    yield "\n".join(["| key | |", "|---|---|", *rows])


def _type(value: dict[str, object]) -> str:
    found = value.get("type")
    if "enum" in value:
        return "text"
    if isinstance(found, list):
        return " or ".join(map(str, found))
    if found is None:
        return "object" if "$ref" in value else "any"
    return str(found)


def _cell(text: object) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


def index(found: tuple[Command, ...]) -> str:
    """Return the list of all commands."""
    by_name = {command.name: command for command in found}
    parts = [
        "# The commands",
        "A page for each, made from the code by `python docs/commands.py`. Every page has all "
        "options of its command, so that none sends you to another.",
    ]
    for heading, names in _GROUPS.items():
        rows = [
            f"| [`{name}`]({page_name(name)}) | {_cell(by_name[name].summary)} |"
            for name in names
            if name in by_name
        ]
        if rows:
            parts.append("\n".join([f"## {heading}", "", "| | |", "|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def pages() -> dict[str, str]:
    """Return the pages by file name."""
    found = commands(application())
    return {"README.md": index(found)} | {page_name(each.name): page(each) for each in found}


def main() -> int:
    """Write or check the pages and return the exit status."""
    parser = argparse.ArgumentParser(description="Write docs/commands.")
    parser.add_argument("--check", action="store_true", help="Only say which pages are stale.")
    wanted = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    stale = sorted(
        name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name)
    )
    if parser.parse_args().check:
        print("\n".join(stale) or "The pages are what the code says.")
        return int(bool(stale))
    FOLDER.mkdir(exist_ok=True)
    for name in stale:
        if name in wanted:
            (FOLDER / name).write_text(wanted[name], encoding="utf-8")
        else:
            (FOLDER / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
