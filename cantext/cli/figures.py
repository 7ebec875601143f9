"""`figures`: every quantity of a text, with its value, unit, and what it measures."""

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from cantext.cli.bundles import FIGURES, OUTPUT, panel
from cantext.cli.job import Job
from cantext.cli.options import Category, Concept, CorpusOptions, Limit, OutputOptions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cantext.render.table import Column


class Level(StrEnum):
    """What figures are added up by."""

    CATEGORY = "category"
    CONCEPT = "concept"
    KIND = "kind"


def figures(
    source: CorpusOptions,
    output: OutputOptions,
    kind: Annotated[
        list[str] | None,
        panel(FIGURES, "--kind", help="Figures of this kind alone: money, date … (repeatable)."),
    ] = None,
    minimum: Annotated[
        float | None,
        panel(FIGURES, "--min", help="Figures with at least this value; dates have none."),
    ] = None,
    concept: Concept = None,
    category: Category = None,
    by: Annotated[
        Level | None,
        panel(OUTPUT, "--by", help="Count figures and add up money by this, repeats once."),
    ] = None,
    limit: Limit = None,
) -> None:
    """List every quantity: value, unit, what limits it, what it measures, and where it stands.

    Example: cantext figures examples/speech_2025.txt --kind money
    """
    from cantext.analyses.figures import figure_totals
    from cantext.analyses.figures import figures as find
    from cantext.render.figures import figure_columns, shown_figure, total_columns

    job = Job.start("figures", source, output, from_texts=True)
    chosen: dict[str, Any] = {
        "kinds": tuple(kind or ()),
        "minimum": minimum,
        "concept": concept,
        "category": category,
        "limit": limit,
    }
    columns: Sequence[Column]
    with job.run.progress(job.corpus.documents) as bar:
        watched = job.corpus.with_progress(bar.advance)
        if by is None:
            result: Any = find(watched, **chosen)
            columns = figure_columns(several=job.several)
        else:
            result = figure_totals(watched, by.value, **chosen)
            columns = total_columns(by.value, several=job.several)
    display = partial(shown_figure, language=job.run.language)
    job.run.finish(job.signed(result), columns, display=display, total=result.meta["rows"])
