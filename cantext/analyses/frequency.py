"""How often each term occurs, in how many documents, and how evenly."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cantext.errors import UsageError
from cantext.lexicon.entry import Entry
from cantext.result import Result
from cantext.segment.tokens import TokenBlock, is_word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Gries (2008) and Juilland before him divide a single text into ten.
_STRETCHES = 10


@dataclass(frozen=True, slots=True)
class FrequencyRow:
    """A term; `per_million` is per million words, `dp` its deviation of proportions."""

    term: str
    count: int
    per_million: float
    documents: int
    dp: float
    category: str | None
    concept: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Token counts by document that can be merged: one worker's share is counted as a line is.

    `texts` are the types in order of first appearance; `documents` gives for each document the
    numbers of its types and their counts; `entries` the dictionary entry of a text, the first that
    was seen. `sequence` keeps the tokens in order while there is only one document, whose
    dispersion is measured over its own stretches.

    >>> from cantext.documents.document import Line
    >>> line = Line(1, 0, "好好去")
    >>> block = TokenBlock("a", (line,), ["好", "好", "去"], [0, 1, 2], [1, 2, 3], [0, 3])
    >>> one = Counts.of([block])
    >>> one.by_document()
    {'a': {'好': 2, '去': 1}}
    >>> one.merge(one).by_document()
    {'a': {'好': 4, '去': 2}}
    """

    texts: tuple[str, ...] = ()
    documents: Mapping[str, tuple["NDArray[np.int32]", "NDArray[np.int64]"]] = field(
        default_factory=dict
    )
    sequence: "NDArray[np.int32] | None" = None
    entries: Mapping[str, Entry] = field(default_factory=dict)

    @classmethod
    def of(cls, blocks: Iterable[TokenBlock]) -> "Counts":
        """Count the tokens of blocks; several may carry the same document."""
        import numpy as np

        numbers: defaultdict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__  # a new text gets the next number, in C
        pieces: dict[str, list[NDArray[np.int32]]] = {}
        entries: dict[str, Entry] = {}
        for block in blocks:
            coded = map(numbers.__getitem__, block.texts)
            piece = np.fromiter(coded, np.int32, count=len(block.texts))
            for k, entry in block.entries.items():
                entries.setdefault(block.texts[k], entry)
            pieces.setdefault(block.document, []).append(piece)
        sequence = None
        if len(pieces) == 1:
            sequence = np.concatenate(next(iter(pieces.values())))
        documents = {
            name: _tally(np.concatenate(parts), len(numbers)) for name, parts in pieces.items()
        }
        return cls(tuple(numbers), documents, sequence, entries)

    def merge(self, other: "Counts") -> "Counts":
        """Return the counts of both; as an operation it is associative, and `Counts()` is empty.

        Of one document cut in two, `self` is the earlier part.
        """
        import numpy as np

        numbers = {text: k for k, text in enumerate(self.texts)}
        for text in other.texts:
            numbers.setdefault(text, len(numbers))
        renumber = np.array([numbers[text] for text in other.texts], np.int32)
        documents = dict(self.documents)
        for name, (ids, counts) in other.documents.items():
            ids = renumber[ids]
            if name in documents:
                own_ids, own_counts = documents[name]
                ids, counts = np.concatenate([own_ids, ids]), np.concatenate([own_counts, counts])
                ids, inverse = np.unique(ids, return_inverse=True)
                counts = np.bincount(inverse, weights=counts, minlength=len(ids)).astype(np.int64)
            documents[name] = ids, counts
        sequence = None
        if len(documents) == 1:
            parts = [
                part
                for part in (
                    self.sequence,
                    None if other.sequence is None else renumber[other.sequence],
                )
                if part is not None
            ]
            sequence = np.concatenate(parts)
        return Counts(tuple(numbers), documents, sequence, {**other.entries, **self.entries})

    def by_document(self) -> dict[str, dict[str, int]]:
        """Return the counts as plain dictionaries, document by document."""
        return {
            name: {self.texts[k]: n for k, n in zip(ids.tolist(), counts.tolist(), strict=True)}
            for name, (ids, counts) in self.documents.items()
        }

    def n_words(self) -> int:
        """Return the number of words: all tokens but punctuation and addresses."""
        word = self._word_flags()
        return sum(int(counts[word[ids]].sum()) for ids, counts in self.documents.values())

    def n_types(self) -> int:
        """Return the number of different words."""
        return int(self._word_flags().sum())

    def _word_flags(self) -> "NDArray[np.bool_]":
        import numpy as np

        return np.fromiter(map(is_word, self.texts), np.bool_, count=len(self.texts))


def _tally(ids: "NDArray[np.int32]", types: int) -> "tuple[NDArray[np.int32], NDArray[np.int64]]":
    """Count numbers; a long document by a table of all types, a short one by sorting its own."""
    import numpy as np

    if len(ids) < types:
        found, counts = np.unique(ids, return_counts=True)
    else:
        table = np.bincount(ids, minlength=types)
        found = np.flatnonzero(table).astype(np.int32)
        counts = table[found]
    return found, counts.astype(np.int64)


def frequency(
    blocks: Iterable[TokenBlock],
    *,
    stopwords: Collection[str] = frozenset(),
    min_length: int = 1,
    min_count: int = 1,
    limit: int | None = None,
    pattern: str | None = None,
) -> Result[FrequencyRow]:
    """Count terms: most frequent first, ties by term.

    Parameters
    ----------
    blocks
        Tokens; several blocks may carry the same document.
    stopwords
        Terms to leave out.
    min_length, min_count
        Characters and occurrences at least.
    limit
        How many rows; None for all.
    pattern
        A regular expression searched in the term.

    Notes
    -----
    Rates are per million of all words, those that stopwords and filters leave out included.
    DP is measured over the documents with their true sizes; a single document is cut into ten
    stretches of equal size, and `meta["dp_parts"]` says which.

    Raises
    ------
    UsageError
        If the pattern is no regular expression.

    Examples
    --------
    >>> from cantext.documents.document import Line
    >>> line = Line(1, 0, "好去，好")
    >>> texts = ["好", "去", "，", "好"]
    >>> block = TokenBlock("a", (line,), texts, [0, 1, 2, 3], [1, 2, 3, 4], [0, 4])
    >>> [(row.term, row.count) for row in frequency([block]).rows]
    [('好', 2), ('去', 1)]
    """
    expression = _compiled(pattern)
    counts = Counts.of(blocks)
    return frequency_of(
        counts,
        stopwords=stopwords,
        min_length=min_length,
        min_count=min_count,
        limit=limit,
        expression=expression,
    )


def frequency_of(
    counts: Counts,
    *,
    stopwords: Collection[str] = frozenset(),
    min_length: int = 1,
    min_count: int = 1,
    limit: int | None = None,
    expression: re.Pattern[str] | None = None,
) -> Result[FrequencyRow]:
    """Turn counts, merged or not, into the rows of `frequency`; the parameters are the same."""
    import numpy as np

    from cantext.measures.dispersion import FORMULAE, dp_of_entries

    word = counts._word_flags()
    types = len(counts.texts)
    ids, parts, values, kind = _parts(counts, word)
    sizes = np.bincount(parts, weights=values)
    total = int(values.sum())
    per_type = np.bincount(ids, weights=values, minlength=types).astype(np.int64)
    spread = dp_of_entries(ids, parts, values, sizes, types)
    documents = np.zeros(types, np.int64)
    for found, _ in counts.documents.values():
        documents[found] += 1

    excluded = frozenset(stopwords)
    chosen = [
        (counts.texts[k], k)
        for k in np.flatnonzero(word & (per_type >= max(min_count, 1))).tolist()
        if counts.texts[k] not in excluded
        and len(counts.texts[k]) >= min_length
        and (expression is None or expression.search(counts.texts[k]))
    ]
    chosen.sort(key=lambda item: (-per_type[item[1]], item[0]))
    rows = []
    for text, k in chosen if limit is None else chosen[: max(limit, 0)]:
        count, entry = int(per_type[k]), counts.entries.get(text)
        category = entry.category or None if entry else None
        concept = entry.concept or None if entry else None
        rate = count * 1e6 / total
        rows.append(
            FrequencyRow(text, count, rate, int(documents[k]), float(spread[k]), category, concept)
        )
    meta = {
        "tokens": total,
        "types": int(word.sum()),
        "documents": len(counts.documents),
        "terms": len(chosen),
        "dp_parts": kind,
        "parameters": {
            "stopwords": len(excluded),
            "min_length": min_length,
            "min_count": min_count,
            "limit": limit,
            "pattern": expression.pattern if expression else None,
        },
        "formulae": {"per_million": "count / tokens * 1,000,000", "dp": FORMULAE["dp"]},
    }
    return Result(tuple(rows), meta)


def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    """Compile a user's pattern.

    >>> _compiled("局$").pattern
    '局$'
    """
    if pattern is None:
        return None
    try:
        return re.compile(pattern)
    except re.error as error:
        raise UsageError(f"pattern {pattern!r} is no regular expression: {error}") from error


def _parts(
    counts: Counts, word: "NDArray[np.bool_]"
) -> "tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], str]":
    """Return the words' (type, part, count) entries, and what the parts are."""
    import numpy as np

    none = np.zeros(0, np.int64)
    if not counts.documents:
        return none, none, none, "documents"
    if counts.sequence is not None:
        words = counts.sequence[word[counts.sequence]].astype(np.int64)
        part = np.arange(len(words)) * _STRETCHES // max(len(words), 1)
        keys, values = np.unique(words * _STRETCHES + part, return_counts=True)
        kind = f"{_STRETCHES} stretches of equal size"
        return keys // _STRETCHES, keys % _STRETCHES, values.astype(np.int64), kind
    found = [(ids[word[ids]], tally[word[ids]]) for ids, tally in counts.documents.values()]
    part = np.repeat(np.arange(len(found)), [len(ids) for ids, _ in found])
    ids = np.concatenate([ids for ids, _ in found]).astype(np.int64)
    return ids, part, np.concatenate([tally for _, tally in found]), "documents"
