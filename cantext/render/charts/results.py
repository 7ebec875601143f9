"""The charts of results: which rows are drawn, what is said of them, in the reader's language."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from cantext.render.categories import category_name
from cantext.render.charts.data import Bars, Dispersion, Lines, Part, Series, TwoSided
from cantext.render.labels import label, phrase

# What stands for a measure that bars cannot show: BIC below 0 is evidence that there is nothing.
_INSTEAD = {"bic": "log_likelihood"}
_RATIOS = ("simple_maths", "odds_ratio")  # bars of these are logarithms, equal on both sides
_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_QUARTER = re.compile(r"(\d{4})-?Q([1-4])")


def bars_of(
    rows: Iterable[Mapping[str, Any]], key: str, value: str, title: str, language: str,
    *, also: str | None = None,
) -> Bars:  # fmt: skip
    """Return a bar chart of rows: `rows[key]` is the label, `rows[value]` the length.

    `also` is a key whose value, if a row has one, stands behind the label (the group, the
    document). Rows without a value are left out.
    """
    kept = [row for row in rows if row[value] is not None]
    names = [f"{row[key]} · {row[also]}" if also and row.get(also) else row[key] for row in kept]
    return Bars(
        label(title, language), tuple(map(str, names)), tuple(row[value] for row in kept),
        label(value, language),
    )  # fmt: skip


def trend_lines(rows: Sequence[Mapping[str, Any]], language: str, most: int = 8) -> Lines:
    """Return the rates of the rows of `trend`, the first `most` terms, categories by name.

    A period without words has no rate: its line is broken there.
    """
    periods = sorted({row["period"] for row in rows})
    rates: dict[tuple[str, str], dict[str, float]] = {}
    for row in rows:
        of_term = rates.setdefault((row["kind"], row["term"]), {})
        if row["words"]:
            of_term[row["period"]] = row["per_million"]
    series = [
        Series(
            category_name(term, language) if kind == "category" else term,
            tuple(of_term.get(period) for period in periods),
        )
        for (kind, term), of_term in list(rates.items())[:most]
    ]
    return Lines(
        label("text.title_trend", language), tuple(periods), tuple(series),
        label("per_million", language), places_of(periods),
    )  # fmt: skip


def places_of(periods: Sequence[str]) -> tuple[float, ...] | None:
    """Return where periods stand in time, in years; None if they do not all tell.

    >>> places_of(["2013", "2023"]), places_of(["2025-Q1", "2025-Q3"]), places_of(["第一屆"])
    ((2013.0, 2023.0), (2025.0, 2025.5), None)
    """
    places = [_year(period) for period in periods]
    known = tuple(place for place in places if place is not None)
    ordered = all(b > a for a, b in pairwise(known))
    return known if len(known) == len(places) and ordered else None


def _year(period: str) -> float | None:
    if re.fullmatch(r"\d{4}", period):
        return float(period)
    if found := _QUARTER.fullmatch(period):
        return int(found[1]) + (int(found[2]) - 1) / 4
    if found := _MONTH.fullmatch(period):
        day = int(found[3] or 1) - 1
        return int(found[1]) + (int(found[2]) - 1) / 12 + day / 372
    return None


def keyness_bars(
    rows: Iterable[Mapping[str, Any]], measure: str, names: tuple[str, str], language: str
) -> TwoSided:
    """Return what the target says more (to the right) and the reference (to the left).

    `names` are those of the target and the reference. Measures that are ratios are drawn as their
    logarithm to base 2; rows for which a measure is not finite are left out.
    """
    key = _INSTEAD.get(measure, measure)
    unit = label(key, language)
    kept: list[tuple[str, float]] = []
    for row in rows:
        value = row[key]
        if value is None or (key in _RATIOS and value <= 0):
            continue
        size = abs(math.log2(value) if key in _RATIOS else value)
        kept.append((row["term"], size if row["key"] == "target" else -size))
    kept.sort(key=lambda item: item[1] < 0)  # the target's first, each side strongest first
    return TwoSided(
        label("text.title_compare", language), names[1], names[0],
        tuple(term for term, _ in kept), tuple(value for _, value in kept),
        f"log2 {unit}" if key in _RATIOS else unit,
    )  # fmt: skip


def dispersion_of(
    rows: Iterable[Mapping[str, Any]], nodes: Sequence[str],
    documents: Sequence[tuple[str, int]], language: str,
) -> Dispersion:  # fmt: skip
    """Return where the rows of `kwic` stand, the documents end to end.

    Parameters
    ----------
    rows
        All occurrences, with `query`, `document` and `start`.
    nodes
        What was asked for, a row of the plot each.
    documents
        The name and length in characters of each document, in order.
    """
    starts: dict[str, int] = {}
    length = 0
    for name, size in documents:
        starts[name] = length
        length += size
    found: dict[str, list[float]] = {node: [] for node in nodes}
    for row in rows:
        found[row["query"]].append(starts[row["document"]] + row["start"])
    parts = tuple(Part(name.rsplit("/", 1)[-1], start) for name, start in starts.items())
    return Dispersion(
        phrase("text.title_dispersion", language), tuple(found),
        tuple(tuple(sorted(places)) for places in found.values()), length, parts,
        label("word.characters", language),
    )  # fmt: skip
