"""What the Government says it will do, is doing and has done, and how two documents differ."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from cantext.analyses.groups import date_of
from cantext.analyses.over_texts import Tokens, corpus_or_tokens
from cantext.corpus import Corpus
from cantext.documents.texts import Texts
from cantext.errors import UsageError
from cantext.normalise import project
from cantext.result import Result
from cantext.statements.find import find_statements
from cantext.statements.match import (
    CHANGES,
    LEAST_LIKENESS,
    LEAST_WITH_CONCEPT,
    MatchRow,
    match_rows,
)
from cantext.statements.rows import CommitmentRow, commitment_row
from cantext.statements.word_lists import statuses

Grouping = Literal["category", "concept", "status", "actor"]
GROUPINGS: tuple[Grouping, ...] = ("category", "concept", "status", "actor")


@dataclass(frozen=True, slots=True)
class CommitmentGroup:
    """The commitments of a category, a concept, a status or an actor.

    A statement that a text repeats word for word counts once; `repeats` are the others. `group` is
    None for what has no such thing. `statuses` counts by status, `money` adds up the targets in
    Hong Kong dollars.
    """

    group: str | None
    count: int
    repeats: int
    documents: int
    with_target: int
    with_deadline: int
    money: float
    statuses: Mapping[str, int]


def commitments(
    texts: Texts | Corpus | Tokens,
    *,
    status: Collection[str] = (),
    category: str | None = None,
    concept: str | None = None,
    actor: str | None = None,
    before: str | None = None,
    dates: Mapping[str, str | None] | None = None,
    limit: int | None = None,
) -> Result[CommitmentRow]:
    """Find what the Government, or a named body, says it will do, is doing or has done.

    Parameters
    ----------
    texts
        Paths, documents or a corpus (see `cantext.analyses.over_texts`); or their tokens.
    status
        Only these statuses (`statuses.tsv`); none for all.
    category, concept
        Only what is about a term of this category, or this concept.
    actor
        Only of this actor: part of its name as written, or its name in the dictionary.
    before
        Only what is to be done by this day, in ISO 8601; what has no deadline is left out.
    dates
        The date of each document, by which 明年 gets its year. By default it is what the documents
        say of themselves; of tokens nothing is known.
    limit
        How many rows; None for all.

    Returns
    -------
    Result
        Rows in the order of the text. `meta` gives `commitments`, how many there are without the
        limit, and how many of each status.

    Raises
    ------
    UsageError
        For a status that is unknown, or a day that is none.

    Examples
    --------
    >>> from cantext.documents.document import Document
    >>> text = "政府會於2026年內撥款30億元推行公屋計劃。立法會正在開會。"
    >>> found = commitments(Document("a", text))
    >>> [(row.actor, row.status, row.target_value, row.deadline) for row in found.rows]
    [('政府', 'will', 3000000000, '2026')]
    """
    if unknown := sorted(set(status) - statuses().keys()):
        raise UsageError(f"unknown status {unknown[0]!r}; known are {', '.join(statuses())}")
    found = corpus_or_tokens(texts)
    if dates is None and isinstance(found, Corpus):
        dates = {document.id: date_of(document) for document in found.documents}
    # A date of the metadata is whatever the document says it is.
    begun = {name: (date or "")[:4] for name, date in (dates or {}).items()}
    years = {name: int(year) for name, year in begun.items() if re.fullmatch("[0-9]{4}", year)}
    rows = [
        row
        for block, statement in find_statements(
            found.blocks() if isinstance(found, Corpus) else found
        )
        if (not status or statement.status in status)
        and _is_wanted(
            row := commitment_row(block, statement, years.get(block.document)),
            category, concept, actor, before,
        )
    ]  # fmt: skip
    result = Result(
        tuple(rows if limit is None else rows[: max(limit, 0)]),
        {
            "commitments": len(rows),
            "statuses": _by_status(rows),
            "parameters": {
                "status": sorted(status),
                "category": category,
                "concept": concept,
                "actor": actor,
                "before": before,
                "limit": limit,
            },
            "formulae": {},
        },
    )
    return found.signed(result, "commitments", {}) if isinstance(found, Corpus) else result


def _is_wanted(
    row: CommitmentRow,
    category: str | None,
    concept: str | None,
    actor: str | None,
    before: str | None,
) -> bool:
    if category not in (None, row.category) or concept not in (None, row.concept):
        return False
    if actor is not None:
        names = [project(name) for name in (row.actor, row.body) if name]
        if not any(project(actor) in name for name in names):
            return False
    return before is None or (row.deadline_end is not None and row.deadline_end <= before)


def _by_status(rows: Iterable[CommitmentRow]) -> dict[str, int]:
    counts = Counter(row.status for row in rows)
    return {name: counts[name] for name in statuses() if counts[name]}


def group_commitments(rows: Iterable[CommitmentRow], by: Grouping) -> Result[CommitmentGroup]:
    r"""Count commitments by category, concept, status or actor.

    A row for each, most commitments first; statuses in their own order.

    Raises
    ------
    UsageError
        For another grouping.

    Examples
    --------
    >>> from cantext.documents.document import Document
    >>> found = commitments(Document("a", "政府會興建公屋。\n\n政府已開設診所。"))
    >>> [(row.group, row.count) for row in group_commitments(found.rows, "status").rows]
    [('will', 1), ('done', 1)]
    """
    if by not in GROUPINGS:
        raise UsageError(f"by must be {', '.join(GROUPINGS)}, not {by!r}")
    groups: dict[str | None, list[CommitmentRow]] = {}
    for row in rows:
        groups.setdefault(row.body if by == "actor" else getattr(row, by), []).append(row)
    found = [_group(name, members) for name, members in groups.items()]
    order = list(statuses())
    found.sort(
        key=lambda group: (
            order.index(group.group or order[0]) if by == "status" else -group.count,
            group.group is None,
            group.group or "",
        )
    )
    return Result(tuple(found), {"groups": len(found), "by": by})


def _group(name: str | None, members: list[CommitmentRow]) -> CommitmentGroup:
    once = list({(row.status, said_key(row)): row for row in reversed(members)}.values())
    money = [row.target_value or 0 for row in once if row.currency == "HKD"]
    return CommitmentGroup(
        group=name,
        count=len(once),
        repeats=len(members) - len(once),
        documents=len({row.document for row in members}),
        with_target=sum(row.target is not None for row in once),
        with_deadline=sum(row.deadline is not None for row in once),
        money=sum(money),
        statuses=_by_status(once),
    )


def said_key(row: CommitmentRow) -> str:
    """Return what makes two statements the same: their letters and digits."""
    return "".join(filter(str.isalnum, project(row.text)))


def match_commitments(
    before: Iterable[CommitmentRow], after: Iterable[CommitmentRow]
) -> Result[MatchRow]:
    """Pair the commitments of two documents one to one.

    A statement that a document repeats word for word is taken once. See
    `cantext.statements.match` for how pairs are found.

    Returns
    -------
    Result
        What is repeated and what changed, in the order of the second document, then what was
        dropped and what is new. `meta` counts them.

    Examples
    --------
    >>> from cantext.documents.document import Document
    >>> before = commitments(Document("2024", "政府會於2026年完成公屋計劃。"))
    >>> after = commitments(Document("2025", "政府會於2028年完成公屋計劃。"))
    >>> [row.change for row in match_commitments(before.rows, after.rows).rows]
    ['changed']
    """
    rows = match_rows(_once(before), _once(after))
    counts = Counter(row.change for row in rows)
    meta: dict[str, Any] = {
        "changes": {change: counts[change] for change in CHANGES},
        "formulae": {
            "similarity": "cosine of tf-idf weighted character bigrams, the object at full and the "
            "rest at half weight, plus .1 for the same concept; before that at least "
            f"{LEAST_WITH_CONCEPT} with the same concept, {LEAST_LIKENESS} without"
        },
    }
    return Result(rows, meta)


def _once(rows: Iterable[CommitmentRow]) -> list[CommitmentRow]:
    kept: dict[str, CommitmentRow] = {}
    for row in rows:
        kept.setdefault(said_key(row), row)
    return list(kept.values())
