"""Runs of n words, with or without gaps, within sentences and never across punctuation."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cantext.analyses.coded import CodedWords, counted, distinct, is_among, packed_runs
from cantext.analyses.over_texts import over_texts
from cantext.errors import UsageError
from cantext.result import Result
from cantext.segment.classifiers import marked
from cantext.segment.tokens import TokenBlock


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
    import numpy as np

    from cantext.analyses.skipgrams import skipgram_places
    from cantext.measures.catalogue import formulae
    from cantext.measures.dispersion import average_reduced_frequency, dispersions

    if n < 1:
        raise UsageError(f"n must be at least 1 for ngrams, not {n}")
    if skip < 0 or (skip and n < 2):
        raise UsageError(f"skip must be 0 or more, and n at least 2 to skip; they are {skip}, {n}")
    words = CodedWords.of(marked(blocks, stopwords))
    least = max(min_count, 1)
    if skip:
        starts, places, codes = skipgram_places(words, n, skip, least)
    else:
        starts, codes = packed_runs(words, n, least)
        places = [starts + k for k in range(n)]
    excluded = frozenset(stopwords)
    edge = np.fromiter((text not in excluded for text in words.texts), np.bool_, len(words.texts))
    stands = edge[words.ids[places[0]]] & edge[words.ids[places[-1]]]
    starts, codes = starts[stands], codes[stands]
    places = [place[stands] for place in places]
    found, occurs = counted(codes)
    n_found = int(np.count_nonzero(occurs >= least))
    # Of the rows that are shown alone more is asked: what ties with the last of them included.
    lowest = least if limit is None or limit >= n_found else _nth_highest(occurs, max(limit, 1))
    found = found[occurs >= max(lowest, least)]
    kept = np.flatnonzero(is_among(codes, found))
    starts, places = starts[kept], [place[kept] for place in places]
    keys, first, codes, counts = np.unique(
        codes[kept], return_index=True, return_inverse=True, return_counts=True
    )
    size, total = len(keys), len(words.ids)
    part_of, sizes, kind = words.parts()
    n_parts, n_documents = max(len(sizes), 1), max(len(words.documents), 1)
    cells, values = np.unique(codes * n_parts + part_of[starts], return_counts=True)
    spread = dispersions(cells // n_parts, cells % n_parts, values, sizes, size)
    pairs = distinct(codes * n_documents + words.owners[starts])
    documents = np.bincount(pairs // n_documents, minlength=size)
    reduced = average_reduced_frequency(codes, starts, total, size)

    chosen: list[tuple[str, int]] = []
    for k in range(size):
        run = [words.texts[words.ids[place[first[k]]]] for place in places]
        chosen.append((" ".join(run), k))
    chosen.sort(key=lambda item: (-counts[item[1]], item[0]))
    rows = tuple(
        NgramRow(
            ngram=text,
            count=int(counts[k]),
            per_million=int(counts[k]) * 1e6 / total,
            documents=int(documents[k]),
            dp=float(spread.dp[k]),
            dp_norm=float(spread.dp_norm[k]),
            juilland_d=float(spread.juilland_d[k]),
            rosengren_s=float(spread.rosengren_s[k]),
            carroll_d2=float(spread.carroll_d2[k]),
            arf=float(reduced[k]),
        )
        for text, k in (chosen if limit is None else chosen[: max(limit, 0)])
    )
    meta = {
        "tokens": total,
        "types": words.n_types(),
        "documents": len(words.documents),
        "ngrams": n_found,
        "dp_parts": kind,
        "parameters": {
            "n": n,
            "skip": skip,
            "stopwords": len(excluded),
            "min_count": min_count,
            "limit": limit,
        },
        "formulae": formulae("per_million", *MEASURES),
    }
    return Result(rows, meta)


def _nth_highest(counts: "NDArray[np.int64]", n: int) -> int:
    """Return the n-th highest count, from 1."""
    import numpy as np

    return int(np.partition(counts, len(counts) - n)[len(counts) - n])
