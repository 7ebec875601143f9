"""The kind of every line, from structure: where it stands, what recurs, how it ends.

Rules tell the kinds first. Of feeds, whose form is strict, they have the last word; of the rest the
line model has it, which takes what the rules say for one attribute of many.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast, get_args

from cantext.deduplication.captions import caption_heads, label_captions
from cantext.deduplication.feeds import label_feed
from cantext.deduplication.layout import Plan
from cantext.deduplication.marks import (
    BLANK,
    BULLET,
    BYLINE,
    ENUMERATED,
    MACHINE,
    NAVIGATION,
    NOISE,
    NUMBERED,
    SENTENCE,
)
from cantext.deduplication.model import Kind
from cantext.deduplication.running_text import label_paged, label_plain
from cantext.deduplication.sheet import Sheet
from cantext.deduplication.short_lines import Runs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What holds a full stop and so many Han characters is text, whatever stands around it.
_SAFE_SIZE = 15
# Of two clauses, so many.
_CLAUSES_SIZE = 10
# Of fewer lines there is too little structure to learn from.
_SMALLEST_PAGE = 12
_PARAGRAPH = 25
# A title that is said again says this much at the least; a name says less.
_TITLE_SIZE = 8
# Plain text is signed within so many lines from its beginning or end.
_HEAD, _SIGNATURE = 8, 6
# More lines than any page has: of an archive in one file the rules alone tell the kinds.
# Paged text of more lines is a book or a record, whose kinds nobody waits for.
_LARGEST_PAGE, _LARGEST_PAGED = 20_000, 1_500
_IMPOSSIBLE = -1e6
# On pages left out in training this takes a third off the text that is lost, for 1 line in 300 more
# that gets another kind.
_CARE = 0.75


def kinds_of(plan: Plan) -> list[Kind]:
    """Return the kind of every line of a document, in order."""
    kinds = rule_kinds(plan)
    if not asks_model(plan):
        return kinds
    from cantext.deduplication.line_attributes import line_attributes
    from cantext.deduplication.line_model import TOLD, line_model

    told = _told(plan)
    scores = careful(line_model().scores(line_attributes(plan, kinds)), allowed_kinds(plan, kinds))
    for i, place in zip(plan.sheet.filled, line_model().best(scores), strict=True):
        if i not in told:
            kinds[i] = TOLD[place]
    return kinds


def careful(scores: "NDArray[np.float32]", allowed: "NDArray[np.bool_]") -> "NDArray[np.float32]":
    """Return the model's scores with what lines may not be ruled out, and boilerplate harder won.

    Boilerplate is dropped: a button that stays costs less than a heading that goes.
    """
    import numpy as np

    from cantext.deduplication.line_model import TOLD

    found = np.where(allowed, scores, np.float32(_IMPOSSIBLE))
    found[:, TOLD.index("boilerplate")] -= _CARE
    return found


def asks_model(plan: Plan) -> bool:
    """Whether the line model has the last word: where lines stand around a paragraph or two."""
    sheet = plan.sheet
    largest = _LARGEST_PAGED if plan.layout == "paged" else _LARGEST_PAGE
    return (
        plan.layout != "feed"
        and _SMALLEST_PAGE <= len(sheet.filled) <= largest
        and any(
            letter in "SOL" and sheet.sizes[i] >= _PARAGRAPH
            for letter, i in zip(plan.letters, sheet.filled, strict=True)
        )
    )


def allowed_kinds(plan: Plan, rules: Sequence[Kind]) -> "NDArray[np.bool_]":
    """Return which kinds the model may give each filled line, in the order of `TOLD`.

    A credit and boilerplate are dropped: text may be neither unless it looks it.
    """
    import numpy as np

    from cantext.deduplication.line_model import TOLD

    sheet = plan.sheet
    allowed = np.ones((len(sheet.filled), len(TOLD)), dtype=np.bool_)
    place = {kind: TOLD.index(kind) for kind in TOLD}
    machinery = NOISE | NAVIGATION | MACHINE
    inner = range(_HEAD, len(sheet.filled) - _SIGNATURE) if plan.layout == "plain" else ()
    for row, i in enumerate(sheet.filled):
        mark = sheet.marks[i]
        if row in inner and rules[i] != "byline" and not mark & BYLINE:
            allowed[row, place["byline"]] = False
        sure = _certain(plan, row, rules[i])
        if sure:
            allowed[row] = False
            allowed[row, place[sure]] = True
            continue
        allowed[row, place["credit"]] = False
        if mark & BULLET and not mark & (NUMBERED | ENUMERATED):
            allowed[row, place["body"]] = False
        if rules[i] != "boilerplate" and not mark & machinery:
            allowed[row, place["boilerplate"]] = plan.layout != "paged" and not _is_text(sheet, i)
    return allowed


def _certain(plan: Plan, row: int, rule: Kind) -> Kind | None:
    """Return the kind of a line of which the rules are sure: tags, credits, what is said again."""
    sheet, letter = plan.sheet, plan.letters[row]
    if letter in "mP":
        return "credit" if letter == "P" else "body"
    i = sheet.filled[row]
    if i in sheet.furniture:  # running headers and page numbers
        return "boilerplate"
    if sheet.clusters.head[i] not in sheet.clusters.sizes:
        return None
    titled = rule == "headline" and sheet.sizes[i] >= _TITLE_SIZE
    # What comes back in plain text stands in a table of contents, and again.
    return rule if titled or rule == "caption" or plan.layout == "plain" else None


def _is_text(sheet: Sheet, i: int) -> bool:
    """Whether a line holds or ends a sentence that is no button and no title of a teaser."""
    text, size = sheet.texts[i], sheet.sizes[i]
    ended = bool(sheet.marks[i] & SENTENCE)
    return (size >= _SAFE_SIZE and (ended or "。" in text)) or (
        size >= _CLAUSES_SIZE and ended and ("，" in text or "," in text)
    )


def _told(plan: Plan) -> dict[int, Kind]:
    """Return the kinds that the format of the document tells, by line."""
    document, known = plan.sheet.document, get_args(Kind)
    return {n - 1: cast("Kind", kind) for n, kind in document.kinds.items() if kind in known}


def rule_kinds(plan: Plan) -> list[Kind]:
    """Return the kind of every line as the rules tell it."""
    sheet = plan.sheet
    kinds: list[Kind | None] = ["blank" if mark & BLANK else None for mark in sheet.marks]
    for i in sheet.furniture:
        kinds[i] = "boilerplate"
    for i, kind in _told(plan).items():
        if i < len(kinds) and kinds[i] is None:
            kinds[i] = kind
    if plan.layout == "paged":
        label_paged(sheet, kinds)
    elif plan.layout == "plain":
        label_plain(plan, kinds)
    elif plan.layout == "feed":
        label_feed(plan, kinds)
    else:
        end = len(plan.letters)
        label_captions(plan, kinds, caption_heads(plan, 0, end), 0, end)
        Runs(plan, kinds, 0, end).label()
    return [kind or "body" for kind in kinds]
