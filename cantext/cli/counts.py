"""`freq`, `ngrams`: how often, in how many documents, how evenly."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from cantext.cli import completion
from cantext.cli.bundles import MEASURES, WORDS, panel
from cantext.cli.charts import ChartFile, ChartOptions, name_of
from cantext.cli.job import Job
from cantext.cli.options import (
    CorpusOptions,
    GroupOptions,
    Limit,
    MinCount,
    MinLength,
    OutputOptions,
    PartsOfSpeech,
    Patterns,
    StopwordOptions,
)
from cantext.cli.speech import parts_of_speech, tags

if TYPE_CHECKING:
    from cantext.analyses.units import By
    from cantext.render.table import Column
    from cantext.result import Result

_DISPERSIONS = ("dp", "dp_norm", "juilland_d", "rosengren_s", "carroll_d2")
_NONE = frozenset[str]()

Dispersion = Annotated[
    bool,
    panel(MEASURES, "--dispersion", help="Show all measures of dispersion, not DP alone."),
]


def freq(
    source: CorpusOptions,
    ignored: StopwordOptions,
    grouped: GroupOptions,
    output: OutputOptions,
    drawn: ChartOptions,
    by: Annotated[
        str,
        panel(
            WORDS,
            "--by",
            help="A row for each term, concept, category, pos or pattern.",
            autocompletion=completion.names_in("cantext.analyses.units:UNITS"),
        ),
    ] = "term",
    min_count: MinCount = 1,
    min_length: MinLength = 1,
    pattern: Patterns = None,
    pos: PartsOfSpeech = None,
    dispersion: Dispersion = False,
    limit: Limit = None,
) -> None:
    """Count words: how often, in how many documents, how evenly.

    Example: cantext freq examples/speech_2025.txt --limit 20
    """
    from cantext.analyses.frequency import frequency
    from cantext.analyses.nodes import compiled
    from cantext.analyses.units import checked_unit
    from cantext.render.table import Column

    unit = checked_unit(by)
    chart = ChartFile.of(drawn)
    for each in pattern or ():
        compiled(each)  # before hours of text are read
    job = Job.start("freq", source, output, ignored)
    groups = job.groups(grouped)
    wanted = parts_of_speech(pos)
    tagger, said = tags(source.cut) if wanted or unit == "pos" else (None, {})
    result = job.over(
        lambda blocks: frequency(
            blocks,
            by=unit,
            stopwords=job.ignored if unit == "term" else _NONE,
            min_length=min_length,
            min_count=min_count,
            pattern=pattern,
            pos=wanted,
            tagger=tagger,
            groups=groups,
            limit=limit,
        ),
        said=said,
    )
    columns = [
        *([Column("group", "label")] if groups else []),
        Column("term", "term", heading=_HEADINGS.get(unit)),
        *_counted(job.several, dispersion, arf=True),
        *([Column("category", "category")] if _has_category(unit, dispersion) else []),
        *([] if dispersion else [Column("count", "bar")]),
    ]
    total = sum(group["terms"] for group in result.meta["groups"]) if groups else None
    job.run.finish(
        result,
        columns,
        display=_named(job, unit),
        total=total if groups else result.meta["terms"],
    )
    _draw(job, chart, result, "term", "text.title_freq", limit, _named(job, unit))


def _draw(
    job: Job,
    chart: ChartFile,
    result: "Result[Any]",
    key: str,
    title: str,
    limit: int | None,
    display: Callable[..., Any] | None = None,
) -> None:
    """Draw the counts of the rows as bars, if a chart was asked for."""
    if chart.path is None:
        return
    from cantext.render.charts.results import bars_of

    groups = len(result.meta.get("groups") or ())  # a limit holds for each of them
    shown = chart.rows(job.run, len(result.rows), limit and limit * max(groups, 1))
    rows = replace(result, rows=result.rows[:shown]).to_dicts()
    rows = [display(row) for row in rows] if display else rows
    ids = {document.id for document in job.corpus.documents}
    for row in rows:
        if row.get("group") in ids:
            row["group"] = name_of([row["group"]])
    chart.draw(
        job.run,
        lambda language: bars_of(rows, key, "count", title, language, also="group"),
        job.corpus.documents,
    )


def _has_category(unit: str, dispersion: bool) -> bool:
    # Beside all dispersions there is no room for it in 80 cells.
    return unit in ("term", "concept") and not dispersion


_HEADINGS: "dict[By, str]" = {
    "concept": "concept",
    "category": "category",
    "pos": "pos",
    "pattern": "pattern",
}


def ngrams(
    source: CorpusOptions,
    ignored: StopwordOptions,
    output: OutputOptions,
    drawn: ChartOptions,
    n: Annotated[int, panel(WORDS, "--size", "-N", min=2, max=9, help="Words in a row.")] = 2,
    skip: Annotated[
        int, panel(WORDS, "--skip", min=0, max=4, help="Words that may be left out between.")
    ] = 0,
    min_count: MinCount = 2,
    dispersion: Dispersion = False,
    limit: Limit = None,
) -> None:
    """Count sequences of words within sentences, and with --skip those with gaps.

    Example: cantext ngrams examples/speech_2025.txt --size 3
    """
    from cantext.analyses.ngrams import ngrams as count_ngrams
    from cantext.render.table import Column

    chart = ChartFile.of(drawn)
    job = Job.start("ngrams", source, output, ignored)
    result = job.over(
        lambda blocks: count_ngrams(
            blocks, n=n, skip=skip, stopwords=job.ignored, min_count=min_count, limit=limit
        )
    )
    columns = [
        Column("ngram", "term"),
        *_counted(job.several, dispersion, arf=False),
        *([] if dispersion else [Column("count", "bar")]),
    ]
    job.run.finish(result, columns, total=result.meta["ngrams"])
    _draw(job, chart, result, "ngram", "text.title_ngrams", limit)


def _counted(several: bool, dispersion: bool, *, arf: bool) -> "list[Column]":
    """Return the columns that frequencies and n-grams share."""
    from cantext.render.table import Column

    columns = [Column("count", "count")]
    if not dispersion:
        columns.append(Column("per_million", "rate"))
    if several:
        columns.append(Column("documents", "count"))
    if not dispersion:
        return [*columns, Column("dp", "measure")]
    columns += [Column(key, "measure") for key in _DISPERSIONS]
    return [*columns, Column("arf", "rate")] if arf else columns


def _named(job: Job, unit: str) -> Callable[..., Any]:
    """Return what turns a row into one for people: categories by their names."""
    if unit != "category":
        return job.run.with_category_names
    return lambda row: {**row, "term": job.run.with_category_names(row)["category"]}
