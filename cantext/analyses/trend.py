"""How the rate of a term, a concept or a category changes from period to period."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from cantext.analyses.counts import Counts
from cantext.analyses.groups import UNKNOWN
from cantext.analyses.nodes import NodeFinder
from cantext.analyses.over_texts import over_texts
from cantext.analyses.themes import Hit
from cantext.errors import UsageError
from cantext.lexicon.entry import ADOPTED, Entry
from cantext.result import Result
from cantext.segmentation.columns import TokenColumns, pieces_of
from cantext.segmentation.tokens import TokenBlock

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

QueryKind = Literal["term", "pattern", "concept", "category"]


@dataclass(frozen=True, slots=True)
class TrendRow:
    """A term in a period; `per_million` is per million words of the period's documents.

    `words` are the words of the period, `kind` says what the term is: a `term`, a `pattern`, a
    `concept` or a `category` of the dictionary, or of themes of the user's own.
    """

    period: str
    term: str
    count: int
    per_million: float
    documents: int
    words: int
    kind: QueryKind


@dataclass(frozen=True, slots=True)
class Trend:
    """What the periods of a term come to; `percent_change` is None where the first rate is 0."""

    term: str
    kind: QueryKind
    count: int
    first_rate: float
    last_rate: float
    percent_change: float | None
    log_ratio: float
    tau: float
    tau_p: float
    heterogeneity: float
    heterogeneity_p: float


@over_texts("trend")
def trend(
    blocks: Iterable[TokenBlock],
    periods: Mapping[str, str],
    *,
    terms: Sequence[str] = (),
    patterns: Sequence[str] = (),
    concepts: Sequence[str] = (),
    categories: Collection[str] = (),
    hits: Callable[[TokenBlock], Iterable[Hit]] | None = None,
) -> Result[TrendRow]:
    """Count terms and themes period by period.

    Parameters
    ----------
    blocks
        Tokens, in blocks of which several may carry the same document; or texts: paths,
        documents or a corpus (see `cantext.analyses.over_texts`).
    periods
        The period of each document (see `cantext.analyses.groups`); their names sort by time.
        Documents of no period, or of `unknown`, are left out.
    terms, patterns, concepts
        What to count: texts (several tokens in a row may make them up), regular expressions
        searched in single tokens, names of concepts of the dictionary.
    categories
        Categories of the dictionary to count. Without anything to count, all that occur.
    hits
        Finds the occurrences of categories in a block, when they are not those of the dictionary:
        the `hits` of a theme dictionary (see `cantext.analyses.theme_dictionary`). Without
        `categories`, all that occur are counted.

    Returns
    -------
    Result[TrendRow]
        A row for each term and period: terms in the order given, categories by their counts,
        periods by time. `meta["trends"]` has a `Trend` for each term, with a test of trend.

    Raises
    ------
    UsageError
        When a term is empty, a pattern no regular expression, or no document has a period.

    Examples
    --------
    >>> from cantext.corpus import Corpus
    >>> from cantext.documents.document import Document
    >>> texts = [Document("2023", "改善劏房，改善房屋"), Document("2025", "北都發展，北都研究")]
    >>> found = trend(Corpus.of(texts).blocks(), {"2023": "2023", "2025": "2025"}, terms=["北都"])
    >>> [(row.period, row.count, row.documents) for row in found.rows]
    [('2023', 0, 0), ('2025', 2, 1)]
    """
    from cantext.measures.catalogue import formulae

    finders = [
        *(("term", NodeFinder(term)) for term in terms),
        *(("pattern", NodeFinder(pattern, "pattern")) for pattern in patterns),
        *(("concept", NodeFinder(concept, "concept")) for concept in concepts),
    ]
    wanted = frozenset(categories)
    all_categories = not wanted and (hits is not None or not finders)
    met: Counter[tuple[str, str, str]] = Counter()  # kind, name, document
    undated: set[str] = set()

    def is_wanted(entry: Entry) -> bool:
        return entry.category != ADOPTED and (all_categories or entry.category in wanted)

    def watched() -> Iterator[TokenBlock]:
        for block in blocks:
            if periods.get(block.document, UNKNOWN) == UNKNOWN:
                undated.add(block.document)
                continue
            for kind, finder in finders:
                found = sum(len(finder.spans(block, k)) for k in range(len(block.lines)))
                met[kind, finder.name, block.document] += found
            if hits:
                for hit in hits(block):
                    if all_categories or hit.category in wanted:
                        met["category", hit.category, block.document] += 1
            elif all_categories or wanted:
                for entry in filter(is_wanted, block.entries.values()):
                    met["category", entry.category, block.document] += 1
            yield block

    pieces = None if hits else pieces_of(blocks)
    counted = None if pieces is None else _counted(pieces, finders, is_wanted)
    if counted is None:
        counts = Counts.of(watched())
    else:
        counts = Counts.of(blocks)
        undated |= {name for name in counts.documents if periods.get(name, UNKNOWN) == UNKNOWN}
        counts = counts.of_documents(counts.documents.keys() - undated)
        met.update({key: count for key, count in counted.items() if key[2] not in undated})
    if undated and not counts.documents:
        raise UsageError("no document has a period; name the files by date, or give a date pattern")
    words = _words(counts, periods)
    names: list[tuple[str, str]] = [(kind, finder.name) for kind, finder in finders]
    totals: Counter[tuple[str, str]] = Counter()
    for (kind, name, _), count in met.items():
        totals[kind, name] += count
    found_categories = wanted or {name for kind, name in totals if kind == "category"}
    names += sorted(
        (("category", name) for name in found_categories), key=lambda key: (-totals[key], key)
    )
    rows = [row for name in dict.fromkeys(names) for row in _rows(name, met, words, periods)]
    by_term: dict[tuple[str, str], list[TrendRow]] = {}
    for row in rows:
        by_term.setdefault((row.kind, row.term), []).append(row)
    meta = {
        "tokens": sum(words.values()),
        "types": counts.n_types(),
        "documents": len(counts.documents),
        "undated": len(undated),
        "periods": [{"period": period, "words": size} for period, size in sorted(words.items())],
        "trends": [asdict(_trend(found)) for found in by_term.values()],
        "parameters": {
            "terms": list(terms),
            "patterns": list(patterns),
            "concepts": list(concepts),
            "categories": sorted(categories),
        },
        "formulae": formulae(
            "per_million", "percent_change", "tau", "tau_p", "heterogeneity", "heterogeneity_p",
        )
        | {"log_ratio": "log2(last rate / first rate), a count of 0 taken as 0.5 (Hardie 2014)"},
    }  # fmt: skip
    return Result(tuple(rows), meta)


def _counted(
    pieces: Iterable[TokenColumns],
    finders: Sequence[tuple[str, NodeFinder]],
    is_wanted: Callable[[Entry], bool],
) -> Counter[tuple[str, str, str]] | None:
    """Return the hits by kind, name and document; None for a term that columns cannot tell."""
    hits: Counter[tuple[str, str, str]] = Counter()
    for piece in pieces:
        found = _counted_piece(piece, finders, is_wanted)
        if found is None:
            return None
        hits.update(found)
    return hits


def _counted_piece(
    columns: TokenColumns,
    finders: Sequence[tuple[str, NodeFinder]],
    is_wanted: Callable[[Entry], bool],
) -> Counter[tuple[str, str, str]] | None:
    import numpy as np

    hits: Counter[tuple[str, str, str]] = Counter()

    def add(kind: str, name: str, places: "NDArray[np.intp]") -> None:
        met = np.bincount(columns.owners[places], minlength=len(columns.documents))
        for document, count in zip(columns.documents, met.tolist(), strict=True):
            if count:
                hits[kind, name, document] += count

    for kind, finder in finders:
        found = finder.places(columns)
        if found is None:
            return None
        add(kind, finder.name, found[0])
    by_category: dict[str, list[int]] = {}
    for number, kind_of_token in enumerate(columns.types):
        entry = columns.entries.get(kind_of_token) if kind_of_token.concept else None
        if entry is not None and is_wanted(entry):
            by_category.setdefault(entry.category, []).append(number)
    for category, numbers in by_category.items():
        flags = np.zeros(len(columns.types), np.bool_)
        flags[numbers] = True
        add("category", category, np.flatnonzero(flags[columns.ids]))
    return hits


def _words(counts: Counts, periods: Mapping[str, str]) -> dict[str, int]:
    """Return the words of each period."""
    word = counts.word_flags()
    sizes: dict[str, int] = {}
    for name, ids in counts.documents.items():
        sizes[periods[name]] = sizes.get(periods[name], 0) + int(word[ids].sum())
    return sizes


def _rows(
    name: tuple[str, str],
    hits: Mapping[tuple[str, str, str], int],
    words: Mapping[str, int],
    periods: Mapping[str, str],
) -> Iterator[TrendRow]:
    counts, documents = dict.fromkeys(words, 0), dict.fromkeys(words, 0)
    for (kind, term, document), count in hits.items():
        if (kind, term) == name and count:
            counts[periods[document]] += count
            documents[periods[document]] += 1
    for period in sorted(words):
        size = words[period]
        rate = 1e6 * counts[period] / size if size else 0.0
        yield TrendRow(
            period, name[1], counts[period], rate, documents[period], size, _kind(name[0])
        )


def _kind(name: str) -> QueryKind:
    kinds: tuple[QueryKind, ...] = ("term", "pattern", "concept", "category")
    return next(kind for kind in kinds if kind == name)


def _trend(rows: Sequence[TrendRow]) -> Trend:
    """Sum up the periods of a term; periods without words say nothing of its rate."""
    from cantext.measures.keyness import log_ratio
    from cantext.measures.significance import homogeneity, kendall_tau

    told = [row for row in rows if row.words]
    tau, tau_p = kendall_tau([row.per_million for row in told])
    g2, p = homogeneity([row.count for row in told], [row.words for row in told])
    first, last = (told[0], told[-1]) if told else (rows[0], rows[0])
    change = 100 * (last.per_million / first.per_million - 1) if first.per_million else None
    return Trend(
        term=rows[0].term,
        kind=rows[0].kind,
        count=sum(row.count for row in rows),
        first_rate=first.per_million,
        last_rate=last.per_million,
        percent_change=change,
        log_ratio=float(log_ratio(last.count, last.words, first.count, first.words)),
        tau=tau,
        tau_p=tau_p,
        heterogeneity=g2,
        heterogeneity_p=p,
    )
