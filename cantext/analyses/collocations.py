"""What stands near a word more often than chance would have it, and the strongest pairs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cantext.analyses.concordance import NodeFinder
from cantext.analyses.ngrams import CodedWords, distinct
from cantext.errors import UsageError
from cantext.result import Result
from cantext.segment.tokens import TokenBlock, kind_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Longs = NDArray[np.int64]

# Pairs are gathered from so many words at a time, which bounds the memory they take.
_CHUNK = 1 << 19
# On which side of a node a word was met; the third when it was met on the other side before.
_BEFORE, _AFTER, _AGAIN = 1, 2, 3


@dataclass(frozen=True, slots=True)
class CollocationRow:
    """A node with a collocate; `meta["formulae"]` says what each measure is.

    `count` is how many of the collocate's occurrences stand within the span of a node, each counted
    once; `left_count` and `right_count` say on which side of the node (an occurrence between two
    nodes counts in both), `window_tokens` how many words stand within the span of a node.
    """

    node: str
    collocate: str
    count: int
    node_count: int
    collocate_count: int
    expected: float
    log_likelihood: float
    log_dice: float
    mi: float
    mi3: float
    npmi: float
    t_score: float
    z_score: float
    delta_p_forward: float
    delta_p_backward: float
    chi_squared: float
    dice: float
    minimum_sensitivity: float
    log_ratio: float
    odds_ratio: float
    documents: int
    left_count: int
    right_count: int
    window_tokens: int


MEASURES = (
    "log_likelihood", "log_dice", "mi", "mi3", "npmi", "t_score", "z_score", "delta_p_forward",
    "delta_p_backward", "chi_squared", "dice", "minimum_sensitivity", "log_ratio", "odds_ratio",
    "count",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Columns: numbers of node and collocate, and what was counted of each pair."""

    nodes: "Longs"
    collocates: "Longs"
    counts: "Longs"
    left: "Longs"
    right: "Longs"
    documents: "Longs"
    windows: "Longs"

    def __getitem__(self, chosen: "NDArray[Any]") -> "_Pairs":
        return _Pairs(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def collocations(
    blocks: Iterable[TokenBlock],
    *,
    node: str | Collection[str] | None = None,
    left: int = 5,
    right: int = 5,
    measure: str = "log_likelihood",
    min_count: int = 3,
    min_documents: int = 1,
    stopwords: Collection[str] = frozenset(),
    limit: int | None = None,
) -> Result[CollocationRow]:
    """Find the collocates of a node, or the strongest pairs of words, strongest first.

    Parameters
    ----------
    blocks
        Tokens; several blocks may carry the same document.
    node
        A token's text, a text that several tokens in a row make up (they count as one then), or
        several such texts that count as one node, the first of which names it in the rows. None
        for the strongest pairs: of all words that have at least two characters, hold no more than
        letters and characters (numbers are left out), are no stopwords and occur `min_count` times;
        each pair is one row, whose node is the word that mostly stands first.
    left, right
        The span: how many words before and after the node. It ends with the sentence or line.
        Punctuation and addresses are neither collocates nor counted as distance; stopwords are
        no collocates but count as distance.
    measure
        What to sort by, one of `MEASURES`; ties by count, node and collocate. Pairs met less often
        than expected come last, whatever the measure.
    min_count, min_documents
        Leave out pairs met fewer times, or in fewer documents.
    stopwords
        Words that are no collocates.
    limit
        How many rows; None for all.

    Notes
    -----
    All but Dice, logDice and minimum sensitivity compare words inside the node's windows with those
    outside (surface cooccurrence, Evert 2008, Corpora and collocations): n is the number of words
    without the node itself, r1 how many of them stand in a window, c1 how often the collocate
    occurs, o11 how often within a window; windows that overlap are one, so that no occurrence
    counts twice. The expected count r1 * c1 / n is thereby corrected for the span as it really is,
    cut short by sentences. Dice, logDice and minimum sensitivity take f1 and f2, the counts of the
    two words, as in Rychly (2008).

    Raises
    ------
    UsageError
        If the measure is unknown, the node empty, or the span without a word.

    Examples
    --------
    >>> from cantext.documents.document import Line
    >>> texts = ["推動", "產學研", "合作", "。"]
    >>> lines = tuple(Line(i + 1, 8 * i, "推動產學研合作。") for i in range(3))
    >>> starts = [8 * i + k for i in range(3) for k in (0, 2, 5, 7)]
    >>> ends = [8 * i + k for i in range(3) for k in (2, 5, 7, 8)]
    >>> block = TokenBlock("a", lines, texts * 3, starts, ends, [0, 4, 8, 12])
    >>> [(row.collocate, row.count) for row in collocations([block], node="產學研").rows]
    [('合作', 3), ('推動', 3)]
    """
    if measure not in MEASURES:
        raise UsageError(f"unknown measure {measure!r}; known are {', '.join(MEASURES)}")
    if left < 0 or right < 0 or left + right == 0:
        raise UsageError(f"the span must hold a word, but left is {left} and right is {right}")
    excluded = frozenset(stopwords)
    forms: tuple[str, ...] = ()
    if node is not None:
        finder = NodeFinder(node)
        forms = finder.forms
        blocks = (_joined(block, finder) for block in blocks)
    words = CodedWords.of(blocks)
    labels: dict[int, str] = {}
    node_counts: dict[int, int] = {}
    if forms:
        pairs, node_count = _around(words, forms, left, right)
        labels, node_counts = {-1: forms[0]}, {-1: node_count}
        pairs = pairs[_not_in(words, pairs.collocates, excluded)]
    else:
        pairs = _strongest(words, left, right, max(min_count, 1), excluded)
    kept = (pairs.counts >= max(min_count, 1)) & (pairs.documents >= min_documents)
    rows = _rows(words, pairs[kept], labels, node_counts)
    rows.sort(key=lambda row: _order(row, measure))
    meta = {
        "tokens": len(words.ids),
        "types": len(set(words.ids.tolist())),
        "documents": len(words.documents),
        "pairs": len(rows),
        "parameters": {
            "node": list(forms) or None,
            "left": left,
            "right": right,
            "measure": measure,
            "min_count": min_count,
            "min_documents": min_documents,
            "stopwords": len(excluded),
            "limit": limit,
        },
        "formulae": _formulae(),
    }
    return Result(tuple(rows if limit is None else rows[: max(limit, 0)]), meta)


def _formulae() -> dict[str, str]:
    from cantext.measures.association import FORMULAE

    given = {key: FORMULAE[key] for key in ("expected", *MEASURES) if key in FORMULAE}
    return {
        "o11": "occurrences of the collocate within the span of a node, each once (key count)",
        "r1": "words within the span of a node, each once, nodes left out (key window_tokens)",
        "c1": "occurrences of the collocate (key collocate_count)",
        "n": "words (key tokens) less occurrences of the node (key node_count)",
        "f1, f2": "node_count, collocate_count; o11 is taken as the smaller if above it",
        **given,
    }


def _order(row: CollocationRow, measure: str) -> tuple[bool, float, int, str, str]:
    value = float(getattr(row, measure))
    return row.count < row.expected, -value, -row.count, row.node, row.collocate


def _joined(block: TokenBlock, finder: NodeFinder) -> TokenBlock:
    """Return the block with every occurrence of the node made one token that bears its name."""
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    bounds = [0]
    changed = False
    for index in range(len(block.lines)):
        at, stop_line = block.bounds[index], block.bounds[index + 1]
        for first, stop in finder.spans(block, index):
            texts += block.texts[at:first]
            starts += block.starts[at:first]
            ends += block.ends[at:first]
            texts.append(finder.forms[0])
            starts.append(block.starts[first])
            ends.append(block.ends[stop - 1])
            at, changed = stop, True
        texts += block.texts[at:stop_line]
        starts += block.starts[at:stop_line]
        ends += block.ends[at:stop_line]
        bounds.append(len(texts))
    if not changed:
        return block
    return TokenBlock(block.document, block.lines, texts, starts, ends, bounds)


def _not_in(words: CodedWords, numbers: "Longs", excluded: Collection[str]) -> "NDArray[np.bool_]":
    import numpy as np

    return np.array([words.texts[k] not in excluded for k in numbers.tolist()], np.bool_)


def _document_counts(keys: "Longs", owners: "Longs", wanted: "Longs", n: int) -> "Longs":
    """Return in how many documents each of the wanted keys (ascending) occurs."""
    import numpy as np

    both = distinct(keys * max(n, 1) + owners)
    place = np.searchsorted(wanted, both // max(n, 1))
    return np.bincount(place, minlength=len(wanted)).astype(np.int64)


def _around(words: CodedWords, forms: Sequence[str], left: int, right: int) -> tuple[_Pairs, int]:
    """Count every word by its occurrences within the windows of one node, and the node itself."""
    import numpy as np

    ids, sentences = words.ids, words.sentences
    types = len(words.texts)
    number = words.texts.index(forms[0]) if forms[0] in words.texts else -1
    is_node = ids == number
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
    counts = np.bincount(ids[inside], minlength=types)
    found = np.flatnonzero(counts)
    pairs = _Pairs(
        np.full(len(found), -1, np.int64), found, counts[found],
        np.bincount(ids[before & ~is_node], minlength=types)[found],
        np.bincount(ids[after & ~is_node], minlength=types)[found],
        _document_counts(
            ids[inside].astype(np.int64), words.owners[inside].astype(np.int64), found,
            len(words.documents),
        ),
        np.full(len(found), int(inside.sum()), np.int64),
    )  # fmt: skip
    return pairs, len(places)


def _strongest(
    words: CodedWords, left: int, right: int, min_count: int, excluded: Collection[str]
) -> _Pairs:
    """Count all pairs of content words as `_around` would for each of them as node."""
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
        return _Pairs(*[np.zeros(0, np.int64)] * 7)
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
    rank = np.empty(types, np.int64)
    rank[sorted(range(types), key=words.texts.__getitem__)] = np.arange(types)
    first = (forwards > backwards) | ((forwards == backwards) & (rank[nodes] < rank[collocates]))
    stays = (first | ~has_other) & (counts >= min_count)
    return _Pairs(nodes, collocates, counts, before, after, documents, windows[nodes])[stays]


def _met(
    words: CodedWords,
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


def _rows(
    words: CodedWords, pairs: _Pairs, labels: Mapping[int, str], node_counts: Mapping[int, int]
) -> list[CollocationRow]:
    """Turn pairs into rows, all measures computed on whole columns."""
    import numpy as np

    from cantext.measures import association

    totals = np.bincount(words.ids, minlength=len(words.texts))
    nodes, collocates = pairs.nodes.tolist(), pairs.collocates.tolist()
    f1 = np.array([node_counts.get(k, totals[k]) for k in nodes], np.int64)
    f2 = totals[pairs.collocates]
    # Converted once for all measures.
    o11, r1, c1, a1 = (x.astype(np.float64) for x in (pairs.counts, pairs.windows, f2, f1))
    table = o11, r1, c1, len(words.ids) - a1
    columns = (
        pairs.counts, f1, f2, association.expected(*table[1:]),
        association.log_likelihood(*table), association.log_dice(o11, a1, c1),
        association.mutual_information(*table), association.mutual_information_cubed(*table),
        association.normalised_mutual_information(*table),
        association.t_score(*table), association.z_score(*table),
        association.delta_p_forward(*table), association.delta_p_backward(*table),
        association.chi_squared(*table), association.dice(o11, a1, c1),
        association.minimum_sensitivity(o11, a1, c1), association.log_ratio(*table),
        association.odds_ratio(*table), pairs.documents, pairs.left, pairs.right, pairs.windows,
    )  # fmt: skip
    return [
        CollocationRow(labels.get(node) or words.texts[node], words.texts[collocate], *values)
        for node, collocate, *values in zip(
            nodes, collocates, *(column.tolist() for column in columns), strict=True
        )
    ]
