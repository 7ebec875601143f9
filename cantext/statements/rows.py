"""Commitments as rows: who, what, about what, how much, by when, and by which words."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cantext.lexicon.entry import ADOPTED, Entry
from cantext.normalise import project
from cantext.quantities import Quantity, find_quantities
from cantext.segmentation.tokens import TokenBlock
from cantext.statements.deadlines import last_day, with_year
from cantext.statements.model import Statement

# What a deed is aimed at in numbers; when and how long are no targets.
_NO_TARGET = frozenset(("date", "period", "duration", "age", "rank"))
_WHEN = frozenset(("date", "period"))
# A statement is about a body or a place only when it is about nothing else.
_SCENE = frozenset(("government_bodies", "statutory_bodies", "posts", "places"))
_DONE = "done"
_AFTER_VERB = "了咗过紧"  # as the projection has them
_PUNCTUATION = "，,：: 　。；;！!"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that decided status or modality; offsets are characters of the document."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """A statement of what a body will do, is doing or has done.

    `start` and `end` are the character offsets of `text`, its own clauses, in the document;
    `sentence` is the sentence that they stand in. `actor` is as written, None where nobody is
    named; `body` is its name in the dictionary, where that has it; `inherited` says that it, or the
    status too, was told before. `concept` and `category` are those of the dictionary term that it
    is about. `target` is the first figure in it, with its value, the upper end of a range, unit and
    currency; `deadline` an ISO date or period with the words (`deadline_text`) and its last day
    (`deadline_end`).
    """

    document: str
    line: int
    start: int
    end: int
    text: str
    sentence: str
    actor: str | None
    body: str | None
    inherited: bool
    action: str
    object: str
    concept: str | None
    category: str | None
    status: str
    modality: str
    target: str | None
    target_value: float | None
    target_high: float | None
    target_unit: str | None
    currency: str | None
    deadline: str | None
    deadline_end: str | None
    deadline_text: str | None
    evidence: tuple[Evidence, ...]


def commitment_row(block: TokenBlock, found: Statement, year: int | None) -> CommitmentRow:
    """Return a statement as a row; `year` is that of the text, by which 明年 gets its date."""
    place = _Place(block, found.line)
    start, end = place.span(*found.span)
    text = place.text(start, end)
    quantities = find_quantities(text, year=year)
    target = next((item for item in quantities if item.kind not in _NO_TARGET), None)
    deadline, deadline_text = _deadline(quantities, found, text, year)
    entry = _subject_matter(block, found)
    return CommitmentRow(
        document=block.document,
        line=block.lines[found.line].number,
        start=start,
        end=end,
        text=text,
        sentence=place.text(*place.span(*found.sentence)),
        actor=_actor(place, found),
        body=_body(block, place, found),
        inherited=found.inherited,
        action=block.texts[found.predicate],
        object=_object(place, found),
        concept=entry.concept if entry else None,
        category=entry.category if entry else None,
        status=found.status,
        modality=found.modality,
        target=target.text if target else None,
        target_value=target.value if target else None,
        target_high=target.value_high if target else None,
        target_unit=target.unit if target else None,
        currency=target.currency if target else None,
        deadline=deadline,
        deadline_end=last_day(deadline),
        deadline_text=deadline_text,
        evidence=tuple(
            Evidence(block.texts[k], block.starts[k], block.ends[k]) for k in found.evidence
        ),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """A line of a block, out of which texts are cut by their offsets in the document."""

    block: TokenBlock
    line: int

    def span(self, first: int, stop: int) -> tuple[int, int]:
        return self.block.starts[first], self.block.ends[stop - 1]

    def text(self, start: int, end: int) -> str:
        line = self.block.lines[self.line]
        return line.text[start - line.start : end - line.start]


def _actor(place: _Place, found: Statement) -> str | None:
    """Return who acts as written, whichever line of the block that stands in."""
    if found.actor is None:
        return None
    first, last = found.actor
    block = place.block
    line = block.lines[bisect_right(block.bounds, first) - 1]
    return line.text[block.starts[first] - line.start : block.ends[last] - line.start]


def _body(block: TokenBlock, place: _Place, found: Statement) -> str | None:
    if found.actor is None:
        return None
    first, last = found.actor
    for token in range(last, first - 1, -1):
        entry = block.entries.get(token)
        if entry is not None and entry.category in _SCENE:
            return entry.concept
    return _actor(place, found)


def _object(place: _Place, found: Statement) -> str:
    """Return what stands behind the verb in its clause."""
    block = place.block
    stop = found.clause[1]
    if stop <= found.predicate + 1:
        return ""
    text = place.text(block.ends[found.predicate], block.ends[stop - 1])
    kept = len(project(text).lstrip(_AFTER_VERB))
    return text[len(text) - kept :].strip(_PUNCTUATION)


def _subject_matter(block: TokenBlock, found: Statement) -> Entry | None:
    """Return the dictionary term that a statement is about.

    The last one in the object of the verb is its head, since Chinese names end in what they are;
    without one there, the first in what is said else. Bodies and places come after all others.
    """
    actor = range(found.actor[0], found.actor[1] + 1) if found.actor else range(0)
    inside = [
        (token, entry)
        for token, entry in _entries(block.entries, *found.span)
        if token not in actor
    ]
    own = [item for item in inside if item[1].category not in _SCENE]
    for choice in (own, inside):
        behind = [entry for token, entry in choice if found.predicate < token < found.clause[1]]
        if behind:
            return behind[-1]
        if choice:
            return choice[0][1]
    return None


def _entries(entries: Mapping[int, Entry], first: int, stop: int) -> Iterator[tuple[int, Entry]]:
    for token in range(first, stop):
        entry = entries.get(token)
        if entry is not None and entry.category != ADOPTED:
            yield token, entry


def _deadline(
    quantities: tuple[Quantity, ...], found: Statement, text: str, year: int | None
) -> tuple[str | None, str | None]:
    """Return by when, and the words; what is done has none, nor is a year gone by one."""
    if found.status == _DONE:
        return None, None
    for item in quantities:
        if item.kind in _WHEN:
            date = with_year(item.date, year)
            end = last_day(date)
            if end is not None and year is not None and int(end[:4]) < year:
                continue
            return date, _words(item, text)
    for item in quantities:
        if item.kind == "duration" and item.qualifier in ("within", "before"):
            return None, _words(item, text)
    return None, None


def _words(item: Quantity, text: str) -> str:
    """Return a date with what limits it: 明年底前."""
    limit = item.qualifier_text or ""
    if limit and text.startswith(limit, item.end):
        return text[item.start : item.end + len(limit)]
    return item.text
