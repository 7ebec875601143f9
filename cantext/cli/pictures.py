"""`wordcloud`: counts as a picture."""

from pathlib import Path
from typing import Annotated

from cantext.cli.bundles import panel
from cantext.cli.options import (
    DuplicateOptions,
    Duplicates,
    EngineOptions,
    InputOptions,
    OutputOptions,
    StopwordOptions,
)
from cantext.cli.run import Run, stopwords
from cantext.errors import UsageError


def wordcloud(
    texts: InputOptions,
    cut: EngineOptions,
    repeats: DuplicateOptions,
    ignored: StopwordOptions,
    output: OutputOptions,
    max_words: Annotated[
        int, panel("Picture", "--max-words", min=1, help="Words in the picture at most.")
    ] = 200,
    size: Annotated[
        str, panel("Picture", "--size", help="Width and height in pixels.")
    ] = "1600x900",
    seed: Annotated[
        int, panel("Picture", "--seed", help="Another number gives another arrangement.")
    ] = 1,
    font: Annotated[
        Path | None, panel("Picture", "--font", help="A font file instead of the shipped HK face.")
    ] = None,
    by_category: Annotated[
        bool, panel("Picture", "--by-category", help="One colour for each dictionary category.")
    ] = False,
    min_length: Annotated[
        int, panel("Words", "--min-length", min=1, help="Leave out words of fewer characters.")
    ] = 2,
) -> None:
    """Draw the most frequent words: PNG or SVG, by the suffix of --output.

    Example: cantext wordcloud examples/speech_2025.txt --output cloud.png
    """
    from cantext.analyses.frequency import frequency
    from cantext.render.wordcloud import word_cloud
    from cantext.segment.tokens import kind_of

    run = Run.start(output)
    suffix = output.output.suffix.lower() if output.output else ""
    if suffix not in (".png", ".svg"):
        raise UsageError("name the picture with --output FILE.png or --output FILE.svg")
    width, height = _size(size)
    corpus = run.corpus(texts, cut, repeats)
    with run.progress(corpus.documents) as bar:
        counted = frequency(
            corpus.with_progress(bar.advance).blocks(),
            stopwords=stopwords(ignored),
            min_length=min_length,
        )
    rows = [row for row in counted.rows if kind_of(row.term) in ("word", "latin")]
    categories = {row.term: row.category for row in rows if row.category} if by_category else None
    picture = word_cloud(
        {row.term: row.count for row in rows[:max_words]},
        width=width,
        height=height,
        max_words=max_words,
        seed=seed,
        font=font,
        categories=categories,
    )
    if picture.missing:
        run.note(f"the font lacks {picture.missing}; these are drawn as boxes")
    data = picture.png() if suffix == ".png" else picture.svg().encode("utf-8")
    run.write_bytes(data)
    counts = "counted" if repeats.duplicates is Duplicates.KEEP else "dropped"
    run.note(f"{output.output}: {min(len(rows), max_words)} words, repeated lines {counts}")


def _size(size: str) -> tuple[int, int]:
    """Read `1600x900`."""
    width, _, height = size.lower().replace("×", "x").partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise UsageError(f"--size {size!r}: give width and height in pixels, as in 1600x900")
    if not (100 <= int(width) <= 10_000 and 100 <= int(height) <= 10_000):
        raise UsageError(f"--size {size!r}: each side must be between 100 and 10,000 pixels")
    return int(width), int(height)
