"""What a report shows of its sections on the terminal and on a page alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cantext.lexicon.entry import ADOPTED
from cantext.render.categories import category_name
from cantext.render.cells import Column
from cantext.render.commitments import status_counts
from cantext.render.labels import label, phrase

if TYPE_CHECKING:
    from cantext.analyses.report import Report

NEW_TERM_COLUMNS = (
    Column("term", "term"),
    Column("count", "count"),
    Column("cohesion", "measure"),
    Column("left_entropy", "measure"),
    Column("right_entropy", "measure"),
    Column("contained_in", "text"),
)
# Behind the name of the document.
SOURCE_COLUMNS = (
    Column("characters", "count"),
    Column("lines", "count"),
    Column("dropped", "count"),
    Column("encoding", "label"),
)
EFFECT_COLUMNS = (
    Column("term", "term"),
    Column("before", "count"),
    Column("after", "count"),
    Column("change", "change"),
)


def shown_category(category: str | None, language: str) -> str | None:
    """Return the name of a category; None for words of no category and those of the text itself.

    >>> shown_category("places", "en"), shown_category(None, "en")
    ('Places', None)
    """
    return None if category in (None, "", ADOPTED) else category_name(str(category), language)


def commitments_sentence(report: Report, language: str) -> str:
    """Return how many commitments there are of each status, in a sentence; "" for none."""
    if not report.commitments:
        return ""
    counts = label("word.separator", language).join(status_counts(report.commitments, language))
    return phrase("text.commitments", language, total=len(report.commitments), counts=counts)
