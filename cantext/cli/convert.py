"""`convert`: documents of any kind as JSON Lines, for other tools and for cantext itself."""

from typing import Annotated

from cantext.cli.bundles import only
from cantext.cli.options import Format, InputOptions, OutputOptions
from cantext.cli.parameters import shown_parameters
from cantext.cli.run import Run
from cantext.errors import UsageError


def convert(
    texts: InputOptions,
    output: Annotated[
        OutputOptions, only("format", "json", "output", "quiet", "verbose", "dry_run")
    ],
) -> None:
    """Write documents as JSON Lines: id, title, date, text, metadata, headings, captions, turns.

    Every command reads that back; with --json it is one object, with the manifest.

    Example: cantext convert examples/speech_2025.txt --output speech.jsonl
    """
    from dataclasses import replace

    from cantext.documents.converted import to_row, write_lines
    from cantext.documents.hansard import speaker_turns

    run = Run.start(output)
    chosen = output.chosen
    if chosen not in (Format.TABLE, Format.NDJSON, Format.JSON):
        raise UsageError(f"documents are written as ndjson or json, not as {chosen.value}")
    documents = [replace(document, turns=speaker_turns(document)) for document in run.read(texts)]
    if chosen is Format.JSON:
        from cantext.corpus.manifest import reading_manifest
        from cantext.result import Result

        meta = reading_manifest("convert", documents, shown_parameters(texts))
        run.finish(Result(tuple(map(to_row, documents)), meta), ())
        return
    # JSON escapes what could act on a terminal; only lone surrogates need care, and none is read.
    run.write_stream(write_lines(documents))
