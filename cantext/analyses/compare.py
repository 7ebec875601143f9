"""Keyness: what one set of texts says more, and less, than another."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from cantext.analyses.frequency import Counts
from cantext.errors import UsageError
from cantext.result import Result
from cantext.segment.tokens import TokenBlock, is_word

MEASURES = (
    "log_likelihood", "log_likelihood_two_term", "log_ratio", "percent_diff", "bic", "simple_maths",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CompareRow:
    """A term in the target and in the reference; `meta["formulae"]` says what each measure is.

    `key` is `target` for what the target says more, `reference` for what it says less.
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
    reference_documents: int
    category: str | None
    concept: str | None


def compare(
    target: Iterable[TokenBlock],
    reference: Iterable[TokenBlock],
    *,
    measure: str = "log_likelihood",
    min_count: int = 3,
    min_length: int = 1,
    stopwords: Collection[str] = frozenset(),
    limit: int | None = None,
) -> Result[CompareRow]:
    """Compare two sets of texts, strongest difference first.

    Parameters
    ----------
    target, reference
        The tokens of each set.
    measure
        One of `MEASURES` to sort by: `log_ratio`, `percent_diff` and `simple_maths` by their
        distance from equal rates, the others by their size.
    min_count
        A term must occur as often as this in one of the two.
    min_length
        Characters of a term at least.
    stopwords
        Left out of the rows; they count as words.
    limit
        Rows at most, of each direction.

    Returns
    -------
    Result[CompareRow]
        `meta` gives the words of both sets, and a note on significance: of a thousand terms with
        equal rates one passes 10.83 by chance.

    Examples
    --------
    >>> from cantext.corpus import Corpus
    >>> from cantext.documents.document import Document
    >>> new = Corpus.of([Document("2025", "產學研合作，產學研項目，產學研基金")]).blocks()
    >>> old = Corpus.of([Document("2013", "扶貧工作，扶貧項目，扶貧基金")]).blocks()
    >>> [(row.term, row.key, row.log_ratio) for row in compare(new, old).rows]
    [('扶貧', 'reference', -2.584962500721156), ('產學研', 'target', 2.584962500721156)]

    Raises
    ------
    UsageError
        For an unknown measure.
    """
    import numpy as np

    from cantext.measures import keyness

    if measure not in MEASURES:
        raise UsageError(f"unknown measure {measure!r}; known are {', '.join(MEASURES)}")
    sides = [Counts.of(target), Counts.of(reference)]
    counts = [_totals(side) for side in sides]
    documents = [_documents(side) for side in sides]
    sizes = [sum(n for text, n in count.items() if is_word(text)) for count in counts]
    chosen = sorted(
        text
        for text in counts[0].keys() | counts[1].keys()
        if len(text) >= min_length
        and text not in stopwords
        and is_word(text)
        and max(counts[0][text], counts[1][text]) >= min_count
    )
    f1 = np.array([counts[0][text] for text in chosen], np.float64)
    f2 = np.array([counts[1][text] for text in chosen], np.float64)
    values = {name: getattr(keyness, name)(f1, sizes[0], f2, sizes[1]) for name in MEASURES}
    if measure == "simple_maths":
        strength = np.abs(np.log(values[measure]))
    else:
        strength = np.abs(values[measure]) if measure != "bic" else values[measure]
    order = sorted(range(len(chosen)), key=lambda i: (-strength[i], chosen[i]))
    entries = {**sides[1].entries, **sides[0].entries}
    rows = []
    shown: Counter[str] = Counter()
    for i in order:
        text = chosen[i]
        key = "target" if f1[i] * sizes[1] >= f2[i] * sizes[0] else "reference"
        if limit is not None and shown[key] >= limit:
            continue
        shown[key] += 1
        entry = entries.get(text)
        rows.append(
            CompareRow(
                term=text,
                count=counts[0][text],
                reference_count=counts[1][text],
                per_million=1e6 * counts[0][text] / sizes[0] if sizes[0] else 0.0,
                reference_per_million=1e6 * counts[1][text] / sizes[1] if sizes[1] else 0.0,
                key=key,
                **{name: float(values[name][i]) for name in MEASURES},
                documents=documents[0][text],
                reference_documents=documents[1][text],
                category=entry.category if entry else None,
                concept=entry.concept if entry else None,
            )
        )
    return Result(
        tuple(rows),
        {
            "tokens": sizes[0],
            "reference_tokens": sizes[1],
            "terms": len(chosen),
            "significance": (
                f"{len(chosen):,} terms are tested at once: by chance alone about "
                f"{len(chosen) / 1000:.1f} pass a log-likelihood of 10.83 (p = .001)"
            ),
            "parameters": {
                "measure": measure,
                "min_count": min_count,
                "min_length": min_length,
                "limit": limit,
            },
            "formulae": dict(keyness.FORMULAE),
        },
    )


def _totals(counts: Counts) -> Counter[str]:
    totals: Counter[str] = Counter()
    for found in counts.by_document().values():
        totals.update(found)
    return totals


def _documents(counts: Counts) -> Counter[str]:
    return Counter(text for found in counts.by_document().values() for text in found)
