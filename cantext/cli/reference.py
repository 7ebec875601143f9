"""`dict`, `engines`, `evaluate`: what cantext knows, and how well it cuts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cantext.cli.bundles import panel
from cantext.cli.options import InputOptions, Limit, OutputOptions
from cantext.cli.run import Run
from cantext.errors import DictionaryError, UsageError

if TYPE_CHECKING:
    from cantext.lexicon.entry import Entry
    from cantext.lexicon.lexicon import Lexicon

Dictionaries = Annotated[
    list[Path] | None,
    panel("Words", "--dictionary", help="A dictionary of your own; may be repeated."),
]
CategoryChoice = Annotated[
    str | None, panel("Words", "--category", help="Entries of one category alone.")
]


def engines(output: OutputOptions) -> None:
    """Show the segmentation engines: what is installed, with model, licence and version."""
    from cantext.render.table import Column
    from cantext.result import Result
    from cantext.segment.engine import describe_engines

    run = Run.start(output)
    rows = describe_engines()
    columns = [
        Column("engine", "term"),
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
        panel("Words", "--engine", help="An engine to score; may be repeated.  [default: all]"),
    ] = None,
    model: Annotated[Path | None, panel("Words", "--model", help="Model folder of pkuseg.")] = None,
    dictionary: Dictionaries = None,
    hk_dictionary: Annotated[
        bool,
        panel("Words", "--hk-dictionary", help="Keep the policy terms whole, which treebanks cut."),
    ] = False,
    errors: Annotated[
        int, panel("Output", "--errors", min=0, help="Show so many of the commonest errors.")
    ] = 0,
) -> None:
    """Score engines against gold words: precision, recall, F1, unknown words, speed.

    Example: cantext evaluate gold.conllu --engine jieba --errors 10
    """
    from cantext.analyses.evaluation import evaluate as score
    from cantext.corpus.manifest import reading_manifest
    from cantext.lexicon.general import general_vocabulary
    from cantext.lexicon.lexicon import load_lexicon
    from cantext.render.table import Column
    from cantext.result import Result
    from cantext.segment.engine import ENGINES, load_engine
    from cantext.segment.pipeline import Segmenter

    run = Run.start(output)
    documents = run.read(InputOptions(inputs=gold))
    lexicon = load_lexicon(dictionary or (), hk_policy=hk_dictionary)
    names = engine or [name for name in ENGINES if name != "pkuseg" or model]
    rows, mistakes = [], []
    for name in names:
        loaded = load_engine(name, model=model if name == "pkuseg" else None)
        segmenter = Segmenter(loaded, lexicon)
        for document in documents:
            row, found = score(
                segmenter, document, vocabulary={*general_vocabulary(), *lexicon.by_key}
            )
            rows.append(row)
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


def list_entries(
    output: OutputOptions,
    dictionary: Dictionaries = None,
    category: CategoryChoice = None,
    limit: Limit = None,
) -> None:
    """List the terms of the dictionaries, one row a surface form."""
    run = Run.start(output)
    lexicon = _load(dictionary)
    entries = _of_category(lexicon.entries(), category)
    _finish_entries(run, lexicon, entries[:limit], "dict list", len(entries))


def show(
    term: Annotated[str, typer.Argument(metavar="TERM", help="The term, in any of its spellings.")],
    output: OutputOptions,
    dictionary: Dictionaries = None,
) -> None:
    """Look a term up: its concept with all forms, names, dates and sources.

    Example: cantext dict show 北都
    """
    run = Run.start(output)
    lexicon = _load(dictionary)
    found = lexicon.look_up(term)
    if not found:
        near = [entry.term for entry in lexicon.entries() if term in entry.term]
        hint = f"; terms that contain it: {'、'.join(near[:8])}" if near else ""
        raise DictionaryError(f"{term!r} is not in the dictionary{hint}")
    concepts = sorted({entry.concept for entry in found})
    forms = [entry for concept in concepts for entry in lexicon.forms_of(concept)]
    _finish_entries(run, lexicon, forms, "dict show", len(forms))


def stats(output: OutputOptions, dictionary: Dictionaries = None) -> None:
    """Count concepts and forms by category."""
    from cantext.lexicon.lexicon import categories
    from cantext.render.table import Column
    from cantext.result import Result

    run = Run.start(output)
    lexicon = _load(dictionary)
    forms: Counter[str] = Counter()
    concepts: dict[str, set[str]] = {}
    for entry in lexicon.entries():
        forms[entry.category] += 1
        concepts.setdefault(entry.category, set()).add(entry.concept)
    order = [*categories(), *sorted(set(forms) - set(categories()))]
    rows = tuple(
        {"category": name, "concepts": len(concepts[name]), "forms": forms[name]}
        for name in order
        if name in forms
    )
    columns = [
        Column("category", "category"),
        Column("concepts", "count"),
        Column("forms", "count", heading="entries"),
        Column("forms", "bar"),
    ]
    meta = _meta("dict stats", lexicon)
    run.finish(Result(rows, meta), columns, display=run.with_category_names)


def check(
    output: OutputOptions,
    files: Annotated[
        list[Path] | None, typer.Argument(help="Dictionary files; the shipped ones by default.")
    ] = None,
) -> None:
    """Check dictionary files; problems are named by file and line, with the mend."""
    from cantext.lexicon.check import check_files
    from cantext.lexicon.lexicon import policy_files
    from cantext.render.table import Column
    from cantext.result import Result

    run = Run.start(output)
    paths = files or policy_files()
    problems = check_files(paths)
    if not problems:
        run.note(f"{len(paths)} dictionary files checked: nothing to mend")
    columns = [Column("file", "text"), Column("line", "count"), Column("problem", "text")]
    if problems or output.json:
        run.finish(Result(problems, _meta("dict check")), columns)
    if problems:
        raise typer.Exit(1)


def export(
    output: OutputOptions,
    to: Annotated[
        str, panel("Output", "--to", help="jieba (a user dictionary), csv, tsv or json.")
    ] = "csv",
    dictionary: Dictionaries = None,
    category: CategoryChoice = None,
) -> None:
    """Write the dictionary for another program.

    Example: cantext dict export --to jieba --output hk_policy.txt
    """
    from cantext.render.formats import render
    from cantext.result import Result

    run = Run.start(output)
    lexicon = _load(dictionary)
    entries = _of_category(lexicon.entries(), category)
    if to == "jieba":
        # A tag but no frequency: jieba then finds the one that keeps the word whole.
        words = dict.fromkeys(entry.term for entry in entries if " " not in entry.term)
        run.write("".join(f"{word} n\n" for word in words))
    elif to in ("csv", "tsv", "json"):
        run.write(render(Result(tuple(entries), _meta("dict export", lexicon)), to))
    else:
        raise UsageError(f"--to {to!r}: choose jieba, csv, tsv or json")


def _load(paths: list[Path] | None) -> "Lexicon":
    from cantext.lexicon.lexicon import load_lexicon

    return load_lexicon(paths or ())


def _of_category(entries: "Iterable[Entry]", category: str | None) -> "list[Entry]":
    found = list(entries)
    if category is None:
        return found
    known = {entry.category for entry in found}
    if category not in known:
        raise UsageError(f"no category {category!r}; there are {', '.join(sorted(known))}")
    return [entry for entry in found if entry.category == category]


def _finish_entries(
    run: Run, lexicon: "Lexicon", entries: "Iterable[Entry]", command: str, total: int
) -> None:
    from cantext.render.table import Column
    from cantext.result import Result

    columns = [
        Column("term", "term"),
        Column("concept", "text"),
        Column("form", "label"),
        Column("category", "category"),
        Column("english", "text"),
        Column("valid_from", "text"),
        Column("valid_to", "text"),
        Column("source", "text"),
    ]
    result = Result(tuple(entries), _meta(command, lexicon))
    run.finish(result, columns, display=run.with_category_names, total=total)


def _meta(command: str, lexicon: "Lexicon | None" = None) -> Mapping[str, Any]:
    from cantext import __version__

    meta: dict[str, Any] = {"command": command, "version": __version__}
    if lexicon is not None:
        meta["dictionary"] = {
            "name": lexicon.name,
            "sha256": lexicon.sha256,
            "size": len(lexicon),
        }
    return meta
