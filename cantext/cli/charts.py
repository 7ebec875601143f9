"""`--chart`: the rows of a command as a picture beside its table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cantext.cli.bundles import OUTPUT, panel
from cantext.cli.run import Run
from cantext.errors import UsageError

if TYPE_CHECKING:
    from cantext.documents.document import Document
    from cantext.render.charts import Chart

# Rows of a chart when no limit is asked for, and the most that one picture holds.
FEW, MOST = 30, 200
_SIDES = 100, 10_000  # pixels


@dataclass(frozen=True)
class ChartOptions:
    """A chart beside the table."""

    chart: Annotated[
        Path | None,
        panel(OUTPUT, "--chart", help="Draw a chart too: FILE.png, FILE.svg or FILE.pdf."),
    ] = None
    chart_size: Annotated[
        str | None,
        panel(
            OUTPUT,
            "--chart-size",
            metavar="WxH",
            help="Pixels of the chart.",
            show_default="1600 wide, as tall as the rows need",
        ),
    ] = None


@dataclass(frozen=True)
class ChartFile:
    """Where a chart goes, known to be possible before hours of text are read."""

    path: Path | None
    size: tuple[int, int] | None

    @classmethod
    def of(cls, options: ChartOptions) -> "ChartFile":
        """Check the options.

        Raises
        ------
        UsageError
            When the suffix or the size cannot be drawn.
        """
        if options.chart is None:
            if options.chart_size:
                raise UsageError("--chart-size needs a chart: name it with --chart FILE.png")
            return cls(None, None)
        checked_picture("--chart", options.chart)
        size = options.chart_size
        return cls(options.chart, pixels("--chart-size", size) if size else None)

    def draw(
        self, run: Run, make: "Callable[[str], Chart]", documents: "Sequence[Document]" = ()
    ) -> None:
        """Make the chart in the run's language and write it, if one was asked for.

        Its title names the documents, if any are given.
        """
        if self.path is None:
            return
        from cantext.render.charts import encode
        from cantext.render.drawing.files import format_of
        from cantext.render.labels import label, phrase

        chart = make(run.language)
        if documents:
            source = name_of([document.id for document in documents])
            colon = label("word.colon", run.language)
            chart = replace(chart, title=f"{chart.title}{colon}{source}")
        data, missing = encode(chart, format_of(self.path), size=self.size, language=run.language)
        if missing:
            run.note(phrase("text.missing_characters", run.language, characters=missing))
        if run.put(self.path, data):
            run.note(f"{self.path}: chart written")

    def rows(self, run: Run, total: int, limit: int | None) -> int:
        """Return how many rows to draw, and say so when some are left out."""
        shown = min(total, limit or FEW, MOST)
        if self.path is not None and shown < min(total, limit or total):
            told = (
                f"--limit draws more, {MOST} at most" if shown < MOST else "a picture has no more"
            )
            run.note(f"{self.path}: {shown:,} of {total:,} rows drawn; {told}")
        return shown


def checked_picture(option: str, path: Path | None) -> None:
    """Refuse a file that is no picture by its suffix.

    Raises
    ------
    UsageError
        When it ends in none of .png, .svg and .pdf.
    """
    if path is None or path.suffix.lower() not in (".png", ".svg", ".pdf"):
        raise UsageError(f"name the picture with {option} FILE.png, FILE.svg or FILE.pdf")


def pixels(option: str, size: str) -> tuple[int, int]:
    """Read a width and a height.

    >>> pixels("--size", "1600x900")
    (1600, 900)

    Raises
    ------
    UsageError
        When it is not two numbers, or one is too small or too large.
    """
    width, _, height = size.lower().replace("×", "x").partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise UsageError(f"{option} {size!r}: give width and height in pixels, as in 1600x900")
    low, high = _SIDES
    if not (low <= int(width) <= high and low <= int(height) <= high):
        raise UsageError(f"{option} {size!r}: each side must be between {low} and {high:,} pixels")
    return int(width), int(height)


def name_of(documents: Sequence[str]) -> str:
    """Name a set of texts: the one, or the first and how many more.

    >>> name_of(["texts/a.txt"]), name_of(["texts/a.txt", "b.txt", "c.txt"])
    ('a.txt', 'a.txt +2')
    """
    first = documents[0].rsplit("/", 1)[-1] if documents else ""
    return f"{first} +{len(documents) - 1}" if len(documents) > 1 else first
