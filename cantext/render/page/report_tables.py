"""The tables of the report's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cantext.analyses.report_context import CONCEPTS
from cantext.render.cells import Column
from cantext.render.commitments import commitment_columns, report_rows
from cantext.render.figures import amount_columns, shown_figure
from cantext.render.labels import label, value_label
from cantext.render.page.contexts import Contexts
from cantext.render.page.tables import PageTable, page_table
from cantext.render.report_columns import (
    EFFECT_COLUMNS,
    NEW_TERM_COLUMNS,
    SOURCE_COLUMNS,
    shown_category,
)
from cantext.result import plain_value

if TYPE_CHECKING:
    from cantext.analyses.report import Report

_ROWS_OPEN = 30
_COMMITMENTS = 100


def terms_table(report: Report, contexts: Contexts, language: str) -> PageTable:
    """Return the commonest terms."""
    several = len(report.sources) > 1
    columns = [
        Column("term", "term"),
        Column("count", "count"),
        Column("per_million", "rate"),
        *([Column("documents", "count")] if several else []),
        Column("dp", "measure"),
        Column("category", "category"),
    ]
    rows = [
        {**plain_value(row), "category": shown_category(row.category, language)}
        for row in report.terms
    ]
    return page_table(
        "terms-table", label("section.terms", language), rows, columns, language,
        sorted_by="count", contexts={"term": [contexts.term(row.term) for row in report.terms]},
        shown=_ROWS_OPEN,
    )  # fmt: skip


def concepts_table(report: Report, contexts: Contexts, language: str) -> PageTable:
    """Return the dictionary's concepts, as many as are shown in context."""
    shown = report.themes[:CONCEPTS]
    several = len(report.sources) > 1
    columns = [
        Column("concept", "term"),
        Column("category", "category"),
        Column("count", "count"),
        Column("per_thousand", "measure"),
        *([Column("documents", "count")] if several else []),
        Column("forms", "text"),
    ]
    rows = [
        {**plain_value(row), "category": shown_category(row.category, language)} for row in shown
    ]
    names = [contexts.concept(row.category, row.concept) for row in shown]
    return page_table(
        "concepts-table", label("page.concepts", language), rows, columns, language,
        sorted_by="count", contexts={"concept": names}, shown=_ROWS_OPEN,
    )  # fmt: skip


def collocations_table(report: Report, contexts: Contexts, language: str) -> PageTable:
    """Return the strongest collocates of the commonest concepts."""
    columns = [
        Column("node", "term"),
        Column("collocate", "term"),
        Column("count", "count"),
        Column("expected", "measure"),
        Column("log_likelihood", "measure"),
        Column("log_dice", "measure"),
        Column("mi", "measure"),
    ]
    names = [contexts.pair(row.node, row.collocate) for row in report.collocations]
    return page_table(
        "collocations-table", label("section.collocations", language), report.collocations,
        columns, language, contexts={"collocate": names},
    )  # fmt: skip


def figures_table(report: Report, language: str) -> PageTable:
    """Return the largest amounts of money."""
    rows = [shown_figure(plain_value(row), language) for row in report.figures]
    return page_table(
        "figures-table", label("section.figures", language), rows,
        amount_columns(several=len(report.sources) > 1), language, shown=_ROWS_OPEN,
    )  # fmt: skip


def new_terms_table(report: Report, contexts: Contexts, language: str) -> PageTable:
    """Return the terms that no dictionary has."""
    names = [contexts.new_term(row.term) for row in report.new_terms]
    return page_table(
        "new-terms-table", label("section.new_terms", language), report.new_terms, NEW_TERM_COLUMNS,
        language, contexts={"term": names}, shown=_ROWS_OPEN,
    )  # fmt: skip


def commitments_table(report: Report, language: str) -> PageTable:
    """Return the commitments that are due soonest, then those with a figure."""
    several = len(report.sources) > 1
    rows = report_rows(report.commitments, _COMMITMENTS, language)
    return page_table(
        "commitments-table", label("section.commitments", language), rows,
        commitment_columns(several=several), language, shown=_ROWS_OPEN,
    )  # fmt: skip


def effects_table(report: Report, contexts: Contexts, language: str) -> PageTable:
    """Return the terms whose counts repeats would raise."""
    names = [contexts.term(row.term) for row in report.effects]
    return page_table(
        "effects-table", label("page.effects", language), report.effects, EFFECT_COLUMNS, language,
        contexts={"term": names},
    )  # fmt: skip


def kinds_table(report: Report, language: str) -> PageTable:
    """Return how many lines of each kind were left out."""
    rows = [
        {"kind": value_label("kind", kind, language), "lines": count}
        for kind, count in report.dropped_kinds
    ]
    columns = [Column("kind", "label"), Column("lines", "count"), Column("lines", "bar")]
    return page_table(
        "kinds-table", label("page.left_out", language), rows, columns, language, sorted_by="lines"
    )


def sources_table(report: Report, language: str) -> PageTable:
    """Return the documents."""
    columns = [Column("document", "term", heading="file"), *SOURCE_COLUMNS]
    if any(row.date for row in report.sources):
        columns.append(Column("date", "label"))
    return page_table(
        "sources-table", label("section.sources", language), report.sources, columns, language,
        shown=_ROWS_OPEN,
    )  # fmt: skip
