"""`network`: the words that keep company, as edges, a graph file or a drawing."""

from typing import Annotated

from cantext.cli import completion
from cantext.cli.bundles import NETWORK, PICTURE, WORDS, panel
from cantext.cli.charts import name_of, pixels
from cantext.cli.choices import chosen
from cantext.cli.job import Job
from cantext.cli.options import (
    CorpusOptions,
    Format,
    MinDocuments,
    NodeOptions,
    OutputOptions,
    StopwordOptions,
    Within,
    sorting_measure,
)
from cantext.errors import UsageError


def network(
    source: CorpusOptions,
    ignored: StopwordOptions,
    around: NodeOptions,
    output: OutputOptions,
    by: Annotated[
        str,
        panel(
            NETWORK,
            "--by",
            help="Join terms, or the concepts of the dictionary.",
            autocompletion=completion.names_in("cantext.analyses.network_nodes:UNITS"),
        ),
    ] = "term",
    window: Annotated[
        int, panel(NETWORK, "--window", min=1, help="Words on either side that count as near.")
    ] = 5,
    within: Within = "sentence",
    measure: Annotated[
        str, sorting_measure("cantext.analyses.network:MEASURES", plugins="measures")
    ] = "log_likelihood",
    min_count: Annotated[
        int | None,
        panel(
            WORDS,
            "--min-count",
            min=1,
            help="Leave out pairs met more rarely.",
            show_default="3; 2 of concepts or around a node",
        ),
    ] = None,
    min_documents: MinDocuments = 1,
    top_nodes: Annotated[
        int, panel(NETWORK, "--top-nodes", min=2, help="The most frequent words alone.")
    ] = 60,
    top_edges: Annotated[
        int, panel(NETWORK, "--top-edges", min=1, help="The strongest pairs alone.")
    ] = 100,
    resolution: Annotated[
        float, panel(NETWORK, "--resolution", help="More gives smaller groups of words.")
    ] = 1.0,
    seed: Annotated[
        int,
        panel(NETWORK, "--seed", min=0, help="Another number gives another grouping and picture."),
    ] = 1,
    size: Annotated[
        str | None,
        panel(
            PICTURE,
            "--size",
            metavar="WxH",
            help="Pixels of a drawing.",
            show_default="what the words need",
        ),
    ] = None,
    title: Annotated[
        str | None,
        panel(
            PICTURE, "--title", help="What stands above a drawing.", show_default="the file's name"
        ),
    ] = None,
) -> None:
    """Join words that keep company: a table of pairs, or a network by the suffix of --output.

    GraphML and GEXF are for Gephi, JSON (node-link form) for programs, PNG, SVG, PDF for people.

    Example: cantext network examples/interview_page.txt --output network.png
    """
    from cantext.analyses.network import MEASURES
    from cantext.analyses.network import network as join
    from cantext.analyses.network_nodes import UNITS
    from cantext.analyses.plugin_measures import chosen_measure
    from cantext.analyses.span import WITHIN
    from cantext.render.network import encode_network, network_format
    from cantext.render.table import Column

    kind = around.kind
    unit = chosen("--by", by, UNITS)
    bound = chosen("--within", within, WITHIN)
    chosen_measure(measure, MEASURES)  # before hours of text are read
    # Rows asked for by name go into the file as rows, whatever its suffix.
    is_rows = output.output is None or output.chosen is not Format.TABLE
    suffix = None if is_rows or output.output is None else network_format(output.output)
    shape = pixels("--size", size) if size else None
    if (shape or title) and suffix not in ("png", "svg", "pdf"):
        raise UsageError("--size and --title are for a drawing: name it with --output FILE.png")
    job = Job.start("network", source, output, ignored)
    forms = around.forms(job.corpus.segmenter.lexicon)
    result = job.over(
        lambda blocks: join(
            blocks,
            node=forms,
            kind=kind,
            by=unit,
            left=window,
            right=window,
            within=bound,
            measure=measure,
            min_count=min_count or (2 if forms or unit == "concept" else 3),
            min_documents=min_documents,
            stopwords=job.ignored,
            top_nodes=top_nodes,
            top_edges=top_edges,
            resolution=resolution,
            seed=seed,
        )
    )
    if suffix is None:
        columns = [
            Column("node", "text"),
            Column("collocate", "term"),
            Column("count", "count"),
            Column("node_count", "count"),
            Column("collocate_count", "count"),
            *([] if measure == "count" else [Column(measure, "measure")]),
            Column("node_community", "count"),
            Column("collocate_community", "count"),
        ]
        job.run.finish(result, columns)
        if (found := result.meta["edges"]) > len(result.rows) and job.run.is_table:
            job.run.note(f"{len(result.rows):,} of {found:,} pairs shown; --top-edges shows more")
        return
    language = job.run.language
    heading = (
        name_of([document.id for document in job.corpus.documents]) if title is None else title
    )
    data, missing = encode_network(
        result, suffix, title=heading, size=shape, language=language, seed=seed
    )
    job.run.write_bytes(data)
    if missing:
        from cantext.render.labels import phrase

        job.run.note(phrase("text.missing_characters", language, characters=missing))
    job.run.note(
        f"{output.output}: {len(result.meta['nodes'])} words, {len(result.rows)} of "
        f"{result.meta['edges']:,} pairs, {result.meta['communities']} groups"
    )
