"""The nodes of a network: which words or concepts they are, and the communities they form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from cantext.lexicon.entry import ADOPTED
from cantext.segmentation.tokens import TokenBlock, is_word

if TYPE_CHECKING:
    from cantext.analyses.network import EdgeRow

NetworkBy = Literal["term", "concept"]
UNITS: tuple[NetworkBy, ...] = ("term", "concept")
_OTHER = "x"  # a word that is no concept: it counts as distance, and is too short for a node


class NetworkNames:
    """What is known of the words on the way to their numbers.

    `categories` has the category of each dictionary term seen, `concepts` the concept that each
    code of a concept stands for. Concepts go by codes of Latin letters, since the counting of pairs
    takes for content words what holds no more than letters and characters, and the name of a
    concept may hold brackets.
    """

    def __init__(self) -> None:
        self.categories: dict[str, str] = {}
        self.concepts: dict[str, str] = {}
        self._codes: dict[str, str] = {}

    def watched(self, blocks: Iterable[TokenBlock], by: NetworkBy) -> Iterator[TokenBlock]:
        """Yield the blocks, by concept with the codes of concepts for texts."""
        for block in blocks:
            known = {k: e for k, e in block.entries.items() if e.category != ADOPTED}
            for k, entry in known.items():
                name = entry.concept if by == "concept" else block.texts[k]
                self.categories.setdefault(name, entry.category)
            if by == "term":
                yield block
                continue
            texts = [_OTHER if is_word(text) else text for text in block.texts]
            for k, entry in known.items():
                texts[k] = self._code(entry.concept)
            yield replace(block, texts=texts)

    def _code(self, concept: str) -> str:
        if concept not in self._codes:
            number, letters = len(self._codes), ""
            while number or not letters:
                number, digit = divmod(number, 26)
                letters += chr(ord("a") + digit)
            self._codes[concept] = code = f"C{letters}"
            self.concepts[code] = concept
        return self._codes[concept]


def network_nodes(
    rows: Sequence[EdgeRow], names: NetworkNames, resolution: float, seed: int
) -> tuple[list[dict[str, Any]], float | None]:
    """Return the nodes of the edges with their communities, and the modularity of these.

    Communities are numbered from 1, the weightiest first; without an edge there is no modularity.
    """
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.node], counts[row.collocate] = row.node_count, row.collocate_count
    terms = sorted(counts, key=lambda term: (-counts[term], term))
    if not terms:
        return [], None
    import networkx

    # Nodes go by numbers, whose order in a set is the same in every run; that of texts is not.
    number = {term: k for k, term in enumerate(terms)}
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(terms)))
    for row in rows:
        graph.add_edge(number[row.node], number[row.collocate], weight=row.weight)
    found = networkx.community.louvain_communities(graph, resolution=resolution, seed=seed)
    modularity = float(networkx.community.modularity(graph, found, resolution=resolution))
    found.sort(key=lambda members: (-sum(counts[terms[k]] for k in members), min(members)))
    community = {k: place for place, members in enumerate(found, start=1) for k in members}
    return [
        {
            "term": term,
            "count": counts[term],
            "degree": graph.degree(k),
            "strength": float(graph.degree(k, weight="weight")),
            "community": community[k],
            "category": names.categories.get(term),
        }
        for term, k in number.items()
    ], modularity
