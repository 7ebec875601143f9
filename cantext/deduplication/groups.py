"""Groups of copies: who repeats whom, which copy is kept, and what stands inside a paragraph."""

import os
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cantext.deduplication.across import Spread, spread_groups
from cantext.deduplication.contained import contained_in
from cantext.deduplication.garbage import no_cycles
from cantext.deduplication.kinds import kinds_of
from cantext.deduplication.layout import Layout, Plan
from cantext.deduplication.marks import CONTENTS, CREDITED, LABELLED, TRUNCATED
from cantext.deduplication.model import DuplicateGroup, Kind, Member, Relation
from cantext.deduplication.sheet import Sheet, lay_out
from cantext.documents.document import Document
from cantext.documents.texts import Texts, documents_of
from cantext.result import Result

# In running text a short heading may come back for good reason: 目的, 背景, 未來路向.
SHORTEST_PLAIN = 8
SHORTEST_WRAPPED = 12
_CONTENTS_RUN = 5


# A group in the making: number of its document, first line, kind and members.
_Draft = tuple[int, int, Kind, list[Member]]


@dataclass(frozen=True, slots=True)
class Copies:
    """The lines of one document that say the same: indices, the kept one among them.

    `repeats` tells whether the copies are the page's doing and may be dropped (never body text).
    """

    kept: int
    members: tuple[int, ...]
    kind: Kind
    repeats: bool


@dataclass(frozen=True, slots=True)
class Audit:
    """All that is known of the repeats in one document."""

    sheet: Sheet
    layout: Layout
    kinds: list[Kind]
    copies: list[Copies]


def audit(document: Document) -> Audit:
    """Lay a document out, tell the kinds of its lines and gather its copies."""
    with no_cycles():
        sheet = lay_out(document)
        plan = Plan(sheet)
        kinds = kinds_of(plan)
        return Audit(sheet, plan.layout, kinds, list(_copies(sheet, plan.layout, kinds)))


def _copies(sheet: Sheet, layout: Layout, kinds: list[Kind]) -> Iterator[Copies]:
    # The title of a document is no copy of the running headers that say it again.
    clusters: dict[tuple[int, bool], list[int]] = defaultdict(list)
    heads, sizes = sheet.clusters.head, sheet.clusters.sizes
    for i in sheet.filled:
        if heads[i] in sizes:
            clusters[heads[i], i in sheet.furniture].append(i)
    contents = _table_of_contents(sheet, kinds) if layout == "plain" else set()
    for (anchor, running), cluster in clusters.items():
        words = sheet.words[anchor]
        # The entry of a table of contents says again what the heading says.
        listed = anchor in contents or any(sheet.marks[i] & CONTENTS for i in cluster)
        if layout == "paged" and len(words) < SHORTEST_WRAPPED and not (listed or running):
            continue
        repeats = (
            layout in ("page", "feed")
            or listed
            or running
            or (layout == "plain" and len(words) >= SHORTEST_PLAIN)
        )
        parts = [cluster] if layout == "plain" else _apart_from_body(sheet, kinds, cluster)
        for members in parts:
            if len(members) > 1:
                kept = best_copy(sheet, kinds, members)
                yield Copies(kept, tuple(members), kinds[kept], repeats)


def _apart_from_body(sheet: Sheet, kinds: list[Kind], cluster: list[int]) -> list[list[int]]:
    """Part the paragraphs from the captions of a cluster, unless all are the same to the letter.

    A paragraph is never a copy of a caption though their words be the same: the caption is
    contained in it.
    """
    body = [i for i in cluster if kinds[i] == "body"]
    if not body or len({sheet.texts[i].strip() for i in cluster}) == 1:
        return [cluster]
    return [body, [i for i in cluster if kinds[i] != "body"]]


def best_copy(sheet: Sheet, kinds: list[Kind], members: Collection[int]) -> int:
    """Return the copy to keep: whole, unchanged, without a credit, and the first of those."""
    return min(members, key=lambda i: (_handicap(sheet, kinds, i), i))


def _handicap(sheet: Sheet, kinds: list[Kind], i: int) -> int:
    """Return what speaks against keeping a copy, the weightiest in the highest bit."""
    mark, relation = sheet.marks[i], sheet.clusters.relation.get(i)
    return (
        # A teaser that repeats a headline goes, the headline stays.
        64 * (kinds[i] in ("boilerplate", "credit"))
        + 32 * (kinds[i] != "body")
        + 16 * (bool(mark & TRUNCATED) or relation == "truncated")
        + 8 * (relation == "near")
        + 4 * bool(mark & CONTENTS)
        # 「標題｜某報」 is the title of the window, not of the article.
        + 2 * (i in sheet.clusters.titles)
        + bool(mark & (CREDITED | LABELLED))
    )


def _table_of_contents(sheet: Sheet, kinds: list[Kind]) -> set[int]:
    """Clusters of a run of headings that come back later in the same order."""
    later: dict[int, list[int]] = defaultdict(list)
    for i in sheet.filled:
        later[sheet.clusters.head[i]].append(i)
    found: set[int] = set()
    run: list[int] = []
    reached = -1
    for i in [*sheet.filled, -1]:
        if i >= 0 and kinds[i] != "body":
            places = later[sheet.clusters.head[i]]
            again = bisect_right(places, max(i, reached))
            if again < len(places):
                run.append(i)
                reached = places[again]
                continue
        if len(run) >= _CONTENTS_RUN and run[-1] < later[sheet.clusters.head[run[0]]][-1]:
            found.update(sheet.clusters.head[j] for j in run)
        run, reached = [], -1
    return found


def relation_of(sheet: Sheet, kept: int, i: int) -> tuple[Relation, float]:
    """Return how line i relates to the kept line of its cluster."""
    if i == kept:
        return "original", 1.0
    if sheet.words[i] == sheet.words[kept]:
        if (sheet.marks[i] ^ sheet.marks[kept]) & TRUNCATED:
            return "truncated", 1.0
        return "exact", 1.0
    relation, similarity = sheet.clusters.relation, sheet.clusters.similarity
    if relation.get(i) == "truncated":
        return "truncated", similarity[i]
    if "near" in (relation.get(i), relation.get(kept)):
        return "near", min(similarity.get(i, 1.0), similarity.get(kept, 1.0))
    return "exact", 1.0


def documents_or_audits(texts: Texts | Iterable[Document | Audit]) -> Iterator[Document | Audit]:
    """Yield the documents of texts, and audits as they are."""
    if isinstance(texts, str | Document | os.PathLike):
        yield from documents_of(texts)
        return
    for text in texts:
        if isinstance(text, Audit):
            yield text
        else:
            yield from documents_of(text)


def find_duplicates(
    documents: Texts | Iterable[Document | Audit],
    *,
    across_documents: bool = True,
    contained: bool = True,
) -> Result[DuplicateGroup]:
    r"""Find repeated lines within each document and across documents.

    Parameters
    ----------
    documents
        Documents, or paths to read; a document's `id` names it in the rows. A document that `audit`
        has seen may be given as its audit, so that cleaning and grouping share the work.
    across_documents
        Also report lines of at least 12 characters that stand in several documents; near copies
        between two documents that share two other lines, or the address of a page.
    contained
        Also report captions and headlines whose words stand inside a paragraph.

    Returns
    -------
    Result[DuplicateGroup]
        Groups in the order of their first line. `meta` counts lines, groups by kind, and the
        repeated lines and characters by kind.

    Examples
    --------
    >>> page = Document("page", "政府推出產學研資助（資料圖片）\n\n政府推出產學研資助\n")
    >>> group = find_duplicates([page]).rows[0]
    >>> [(member.line, member.relation) for member in group.members]
    [(1, 'exact'), (3, 'original')]
    """
    drafts: list[_Draft] = []
    spread = Spread()
    inside: dict[tuple[int, int], list[Member]] = {}
    counts: dict[str, Any] = {"documents": 0, "lines": 0, "filled_lines": 0, "layouts": {}}
    first: Audit | None = None
    for number, document in enumerate(documents_or_audits(documents)):
        found = document if isinstance(document, Audit) else audit(document)
        sheet = found.sheet
        counts["documents"] += 1
        counts["lines"] += len(sheet.texts)
        counts["filled_lines"] += len(sheet.filled)
        counts["layouts"][found.layout] = counts["layouts"].get(found.layout, 0) + 1
        with no_cycles():
            for copies in found.copies:
                members = _members(found, copies)
                drafts.append((number, copies.members[0], copies.kind, members))
                if across_documents:
                    inside[number, copies.kept] = members
            if contained:
                drafts += _contained(number, found)
        if across_documents and number:
            if number == 1 and first is not None:
                spread.add(0, first)
                first = None
            spread.add(number, found)
        elif across_documents:
            first = found  # lines of one document alone are spread over none
    spread_groups(spread, inside, drafts)
    drafts.sort(key=lambda draft: (draft[0], draft[1], draft[3][0].relation))
    with no_cycles():
        rows = tuple(
            DuplicateGroup(group, kind, tuple(members))
            for group, (_, _, kind, members) in enumerate(drafts, start=1)
        )
    meta = counts | _summary(rows)
    meta["parameters"] = {"across_documents": across_documents, "contained": contained}
    return Result(rows, meta)


def _members(found: Audit, copies: Copies) -> list[Member]:
    sheet, kept = found.sheet, copies.kept
    members = []
    for i in copies.members:
        relation, similarity = relation_of(sheet, kept, i)
        stays = i == kept or not copies.repeats or found.kinds[i] == "body"
        members.append(_member(sheet, i, relation, similarity, stays))
    return members


def _contained(number: int, found: Audit) -> Iterator[_Draft]:
    sheet = found.sheet
    for paragraph, i, share in contained_in(sheet, found.kinds):
        pair = [
            _member(sheet, paragraph, "original", 1.0, True),
            _member(sheet, i, "contained", share, True),
        ]
        yield number, i, found.kinds[i], pair


def _member(sheet: Sheet, i: int, relation: Relation, similarity: float, kept: bool) -> Member:
    return Member(sheet.document.id, i + 1, sheet.texts[i], relation, similarity, kept)


def _summary(rows: tuple[DuplicateGroup, ...]) -> dict[str, Any]:
    groups: dict[str, int] = defaultdict(int)
    repeats: dict[str, int] = defaultdict(int)
    lines: dict[str, int] = defaultdict(int)
    characters: dict[str, int] = defaultdict(int)
    held = 0
    for row in rows:
        if any(member.relation == "contained" for member in row.members):
            held += 1
            continue
        groups[row.kind] += 1
        repeats[row.kind] += sum(member.relation != "original" for member in row.members)
        for member in row.members:
            if not member.kept:
                lines[row.kind] += 1
                characters[row.kind] += len(member.text)
    return {
        "groups": len(rows),
        "groups_by_kind": dict(sorted(groups.items())),
        "contained": held,
        "repeats_by_kind": dict(sorted(repeats.items())),
        "dropped_lines": dict(sorted(lines.items())),
        "dropped_characters": dict(sorted(characters.items())),
    }
