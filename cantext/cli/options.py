"""The option bundles: what is read, how it is cut, what is left out, where the result goes."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cantext.cli import completion
from cantext.cli.bundles import INPUT, OUTPUT, WORDS, panel
from cantext.lexicon.stopwords import DEFAULT_CLASSES


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


class Duplicates(StrEnum):
    """Whether repeated lines count."""

    KEEP = "keep"
    DROP = "drop"


class EncodingErrors(StrEnum):
    """What to do about bytes that are not in the encoding."""

    STRICT = "strict"
    REPLACE = "replace"


class InputFormat(StrEnum):
    """What every input is read as; by default its content says."""

    AUTO = "auto"
    TEXT = "text"
    HTML = "html"
    XML = "xml"
    PDF = "pdf"
    DOCX = "docx"
    MARKDOWN = "markdown"
    SUBTITLES = "subtitles"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    NDJSON = "ndjson"


class Split(StrEnum):
    """What a document is parted by."""

    SPEAKER = "speaker"


class Language(StrEnum):
    """The language of headings."""

    ENGLISH = "en"
    CHINESE = "zh-Hant"


Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT",
        help="Files, folders, globs, or - for standard input (the default when piped into).",
        show_default=False,
    ),
]
Limit = Annotated[
    int | None, panel(OUTPUT, "--limit", "-n", min=1, help="Show at most this many rows.")
]
NoUserDictionary = Annotated[
    bool,
    panel(
        WORDS,
        "--no-user-dictionary",
        help="Leave the terms out that `cantext dict add` has kept for you.",
    ),
]
SettingsFile = Annotated[
    str | None,
    panel(
        INPUT,
        "--settings",
        metavar="FILE",
        help="A project's settings, or none.",
        show_default="the nearest cantext.toml",
    ),
]
MinCount = Annotated[int, panel(WORDS, "--min-count", min=1, help="Leave out what is rarer.")]


@dataclass(frozen=True)
class InputOptions:
    """What is read."""

    inputs: Inputs = None
    encoding: Annotated[
        str | None,
        panel(INPUT, "--encoding", help="Force an encoding (utf-8, big5hkscs, gb18030, …)."),
    ] = None
    encoding_errors: Annotated[
        EncodingErrors,
        panel(INPUT, "--encoding-errors", help="Stop at undecodable bytes, or replace them."),
    ] = EncodingErrors.STRICT
    input_format: Annotated[
        InputFormat,
        panel(INPUT, "--input-format", help="What the inputs are; auto: their content says."),
    ] = InputFormat.AUTO
    text_field: Annotated[
        str | None,
        panel(INPUT, "--text-field", help="Field of a CSV, TSV or JSON input that holds the text."),
    ] = None
    id_field: Annotated[
        str | None, panel(INPUT, "--id-field", help="Field of such an input that names its rows.")
    ] = None
    date_field: Annotated[
        str | None,
        panel(INPUT, "--date-field", help="Field of such an input that dates its rows."),
    ] = None
    unwrap: Annotated[
        bool,
        panel(
            INPUT,
            "--unwrap",
            help="Undo the page layout of plain text taken from a PDF: headers, wrapped lines.",
        ),
    ] = False
    split: Annotated[
        Split | None,
        panel(INPUT, "--split", help="A document of each speaker of a LegCo record."),
    ] = None
    where: Annotated[
        list[str] | None,
        panel(
            INPUT,
            "--where",
            metavar="KEY=VALUE",
            help="Only documents with this metadatum (speaker=…, date=2025); may be repeated.",
        ),
    ] = None
    strict: Annotated[
        bool,
        panel(INPUT, "--strict", help="Stop at the first input that cannot be read."),
    ] = False


@dataclass(frozen=True)
class DuplicateOptions:
    """Whether repeats count."""

    duplicates: Annotated[
        Duplicates,
        panel(INPUT, "--duplicates", help="Count repeated lines and boilerplate, or drop them."),
    ] = Duplicates.KEEP


@dataclass(frozen=True)
class EngineOptions:
    """How text is cut into words."""

    engine: Annotated[
        str,
        panel(
            WORDS,
            "--engine",
            help="Segmentation engine; see `cantext engines`.",
            autocompletion=completion.engines,
        ),
    ] = "hk"
    model: Annotated[
        Path | None, panel(WORDS, "--model", help="Model folder of the engine (pkuseg).")
    ] = None
    dictionary: Annotated[
        list[Path] | None,
        panel(
            WORDS,
            "--dictionary",
            help="A dictionary of your own, ours or jieba's format; may be repeated.",
        ),
    ] = None
    adopt: Annotated[
        bool,
        panel(
            WORDS,
            "--adopt",
            help="Keep whole what the text repeats and no word list has: names (as report does).",
        ),
    ] = False
    no_hk_dictionary: Annotated[
        bool, panel(WORDS, "--no-hk-dictionary", help="Leave the shipped policy terms out.")
    ] = False
    no_user_dictionary: NoUserDictionary = False
    settings: SettingsFile = None


@dataclass(frozen=True)
class StopwordOptions:
    """Which words are not counted."""

    stopwords: Annotated[
        str | None,
        panel(
            WORDS,
            "--stopwords",
            help="Classes or files of words to leave out, parted by commas, or none.",
            show_default=", ".join(DEFAULT_CLASSES),
            autocompletion=completion.stopwords,
        ),
    ] = None


PartsOfSpeech = Annotated[
    str | None,
    panel(
        WORDS,
        "--pos",
        help="Only these parts of speech, parted by commas: NOUN,PROPN.",
        autocompletion=completion.parts_of_speech,
    ),
]
DatePattern = Annotated[
    str | None,
    panel(
        INPUT,
        "--date-pattern",
        help="Regular expression of year, month and day, sought in the file name, then at the "
        "beginning of the text.",
        show_default="the document's own date, else that of its name",
    ),
]


@dataclass(frozen=True)
class GroupOptions:
    """How documents are put together."""

    group_by: Annotated[
        str | None,
        panel(
            INPUT,
            "--group-by",
            help="Count by document, year, quarter, month, day, or a field of the metadata.",
        ),
    ] = None
    date_pattern: DatePattern = None


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
