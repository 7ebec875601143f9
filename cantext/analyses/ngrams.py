"""Runs of n words, with or without gaps, within sentences and never across punctuation."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cantext.analyses.key_counts import ArrayCounts, KeyFinder
from cantext.analyses.numbered_words import STRETCHES, STRETCHES_NAME, NumberedWords
from cantext.analyses.over_texts import over_texts
from cantext.analyses.skipgrams import skipgram_places
from cantext.analyses.word_runs import counted, packed_runs, run_keys
from cantext.errors import UsageError
from cantext.result import Result
from cantext.segmentation.classifiers import marked
from cantext.segmentation.columns import ColumnSource, KeyCounts
from cantext.segmentation.tokens import TokenBlock


@dataclass(frozen=True, slots=True)
class NgramRow:
    """Words joined by a space; `per_million` is per million words.

    `meta["formulae"]` says what the dispersions are.
    """

    ngram: str
    count: int
    per_million: float
    documents: int
    dp: float
    dp_norm: float
    juilland_d: float
    rosengren_s: float
    carroll_d2: float
    arf: float


if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MEASURES = ("dp", "dp_norm", "juilland_d", "rosengren_s", "carroll_d2", "arf")


@over_texts("ngrams")
def ngrams(
    blocks: Iterable[TokenBlock],
    *,
    n: int = 2,
    skip: int = 0,
    stopwords: Collection[str] = frozenset(),
    min_count: int = 1,
    limit: int | None = None,
) -> Result[NgramRow]:
    """Count runs of `n` words: most frequent first, ties by the n-gram.

    Parameters
    ----------
    blocks
        Tokens, in blocks of which several may carry the same document; or texts: paths,
        documents or a corpus (see `cantext.analyses.over_texts`).
    n
        Words in a run, at least 1.
    skip
        Words that may be left out between them in all: a skip-gram counts for every way in which
        its words stand in order with no more than so many between. 0 for runs alone.
    stopwords
        A run that begins or ends with one of them is left out.
    min_count
        Occurrences at least.
    limit
        How many rows; None for all.

    Notes
    -----
    A run stays within its line and is broken by punctuation and addresses. Rates are per million
    words; dispersions have the parts of `frequency`, sizes in words, and an n-gram counts for the
    part where it begins.

    Raises
    ------
    UsageError
        If `n` is below 1, `skip` below 0, or there is nothing to skip between.

    Examples
    --------
    >>> from cantext.documents.document import Line
    >>> line = Line(1, 0, "去食飯，飯好食")
    >>> texts = ["去", "食", "飯", "，", "飯", "好", "食"]
    >>> block = TokenBlock("a", (line,), texts, list(range(7)), list(range(1, 8)), [0, 7])
    >>> [row.ngram for row in ngrams([block]).rows]
    ['去 食', '好 食', '食 飯', '飯 好']
    """
    from cantext.measures.catalogue import formulae

    if n < 1:
        raise UsageError(f"n must be at least 1 for ngrams, not {n}")
    if skip < 0 or (skip and n < 2):
        raise UsageError(f"skip must be 0 or more, and n at least 2 to skip; they are {skip}, {n}")
    text = _Text(marked(blocks, stopwords), n, skip, max(min_count, 1), frozenset(stopwords))
    survey = _survey(text)
    # Of the rows that are shown alone more is asked: what ties with the last of them included.
    lowest = text.min_count
    if limit is not None and limit < survey.n_found:
        lowest = max(lowest, survey.counts.nth_highest(max(limit, 1)))
    rows = _measured(text, survey, *survey.counts.keys(lowest)) if survey.n_found else []
    rows.sort(key=lambda row: (-row.count, row.ngram))
    meta = {
        "tokens": survey.total,
        "types": survey.n_types,
        "documents": survey.n_documents,
        "ngrams": survey.n_found,
        "dp_parts": survey.parts_name,
        "parameters": {
            "n": n,
            "skip": skip,
            "stopwords": len(text.excluded),
            "min_count": min_count,
            "limit": limit,
        },
        "formulae": formulae("per_million", *MEASURES),
    }
    return Result(tuple(rows if limit is None else rows[: max(limit, 0)]), meta)


@dataclass(frozen=True, slots=True)
class _Grams:
    """The n-grams of a piece of text that may be counted, in columns.

    `places` has, for each of the n words, where it stands among the words; `keys` are the same
    numbers for the same n-grams, in every piece.
    """

    words: NumberedWords
    places: "list[NDArray[np.int64]]"
    keys: "list[NDArray[np.int64]]"


@dataclass
class _Text:
    """Tokens with what is asked of them, gone through as often as is needed."""

    blocks: Iterable[TokenBlock]
    n: int
    skip: int
    min_count: int
    excluded: frozenset[str]
    _edge: "NDArray[np.bool_] | None" = None

    def pieces(self) -> Iterator[_Grams]:
        """Yield the n-grams piece by piece, where the text can be had so."""
        if not self.skip and isinstance(self.blocks, ColumnSource):
            for words in NumberedWords.pieces(self.blocks, within="document"):
                starts, keys = run_keys(words, self.n, self._edges(words.texts))
                yield _Grams(words, [starts + k for k in range(self.n)], keys)
        else:
            yield self._whole

    def key_counts(self) -> KeyCounts:
        """Return what the keys of all pieces are counted in."""
        if not self.skip and isinstance(self.blocks, ColumnSource):
            return self.blocks.key_counts()
        return ArrayCounts()

    @cached_property
    def _whole(self) -> _Grams:
        words = NumberedWords.of(self.blocks)
        if self.skip:
            _, places, codes = skipgram_places(words, self.n, self.skip, self.min_count)
        else:
            starts, codes = packed_runs(words, self.n, self.min_count)
            places = [starts + k for k in range(self.n)]
        edges = self._edges(words.texts)
        stands = edges[words.ids[places[0]]] & edges[words.ids[places[-1]]]
        return _Grams(words, [place[stands] for place in places], [codes[stands]])

    def _edges(self, texts: tuple[str, ...]) -> "NDArray[np.bool_]":
        """Tell whether an n-gram may begin and end with each text; all pieces have the same."""
        import numpy as np

        if self._edge is None or len(self._edge) != len(texts):
            self._edge = np.fromiter((t not in self.excluded for t in texts), np.bool_, len(texts))
        return self._edge


@dataclass(frozen=True, slots=True)
class _Survey:
    """What going through the text once tells: how often each n-gram occurs, and the text's sizes.

    `sizes` are the words of each part that dispersion looks at.
    """

    counts: KeyCounts
    n_found: int
    total: int
    n_types: int
    n_documents: int
    sizes: "NDArray[np.int64]"
    parts_name: str


def _survey(text: _Text) -> _Survey:
    import numpy as np

    counts = text.key_counts()
    sizes: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
    totals = np.zeros(0, np.int64)
    texts: tuple[str, ...] = ()
    for grams in text.pieces():
        words = grams.words
        counts.add(grams.keys)
        sizes.append(np.bincount(words.owners, minlength=len(words.documents)))
        found = np.bincount(words.ids, minlength=len(words.texts))
        totals = found if not len(totals) else totals + found
        texts = words.texts
    of_documents = np.concatenate(sizes)
    total, n_documents = int(of_documents.sum()), len(of_documents)
    parts, name = of_documents, "documents"
    if n_documents == 1:
        stretches = np.arange(STRETCHES + 1) * total
        parts, name = np.diff(-(-stretches // STRETCHES)), STRETCHES_NAME
    # A classifier is another key than the same word elsewhere, and the same type.
    n_types = len({str(texts[k]) for k in np.flatnonzero(totals).tolist()})
    n_found = counts.frequent(text.min_count)
    return _Survey(counts, n_found, total, n_types, n_documents, parts, name)


def _measured(
    text: _Text,
    survey: _Survey,
    wanted: "list[NDArray[np.int64]]",
    totals: "NDArray[np.int64]",
) -> list[NgramRow]:
    """Go through the text once more, for the n-grams with the keys wanted."""
    import numpy as np

    from cantext.measures.dispersion import DispersionSums, ReducedFrequencies

    size = len(totals)
    finder = KeyFinder(wanted)
    sums, reduced = DispersionSums(totals, survey.sizes), ReducedFrequencies(totals, survey.total)
    documents = np.zeros(size, np.int64)
    spelled: list[str] = [""] * size
    bounds = np.append(0, np.cumsum(survey.sizes))
    begin = 0
    for grams in text.pieces():
        items = finder.items(grams.keys)
        kept = np.flatnonzero(items >= 0)
        # Skip-grams come by their gaps; the distance between two is that between their beginnings.
        kept = kept[np.argsort(grams.places[0][kept], kind="stable")]
        items, places = items[kept], grams.places[0][kept] + begin
        for item, first in zip(*(each.tolist() for each in np.unique(items, True)), strict=True):
            if not spelled[item]:
                ids = (grams.words.ids[place[kept[first]]] for place in grams.places)
                spelled[item] = " ".join(grams.words.texts[k] for k in ids)
        cells, values = counted((np.searchsorted(bounds, places, "right") - 1) * size + items)
        sums.add(cells % size, values, survey.sizes[cells // size])
        documents += np.bincount(cells % size, minlength=size)
        reduced.add(items, places)
        begin += len(grams.words.ids)
    if survey.parts_name == STRETCHES_NAME:
        documents = np.ones(size, np.int64)
    spread, arf = sums.spread(), reduced.values()
    return [
        NgramRow(
            ngram=spelled[k],
            count=int(totals[k]),
            per_million=int(totals[k]) * 1e6 / survey.total,
            documents=int(documents[k]),
            dp=float(spread.dp[k]),
            dp_norm=float(spread.dp_norm[k]),
            juilland_d=float(spread.juilland_d[k]),
            rosengren_s=float(spread.rosengren_s[k]),
            carroll_d2=float(spread.carroll_d2[k]),
            arf=float(arf[k]),
        )
        for k in range(size)
    ]
