"""`themes`: concepts and categories of the dictionary, or of a user's own, in the text."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from cantext.cli.bundles import OUTPUT, panel
from cantext.cli.charts import ChartFile, ChartOptions
from cantext.cli.job import Job
from cantext.cli.options import Category, Context, CorpusOptions, Limit, OutputOptions, Themes
from cantext.cli.run import Run

if TYPE_CHECKING:
    from cantext.render.table import Column
    from cantext.result import Result


# A category has hundreds of forms; JSON and CSV list them all.
_CATEGORY_FORMS = 8


class Level(StrEnum):
    """What a row counts."""

    CONCEPT = "concept"
    CATEGORY = "category"


def themes(
    source: CorpusOptions,
    output: OutputOptions,
    drawn: ChartOptions,
    themes: Themes = None,
    category: Category = None,
    by: Annotated[
        Level, panel(OUTPUT, "--by", help="A row for each concept, or for each category.")
    ] = Level.CONCEPT,
    examples: Annotated[
        int,
        panel(OUTPUT, "--examples", "-e", min=0, help="Show so many occurrences in context."),
    ] = 0,
    context: Context = None,
    limit: Limit = None,
) -> None:
    """Count the dictionary's concepts, abbreviations and former names folded in.

    Example: cantext themes examples/speech_2025.txt --examples 2
    """
    from cantext.analyses.theme_dictionary import read_themes
    from cantext.analyses.themes import themes as count_themes
    from cantext.render.charts.results import bars_of
    from cantext.render.table import Column

    chart = ChartFile.of(drawn)
    own = read_themes(themes) if themes else None
    job = Job.start("themes", source, output)
    run = job.run
    result = job.over(
        lambda blocks: count_themes(
            blocks,
            category=category,
            by=by.value,
            examples=examples,
            width=context or run.context_characters(),
            limit=limit,
            hits=own.hits if own else None,
        )
    )
    if own:
        result = replace(result, meta={**result.meta, "themes": own.described()})
    columns = [
        *([Column("concept", "term")] if by is Level.CONCEPT else []),
        Column("category", "category" if by is Level.CONCEPT else "term"),
        Column("count", "count"),
        Column("per_thousand", "rate"),
        *([Column("documents", "count")] if job.several else []),
        Column("forms", "text"),
    ]
    _finish(run, result, columns, several=job.several, total=result.meta["rows"])
    if chart.path:
        rows = result.to_dicts()[: chart.rows(run, len(result.rows), limit)]
        key = "concept" if by is Level.CONCEPT else "category"
        named = [run.with_category_names(row) for row in rows]
        chart.draw(
            run,
            lambda lang: bars_of(named, key, "count", "text.title_themes", lang),
            job.corpus.documents,
        )
    run.note(f"{result.meta['coverage']:.1%} of the words stand under a concept")


def _shown(run: Run, row: "Mapping[str, Any]") -> "Mapping[str, Any]":
    """Return a row for people: its category by name; of a category's many forms the commonest."""
    from cantext.render.labels import phrase

    shown, forms = run.with_category_names(row), row["forms"]
    if row["concept"] is None and len(forms) > _CATEGORY_FORMS:
        rest = phrase("text.and_more_forms", run.language, total=len(forms))
        shown = {
            **shown,
            "forms": [*forms[: _CATEGORY_FORMS - 1], forms[_CATEGORY_FORMS - 1] + rest],
        }
    return shown


def _finish(
    run: Run, result: "Result[Any]", columns: "Sequence[Column]", *, several: bool, total: int
) -> None:
    """Write the result; for people, with the examples of the rows under the table."""
    if not run.is_table or not any(row.examples for row in result.rows):
        run.finish(result, columns, display=partial(_shown, run), total=total)
        return
    from cantext.render.themes import draw_themes

    rows = [_shown(run, row) for row in result.to_dicts()]
    run.write_page(
        lambda console, language: draw_themes(console, rows, columns, language, named=several)
    )
    if total > len(rows):
        run.note(f"{len(rows):,} of {total:,} rows shown; --limit shows more")
