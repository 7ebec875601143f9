"""Choose among terms that overlap: the longest win."""

from typing import NamedTuple

import numpy as np

from cantext.lexicon.candidates import Candidates, Places


class _Term(NamedTuple):
    row: int
    start: int
    end: int
    is_users: bool


def chosen(candidates: Candidates) -> Candidates:
    """Return the terms that are kept whole, in order: none overlaps another."""
    firm, ambiguous = settle(candidates)
    rows = np.concatenate((firm, _apart(candidates, ambiguous)))
    return candidates.at(rows[np.argsort(candidates.starts[rows], kind="stable")])


def settle(candidates: Candidates) -> tuple[Places, Places]:
    """Return the rows of the longest firm terms, and of the ambiguous ones that touch none of them.

    Both in order of place.
    """
    if not len(candidates):
        nothing = np.zeros(0, np.intp)
        return nothing, nothing
    is_ambiguous = candidates.table.is_ambiguous[candidates.numbers]
    firm = _longest(candidates, np.flatnonzero(~is_ambiguous))
    ambiguous = np.flatnonzero(is_ambiguous)
    starts, ends = candidates.starts[ambiguous], candidates.ends[ambiguous]
    before = np.searchsorted(candidates.starts[firm], ends, side="left") - 1
    reach = np.append(candidates.ends[firm], 0)  # the last stands in where no term is before
    ambiguous, starts, ends = (
        column[reach[before] <= starts] for column in (ambiguous, starts, ends)
    )
    return firm, ambiguous[np.lexsort((ends, starts))]


def _longest(candidates: Candidates, rows: Places) -> Places:
    """Choose terms that do not overlap: a user's first, then most characters, fewest terms.

    Terms inside a longer one drop out, since the longer covers as much with fewer. Where two terms
    cross, the reading that covers more wins; of equal ones the one whose first term is longer.
    """
    if len(rows) < 2:
        return rows
    order = np.lexsort((-candidates.ends[rows], candidates.starts[rows]))
    rows = rows[order]
    starts, ends = candidates.starts[rows], candidates.ends[rows]
    is_last = np.ones(len(rows), np.bool_)  # of readings of one place
    is_last[:-1] = (starts[1:] != starts[:-1]) | (ends[1:] != ends[:-1])
    rows, starts, ends = rows[is_last], starts[is_last], ends[is_last]
    is_users = candidates.table.is_users[candidates.numbers[rows]]

    # Clusters: terms that hang together by overlaps.
    opens = np.ones(len(rows), np.bool_)
    opens[1:] = starts[1:] >= np.maximum.accumulate(ends)[:-1]
    heads = np.flatnonzero(opens)
    stops = np.append(heads[1:], len(rows))
    # Nearly always the first holds all others, and they drop out.
    holds_all = np.maximum.reduceat(ends, heads) == ends[heads]
    holds_all &= ~np.logical_or.reduceat(is_users, heads) | (stops - heads == 1)
    found = [rows[heads[holds_all]]]
    for cluster in np.flatnonzero(~holds_all).tolist():
        part = slice(heads[cluster], stops[cluster])
        columns = (column[part].tolist() for column in (rows, starts, ends, is_users))
        terms = [_Term(*values) for values in zip(*columns, strict=True)]
        found.append(np.array(_best_cover(terms), np.intp))
    kept = np.concatenate(found)
    return kept[np.argsort(candidates.starts[kept], kind="stable")]


def _best_cover(cluster: list[_Term]) -> list[int]:
    """Weighted interval scheduling from the right; `best[i]` is the best of `cluster[i:]`."""
    best: list[tuple[tuple[int, int, int], int, bool]] = [((0, 0, 0), len(cluster), False)]
    for index in range(len(cluster) - 1, -1, -1):
        term = cluster[index]
        following = index + 1
        while following < len(cluster) and cluster[following].start < term.end:
            following += 1
        users, covered, pieces = best[len(cluster) - following][0]
        length = term.end - term.start
        taken = (users + length * term.is_users, covered + length, pieces - 1)
        skipped = best[len(cluster) - index - 1][0]
        best.append((taken, following, True) if taken >= skipped else (skipped, index + 1, False))
    rows = []
    index = 0
    while index < len(cluster):
        _, following, is_taken = best[len(cluster) - index]
        if is_taken:
            rows.append(cluster[index].row)
        index = following
    return rows


def _apart(candidates: Candidates, rows: Places) -> Places:
    """Drop the terms that overlap one before them."""
    kept, reach = [], 0
    places = (candidates.starts[rows].tolist(), candidates.ends[rows].tolist())
    for row, start, end in zip(rows.tolist(), *places, strict=True):
        if start >= reach:
            kept.append(row)
            reach = end
    return np.array(kept, np.intp)
