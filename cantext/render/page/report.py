"""The report as a page: a summary, pictures, tables, copies, and how it was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from cantext.analyses.report_context import ReportContext
from cantext.errors import CantextError
from cantext.render.categories import category_name
from cantext.render.charts import Bars, Chart, Dispersion, Part, inline_svg
from cantext.render.labels import label, phrase
from cantext.render.page import report_tables as tables
from cantext.render.page.contexts import Contexts, short_names
from cantext.render.page.environment import html_text, render_template
from cantext.render.page.groups import page_group, weightiest
from cantext.render.page.method import manifest, method
from cantext.render.report_columns import commitments_sentence
from cantext.render.summary import summary

if TYPE_CHECKING:
    from markupsafe import Markup

    from cantext.analyses.report import Report

_NAMED_TERMS = 5
_BARS = 15
_GROUPS = 60
# Widths of charts in pixels: across the page, beside a table, on a phone.
_WIDE, _BESIDE, _NARROW = 720, 440, 340


def render_report_page(report: Report, meta: Mapping[str, Any], language: str) -> str:
    """Return the report as one HTML file that needs no network.

    Parameters
    ----------
    report
        Made with `context_lines`; without them the page has no word cloud, no dispersion plot and
        no contexts.
    meta
        The manifest of the run.
    language
        `en` or `zh-Hant`, for all words of ours.
    """
    contexts = Contexts(report.context or ReportContext())
    several = len(report.sources) > 1
    names = short_names(row.document for row in report.sources) if several else {}
    groups = weightiest(report.duplicates)
    cloud, crowded_out = _cloud(report, contexts, language)
    values = {
        "title": _title(report, meta, language),
        "sentences": [sentence.text for sentence in summary(report, language)],
        "facts": _facts(report, language),
        "cloud": cloud,
        "crowded_out": label("word.separator", language).join(crowded_out),
        "terms": tables.terms_table(report, contexts, language),
        "term_bars": _svg(
            _bars(
                phrase("text.page_term_bars", language, terms=min(len(report.terms), _BARS)),
                [(row.term, row.count) for row in report.terms[:_BARS]],
                language,
            ),
            language,
            _BESIDE,
        ),
        "dispersion": _dispersion(report, language),
        "dispersion_parts": label(
            "page.parts_documents" if several else "page.parts_stretches", language
        ),
        "category_bars": _svg(
            _bars(
                label("page.category_counts", language),
                [(category_name(name, language), count) for name, count in report.categories],
                language,
            ),
            language,
        ),
        "concepts": tables.concepts_table(report, contexts, language),
        "concepts_total": len(report.themes),
        "coverage": report.coverage,
        "collocations": tables.collocations_table(report, contexts, language),
        "new_terms": tables.new_terms_table(report, contexts, language),
        "commitments": tables.commitments_table(report, language),
        "commitments_told": commitments_sentence(report, language),
        "figures": tables.figures_table(report, language),
        "effects": tables.effects_table(report, contexts, language),
        "kinds": tables.kinds_table(report, language),
        "groups": [page_group(group, language, names) for group in groups[:_GROUPS]],
        "groups_total": len(groups),
        "sources": tables.sources_table(report, language),
        "method": method(meta, language),
        "formulae": [(key, str(text)) for key, text in meta.get("formulae", {}).items()],
        "manifest": manifest(meta),
    }
    return render_template("report.html", language, contexts.data(), **values)


def _title(report: Report, meta: Mapping[str, Any], language: str) -> str:
    """Return the title of the one document that has one, else the names of the documents."""
    inputs = meta.get("inputs", ())
    if len(inputs) == 1 and (title := inputs[0].get("metadata", {}).get("title")):
        return str(title)
    names = [PurePath(row.document).name or row.document for row in report.sources]
    if names == ["-"]:
        return label("word.standard_input", language)
    if len(names) <= 2:
        return label("word.separator", language).join(names)
    return phrase("text.page_documents", language, first=names[0], more=len(names) - 1)


def _facts(report: Report, language: str) -> list[tuple[str, str]]:
    characters = sum(row.characters for row in report.sources)
    facts = [
        (f"{len(report.sources):,}", label("page.documents_fact", language)),
        (f"{characters:,}", label("page.characters_fact", language)),
        (f"{report.words:,}", label("page.words_fact", language)),
        (f"{report.types:,}", label("page.types_fact", language)),
    ]
    if report.dropped_lines:
        share = f"{report.dropped_lines:,} / {report.lines:,}"
        facts.append((share, label("page.lines_left_out", language)))
    return facts


def _cloud(
    report: Report, contexts: Contexts, language: str
) -> tuple[Markup | None, tuple[str, ...]]:
    from cantext.render.page.cloud import page_cloud

    words = dict(report.context.words) if report.context else {}
    if not words:
        return None, ()
    first = label("word.separator", language).join(list(words)[:_NAMED_TERMS])
    title = phrase("text.page_cloud", language, words=len(words), terms=first)
    names = {word: name for word in words if (name := contexts.term(word))}
    try:
        return page_cloud(words, names, title)
    except CantextError:  # not one word has room
        return None, ()


def _svg(chart: Chart | None, language: str, width: int = _WIDE) -> Markup | None:
    """Draw a chart twice, for a wide page and for a phone; the style shows the one that fits."""
    from markupsafe import Markup

    if chart is None:
        return None
    # A description that names one picture only: the other is not on the page at that width.
    both = zip(("wide-chart", "narrow-chart"), (width, _NARROW), strict=True)
    return Markup("").join(
        Markup(f'<div class="{name}">{inline_svg(chart, language, size)}</div>')
        for name, size in both
    )


def _bars(title: str, rows: Sequence[tuple[str, int]], language: str) -> Bars | None:
    if not rows:
        return None
    names, counts = zip(*rows, strict=True)
    return Bars(title, tuple(map(html_text, names)), counts, label("count", language))


def _dispersion(report: Report, language: str) -> Markup | None:
    context = report.context
    if context is None or not context.positions or not context.length:
        return None
    return _svg(
        Dispersion(
            label("page.where", language),
            tuple(map(html_text, context.positions)),
            tuple(context.positions.values()),
            context.length,
            tuple(
                Part(html_text(PurePath(name).name or name), start)
                for name, start in context.starts
            ),
            label("page.position_unit", language),
        ),
        language,
        _BESIDE,
    )
