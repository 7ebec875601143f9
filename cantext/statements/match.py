"""Pair the commitments of two documents: what was repeated, changed, dropped, and is new.

Rows are paired one to one, the likest first. Likeness is the cosine of character bigrams of what
is done and to what, weighted by how rare they are in both documents (Salton & Buckley 1988): 加強
and 香港 count little, 河套 much. A shared concept of the dictionary adds to it; alone it makes no
pair, since a concept may have a dozen commitments.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cantext.normalise import project
from cantext.quantities import find_quantities
from cantext.statements.rows import CommitmentRow

Change = Literal["repeated", "changed", "dropped", "new"]
CHANGES: tuple[Change, ...] = ("repeated", "changed", "dropped", "new")
# Pairs of less likeness are two things. With the same concept less will do.
LEAST_LIKENESS, LEAST_WITH_CONCEPT = 0.5, 0.245
_CONCEPT_BONUS = 0.1
# The verb, and what follows the object (以提升…), say less than what something is done to.
_REST_WEIGHT = 0.5
# Two characters in common (撥款, 公眾) are no evidence; without the concept it takes more.
_THE_SAME = 0.9
_LEAST_SHARED, _LEAST_SHARED_WITH_CONCEPT = 6, 4


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A commitment in two documents, or in one of them.

    `change` is repeated, changed (in the figure, the deadline or the status: `changed` names them),
    dropped (only in the first) or new (only in the second). `similarity`, from 0 to 1, and
    `shared`, the words that both have, are what the pair rests on. `before` and `after` are the
    rows of the two documents.
    """

    concept: str | None
    category: str | None
    change: Change
    changed: tuple[str, ...]
    similarity: float | None
    shared: tuple[str, ...]
    before: CommitmentRow | None
    after: CommitmentRow | None


def match_rows(
    before: Sequence[CommitmentRow], after: Sequence[CommitmentRow]
) -> tuple[MatchRow, ...]:
    """Return pairs and what has none: pairs in the order of the second document.

    Among equally like pairs the one that stands first in the first document, then in the second,
    is taken.
    """
    likeness = _Likeness(before, after)
    pairs = sorted(likeness.pairs(), key=lambda pair: (-pair[0], pair[1], pair[2]))
    partner: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for score, i, j in pairs:
        if i not in taken and j not in partner and likeness.is_borne_out(score, i, j):
            partner[j] = i, score
            taken.add(i)
    rows = []
    for j, row in enumerate(after):
        if j in partner:
            i, score = partner[j]
            rows.append(_paired(before[i], row, score, likeness.shared(i, j)))
    dropped = [row for i, row in enumerate(before) if i not in taken]
    new = [row for j, row in enumerate(after) if j not in partner]
    rows += [MatchRow(r.concept, r.category, "dropped", (), None, (), r, None) for r in dropped]
    rows += [MatchRow(r.concept, r.category, "new", (), None, (), None, r) for r in new]
    return tuple(sorted(rows, key=lambda row: CHANGES.index(row.change)))


def _paired(
    before: CommitmentRow, after: CommitmentRow, score: float, shared: tuple[str, ...]
) -> MatchRow:
    changed = tuple(
        name
        for name, one, other in (
            ("figure", _figure(before), _figure(after)),
            ("deadline", before.deadline_end, after.deadline_end),
            ("status", before.status, after.status),
        )
        if one != other
    )
    row = after if after.concept else before
    return MatchRow(
        row.concept,
        row.category,
        "changed" if changed else "repeated",
        changed,
        round(score, 4),
        shared,
        before,
        after,
    )


def _figure(row: CommitmentRow) -> tuple[object, ...]:
    return row.target_value, row.target_high, row.target_unit, row.currency


class _Likeness:
    """The weighted bigrams of rows of both sides."""

    def __init__(self, before: Sequence[CommitmentRow], after: Sequence[CommitmentRow]) -> None:
        self.sides = before, after
        grams = [[_bigrams(row) for row in side] for side in self.sides]
        seen = Counter(gram for side in grams for found in side for gram in found)
        total = len(before) + len(after)
        weights = {gram: math.log((total + 1) / count) for gram, count in seen.items()}
        self.vectors = [[_unit(found, weights) for found in side] for side in grams]

    def pairs(self) -> list[tuple[float, int, int]]:
        """Return (likeness, row before, row after) of the pairs that are like enough."""
        having: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for j, vector in enumerate(self.vectors[1]):
            for gram, weight in vector.items():
                having[gram].append((j, weight))
        found = []
        for i, vector in enumerate(self.vectors[0]):
            products: dict[int, float] = defaultdict(float)
            for gram, weight in vector.items():
                for j, other in having[gram]:
                    products[j] += weight * other
            for j, product in products.items():
                same = self._same_concept(i, j)
                if product >= (LEAST_WITH_CONCEPT if same else LEAST_LIKENESS):
                    found.append((min(1.0, product + _CONCEPT_BONUS * same), i, j))
        return found

    def _same_concept(self, i: int, j: int) -> bool:
        concept = self.sides[0][i].concept
        return concept is not None and concept == self.sides[1][j].concept

    def is_borne_out(self, score: float, i: int, j: int) -> bool:
        """Whether the words that two rows share are enough to show a reader."""
        if score >= _THE_SAME:
            return True
        least = _LEAST_SHARED_WITH_CONCEPT if self._same_concept(i, j) else _LEAST_SHARED
        return sum(map(len, self.shared(i, j))) >= least

    def shared(self, i: int, j: int) -> tuple[str, ...]:
        """Return the stretches of the second row that both have, of two characters or more."""
        text = self.sides[1][j].text
        folded = project(_without_figures(text))
        mine = self.vectors[0][i]
        stretches, begin = [], None
        for k in range(len(text)):
            if folded[k : k + 2] in mine:
                begin = k if begin is None else begin
            elif begin is not None:
                stretches.append(text[begin : k + 1])
                begin = None
        return tuple(dict.fromkeys(stretches))


def _bigrams(row: CommitmentRow) -> dict[str, float]:
    """Return the pairs of letters side by side: of the object, and for less of the rest.

    Figures and dates are left out, since a promise stays the same when they change; punctuation
    and Latin digits part pairs.
    """
    found: dict[str, float] = defaultdict(float)
    rest = row.text.replace(row.object, "，", 1) if row.object else row.text
    if row.actor:
        rest = rest.replace(row.actor, "，", 1)
    for words, weight in ((row.object, 1.0), (rest, _REST_WEIGHT)):
        text = project(_without_figures(words))
        for k in range(len(text) - 1):
            if text[k].isalpha() and text[k + 1].isalpha():
                found[text[k : k + 2]] += weight
    return found


def _without_figures(text: str) -> str:
    for item in reversed(find_quantities(text)):
        text = text[: item.start] + "，" * (item.end - item.start) + text[item.end :]
    return text


def _unit(found: dict[str, float], weights: dict[str, float]) -> dict[str, float]:
    vector = {gram: count * weights[gram] for gram, count in found.items()}
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {gram: weight / length for gram, weight in vector.items()} if length else {}
