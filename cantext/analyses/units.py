"""What a table of frequencies has a row for: a term, a concept, a category, a part of speech."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cantext.analyses.counts import Counts, Kind
from cantext.errors import UsageError
from cantext.lexicon.entry import ADOPTED, Entry

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

By = Literal["term", "concept", "category", "pos", "pattern"]
UNITS: tuple[By, ...] = ("term", "concept", "category", "pos", "pattern")


def checked_unit(name: str) -> By:
    """Return a name as one of `UNITS`.

    Raises
    ------
    UsageError
        If it is none.
    """
    for unit in UNITS:
        if unit == name:
            return unit
    raise UsageError(f"by must be one of {', '.join(UNITS)}, not {name!r}")


@dataclass(frozen=True, slots=True)
class Units:
    """The units of some counts: `names`, and for each kind the number of its unit, or -1.

    `entries` gives the dictionary entry of each unit that has one.
    """

    names: tuple[str, ...]
    of_kind: "NDArray[np.int64]"
    entries: tuple[Entry | None, ...]


def units_of(
    counts: Counts,
    by: By,
    word: "NDArray[np.bool_]",
    *,
    stopwords: Collection[str] = frozenset(),
    min_length: int = 1,
    patterns: Sequence[re.Pattern[str]] = (),
    pos: Collection[str] = (),
) -> list[Units]:
    """Return the units to count, in one piece, or in one for each pattern, since these overlap.

    `word` tells for each kind whether it is a word: punctuation is no unit.

    A pattern is searched in the text of a term or the name of a concept or category. Stopwords and
    the least length apply to terms alone; parts of speech to all but punctuation.
    """

    def read(kind: Kind) -> tuple[str, Entry | None] | None:
        entry = counts.entries.get((kind.text, kind.concept)) if kind.concept is not None else None
        if pos and (kind.pos or (entry.pos if entry else "")) not in pos:
            return None
        if by == "term":
            kept = kind.text not in stopwords and len(kind.text) >= min_length
            return (kind.text, entry) if kept else None
        if by == "pos":
            tag = kind.pos or (entry.pos if entry else "")
            return (tag, None) if tag else None
        if by == "pattern":
            return kind.text, None
        if entry is None or entry.category == ADOPTED:
            return None
        return (entry.concept if by == "concept" else entry.category), entry

    found = [
        read(kind) if is_word else None
        for kind, is_word in zip(counts.kinds, word.tolist(), strict=True)
    ]
    if by == "pattern":
        return [_one(found, pattern) for pattern in patterns]
    matches = [pattern.search for pattern in patterns]
    wanted = (lambda name: all(match(name) for match in matches)) if matches else None
    return [_gathered(found, wanted)]


def _gathered(
    found: Sequence[tuple[str, Entry | None] | None], wanted: Callable[[str], object] | None
) -> Units:
    import numpy as np

    numbers: dict[str, int] = {}
    entries: list[Entry | None] = []
    unwanted: set[str] = set()
    of_kind = np.full(len(found), -1, np.int64)
    for k, unit in enumerate(found):
        if unit is None or unit[0] in unwanted:
            continue
        name, entry = unit
        if name not in numbers:
            if wanted is not None and not wanted(name):
                unwanted.add(name)
                continue
            numbers[name] = len(numbers)
            entries.append(entry)
        number = of_kind[k] = numbers[name]
        entries[number] = entries[number] or entry
    return Units(tuple(numbers), of_kind, tuple(entries))


def _one(found: Sequence[tuple[str, Entry | None] | None], pattern: re.Pattern[str]) -> Units:
    import numpy as np

    flags = [unit is not None and bool(pattern.search(unit[0])) for unit in found]
    return Units((pattern.pattern,), np.where(flags, 0, -1).astype(np.int64), (None,))
