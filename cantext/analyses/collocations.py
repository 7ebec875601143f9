"""What stands near a word more often than chance would have it, and the strongest pairs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cantext.analyses.nodes import NodeFinder, NodeKind
from cantext.analyses.numbered_words import NODE, NumberedWords
from cantext.analyses.over_texts import over_texts
from cantext.analyses.piecewise import PiecewiseWords
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

_LONGEST = 9


@dataclass(frozen=True, slots=True)
class CollocationRow:
    """A node with a collocate; `meta["formulae"]` says what each measure is.

    `count` is how many of the collocate's occurrences stand within the span of a node, each counted
    once; `left_count` and `right_count` say on which side of the node (an occurrence between two
    nodes counts in both), `positions` how many stand at each distance that `meta["positions"]`
    names (L3, … R3), `window_tokens` how many words stand within the span of a node.
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
    log_likelihood_two_term: float
    chi_squared_yates: float
    fisher: float
    fisher_strength: float
    positions: tuple[int, ...]


MEASURES = (
    "log_likelihood", "log_likelihood_two_term", "log_dice", "mi", "mi3", "npmi", "t_score",
    "z_score", "delta_p_forward", "delta_p_backward", "chi_squared", "chi_squared_yates", "fisher",
    "fisher_strength", "dice", "minimum_sensitivity", "log_ratio", "odds_ratio", "count",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    """What was counted, whichever way: names, fourfold tables and what else the rows tell."""

    nodes: Sequence[str]
    collocates: Sequence[str]
    o11: "NDArray[np.int64]"
    r1: "NDArray[np.int64]"
    c1: "NDArray[np.int64]"
    n: "NDArray[np.int64]"
    node_counts: "NDArray[np.int64]"
    documents: "NDArray[np.int64]"
    left: "NDArray[np.int64]"
    right: "NDArray[np.int64]"
    pairs: "Pairs | None"


@over_texts("collocations")
def collocations(
    blocks: Iterable[TokenBlock],
    *,
    node: str | Collection[str] | None = None,
    kind: NodeKind = "text",
    left: int = 5,
    right: int = 5,
    within: Within = "sentence",
    adjacent: int | None = None,
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
        Tokens, in blocks of which several may carry the same document; or texts: paths,
        documents or a corpus (see `cantext.analyses.over_texts`).
    node
        A token's text, a text that several tokens in a row make up (they count as one then), or
        several such texts that count as one node, the first of which names it in the rows. None
        for the strongest pairs: of all words that have at least two characters, hold no more than
        letters and characters (numbers are left out), are no stopwords and occur `min_count` times;
        each pair is one row, whose node is the word that mostly stands first.
    kind
        What `node` is: a `text`, a `pattern` (a regular expression searched in single tokens), or a
        `concept` of the dictionary, all of whose forms count.
    left, right
        The span: how many words before and after the node. Punctuation and addresses are neither
        collocates nor counted as distance; stopwords are no collocates but count as distance.
    within
        What a span stays within: the `sentence` (a line end closes it too), the `line`, which is a
        paragraph in most texts, or the `document`.
    adjacent
        Look at runs of so many words instead, with no punctuation between, and without a span: the
        strongest, or those that hold the node. A run is split into `node` and `collocate` where its
        parts hold together least. None for a span.
    measure
        What to sort by, one of `MEASURES` or a measure of another package; ties by count, node and
        collocate. Pairs met less often than expected come last, whatever the measure.
    min_count, min_documents
        Leave out pairs met fewer times, or in fewer documents.
    stopwords
        Words that are no collocates; runs neither begin nor end with one.
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

    Of runs of `adjacent` words, n is how many there are, r1 and c1 how many begin with the first
    part and end with the second, and f1 and f2 are the same.

    Raises
    ------
    UsageError
        If the measure or `within` is unknown, the node empty, the pattern no regular expression,
        the span without a word, or `adjacent` not from 2 to 9.

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
    plugged = chosen_measure(measure, MEASURES)
    check_span(left, right, within)
    if adjacent is not None and not 2 <= adjacent <= _LONGEST:
        raise UsageError(f"adjacent must be from 2 to {_LONGEST} words, not {adjacent}")
    excluded = frozenset(stopwords)
    finder = None if node is None else NodeFinder(node, kind)
    tokens = marked(blocks, stopwords)
    least = max(min_count, 1)
    if adjacent is not None:
        text = PiecewiseWords.of([NumberedWords.of(tokens, finder, within)])
        found = _in_a_row(text, finder, adjacent, least, min_documents, excluded)
    else:
        text, pairs = _within_span(tokens, finder, within, left, right, least, excluded)
        pairs = pairs[(pairs.counts >= least) & (pairs.documents >= min_documents)]
        found = _of_pairs(text, pairs)
    columns = _measures(found, plugged)
    order = _order(found, columns, measure)
    shown = order if limit is None else order[: max(limit, 0)]
    places = _places(text, found, shown, left, right, adjacent)
    row = with_key(CollocationRow, measure) if plugged else CollocationRow
    rows = _rows(found, columns, shown, places, row)
    node_count = int(text.totals[NODE]) if finder else None
    meta = {
        "tokens": text.size,
        "types": text.n_types(),
        "documents": text.n_documents,
        **({"node_count": node_count} if finder else {}),
        "pairs": len(order),
        "positions": _position_names(left, right, adjacent),
        "parameters": {
            "node": list(finder.forms) if finder else None,
            "kind": kind if finder else None,
            "left": left if adjacent is None else None,
            "right": right if adjacent is None else None,
            "within": within if adjacent is None else None,
            "adjacent": adjacent,
            "measure": measure,
            "min_count": min_count,
            "min_documents": min_documents,
            "stopwords": len(excluded),
            "limit": limit,
        },
        "formulae": _formulae(adjacent) | ({measure: plugged.formula} if plugged else {}),
    }
    return Result(tuple(rows), meta)


def _position_names(left: int, right: int, adjacent: int | None) -> list[str]:
    """Name the distances that `positions` counts.

    >>> _position_names(2, 1, None)
    ['L2', 'L1', 'R1']
    """
    if adjacent is not None:
        return ["R1"]
    return [f"L{k}" for k in range(left, 0, -1)] + [f"R{k}" for k in range(1, right + 1)]


def _formulae(adjacent: int | None) -> dict[str, str]:
    from cantext.measures.catalogue import CATALOGUE, formulae

    given = formulae("expected", *(key for key in MEASURES if key in CATALOGUE))
    if adjacent is not None:
        return {
            "o11": f"occurrences of the run of {adjacent} words (key count)",
            "r1": "runs that begin with the first part (keys node_count, window_tokens)",
            "c1": "runs that end with the second part (key collocate_count)",
            "n": f"runs of {adjacent} words without punctuation between",
            "f1, f2": "r1, c1",
            "split": "where r1 * c1 is highest (da Silva & Lopes 1999)",
            **given,
        }
    return {
        **SPAN_COUNTS,
        "r1": f"{SPAN_COUNTS['r1']} (key window_tokens)",
        "f1, f2": "node_count, collocate_count; o11 is taken as the smaller if above it",
        **given,
    }


def _within_span(
    tokens: Iterable[TokenBlock],
    finder: NodeFinder | None,
    within: Within,
    left: int,
    right: int,
    min_count: int,
    excluded: Collection[str],
) -> "tuple[PiecewiseWords, Pairs]":
    """Return the pairs within a span: of a node piece by piece, of all words in one piece."""
    import numpy as np

    from cantext.analyses.windows import NodeWindows, all_pairs

    if finder is None:
        words = NumberedWords.of(tokens, None, within)
        return PiecewiseWords.of([words]), all_pairs(words, left, right, min_count, excluded)
    windows = NodeWindows(left, right)
    text = PiecewiseWords.of(NumberedWords.pieces(tokens, finder, within), windows.add)
    pairs = windows.pairs()
    named = [text.texts[k] not in excluded for k in pairs.collocates.tolist()]
    return text, pairs[np.array(named, np.bool_)]


def _of_pairs(text: PiecewiseWords, pairs: "Pairs") -> _Found:
    f1 = text.totals[pairs.nodes]
    return _Found(
        [text.texts[k] for k in pairs.nodes.tolist()],
        [text.texts[k] for k in pairs.collocates.tolist()],
        pairs.counts, pairs.windows, text.totals[pairs.collocates], text.size - f1, f1,
        pairs.documents, pairs.left, pairs.right, pairs,
    )  # fmt: skip


def _in_a_row(
    text: PiecewiseWords,
    finder: NodeFinder | None,
    n: int,
    min_count: int,
    min_documents: int,
    excluded: Collection[str],
) -> _Found:
    import numpy as np

    from cantext.analyses.adjacent import split_grams

    (words,) = text.pieces
    grams = split_grams(words, n, min_count, excluded, finder is not None)
    grams = grams.chosen(grams.documents >= min_documents)
    size = len(grams.counts)
    return _Found(
        grams.heads, grams.tails, grams.counts, grams.firsts, grams.seconds,
        np.full(size, grams.total, np.int64), grams.firsts, grams.documents,
        np.zeros(size, np.int64), grams.counts, None,
    )  # fmt: skip


def _measures(found: _Found, plugged: PluggedMeasure | None) -> "Mapping[str, NDArray[np.float64]]":
    from cantext.measures.association import floats
    from cantext.measures.pairs import pair_measures

    table = found.o11, found.r1, found.c1, found.n
    columns = pair_measures(*table, found.node_counts, found.c1)
    if plugged:
        o11, r1, c1, n = floats(*table)
        columns = {**columns, plugged.plugin.name: plugged.values(o11, r1, c1, n)}
    return columns


def _order(
    found: _Found, columns: "Mapping[str, NDArray[np.float64]]", measure: str
) -> "NDArray[np.intp]":
    """Return the rows strongest first; a p-value ranks by its logarithm, which never ends at 0."""
    import numpy as np

    key = "fisher_strength" if measure == "fisher" else measure
    value = found.o11 if measure == "count" else columns[key]
    names = _ranks(found.nodes), _ranks(found.collocates)
    repelled = found.o11 < columns["expected"]
    return np.lexsort((names[1], names[0], -found.o11, -value, repelled))


def _ranks(names: Sequence[str]) -> "NDArray[np.int64]":
    import numpy as np

    place = {name: k for k, name in enumerate(sorted(set(names)))}
    return np.array([place[name] for name in names], np.int64)


def _places(
    text: PiecewiseWords,
    found: _Found,
    shown: "NDArray[np.intp]",
    left: int,
    right: int,
    adjacent: int | None,
) -> list[list[int]]:
    import numpy as np

    from cantext.analyses.windows import positions

    if found.pairs is None:
        return [[count] for count in found.o11[shown].tolist()]
    pairs = found.pairs[shown]
    table = np.zeros((len(pairs), left + right), np.int64)
    for words in text.pieces:
        table += positions(words, pairs, left, right)
    rows: list[list[int]] = table.tolist()
    return rows


def _rows(
    found: _Found,
    columns: "Mapping[str, NDArray[np.float64]]",
    shown: "NDArray[np.intp]",
    places: list[list[int]],
    row_class: type[CollocationRow],
) -> list[CollocationRow]:
    counted = {
        "count": found.o11,
        "node_count": found.node_counts,
        "collocate_count": found.c1,
        "documents": found.documents,
        "left_count": found.left,
        "right_count": found.right,
        "window_tokens": found.r1,
    }
    given: Mapping[str, Any] = {**columns, **counted}
    keys = [key for key in row_class.__dataclass_fields__ if key in given]
    values = zip(*(given[key][shown].tolist() for key in keys), strict=True)
    return [
        row_class(
            node=found.nodes[k],
            collocate=found.collocates[k],
            positions=tuple(place),
            **dict(zip(keys, row, strict=True)),
        )
        for k, row, place in zip(shown.tolist(), values, places, strict=True)
    ]
