"""The kind of every line, from structure: where it stands, what recurs, how it ends."""

from typing import cast, get_args

from cantext.duplicates.captions import caption_heads, label_captions
from cantext.duplicates.feeds import label_feed
from cantext.duplicates.layout import Plan
from cantext.duplicates.marks import BLANK
from cantext.duplicates.model import Kind
from cantext.duplicates.running import label_paged, label_plain
from cantext.duplicates.runs import Runs


def kinds_of(plan: Plan) -> list[Kind]:
    """Return the kind of every line of a document, in order."""
    sheet = plan.sheet
    kinds: list[Kind | None] = ["blank" if mark & BLANK else None for mark in sheet.marks]
    for i in sheet.furniture:
        kinds[i] = "boilerplate"
    told = {
        number - 1: kind for number, kind in sheet.document.kinds.items() if kind in get_args(Kind)
    }
    for i, kind in told.items():
        if i < len(kinds) and kinds[i] is None:
            kinds[i] = cast("Kind", kind)
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
