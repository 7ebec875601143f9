"""`dict check`: problems of dictionary files, and terms inside terms."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from cantext.cli.bundles import OUTPUT, panel
from cantext.cli.dictionary.entries import manifest
from cantext.cli.options import OutputOptions
from cantext.cli.run import Run


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
        run.finish(Result(problems, manifest("dict check")), columns)
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
    run.finish(Result(rows, manifest("dict check", lexicon)), columns)
