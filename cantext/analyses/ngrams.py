"""Runs of n words, counted within sentences and never across punctuation."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cantext.errors import UsageError
from cantext.result import Result
from cantext.segment.tokens import SENTENCE_ENDS, TokenBlock, is_word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_STRETCHES = 10


@dataclass(frozen=True, slots=True)
class NgramRow:
    """Words joined by a space; `per_million` is per million words."""

    ngram: str
    count: int
    per_million: float
    documents: int
    dp: float


@dataclass(frozen=True, slots=True)
class CodedWords:
    """The words of blocks in reading order as numbers, punctuation and addresses left out.

    `texts[ids[k]]` is the k-th word; words of one sentence share `sentences[k]`, words with no
    punctuation between them `runs[k]`; `owners[k]` is the index of its document in `documents`.
    """

    texts: tuple[str, ...]
    documents: tuple[str, ...]
    ids: "NDArray[np.int32]"
    runs: "NDArray[np.int32]"
    sentences: "NDArray[np.int32]"
    owners: "NDArray[np.int32]"

    @classmethod
    def of(cls, blocks: Iterable[TokenBlock]) -> "CodedWords":
        """Give the words of blocks numbers.

        >>> from cantext.documents.document import Line
        >>> line = Line(1, 0, "好，去。去")
        >>> texts, starts = ["好", "，", "去", "。", "去"], [0, 1, 2, 3, 4]
        >>> block = TokenBlock("a", (line,), texts, starts, [1, 2, 3, 4, 5], [0, 5])
        >>> coded = CodedWords.of([block])
        >>> coded.sentences.tolist(), len(set(coded.runs.tolist()))
        ([0, 0, 1], 3)
        """
        import numpy as np

        numbers: defaultdict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__  # a new text gets the next number, in C
        names: dict[str, int] = {}
        ids: list[NDArray[np.int32]] = [np.zeros(0, np.int32)]
        opens: list[NDArray[np.bool_]] = [np.zeros(0, np.bool_)]
        owners: list[NDArray[np.int32]] = [np.zeros(0, np.int32)]
        for block in blocks:
            size = len(block.texts)
            ids.append(np.fromiter(map(numbers.__getitem__, block.texts), np.int32, count=size))
            opening = np.zeros(size + 1, np.bool_)
            opening[block.bounds] = True
            opens.append(opening[:size])
            owner = names.setdefault(block.document, len(names))
            owners.append(np.full(size, owner, np.int32))
        all_ids, opening = np.concatenate(ids), np.concatenate(opens)
        texts = tuple(numbers)
        word = np.fromiter(map(is_word, texts), np.bool_, count=len(texts))[all_ids]
        ends = np.array([text in SENTENCE_ENDS for text in texts], np.bool_)[all_ids]
        # A line end closes a sentence too, and both close a run.
        after_end = np.concatenate([[False], ends[:-1]]) if len(ends) else ends
        sentences = np.cumsum(opening | after_end, dtype=np.int32) - np.int32(1)
        runs = np.cumsum(opening | ~word, dtype=np.int32)
        return cls(
            texts, tuple(names), all_ids[word], runs[word], sentences[word],
            np.concatenate(owners)[word],
        )  # fmt: skip

    def parts(self) -> "tuple[NDArray[np.int32], NDArray[np.int64], str]":
        """Return each word's part for dispersion, the parts' sizes, and what the parts are.

        Parts are the documents; a single one is cut into ten stretches of equal size.
        """
        import numpy as np

        size = len(self.ids)
        if len(self.documents) == 1:
            stretch = (np.arange(size) * _STRETCHES // max(size, 1)).astype(np.int32)
            return stretch, np.bincount(stretch), f"{_STRETCHES} stretches of equal size"
        return self.owners, np.bincount(self.owners, minlength=len(self.documents)), "documents"


def distinct(values: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """Return the different values in ascending order.

    As `numpy.unique`, which since numpy 2.3 hashes whole numbers and is several times slower on
    millions of them that mostly differ.

    >>> import numpy as np
    >>> distinct(np.array([3, 1, 3])).tolist()
    [1, 3]
    """
    import numpy as np

    values = np.sort(values)
    keep = np.ones(len(values), np.bool_)
    keep[1:] = values[1:] != values[:-1]
    return values[keep]


def ngrams(
    blocks: Iterable[TokenBlock],
    *,
    n: int = 2,
    stopwords: Collection[str] = frozenset(),
    min_count: int = 1,
    limit: int | None = None,
) -> Result[NgramRow]:
    """Count runs of `n` words: most frequent first, ties by the n-gram.

    Parameters
    ----------
    blocks
        Tokens; several blocks may carry the same document.
    n
        Words in a run, at least 1.
    stopwords
        A run that begins or ends with one of them is left out.
    min_count
        Occurrences at least.
    limit
        How many rows; None for all.

    Notes
    -----
    A run stays within its line and is broken by punctuation and addresses. Rates are per million
    words; DP has the parts of `frequency`, sizes in words.

    Raises
    ------
    UsageError
        If `n` is below 1.

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

    from cantext.measures.dispersion import FORMULAE, dp_of_entries

    if n < 1:
        raise UsageError(f"n must be at least 1 for ngrams, not {n}")
    words = CodedWords.of(blocks)
    part_of, sizes, kind = words.parts()
    places, codes = _codes(words, n, max(min_count, 1))
    keys, first, codes, counts = np.unique(
        codes, return_index=True, return_inverse=True, return_counts=True
    )
    n_parts = max(len(sizes), 1)
    cells, values = np.unique(codes * n_parts + part_of[places], return_counts=True)
    spread = dp_of_entries(cells // n_parts, cells % n_parts, values, sizes, len(keys))
    pairs = distinct(codes * max(len(words.documents), 1) + words.owners[places])
    documents = np.bincount(pairs // max(len(words.documents), 1), minlength=len(keys))

    excluded = frozenset(stopwords)
    chosen: list[tuple[str, int]] = []
    for k in np.flatnonzero(counts >= min_count).tolist():
        place = int(places[first[k]])
        run = [words.texts[i] for i in words.ids[place : place + n].tolist()]
        if run[0] not in excluded and run[-1] not in excluded:
            chosen.append((" ".join(run), k))
    chosen.sort(key=lambda item: (-counts[item[1]], item[0]))
    total = len(words.ids)
    rows = tuple(
        NgramRow(
            text, int(counts[k]), int(counts[k]) * 1e6 / total, int(documents[k]), float(spread[k])
        )
        for text, k in (chosen if limit is None else chosen[: max(limit, 0)])
    )
    meta = {
        "tokens": total,
        "types": len(np.unique(words.ids)),
        "documents": len(words.documents),
        "ngrams": len(chosen),
        "dp_parts": kind,
        "parameters": {
            "n": n,
            "stopwords": len(excluded),
            "min_count": min_count,
            "limit": limit,
        },
        "formulae": {"per_million": "count / tokens * 1,000,000", "dp": FORMULAE["dp"]},
    }
    return Result(rows, meta)


def _codes(
    words: CodedWords, n: int, min_count: int
) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """Return where runs of n words start, and a number for each that equal runs share.

    Grown a word at a time: a run can be frequent only if its first and last n - 1 words are, so
    places drop out on the way, and the numbers stay small enough to be multiplied.
    """
    import numpy as np

    codes = words.ids.astype(np.int64)
    places = np.arange(len(codes))
    for length in range(1, n + 1):
        if length > 1:
            alive = np.full(len(words.ids) + 1, -1, np.int64)
            alive[places] = codes
            fits = alive[places + 1] >= 0
            places = places[fits]
            places = places[words.runs[places] == words.runs[places + length - 1]]
            width = int(codes.max(initial=0)) + 1
            codes = alive[places] * width + alive[places + 1]
        _, codes, counts = np.unique(codes, return_inverse=True, return_counts=True)
        kept = (counts >= min_count)[codes]
        places, codes = places[kept], codes[kept]
    return places, codes
