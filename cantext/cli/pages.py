"""`report`: the main job, in one page."""

from typing import Annotated

from cantext.cli.bundles import OUTPUT, panel, without
from cantext.cli.environment import cores
from cantext.cli.options import (
    Duplicates,
    EngineOptions,
    Format,
    InputOptions,
    OutputOptions,
    Repeats,
    StopwordOptions,
)
from cantext.cli.parameters import shown_parameters
from cantext.cli.run import Run
from cantext.errors import UsageError

# How many lines a page shows of a term in context.
_CONTEXT_LINES = 10


def report(
    texts: InputOptions,
    cut: Annotated[EngineOptions, without("adopt")],  # it always does
    ignored: StopwordOptions,
    output: Annotated[OutputOptions, without("spreadsheet_safe", "bom")],
    duplicates: Repeats = Duplicates.DROP,
    top: Annotated[
        int, panel(OUTPUT, "--top", min=1, help="Rows of terms, themes and new terms at most.")
    ] = 30,
) -> None:
    """Report what a text keeps saying: repeats, top terms, themes, collocations, new terms.

    Example: cantext report examples/interview_page.txt
    """
    from cantext.analyses.report import report as analyse
    from cantext.cli.failures import not_read
    from cantext.corpus import Corpus
    from cantext.deduplication.clean import clean
    from cantext.deduplication.groups import find_duplicates
    from cantext.deduplication.parallel import audits
    from cantext.render.formats import render_report_json

    run = Run.start(output)
    chosen = output.chosen
    if chosen not in (Format.TABLE, Format.JSON, Format.HTML, Format.XLSX):
        raise UsageError(
            "a report is written as table, json, html or xlsx; freq and the others write csv"
        )
    documents = run.read(texts)
    # One pass to find the copies, one to see which words the text adopts, one to count.
    with run.progress(documents, passes=3) as bar:
        seen = list(audits(bar.watch(documents), cores()))
        # Cleaning and the groups of copies come of one look at each document.
        cleaning = clean(seen) if duplicates is Duplicates.DROP else None
        groups = find_duplicates(seen)
        seen.clear()
        corpus = Corpus.of(documents, cut.segmenter(), cleaning=cleaning)
        found = analyse(
            corpus.with_progress(bar.advance),
            stopwords=ignored.words(),
            top=top,
            duplicates=groups,
            context_lines=_CONTEXT_LINES if chosen is Format.HTML else 0,
        )
    if chosen is not Format.TABLE:
        used = shown_parameters(texts, cut, ignored, duplicates=duplicates)
        meta = {**corpus.manifest("report", used, found.meta), **not_read()}
        if chosen is Format.JSON:
            run.write(render_report_json(meta, found.sections()))
            return
        if chosen is Format.XLSX:
            from cantext.render.xlsx import render_xlsx
            from cantext.result import Result

            run.write_bytes(render_xlsx(Result((), meta), run.language, found.sections()))
            return
        from cantext.render.page import render_report_page

        run.write(render_report_page(found, meta, run.language))
        return
    from cantext.render.report import draw_report

    run.write_page(lambda console, language: draw_report(console, found, language))
