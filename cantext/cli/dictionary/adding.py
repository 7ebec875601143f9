"""`dict add`: a term kept in a dictionary of the user's own."""

from typing import Annotated

import typer

from cantext.cli import completion
from cantext.cli.bundles import WORDS, panel
from cantext.cli.dictionary.entries import finish_entries
from cantext.cli.options import DictionaryOptions, OutputOptions
from cantext.cli.run import Run
from cantext.cli.writing import make_folder


def add(
    term: Annotated[str, typer.Argument(metavar="TERM", help="The form as it stands in a text.")],
    words: DictionaryOptions,
    output: OutputOptions,
    concept: Annotated[
        str | None,
        panel(
            WORDS,
            "--concept",
            help="What it is a form of.",
            show_default="a concept of its own",
            autocompletion=completion.dictionary_terms,
        ),
    ] = None,
    form: Annotated[
        str,
        panel(
            WORDS,
            "--form",
            help="abbr, alt, former or hidden.",
            show_default="alt",
            autocompletion=completion.names_in("cantext.lexicon.files:FORMS"),
        ),
    ] = "",
    category: Annotated[
        str,
        panel(
            WORDS,
            "--category",
            help="A category.",
            show_default="its concept's, or user",
            autocompletion=completion.categories,
        ),
    ] = "",
    english: Annotated[str, panel(WORDS, "--english", help="The English name.")] = "",
    valid_from: Annotated[
        str, panel(WORDS, "--from", help="In use since: YYYY, YYYY-MM or YYYY-MM-DD.")
    ] = "",
    valid_to: Annotated[str, panel(WORDS, "--to", help="In use until.")] = "",
    guard: Annotated[
        str, panel(WORDS, "--guard", help="What must (not) stand around it, as in '!_特'.")
    ] = "",
    ambiguous: Annotated[
        bool, panel(WORDS, "--ambiguous", help="Count it only where segmentation agrees.")
    ] = False,
    note: Annotated[str, panel(WORDS, "--note", help="A remark.")] = "",
) -> None:
    """Keep a term in a dictionary of your own, which every command then reads.

    Example: cantext dict add 北都區 --concept 北部都會區
    """
    from cantext.lexicon.entry import Entry
    from cantext.lexicon.own import completed, own_dictionary, with_entry
    from cantext.locks import one_at_a_time

    run = Run.start(output)
    entry = Entry(
        term=term,
        concept=concept or term,
        form=form,
        category=category,
        english=english,
        valid_from=valid_from,
        valid_to=valid_to,
        guard=guard,
        status="ambiguous" if ambiguous else "",
        source="user",
        note=note,
    )
    lexicon = words.lexicon()
    entry = completed(entry, lexicon)
    path = own_dictionary(run.environment.variables)
    if output.dry_run:
        run.put(path, with_entry(path, entry).encode())
    else:
        make_folder(path.parent)
        busy = f"another run is writing {path}: try again"
        with one_at_a_time(path.with_name(f"{path.name}.lock"), busy, wait=10):
            run.put(path, with_entry(path, entry).encode())
        run.note(f"kept in {path}")
    finish_entries(run, lexicon, [entry], "dict add", 1)
