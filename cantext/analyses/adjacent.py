"""Words in a row as pairs: each n-gram split where its two parts hold together least."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cantext.analyses.numbered_words import NODE, NumberedWords
from cantext.analyses.word_runs import distinct, grown_runs
from cantext.segmentation.tokens import kind_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SplitGrams:
    """N-grams as columns: texts of both parts, and the fourfold table of the split.

    `counts` is how often the n-gram occurs, `firsts` how many n-grams begin with its first part,
    `seconds` how many end with its second part, and `total` how many n-grams there are.
    """

    heads: tuple[str, ...]
    tails: tuple[str, ...]
    counts: "Longs"
    firsts: "Longs"
    seconds: "Longs"
    documents: "Longs"
    total: int

    def chosen(self, flags: "NDArray[Any]") -> "SplitGrams":
        """Return the n-grams that are flagged."""
        import numpy as np

        rows = np.flatnonzero(flags).tolist()
        return SplitGrams(
            tuple(self.heads[k] for k in rows),
            tuple(self.tails[k] for k in rows),
            self.counts[flags],
            self.firsts[flags],
            self.seconds[flags],
            self.documents[flags],
            self.total,
        )


def split_grams(
    words: NumberedWords, n: int, min_count: int, excluded: Collection[str], with_node: bool
) -> SplitGrams:
    """Split every n-gram of the words where chance would make its parts meet most often.

    N-grams that begin or end with an excluded word or a number are left out, and with `with_node`
    those without the node. At the split chosen the expected count is highest, and so mutual
    information lowest: of splits alike the first. (Pseudo-bigrams, da Silva & Lopes 1999, A local
    maxima method.)
    """
    import numpy as np

    places, codes = grown_runs(words, n)
    total = len(places)
    _, first, inverse, counts = np.unique(
        codes, return_index=True, return_inverse=True, return_counts=True
    )
    best = np.full(len(counts), -1.0)
    cut = np.ones(len(counts), np.int64)
    heads, tails = np.zeros(len(counts), np.int64), np.zeros(len(counts), np.int64)
    for size in range(1, n):
        begins = _counts_at(words, size, places, 0)[first]
        ends = _counts_at(words, n - size, places, size)[first]
        expected = begins.astype(np.float64) * ends
        better = expected > best
        best = np.where(better, expected, best)
        cut = np.where(better, size, cut)
        heads, tails = np.where(better, begins, heads), np.where(better, ends, tails)
    owners = words.owners[places].astype(np.int64)
    n_documents = max(len(words.documents), 1)
    pairs = distinct(inverse * n_documents + owners)
    documents = np.bincount(pairs // n_documents, minlength=len(counts))

    edge = np.array(
        [text not in excluded and kind_of(text or "-") != "number" for text in words.texts],
        np.bool_,
    )
    start = places[first]
    kept = (counts >= min_count) & edge[words.ids[start]] & edge[words.ids[start + n - 1]]
    if with_node:
        has_node = np.zeros(len(counts), np.bool_)
        for k in range(n):
            has_node |= words.ids[start + k] == NODE
        kept &= has_node
    shown = np.flatnonzero(kept)
    texts = [
        ([words.texts[i] for i in words.ids[p : p + n].tolist()], c)
        for p, c in zip(start[shown].tolist(), cut[shown].tolist(), strict=True)
    ]
    return SplitGrams(
        tuple(" ".join(run[:c]) for run, c in texts),
        tuple(" ".join(run[c:]) for run, c in texts),
        counts[shown].astype(np.int64),
        heads[shown],
        tails[shown],
        documents[shown].astype(np.int64),
        total,
    )


def _counts_at(words: NumberedWords, size: int, places: "Longs", shift: int) -> "Longs":
    """Return for each place how many of the places have the same run of words, `shift` on."""
    import numpy as np

    starts, codes = grown_runs(words, size)
    by_place = np.zeros(len(words.ids), np.int64)
    by_place[starts] = codes
    here = by_place[places + shift]
    return np.bincount(here)[here] if len(here) else here
