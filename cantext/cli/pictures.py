"""`wordcloud`: counts as a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cantext.cli.bundles import INPUT, PICTURE, WORDS, only, panel
from cantext.cli.charts import checked_picture, name_of, pixels
from cantext.cli.options import (
    CorpusOptions,
    DuplicateOptions,
    Duplicates,
    MinLength,
    OutputOptions,
    StopwordOptions,
)
from cantext.cli.run import Run
from cantext.errors import UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cantext.analyses.frequency import FrequencyRow
    from cantext.render.wordcloud import Picture


class Colouring(StrEnum):
    """What a colour stands for."""

    FREQUENCY = "frequency"
    CATEGORY = "category"


@dataclass(frozen=True)
class CloudOptions:
    """How a word cloud looks."""

    max_words: Annotated[
        int, panel(PICTURE, "--max-words", min=1, help="Words in the picture at most.")
    ] = 200
    size: Annotated[
        str, panel(PICTURE, "--size", metavar="WxH", help="Width and height in pixels.")
    ] = "1600x900"
    seed: Annotated[
        int, panel(PICTURE, "--seed", min=0, help="Another number gives another arrangement.")
    ] = 1
    font: Annotated[
        str | None,
        panel(
            PICTURE,
            "--font",
            help="A font file, the name of an installed font, or system for the best one "
            "installed.",
            show_default="the HK face that comes with cantext",
        ),
    ] = None
    background: Annotated[
        str, panel(PICTURE, "--background", help="A colour name, #rrggbb or transparent.")
    ] = "white"
    colormap: Annotated[
        str | None,
        panel(PICTURE, "--colormap", help="Colours of a map: viridis, Blues, Dark2, …"),
    ] = None
    mask: Annotated[
        Path | None,
        panel(PICTURE, "--mask", help="An image: words stand where it is dark."),
    ] = None
    by: Annotated[
        Colouring,
        panel(
            PICTURE,
            "--by",
            help="Colours by frequency; or by category: the dictionary's terms, with a legend.",
        ),
    ] = Colouring.FREQUENCY


def wordcloud(
    source: CorpusOptions,
    ignored: StopwordOptions,
    output: Annotated[OutputOptions, only("output", "language", "quiet", "verbose", "dry_run")],
    look: CloudOptions,
    exclude: Annotated[
        list[str] | None,
        panel(WORDS, "--exclude", help="Words to leave out, parted by commas; may be repeated."),
    ] = None,
    min_length: MinLength = 2,
    compare: Annotated[
        tuple[str, str] | None,
        panel(INPUT, "--compare", metavar="A B", help="Two clouds side by side, by rate."),
    ] = None,
) -> None:
    """Draw the most frequent words: PNG, SVG or PDF, by the suffix of --output.

    Example: cantext wordcloud examples/speech_2025.txt --output cloud.png
    """
    from cantext.render.labels import phrase
    from cantext.render.system_fonts import find_font
    from cantext.render.wordcloud import compare_clouds, word_cloud

    run = Run.start(output)
    checked_picture("--output", output.output)
    width, height = pixels("--size", look.size)
    plain = look.mask is None and look.colormap is None and look.by is Colouring.FREQUENCY
    if compare and (source.texts.inputs or not plain):
        raise UsageError(
            "--compare A B names both texts itself, and colours them by side: leave out other "
            "inputs, --mask, --colormap and --by"
        )
    font = find_font(look.font) if look.font else None
    mask = _mask(look.mask, width, height)
    excluded = {word.strip() for each in exclude or () for word in each.split(",")}

    def counted(inputs: Sequence[str] | None) -> "tuple[list[FrequencyRow], str]":
        return _counted(run, source.of(inputs), ignored, min_length, excluded)

    if compare:
        sides = [counted([name]) for name in compare]
        rates = [{row.term: row.per_million for row in rows} for rows, _ in sides]
        picture = compare_clouds(
            rates[0], rates[1], (sides[0][1], sides[1][1]),
            phrase("text.cloud_compared", run.language), width=width, height=height,
            max_words=look.max_words, seed=look.seed, font=font, background=look.background,
        )  # fmt: skip
    else:
        rows, _ = counted(source.texts.inputs)
        categories = None
        if look.by is Colouring.CATEGORY:
            named = [run.with_category_names({"category": row.category}) for row in rows]
            categories = {
                row.term: each["category"]
                for row, each in zip(rows, named, strict=True)
                if row.category
            }
            run.note(f"{len(rows) - len(categories):,} words of no category left out")
            rows = [row for row in rows if row.category]
        picture = word_cloud(
            {row.term: row.count for row in rows}, width=width, height=height,
            max_words=look.max_words, seed=look.seed, font=font, background=look.background,
            colormap=look.colormap, categories=categories, mask=mask,
            others=None if categories is None else phrase("text.cloud_others", run.language),
        )  # fmt: skip
    _write(run, picture, source.repeats)


def _write(run: Run, picture: "Picture", repeats: DuplicateOptions) -> None:
    """Write the picture and say what the reader of it should know."""
    from cantext.render.labels import label, phrase

    assert run.output.output is not None
    if picture.missing:
        run.note(phrase("text.missing_characters", run.language, characters=picture.missing))
    run.put(run.output.output, picture.encode(run.output.output.suffix))
    counts = "counted" if repeats.duplicates is Duplicates.KEEP else "dropped"
    run.note(f"{run.output.output}: {len(picture.words)} words, repeated lines {counts}")
    if picture.left_out:
        words = label("word.separator", run.language).join(picture.left_out)
        run.note(phrase("text.cloud_left_out", run.language, words=words))


def _mask(path: Path | None, width: int, height: int) -> "NDArray[np.bool_] | None":
    if path is None:
        return None
    from cantext.render.cloud_mask import read_mask

    return read_mask(path, width, height)


def _counted(
    run: Run,
    source: CorpusOptions,
    ignored: StopwordOptions,
    min_length: int,
    excluded: set[str],
) -> "tuple[list[FrequencyRow], str]":
    """Return the words of texts with their counts, and the name of the texts."""
    from cantext.analyses.frequency import frequency
    from cantext.render.text_cloud import drawn_words

    corpus = run.corpus(source)
    with run.progress(corpus.documents) as bar:
        found = frequency(
            corpus.with_progress(bar.advance).blocks(),
            stopwords=ignored.words(),
            min_length=min_length,
        )
    rows = [row for row in drawn_words(found.rows) if row.term not in excluded]
    return rows, name_of([document.id for document in corpus.documents])
