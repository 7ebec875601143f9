"""Groups of repeated lines for a page: the original once, and what differs in each copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from cantext.render.labels import label, phrase, value_label

if TYPE_CHECKING:
    from cantext.deduplication import DuplicateGroup, Member

# What recurs a hundred times is told by number.
_COPIES_SHOWN = 12
_LINES_SHOWN = 12
# Longer lines are not compared character by character, which takes the square of their length.
_COMPARED = 4000

Change = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both lines have, or one of them alone."""

    text: str
    change: Change


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy: how it relates to the original, where it stands, and its text if it differs."""

    relation: str
    places: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class PageGroup:
    """A group as the page shows it; `more` copies are not shown."""

    number: int
    kind: str
    size: str
    text: str
    place: str
    copies: tuple[Copy, ...]
    more: int


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """Return a copy in pieces: what it shares with the original, adds to it and lacks of it.

    >>> [(piece.text, piece.change) for piece in differences("在工廠裡看", "在工廠裏看。")]
    [('在工廠', 'same'), ('裡', 'removed'), ('裏', 'added'), ('看', 'same'), ('。', 'added')]
    """
    if len(before) > _COMPARED or len(after) > _COMPARED:
        return (Piece(before, "removed"), Piece(after, "added"))
    pieces: list[Piece] = []
    for operation, a, b, c, d in SequenceMatcher(None, before, after, False).get_opcodes():
        if operation == "equal":
            pieces.append(Piece(before[a:b], "same"))
            continue
        if a < b:
            pieces.append(Piece(before[a:b], "removed"))
        if c < d:
            pieces.append(Piece(after[c:d], "added"))
    return tuple(pieces)


def weightiest(groups: Sequence[DuplicateGroup]) -> list[DuplicateGroup]:
    """Return the groups of which copies were left out: the most text first, furniture last."""
    repeated = [group for group in groups if not all(member.kept for member in group.members)]
    return sorted(
        repeated,
        key=lambda group: (
            group.kind in ("boilerplate", "credit"),
            -sum(len(member.text) for member in group.members if not member.kept),
            group.group,
        ),
    )


def page_group(group: DuplicateGroup, language: str, names: Mapping[str, str]) -> PageGroup:
    """Return a group for a page; `names` are those of the documents, none where there is one."""
    first = next((m for m in group.members if m.relation == "original"), group.members[0])
    others = [member for member in group.members if member is not first]
    documents = len({member.document for member in group.members})
    size = "text.group_size" if documents == 1 else "text.group_size_documents"
    exact = [m for m in others if m.relation == "exact" and m.text == first.text]
    rest = [m for m in others if m not in exact]
    copies = [_exact(exact, language, names)] if exact else []
    copies += [_copy(first, member, language, names) for member in rest[:_COPIES_SHOWN]]
    return PageGroup(
        group.group,
        value_label("kind", group.kind, language),
        phrase(size, language, members=len(group.members), documents=documents),
        first.text.strip(),
        _places([first], language, names),
        tuple(copies),
        max(len(rest) - _COPIES_SHOWN, 0),
    )


def _exact(members: Sequence[Member], language: str, names: Mapping[str, str]) -> Copy:
    return Copy(value_label("relation", "exact", language), _places(members, language, names), ())


def _copy(first: Member, member: Member, language: str, names: Mapping[str, str]) -> Copy:
    before, after = first.text.strip(), member.text.strip()
    if member.relation == "contained":
        pieces: tuple[Piece, ...] = (Piece(after, "same"),)
    else:
        pieces = differences(before, after)
    relation = value_label("relation", member.relation, language)
    return Copy(relation, _places([member], language, names), pieces)


def _places(members: Sequence[Member], language: str, names: Mapping[str, str]) -> str:
    """Return `line 3, 14, 88`, with the names of documents where there are several."""
    by_document: dict[str, list[int]] = {}
    for member in members:
        by_document.setdefault(member.document, []).append(member.line)
    parts = []
    for document, lines in list(by_document.items())[:_LINES_SHOWN]:
        numbers = label("word.separator", language).join(map(str, lines[:_LINES_SHOWN]))
        if len(lines) > _LINES_SHOWN:
            numbers += phrase("text.and_more", language, count=len(lines) - _LINES_SHOWN)
        where = phrase("text.line_numbers", language, numbers=numbers)
        parts.append(f"{names.get(document, document)} {where}" if names else where)
    if len(by_document) > _LINES_SHOWN:
        parts.append(
            phrase("text.and_more", language, count=len(by_document) - _LINES_SHOWN).strip()
        )
    return "; ".join(parts) if language == "en" else "；".join(parts)
