"""Groups of repeated lines for people: what repeats, where, and what differs in near copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cantext.render.copies import differences, places
from cantext.render.labels import label, phrase, value_label
from cantext.render.text import printable, wrapped

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from cantext.deduplication.model import DuplicateGroup, Member

# A footer that recurs a hundred times is told, not listed.
_SHOWN_MEMBERS = 8
_MARGIN = 5


def draw_groups(
    console: Console,
    groups: Sequence[DuplicateGroup],
    language: str,
    *,
    limit: int | None = None,
    named: bool | None = None,
) -> None:
    """Print each group: its kind and size, its text once, then its copies.

    Text that a near copy adds is green, what it lacks red and struck through; without colour they
    stand in `{+…+}` and `[-…-]`. An exact copy is named by its place alone.
    """
    from rich.text import Text

    if not groups:
        console.print(Text(label("text.no_rows", language), style="dim"))
        return
    documents = {member.document for group in groups for member in group.members}
    if named is None:
        named = len(documents) > 1
    names = {document: printable(document) for document in documents} if named else None
    marked = False
    for group in groups[:limit]:
        marked |= _draw_group(console, group, language, names)
    if marked and not _coloured(console):
        _print(console, Text(label("text.difference_marks", language).format(), style="dim"))
    if limit is not None and len(groups) > limit:
        console.print(
            Text(phrase("text.more_groups", language, shown=limit, total=len(groups)), style="dim")
        )


def _coloured(console: Console) -> bool:
    """Whether colour and strokes reach the reader."""
    return console.color_system is not None and not console.no_color


def _draw_group(
    console: Console, group: DuplicateGroup, language: str, names: Mapping[str, str] | None
) -> bool:
    """Print a group and return whether a difference was marked."""
    from rich.text import Text

    first = next((m for m in group.members if m.relation == "original"), group.members[0])
    copies = [member for member in group.members if member is not first]
    documents = len({member.document for member in group.members})
    colon = label("word.colon", language)
    size = "text.group_size" if documents == 1 else "text.group_size_documents"
    head = Text()
    head.append(f"{group.group:>3}  ", style="dim")
    head.append(value_label("kind", group.kind, language), style="bold cyan")
    head.append(
        "  " + phrase(size, language, members=len(group.members), documents=documents),
        style="dim",
    )
    _print(console, head)
    _print(console, Text(printable(first.text.strip())), _MARGIN)
    _print(console, Text(places([first], language, names, _SHOWN_MEMBERS), style="dim"), _MARGIN)
    exact = [m for m in copies if m.relation == "exact" and m.text == first.text]
    if exact:
        where = places(exact, language, names, _SHOWN_MEMBERS)
        same = f"= {value_label('relation', 'exact', language)}{colon}{where}"
        _print(console, Text(same, style="dim"), _MARGIN)
    others = [m for m in copies if m not in exact]
    marked = False
    for member in others[:_SHOWN_MEMBERS]:
        text, differs = _difference(first, member, _coloured(console))
        name = value_label("relation", member.relation, language)
        if member.relation == "exact" and differs:
            name = label("text.same_but_marks", language)
        where = places([member], language, names, _SHOWN_MEMBERS)
        place = phrase("text.placed", language, name=f"≈ {name}", place=where)
        _print(console, Text(place, style="yellow"), _MARGIN)
        _print(console, text, _MARGIN + 2)
        marked |= differs
    if len(others) > _SHOWN_MEMBERS:
        rest = others[_SHOWN_MEMBERS:]
        where = places(rest, language, names, _SHOWN_MEMBERS)
        _print(console, Text(f"+ {len(rest):,}{colon}{where}", style="dim"), _MARGIN)
    console.print()
    return marked


def _print(console: Console, text: Text, margin: int = 0) -> None:
    """Print text folded as Chinese is, its lines set in from the margin."""
    margin = min(margin, max(console.width - 10, 0))
    lines = wrapped(text.plain, max(console.width - margin, 2))
    for start, end in lines:
        line = text[start:end]
        line.pad_left(margin)
        line.overflow = "fold"
        console.print(line)


def _difference(first: Member, member: Member, coloured: bool) -> tuple[Text, bool]:
    """Return a copy with what it lacks and adds marked, and whether anything is."""
    from rich.text import Text

    before, after = printable(first.text.strip()), printable(member.text.strip())
    if member.relation == "contained" or before == after:
        return Text(after), False
    line = Text()
    for piece in differences(before, after):
        if piece.change == "same":
            line.append(piece.text)
        elif piece.change == "removed":
            line.append(piece.text if coloured else f"[-{piece.text}-]", style="red strike")
        else:
            line.append(piece.text if coloured else f"{{+{piece.text}+}}", style="green underline")
    return line, True
