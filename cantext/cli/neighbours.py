"""`collocations`, `kwic`: what stands around a word."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cantext.cli import completion
from cantext.cli.bundles import MEASURES, OUTPUT, WORDS, panel
from cantext.cli.charts import ChartFile, ChartOptions
from cantext.cli.job import Job
from cantext.cli.options import (
    DuplicateOptions,
    EngineOptions,
    InputOptions,
    Limit,
    OutputOptions,
    StopwordOptions,
)
from cantext.errors import UsageError

if TYPE_CHECKING:
    from cantext.analyses.nodes import NodeKind
    from cantext.lexicon.lexicon import Lexicon
    from cantext.result import Result

_SHOWN_MEASURES = ("log_likelihood", "log_dice", "mi", "t_score")

Pattern = Annotated[
    bool, panel(WORDS, "--pattern", help="Read the node as a regular expression on words.")
]
Concept = Annotated[
    bool,
    panel(WORDS, "--concept", help="Take the node for all forms of its dictionary concept."),
]


def collocations(
    texts: InputOptions,
    cut: EngineOptions,
    repeats: DuplicateOptions,
    ignored: StopwordOptions,
    output: OutputOptions,
    node: Annotated[
        str | None,
        panel(MEASURES, "--node", help="The word to look around; without it, the strongest pairs."),
    ] = None,
    pattern: Pattern = False,
    concept: Concept = False,
    left: Annotated[
        int, panel(MEASURES, "--left", min=0, help="Words to the left of the node.")
    ] = 5,
    right: Annotated[
        int, panel(MEASURES, "--right", min=0, help="Words to the right of the node.")
    ] = 5,
    within: Annotated[
        str,
        panel(
            MEASURES,
            "--within",
            help="The span stays within the sentence, line or document.",
            autocompletion=completion.names_in("cantext.analyses.coded:WITHIN"),
        ),
    ] = "sentence",
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
        str,
        panel(
            MEASURES,
            "--measure",
            help="What to sort by; `cantext explain` lists them.",
            autocompletion=completion.names_in(
                "cantext.analyses.collocations:MEASURES", plugins="measures"
            ),
        ),
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
    min_documents: Annotated[
        int, panel(WORDS, "--min-documents", min=1, help="Leave out pairs of fewer documents.")
    ] = 1,
    limit: Limit = None,
) -> None:
    """Find what stands next to a word, or the strongest pairs in the text.

    Example: cantext collocations examples/interview_page.txt --node 產學研
    """
    from cantext.analyses.coded import WITHIN
    from cantext.analyses.collocations import MEASURES
    from cantext.analyses.collocations import collocations as collocate
    from cantext.analyses.plugged import chosen_measure
    from cantext.render.table import Column

    if node is None and (pattern or concept):
        raise UsageError("--pattern and --concept say how to read --node; name a node")
    bound = next((name for name in WITHIN if name == within), None)
    if bound is None:
        raise UsageError(f"--within {within!r}: choose from {', '.join(WITHIN)}")
    chosen_measure(measure, MEASURES)  # before hours of text are read
    kind = node_kind(pattern, concept)
    job = Job.start("collocations", texts, cut, repeats, output, ignored)
    forms = resolved_node(node, kind, job.corpus.segmenter.lexicon) if node else None
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
            min_count=min_count or (2 if node else 3),
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

    job.finish(result, columns, display=spread, total=result.meta["pairs"])


def kwic(
    node: Annotated[str, typer.Argument(metavar="NODE", help="The word to show in context.")],
    texts: InputOptions,
    cut: EngineOptions,
    repeats: DuplicateOptions,
    output: OutputOptions,
    drawn: ChartOptions,
    also: Annotated[
        list[str] | None, panel(WORDS, "--also", help="Another node; may be repeated.")
    ] = None,
    pattern: Pattern = False,
    concept: Concept = False,
    sort: Annotated[
        str,
        panel(
            OUTPUT,
            "--sort",
            help="By text, or by the words to the left, right, or the node.",
            autocompletion=completion.names_in("cantext.analyses.concordance:SORTINGS"),
        ),
    ] = "text",
    context: Annotated[
        int | None,
        panel(
            OUTPUT,
            "--context",
            min=1,
            help="Characters on each side.",
            show_default="20, or what the terminal has room for",
        ),
    ] = None,
    limit: Limit = None,
) -> None:
    """Show a word in context, each occurrence on a line.

    Example: cantext kwic 產學研 examples/interview_page.txt --sort right
    """
    from cantext.analyses.concordance import SORTINGS, concordance
    from cantext.render.charts.results import dispersion_of
    from cantext.render.table import Column

    order = next((name for name in SORTINGS if name == sort), None)
    if order is None:
        raise UsageError(f"--sort {sort!r}: choose from {', '.join(SORTINGS)}")
    chart = ChartFile.of(drawn)
    kind = node_kind(pattern, concept)
    job = Job.start("kwic", texts, cut, repeats, output)
    lexicon = job.corpus.segmenter.lexicon
    forms = resolved_node(node, kind, lexicon)
    others = [name for other in also or () for name in resolved_node(other, kind, lexicon)]
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
    job.finish(result, columns)
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


def node_kind(pattern: bool, concept: bool) -> "NodeKind":
    """Return how to read a node.

    Raises
    ------
    UsageError
        When it is said to be both.
    """
    if pattern and concept:
        raise UsageError("a node is a --pattern or a --concept; leave one of them out")
    return "pattern" if pattern else "concept" if concept else "text"


def resolved_node(node: str, kind: "NodeKind", lexicon: "Lexicon") -> tuple[str, ...]:
    """Return the names of the concepts that a term is a form of, or the node as it is."""
    from cantext.cli.choices import chosen_concepts

    return tuple(chosen_concepts([node], lexicon)) if kind == "concept" else (node,)
