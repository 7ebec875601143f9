"""The report as a page of the terminal: a summary in two sentences, then a section each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from cantext.render.categories import category_name
from cantext.render.commitments import commitment_columns, report_rows
from cantext.render.duplicates import draw_groups
from cantext.render.figures import amount_columns, shown_figure
from cantext.render.labels import label, phrase, value_label
from cantext.render.report_columns import (
    EFFECT_COLUMNS,
    NEW_TERM_COLUMNS,
    SOURCE_COLUMNS,
    commitments_sentence,
    shown_category,
)
from cantext.render.summary import counted, summary
from cantext.render.table import Column, category_styles, table
from cantext.render.text import printable, width, wrapped
from cantext.result import plain_value

if TYPE_CHECKING:
    from rich.console import Console

    from cantext.analyses.report import Report
    from cantext.deduplication.model import DuplicateGroup

_GROUPS_SHOWN = 8
_SOURCES_SHOWN = 12
_CONCEPTS_SHOWN = 6
_COMMITMENTS_SHOWN = 10
_FIGURES_SHOWN = 10
# A line of prose is no longer than this, in cells, however wide the terminal.
_SENTENCE_CELLS = 100
_UNFOLDED = 10_000
# A name with its count is not parted between two lines up to this many cells.
_KEPT = 24
# From this width on there is room for every measure beside a bar that says something.
_ROOMY = 100


def draw_report(console: Console, report: Report, language: str) -> None:
    """Print a report on a rich console, in English (`en`) or Chinese (`zh-Hant`)."""
    styles = category_styles(category_name(name, language) for name, _ in report.categories)
    _summary(console, report, language)
    _sources(console, report, language)
    _duplicates(console, report, language)
    _terms(console, report, language, styles)
    _themes(console, report, language, styles)
    _collocations(console, report, language)
    _new_terms(console, report, language)
    _figures(console, report, language)
    _commitments(console, report, language)


def _heading(console: Console, key: str, language: str) -> None:
    from rich.text import Text

    title = label(f"section.{key}", language)
    console.print()
    console.print(Text(f"■ {title}", style="bold", overflow="fold"))
    console.print()


def _sentence(console: Console, text: str, style: str = "", keep: Sequence[str] = ()) -> None:
    """Print a sentence in lines short enough to be read, but in one where nothing limits them."""
    from rich.text import Text

    shown = printable(text)
    room = console.width if console.width > _UNFOLDED else min(console.width, _SENTENCE_CELLS)
    for start, end in wrapped(shown, room, [printable(item) for item in keep]):
        console.print(Text(shown[start:end], style=style, overflow="fold"))


def _summary(console: Console, report: Report, language: str) -> None:
    from rich.text import Text

    console.print(Text(f" {label('section.report', language)} ", style="bold reverse"))
    console.print()
    for text, pieces in summary(report, language):
        _sentence(console, text, keep=[item for item in pieces if width(item) <= _KEPT])


def _sources(console: Console, report: Report, language: str) -> None:
    _heading(console, "sources", language)
    columns = [Column("document", "text", heading="file"), *SOURCE_COLUMNS]
    console.print(table(report.sources[:_SOURCES_SHOWN], columns, language))
    rest = report.sources[_SOURCES_SHOWN:]
    if rest:
        characters = sum(row.characters for row in rest)
        _sentence(
            console,
            phrase("text.more_sources", language, files=len(rest), characters=characters),
            "dim",
        )


def _duplicates(console: Console, report: Report, language: str) -> None:
    _heading(console, "duplicates", language)
    if not report.duplicates:
        _sentence(console, phrase("text.report_no_duplicates", language), "dim")
        return
    if report.effects:
        columns = [*EFFECT_COLUMNS, Column("parts", "split")]
        rows = [
            {**plain_value(row), "parts": [row.after, row.before - row.after]}
            for row in report.effects
        ]
        console.print(table(rows, columns, language))
        console.print()
    if report.dropped_kinds:
        kinds = counted(
            ((value_label("kind", kind, language), n) for kind, n in report.dropped_kinds), language
        )
        joined = label("word.separator", language).join(kinds)
        _sentence(console, phrase("text.dropped_kinds", language, kinds=joined), keep=kinds)
        console.print()
    if groups := _weightiest(report.duplicates):
        named = len(report.sources) > 1
        draw_groups(console, groups, language, limit=_GROUPS_SHOWN, named=named)
    elif not report.dropped_kinds:
        _sentence(console, phrase("text.report_no_duplicates", language), "dim")


def _weightiest(groups: Sequence[DuplicateGroup]) -> list[DuplicateGroup]:
    """Return the groups of which copies were left out, the longest of them first."""
    repeated = [group for group in groups if not all(member.kept for member in group.members)]
    # Footers by the hundred are told by number; what is listed is what people wrote.
    repeated = [g for g in repeated if g.kind not in ("boilerplate", "credit")] or repeated
    return sorted(
        repeated,
        key=lambda group: (-sum(len(m.text) for m in group.members if not m.kept), group.group),
    )


def _terms(console: Console, report: Report, language: str, styles: dict[str, str]) -> None:
    _heading(console, "terms", language)
    several = len(report.sources) > 1
    measured = [Column("documents", "count")] if several else []
    if console.width >= _ROOMY:
        measured.append(Column("dp", "measure"))
    columns = [
        Column("term", "term"),
        Column("count", "count"),
        Column("per_million", "rate"),
        *measured,
        Column("category", "category"),
        Column("count", "bar"),
    ]
    rows = [
        {
            "term": row.term,
            "count": row.count,
            "per_million": row.per_million,
            "documents": row.documents,
            "dp": row.dp,
            "category": shown_category(row.category, language),
        }
        for row in report.terms
    ]
    console.print(table(rows, columns, language, styles=styles))


def _themes(console: Console, report: Report, language: str, styles: dict[str, str]) -> None:
    _heading(console, "themes", language)
    rows = []
    for name, count in report.categories:
        concepts = [row for row in report.themes if row.category == name]
        items = counted(((str(row.concept), row.count) for row in concepts), language)
        if len(items) > _CONCEPTS_SHOWN:
            more = phrase("text.and_more_concepts", language, count=len(items) - _CONCEPTS_SHOWN)
            items = [*items[:_CONCEPTS_SHOWN], more]
        rows.append({"category": category_name(name, language), "count": count, "concept": items})
    columns = [
        Column("category", "category"),
        Column("count", "count"),
        Column("concept", "items", heading="concepts_found"),
    ]
    console.print(table(rows, columns, language, styles=styles))
    console.print()
    _sentence(console, phrase("text.coverage", language, share=report.coverage), "dim")


def _collocations(console: Console, report: Report, language: str) -> None:
    _heading(console, "collocations", language)
    rows = [
        {
            "node": node,
            "collocate": counted(((row.collocate, row.count) for row in found), language),
        }
        for node, found in groupby(report.collocations, key=lambda row: row.node)
    ]
    columns = [Column("node", "term"), Column("collocate", "items", heading="collocates")]
    console.print(table(rows, columns, language))


def _new_terms(console: Console, report: Report, language: str) -> None:
    _heading(console, "new_terms", language)
    console.print(table(report.new_terms, NEW_TERM_COLUMNS, language))


def _commitments(console: Console, report: Report, language: str) -> None:
    if not report.commitments:
        return
    _heading(console, "commitments", language)
    _sentence(console, commitments_sentence(report, language))
    if rows := report_rows(report.commitments, _COMMITMENTS_SHOWN, language):
        console.print()
        several = len(report.sources) > 1
        console.print(table(rows, commitment_columns(several=several), language))


def _figures(console: Console, report: Report, language: str) -> None:
    _heading(console, "figures", language)
    if not report.figures:
        _sentence(console, phrase("text.report_no_figures", language), "dim")
        return
    shown = [shown_figure(plain_value(row), language) for row in report.figures[:_FIGURES_SHOWN]]
    console.print(table(shown, amount_columns(several=len(report.sources) > 1), language))
