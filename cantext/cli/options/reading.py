"""Options about what is read: the inputs, their encoding, their repeats, their dates."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cantext.cli import completion
from cantext.cli.bundles import INPUT, panel

if TYPE_CHECKING:
    from cantext.documents.reading import Fields

# The content of an input says what it is.
_AUTO = "auto"


class EncodingErrors(StrEnum):
    """What to do about bytes that are not in the encoding."""

    STRICT = "strict"
    REPLACE = "replace"


class Split(StrEnum):
    """What a document is parted by."""

    SPEAKER = "speaker"


class Duplicates(StrEnum):
    """Whether repeated lines count."""

    KEEP = "keep"
    DROP = "drop"


Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT",
        help="Files, folders, globs, or - for standard input (the default when piped into).",
        show_default=False,
    ),
]
Repeats = Annotated[
    Duplicates,
    panel(INPUT, "--duplicates", help="Count repeated lines and boilerplate, or drop them."),
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
        str,
        panel(
            INPUT,
            "--input-format",
            help="What the inputs are: text, html, xml, pdf, docx, markdown, subtitles, csv, tsv, "
            "json, ndjson, or what a plug-in reads; auto: their content says.",
            autocompletion=completion.input_formats,
        ),
    ] = _AUTO
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

    @property
    def kind(self) -> str | None:
        """What every input is read as, None when its content says it.

        Raises
        ------
        UsageError
            For what nobody reads.
        """
        if self.input_format == _AUTO:
            return None
        from cantext.documents.plugin_readers import checked_format

        return checked_format(self.input_format)

    @property
    def fields(self) -> "Fields":
        """Which fields of tables and JSON hold what."""
        from cantext.documents.reading import Fields

        return Fields(self.text_field, self.id_field, self.date_field)


@dataclass(frozen=True)
class DuplicateOptions:
    """Whether repeats count."""

    duplicates: Repeats = Duplicates.KEEP


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
