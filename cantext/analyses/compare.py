"""Keyness: what one set of texts says more, and less, than another."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cantext.analyses.counts import Counts, TermCount
from cantext.analyses.frequency_list import FrequencyList
from cantext.analyses.over_texts import over_texts, tokens_of
from cantext.analyses.plugin_measures import chosen_measure, with_key
from cantext.corpus import Corpus
from cantext.documents.texts import Texts
from cantext.errors import UsageError
from cantext.lexicon.stopwords import Stopwords
from cantext.result import Result
from cantext.segmentation.classifiers import marked
from cantext.segmentation.tokens import TokenBlock, is_word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MEASURES = (
    "log_likelihood", "log_likelihood_two_term", "log_ratio", "percent_diff", "bic", "simple_maths",
    "chi_squared", "chi_squared_yates", "odds_ratio",
)  # fmt: skip
_NONE = TermCount(0, 0)
# How many of the terms that only one side has the manifest names.
_UNIQUE = 100


@dataclass(frozen=True, slots=True)
class CompareRow:
    """A term in the target and in the reference; `meta["formulae"]` says what each measure is.

    `key` is `target` for what the target says more, `reference` for what it says less; `only_in`
    the side that alone has the term, if one has. `reference_documents` is None when the reference
    is a frequency list that does not tell.
    """

    term: str
    count: int
    reference_count: int
    per_million: float
    reference_per_million: float
    key: str
    log_likelihood: float
    log_likelihood_two_term: float
    log_ratio: float
    percent_diff: float
    bic: float
    simple_maths: float
    documents: int
    reference_documents: int | None
    category: str | None
    concept: str | None
    chi_squared: float
    chi_squared_yates: float
    odds_ratio: float
    p_value: float
    p_adjusted: float
    only_in: str | None


@over_texts("compare")
def compare(
    target: Iterable[TokenBlock],
    reference: Texts | Corpus | Iterable[TokenBlock] | FrequencyList,
    *,
    measure: str = "log_likelihood",
    min_count: int = 3,
    min_length: int = 1,
    stopwords: Collection[str] = frozenset(),
    smoothing: float = 1.0,
    unique: bool = False,
    limit: int | None = None,
) -> Result[CompareRow]:
    """Compare two sets of texts, or texts with a frequency list, strongest difference first.

    Parameters
    ----------
    target, reference
        The tokens of each set, or its texts (see `cantext.analyses.over_texts`); the reference may
        be a list of counts instead.
    measure
        What to sort by, one of `MEASURES` or a measure of another package: `log_ratio`,
        `percent_diff`, `simple_maths` and `odds_ratio` by their distance from equal rates, the
        others by their size.
    min_count
        A term must occur as often as this in one of the two.
    min_length
        Characters of a term at least.
    stopwords
        Left out of the rows; they count as words.
    smoothing
        What simple maths adds to both rates; above 0.
    unique
        Only the terms that one of the two alone has.
    limit
        Rows at most, of each direction.

    Returns
    -------
    Result[CompareRow]
        `meta` gives the words of both sets, what many tests at once mean for significance, and the
        most frequent terms of each side that the other lacks (`unique`).

    Notes
    -----
    p-values are those of the four-cell log-likelihood; `p_adjusted` allows for the number of terms
    tested, whatever `unique` and `limit` then show.

    Examples
    --------
    >>> from cantext.documents.document import Document
    >>> new = Document("2025", "產學研合作，產學研項目，產學研基金")
    >>> old = Document("2013", "扶貧工作，扶貧項目，扶貧基金")
    >>> [(row.term, row.key, row.log_ratio) for row in compare(new, old).rows]
    [('扶貧', 'reference', -2.584962500721156), ('產學研', 'target', 2.584962500721156)]

    Raises
    ------
    UsageError
        For an unknown measure, or smoothing that is not above 0.
    """
    import numpy as np

    plugged = chosen_measure(measure, MEASURES)
    if not smoothing > 0:
        raise UsageError(f"smoothing must be above 0, not {smoothing}")
    excluded = frozenset(stopwords)
    if isinstance(reference, FrequencyList) and isinstance(stopwords, Stopwords):
        excluded |= stopwords.classifiers  # which a list cannot tell from the same words elsewhere
    own = Counts.of(marked(target, stopwords)).terms()
    other, other_size, tells_documents = _reference(reference, stopwords)
    size = sum(found.count for found in own.values())
    chosen = sorted(
        text
        for text in own.keys() | other.keys()
        if len(text) >= min_length
        and text not in excluded
        and max(own.get(text, _NONE).count, other.get(text, _NONE).count) >= min_count
    )
    f1 = np.array([own.get(text, _NONE).count for text in chosen], np.float64)
    f2 = np.array([other.get(text, _NONE).count for text in chosen], np.float64)
    columns = _columns(f1, size, f2, other_size, smoothing)
    row_class = CompareRow
    if plugged:
        row_class = with_key(CompareRow, measure)
        sizes = (np.full(len(chosen), float(words)) for words in (size, size + other_size))
        r1, n = sizes
        columns[measure] = plugged.values(f1, r1, f1 + f2, n)
    strength = np.nan_to_num(_strength(columns[measure], measure), nan=-np.inf)
    more = f1 * other_size >= f2 * size
    rows = []
    shown: Counter[str] = Counter()
    for i in sorted(range(len(chosen)), key=lambda i: (-strength[i], chosen[i])):
        text, key = chosen[i], "target" if more[i] else "reference"
        here, there = own.get(text, _NONE), other.get(text, _NONE)
        only_in = "reference" if not here.count else "target" if not there.count else None
        if (unique and only_in is None) or (limit is not None and shown[key] >= limit):
            continue
        shown[key] += 1
        entry = here.entry or there.entry
        rows.append(
            row_class(
                term=text,
                count=here.count,
                reference_count=there.count,
                per_million=1e6 * here.count / size if size else 0.0,
                reference_per_million=1e6 * there.count / other_size if other_size else 0.0,
                key=key,
                documents=here.documents,
                reference_documents=there.documents if tells_documents else None,
                category=entry.category or None if entry else None,
                concept=entry.concept or None if entry else None,
                only_in=only_in,
                **{name: float(column[i]) for name, column in columns.items()},
            )
        )
    tests = _tests(columns)
    meta = {
        "tokens": size,
        "reference_tokens": other_size,
        "terms": len(chosen),
        "significance": _significance(tests),
        "tests": tests,
        "unique": {
            "target": _lacking(chosen, f1, f2),
            "target_terms": int(np.count_nonzero(f2 == 0)),
            "reference": _lacking(chosen, f2, f1),
            "reference_terms": int(np.count_nonzero(f1 == 0)),
        },
        "parameters": {
            "measure": measure,
            "min_count": min_count,
            "min_length": min_length,
            "stopwords": len(excluded),
            "smoothing": smoothing,
            "unique": unique,
            "limit": limit,
        },
        "formulae": _formulae(smoothing) | ({measure: plugged.formula} if plugged else {}),
    }
    return Result(tuple(rows), meta)


def _reference(
    reference: Texts | Corpus | Iterable[TokenBlock] | FrequencyList, stopwords: Collection[str]
) -> tuple[Mapping[str, TermCount], int, bool]:
    """Return the terms of the reference, its words, and whether it tells document frequencies."""
    if isinstance(reference, FrequencyList):
        terms = {text: found for text, found in reference.terms.items() if is_word(text)}
        return terms, reference.tokens, reference.tells_documents
    found = Counts.of(marked(tokens_of(reference), stopwords)).terms()
    return found, sum(term.count for term in found.values()), True


def _columns(
    f1: "NDArray[np.float64]", n1: int, f2: "NDArray[np.float64]", n2: int, smoothing: float
) -> "dict[str, NDArray[np.float64]]":
    from cantext.measures import keyness
    from cantext.measures.significance import benjamini_hochberg, p_value

    columns = {
        name: getattr(keyness, name)(f1, n1, f2, n2) for name in MEASURES if name != "simple_maths"
    }
    columns["simple_maths"] = keyness.simple_maths(f1, n1, f2, n2, smoothing)
    columns["p_value"] = p_value(columns["log_likelihood"])
    columns["p_adjusted"] = benjamini_hochberg(columns["p_value"])
    return columns


def _strength(values: "NDArray[np.float64]", measure: str) -> "NDArray[np.float64]":
    import numpy as np

    if measure in ("simple_maths", "odds_ratio"):
        return np.abs(np.log(values))
    return np.abs(values) if measure != "bic" else values


def _lacking(
    terms: Collection[str], here: "NDArray[np.float64]", there: "NDArray[np.float64]"
) -> list[dict[str, Any]]:
    """Return the most frequent terms that the other side lacks."""
    found = [
        (int(count), term)
        for term, count, other in zip(terms, here.tolist(), there.tolist(), strict=True)
        if not other
    ]
    found.sort(key=lambda item: (-item[0], item[1]))
    return [{"term": term, "count": count} for count, term in found[:_UNIQUE]]


def _tests(columns: "Mapping[str, NDArray[np.float64]]") -> dict[str, float]:
    """Return how many tests were made, and how many pass."""
    tests = len(columns["p_value"])
    return {
        "terms": tests,
        "expected_by_chance": tests / 1000,
        "below_001": int((columns["p_value"] < 0.001).sum()),
        "adjusted_below_05": int((columns["p_adjusted"] < 0.05).sum()),
    }


def _significance(tests: Mapping[str, float]) -> str:
    return (
        f"{tests['terms']:,} terms are tested at once: by chance alone about "
        f"{tests['expected_by_chance']:.1f} would pass a log-likelihood of 10.83 (p = .001), and "
        f"{tests['below_001']:,} do; of the {tests['adjusted_below_05']:,} with p_adjusted below "
        ".05 about one in twenty is chance (Benjamini & Hochberg 1995). Words of one document are "
        "not independent, so all p-values are too small."
    )


def _formulae(smoothing: float) -> dict[str, str]:
    from cantext.measures.catalogue import formulae

    stated = formulae("per_million", *MEASURES, "p_value", "p_adjusted")
    stated["simple_maths"] = stated["simple_maths"].replace("k = 1", f"k = {smoothing:g}")
    return stated
