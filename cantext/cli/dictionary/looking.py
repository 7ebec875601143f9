"""`dict list`, `show`, `search`, `stats`: what is in the dictionaries."""

from collections import Counter
from typing import Annotated

import typer

from cantext.cli import completion
from cantext.cli.dictionary.entries import finish_entries, manifest, of_category
from cantext.cli.options import Category, DictionaryOptions, Limit, OutputOptions
from cantext.cli.run import Run
from cantext.errors import DictionaryError


def list_entries(
    words: DictionaryOptions,
    output: OutputOptions,
    category: Category = None,
    limit: Limit = None,
) -> None:
    """List the terms of the dictionaries, one row a surface form.

    Example: cantext dict list --category places
    """
    run = Run.start(output)
    lexicon = words.lexicon()
    entries = of_category(lexicon.entries(), category)
    finish_entries(run, lexicon, entries[:limit], "dict list", len(entries))


def show(
    term: Annotated[
        str,
        typer.Argument(
            metavar="TERM",
            help="The term, in any of its spellings.",
            autocompletion=completion.dictionary_terms,
        ),
    ],
    words: DictionaryOptions,
    output: OutputOptions,
) -> None:
    """Look a term up: its concept with forms, dates, succession, English, and what it nests with.

    Example: cantext dict show 創科局
    """
    from cantext.lexicon.lookup import concepts_of, search
    from cantext.result import Result, plain_value

    run = Run.start(output)
    lexicon = words.lexicon()
    concepts = concepts_of(lexicon, term)
    if not concepts:
        near = list(dict.fromkeys(entry.term for entry in search(lexicon, term)))[:8]
        hint = f"; terms that are near: {'、'.join(near)}" if near else ""
        raise DictionaryError(f"{term!r} is not in the dictionary{hint}")
    if run.is_table:
        from cantext.render.dictionary import draw_concepts

        run.write_page(lambda console, language: draw_concepts(console, concepts, language))
        return
    told = [
        {name: value for name, value in plain_value(concept).items() if name != "forms"}
        for concept in concepts
    ]
    rows = tuple(entry for concept in concepts for entry in concept.forms)
    run.finish(Result(rows, {**manifest("dict show", lexicon), "concepts": told}), ())


def search(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="Part of a term, or of an English name.")
    ],
    words: DictionaryOptions,
    output: OutputOptions,
    category: Category = None,
    limit: Limit = None,
) -> None:
    """Find terms by a part of their spelling or of their English name.

    Example: cantext dict search "innovation and technology"
    """
    from cantext.lexicon.lookup import search as find

    run = Run.start(output)
    lexicon = words.lexicon()
    found = find(lexicon, text)
    entries = of_category(found, category) if found else []
    finish_entries(run, lexicon, entries[:limit], "dict search", len(entries))


def stats(words: DictionaryOptions, output: OutputOptions) -> None:
    """Count concepts and forms by category.

    Example: cantext dict stats
    """
    from cantext.lexicon.lexicon import categories
    from cantext.lexicon.lookup import CategorySize
    from cantext.render.table import Column
    from cantext.result import Result

    run = Run.start(output)
    lexicon = words.lexicon()
    forms: Counter[str] = Counter()
    concepts: dict[str, set[str]] = {}
    for entry in lexicon.entries():
        forms[entry.category] += 1
        concepts.setdefault(entry.category, set()).add(entry.concept)
    order = [*categories(), *sorted(set(forms) - set(categories()))]
    rows = tuple(
        CategorySize(name, len(concepts[name]), forms[name]) for name in order if name in forms
    )
    total = {
        "concepts": sum(map(len, concepts.values())),
        "forms": forms.total(),
        "ambiguous": sum(entry.is_ambiguous for entry in lexicon.entries()),
        "guarded": sum(bool(entry.guard) for entry in lexicon.entries()),
    }
    columns = [
        Column("category", "category"),
        Column("id", "label", heading="category_id"),
        Column("concepts", "count"),
        Column("forms", "count", heading="entries"),
        Column("forms", "bar"),
    ]
    result = Result(rows, {**manifest("dict stats", lexicon), **total})
    run.finish(
        result, columns, display=lambda row: {**run.with_category_names(row), "id": row["category"]}
    )
    run.note(
        f"{total['concepts']:,} concepts with {total['forms']:,} forms; {total['ambiguous']} are "
        f"marked ambiguous, {total['guarded']} have a guard"
    )
