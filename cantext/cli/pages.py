"""`report`: the main job, in one page."""

from typing import Annotated

from cantext.cli.bundles import panel
from cantext.cli.options import (
    DuplicateOptions,
    Duplicates,
    EngineOptions,
    Format,
    InputOptions,
    OutputOptions,
    StopwordOptions,
)
from cantext.cli.run import Run, shown_parameters, stopwords
from cantext.errors import UsageError


def report(
    texts: InputOptions,
    cut: EngineOptions,
    ignored: StopwordOptions,
    output: OutputOptions,
    duplicates: Annotated[
        Duplicates,
        panel("Input", "--duplicates", help="Drop repeated lines and boilerplate, or count them."),
    ] = Duplicates.DROP,
    top: Annotated[
        int, panel("Output", "--top", min=1, help="Rows of terms, themes and new terms at most.")
    ] = 30,
) -> None:
    """Report what a text keeps saying: repeats, top terms, themes, collocations, new terms.

    Example: cantext report examples/interview_page.txt
    """
    from cantext.analyses.report import report as analyse
    from cantext.render.formats import render_report_json

    run = Run.start(output)
    chosen = output.chosen
    if chosen not in (Format.TABLE, Format.JSON):
        raise UsageError("a report is written as table or json; freq and the others write csv")
    repeats = DuplicateOptions(duplicates)
    corpus = run.corpus(texts, cut, repeats)
    with run.progress(corpus) as bar:
        found = analyse(corpus.with_progress(bar.advance), stopwords=stopwords(ignored), top=top)
    if chosen is Format.JSON:
        used = shown_parameters(texts, cut, repeats, ignored)
        meta = corpus.manifest("report", used, found.meta)
        run.write(render_report_json(meta, found.sections()))
        return
    from cantext.render.report import draw_report

    run.write_page(lambda console, language: draw_report(console, found, language))
