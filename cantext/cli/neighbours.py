"""`collocations`, `kwic`: what stands around a word."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cantext.cli import completion
from cantext.cli.bundles import MEASURES, NODE, OUTPUT, WORDS, panel
from cantext.cli.charts import ChartFile, ChartOptions
from cantext.cli.choices import chosen
from cantext.cli.job import Job
from cantext.cli.options import (
    Context,
    CorpusOptions,
    Limit,
    MinDocuments,
    NodeOptions,
    NodeReading,
    OutputOptions,
    StopwordOptions,
    Within,
    sorting_measure,
)

if TYPE_CHECKING:
    from cantext.result import Result

_SHOWN_MEASURES = ("log_likelihood", "log_dice", "mi", "t_score")


def collocations(
    source: CorpusOptions,
    ignored: StopwordOptions,
    around: NodeOptions,
    output: OutputOptions,
    left: Annotated[
        int, panel(MEASURES, "--left", min=0, help="Words to the left of the node.")
    ] = 5,
    right: Annotated[
        int, panel(MEASURES, "--right", min=0, help="Words to the right of the node.")
    ] = 5,
    within: Within = "sentence",
    adjacent: Annotated[
        int | None,
        panel(
            MEASURES,
            "--adjacent",
            min=2,
            max=9,
            help="Runs of so many words side by side, instead of a span.",
        ),
    ] = None,
    measure: Annotated[
        str, sorting_measure("cantext.analyses.collocations:MEASURES", plugins="measures")
    ] = "log_likelihood",
    positions: Annotated[
        bool, panel(MEASURES, "--positions", help="Show how often at each distance: L3 … R3.")
    ] = False,
    min_count: Annotated[
        int | None,
        panel(
            WORDS,
            "--min-count",
            min=1,
            help="Leave out what is rarer.",
            show_default="2 around a node, else 3",
        ),
    ] = None,
    min_documents: MinDocuments = 1,
    limit: Limit = None,
) -> None:
    """Find what stands next to a word, or the strongest pairs in the text.

    Example: cantext collocations examples/interview_page.txt --node 產學研
    """
    from cantext.analyses.collocations import MEASURES
    from cantext.analyses.collocations import collocations as collocate
    from cantext.analyses.plugin_measures import chosen_measure
    from cantext.analyses.span import WITHIN
    from cantext.render.table import Column

    kind = around.kind
    bound = chosen("--within", within, WITHIN)
    chosen_measure(measure, MEASURES)  # before hours of text are read
    job = Job.start("collocations", source, output, ignored)
    forms = around.forms(job.corpus.segmenter.lexicon)
    result = job.over(
        lambda blocks: collocate(
            blocks,
            node=forms,
            kind=kind,
            left=left,
            right=right,
            within=bound,
            adjacent=adjacent,
            measure=measure,
            min_count=min_count or (2 if forms else 3),
            min_documents=min_documents,
            stopwords=job.ignored,
            limit=limit,
        )
    )
    names = result.meta["positions"]
    pair = [Column("node", "text"), Column("collocate", "term"), Column("count", "count")]
    documents = [Column("documents", "count")] if job.several else []
    if positions:
        columns = [*pair, *(Column(name, "count") for name in names)]
    else:
        # Of many documents their number is shown, and one measure less, to stay within 80 cells.
        keys = list(_SHOWN_MEASURES[:3] if job.several else _SHOWN_MEASURES)
        if measure not in (*keys, "count"):
            keys[2:] = [measure]  # what is sorted by is seen
        measured = [Column(key, "p" if key == "fisher" else "measure") for key in keys]
        columns = [*pair, *documents, Column("expected", "measure"), *measured]

    def spread(row: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**row, **dict(zip(names, row["positions"], strict=True))}

    job.run.finish(result, columns, display=spread, total=result.meta["pairs"])


def kwic(
    node: Annotated[str, typer.Argument(metavar="NODE", help="The word to show in context.")],
    source: CorpusOptions,
    reading: NodeReading,
    output: OutputOptions,
    drawn: ChartOptions,
    also: Annotated[
        list[str] | None, panel(NODE, "--also", help="Another node; may be repeated.")
    ] = None,
    sort: Annotated[
        str,
        panel(
            OUTPUT,
            "--sort",
            help="text, left, right or node: what the lines are sorted by.",
            autocompletion=completion.names_in("cantext.analyses.concordance:SORTINGS"),
        ),
    ] = "text",
    context: Context = None,
    limit: Limit = None,
) -> None:
    """Show a word in context, each occurrence on a line.

    Example: cantext kwic 產學研 examples/interview_page.txt --sort right
    """
    from cantext.analyses.concordance import SORTINGS, concordance
    from cantext.render.charts.results import dispersion_of
    from cantext.render.table import Column

    order = chosen("--sort", sort, SORTINGS)
    chart = ChartFile.of(drawn)
    kind = reading.kind
    job = Job.start("kwic", source, output)
    lexicon = job.corpus.segmenter.lexicon
    forms = reading.forms(node, lexicon)
    others = [name for other in also or () for name in reading.forms(other, lexicon)]
    width = context or job.run.context_characters()
    result = job.over(
        lambda blocks: concordance(
            blocks, forms, kind=kind, also=others, width=width, sort=order,
            limit=None if chart.path else limit,
        )
    )  # fmt: skip
    if chart.path:  # it shows every occurrence, whatever the table does
        hits = result.to_dicts()
        result = _limited(result, limit)
    columns = [
        Column("left", "text", justify="right"),
        Column("node", "term"),
        Column("right", "text"),
        Column("line", "count"),
        *([Column("document", "label")] if job.several else []),
    ]
    job.run.finish(result, columns)
    if result.meta["left_out"]:
        job.run.note(
            f"{result.meta['left_out']:,} of {result.meta['hits']:,} occurrences left out; "
            "--limit shows more"
        )
    if across := result.meta["across_words"]:
        said = "occurrence begins or ends" if across == 1 else "occurrences begin or end"
        job.run.note(f"{across:,} further {said} inside a word: not counted")
    if kind == "text" and "*" in node and not result.rows:
        job.run.note(f"* stands for itself; --pattern '{node.replace('*', '.*')}' stands for any")
    if chart.path:
        nodes = [found["node"] for found in result.meta["nodes"]]
        lengths = [(document.id, len(document.text)) for document in job.corpus.documents]
        chart.draw(
            job.run,
            lambda language: dispersion_of(hits, nodes, lengths, language),
            job.corpus.documents,
        )


def _limited(result: "Result[Any]", limit: int | None) -> "Result[Any]":
    """Return what `concordance` would with a limit."""
    rows = result.rows[:limit]
    meta = dict(result.meta)
    meta["left_out"] = len(result.rows) - len(rows)
    meta["parameters"] = {**meta["parameters"], "limit": limit}
    return replace(result, rows=rows, meta=meta)
