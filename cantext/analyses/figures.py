"""Figures: every quantity of a text with its value, what it measures, and its verb."""

from collections.abc import Collection

from cantext.analyses.figure_rows import FigureRow, figure_rows
from cantext.analyses.figure_totals import FigureTotal, Level, sentence_place, totals
from cantext.analyses.over_texts import corpus_of
from cantext.corpus import Corpus
from cantext.documents.texts import Texts
from cantext.errors import UsageError
from cantext.quantities import KINDS
from cantext.result import Result

__all__ = ["FigureRow", "figure_totals", "figures", "largest_amounts"]


def figures(
    texts: Texts | Corpus,
    *,
    kinds: Collection[str] = (),
    minimum: float | None = None,
    concept: str | None = None,
    category: str | None = None,
    limit: int | None = None,
) -> Result[FigureRow]:
    """Find the quantities of texts, in their order.

    Parameters
    ----------
    texts
        Paths, documents or a corpus (see `cantext.analyses.over_texts`). The year of a document's
        date tells what 今年 and 明年 are.
    kinds
        Quantities of these kinds alone; of all where none is named.
    minimum
        Quantities with at least this value; dates have none and are left out.
    concept, category
        Quantities of one concept or category of the dictionary alone.
    limit
        How many rows; None for all.

    Returns
    -------
    Result
        A row for each quantity. `meta` gives the number of each kind (`kinds`) and how many rows
        there are without the limit (`rows`).

    Raises
    ------
    UsageError
        For a kind that there is not.

    Examples
    --------
    >>> from cantext.documents.document import Document
    >>> text = Document("a", "政府將撥款逾1.5億元支援長者，失業率降至3.1%。")
    >>> [(row.value, row.unit, row.measures, row.verb) for row in figures(text).rows]
    [(150000000, '元', '長者', '撥款'), (3.1, '%', '失業率', '降至')]
    """
    for kind in kinds:
        if kind not in KINDS:
            raise UsageError(f"no kind of figure {kind!r}; the kinds are {', '.join(KINDS)}")
    corpus = corpus_of(texts).from_texts()  # the lines with figures alone are cut
    rows = []
    for row in figure_rows(corpus, frozenset(kinds or KINDS)):
        if kinds and row.kind not in kinds:
            continue
        if minimum is not None and (row.value is None or (row.value_high or row.value) < minimum):
            continue
        if concept is not None and row.concept != concept:
            continue
        if category is not None and row.category != category:
            continue
        rows.append(row)
    shown = rows if limit is None else rows[: max(limit, 0)]
    result = Result(tuple(shown), _meta(rows, kinds, minimum, concept, category, limit))
    return corpus.signed(result, "figures", {})


def figure_totals(
    texts: Texts | Corpus, by: Level, *, limit: int | None = None, **choice: object
) -> Result[FigureTotal]:
    r"""Count the figures by category, concept or kind, and add up their money.

    What is repeated word for word is counted once; the rules of the sum are those of `totals`. The
    other parameters are those of `figures`.

    Examples
    --------
    >>> from cantext.documents.document import Document
    >>> text = Document("a", "撥款2億元興建公屋。\n\n撥款2億元興建公屋。")
    >>> [(row.category, row.figures, row.total) for row in figure_totals(text, "category").rows]
    [('housing_land', 1, 200000000)]
    """
    found = figures(texts, **choice)  # type: ignore[arg-type]
    rows = totals(found.rows, by)
    shown = rows if limit is None else rows[: max(limit, 0)]
    meta = {**found.meta, "rows": len(rows), "figures": len(found.rows)}
    parameters = {**found.meta["parameters"], "by": by, "limit": limit}
    formulae = {"total": "sum of value over figures of money, each repeated line once"}
    return Result(shown, {**meta, "parameters": parameters, "formulae": formulae})


def largest_amounts(corpus: Corpus, top: int) -> tuple[FigureRow, ...]:
    """Return the largest sums of money of a corpus, each sentence once however often it stands.

    Currencies are not converted: Hong Kong dollars come first, others by their code.
    """
    seen: set[tuple[str, int]] = set()
    rows: list[FigureRow] = []
    for row in figures(corpus, kinds=("money",)).rows:
        place = sentence_place(row)
        if place not in seen:
            seen.add(place)
            rows.append(row)
    rows.sort(key=lambda row: (row.currency != "HKD", row.currency or "", -(row.value or 0)))
    return tuple(rows[:top])


def _meta(
    rows: list[FigureRow],
    kinds: Collection[str],
    minimum: float | None,
    concept: str | None,
    category: str | None,
    limit: int | None,
) -> dict[str, object]:
    counted = [row.kind for row in rows]
    return {
        "rows": len(rows),
        "kinds": {kind: counted.count(kind) for kind in KINDS if kind in counted},
        "parameters": {
            "kinds": sorted(kinds),
            "minimum": minimum,
            "concept": concept,
            "category": category,
            "limit": limit,
        },
    }
