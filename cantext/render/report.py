"""The report as a page of the terminal: a summary in two sentences, then a section each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from cantext.lexicon.entry import ADOPTED
from cantext.render.categories import category_name
from cantext.render.duplicates import draw_groups
from cantext.render.labels import label, phrase, value_label
from cantext.render.table import Column, category_styles, table
from cantext.render.text import printable

if TYPE_CHECKING:
    from rich.console import Console

    from cantext.analyses.report import Report
    from cantext.duplicates import DuplicateGroup

_GROUPS_SHOWN = 8
_SOURCES_SHOWN = 12
_CONCEPTS_SHOWN = 6


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


def _heading(console: Console, key: str, language: str) -> None:
    from rich.text import Text

    title = label(f"section.{key}", language)
    console.print()
    console.print(Text(f"■ {title}", style="bold"))
    console.print()


def _sentence(console: Console, text: str, style: str = "") -> None:
    from rich.text import Text

    console.print(Text(printable(text), style=style))


def _summary(console: Console, report: Report, language: str) -> None:
    from rich.text import Text

    console.print(Text(label("section.report", language), style="bold reverse"))
    console.print()
    joint = label("word.separator", language)
    if not report.terms:
        _sentence(console, phrase("text.report_empty", language))
        return
    named = joint.join(f"{row.term} ({row.count:,})" for row in report.terms[:5])
    _sentence(
        console,
        phrase("text.report_about", language, words=report.words, types=report.types, terms=named),
    )
    if report.dropped_lines and report.effects:
        worst = report.effects[0]
        _sentence(
            console,
            phrase(
                "text.report_duplicates", language, dropped=report.dropped_lines,
                lines=report.lines, term=worst.term, before=worst.before, after=worst.after,
            ),
        )  # fmt: skip
    elif report.dropped_lines:
        _sentence(
            console,
            phrase(
                "text.report_dropped", language, dropped=report.dropped_lines, lines=report.lines
            ),
        )
    else:
        _sentence(console, phrase("text.report_no_duplicates", language))


def _sources(console: Console, report: Report, language: str) -> None:
    _heading(console, "sources", language)
    columns = [
        Column("document", "text", heading="file"),
        Column("characters", "count"),
        Column("lines", "count"),
        Column("dropped", "count"),
        Column("encoding", "label"),
    ]
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
        columns = [
            Column("term", "term"),
            Column("before", "count"),
            Column("after", "count"),
            Column("change", "change"),
        ]
        console.print(table(report.effects, columns, language))
        console.print()
    if report.dropped_kinds:
        joint = label("word.separator", language)
        kinds = joint.join(
            f"{value_label('kind', kind, language)} {count:,}"
            for kind, count in report.dropped_kinds
        )
        _sentence(console, phrase("text.dropped_kinds", language, kinds=kinds))
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
    columns = [
        Column("term", "term"),
        Column("count", "count"),
        Column("per_million", "rate"),
        Column("documents", "count") if several else Column("dp", "measure"),
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
            "category": _shown_category(row.category, language),
        }
        for row in report.terms
    ]
    console.print(table(rows, columns, language, styles=styles))


def _shown_category(category: str | None, language: str) -> str | None:
    return None if category in (None, "", ADOPTED) else category_name(str(category), language)


def _themes(console: Console, report: Report, language: str, styles: dict[str, str]) -> None:
    _heading(console, "themes", language)
    joint = label("word.separator", language)
    rows = []
    for name, count in report.categories:
        concepts = [row for row in report.themes if row.category == name]
        named = joint.join(f"{row.concept} ({row.count:,})" for row in concepts[:_CONCEPTS_SHOWN])
        if len(concepts) > _CONCEPTS_SHOWN:
            named += phrase("text.and_more", language, count=len(concepts) - _CONCEPTS_SHOWN)
        rows.append({"category": category_name(name, language), "count": count, "concept": named})
    columns = [
        Column("category", "category"),
        Column("count", "count"),
        Column("concept", "text"),
    ]
    console.print(table(rows, columns, language, styles=styles))
    _sentence(console, phrase("text.coverage", language, share=report.coverage), "dim")


def _collocations(console: Console, report: Report, language: str) -> None:
    _heading(console, "collocations", language)
    joint = label("word.separator", language)
    rows = []
    for node, found in groupby(report.collocations, key=lambda row: row.node):
        named = joint.join(f"{row.collocate} ({row.count:,})" for row in found)
        rows.append({"node": node, "collocate": named})
    columns = [Column("node", "term"), Column("collocate", "text")]
    console.print(table(rows, columns, language))


def _new_terms(console: Console, report: Report, language: str) -> None:
    _heading(console, "new_terms", language)
    columns = [
        Column("term", "term"),
        Column("count", "count"),
        Column("cohesion", "measure"),
        Column("left_entropy", "measure"),
        Column("right_entropy", "measure"),
        Column("contained_in", "text"),
    ]
    console.print(table(report.new_terms, columns, language))
