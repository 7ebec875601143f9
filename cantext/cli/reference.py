"""`engines`, `evaluate`: what can segment, and how well it cuts."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from cantext.cli import completion
from cantext.cli.bundles import OUTPUT, WORDS, panel
from cantext.cli.options import Dictionaries, InputOptions, ModelFolder, OutputOptions
from cantext.cli.run import Run


def engines(output: OutputOptions) -> None:
    """Show the segmentation engines: what is installed, with model, licence and version.

    Example: cantext engines
    """
    from cantext.render.table import Column
    from cantext.result import Result
    from cantext.segmentation.engine import describe_engines

    run = Run.start(output)
    rows = describe_engines()
    others = any(row.package != "cantext" for row in rows)
    for row in rows:
        if not row.available and row.package != "cantext":
            run.environment.note(row.hint)
    columns = [
        Column("engine", "term"),
        *([Column("package", "text")] if others else []),
        Column("available", "flag"),
        Column("version", "text"),
        Column("licence", "text"),
        Column("model", "text"),
        Column("description", "text"),
    ]
    run.finish(Result(rows, _meta("engines")), columns)


def evaluate(
    gold: Annotated[
        list[str],
        typer.Argument(metavar="GOLD", help="CoNLL-U, or sentences of words parted by spaces."),
    ],
    output: OutputOptions,
    engine: Annotated[
        list[str] | None,
        panel(
            WORDS,
            "--engine",
            help="An engine to score; may be repeated.",
            show_default="all",
            autocompletion=completion.engines,
        ),
    ] = None,
    model: ModelFolder = None,
    dictionary: Dictionaries = None,
    hk_dictionary: Annotated[
        bool,
        panel(WORDS, "--hk-dictionary", help="Keep the policy terms whole, which treebanks cut."),
    ] = False,
    errors: Annotated[
        int, panel(OUTPUT, "--errors", min=0, help="Show so many of the commonest errors.")
    ] = 0,
) -> None:
    """Score engines against gold words: precision, recall, F1, unknown words, speed.

    Example: cantext evaluate examples/gold.conllu --engine hk --errors 5
    """
    from dataclasses import replace

    from cantext.analyses.engine_memory import peak_megabytes
    from cantext.analyses.evaluation import evaluate as score
    from cantext.analyses.evaluation import gold_sentences
    from cantext.corpus.manifest import reading_manifest
    from cantext.lexicon.general import general_vocabulary
    from cantext.lexicon.lexicon import load_lexicon
    from cantext.render.table import Column
    from cantext.result import Result
    from cantext.segmentation.engine import describe_engines, load_engine
    from cantext.segmentation.pipeline import Segmenter

    run = Run.start(output)
    documents = run.read(InputOptions(inputs=gold))
    # Files without a gold word are told before the minutes that loading engines may take.
    texts = [["".join(words) for words in gold_sentences(document)] for document in documents]
    lexicon = load_lexicon(dictionary or (), hk_policy=hk_dictionary)
    names = engine or [row.engine for row in describe_engines() if row.available]
    rows, mistakes = [], []
    for name in names:
        loaded = load_engine(name, model=model if name == "pkuseg" else None)
        segmenter = Segmenter(loaded, lexicon)
        for document, sentences in zip(documents, texts, strict=True):
            row, found = score(
                segmenter, document, vocabulary={*general_vocabulary(), *lexicon.by_key}
            )
            peak = peak_megabytes(name, sentences, model=model if name == "pkuseg" else None)
            rows.append(replace(row, peak_mb=peak))
            mistakes += [(name, error) for error in found[:errors]]
    columns = [
        Column("engine", "term"),
        Column("gold", "text", heading="file"),
        Column("precision", "share"),
        Column("recall", "share"),
        Column("f1", "share"),
        Column("han_f1", "share"),
        Column("oov_recall", "share"),
        Column("mb_per_second", "rate", heading="speed"),
        Column("peak_mb", "rate", heading="memory"),
    ]
    meta = reading_manifest(
        "evaluate",
        documents,
        {"engines": names, "hk_dictionary": hk_dictionary},
        {
            "errors": [{"engine": name, "error": error} for name, error in mistakes],
            "formulae": {"f1": "2 × right words / (words given + words wanted); SIGHAN"},
        },
    )
    run.finish(Result(tuple(rows), meta), columns)
    for name, error in mistakes:
        run.note(f"{name}: {error.count:,} × {error.gold} cut as {error.output}")


def _meta(command: str) -> Mapping[str, Any]:
    from cantext import __version__

    return {"command": command, "version": __version__}
