"""`compare`, `trend`: what some texts say more than others, and what changes over time."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

from cantext.cli import completion
from cantext.cli.bundles import INPUT, MEASURES, OUTPUT, WORDS, panel
from cantext.cli.charts import ChartFile, ChartOptions, name_of
from cantext.cli.choices import chosen
from cantext.cli.job import Job
from cantext.cli.options import (
    CorpusOptions,
    DatePattern,
    GroupOptions,
    MinCount,
    MinLength,
    OutputOptions,
    Patterns,
    StopwordOptions,
    Themes,
    sorting_measure,
)
from cantext.errors import UsageError

# Lines of a chart: when nothing was asked for by name, and as many as can be told apart.
_LINES, _LINES_ASKED = 8, 24


def compare(
    source: CorpusOptions,
    ignored: StopwordOptions,
    output: OutputOptions,
    drawn: ChartOptions,
    reference: Annotated[
        list[str] | None,
        panel(
            INPUT,
            "--reference",
            "-r",
            help="A file, folder or glob in quotation marks to compare with; may be repeated.",
        ),
    ] = None,
    reference_list: Annotated[
        Path | None,
        panel(
            INPUT,
            "--reference-list",
            help="A frequency list to compare with: what `freq` wrote, or any CSV or TSV of terms "
            "and counts.",
        ),
    ] = None,
    reference_words: Annotated[
        int | None,
        panel(
            INPUT,
            "--reference-words",
            min=1,
            help="Words of the text that the list counts.",
            show_default="what it says, or the sum of its counts",
        ),
    ] = None,
    measure: Annotated[
        str, sorting_measure("cantext.analyses.compare:MEASURES", plugins="measures")
    ] = "log_likelihood",
    smoothing: Annotated[
        float, panel(MEASURES, "--smoothing", help="What simple maths adds to both rates.")
    ] = 1.0,
    unique: Annotated[
        bool, panel(WORDS, "--unique", help="Only terms that one side alone has.")
    ] = False,
    min_count: MinCount = 3,
    min_length: MinLength = 1,
    limit: Annotated[
        int | None,
        panel(OUTPUT, "--limit", "-n", min=1, help="Rows of each direction at most."),
    ] = 25,
) -> None:
    """Compare texts with a reference: what they say more, and what less.

    Example: cantext compare examples/speech_2025.txt --reference examples/speech_2023.txt
    """
    from cantext.analyses.compare import MEASURES
    from cantext.analyses.compare import compare as find_keys
    from cantext.analyses.frequency_list import read_frequency_list
    from cantext.analyses.plugin_measures import chosen_measure
    from cantext.corpus.manifest import describe_document
    from cantext.render.charts.results import keyness_bars
    from cantext.render.compare import draw_comparison

    if bool(reference) == bool(reference_list):
        raise UsageError("name what to compare with: --reference FILE, or --reference-list FILE")
    chosen_measure(measure, MEASURES)  # before hours of text are read
    chart = ChartFile.of(drawn)
    listed = read_frequency_list(reference_list, reference_words) if reference_list else None
    job = Job.start(
        "compare", source, output, ignored,
        reference_list=reference_list, reference_words=reference_words,
    )  # fmt: skip
    run = job.run
    other = run.corpus(source.of(reference)) if reference else None
    documents = [*job.corpus.documents, *(other.documents if other else ())]
    with run.progress(documents) as bar:
        result = find_keys(
            job.corpus.with_progress(bar.advance).blocks(),
            listed or (other.with_progress(bar.advance).blocks() if other else ()),
            measure=measure,
            min_count=min_count,
            min_length=min_length,
            stopwords=job.ignored,
            smoothing=smoothing,
            unique=unique,
            limit=limit,
        )
    against = [describe_document(document) for document in other.documents] if other else []
    if listed:
        against = [{"list": listed.name, "terms": len(listed.terms), "tokens": listed.tokens}]
    signed = job.signed(replace(result, meta={"reference": against, **result.meta}))
    own = [document.id for document in job.corpus.documents]
    theirs = [document.id for document in other.documents] if other else [str(reference_list)]
    names = name_of(own), name_of(theirs)
    if run.is_table:
        run.write_page(
            lambda console, language: draw_comparison(
                console, signed, language, measure=measure, names=names
            )
        )
    else:
        job.run.finish(signed, ())
    if chart.path:
        shown = chart.rows(run, len(signed.rows), len(signed.rows))
        rows = signed.to_dicts()[:shown]
        chart.draw(run, lambda language: keyness_bars(rows, measure, names, language))


def trend(
    source: CorpusOptions,
    output: OutputOptions,
    drawn: ChartOptions,
    term: Annotated[
        list[str] | None, panel(WORDS, "--term", "-t", help="A term; may be repeated.")
    ] = None,
    pattern: Patterns = None,
    concept: Annotated[
        list[str] | None,
        panel(
            WORDS,
            "--concept",
            help="A dictionary concept, all its forms; may be repeated.",
            autocompletion=completion.dictionary_terms,
        ),
    ] = None,
    category: Annotated[
        list[str] | None,
        panel(
            WORDS,
            "--category",
            help="A category of the dictionary, or of --themes; may be repeated.",
            autocompletion=completion.categories,
        ),
    ] = None,
    themes: Themes = None,
    period: Annotated[
        str,
        panel(
            MEASURES,
            "--period",
            help="Year, quarter, month or day.",
            autocompletion=completion.names_in("cantext.analyses.groups:PERIODS"),
        ),
    ] = "year",
    date_pattern: DatePattern = None,
) -> None:
    """Show how the rate of terms or themes changes over time; without any, of all categories.

    Example: cantext trend examples/speech_*.txt --term 北部都會區 --term 疫情
    """
    from cantext.analyses.groups import PERIODS
    from cantext.analyses.theme_dictionary import read_themes
    from cantext.analyses.trend import trend as follow
    from cantext.cli.choices import chosen_categories, chosen_concepts
    from cantext.render.charts.results import trend_lines
    from cantext.render.trend import draw_trends

    chosen("--period", period, PERIODS)
    chart = ChartFile.of(drawn)
    own = read_themes(themes) if themes else None
    job = Job.start("trend", source, output, period=period, date_pattern=date_pattern)
    lexicon = job.corpus.segmenter.lexicon
    concepts = chosen_concepts(concept or (), lexicon)
    if own:
        categories = [chosen("--category", name, own.categories()) for name in category or ()]
    else:
        categories = chosen_categories(category or (), lexicon)
    groups = job.groups(GroupOptions(group_by=period, date_pattern=date_pattern))
    result = job.over(
        lambda blocks: follow(
            blocks,
            groups or {},
            terms=term or (),
            patterns=pattern or (),
            concepts=concepts,
            categories=categories,
            hits=own.hits if own else None,
        )
    )
    if own:
        result = replace(result, meta={**result.meta, "themes": own.described()})
    if job.run.is_table:
        job.run.write_page(lambda console, language: draw_trends(console, result, language))
    else:
        job.run.finish(result, ())
    if chart.path:
        rows, found = result.to_dicts(), len(result.meta["trends"])
        most = _LINES_ASKED if term or pattern or concept or category else _LINES
        if found > most:
            job.run.note(f"{chart.path}: {most} of {found} lines drawn; name those to draw")
        chart.draw(job.run, lambda language: trend_lines(rows, language, most))
