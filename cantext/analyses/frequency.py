"""How often each term occurs, in how many documents, and how evenly."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cantext.analyses.coded import STRETCHES, STRETCHES_NAME
from cantext.analyses.counts import Counts, TagsOf
from cantext.analyses.nodes import compiled
from cantext.analyses.over_texts import over_texts
from cantext.analyses.units import By, Units, checked_unit, units_of
from cantext.errors import UsageError
from cantext.result import Result
from cantext.segment.classifiers import marked
from cantext.segment.tokens import TokenBlock

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cantext.measures.dispersion import Spread

MEASURES = ("dp", "dp_norm", "juilland_d", "rosengren_s", "carroll_d2", "arf")


@dataclass(frozen=True, slots=True)
class FrequencyRow:
    """A term, or whatever else was counted; `per_million` is per million words.

    `meta["formulae"]` says what the dispersions are. `group` is the group of documents, if any.
    """

    term: str
    count: int
    per_million: float
    documents: int
    dp: float
    category: str | None
    concept: str | None
    dp_norm: float
    juilland_d: float
    rosengren_s: float
    carroll_d2: float
    arf: float
    pos: str | None = None
    group: str | None = None


@over_texts("freq")
def frequency(
    blocks: Iterable[TokenBlock],
    *,
    by: By = "term",
    stopwords: Collection[str] = frozenset(),
    min_length: int = 1,
    min_count: int = 1,
    limit: int | None = None,
    pattern: str | Collection[str] | None = None,
    pos: Collection[str] = (),
    tagger: TagsOf | None = None,
    groups: Mapping[str, str] | None = None,
) -> Result[FrequencyRow]:
    """Count terms: most frequent first, ties by term.

    Parameters
    ----------
    blocks
        Tokens, in blocks of which several may carry the same document; or texts: paths,
        documents or a corpus (see `cantext.analyses.over_texts`).
    by
        What a row is: a `term`; a `concept` or `category` of the dictionary, all its forms taken
        together; a part of speech (`pos`); or a `pattern`, all words that it is found in taken
        together.
    stopwords
        Terms to leave out.
    min_length, min_count
        Characters of a term, and occurrences, at least.
    limit
        How many rows, of each group; None for all.
    pattern
        A regular expression searched in the term, or several, all of which must be found. By
        `pattern` each has a row.
    pos
        Parts of speech to count; all when empty.
    tagger
        Gives the part of speech of each token; without it the dictionary's terms alone have one.
    groups
        The group of each document (see `cantext.analyses.groups`): each is counted by itself, and
        documents without a group are left out.

    Notes
    -----
    Rates are per million of all words, those that stopwords and filters leave out included.
    Dispersions are measured over the documents with their true sizes; a single document is cut into
    ten stretches of equal size, and `meta["dp_parts"]` says which. ARF takes the words of all
    documents in a row.

    Raises
    ------
    UsageError
        If a pattern is no regular expression, or `by` unknown.

    Examples
    --------
    >>> from cantext.documents.document import Line
    >>> line = Line(1, 0, "好去，好")
    >>> texts = ["好", "去", "，", "好"]
    >>> block = TokenBlock("a", (line,), texts, [0, 1, 2, 3], [1, 2, 3, 4], [0, 4])
    >>> [(row.term, row.count) for row in frequency([block]).rows]
    [('好', 2), ('去', 1)]
    """
    options: dict[str, Any] = {
        "by": by,
        "stopwords": stopwords,
        "min_length": min_length,
        "min_count": min_count,
        "limit": limit,
        "pattern": pattern,
        "pos": pos,
    }
    _check(by, pattern)
    counts = Counts.of(marked(blocks, stopwords), tagger)
    if groups is None:
        return frequency_of(counts, **options)
    rows: list[FrequencyRow] = []
    told: list[dict[str, Any]] = []
    for group, part in sorted(counts.split(groups).items()):
        found = frequency_of(part, **options, group=group)
        rows += found.rows
        told.append({"group": group, **{key: found.meta[key] for key in _OF_GROUP}})
    whole = frequency_of(counts, **{**options, "limit": 0})
    return Result(tuple(rows), {**whole.meta, "groups": told})


_OF_GROUP = ("tokens", "types", "documents", "terms", "dp_parts")


def frequency_of(
    counts: Counts,
    *,
    by: By = "term",
    stopwords: Collection[str] = frozenset(),
    min_length: int = 1,
    min_count: int = 1,
    limit: int | None = None,
    pattern: str | Collection[str] | None = None,
    pos: Collection[str] = (),
    group: str | None = None,
) -> Result[FrequencyRow]:
    """Turn counts, merged or not, into the rows of `frequency`; the parameters are the same.

    `group` is what the rows say of their group.
    """
    from cantext.measures.catalogue import formulae

    patterns = _check(by, pattern)
    excluded = frozenset(stopwords)
    words = _Words.of(counts)
    pieces = units_of(
        counts,
        by,
        words.flags,
        stopwords=excluded,
        min_length=min_length,
        patterns=[compiled(each) for each in patterns],
        pos=frozenset(pos),
    )
    found = [item for units in pieces for item in _counted(words, units, max(min_count, 1))]
    found.sort(key=lambda item: (-item.count, item.name))
    shown = found if limit is None else found[: max(limit, 0)]
    meta = {
        "tokens": words.total,
        "types": counts.n_types(words.flags),
        "documents": len(counts.documents),
        "terms": len(found),
        "dp_parts": words.parts_name,
        "parameters": {
            "by": by,
            "stopwords": len(excluded),
            "min_length": min_length,
            "min_count": min_count,
            "limit": limit,
            "pattern": pattern if pattern is None or isinstance(pattern, str) else list(pattern),
            "pos": sorted(pos),
        },
        "formulae": formulae("per_million", *MEASURES),
    }
    return Result(tuple(_rows(words, shown, by, group)), meta)


def _check(by: str, pattern: str | Collection[str] | None) -> tuple[str, ...]:
    checked_unit(by)
    patterns = () if pattern is None else (pattern,) if isinstance(pattern, str) else tuple(pattern)
    for each in patterns:
        compiled(each)
    if by == "pattern" and not patterns:
        raise UsageError("to count by pattern, name a pattern")
    return patterns


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of counts as numbers of kinds, cut into the parts that dispersion looks at."""

    flags: "NDArray[np.bool_]"
    documents: "list[NDArray[np.int32]]"
    parts: "list[NDArray[np.int32]]"
    parts_name: str
    total: int

    @classmethod
    def of(cls, counts: Counts) -> "_Words":
        import numpy as np

        word = counts.word_flags()
        documents = [ids[word[ids]] for ids in counts.documents.values()]
        total = sum(map(len, documents))
        if len(documents) != 1:
            return cls(word, documents, documents, "documents", total)
        # Stretches of equal size: word k of n lies in stretch 10 * k // n.
        ends = [-(-k * total // STRETCHES) for k in range(1, STRETCHES)]
        return cls(word, documents, np.split(documents[0], ends), STRETCHES_NAME, total)


@dataclass(frozen=True, slots=True)
class _Item:
    """A unit that was counted, and where its measures stand."""

    name: str
    number: int
    count: int
    documents: int
    units: Units
    spread: "Spread"


def _counted(words: _Words, units: Units, min_count: int) -> list[_Item]:
    """Return the units that occur often enough."""
    import numpy as np

    from cantext.measures.dispersion import dispersions

    size = len(units.names)
    if not size:
        return []
    items, parts, values = _tallies(words.parts, units.of_kind, size)
    totals = np.bincount(items, weights=values, minlength=size).astype(np.int64)
    spread = dispersions(items, parts, values, [len(part) for part in words.parts], size)
    if words.parts is words.documents:
        documents = np.bincount(items, minlength=size)
    else:
        documents = (totals > 0).astype(np.int64)
    return [
        _Item(units.names[k], k, int(totals[k]), int(documents[k]), units, spread)
        for k in np.flatnonzero(totals >= min_count).tolist()
    ]


def _tallies(
    parts: "list[NDArray[np.int32]]", unit_of: "NDArray[np.int64]", size: int
) -> "tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]":
    """Return (unit, part, count) for each unit and part that meet."""
    import numpy as np

    found = []
    for ids in parts:
        units = unit_of[ids]
        units = units[units >= 0]
        # A long part by a table of all units, a short one by sorting its own.
        if len(units) < size:
            found.append(np.unique(units, return_counts=True))
        else:
            table = np.bincount(units, minlength=size)
            present = np.flatnonzero(table)
            found.append((present, table[present]))
    number = np.repeat(np.arange(len(found)), [len(units) for units, _ in found])
    none = [np.zeros(0, np.int64)]
    items = np.concatenate(none + [units for units, _ in found])
    return items, number, np.concatenate(none + [counts for _, counts in found])


def _rows(words: _Words, items: list[_Item], by: By, group: str | None) -> Iterable[FrequencyRow]:
    reduced = _reduced(words, items)
    for item in items:
        k, spread = item.number, item.spread
        entry = item.units.entries[k]
        category = item.name if by == "category" else (entry.category or None if entry else None)
        yield FrequencyRow(
            term=item.name,
            count=item.count,
            per_million=item.count * 1e6 / words.total,
            documents=item.documents,
            dp=float(spread.dp[k]),
            category=category,
            concept=entry.concept or None if entry and by != "category" else None,
            dp_norm=float(spread.dp_norm[k]),
            juilland_d=float(spread.juilland_d[k]),
            rosengren_s=float(spread.rosengren_s[k]),
            carroll_d2=float(spread.carroll_d2[k]),
            arf=reduced[id(item)],
            pos=item.name if by == "pos" else (entry.pos or None if entry else None),
            group=group,
        )


def _reduced(words: _Words, items: list[_Item]) -> dict[int, float]:
    """Return the average reduced frequency of each item; of these alone, since it takes sorting."""
    import numpy as np

    from cantext.measures.dispersion import average_reduced_frequency

    text = np.concatenate([np.zeros(0, np.int32), *words.documents])
    found: dict[int, float] = {}
    for units in {id(item.units): item.units for item in items}.values():
        own = [item for item in items if item.units is units]
        renumber = np.full(len(units.names) + 1, -1, np.int64)  # the last for what is no unit
        renumber[[item.number for item in own]] = np.arange(len(own))
        numbers = renumber[units.of_kind[text]]
        places = np.flatnonzero(numbers >= 0)
        values = average_reduced_frequency(numbers[places], places, words.total, len(own))
        found.update(zip(map(id, own), values.tolist(), strict=True))
    return found
