"""Groups of repeated lines for people: what repeats, where, and what differs in near copies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from cantext.render.labels import label, phrase, value_label
from cantext.render.text import printable, wrapped

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from cantext.deduplication import DuplicateGroup, Member

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
    if named is None:
        named = len({member.document for group in groups for member in group.members}) > 1
    marked = False
    for group in groups[:limit]:
        marked |= _draw_group(console, group, language, named)
    if marked and not _coloured(console):
        _print(console, Text(label("text.difference_marks", language).format(), style="dim"))
    if limit is not None and len(groups) > limit:
        console.print(
            Text(phrase("text.more_groups", language, shown=limit, total=len(groups)), style="dim")
        )


def _coloured(console: Console) -> bool:
    """Whether colour and strokes reach the reader."""
    return console.color_system is not None and not console.no_color


def _draw_group(console: Console, group: DuplicateGroup, language: str, named: bool) -> bool:
    """Print a group and return whether a difference was marked."""
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
    _print(console, head)
    _print(console, Text(printable(first.text.strip())), _MARGIN)
    _print(console, Text(_places([first], named, language), style="dim"), _MARGIN)
    exact = [m for m in copies if m.relation == "exact" and m.text == first.text]
    if exact:
        name = f"= {value_label('relation', 'exact', language)}"
        places = _places(exact, named, language)
        line = Text(phrase("text.told", language, name=name, value=places), style="dim")
        _print(console, line, _MARGIN)
    others = [m for m in copies if m not in exact]
    marked = False
    for member in others[:_SHOWN_MEMBERS]:
        text, differs = _difference(first, member, _coloured(console))
        name = value_label("relation", member.relation, language)
        if member.relation == "exact" and differs:
            name = label("text.same_but_marks", language)
        where = _places([member], named, language)
        place = phrase("text.placed", language, name=f"≈ {name}", place=where)
        _print(console, Text(place, style="yellow"), _MARGIN)
        _print(console, text, _MARGIN + 2)
        marked |= differs
    if len(others) > _SHOWN_MEMBERS:
        rest = others[_SHOWN_MEMBERS:]
        line = Text(f"+ {len(rest):,}: ", style="dim")
        line.append(_places(rest, named, language))
        _print(console, line, _MARGIN)
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


def _places(members: Iterable[Member], with_document: bool, language: str) -> str:
    """Return `lines 3, 14, 88`, with document names where there are several."""
    by_document: dict[str, list[int]] = {}
    for member in members:
        by_document.setdefault(member.document, []).append(member.line)
    parts = []
    for document, lines in by_document.items():
        joint = label("word.separator", language)
        numbers = joint.join(f"{line}" for line in lines[:_SHOWN_MEMBERS])
        name = f"{printable(document)} " if with_document else ""
        more = len(lines) - _SHOWN_MEMBERS
        key = "text.line_numbers" if len(lines) == 1 else "text.several_lines"
        key = "text.many_lines" if more > 0 else key
        parts.append(name + phrase(key, language, numbers=numbers, more=more))
    shown = label("word.semicolon", language).join(parts[:_SHOWN_MEMBERS])
    if len(parts) > _SHOWN_MEMBERS:
        shown += phrase("text.and_more", language, count=len(parts) - _SHOWN_MEMBERS)
    return shown


def _difference(first: Member, member: Member, coloured: bool) -> tuple[Text, bool]:
    """Return a copy with what it lacks and adds marked, and whether anything is."""
    from rich.text import Text

    before, after = printable(first.text.strip()), printable(member.text.strip())
    if member.relation == "contained" or before == after:
        return Text(after), False
    line = Text()
    for operation, a, b, c, d in SequenceMatcher(None, before, after, False).get_opcodes():
        if operation == "equal":
            line.append(before[a:b])
            continue
        if a < b:
            lacking = before[a:b]
            line.append(lacking if coloured else f"[-{lacking}-]", style="red strike")
        if c < d:
            added = after[c:d]
            line.append(added if coloured else f"{{+{added}+}}", style="green underline")
    return line, True
