"""Entries of the dictionaries: those of a category, as a result, and in a table."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from cantext.cli.run import Run
from cantext.cli.settings import current_settings
from cantext.errors import UsageError

if TYPE_CHECKING:
    from cantext.lexicon.entry import Entry
    from cantext.lexicon.lexicon import Lexicon


def of_category(entries: "Iterable[Entry]", category: str | None) -> "list[Entry]":
    """Return the entries of a category, all of them when none is named.

    Raises
    ------
    UsageError
        If there is no such category; the message names those there are.
    """
    found = list(entries)
    if category is None:
        return found
    from cantext.lexicon.lexicon import categories

    known = {*categories(), *(entry.category for entry in found)}
    if category not in known:
        raise UsageError(f"no category {category!r}; there are {', '.join(sorted(known))}")
    return [entry for entry in found if entry.category == category]


def finish_entries(
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
    result = Result(tuple(entries), manifest(command, lexicon))
    run.finish(result, columns, display=run.with_category_names, total=total)


def manifest(command: str, lexicon: "Lexicon | None" = None) -> Mapping[str, Any]:
    """Return what the manifest of a command says: its name, the dictionary, the settings."""
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
