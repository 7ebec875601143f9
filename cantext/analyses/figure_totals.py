"""Figures added up: how many by category, concept or kind, and the sum of their money."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from cantext.analyses.figure_rows import FigureRow

Level = Literal["category", "concept", "kind"]
LEVELS: tuple[Level, ...] = ("category", "concept", "kind")
# These are no amounts of their own: the level before a change, a rate, a mean, a limit.
_NO_AMOUNT = frozenset({"from", "each", "average", "at_most"})


@dataclass(frozen=True, slots=True)
class FigureTotal:
    """The figures of a category, a concept or a kind; a row for each currency of its money.

    `figures` counts the figures of all kinds, `documents` those that they stand in; `amounts` is
    how many amounts in `currency` there are, and `total` their sum.
    """

    category: str | None
    concept: str | None
    kind: str | None
    figures: int
    documents: int
    currency: str | None
    amounts: int
    total: float | None


def totals(rows: Iterable["FigureRow"], by: Level) -> tuple[FigureTotal, ...]:
    """Count figures and add up their money, most figures first.

    The same quantity in the same sentence counts once, in however many lines or documents the
    sentence is repeated. Money is added by currency; of a range the lower end. Left out of the
    sum is what is no amount of its own: the level before a change (由2億元), a rate (每月300元), a
    mean, a limit (最多5萬元). The sum adds up what the text says; it does not know when two
    sentences speak of the same money.
    """
    seen: set[tuple[str, int]] = set()
    groups: dict[tuple[str | None, str | None, str | None], list[FigureRow]] = defaultdict(list)
    documents: dict[tuple[str | None, str | None, str | None], set[str]] = defaultdict(set)
    for row in rows:
        key = _key(row, by)
        documents[key].add(row.document)
        place = sentence_place(row)
        if place in seen:
            continue
        seen.add(place)
        groups[key].append(row)
    found = []
    for key, members in groups.items():
        sums: dict[str, list[float]] = defaultdict(list)
        for row in members:
            if row.currency and row.value is not None and _is_amount(row):
                sums[row.currency].append(row.value)
        counted = (len(members), len(documents[key]))
        if not sums:
            found.append(FigureTotal(*key, *counted, None, 0, None))
        for currency, values in sorted(sums.items()):
            found.append(FigureTotal(*key, *counted, currency, len(values), sum(values)))
    found.sort(
        key=lambda row: (
            -row.figures, row.category or "~", row.concept or "~", row.kind or "~",
            -(row.total or 0), row.currency or "",
        )
    )  # fmt: skip
    return tuple(found)


def sentence_place(row: "FigureRow") -> tuple[str, int]:
    """Return what two copies of a figure share: their sentence, and where in it they stand."""
    return "".join(row.sentence.split()), row.start - row.sentence_start


def _key(row: "FigureRow", by: Level) -> tuple[str | None, str | None, str | None]:
    if by == "kind":
        return None, None, row.kind
    return row.category, row.concept if by == "concept" else None, None


def _is_amount(row: "FigureRow") -> bool:
    return row.qualifier not in _NO_AMOUNT and row.per is None
