"""`dict`: list, look up, search, check, extend and export the dictionaries."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cantext.cli import completion
from cantext.cli.bundles import OUTPUT, WORDS, panel
from cantext.cli.options import Limit, NoUserDictionary, OutputOptions, SettingsFile
from cantext.cli.run import Run, make_folder
from cantext.cli.settings import current_settings
from cantext.errors import DictionaryError, UsageError

if TYPE_CHECKING:
    from cantext.lexicon.entry import Entry
    from cantext.lexicon.lexicon import Lexicon

_EXPORTS = ("csv", "jieba", "json", "skos", "tsv")

CategoryChoice = Annotated[
    str | None,
    panel(
        WORDS,
        "--category",
        help="Entries of one category alone.",
        autocompletion=completion.categories,
    ),
]


@dataclass(frozen=True)
class DictionaryOptions:
    """Which dictionaries are looked at: the shipped one, the user's own, and those named."""

    dictionary: Annotated[
        list[Path] | None,
        panel(WORDS, "--dictionary", help="A dictionary of your own; may be repeated."),
    ] = None
    no_hk_dictionary: Annotated[
        bool, panel(WORDS, "--no-hk-dictionary", help="Leave the shipped policy terms out.")
    ] = False
    no_user_dictionary: NoUserDictionary = False
    settings: SettingsFile = None

    def load(self) -> "Lexicon":
        """Load them."""
        from cantext.lexicon.lexicon import load_lexicon

        return load_lexicon(self.dictionary or (), hk_policy=not self.no_hk_dictionary)


def list_entries(
    words: DictionaryOptions,
    output: OutputOptions,
    category: CategoryChoice = None,
    limit: Limit = None,
) -> None:
    """List the terms of the dictionaries, one row a surface form.

    Example: cantext dict list --category places
    """
    run = Run.start(output)
    lexicon = words.load()
    entries = _of_category(lexicon.entries(), category)
    _finish_entries(run, lexicon, entries[:limit], "dict list", len(entries))


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
    lexicon = words.load()
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
    run.finish(Result(rows, {**_meta("dict show", lexicon), "concepts": told}), ())


def search(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="Part of a term, or of an English name.")
    ],
    words: DictionaryOptions,
    output: OutputOptions,
    category: CategoryChoice = None,
    limit: Limit = None,
) -> None:
    """Find terms by a part of their spelling or of their English name.

    Example: cantext dict search "innovation and technology"
    """
    from cantext.lexicon.lookup import search as find

    run = Run.start(output)
    lexicon = words.load()
    found = find(lexicon, text)
    entries = _of_category(found, category) if found else []
    _finish_entries(run, lexicon, entries[:limit], "dict search", len(entries))


def stats(words: DictionaryOptions, output: OutputOptions) -> None:
    """Count concepts and forms by category.

    Example: cantext dict stats
    """
    from cantext.lexicon.lexicon import categories
    from cantext.lexicon.lookup import CategorySize
    from cantext.render.table import Column
    from cantext.result import Result

    run = Run.start(output)
    lexicon = words.load()
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
        Column("concepts", "count"),
        Column("forms", "count", heading="entries"),
        Column("forms", "bar"),
    ]
    result = Result(rows, {**_meta("dict stats", lexicon), **total})
    run.finish(result, columns, display=run.with_category_names)
    run.note(
        f"{total['concepts']:,} concepts with {total['forms']:,} forms; {total['ambiguous']} are "
        f"marked ambiguous, {total['guarded']} have a guard"
    )


def check(
    output: OutputOptions,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", help="Dictionary files.", show_default="the shipped ones"),
    ] = None,
    nested: Annotated[
        bool, panel(OUTPUT, "--nested", help="List the terms inside terms instead.")
    ] = False,
) -> None:
    """Check dictionary files; problems are named by file and line, with the mend.

    Example: cantext dict check
    """
    from cantext.lexicon.check import check_files
    from cantext.lexicon.figure_check import is_figure_list
    from cantext.lexicon.figure_lists import figure_files
    from cantext.lexicon.lexicon import policy_files, policy_folder
    from cantext.render.table import Column
    from cantext.result import Result
    from cantext.statements.check import check_word_files, is_word_file
    from cantext.statements.word_lists import word_files

    run = Run.start(output)
    paths = files or [
        *policy_files(),
        policy_folder() / "categories.tsv",
        policy_folder() / "relations.tsv",
        *figure_files(),
        *word_files(),
    ]
    if nested:
        terms = [p for p in paths if not is_figure_list(p) and not is_word_file(p)]
        _list_nested(run, terms)
        return
    words = [path for path in paths if is_word_file(path)]
    problems = check_files([path for path in paths if path not in words]) + check_word_files(words)
    if not problems:
        run.note(f"{len(paths)} dictionary files checked: nothing to mend")
    columns = [Column("file", "text"), Column("line", "count"), Column("problem", "text")]
    if problems or not run.is_table:
        run.finish(Result(problems, _meta("dict check")), columns)
    if problems:
        raise typer.Exit(1)


def _list_nested(run: Run, paths: Iterable[Path]) -> None:
    from cantext.lexicon.files import read_dictionary
    from cantext.lexicon.lexicon import make_lexicon
    from cantext.lexicon.nesting import NestedRow, nested_terms
    from cantext.render.table import Column
    from cantext.result import Result

    tables = ("categories.tsv", "relations.tsv")
    entries = [e for path in paths if path.name not in tables for e in read_dictionary(path)]
    lexicon = make_lexicon(entries, name="checked")
    rows = tuple(NestedRow(term, inside) for term, inside in nested_terms(lexicon).items())
    columns = [Column("term", "term"), Column("contains", "text")]
    run.finish(Result(rows, _meta("dict check", lexicon)), columns)


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
    lexicon = words.load()
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
    _finish_entries(run, lexicon, [entry], "dict add", 1)


def export(
    words: DictionaryOptions,
    output: OutputOptions,
    to: Annotated[
        str,
        panel(
            OUTPUT,
            "--to",
            help="jieba (a user dictionary), csv, tsv, json or skos.",
            autocompletion=completion.names_in("cantext.cli.dictionary:_EXPORTS"),
        ),
    ] = "csv",
    category: CategoryChoice = None,
    base: Annotated[
        str | None,
        panel(OUTPUT, "--base", help="What names of concepts begin with, in SKOS: an IRI."),
    ] = None,
) -> None:
    """Write the dictionary for another program.

    Example: cantext dict export --to jieba --output hk_policy.txt
    """
    from cantext.lexicon.exports import jieba_lines
    from cantext.lexicon.lexicon import categories
    from cantext.lexicon.relations import shipped_relations
    from cantext.lexicon.skos import DEFAULT_BASE, is_base, skos_turtle
    from cantext.render.formats import render
    from cantext.result import Result

    run = Run.start(output)
    if to not in _EXPORTS:
        raise UsageError(f"--to {to!r}: choose {', '.join(_EXPORTS)}")
    if base is not None and not is_base(base):
        raise UsageError(f"--base {base!r} is no IRI; begin it with a scheme, as in https://")
    lexicon = words.load()
    entries = _of_category(lexicon.entries(), category)
    if to == "jieba":
        run.write("".join(jieba_lines(entries)))
        left = sum(entry.is_ambiguous for entry in entries)
        run.note(f"{left} ambiguous forms left out: jieba would cut them out of other words")
    elif to == "skos":
        relations = shipped_relations()
        pieces = skos_turtle(entries, categories(), relations, base=base or DEFAULT_BASE)
        run.write("".join(pieces))
    else:
        run.write(render(Result(tuple(entries), _meta("dict export", lexicon)), to))


def _of_category(entries: "Iterable[Entry]", category: str | None) -> "list[Entry]":
    found = list(entries)
    if category is None:
        return found
    from cantext.lexicon.lexicon import categories

    known = {*categories(), *(entry.category for entry in found)}
    if category not in known:
        raise UsageError(f"no category {category!r}; there are {', '.join(sorted(known))}")
    return [entry for entry in found if entry.category == category]


def _finish_entries(
    run: Run, lexicon: "Lexicon", entries: "Iterable[Entry]", command: str, total: int
) -> None:
    """Write entries; the table has what fits a terminal, the other formats have all columns."""
    from cantext.render.table import Column
    from cantext.result import Result

    columns = [
        Column("term", "term"),
        Column("concept", "text"),
        Column("form", "label"),
        Column("category", "category"),
        Column("english", "text"),
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
    if settings := current_settings():
        meta["settings"] = settings.described()
    return meta
