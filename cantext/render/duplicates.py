"""Groups of repeated lines for people: what repeats, where, and what differs in near copies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from cantext.render.labels import label, phrase, value_label
from cantext.render.text import printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    from cantext.duplicates import DuplicateGroup, Member

# A footer that recurs a hundred times is told, not listed.
_SHOWN_MEMBERS = 8


def draw_groups(
    console: Console,
    groups: Sequence[DuplicateGroup],
    language: str,
    *,
    limit: int | None = None,
    named: bool | None = None,
) -> None:
    """Print each group: its kind and size, its text once, then its copies.

    Text that a near copy adds is green, what it lacks red and struck through; an exact copy is
    named by its place alone.
    """
    from rich.text import Text

    if not groups:
        console.print(Text(label("text.no_rows", language), style="dim"))
        return
    if named is None:
        named = len({member.document for group in groups for member in group.members}) > 1
    for group in groups[:limit]:
        _draw_group(console, group, language, named)
    if limit is not None and len(groups) > limit:
        console.print(
            Text(phrase("text.more_groups", language, shown=limit, total=len(groups)), style="dim")
        )


def _draw_group(console: Console, group: DuplicateGroup, language: str, named: bool) -> None:
    from rich.text import Text

    first = next((m for m in group.members if m.relation == "original"), group.members[0])
    copies = [member for member in group.members if member is not first]
    documents = len({member.document for member in group.members})
    size = "text.group_size" if documents == 1 else "text.group_size_documents"
    head = Text()
    head.append(f"{group.group:>3}  ", style="dim")
    head.append(value_label("kind", group.kind, language), style="bold cyan")
    head.append(
        "  " + phrase(size, language, members=len(group.members), documents=documents),
        style="dim",
    )
    console.print(head)
    console.print(_indented(Text(printable(first.text.strip()))))
    where = Text(style="dim")
    where.append(_places([first], named, language))
    console.print(_indented(where))
    exact = [m for m in copies if m.relation == "exact" and m.text == first.text]
    if exact:
        line = Text(f"= {value_label('relation', 'exact', language)}: ", style="dim")
        line.append(_places(exact, named, language))
        console.print(_indented(line))
    others = [m for m in copies if m not in exact]
    for member in others[:_SHOWN_MEMBERS]:
        console.print(_indented(_difference(first, member, named, language)))
    if len(others) > _SHOWN_MEMBERS:
        rest = others[_SHOWN_MEMBERS:]
        line = Text(f"+ {len(rest):,}: ", style="dim")
        line.append(_places(rest, named, language))
        console.print(_indented(line))
    console.print()


def _indented(text: Text) -> Padding:
    """Set text in from the margin, folded lines too; not to the full width: a pipe has no end."""
    from rich.padding import Padding

    return Padding(text, (0, 0, 0, 5), expand=False)


def _places(members: Iterable[Member], with_document: bool, language: str) -> str:
    """Return `lines 3, 14, 88`, with document names where there are several."""
    by_document: dict[str, list[int]] = {}
    for member in members:
        by_document.setdefault(member.document, []).append(member.line)
    parts = []
    for document, lines in by_document.items():
        numbers = ", ".join(f"{line}" for line in lines[:_SHOWN_MEMBERS])
        if len(lines) > _SHOWN_MEMBERS:
            numbers += phrase("text.and_more", language, count=len(lines) - _SHOWN_MEMBERS)
        name = f"{printable(document)} " if with_document else ""
        parts.append(name + phrase("text.line_numbers", language, numbers=numbers))
    shown = "; ".join(parts[:_SHOWN_MEMBERS])
    if len(parts) > _SHOWN_MEMBERS:
        shown += phrase("text.and_more", language, count=len(parts) - _SHOWN_MEMBERS)
    return shown


def _difference(first: Member, member: Member, with_document: bool, language: str) -> Text:
    from rich.text import Text

    line = Text()
    relation = value_label("relation", member.relation, language)
    line.append(f"≈ {relation} ", style="yellow")
    line.append(f"({_places([member], with_document, language)})  ", style="dim")
    if member.relation == "contained":
        line.append(printable(member.text.strip()))
        return line
    before, after = printable(first.text.strip()), printable(member.text.strip())
    for operation, a, b, c, d in SequenceMatcher(None, before, after, False).get_opcodes():
        if operation == "equal":
            line.append(before[a:b])
            continue
        if a < b:
            line.append(before[a:b], style="red strike")
        if c < d:
            line.append(after[c:d], style="green underline")
    return line
