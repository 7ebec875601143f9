"""`freq`, `ngrams`, `collocations`, `terms`, `kwic`, `themes`, `compare`: what is counted."""

from typing import Annotated

import typer

from cantext.cli.bundles import panel
from cantext.cli.options import (
    DuplicateOptions,
    EngineOptions,
    InputOptions,
    Limit,
    MinCount,
    OutputOptions,
    StopwordOptions,
)
from cantext.cli.run import Run, shown_parameters, stopwords
from cantext.errors import UsageError

_MEASURES = "Measures"


def freq(
    texts: InputOptions,
    cut: EngineOptions,
    repeats: DuplicateOptions,
    ignored: StopwordOptions,
    output: OutputOptions,
    min_count: MinCount = 1,
    min_length: Annotated[
        int, panel("Words", "--min-length", min=1, help="Leave out words of fewer characters.")
    ] = 1,
    pattern: Annotated[
        str | None, panel("Words", "--pattern", help="Only words this regular expression finds.")
    ] = None,
    limit: Limit = None,
) -> None:
    """Count words: how often, in how many documents, how evenly.

    Example: cantext freq examples/speech_2025.txt --limit 20
    """
    from cantext.analyses.frequency import frequency
    from cantext.render.table import Column

    run = Run.start(output)
    corpus = run.corpus(texts, cut, repeats)
    with run.progress(corpus.documents) as bar:
        result = frequency(
            corpus.with_progress(bar.advance).blocks(),
            stopwords=stopwords(ignored),
            min_length=min_length,
            min_count=min_count,
            pattern=pattern,
            limit=limit,
        )
    columns = [
        Column("term", "term"),
        Column("count", "count"),
        Column("per_million", "rate"),
        *([Column("documents", "count")] if len(corpus.documents) > 1 else []),
        Column("dp", "measure"),
        Column("category", "category"),
        Column("count", "bar"),
    ]
    used = shown_parameters(texts, cut, repeats, ignored)
    run.finish(corpus.signed(result, "freq", used), columns, display=run.with_category_names)


def ngrams(
    texts: InputOptions,
    cut: EngineOptions,
    repeats: DuplicateOptions,
    ignored: StopwordOptions,
    output: OutputOptions,
    n: Annotated[int, panel("Words", "-N", "--size", min=2, max=9, help="Words in a row.")] = 2,
    min_count: MinCount = 2,
    limit: Limit = None,
) -> None:
    """Count sequences of words within sentences.

    Example: cantext ngrams examples/speech_2025.txt --size 3
    """
    from cantext.analyses.ngrams import ngrams as count_ngrams
    from cantext.render.table import Column

    run = Run.start(output)
    corpus = run.corpus(texts, cut, repeats)
    with run.progress(corpus.documents) as bar:
        result = count_ngrams(
            corpus.with_progress(bar.advance).blocks(),
            n=n,
            stopwords=stopwords(ignored),
            min_count=min_count,
            limit=limit,
        )
    columns = [
        Column("ngram", "term"),
        Column("count", "count"),
        Column("per_million", "rate"),
        *([Column("documents", "count")] if len(corpus.documents) > 1 else []),
        Column("dp", "measure"),
        Column("count", "bar"),
    ]
    used = shown_parameters(texts, cut, repeats, ignored)
    run.finish(corpus.signed(result, "ngrams", used), columns)


def collocations(
    texts: InputOptions,
    cut: EngineOptions,
    repeats: DuplicateOptions,
    ignored: StopwordOptions,
    output: OutputOptions,
    node: Annotated[
        str | None,
        panel(
            _MEASURES, "--node", help="The word to look around; without it, the strongest pairs."
        ),
    ] = None,
    left: Annotated[
        int, panel(_MEASURES, "--left", min=0, help="Words to the left of the node.")
    ] = 5,
    right: Annotated[
        int, panel(_MEASURES, "--right", min=0, help="Words to the right of the node.")
    ] = 5,
    measure: Annotated[
        str, panel(_MEASURES, "--measure", help="What to sort by: a key of the rows.")
    ] = "log_likelihood",
    min_count: Annotated[
        int | None,
        panel(
            "Words",
            "--min-count",
            min=1,
            help="Leave out what is rarer.  [default: 2 around a node, else 3]",
        ),
    ] = None,
    min_documents: Annotated[
        int, panel("Words", "--min-documents", min=1, help="Leave out pairs of fewer documents.")
    ] = 1,
    limit: Limit = None,
) -> None:
    """Find what stands next to a word, or the strongest pairs in the text.

    Example: cantext collocations examples/interview_page.txt --node 產學研
    """
    from cantext.analyses.collocations import collocations as collocate
    from cantext.render.table import Column

    run = Run.start(output)
    corpus = run.corpus(texts, cut, repeats)
    with run.progress(corpus.documents) as bar:
        result = collocate(
            corpus.with_progress(bar.advance).blocks(),
            node=node,
            left=left,
            right=right,
            measure=measure,
            min_count=min_count or (2 if node else 3),
            min_documents=min_documents,
            stopwords=stopwords(ignored),
            limit=limit,
        )
    columns = [
        Column("node", "text"),
        Column("collocate", "term"),
        Column("count", "count"),
        Column("expected", "measure"),
        Column("log_likelihood", "measure"),
        Column("log_dice", "measure"),
        Column("mi", "measure"),
        Column("t_score", "measure"),
    ]
    used = shown_parameters(texts, cut, repeats, ignored)
    run.finish(corpus.signed(result, "collocations", used), columns)


def terms(
    texts: InputOptions,
    cut: EngineOptions,
    repeats: DuplicateOptions,
    output: OutputOptions,
    min_count: MinCount = 3,
    max_length: Annotated[
        int, panel("Words", "--max-length", min=2, max=12, help="Characters of a term at most.")
    ] = 8,
    new: Annotated[
        bool, panel("Words", "--new", help="Hide what the dictionary already has.")
    ] = False,
    limit: Limit = 50,
) -> None:
    """Discover terms of two characters and more that no dictionary need have.

    Example: cantext terms examples/interview_page.txt --no-hk-dictionary
    """
    from cantext.analyses.terms import terms as discover
    from cantext.lexicon.lexicon import load_lexicon
    from cantext.render.table import Column

    run = Run.start(output)
    corpus = run.corpus(texts, cut, repeats)
    lexicon = load_lexicon(cut.dictionary or (), hk_policy=not cut.no_hk_dictionary)
    result = discover(
        corpus.lines(),
        known={entry.term for entry in lexicon.entries()},
        min_count=min_count,
        max_length=max_length,
        new_only=new,
        limit=limit,
    )
    columns = [
        Column("term", "term"),
        Column("count", "count"),
        Column("cohesion", "measure"),
        Column("left_entropy", "measure"),
        Column("right_entropy", "measure"),
        Column("known", "flag"),
        Column("contained_in", "text"),
    ]
    used = shown_parameters(texts, cut, repeats)
    run.finish(corpus.signed(result, "terms", used), columns)


def kwic(
    node: Annotated[str, typer.Argument(metavar="NODE", help="The word to show in context.")],
    texts: InputOptions,
    cut: EngineOptions,
    repeats: DuplicateOptions,
    output: OutputOptions,
    context: Annotated[
        int | None,
        panel(
            "Output",
            "--context",
            min=1,
            help="Characters on each side.  [default: 20, or what the terminal has room for]",
        ),
    ] = None,
    pattern: Annotated[
        bool, panel("Words", "--pattern", help="Read NODE as a regular expression on words.")
    ] = False,
    limit: Limit = None,
) -> None:
    """Show a word in context, each occurrence on a line.

    Example: cantext kwic 產學研 examples/interview_page.txt
    """
    from cantext.analyses.concordance import concordance
    from cantext.render.table import Column

    run = Run.start(output)
    corpus = run.corpus(texts, cut, repeats)
    with run.progress(corpus.documents) as bar:
        result = concordance(
            corpus.with_progress(bar.advance).blocks(),
            node,
            width=context or run.context_characters(),
            pattern=pattern,
            limit=limit,
        )
    columns = [
        Column("left", "text", justify="right"),
        Column("node", "term"),
        Column("right", "text"),
        Column("line", "count"),
        *([Column("document", "label")] if len(corpus.documents) > 1 else []),
    ]
    used = shown_parameters(texts, cut, repeats)
    run.finish(corpus.signed(result, "kwic", used), columns)


def themes(
    texts: InputOptions,
    cut: EngineOptions,
    repeats: DuplicateOptions,
    output: OutputOptions,
    category: Annotated[
        str | None, panel("Words", "--category", help="Concepts of one category alone.")
    ] = None,
    limit: Limit = None,
) -> None:
    """Count the dictionary's concepts, abbreviations and former names folded in.

    Example: cantext themes examples/speech_2025.txt
    """
    from cantext.analyses.themes import themes as count_themes
    from cantext.render.table import Column

    run = Run.start(output)
    corpus = run.corpus(texts, cut, repeats)
    with run.progress(corpus.documents) as bar:
        result = count_themes(
            corpus.with_progress(bar.advance).blocks(), category=category, limit=limit
        )
    columns = [
        Column("concept", "term"),
        Column("category", "category"),
        Column("count", "count"),
        Column("per_thousand", "rate"),
        *([Column("documents", "count")] if len(corpus.documents) > 1 else []),
        Column("forms", "text"),
    ]
    used = shown_parameters(texts, cut, repeats)
    run.finish(corpus.signed(result, "themes", used), columns, display=run.with_category_names)


def compare(
    texts: InputOptions,
    cut: EngineOptions,
    repeats: DuplicateOptions,
    ignored: StopwordOptions,
    output: OutputOptions,
    reference: Annotated[
        list[str] | None,
        panel("Input", "--reference", "-r", help="A text to compare with; may be repeated."),
    ] = None,
    measure: Annotated[
        str, panel(_MEASURES, "--measure", help="What to sort by: a key of the rows.")
    ] = "log_likelihood",
    min_count: MinCount = 3,
    min_length: Annotated[
        int, panel("Words", "--min-length", min=1, help="Leave out words of fewer characters.")
    ] = 1,
    limit: Annotated[
        int | None,
        panel("Output", "--limit", "-n", min=1, help="Rows of each direction at most."),
    ] = 25,
) -> None:
    """Compare texts with a reference: what they say more, and what less.

    Example: cantext compare examples/speech_2025.txt --reference examples/speech_2023.txt
    """
    from dataclasses import replace

    from cantext.analyses.compare import compare as find_keys
    from cantext.corpus.manifest import describe_document
    from cantext.render.table import Column
    from cantext.result import Result

    run = Run.start(output)
    if not reference:
        raise UsageError("name what to compare with: --reference FILE")
    target = run.corpus(texts, cut, repeats)
    other = run.corpus(replace(texts, inputs=reference), cut, repeats)
    with run.progress([*target.documents, *other.documents]) as bar:
        result = find_keys(
            target.with_progress(bar.advance).blocks(),
            other.with_progress(bar.advance).blocks(),
            measure=measure,
            min_count=min_count,
            min_length=min_length,
            stopwords=stopwords(ignored),
            limit=limit,
        )
    used = shown_parameters(texts, cut, repeats, ignored)
    signed = target.signed(result, "compare", used)
    references = [describe_document(document) for document in other.documents]
    signed = Result(signed.rows, {**signed.meta, "reference": references})
    columns = [
        Column("key", "label"),
        Column("term", "term"),
        Column("count", "count"),
        Column("reference_count", "count"),
        Column("per_million", "rate"),
        Column("reference_per_million", "rate"),
        Column("log_likelihood", "measure"),
        Column("log_ratio", "measure"),
    ]
    in_order = sorted(signed.rows, key=lambda row: row.key == "reference")
    if run.is_table:
        signed = Result(tuple(in_order), signed.meta)
    run.finish(signed, columns)
