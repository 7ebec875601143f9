"""What the dictionary knows of a concept, for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cantext.render.categories import category_name
from cantext.render.labels import label, phrase, value_label
from cantext.render.table import Column, table
from cantext.render.text import printable
from cantext.result import plain_value

if TYPE_CHECKING:
    from rich.console import Console

    from cantext.lexicon.entry import Entry
    from cantext.lexicon.lookup import Concept
    from cantext.lexicon.relations import Relation

_COLUMNS = ("term", "form", "english", "valid_from", "valid_to", "status", "guard", "source")
_ALWAYS = ("term", "form", "source")
# A place name stands in dozens of longer ones.
_SHOWN_TERMS = 20


def draw_concepts(console: Console, concepts: Sequence[Concept], language: str) -> None:
    """Print each concept: its forms, what came before and after it, and what it nests with."""
    from rich.text import Text

    for number, concept in enumerate(concepts):
        if number:
            console.print()
        head = Text(printable(concept.concept), style="bold")
        category = category_name(concept.forms[0].category, language)
        head.append(f"  {printable(category)}", style="cyan")
        console.print(head)
        rows = [_row(entry, language) for entry in concept.forms]
        used = [name for name in _COLUMNS if name in _ALWAYS or any(row[name] for row in rows)]
        columns = [Column(name, "term" if name == "term" else "text") for name in used]
        console.print(table(rows, columns, language))
        for line in (
            *(_relation(relation, concept.concept, language) for relation in concept.succession),
            *_names("text.dict_contains", concept.contains, language),
            *_names("text.dict_contained_in", concept.contained_in, language),
        ):
            console.print(Text(printable(line)))


def _row(entry: Entry, language: str) -> dict[str, str]:
    row: dict[str, str] = plain_value(entry)
    form, status = (value_label(name, row[name], language) for name in ("form", "status"))
    return {**row, "form": form, "status": status if row["status"] else ""}


def _relation(relation: Relation, concept: str, language: str) -> str:
    is_later = relation.concept == concept
    key = f"text.{relation.relation}_{'later' if is_later else 'earlier'}"
    line = phrase(
        key,
        language,
        other=relation.successor if is_later else relation.concept,
        date=relation.date or "?",
    )
    return f"{line} ({relation.note})" if relation.note else line


def _names(key: str, terms: Sequence[str], language: str) -> Iterable[str]:
    if terms:
        shown = label("word.separator", language).join(terms[:_SHOWN_TERMS])
        if len(terms) > _SHOWN_TERMS:
            shown += phrase("text.and_more", language, count=len(terms) - _SHOWN_TERMS)
        yield phrase(key, language, terms=shown)
