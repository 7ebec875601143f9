"""How often each term occurs, in how many documents, and how evenly."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cantext.analyses.counts import Counts, TagsOf, tallied
from cantext.analyses.nodes import compiled
from cantext.analyses.numbered_words import STRETCHES, STRETCHES_NAME
from cantext.analyses.over_texts import over_texts
from cantext.analyses.units import By, Units, checked_unit, units_of
from cantext.errors import UsageError
from cantext.result import Result
from cantext.segmentation.classifiers import marked
from cantext.segmentation.tokens import TokenBlock

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
    import numpy as np

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
    counted = [(units, _unit_counts(words, units)) for units in pieces]
    occurs = np.concatenate([found[found >= max(min_count, 1)] for _, found in counted])
    # Of the rows that are shown alone more is asked: what ties with the last of them included.
    lowest = max(min_count, 1)
    if limit is not None and 0 < limit < len(occurs):
        lowest = int(np.partition(occurs, len(occurs) - limit)[len(occurs) - limit])
    items = [item for units, found in counted for item in _items(units, found, lowest)]
    items.sort(key=lambda item: (-item.count, item.name))
    shown = items if limit is None else items[: max(limit, 0)]
    meta = {
        "tokens": words.total,
        "types": len({str(counts.kinds[k].text) for k in words.totals.nonzero()[0].tolist()}),
        "documents": len(counts.documents),
        "terms": len(occurs),
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


# Words are taken in so many at a time, be they of one document or of many.
_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of counts, which are gone through part by part: an archive may not fit in memory.

    `flags` tells of each kind whether it is a word, `totals` how often it occurs as one, `sizes`
    how many words each part has that dispersion looks at.
    """

    counts: Counts
    flags: "NDArray[np.bool_]"
    totals: "NDArray[np.int64]"
    sizes: "NDArray[np.int64]"
    parts_name: str

    @classmethod
    def of(cls, counts: Counts) -> "_Words":
        import numpy as np

        flags = counts.word_flags()
        totals = np.zeros(len(flags), np.int64)
        found: list[int] = []
        for batch in _batches(ids[flags[ids]] for ids in counts.documents.values()):
            found += map(len, batch)
            totals += np.bincount(np.concatenate(batch), minlength=len(flags))
        sizes, name = np.array(found, np.int64), "documents"
        if len(sizes) == 1:
            sizes, name = np.diff(_stretches(found[0])), STRETCHES_NAME
        return cls(counts, flags, totals, sizes, name)

    @property
    def total(self) -> int:
        return int(self.sizes.sum())

    def parts(self) -> "Iterator[NDArray[np.int32]]":
        """Yield the words of each part, as numbers of kinds, in the order of the text."""
        import numpy as np

        documents = (ids[self.flags[ids]] for ids in self.counts.documents.values())
        if self.parts_name != STRETCHES_NAME:
            yield from documents
            return
        for ids in documents:
            yield from np.split(ids, _stretches(len(ids))[1:-1])


def _stretches(size: int) -> list[int]:
    """Return where stretches of equal size begin and end: word k of n lies in 10 * k // n."""
    return [-(-k * size // STRETCHES) for k in range(STRETCHES + 1)]


def _batches(arrays: "Iterable[NDArray[Any]]") -> "Iterator[list[NDArray[Any]]]":
    """Yield arrays in lists of so many elements that work on each list is worth its while."""
    batch: list[NDArray[Any]] = []
    size = 0
    for array in arrays:
        batch.append(array)
        size += len(array)
        if size >= _AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class _Item:
    """A unit that occurs often enough; `number` is its place among the names of `units`."""

    name: str
    number: int
    count: int
    units: Units


def _unit_counts(words: _Words, units: Units) -> "NDArray[np.int64]":
    """Return how often each unit occurs."""
    import numpy as np

    counts = np.zeros(len(units.names) + 1, np.int64)  # the last for what is no unit
    np.add.at(counts, units.of_kind, words.totals)
    return counts[:-1]


def _items(units: Units, counts: "NDArray[np.int64]", least: int) -> list[_Item]:
    """Return the units that occur often enough."""
    import numpy as np

    chosen = np.flatnonzero(counts >= least).tolist()
    return [_Item(units.names[k], k, int(counts[k]), units) for k in chosen]


@dataclass(frozen=True, slots=True)
class _Measured:
    """What is asked of the items that are shown, in columns."""

    documents: "NDArray[np.int64]"
    spread: "Spread"
    reduced: "NDArray[np.float64]"


def _measured(words: _Words, items: Sequence[_Item]) -> _Measured:
    """Go through the text once more, for items of the same units."""
    import numpy as np

    from cantext.measures.dispersion import DispersionSums, ReducedFrequencies

    units, size = items[0].units, len(items)
    number_of = np.full(len(units.names) + 1, -1, np.int64)
    number_of[[item.number for item in items]] = np.arange(size)
    number_of_kind = number_of[units.of_kind]
    totals = np.array([item.count for item in items], np.int64)
    sums, reduced = DispersionSums(totals, words.sizes), ReducedFrequencies(totals, words.total)
    documents = np.zeros(size, np.int64)
    begin = 0
    for batch in _batches(words.parts()):
        cells = []
        for ids in batch:
            numbers = number_of_kind[ids]
            found, counts = tallied(numbers[numbers >= 0], size)
            documents[found] += 1
            cells.append((found, counts, np.full(len(found), len(ids))))
        sums.add(*map(np.concatenate, zip(*cells, strict=True)))
        numbers = number_of_kind[np.concatenate(batch)]
        places = np.flatnonzero(numbers >= 0)
        reduced.add(numbers[places], places + begin)
        begin += len(numbers)
    if words.parts_name == STRETCHES_NAME:
        documents = (totals > 0).astype(np.int64)
    return _Measured(documents, sums.spread(), reduced.values())


def _rows(
    words: _Words, items: Sequence[_Item], by: By, group: str | None
) -> Iterator[FrequencyRow]:
    measured: dict[int, _Measured] = {}
    places: dict[int, int] = {}  # of items among those of their units
    for units in {id(item.units): item.units for item in items}.values():
        own = [item for item in items if item.units is units]
        places.update((id(item), k) for k, item in enumerate(own))
        measured[id(units)] = _measured(words, own)
    for item in items:
        found, k = measured[id(item.units)], places[id(item)]
        spread = found.spread
        entry = item.units.entries[item.number]
        category = item.name if by == "category" else (entry.category or None if entry else None)
        yield FrequencyRow(
            term=item.name,
            count=item.count,
            per_million=item.count * 1e6 / words.total,
            documents=int(found.documents[k]),
            dp=float(spread.dp[k]),
            category=category,
            concept=entry.concept or None if entry and by != "category" else None,
            dp_norm=float(spread.dp_norm[k]),
            juilland_d=float(spread.juilland_d[k]),
            rosengren_s=float(spread.rosengren_s[k]),
            carroll_d2=float(spread.carroll_d2[k]),
            arf=float(found.reduced[k]),
            pos=item.name if by == "pos" else (entry.pos or None if entry else None),
            group=group,
        )
