"""Options about the result: where it goes, as what, and how much of it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from cantext.cli.bundles import OUTPUT, panel


class Format(StrEnum):
    """What a result is written as."""

    TABLE = "table"
    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"
    TSV = "tsv"
    MARKDOWN = "markdown"
    HTML = "html"
    XLSX = "xlsx"


class Language(StrEnum):
    """The language of headings."""

    ENGLISH = "en"
    CHINESE = "zh-Hant"


Limit = Annotated[
    int | None, panel(OUTPUT, "--limit", "-n", min=1, help="Show at most this many rows.")
]
Context = Annotated[
    int | None,
    panel(
        OUTPUT,
        "--context",
        min=1,
        help="Characters on each side of an occurrence.",
        show_default="20, or what the terminal has room for",
    ),
]


@dataclass(frozen=True)
class OutputOptions:
    """Where the result goes, and as what."""

    format: Annotated[
        Format, panel(OUTPUT, "--format", "-f", help="What to write.", case_sensitive=False)
    ] = Format.TABLE
    json: Annotated[bool, panel(OUTPUT, "--json", help="Short for --format json.")] = False
    output: Annotated[
        Path | None, panel(OUTPUT, "--output", "-o", help="Write to a file instead of stdout.")
    ] = None
    language: Annotated[
        Language | None,
        panel(OUTPUT, "--language", help="Language of headings.", show_default="from the locale"),
    ] = None
    width: Annotated[
        int | None, panel(OUTPUT, "--width", min=20, help="Cells of a line of a table.")
    ] = None
    spreadsheet_safe: Annotated[
        bool,
        panel(
            OUTPUT,
            "--spreadsheet-safe",
            help="In CSV and TSV, put ' before cells that a spreadsheet would run as formulae.",
        ),
    ] = False
    bom: Annotated[
        bool,
        panel(OUTPUT, "--bom", help="Begin CSV and TSV with a byte order mark, as Excel wants."),
    ] = False
    quiet: Annotated[
        bool, panel(OUTPUT, "--quiet", "-q", help="No notes and no progress on stderr.")
    ] = False
    verbose: Annotated[
        bool,
        panel(
            OUTPUT, "--verbose", "-v", help="Say on stderr what is read, with what, and how long."
        ),
    ] = False
    dry_run: Annotated[
        bool, panel(OUTPUT, "--dry-run", help="Do all but write files: say what would be written.")
    ] = False

    @property
    def chosen(self) -> Format:
        """Return the format, `--json` taken into account."""
        return Format.JSON if self.json else self.format
