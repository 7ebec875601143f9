"""The report in two sentences: what the text speaks of, and what its repeats did."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from cantext.render.categories import category_name
from cantext.render.labels import label, phrase

if TYPE_CHECKING:
    from cantext.analyses.report import Report

_NAMED_TERMS = 5
_NAMED_THEMES = 2


class Sentence(NamedTuple):
    """A sentence, and the pieces of it that a line should not part."""

    text: str
    pieces: tuple[str, ...] = ()


def counted(rows: Iterable[tuple[str, int]], language: str) -> list[str]:
    """Return each name with its count.

    >>> counted([("香港", 3)], "en")
    ['香港 (3)']
    """
    return [phrase("text.counted", language, term=name, count=n) for name, n in rows]


def summary(report: Report, language: str) -> list[Sentence]:
    """Return what the text speaks of, and what its repeats did; one sentence of an empty text."""
    if not report.terms:
        return [Sentence(phrase("text.report_empty", language))]
    return [_speaks_of(report, language), _repeats(report, language)]


def _speaks_of(report: Report, language: str) -> Sentence:
    joint = label("word.separator", language)
    named = counted(((row.term, row.count) for row in report.terms[:_NAMED_TERMS]), language)
    themes = counted(
        ((category_name(name, language), n) for name, n in report.categories[:_NAMED_THEMES]),
        language,
    )
    told = {"words": report.words, "types": report.types, "terms": joint.join(named)}
    if themes:
        text = phrase("text.report_speaks_on", language, **told, themes=joint.join(themes))
    else:
        text = phrase("text.report_speaks", language, **told)
    return Sentence(text, (*named, *themes))


def _repeats(report: Report, language: str) -> Sentence:
    if not report.dropped_lines:
        return Sentence(phrase("text.report_no_duplicates", language))
    lines = {"dropped": report.dropped_lines, "lines": report.lines}
    if not report.effects:
        return Sentence(phrase("text.report_dropped", language, **lines))
    worst = report.effects[0]
    text = phrase(
        "text.report_duplicates", language, **lines, term=worst.term, before=worst.before,
        after=worst.after,
    )  # fmt: skip
    return Sentence(text, (worst.term,))
