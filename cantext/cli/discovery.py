"""`terms`, `keywords`: what a text says that others do not."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cantext.cli import completion
from cantext.cli.bundles import INPUT, MEASURES, OUTPUT, WORDS, panel
from cantext.cli.charts import ChartFile, ChartOptions, name_of
from cantext.cli.job import Job
from cantext.cli.options import (
    CorpusOptions,
    InputOptions,
    MinCount,
    MinLength,
    OutputOptions,
    PartsOfSpeech,
    StopwordOptions,
)
from cantext.cli.speech import parts_of_speech, tags
from cantext.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cantext.analyses.terms import TermRow
    from cantext.cli.run import Run
    from cantext.lexicon.background import Background

# Containers that a cell of the table names; every other format has them all.
_CONTAINERS = 5
_IN_TABLE = 50
_KEYWORDS_IN_TABLE = 20


def terms(
    source: CorpusOptions,
    output: OutputOptions,
    min_count: MinCount = 3,
    max_length: Annotated[
        int, panel(WORDS, "--max-length", min=2, max=12, help="Characters of a term at most.")
    ] = 8,
    new: Annotated[
        bool,
        panel(WORDS, "--new", "--known", help="Hide what is known: what the dictionary has."),
    ] = False,
    score: Annotated[
        str | None,
        panel(
            MEASURES,
            "--score",
            help="Rank by another formula: c_value, 'count * cohesion'; see `cantext explain "
            "score`.",
        ),
    ] = None,
    pick: Annotated[
        list[str] | None,
        panel(
            WORDS,
            "--pick",
            help="With --add-to, these terms alone, parted by commas.",
            show_default="all new ones shown",
        ),
    ] = None,
    add_to: Annotated[
        Path | None,
        panel(OUTPUT, "--add-to", help="Put the terms into a dictionary of your own."),
    ] = None,
    limit: Annotated[
        int | None,
        panel(
            OUTPUT,
            "--limit",
            "-n",
            min=1,
            help="Show at most this many rows.",
            show_default="50 in a table, else all",
        ),
    ] = None,
) -> None:
    """Discover terms of two characters and more that no dictionary need have.

    Example: cantext terms examples/interview_page.txt --no-hk-dictionary
    """
    from cantext.analyses.terms import SCORE
    from cantext.analyses.terms import terms as discover
    from cantext.render.table import Column
    from cantext.result import Result

    job = Job.start("terms", source, output)
    shown = _IN_TABLE if limit is None and job.run.is_table else limit
    picks = [term.strip() for choice in pick or () for term in choice.split(",") if term.strip()]
    found = discover(
        job.corpus.lines(),
        known={entry.term for entry in job.corpus.segmenter.lexicon.entries()},
        min_count=min_count,
        max_length=max_length,
        new_only=new,
        score=score or SCORE,
        limit=None if picks else shown,
    )
    rows = found.rows[:shown]
    if add_to is not None:
        _add(job.run, add_to, found.rows if picks else rows, picks)
    language = job.run.language

    def shortened(row: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**row, "contained_in": _some(row["contained_in"], language)}

    columns = [
        Column("term", "term"),
        Column("count", "count"),
        *([Column("documents", "count")] if job.several else []),
        Column("score", "measure"),
        Column("cohesion", "measure"),
        *([] if new else [Column("known", "flag")]),
        Column("contained_in", "text"),
    ]
    total = found.meta["candidates"]
    job.run.finish(job.signed(Result(rows, found.meta)), columns, display=shortened, total=total)


def keywords(
    source: CorpusOptions,
    ignored: StopwordOptions,
    output: OutputOptions,
    drawn: ChartOptions,
    measure: Annotated[
        str,
        panel(
            MEASURES,
            "--measure",
            help="Sort by tf_idf, text_rank or count.",
            autocompletion=completion.names_in("cantext.analyses.keywords:MEASURES"),
        ),
    ] = "tf_idf",
    window: Annotated[
        int, panel(MEASURES, "--window", min=2, help="Words within which TextRank joins two.")
    ] = 5,
    background: Annotated[
        list[str] | None,
        panel(
            INPUT,
            "--background",
            help="Texts to compare with, each file a document; may be repeated.",
            show_default="Hong Kong text that ships with cantext",
        ),
    ] = None,
    min_count: MinCount = 2,
    min_length: MinLength = 2,
    pos: PartsOfSpeech = None,
    limit: Annotated[
        int | None,
        panel(
            OUTPUT,
            "--limit",
            "-n",
            min=1,
            help="Rows of each text at most.",
            show_default="20 in a table, else all",
        ),
    ] = None,
) -> None:
    """Find what each text is about: words that it uses and other Hong Kong texts do not.

    Example: cantext keywords examples/interview_page.txt --duplicates drop
    """
    from cantext.analyses.keywords import MEASURES
    from cantext.analyses.keywords import keywords as find
    from cantext.render.charts.results import bars_of
    from cantext.render.sections import draw_by_document
    from cantext.render.table import Column

    if measure not in MEASURES:  # before hours of text are read
        raise UsageError(f"unknown measure {measure!r}; known are {', '.join(MEASURES)}")
    chart = ChartFile.of(drawn)
    wanted = parts_of_speech(pos)
    job = Job.start("keywords", source, output, ignored, background=background)
    against = _background(job, source.texts, background) if background else None
    tagger, said = tags(source.cut) if wanted else (None, {})
    shown = _KEYWORDS_IN_TABLE if limit is None and job.run.is_table else limit
    result = job.over(
        lambda blocks: find(
            blocks,
            background=against,
            measure=measure,
            window=window,
            min_count=min_count,
            min_length=min_length,
            stopwords=job.ignored,
            pos=wanted,
            tagger=tagger,
            limit=shown,
        ),
        said=said,
    )
    columns = [
        Column("term", "term"),
        Column("count", "count"),
        Column("background_documents", "count"),
        Column("tf_idf", "weight"),
        Column("text_rank", "weight"),
        Column("category", "category"),
        Column(measure, "bar"),
    ]
    total = result.meta["keywords"]
    if not (job.run.is_table and job.several):
        job.run.finish(result, columns, display=job.run.with_category_names, total=total)
    else:
        job.run.write_page(
            lambda console, language: draw_by_document(
                console, result.to_dicts(), columns, language, job.run.with_category_names
            )
        )
        if total > len(result.rows):
            job.run.note(f"{len(result.rows):,} of {total:,} rows shown; --limit shows more")
    several = limit and limit * len(job.corpus.documents)  # a limit holds for each text
    rows = result.to_dicts()[: chart.rows(job.run, len(result.rows), several)]
    rows = [{**row, "document": name_of([row["document"]])} for row in rows]
    also = "document" if job.several else None
    chart.draw(
        job.run,
        lambda language: bars_of(rows, "term", measure, "text.title_keywords", language, also=also),
        job.corpus.documents,
    )


def _background(job: Job, texts: InputOptions, background: list[str]) -> "Background":
    """Count the texts that a user gives for a background."""
    from cantext.analyses.counts import Counts
    from cantext.corpus import Corpus
    from cantext.lexicon.background import background_of
    from cantext.segmentation.tokens import is_word

    documents = job.run.read(replace(texts, inputs=background))
    with job.run.progress(documents) as bar:
        corpus = Corpus.of(documents, job.corpus.segmenter).with_progress(bar.advance)
        counts = Counts.of(corpus.blocks())
    words = [kind.text if is_word(kind.text) else "" for kind in counts.kinds]
    return background_of(
        ([words[k] for k in ids.tolist() if words[k]] for ids in counts.documents.values()),
        ", ".join(background),
    )


def _some(terms: "Sequence[str]", language: str) -> str:
    """Return the first of many terms, and how many more there are."""
    from cantext.render.labels import label, phrase

    shown = label("word.separator", language).join(terms[:_CONTAINERS])
    if len(terms) > _CONTAINERS:
        shown += phrase("text.and_more", language, count=len(terms) - _CONTAINERS)
    return shown


def _add(run: "Run", path: Path, rows: "Sequence[TermRow]", picks: list[str]) -> None:
    from cantext.cli.picks import chosen_rows, with_terms

    text, added = with_terms(path, chosen_rows(rows, picks))
    if added:
        if run.put(path, text.encode("utf-8")):
            told = f"{len(added):,} terms added: {'、'.join(added)}"
            run.note(f"{path}: {told}; use it by --dictionary")
    else:
        run.note(f"{path}: nothing to add")
