"""Write the gallery of the README: what the commands really print on the examples.

    python docs/gallery.py          writes README.md between its markers, and docs/gallery/
    python docs/gallery.py --check  writes nothing, and fails when the text is not what it would be

Pictures are made anew with the text but not compared: their bytes hang on the versions of the
libraries that draw them.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import io
import os
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BEGIN, END = "<!-- gallery: begin -->", "<!-- gallery: end -->"
_WIDTH = "80"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A command of the gallery, what it shows, and the most lines of it."""

    says: str
    command: str
    lines: int | None = None


EXHIBITS = (
    Exhibit(
        "A scraped page, and what its repeated captions did to the counts",
        "cantext report examples/interview_page.txt",
        26,
    ),
    Exhibit(
        "The same for a reader of Chinese",
        "cantext report examples/interview_page.txt --language zh-Hant",
        26,
    ),
    Exhibit(
        "What two years changed",
        "cantext compare examples/speech_2025.txt --reference examples/speech_2023.txt --limit 8",
    ),
    Exhibit(
        "A term in context",
        "cantext kwic 產學研 examples/speech_2025.txt --context 12",
    ),
    Exhibit(
        "Terms that no dictionary had to know",
        "cantext terms examples/interview_page.txt --no-hk-dictionary --limit 6",
    ),
    Exhibit(
        "The dictionary's concepts, abbreviations folded in",
        "cantext themes examples/speech_2025.txt --limit 8",
    ),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A command that draws, without its --output, and the file it draws to."""

    says: str
    command: str
    file: str


PICTURES = (
    Picture(
        "Word cloud in Hong Kong glyphs",
        "cantext wordcloud examples/speech_2025.txt --size 800x450",
        "cloud.png",
    ),
)


def output_of(command: str, place: Path = ROOT, locale: str = "C.UTF-8") -> str:
    """Run a command in this process at 80 cells, without colour or notes, and return its output.

    `place` is the working directory, `locale` what decides the language of headings.
    """
    from cantext.cli import main

    printed = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n")
    arguments = [*shlex.split(command), "--quiet"]
    before, folder, variables = sys.argv, Path.cwd(), dict(os.environ)
    try:
        os.chdir(place)
        os.environ.update(NO_COLOR="1", LC_ALL=locale, COLUMNS=_WIDTH)
        os.environ.pop("FORCE_COLOR", None)
        sys.argv = arguments
        with contextlib.redirect_stdout(printed):
            try:
                main()
            except SystemExit as end:
                if end.code:
                    raise RuntimeError(f"{command}: exit status {end.code}") from end
        printed.flush()
        return printed.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]
    finally:
        sys.argv = before
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(variables)


def text_of(exhibit: Exhibit) -> str:
    """Return a heading and what the command prints, in fences that nothing in it closes."""
    shown = output_of(f"{exhibit.command} --width {_WIDTH}").splitlines()
    lines = [line.rstrip() for line in shown]
    while lines and not lines[-1]:
        lines.pop()
    if exhibit.lines is not None and len(lines) > exhibit.lines:
        rest = len(lines) - exhibit.lines
        lines = [*lines[: exhibit.lines], f"[… {rest} more lines]"]
    body = "\n".join(lines)
    return f"**{exhibit.says}**\n\n````text\n$ {exhibit.command}\n{body}\n````\n"


def gallery() -> str:
    """Return the gallery as Markdown, its markers around it."""
    parts = [text_of(exhibit) for exhibit in EXHIBITS]
    parts += [
        f"**{picture.says}**\n\n`{picture.command} --output {picture.file}`\n\n"
        f"![{picture.says}](docs/gallery/{picture.file})\n"
        for picture in PICTURES
    ]
    return f"{BEGIN}\n\n" + "\n".join(parts) + f"\n{END}"


def with_gallery(readme: str, shown: str) -> str:
    """Return the README with what stands between its markers replaced."""
    if readme.count(BEGIN) != 1 or readme.count(END) != 1:
        raise ValueError(f"README.md must have {BEGIN} and {END} once each")
    before, rest = readme.split(BEGIN)
    return before + shown + rest.split(END)[1]


def draw() -> None:
    """Draw the pictures into docs/gallery."""
    folder = ROOT / "docs" / "gallery"
    folder.mkdir(exist_ok=True)
    for picture in PICTURES:
        output_of(f"{picture.command} --output docs/gallery/{picture.file}")


def main() -> int:
    """Write or check the gallery and return the exit status."""
    parser = argparse.ArgumentParser(description="Write the gallery of the README.")
    parser.add_argument("--check", action="store_true", help="Only say whether it is up to date.")
    check = parser.parse_args().check
    there = README.read_text(encoding="utf-8")
    wanted = with_gallery(there, gallery())
    if check:
        difference = difflib.unified_diff(
            there.splitlines(),
            wanted.splitlines(),
            "README.md",
            "what the commands print",
            "",
            "",
            1,
        )
        print("\n".join(difference) or "The gallery is what the commands print.")
        return int(there != wanted)
    README.write_text(wanted, encoding="utf-8")
    draw()
    return 0


if __name__ == "__main__":
    sys.exit(main())
