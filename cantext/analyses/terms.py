"""Discovery of multi-character terms without a dictionary and without segmentation.

A candidate is a string of 2 to 8 units; a unit is a Han character, or a Latin word glued to Han
(M+ in M+博物館). Four questions decide: does it hold together (cohesion), does it stand in varied
company (branching entropy), could its first and last character begin and end a term (the closed
lists of `term_edges`), and does it live outside longer candidates (nesting, C-value)?
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cantext.analyses.column_formula import Expression
from cantext.analyses.over_texts import corpus_or_lines
from cantext.corpus import Corpus
from cantext.documents.texts import Texts
from cantext.errors import UsageError
from cantext.normalise import project
from cantext.result import Result

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cantext.analyses.term_candidates import Candidate

SCORE = "log2(count + 1) * min(cohesion, 10) * min(1, entropy / 2) * weight"
SCORE_COLUMNS = (
    "count", "length", "documents", "cohesion", "left_entropy", "right_entropy", "entropy",
    "c_value", "weight",
)  # fmt: skip
# A word of two characters is mostly no term; one of four and more mostly is.
_WEIGHTS = (0.0, 0.0, 0.35, 1.2, 1.6, 1.8)


@dataclass(frozen=True, slots=True)
class TermRow:
    """A discovered term; entropies and cohesion are in bits.

    `contained_in` has the longer terms that contain it, most frequent first; `score` is what the
    rows are ranked by, None where its formula has no value.
    """

    term: str
    count: int
    cohesion: float
    left_entropy: float
    right_entropy: float
    c_value: float
    known: bool
    contained_in: tuple[str, ...]
    documents: int
    score: float | None


def terms(
    lines: Texts | Corpus | Iterable[tuple[str, str]],
    *,
    known: Mapping[str, Any] | Collection[str] | None = None,
    min_count: int = 3,
    max_length: int = 8,
    new_only: bool = False,
    limit: int | None = None,
    score: str = SCORE,
    min_cohesion: float = 4.3,
    min_entropy: float = 0.9,
) -> Result[TermRow]:
    """Find the multi-character terms of a text, best first.

    Parameters
    ----------
    lines
        (document id, text of a line); or texts: paths, documents or a corpus, whose result is
        signed (see `cantext.analyses.over_texts`). White space, punctuation, digits and line ends
        break a run.
    known
        Surface forms that a dictionary has; rows say whether they are among them, whatever their
        variants. By default none of lines, and of texts those of the dictionary.
    min_count
        Occurrences, at least 2.
    max_length
        Units, 2 to 16.
    new_only
        Leave out the rows that are known; they still count as what contains a shorter term.
    limit
        How many rows; None for all.
    score
        What terms are ranked by: `SCORE`, or another formula over the columns `SCORE_COLUMNS`
        (`c_value`, `count * cohesion`), in the form that `cantext.analyses.column_formula` reads.
    min_cohesion
        Bits; in a short text six tenths of the most that a string of that count can reach, if less.
    min_entropy
        Bits on either side. 0.9 asks of a string seen three times that it has two neighbours there.
        A break counts as a neighbour of its own each time (a term that often opens a line has free
        company), and so do function characters (的, 及) and the verbs and pointing words that
        surround terms (推動, 有關).

    Notes
    -----
    A candidate is dropped when at least 0.8 of its occurrences lie inside one longer candidate, or,
    up to three units long, 0.7 inside candidates one unit longer (管局 in 金管局 and 醫管局).

    `contained_in` names longer candidates of at least 2 occurrences, known terms found in the text,
    and rarer strings one unit longer on either side if that unit stands beside a quotation mark,
    bracket or 、, or if it continues a coordinating abbreviation (官 before 產學研).

    Raises
    ------
    UsageError
        If `min_count` or `max_length` is out of range, or `score` no formula.

    Examples
    --------
    >>> text = ["加快產學研融合。", "「產學研」三方", "促進官產學研協作", "產學研，一家"]
    >>> found = terms(("a", line) for line in text)
    >>> [(row.term, row.count, row.contained_in) for row in found.rows]
    [('產學研', 4, ('官產學研',))]
    """
    from cantext.analyses.term_candidates import count_nesting, plausible, unnested
    from cantext.analyses.term_context import containers, documents
    from cantext.analyses.term_text import CodedText
    from cantext.measures.catalogue import formulae
    from cantext.measures.substrings import Substrings

    if min_count < 2:
        raise UsageError(f"min_count must be at least 2 for terms, not {min_count}")
    if not 2 <= max_length <= 16:
        raise UsageError(f"max_length must be from 2 to 16 for terms, not {max_length}")
    ranking = Expression(score, SCORE_COLUMNS)
    corpus = corpus_or_lines(lines)
    if isinstance(corpus, Corpus):
        lines = corpus.lines()
        if known is None:
            known = {entry.term for entry in corpus.segmenter.lexicon.entries()}
    else:
        lines = corpus
    known = frozenset(known or ())
    known_keys = frozenset(project("\n".join(known)).split("\n"))
    text = CodedText(lines)

    def is_known(item: "Candidate") -> bool:
        return project(text.shown(item.coded)) in known_keys

    table = Substrings(text.units, max_length, 2)
    found = plausible(text, table, min_cohesion, min_entropy)
    kept = unnested({key: item for key, item in found.items() if item.count >= min_count})
    count_nesting(kept)
    items = [item for item in kept.values() if not (new_only and is_known(item))]
    ranges = documents(text, table, items)
    columns = _columns(items, [ranges[item.coded] for item in items])
    scores = ranking(columns)
    order = sorted(range(len(items)), key=lambda k: (-scores[k], items[k].coded))
    order = order if limit is None else order[: max(limit, 0)]
    ranked = [items[k] for k in order]
    holders = containers(text, table, ranked, found, known)
    rows = [
        TermRow(
            term=text.shown(item.coded),
            count=item.count,
            cohesion=item.cohesion,
            left_entropy=item.left,
            right_entropy=item.right,
            c_value=float(columns["c_value"][k]),
            known=is_known(item),
            contained_in=holders.get(item.coded, ()),
            documents=ranges[item.coded],
            score=float(scores[k]) if scores[k] > float("-inf") else None,
        )
        for k, item in zip(order, ranked, strict=True)
    ]
    stated = formulae("cohesion", "left_entropy", "right_entropy", "c_value", "score")
    meta = {
        "tokens": table.size,
        "types": len(text.number),
        "unit": "Han character, or Latin word",
        "documents": len(text.documents),
        "candidates": len(items),
        "parameters": {
            "min_count": min_count,
            "max_length": max_length,
            "new_only": new_only,
            "limit": limit,
            "score": score,
            "min_cohesion": min_cohesion,
            "min_entropy": min_entropy,
            "known": len(known),
        },
        "formulae": stated if score == SCORE else {**stated, "score": score},
    }
    result = Result(tuple(rows), meta)
    return corpus.signed(result, "terms", {}) if isinstance(corpus, Corpus) else result


def _columns(items: "Collection[Candidate]", ranges: list[int]) -> "dict[str, NDArray[np.float64]]":
    """Return what a score may be made of."""
    import numpy as np

    from cantext.measures.termhood import c_value

    lengths = [len(item.coded) for item in items]
    left, right = [item.left for item in items], [item.right for item in items]
    counts = [item.count for item in items]
    nested, longer = [item.nested for item in items], [item.containers for item in items]
    columns = {
        "count": counts,
        "length": lengths,
        "documents": ranges,
        "cohesion": [item.cohesion for item in items],
        "left_entropy": left,
        "right_entropy": right,
        "entropy": list(map(min, left, right)),
        "weight": [_WEIGHTS[min(length, len(_WEIGHTS) - 1)] for length in lengths],
    }
    arrays = {name: np.array(values, np.float64) for name, values in columns.items()}
    return {**arrays, "c_value": c_value(lengths, counts, nested, longer)}
