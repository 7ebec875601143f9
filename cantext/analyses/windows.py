"""Which words meet within a span of words: the counts under collocations."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cantext.analyses.numbered_words import NODE, NumberedWords
from cantext.analyses.word_runs import distinct
from cantext.segmentation.tokens import kind_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Longs = NDArray[np.int64]

# Pairs are gathered from so many words at a time, which bounds the memory they take.
_CHUNK = 1 << 19
# On which side of a node a word was met; the third when it was met on the other side before.
_BEFORE, _AFTER, _AGAIN = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Pairs:
    """Columns: numbers of node and collocate, and what was counted of each pair.

    `counts` of the collocate's occurrences stand within the span of a node, `left` of them before
    one, `right` after one; `windows` words stand within the span of a node at all.
    """

    nodes: "Longs"
    collocates: "Longs"
    counts: "Longs"
    left: "Longs"
    right: "Longs"
    documents: "Longs"
    windows: "Longs"

    def __getitem__(self, chosen: "NDArray[Any]") -> "Pairs":
        return Pairs(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))

    def __len__(self) -> int:
        return len(self.nodes)


class NodeWindows:
    """Counts every word by its occurrences within the windows of a node, piece by piece.

    The pieces are of whole documents, have the same texts, and the node is `NODE` in them.
    """

    def __init__(self, left: int, right: int) -> None:
        self._left, self._right = left, right
        self._counted: NDArray[np.int64] | None = None
        self._windows = 0

    def add(self, words: NumberedWords) -> None:
        """Take in a piece."""
        counted, inside = _around_node(words, self._left, self._right)
        self._counted = counted if self._counted is None else self._counted + counted
        self._windows += inside

    def pairs(self) -> Pairs:
        """Return what was counted."""
        import numpy as np

        if self._counted is None:
            return Pairs(*[np.zeros(0, np.int64)] * 7)
        counts, before, after, documents = self._counted
        found = np.flatnonzero(counts)
        return Pairs(
            np.full(len(found), NODE, np.int64), found, counts[found], before[found], after[found],
            documents[found], np.full(len(found), self._windows, np.int64),
        )  # fmt: skip


def _around_node(words: NumberedWords, left: int, right: int) -> "tuple[Longs, int]":
    """Return what was counted of each text, in rows, and the words in windows.

    The rows are occurrences in a window, of them before and after a node, and documents.
    """
    import numpy as np

    ids, sentences = words.ids, words.sentences
    types = len(words.texts)
    is_node = ids == NODE
    after, before = np.zeros(len(ids), np.bool_), np.zeros(len(ids), np.bool_)
    places = np.flatnonzero(is_node)
    for distance in range(1, max(left, right) + 1):
        if distance <= right:
            reached = places[places + distance < len(ids)]
            reached = reached[sentences[reached + distance] == sentences[reached]]
            after[reached + distance] = True
        if distance <= left:
            reached = places[places >= distance]
            reached = reached[sentences[reached - distance] == sentences[reached]]
            before[reached - distance] = True
    inside = (after | before) & ~is_node
    n_documents = max(len(words.documents), 1)
    cells = distinct(ids[inside].astype(np.int64) * n_documents + words.owners[inside])
    rows = (
        ids[inside], ids[before & ~is_node], ids[after & ~is_node], cells // n_documents
    )  # fmt: skip
    return np.stack([np.bincount(row, minlength=types) for row in rows]), int(inside.sum())


def all_pairs(
    words: NumberedWords, left: int, right: int, min_count: int, excluded: Collection[str]
) -> Pairs:
    """Count all pairs of content words as `NodeWindows` would for each of them as node.

    Each pair is there once, its node the word that mostly stands first.
    """
    import numpy as np

    ids = words.ids
    types, n_documents = len(words.texts), max(len(words.documents), 1)
    frequent = np.bincount(ids, minlength=types) >= min_count
    content = frequent & np.fromiter(
        (len(t) > 1 and kind_of(t) in ("word", "latin") and t not in excluded for t in words.texts),
        np.bool_,
        count=types,
    )
    windows = np.zeros(types, np.int64)
    found: list[tuple[Longs, Longs, Longs, Longs]] = []
    cells: list[Longs] = []
    for begin in range(0, len(ids), _CHUNK):
        keys, sides, owners = _met(words, content, windows, begin, left, right)
        unique, inverse = np.unique(keys, return_inverse=True)
        size = len(unique)
        found.append(
            (
                unique,
                np.bincount(inverse, weights=sides != _AGAIN, minlength=size).astype(np.int64),
                np.bincount(inverse, weights=sides != _AFTER, minlength=size).astype(np.int64),
                np.bincount(inverse, weights=sides == _AFTER, minlength=size).astype(np.int64),
            )
        )
        cells.append(distinct(inverse * n_documents + owners))
        cells[-1] = unique[cells[-1] // n_documents] * n_documents + cells[-1] % n_documents
    if not any(len(part[0]) for part in found):
        return Pairs(*[np.zeros(0, np.int64)] * 7)
    every = np.concatenate([part[0] for part in found])
    keys, inverse = np.unique(every, return_inverse=True)
    counts, before, after = (
        np.bincount(
            inverse, weights=np.concatenate([part[k] for part in found]), minlength=len(keys)
        ).astype(np.int64)
        for k in (1, 2, 3)
    )
    both = distinct(np.concatenate(cells))
    documents = np.bincount(np.searchsorted(keys, both // n_documents), minlength=len(keys))
    nodes, collocates = keys // types, keys % types
    # Of the two rows of a pair the one stays whose node mostly stands first. Unequal spans
    # may have met a pair from one of its words alone.
    turned = collocates * types + nodes
    place = np.minimum(np.searchsorted(keys, turned), max(len(keys) - 1, 0))
    has_other = keys[place] == turned
    forwards = after + np.where(has_other, before[place], 0)
    backwards = before + np.where(has_other, after[place], 0)
    rank = text_ranks(words)
    first = (forwards > backwards) | ((forwards == backwards) & (rank[nodes] < rank[collocates]))
    stays = (first | ~has_other) & (counts >= min_count)
    return Pairs(nodes, collocates, counts, before, after, documents, windows[nodes])[stays]


def text_ranks(words: NumberedWords) -> "Longs":
    """Return the place of each type in the order of its text."""
    import numpy as np

    rank = np.empty(len(words.texts), np.int64)
    rank[sorted(range(len(words.texts)), key=words.texts.__getitem__)] = np.arange(len(words.texts))
    return rank


def positions(words: NumberedWords, pairs: Pairs, left: int, right: int) -> "Longs":
    """Return how often the collocate of each pair stands at each distance from a node.

    A row for each pair; columns from `left` words before the node to `right` after it, the node's
    own place left out. An occurrence near two nodes counts at its distance from each.
    """
    import numpy as np

    ids, sentences = words.ids, words.sentences
    types = len(words.texts)
    keys = pairs.nodes * types + pairs.collocates
    order = np.argsort(keys, kind="stable")
    wanted = keys[order]
    node, collocate = np.zeros(types, np.bool_), np.zeros(types, np.bool_)
    node[pairs.nodes] = True
    collocate[pairs.collocates] = True
    is_node = node[ids]
    table = np.zeros((len(pairs), left + right), np.int64)
    if not len(pairs):
        return table
    offsets = [*range(-left, 0), *range(1, right + 1)]
    for column, offset in enumerate(offsets):
        places = np.flatnonzero(is_node)
        places = places[(places + offset >= 0) & (places + offset < len(ids))]
        places = places[collocate[ids[places + offset]]]
        places = places[sentences[places] == sentences[places + offset]]
        met = ids[places].astype(np.int64) * types + ids[places + offset]
        rows = np.minimum(np.searchsorted(wanted, met), len(wanted) - 1)
        rows = rows[wanted[rows] == met]
        table[order, column] = np.bincount(rows, minlength=len(pairs))
    return table


def _met(
    words: NumberedWords,
    content: "NDArray[np.bool_]",
    windows: "Longs",
    begin: int,
    left: int,
    right: int,
) -> "tuple[Longs, NDArray[np.int8], Longs]":
    """Return key, side and document of each content word in `_CHUNK` that stands near another.

    A key is node * types + collocate. A word that stands after several occurrences of a node is met
    once, and so on the other side; met on both, it is `_AGAIN` on the second. `windows` gains the
    words, of whatever kind, in the window of each node.
    """
    import numpy as np

    types = len(words.texts)
    here = np.arange(begin, min(begin + _CHUNK, len(words.ids)))
    ids = words.ids[here]
    keys: list[Longs] = []
    sides: list[NDArray[np.int8]] = []
    owners: list[Longs] = []
    met: list[NDArray[np.int32]] = []
    for side, step, reach in ((_AFTER, -1, right), (_BEFORE, 1, left)):
        own: list[NDArray[np.int32]] = []
        for distance in range(1, reach + 1):
            there = here + step * distance
            inside = (there >= 0) & (there < len(words.ids))
            there = np.where(inside, there, here)
            nodes = words.ids[there]
            inside &= words.sentences[there] == words.sentences[here]
            inside &= content[nodes] & (nodes != ids)
            for earlier in own:
                inside &= nodes != earlier
            own.append(np.where(inside, nodes, np.int32(-1)))
            again = np.zeros(len(here), np.bool_)
            if side == _BEFORE:
                for earlier in met:
                    again |= nodes == earlier
            new = inside & ~again
            windows += np.bincount(nodes[new], minlength=types)
            inside &= content[ids]
            keys.append(nodes[inside].astype(np.int64) * types + ids[inside])
            sides.append(np.where(again[inside], _AGAIN, side).astype(np.int8))
            owners.append(words.owners[here[inside]].astype(np.int64))
        met += own
    return np.concatenate(keys), np.concatenate(sides), np.concatenate(owners)
