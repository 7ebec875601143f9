"""`segment`, `duplicates`, `clean`: text in, text out."""

from typing import TYPE_CHECKING, Annotated, cast

from cantext.cli import completion
from cantext.cli.bundles import INPUT, OUTPUT, panel, without
from cantext.cli.environment import cores
from cantext.cli.options import CorpusOptions, Format, InputOptions, OutputOptions
from cantext.cli.parameters import shown_parameters
from cantext.cli.run import Run

if TYPE_CHECKING:
    from cantext.deduplication.model import Kind


def segment(
    source: CorpusOptions,
    output: Annotated[OutputOptions, without("width")],
    separator: Annotated[
        str, panel(OUTPUT, "--separator", "-s", help="What to put between tokens.")
    ] = " ",
    pos: Annotated[
        bool,
        panel(OUTPUT, "--pos", help="Give each token its part of speech, as in 香港_PROPN."),
    ] = False,
) -> None:
    """Cut text into words, one line of tokens for each line of the input.

    Example: cantext segment examples/speech_2025.txt
    """
    from cantext.segmentation.pos import describe_tagger, load_tagger, tagged_text
    from cantext.segmentation.rows import segment_rows

    run = Run.start(output)
    tagger = load_tagger(source.cut.engine) if pos else None
    corpus = run.corpus(source, counts=False)
    chosen = output.chosen
    with run.progress(corpus.documents) as bar:
        watched = corpus.with_progress(bar.advance)
        if chosen is Format.TABLE and tagger:
            run.write_stream(tagged_text(tagger, block, separator) for block in watched.blocks())
        elif chosen is Format.TABLE:
            run.write_stream(piece.text(separator) for piece in watched.segmentations())
        elif chosen is Format.NDJSON:
            from cantext.render.tokens import token_ndjson

            run.write_stream(token_ndjson(watched.blocks(), tagger))
        else:
            from cantext.result import Result

            rows = tuple(segment_rows(watched.blocks(), tagger))
            used = shown_parameters(source, pos=pos)
            said = {"tagger": describe_tagger(tagger)} if tagger else {}
            run.finish(corpus.signed(Result(rows, said), "segment", used), ())


def duplicates(
    texts: InputOptions,
    output: OutputOptions,
) -> None:
    """Show lines that repeat: headlines, captions, credits, boilerplate.

    Example: cantext duplicates examples/interview_page.txt
    """
    from cantext.corpus.manifest import reading_manifest
    from cantext.deduplication.groups import find_duplicates
    from cantext.deduplication.parallel import audits
    from cantext.render.duplicates import draw_groups
    from cantext.result import Result

    run = Run.start(output)
    documents = run.read(texts)
    with run.progress(documents) as bar:
        found = find_duplicates(audits(bar.watch(documents), cores()))
    if output.chosen is Format.TABLE:
        run.write_page(lambda console, language: draw_groups(console, found.rows, language))
        return
    used = shown_parameters(texts)
    meta = reading_manifest("duplicates", documents, used, found.meta)
    run.finish(Result(found.rows, meta), ())


def clean(
    texts: InputOptions,
    output: OutputOptions,
    labels: Annotated[
        bool, panel(OUTPUT, "--labels", help="A row for every line, instead of the clean text.")
    ] = False,
    keep: Annotated[
        str | None,
        panel(
            INPUT,
            "--keep",
            help="Kinds of line to keep, parted by commas: caption,byline.",
            autocompletion=completion.kinds_of_line,
        ),
    ] = None,
    drop: Annotated[
        str | None,
        panel(
            INPUT,
            "--drop",
            help="Kinds of line to drop, parted by commas: heading,blank.",
            autocompletion=completion.kinds_of_line,
        ),
    ] = None,
    only_exact: Annotated[
        bool, panel(INPUT, "--only-exact", help="Drop copies to the letter alone.")
    ] = False,
) -> None:
    """Write the text without its repeated lines and boilerplate.

    Example: cantext clean examples/interview_page.txt --output clean.txt
    """
    from cantext.corpus.manifest import reading_manifest
    from cantext.deduplication.clean import clean as clean_documents
    from cantext.deduplication.parallel import audits
    from cantext.render.table import Column
    from cantext.result import Result

    run = Run.start(output)
    documents = run.read(texts)
    with run.progress(documents) as bar:
        cleaning = clean_documents(
            audits(bar.watch(documents), cores()),
            keep=_kinds(keep),
            drop=_kinds(drop),
            only_exact=only_exact,
        )
    gone = sum(len(document.dropped) for document in cleaning.documents)
    total = gone + sum(len(document.kept) for document in cleaning.documents)
    run.note(f"{gone:,} of {total:,} lines dropped; --labels shows which and why")
    if not labels and output.chosen is Format.TABLE:
        run.write_stream(document.text for document in cleaning.documents)
        return
    columns = [
        Column("line", "count"),
        Column("kind", "label"),
        Column("kept", "flag"),
        Column("reason", "label"),
        Column("duplicate_of", "count"),
        Column("text", "text"),
    ]
    used = shown_parameters(texts, keep=keep, drop=drop, only_exact=only_exact)
    meta = reading_manifest("clean", documents, used, cleaning.meta)
    run.finish(Result(tuple(cleaning.labels()), meta), columns)


def _kinds(choice: str | None) -> "list[Kind]":
    """Read the kinds of `--keep` or `--drop`; cleaning refuses those that it does not know."""
    return [cast("Kind", kind.strip()) for kind in choice.split(",")] if choice else []
