"""Measures explained: a page for the terminal, and the reference of docs/statistics.md.

The reference is made anew by `python -m cantext.render.explain docs/statistics.md`; a test fails
when it is out of date.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cantext.measures.catalogue import CATALOGUE, Explanation
from cantext.render.labels import label

if TYPE_CHECKING:
    from rich.console import Console

_BEGIN = "<!-- The text from here on is made by python -m cantext.render.explain. -->\n"
_SECTIONS = (
    ("Association and keyness", ("collocations", "compare")),
    ("Rates and dispersion", ("freq", "ngrams", "themes")),
    ("Terms and keywords", ("terms", "keywords")),
    ("Change over time", ("trend",)),
    ("Vocabulary and register", ("profile",)),
)
_MARKUP = re.compile(r"([*_<>\[\]|])")


def draw_explanations(console: Console, found: Iterable[Explanation], language: str) -> None:
    """Print measures on a rich console, in English (`en`) or Chinese (`zh-Hant`)."""
    from rich.table import Table
    from rich.text import Text

    for number, measure in enumerate(found):
        if number:
            console.print()
        title = Text(measure.key, style="bold")
        title.append(f"  {label(measure.key, language)}", style="not bold")
        console.print(title)
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(style="dim", no_wrap=True)
        grid.add_column(overflow="fold")
        for part, text in _texts(measure, language).items():
            if text:
                grid.add_row(Text(label(f"explain.{part}", language)), Text(text))
        console.print(grid)


@dataclass(frozen=True, slots=True)
class ExplainedRow:
    """A measure: what it is called, its formula, how to read it, when it misleads.

    What there is nothing to say of is empty.
    """

    measure: str
    name: str
    formula: str
    symbols: str
    range: str
    reading: str
    misleads: str
    reference: str
    commands: tuple[str, ...]
    aliases: tuple[str, ...]


def explained(measure: Explanation, language: str) -> ExplainedRow:
    """Return a measure as a row."""
    texts = _texts(measure, language)
    del texts["commands"]
    return ExplainedRow(
        measure.key,
        label(measure.key, language),
        **texts,
        commands=measure.commands,
        aliases=measure.aliases,
    )


def _texts(measure: Explanation, language: str) -> dict[str, str]:
    return {
        "formula": measure.formula,
        "symbols": measure.symbols.of(language) if measure.symbols else "",
        "range": measure.range.of(language),
        "reading": measure.reading.of(language),
        "misleads": measure.misleads.of(language),
        "reference": measure.reference,
        "commands": label("word.separator", language).join(measure.commands),
    }


def reference() -> str:
    """Return the reference of all measures in Markdown, by what they are for."""
    told: set[str] = set()
    pieces: list[str] = []
    for title, commands in _SECTIONS:
        pieces.append(f"## {title}\n")
        for measure in CATALOGUE.values():
            if measure.key not in told and set(measure.commands) & set(commands):
                told.add(measure.key)
                pieces.append(_entry(measure))
    return "\n".join(pieces)


def _entry(measure: Explanation) -> str:
    texts = _texts(measure, "en")
    lines = [f"### `{measure.key}`: {label(measure.key, 'en')}", "", f"    {texts['formula']}", ""]
    lines += [f"- **{label('explain.range', 'en')}:** {_escaped(texts['range'])}"]
    for part in ("reading", "misleads", "reference"):
        if texts[part]:
            lines.append(f"- **{label(f'explain.{part}', 'en')}:** {_escaped(texts[part])}")
    keys = ", ".join(f"`{command}`" for command in measure.commands)
    lines.append(f"- **{label('explain.commands', 'en')}:** {keys}")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    """Keep the names of keys and options as they are where Markdown would read emphasis."""
    return _MARKUP.sub(r"\\\1", text).replace("`", "")


def with_reference(page: str) -> str:
    """Return a page with its reference made anew; what a person wrote above it stays."""
    head, mark, _ = page.partition(_BEGIN)
    if not mark:
        raise ValueError(f"the page lacks the line {_BEGIN.strip()!r}")
    return head + mark + "\n" + reference()


if __name__ == "__main__":
    _page = Path(sys.argv[1])
    _page.write_text(with_reference(_page.read_text(encoding="utf-8")), encoding="utf-8")
