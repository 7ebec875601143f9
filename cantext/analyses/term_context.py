"""What surrounds the terms found: what contains them, and how many documents have them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from cantext.analyses.term_candidates import Candidate, parts
from cantext.analyses.term_edges import (
    COORDINATED,
    NOT_FIRST,
    NOT_LAST,
    is_sound,
    with_simplified,
)
from cantext.analyses.term_text import CodedText
from cantext.analyses.word_runs import distinct
from cantext.measures.substrings import Substrings

_OPENERS, _CLOSERS = "「『“‘\"'（(《〈【、", "」』”’\"'）)》〉】、"


def containers(
    text: CodedText,
    table: Substrings,
    ranked: Collection[Candidate],
    plausible: Mapping[str, Candidate],
    known: Iterable[str],
) -> dict[str, tuple[str, ...]]:
    """Return what contains each row, most frequent first: see the notes of `terms`."""
    rows = {item.coded for item in ranked}
    holders: dict[str, Counter[str]] = {}

    def hold(part: str, whole: str, count: int) -> None:
        counts = holders.setdefault(part, Counter())
        counts[whole] = max(counts[whole], count)

    for coded, item in plausible.items():
        for part in parts(coded) & rows:
            hold(part, text.shown(coded), item.count)
    for term in known:
        coded = text.coded_form(term)
        inner = parts(coded) & rows if len(coded) <= 16 else set()
        count = text.coded.count(coded) if inner else 0
        for part in inner if count else ():
            hold(part, term, count)
    for (coded, whole), count in Counter(_extensions(text, table, ranked)).items():
        hold(coded, text.shown(whole), count)
    return {part: _by_count(counts) for part, counts in holders.items()}


def _by_count(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda whole: (-counts[whole], whole)))


def _places(
    table: Substrings, rows: Iterable[Candidate]
) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Yield each length among the rows with the places where rows of that length start."""
    ids: dict[int, list[int]] = {}
    for item in rows:
        ids.setdefault(len(item.coded), []).append(item.id)
    for length, wanted in sorted(ids.items()):
        level = table.levels[length]
        chosen = np.zeros(len(level.counts), np.bool_)
        chosen[wanted] = True
        places = np.flatnonzero(level.ids >= 0)
        yield length, places[chosen[level.ids[places]]]


def _extensions(
    text: CodedText, table: Substrings, rows: Iterable[Candidate]
) -> Iterator[tuple[str, str]]:
    """Yield (row, the row with one unit more at an end) where the text marks that unit as its own.

    An occurrence grows by a unit next to a quotation mark, bracket or 、 (「政產學研投」), and
    by a member of coordinating abbreviations beside three other ones (官 before 產學研).
    """
    opens, closes = (
        np.isin(text.points, [ord(c) for c in marks]) for marks in (_OPENERS, _CLOSERS)
    )
    coordinated = with_simplified(dict.fromkeys(COORDINATED, ""), text.number)
    members = np.isin(text.points, [ord(c) for c in coordinated])
    never_first, never_last = (
        with_simplified(rules, text.number) for rules in (NOT_FIRST, NOT_LAST)
    )
    coded = text.coded
    for length, places in _places(table, (item for item in rows if len(item.coded) >= 3)):
        # The last piece ends with a line break, so that one place beyond a row is still text.
        after = places + length
        beyond = np.minimum(after + 1, len(coded) - 1)
        head_members = np.logical_and.reduce([members[places + k] for k in range(3)])
        tail_members = np.logical_and.reduce([members[after - k] for k in range(1, 4)])
        left = (opens[places - 2] & (places >= 2)) | (head_members & members[places - 1])
        right = closes[beyond] | (tail_members & members[after])
        left &= (table.units[places - 1] > 0) & (places >= 1)
        right &= table.units[after] > 0
        for k in np.flatnonzero(left | right).tolist():
            place, end = int(places[k]), int(after[k])
            head = coded[place - 1] if left[k] and coded[place - 1] not in never_first else ""
            tail = coded[end] if right[k] and coded[end] not in never_last else ""
            whole = head + coded[place:end] + tail
            if (head or tail) and is_sound(whole):
                yield coded[place:end], whole


def documents(text: CodedText, table: Substrings, rows: Collection[Candidate]) -> dict[str, int]:
    """Return in how many documents each row occurs."""
    found: dict[str, int] = {}
    for length, places in _places(table, rows):
        level = table.levels[length]
        owners = text.owners[np.searchsorted(text.ends, places, side="right")]
        pairs = distinct(level.ids[places].astype(np.int64) * len(text.documents) + owners)
        counts = np.bincount(pairs // len(text.documents), minlength=len(level.counts))
        found.update((r.coded, int(counts[r.id])) for r in rows if len(r.coded) == length)
    return found
