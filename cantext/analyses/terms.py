"""Discovery of multi-character terms without a dictionary and without segmentation.

A candidate is a string of 2 to 8 units; a unit is a Han character, or a Latin word glued to Han
(M+ in M+博物館). Four questions decide: does it hold together (cohesion), does it stand in varied
company (branching entropy), could its first and last character begin and end a term (closed lists
below), and does it live outside longer candidates (nesting, C-value)?
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cantext.analyses.ngrams import distinct
from cantext.analyses.term_edges import (
    COORDINATED,
    EDGE_WORDS,
    FUNCTION_CHARACTERS,
    NOT_FIRST,
    NOT_LAST,
    is_sound,
)
from cantext.errors import UsageError
from cantext.result import Result

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cantext.measures.substrings import Substrings

# A Latin word becomes one character of plane 16, which no text may use for anything else.
_PLANE_16 = 0x100000
_LATIN = re.compile(r"[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*\+?|[\U00100000-\U0010ffff]")
# The last but one block is HKSCS in the private-use area, as old PDF text has it.
_HAN = ((0x3005, 0x3007), (0x3400, 0x9FFF), (0xE000, 0xF848), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_PRIVATE_DASHES = (0x3006, 0xF0BE, 0xF8E7)

_OPENERS, _CLOSERS = "「『“‘\"'（(《〈【、", "」』”’\"'）)》〉】、"

_SCORE = (
    "log2(count + 1) * min(cohesion, 10) * min(1, min(left_entropy, right_entropy) / 2) * weight, "
    "weight .35 for 2 units, 1.2 for 3, 1.6 for 4, 1.8 for more"
)
_WEIGHTS = {2: 0.35, 3: 1.2, 4: 1.6}
# Below this share of the most cohesion that its count allows, a string is a chance meeting even in
# a text too short for `min_cohesion` to be reached.
_SHARE_OF_HIGHEST = 0.6
_MOSTLY_INSIDE = 0.8
_MOSTLY_ONE_LONGER = 0.7
# A string whose edge nearly always cuts a tighter pair (品交易 in 商品交易) is a fragment.
_STRADDLE_BITS, _STRADDLE_SHARE = 1.5, 0.8


@dataclass(frozen=True, slots=True)
class TermRow:
    """A discovered term; entropies and cohesion are in bits, `contained_in` is sorted."""

    term: str
    count: int
    cohesion: float
    left_entropy: float
    right_entropy: float
    c_value: float
    known: bool
    contained_in: tuple[str, ...]
    documents: int
    score: float


@dataclass(slots=True)
class _Candidate:
    """A string that may be a term; `coded` has one character a unit."""

    coded: str
    id: int
    count: int
    cohesion: float
    left: float
    right: float
    nested: int = 0
    containers: int = 0

    @property
    def score(self) -> float:
        from math import log2

        company = min(1.0, min(self.left, self.right) / 2.0)
        weight = _WEIGHTS.get(len(self.coded), 1.8)
        return log2(self.count + 1) * min(self.cohesion, 10.0) * company * weight


class _Text:
    """The lines as one array of units, with the way back to characters and documents."""

    def __init__(self, lines: Iterable[tuple[str, str]]) -> None:
        import numpy as np

        self.documents: dict[str, int] = {}
        self.latin: dict[str, str] = {}
        pieces: list[str] = []
        owners: list[int] = []
        lengths: list[int] = []
        for document, line in lines:
            piece = _LATIN.sub(self._as_unit, line) + "\n"
            pieces.append(piece)
            owners.append(self.documents.setdefault(document, len(self.documents)))
            lengths.append(len(piece))
        self.coded = "".join(pieces)
        self.owners = np.array(owners, np.int32)
        self.ends = np.cumsum(np.array(lengths, np.int64))
        self._words = {unit: word for word, unit in self.latin.items()}

        points = np.frombuffer(self.coded.encode("utf-32-le", "surrogatepass"), np.uint32)
        self.points = points
        present = np.zeros(0x110000, np.bool_)
        present[points] = True
        wanted = np.zeros(0x110000, np.bool_)
        for first, last in _HAN:
            wanted[first : last + 1] = True
        wanted[list(_PRIVATE_DASHES)] = False
        wanted[_PLANE_16:] = True
        alphabet = np.flatnonzero(present & wanted)
        table = np.zeros(0x110000, np.int32)
        table[alphabet] = np.arange(1, len(alphabet) + 1)
        self.units = table[points]
        self.number = {chr(point): k for k, point in enumerate(alphabet.tolist(), start=1)}

    def _as_unit(self, match: re.Match[str]) -> str:
        word = match.group()
        if word[0] >= chr(_PLANE_16) or len(self.latin) >= 0xFFFD:
            return " "
        return self.latin.setdefault(word, chr(_PLANE_16 + len(self.latin)))

    def shown(self, coded: str) -> str:
        """Return a coded string as the author wrote it."""
        return "".join(self._words.get(character, character) for character in coded)


def terms(
    lines: Iterable[tuple[str, str]],
    *,
    known: Mapping[str, Any] | Collection[str] = (),
    min_count: int = 3,
    max_length: int = 8,
    new_only: bool = False,
    limit: int | None = None,
    min_cohesion: float = 4.3,
    min_entropy: float = 0.9,
) -> Result[TermRow]:
    """Find the multi-character terms of a text, best first.

    Parameters
    ----------
    lines
        (document id, text of a line). White space, punctuation, digits and line ends break a run.
    known
        Surface forms that a dictionary has; rows say whether they are among them.
    min_count
        Occurrences, at least 2.
    max_length
        Units, 2 to 16.
    new_only
        Leave out the rows that are known; they still count as what contains a shorter term.
    limit
        How many rows; None for all.
    min_cohesion
        Bits; in a short text six tenths of the most that a string of that count can reach, if less.
    min_entropy
        Bits on either side. 0.9 asks of a string seen three times that it has two neighbours there.
        A break counts as a neighbour of its own each time (a term that often opens a line has free
        company), and so do function characters (的, 及) and the verbs and pointing words that
        surround terms (推動, 有關).

    Notes
    -----
    A candidate is dropped when at least 0.8 of its occurrences lie inside one longer candidate, or,
    up to three units long, 0.7 inside candidates one unit longer (管局 in 金管局 and 醫管局).

    `contained_in` names longer candidates of at least 2 occurrences, known terms found in the text,
    and rarer strings one unit longer on either side if that unit stands beside a quotation mark,
    bracket or 、, or if it continues a coordinating abbreviation (官 before 產學研).

    Examples
    --------
    >>> text = ["加快產學研融合。", "「產學研」三方", "促進官產學研協作", "產學研，一家"]
    >>> found = terms(("a", line) for line in text)
    >>> [(row.term, row.count, row.contained_in) for row in found.rows]
    [('產學研', 4, ('官產學研',))]
    """
    from cantext.measures.substrings import Substrings
    from cantext.measures.termhood import FORMULAE, c_value

    if min_count < 2:
        raise UsageError(f"min_count must be at least 2 for terms, not {min_count}")
    if not 2 <= max_length <= 16:
        raise UsageError(f"max_length must be from 2 to 16 for terms, not {max_length}")
    known = frozenset(known)
    text = _Text(lines)
    table = Substrings(text.units, max_length, 2)
    plausible = _plausible(text, table, min_cohesion, min_entropy)
    frequent = {key: item for key, item in plausible.items() if item.count >= min_count}
    kept = _unnested(frequent)
    _count_nesting(kept)
    ranked = [item for item in kept.values() if not (new_only and text.shown(item.coded) in known)]
    ranked.sort(key=lambda item: (-item.score, item.coded))
    total = len(ranked)
    ranked = ranked if limit is None else ranked[: max(limit, 0)]
    holders = _containers(text, table, ranked, plausible, known)
    documents = _documents(text, table, ranked)
    values = c_value(
        [len(item.coded) for item in ranked],
        [item.count for item in ranked],
        [item.nested for item in ranked],
        [item.containers for item in ranked],
    )
    rows = []
    for item, value in zip(ranked, values.tolist(), strict=True):
        term = text.shown(item.coded)
        rows.append(
            TermRow(
                term, item.count, item.cohesion, item.left, item.right, value, term in known,
                tuple(sorted(holders.get(item.coded, ()))), documents[item.coded], item.score,
            )
        )  # fmt: skip
    meta = {
        "tokens": table.size,
        "types": len(text.number),
        "unit": "Han character, or Latin word",
        "documents": len(text.documents),
        "candidates": total,
        "parameters": {
            "min_count": min_count,
            "max_length": max_length,
            "new_only": new_only,
            "limit": limit,
            "min_cohesion": min_cohesion,
            "min_entropy": min_entropy,
            "known": len(known),
        },
        "formulae": {**FORMULAE, "score": _SCORE},
    }
    return Result(tuple(rows), meta)


def _plausible(
    text: _Text, table: "Substrings", min_cohesion: float, min_entropy: float
) -> dict[str, _Candidate]:
    """Return the repeated strings that hold together, keep varied company and have sound edges."""
    import numpy as np

    from cantext.measures.termhood import highest_information

    first = _edge_rule(text, table.alphabet, NOT_FIRST)
    last = _edge_rule(text, table.alphabet, NOT_LAST)
    starts_word, ends_word = _mark_words(text, table)
    function = np.zeros(table.alphabet, np.bool_)
    function[[text.number[c] for c in FUNCTION_CHARACTERS if c in text.number]] = True
    function_here = function[table.units]
    ends_word |= function_here & ~first.allows(table.units, np.roll(table.units, -1))
    starts_word |= function_here & ~last.allows(table.units, np.roll(table.units, 1))
    bonds = table.bonds()
    found: dict[str, _Candidate] = {}
    for length, level in table.levels.items():
        if length == 1 or not len(level.counts):
            continue
        head, tail = level.first, level.first + length - 1
        units = table.units
        chosen = first.allows(units[head], units[head + 1])
        chosen &= last.allows(units[tail], units[tail - 1])
        cohesion = table.cohesion(length)
        highest = highest_information(level.counts, table.size)
        chosen &= cohesion >= np.minimum(min_cohesion, _SHARE_OF_HIGHEST * highest)
        left, right = table.entropies(length, chosen, ends_word, starts_word)
        chosen &= (left >= min_entropy) & (right >= min_entropy)
        chosen &= ~table.straddled(length, chosen, bonds, _STRADDLE_BITS, _STRADDLE_SHARE)
        for k in np.flatnonzero(chosen).tolist():
            place = int(level.first[k])
            coded = text.coded[place : place + length]
            if is_sound(coded):
                count, bits = int(level.counts[k]), float(cohesion[k])
                found[coded] = _Candidate(coded, k, count, bits, float(left[k]), float(right[k]))
    return found


class _EdgeRule:
    """Which units may stand at one end of a term, given the unit beside them inside it."""

    def __init__(self, closed: "NDArray[np.bool_]", pairs: list[int], alphabet: int) -> None:
        import numpy as np

        self.closed = closed
        self.pairs = np.array(pairs, np.int64)
        self.alphabet = alphabet

    def allows(self, edge: "NDArray[np.int32]", inner: "NDArray[np.int32]") -> "NDArray[np.bool_]":
        import numpy as np

        pairs = edge.astype(np.int64) * self.alphabet + inner
        return np.asarray(~self.closed[edge] | np.isin(pairs, self.pairs))


def _edge_rule(text: _Text, alphabet: int, rules: Mapping[str, str]) -> _EdgeRule:
    import numpy as np

    closed = np.zeros(alphabet, np.bool_)
    pairs: list[int] = []
    for character, companions in rules.items():
        unit = text.number.get(character)
        if unit is not None:
            closed[unit] = True
            pairs += [unit * alphabet + text.number[c] for c in companions if c in text.number]
    return _EdgeRule(closed, pairs, alphabet)


def _mark_words(
    text: _Text, table: "Substrings"
) -> tuple["NDArray[np.bool_]", "NDArray[np.bool_]"]:
    """Mark the places where an edge word starts, and those where one ends."""
    import numpy as np

    units = table.units
    starts, ends = np.zeros(len(units), np.bool_), np.zeros(len(units), np.bool_)
    order = np.argsort(units, kind="stable")
    offsets = np.searchsorted(units, np.arange(table.alphabet + 1), sorter=order)
    for word in sorted(EDGE_WORDS):
        numbers = [text.number.get(character, 0) for character in word]
        if all(numbers):
            places = order[offsets[numbers[0]] : offsets[numbers[0] + 1]]
            for k, number in enumerate(numbers[1:], start=1):
                places = places[units[places + k] == number]
            starts[places] = True
            ends[places + len(word) - 1] = True
    return starts, ends


def _parts(coded: str) -> set[str]:
    """Return the shorter strings of two and more units inside a string."""
    size = len(coded)
    return {coded[i:j] for i in range(size - 1) for j in range(i + 2, size + 1) if j - i < size}


def _unnested(candidates: Mapping[str, _Candidate]) -> dict[str, _Candidate]:
    """Drop what lives inside one longer candidate, or as part of ones a single unit longer."""
    inside: dict[str, int] = {}
    extended: dict[str, int] = {}
    for item in candidates.values():
        for part in _parts(item.coded):
            if part in candidates:
                inside[part] = max(inside.get(part, 0), item.count)
                if len(part) == len(item.coded) - 1:
                    extended[part] = extended.get(part, 0) + item.count
    return {
        key: item
        for key, item in candidates.items()
        if inside.get(key, 0) < _MOSTLY_INSIDE * item.count
        and (len(key) > 3 or extended.get(key, 0) < _MOSTLY_ONE_LONGER * item.count)
    }


def _count_nesting(candidates: Mapping[str, _Candidate]) -> None:
    """Note how many occurrences of each lie inside longer ones, each counted in the longest."""
    for item in sorted(candidates.values(), key=lambda item: -len(item.coded)):
        own = item.count - min(item.nested, item.count)
        for part in _parts(item.coded):
            if part in candidates:
                candidates[part].nested += own
                candidates[part].containers += 1
    for item in candidates.values():
        item.nested = min(item.nested, item.count)


def _containers(
    text: _Text,
    table: "Substrings",
    ranked: Collection[_Candidate],
    plausible: Iterable[str],
    known: Iterable[str],
) -> dict[str, set[str]]:
    """Return what contains each row: see the notes of `terms`."""
    rows = {item.coded for item in ranked}
    holders: dict[str, set[str]] = {}
    for coded in plausible:
        for part in _parts(coded) & rows:
            holders.setdefault(part, set()).add(text.shown(coded))
    for term in known:
        coded = _LATIN.sub(lambda match: text.latin.get(match.group(), " "), term)
        inner = _parts(coded) & rows if len(coded) <= 16 else set()
        if inner and coded in text.coded:
            for part in inner:
                holders.setdefault(part, set()).add(term)
    for coded, whole in _extensions(text, table, ranked):
        holders.setdefault(coded, set()).add(text.shown(whole))
    return holders


def _places(
    table: "Substrings", rows: Iterable[_Candidate]
) -> "Iterator[tuple[int, NDArray[np.int64]]]":
    """Yield each length among the rows with the places where rows of that length start."""
    import numpy as np

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
    text: _Text, table: "Substrings", rows: Iterable[_Candidate]
) -> Iterator[tuple[str, str]]:
    """Yield (row, the row with one unit more at an end) where the text marks that unit as its own.

    An occurrence grows by a unit next to a quotation mark, bracket or 、 (「政產學研投」), and
    by a member of coordinating abbreviations beside three other ones (官 before 產學研).
    """
    import numpy as np

    opens, closes = (
        np.isin(text.points, [ord(c) for c in marks]) for marks in (_OPENERS, _CLOSERS)
    )
    members = np.isin(text.points, [ord(c) for c in COORDINATED])
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
            head = coded[place - 1] if left[k] and coded[place - 1] not in NOT_FIRST else ""
            tail = coded[end] if right[k] and coded[end] not in NOT_LAST else ""
            whole = head + coded[place:end] + tail
            if (head or tail) and is_sound(whole):
                yield coded[place:end], whole


def _documents(text: _Text, table: "Substrings", rows: Collection[_Candidate]) -> dict[str, int]:
    """Return in how many documents each row occurs."""
    import numpy as np

    found: dict[str, int] = {}
    for length, places in _places(table, rows):
        level = table.levels[length]
        owners = text.owners[np.searchsorted(text.ends, places, side="right")]
        pairs = distinct(level.ids[places].astype(np.int64) * len(text.documents) + owners)
        counts = np.bincount(pairs // len(text.documents), minlength=len(level.counts))
        found.update((r.coded, int(counts[r.id])) for r in rows if len(r.coded) == length)
    return found
