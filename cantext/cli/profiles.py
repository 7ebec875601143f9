"""`profile`: what a text is made of."""

from typing import Annotated

from cantext.cli.bundles import MEASURES, OUTPUT, panel
from cantext.cli.job import Job
from cantext.cli.options import CorpusOptions, GroupOptions, Limit, OutputOptions


def profile(
    source: CorpusOptions,
    grouped: GroupOptions,
    output: OutputOptions,
    window: Annotated[
        int, panel(MEASURES, "--window", min=1, help="Words of a window of MATTR.")
    ] = 100,
    quotations: Annotated[
        bool,
        panel(OUTPUT, "--quotations", help="A row for each quotation, with its register."),
    ] = False,
    limit: Limit = None,
) -> None:
    """Describe texts: vocabulary, sentence length, Cantonese and Latin shares.

    Example: cantext profile examples/speech_*.txt
    """
    from dataclasses import replace

    from cantext.analyses.profile import profile as describe
    from cantext.analyses.profile import quotations as quoted
    from cantext.render.table import Column

    job = Job.start("profile", source, output, quotations=quotations)
    groups = job.groups(grouped)
    if quotations:
        found = job.over(quoted)
        columns = [
            *([Column("document", "label")] if job.several else []),
            Column("line", "count"),
            Column("text", "text"),
            Column("register", "label"),
            Column("cantonese_share", "share"),
        ]
        shown = replace(found, rows=found.rows[:limit])
        job.run.finish(shown, columns, total=len(found.rows))
        return
    described = job.over(lambda blocks: describe(blocks, window=window, groups=groups))
    columns = [
        Column("document", "text", heading="group" if groups else "file"),
        Column("words", "count"),
        Column("mattr", "measure"),
        Column("mtld", "rate"),
        Column("sentence_length", "rate"),
        Column("cantonese_share", "share"),
        Column("latin_share", "share"),
        Column("cantonese_quotations", "count"),
    ]
    shown = replace(described, rows=described.rows[:limit])
    job.run.finish(shown, columns, total=len(described.rows))
