"""Groups of repeated lines for a page: the original once, and what differs in each copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cantext.render.copies import Piece, differences, places
from cantext.render.labels import phrase, value_label

if TYPE_CHECKING:
    from cantext.deduplication.model import DuplicateGroup, Member

# What recurs a hundred times is told by number.
_COPIES_SHOWN = 12
_LINES_SHOWN = 12


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
        places([first], language, names, _LINES_SHOWN),
        tuple(copies),
        max(len(rest) - _COPIES_SHOWN, 0),
    )


def _exact(members: Sequence[Member], language: str, names: Mapping[str, str]) -> Copy:
    where = places(members, language, names, _LINES_SHOWN)
    return Copy(value_label("relation", "exact", language), where, ())


def _copy(first: Member, member: Member, language: str, names: Mapping[str, str]) -> Copy:
    before, after = first.text.strip(), member.text.strip()
    if member.relation == "contained":
        pieces: tuple[Piece, ...] = (Piece(after, "same"),)
    else:
        pieces = differences(before, after)
    relation = value_label("relation", member.relation, language)
    return Copy(relation, places([member], language, names, _LINES_SHOWN), pieces)
