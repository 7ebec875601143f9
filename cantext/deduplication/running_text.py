"""The kinds of running text, plain or paged: nothing is taken for a caption lightly."""

import re
from collections.abc import Sequence

from cantext.deduplication.layout import Plan
from cantext.deduplication.line_marks import is_page_number
from cantext.deduplication.marks import (
    BLANK,
    BULLET,
    BYLINE,
    CONTENTS,
    CREDIT,
    CREDITED,
    ENCLOSED,
    ENUMERATED,
    FIELD,
    LABELLED,
    MACHINE,
    MOMENT,
    NOISE,
    NUMBERED,
    OPEN,
    SENTENCE,
    STAMPED,
    TRUNCATED,
)
from cantext.deduplication.model import Kind
from cantext.deduplication.outline import HEADING_SIZE, PARAGRAPH_SIZE, may_be_title
from cantext.deduplication.phrases import is_moment
from cantext.deduplication.sheet import Sheet
from cantext.normalise import project

_LABEL = re.compile(r"\s*[(（]?(?:\d+|[A-Za-z]+|\W)[)）.．、]?")
# Short lines in a row that no text parts: a list, whatever stands in front of them.
_LIST = 3
# Lines at the beginning that may name the document, and say when.
_HEAD = 12
# Lines at the end that may be the signature above a date.
_SIGNATURE = 3
_PAGED_HEADING = 30
# Of the width of wrapped text, a title takes so much at the most, and a full line at the least.
_TITLE_SHARE = 0.7
_FULL_SHARE = 0.8
# 「出席者：」, the label of a list.
_LABEL_SIZE = 10


def label_plain(plan: Plan, kinds: list[Kind | None]) -> None:
    """Label plain running text."""
    sheet = plan.sheet
    filled, marks, sizes = sheet.filled, sheet.marks, sheet.sizes
    captions = _captions(sheet)
    for place, i in enumerate(filled):
        mark, size = marks[i], sizes[i]
        if kinds[i] is not None:
            continue
        if mark & NOISE or i in sheet.footers:
            kinds[i] = "boilerplate"
        elif (
            captions
            and sheet.clusters.head[i] in captions
            and (not mark & ENUMERATED and size < PARAGRAPH_SIZE)
        ):
            kinds[i] = "caption"
        elif plan.letters[place] == "L" and mark & ENUMERATED:
            kinds[i] = "list_item"
        elif mark & ENUMERATED and size <= HEADING_SIZE and not mark & SENTENCE:
            kinds[i] = "heading"
        elif (
            mark & BULLET
            and size < 2 * PARAGRAPH_SIZE
            and not (mark & NUMBERED and mark & SENTENCE)
        ):
            around = filled[max(0, place - 1) : place + 2]
            style = _style(sheet.texts[i])
            alone = not any(
                marks[j] & BULLET and _style(sheet.texts[j]) == style for j in around if j != i
            )
            # (a) and (b) make a list; a number by itself over text is a heading's.
            heading = alone and not mark & (SENTENCE | OPEN) and size <= HEADING_SIZE
            kinds[i] = "heading" if heading and place + 1 < len(filled) else "list_item"
        elif mark & OPEN and size <= _LABEL_SIZE and _short_below(sheet, place):
            kinds[i] = "heading"
        elif (
            mark & (SENTENCE | OPEN | ENCLOSED)
            or size > HEADING_SIZE
            or plan.letters[place] == "S"  # the row of a table
        ):
            kinds[i] = "body"
    _label_head(sheet, kinds)
    _label_signature(sheet, kinds)
    _label_short_runs(sheet, kinds)


def _short_below(sheet: Sheet, place: int) -> bool:
    """Whether a short line that ends no sentence stands right below."""
    below = sheet.filled[place + 1 : place + 2]
    return (
        bool(below)
        and below[0] - sheet.filled[place] == 1
        and (
            not sheet.marks[below[0]] & (SENTENCE | OPEN | BULLET | ENUMERATED)
            and sheet.sizes[below[0]] <= HEADING_SIZE
        )
    )


def _style(text: str) -> str:
    """Return how a list numbers its items: I. and IV. alike, (a) and (b), • and •."""
    found = _LABEL.match(text)
    if not found:
        return ""
    label = re.sub(r"\d+", "1", found[0].strip().lower())
    label = re.sub("^[ivx]{2,}", "i", label)
    return label if label[:1] == "i" else re.sub("[a-z]", "a", label)


def _captions(sheet: Sheet) -> set[int]:
    """Return the heads of clusters with a credit; of repeats, those with other marks of a page."""
    head, repeats = sheet.clusters.head, sheet.clusters.sizes
    found = set()
    shown = LABELLED | STAMPED | TRUNCATED
    for i in sheet.filled:
        mark = sheet.marks[i]
        if (mark & CREDITED and not mark & ENUMERATED) or (
            mark & shown and not mark & BULLET and head[i] in repeats
        ):
            found.add(head[i])
    return found


def _label_head(sheet: Sheet, kinds: list[Kind | None]) -> None:
    """Call the first line a headline if it may be one, and dates below it bylines."""
    filled = [i for i in sheet.filled[: _HEAD + 8] if i not in sheet.furniture]
    for place, i in enumerate(filled[:_HEAD]):
        mark = sheet.marks[i]
        if mark & (BYLINE | MOMENT) or (mark & FIELD and place and not mark & SENTENCE):
            if kinds[i] in (None, "body"):
                kinds[i] = "byline"
        elif kinds[i] is not None or not may_be_title(sheet, i):
            return
        elif place == 0 or (
            place == 1
            and i - filled[0] == 1
            and len(filled) > 2
            and kinds[filled[0]] == "headline"
            and sheet.marks[filled[2]] & (BYLINE | FIELD)
        ):
            kinds[i] = "headline"
        else:
            return


def _label_signature(sheet: Sheet, kinds: list[Kind | None]) -> None:
    """Call a date at the very end a byline, and what stands right above it: it says by whom."""
    filled = sheet.filled
    if len(filled) < 3 or not sheet.marks[filled[-1]] & MOMENT:
        return
    place = len(filled) - 1
    while place >= 0 and sheet.marks[filled[place]] & MOMENT:
        kinds[filled[place]] = "byline"
        place -= 1
    for i in reversed(filled[max(0, place + 1 - _SIGNATURE) : place + 1]):
        if kinds[i] is not None:
            return
        kinds[i] = "byline"


def _label_short_runs(sheet: Sheet, kinds: list[Kind | None]) -> None:
    """Call what is left, short lines, headings, and three or more in a row a list."""
    filled = sheet.filled
    start = 0
    for place in range(len(filled) + 1):
        if (
            place < len(filled)
            and kinds[filled[place]] is None
            and (place == start or filled[place] - filled[place - 1] == 1)
        ):
            continue
        _label_short_run(sheet, kinds, filled[start:place])
        start = place if place < len(filled) and kinds[filled[place]] is None else place + 1


def _label_short_run(sheet: Sheet, kinds: list[Kind | None], run: Sequence[int]) -> None:
    listed = len(run) > _LIST
    labelled = (
        bool(run)
        and run[0] > 0
        and kinds[run[0] - 1] == "heading"
        and (sheet.marks[run[0] - 1] & OPEN)
    )
    for position, i in enumerate(run):
        if sheet.marks[i] & (MACHINE | CREDIT):
            kinds[i] = "credit" if sheet.marks[i] & CREDIT else "boilerplate"
        else:
            kinds[i] = "list_item" if labelled or (listed and position) else "heading"


def label_paged(sheet: Sheet, kinds: list[Kind | None]) -> None:
    """Label wrapped text, whose lines end where the page does.

    A heading is set apart by blank lines, or is a short line at the end of one paragraph and the
    beginning of another. Tables, names and broken lines stay text.
    """
    width = _wrap_width(sheet)
    filled = [i for i in sheet.filled if i not in sheet.furniture]
    for i in {*filled[:_HEAD], *filled[-_SIGNATURE:]}:
        if kinds[i] is None and len(sheet.texts[i]) <= _PAGED_HEADING and _is_date(sheet.texts[i]):
            kinds[i] = "byline"
    _label_head(sheet, kinds)
    for place, i in enumerate(filled):
        if kinds[i] is not None:
            continue
        mark = sheet.marks[i]
        below = filled[place + 1 : place + 2]
        if mark & CONTENTS or (below and sheet.marks[below[0]] & CONTENTS and _is_short(sheet, i)):
            kinds[i] = "heading"
        elif _set_apart(sheet, i):
            kinds[i] = "list_item" if _listed(sheet, i) else "heading"
        elif mark & BULLET and any(
            sheet.marks[j] & BULLET and _style(sheet.texts[j]) == _style(sheet.texts[i])
            for j in filled[max(0, place - 1) : place + 2]
            if j != i
        ):
            kinds[i] = "list_item"
        elif _opens_paragraph(sheet, filled, place, width):
            kinds[i] = "heading"
        else:
            kinds[i] = "body"


def _is_date(text: str) -> bool:
    folded = " ".join(project(text).split())
    # A number or a year alone is the cell of a table.
    return not is_page_number("".join(folded.split())) and is_moment(folded)


def _wrap_width(sheet: Sheet) -> int:
    """Return how long a full line is: nine of ten are no longer."""
    lengths = sorted(len(sheet.words[i]) for i in sheet.filled if i not in sheet.furniture)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _set_apart(sheet: Sheet, i: int) -> bool:
    """Whether a short line without a stop stands between blank lines."""
    last = len(sheet.texts) - 1
    alone = (i == 0 or sheet.marks[i - 1] & BLANK) and (i == last or sheet.marks[i + 1] & BLANK)
    return bool(alone) and _is_short(sheet, i)


def _is_short(sheet: Sheet, i: int) -> bool:
    return not sheet.marks[i] & (SENTENCE | OPEN) and sheet.sizes[i] <= _PAGED_HEADING


def _listed(sheet: Sheet, i: int) -> bool:
    """Whether lines like it stand above and below."""
    neighbours = [j for j in (i - 2, i + 2) if 0 <= j < len(sheet.texts)]
    return sum(not sheet.marks[j] & BLANK and _is_short(sheet, j) for j in neighbours) == 2


def _opens_paragraph(sheet: Sheet, filled: Sequence[int], place: int, width: int) -> bool:
    """Whether a title stands where one paragraph has ended, above the full line of the next."""
    i = filled[place]
    # 「目的」 is a heading too, where a paragraph opens below it.
    if not (may_be_title(sheet, i) or _is_short(sheet, i)) or not (
        2 <= len(sheet.words[i]) <= _TITLE_SHARE * width
    ):
        return False
    if any(character.isdigit() for character in sheet.words[i]) and not sheet.marks[i] & ENUMERATED:
        return False  # the row of a table
    above = filled[place - 1] if place else None
    ended = (
        above is None
        or i - 1 in sheet.furniture
        or sheet.marks[above] & (SENTENCE | CONTENTS)
        or (_is_short(sheet, above) and len(sheet.words[above]) <= _TITLE_SHARE * width)
    )
    full = _FULL_SHARE * width
    below = next(
        (
            j
            for j in filled[place + 1 : place + 3]
            if not _is_short(sheet, j) or len(sheet.words[j]) >= full
        ),
        None,
    )
    return (
        bool(ended)
        and below is not None
        and (
            len(sheet.words[below]) >= full
            or bool(sheet.marks[below] & SENTENCE)
            or sheet.marks[below] & (OPEN | NUMBERED) == OPEN | NUMBERED
        )
    )
