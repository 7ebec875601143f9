"""The network of collocations: which words keep company, and the groups they form."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cantext.analyses.network_nodes import UNITS, NetworkBy, NetworkNames, network_nodes
from cantext.analyses.nodes import NodeFinder, NodeKind
from cantext.analyses.numbered_words import NODE, NumberedWords
from cantext.analyses.over_texts import over_texts
from cantext.analyses.plugin_measures import PluggedMeasure, chosen_measure, with_key
from cantext.analyses.span import SPAN_COUNTS, Within, check_span
from cantext.errors import UsageError
from cantext.result import Result
from cantext.segmentation.classifiers import marked
from cantext.segmentation.tokens import TokenBlock

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cantext.analyses.windows import Pairs

# Measures by which an edge can be the stronger the greater they are; all are above 0 for words that
# attract each other, logDice nearly always.
MEASURES = (
    "log_likelihood", "log_dice", "mi", "mi3", "npmi", "t_score", "z_score", "dice",
    "minimum_sensitivity", "fisher_strength", "count",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """Two words that stand near each other more often than chance would have it.

    `node` mostly stands first. `count`, `expected` and the measures are those of `collocations`;
    `weight` is the measure asked for. Communities are numbered from 1, the weightiest first.
    """

    node: str
    collocate: str
    weight: float
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
    dice: float
    minimum_sensitivity: float
    fisher_strength: float
    documents: int
    node_community: int
    collocate_community: int


@over_texts("network")
def network(
    blocks: Iterable[TokenBlock],
    *,
    node: str | Collection[str] | None = None,
    kind: NodeKind = "text",
    by: NetworkBy = "term",
    left: int = 5,
    right: int = 5,
    within: Within = "sentence",
    measure: str = "log_likelihood",
    min_count: int = 3,
    min_documents: int = 1,
    stopwords: Collection[str] = frozenset(),
    top_nodes: int = 60,
    top_edges: int = 100,
    resolution: float = 1.0,
    seed: int = 1,
) -> Result[EdgeRow]:
    """Join words that attract each other, strongest pairs first.

    Parameters
    ----------
    blocks
        Tokens, in blocks of which several may carry the same document; or texts: paths,
        documents or a corpus (see `cantext.analyses.over_texts`).
    node, kind
        For the network around a word (its ego network): the word, what it stands next to, and how
        these stand to each other. Half of the edges at most are those of the node itself. See
        `collocations` for what a node may be.
    by
        The nodes are terms, or `concept` for the concepts of the dictionary, all forms of one
        counted together and every other word left out (it still counts as distance).
    left, right, within
        The span, and what it stays within; as for `collocations`.
    measure
        One of `MEASURES`, or a measure of another package, which the rows then have too; pairs met
        less often than expected, or not above 0, are left out.
    min_count, min_documents
        Leave out pairs met fewer times, or in fewer documents.
    stopwords
        Words that are no nodes.
    top_nodes
        Only the most frequent words that have a pair at all: without this bound the strongest pairs
        are mostly fixed phrases, each a network of its own. Around a node, its strongest
        collocates instead, the node counted in.
    top_edges
        How many pairs, the strongest first.
    resolution, seed
        Of the communities: more resolution gives smaller ones; the same seed gives the same.

    Returns
    -------
    Result[EdgeRow]
        An edge a row. `meta["nodes"]` has `term`, `count`, `degree`, `strength` (the sum of the
        weights of its edges), `community` and `category` of each node, the most frequent first;
        `meta["communities"]` their number, `meta["modularity"]` how well they part the network.

    Notes
    -----
    Communities are those of the Louvain method (Blondel et al. 2008, J. Stat. Mech. P10008), edges
    weighted by the measure.

    Raises
    ------
    UsageError
        If the measure, `by` or `within` is unknown, the node empty, or the span without a word.

    Examples
    --------
    >>> from cantext.corpus import Corpus
    >>> from cantext.documents.document import Document
    >>> text = "產學研合作。" * 3 + "改善劏房。" * 3 + "推動發展。" * 3
    >>> found = network(Corpus.of([Document("a", text)]).blocks())
    >>> sorted((row.node, row.collocate, row.count) for row in found.rows)
    [('推動', '發展', 3), ('改善', '劏房', 3), ('產學研', '合作', 3)]
    >>> len(found.meta["nodes"]), found.meta["communities"]
    (6, 3)
    """
    import numpy as np

    plugged = chosen_measure(measure, MEASURES)
    if by not in UNITS:
        raise UsageError(f"by must be one of {', '.join(UNITS)}, not {by!r}")
    check_span(left, right, within)
    if top_nodes < 2 or top_edges < 1 or resolution <= 0:
        raise UsageError(
            "top_nodes must be 2 or more, top_edges 1 or more and resolution above 0, not "
            f"{top_nodes}, {top_edges} and {resolution}"
        )
    excluded = frozenset(stopwords)
    finder = None if node is None else NodeFinder(node, kind)
    names = NetworkNames()
    words = NumberedWords.of(names.watched(marked(blocks, stopwords), by), finder, within)
    least = max(min_count, 1)
    pairs, own = _pairs(words, finder, left, right, least, excluded)
    totals = np.bincount(words.ids, minlength=len(words.texts))
    columns = _columns(words, pairs, totals, plugged)
    value = columns[measure]
    stays = (pairs.counts >= least) & (pairs.documents >= min_documents)
    stays &= (pairs.counts > columns["expected"]) & (value > 0) & np.isfinite(value)
    texts = [names.concepts.get(text, text) for text in words.texts]
    if finder is None:
        frequent = _frequent(pairs[stays], totals, texts, top_nodes)
        stays &= frequent[pairs.nodes] & frequent[pairs.collocates]
    order = [k for k in _order(pairs, value, texts) if stays[k]]
    chosen = (
        order[:top_edges] if finder is None else _around(order, pairs, own, top_nodes, top_edges)
    )
    row = with_key(EdgeRow, measure) if plugged else EdgeRow
    rows = _rows(row, chosen, pairs, columns, measure, totals, texts)
    graph_nodes, modularity = network_nodes(rows, names, resolution, seed)
    community = {each["term"]: each["community"] for each in graph_nodes}
    edges = tuple(
        replace(
            edge,
            node_community=community[edge.node],
            collocate_community=community[edge.collocate],
        )
        for edge in rows
    )
    meta = {
        "tokens": len(words.ids),
        "types": words.n_types() if by == "term" else len(names.concepts),
        "documents": len(words.documents),
        "edges": len(order),
        "communities": len(set(community.values())),
        "modularity": modularity,
        "nodes": graph_nodes,
        "parameters": {
            "node": list(finder.forms) if finder else None,
            "kind": kind if finder else None,
            "by": by,
            "left": left,
            "right": right,
            "within": within,
            "measure": measure,
            "min_count": min_count,
            "min_documents": min_documents,
            "stopwords": len(excluded),
            "top_nodes": top_nodes,
            "top_edges": top_edges,
            "resolution": resolution,
            "seed": seed,
        },
        "formulae": _formulae(measure) | ({measure: plugged.formula} if plugged else {}),
    }
    return Result(edges, meta)


def _pairs(
    words: NumberedWords,
    finder: NodeFinder | None,
    left: int,
    right: int,
    min_count: int,
    excluded: Collection[str],
) -> tuple[Pairs, NDArray[np.bool_]]:
    """Return the pairs of content words, and which of them are those of the node asked for."""
    import numpy as np

    from cantext.analyses.windows import NodeWindows, Pairs, all_pairs
    from cantext.segmentation.tokens import kind_of

    among = all_pairs(words, left, right, min_count, excluded)
    if finder is None:
        return among, np.zeros(len(among), np.bool_)
    among = among[(among.nodes != NODE) & (among.collocates != NODE)]
    windows = NodeWindows(left, right)
    windows.add(words)
    own = windows.pairs()
    content = [
        len(text) > 1 and kind_of(text) in ("word", "latin") and text not in excluded
        for text in (words.texts[k] for k in own.collocates.tolist())
    ]
    own = own[np.array(content, np.bool_)]
    columns = [
        np.concatenate([getattr(own, name), getattr(among, name)])
        for name in Pairs.__dataclass_fields__
    ]
    return Pairs(*columns), np.arange(len(own) + len(among)) < len(own)


def _columns(
    words: NumberedWords,
    pairs: Pairs,
    totals: NDArray[np.int64],
    plugged: PluggedMeasure | None,
) -> Mapping[str, NDArray[np.float64]]:
    from cantext.measures.association import floats
    from cantext.measures.pairs import pair_measures

    f1, f2 = totals[pairs.nodes], totals[pairs.collocates]
    table = pairs.counts, pairs.windows, f2, len(words.ids) - f1
    found = {**pair_measures(*table, f1, f2), "count": pairs.counts.astype(float)}
    if plugged:
        o11, r1, c1, n = floats(*table)
        found[plugged.plugin.name] = plugged.values(o11, r1, c1, n)
    return found


def _order(pairs: Pairs, value: NDArray[np.float64], texts: Sequence[str]) -> list[int]:
    """Return the places of the pairs, strongest first, then by count and names."""
    import numpy as np

    rank = np.empty(len(texts), np.int64)
    rank[sorted(range(len(texts)), key=texts.__getitem__)] = np.arange(len(texts))
    keys = (rank[pairs.collocates], rank[pairs.nodes], -pairs.counts, -value)
    order: list[int] = np.lexsort(keys).tolist()
    return order


def _frequent(
    pairs: Pairs, totals: NDArray[np.int64], texts: Sequence[str], top: int
) -> NDArray[np.bool_]:
    """Say of each word whether it is one of the most frequent of the pairs."""
    import numpy as np

    found = {*pairs.nodes.tolist(), *pairs.collocates.tolist()}
    ranked = sorted(found, key=lambda k: (-totals[k], texts[k]))
    kept = np.zeros(len(texts), np.bool_)
    kept[ranked[:top]] = True
    return kept


def _around(
    order: list[int], pairs: Pairs, own: NDArray[np.bool_], top_nodes: int, top: int
) -> list[int]:
    """Return the strongest pairs of the node, and those among its neighbours."""
    first = [k for k in order if own[k]][: max(min(top // 2, top_nodes - 1), 1)]
    neighbours = {int(pairs.collocates[k]) for k in first}
    others = [
        k
        for k in order
        if not own[k]
        and int(pairs.nodes[k]) in neighbours
        and int(pairs.collocates[k]) in neighbours
    ]
    kept = {*first, *others[: top - len(first)]}
    return [k for k in order if k in kept]


def _rows(
    row: type[EdgeRow],
    chosen: Sequence[int],
    pairs: Pairs,
    columns: Mapping[str, NDArray[np.float64]],
    measure: str,
    totals: NDArray[np.int64],
    texts: Sequence[str],
) -> list[EdgeRow]:
    keys = [key for key in row.__dataclass_fields__ if key in columns and key != "count"]
    return [
        row(
            node=texts[int(pairs.nodes[k])],
            collocate=texts[int(pairs.collocates[k])],
            weight=float(columns[measure][k]),
            count=int(pairs.counts[k]),
            node_count=int(totals[pairs.nodes[k]]),
            collocate_count=int(totals[pairs.collocates[k]]),
            documents=int(pairs.documents[k]),
            node_community=0,
            collocate_community=0,
            **{key: float(columns[key][k]) for key in keys},
        )
        for k in chosen
    ]


def _formulae(measure: str) -> dict[str, str]:
    from cantext.measures.catalogue import CATALOGUE, formulae

    return {
        "weight": measure,
        **SPAN_COUNTS,
        "f1, f2": "node_count, collocate_count",
        "communities": "Louvain, edges weighted (Blondel et al. 2008)",
        **formulae("expected", *(key for key in MEASURES if key in CATALOGUE)),
    }
