"""Rows of text to paragraphs: which line runs on in the next."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from cantext.documents.blocks import WIDE, Block
from cantext.documents.pdf_rows import Fragment
from cantext.documents.repair import join

# What opens an item of a list, or a paragraph with a number.
ITEM = re.compile(
    r"[(（〔](?:[一二三四五六七八九十]{1,3}|\d{1,3}|[a-zA-Z]|[ivx]{1,5})[)）〕]"
    r"|(?:[一二三四五六七八九十]{1,3}、|\d{1,3}[.．](?!\d)|[a-z][.)]\s)"
    r"|[•●○◆■□▪➢✓※－]|[-–—─―]\s|註\s*\d*\s*[：:]|附件|附錄"
)
# A gap of so many ordinary line steps opens a paragraph.
_STEP = 1.3
# No paragraph is longer; joining more would take time without end.
_LONGEST = 50_000
_HEADING_SIZE = 1.15
_HEADING_LENGTH = 60
_UNBROKEN = re.compile(rf"(?:\d{{1,3}}(?: \d{{3}})+|[^\s{WIDE}])+[，。、；：！？」』）％]*")
_TURN = re.compile(r"^.{2,30}[：︰:]")


@dataclass(frozen=True, slots=True)
class Measures:
    """What is ordinary in a document: font size and line step in points."""

    size: float
    step: float
    bold: bool


def measures_of(columns: list[list[Fragment]]) -> Measures:
    """Return the font size of most characters and the commonest step between two lines."""
    sizes: Counter[float] = Counter()
    bold: Counter[bool] = Counter()
    steps: Counter[float] = Counter()
    for rows in columns:
        for row in rows:
            sizes[round(row.size, 1)] += len(row.text)
            bold[row.bold] += len(row.text)
        for upper, lower in pairwise(rows):
            step = upper.bottom - lower.bottom
            if 0.8 * upper.size < step < 2.6 * upper.size:
                steps[round(step * 2) / 2] += min(len(upper.text), len(lower.text))
    size = max(sorted(sizes), key=lambda key: sizes[key], default=12.0)
    step = max(sorted(steps), key=lambda key: steps[key], default=1.5 * size)
    return Measures(size, step, bold[True] > bold[False])


@dataclass(slots=True)
class _Paragraph:
    """A paragraph under way; `body` is where its second and further lines begin."""

    text: str
    last: Fragment
    margin: float
    rows: int = 1
    body: float | None = None
    across: bool = False


def paragraphs(
    pages: list[list[list[Fragment]]], measures: Measures
) -> Iterator[tuple[Block, int, int]]:
    """Yield the paragraphs of a document, with the rows joined into each and its page, from 0.

    `pages` are the columns of each page in reading order, each column its rows.
    """
    edges = [max(row.right for row in page[0]) for page in pages if len(page) == 1]
    ordinary = median(edges) if edges else 0.0
    current: _Paragraph | None = None
    opened = 0
    for page, columns in enumerate(pages):
        for rows in columns:
            # A page of few lines has none that shows how far they may reach.
            margins = _margins(rows, ordinary if len(columns) == 1 else 0.0)
            fresh = True  # a new column or page: the step down says nothing
            for row in rows:
                margin = margins(row)
                if current and _runs_on(current, row, measures, fresh=fresh):
                    current.text = join(current.text, row.text)
                    current.rows += 1
                    current.body = row.left if not fresh or current.body is None else current.body
                    current.last, current.margin = row, margin
                else:
                    if current:
                        yield _block(current, measures), current.rows - 1, opened
                    current, opened = _Paragraph(row.text, row, margin), page
                fresh = False
    if current:
        yield _block(current, measures), current.rows - 1, opened


def _margins(rows: list[Fragment], ordinary: float) -> Callable[[Fragment], float]:
    """Return a function from a row to the right margin that its text is set to.

    That is the column's own, at least the `ordinary` one of the document, or, for rows that share
    their left edge with two others or more (a cell, a quotation), the furthest that these reach.
    """
    edge = max(ordinary, max((row.right for row in rows), default=0.0))
    blocks: dict[int, list[float]] = defaultdict(list)
    for row in rows:
        blocks[round(row.left / 4)].append(row.right)

    def margin(row: Fragment) -> float:
        place = round(row.left / 4)
        near = [right for at in (place - 1, place, place + 1) for right in blocks.get(at, [])]
        own = max(near)
        return own if len(near) >= 3 and own - row.left >= 8 * row.size else edge

    return margin


def _runs_on(current: _Paragraph, row: Fragment, measures: Measures, *, fresh: bool) -> bool:
    last = current.last
    em = last.size
    if len(current.text) > _LONGEST:
        return False
    if abs(row.size - em) > 0.08 * em or row.last_cell is not None:
        return False
    # A line is full when what stands first in the next would not have fitted in it.
    if last.right + max(1.6, _first_width(row.text) + 0.3) * em < current.margin:
        return False
    if ITEM.match(row.text) and row.left < (current.body or last.left) + em:
        return False
    if not fresh:
        step = last.bottom - row.bottom
        if not 0 < step <= _STEP * max(measures.step, 1.1 * em):
            return False
    if fresh:
        return _stands_at_margin(current, row, em)
    if current.body is not None:
        return abs(row.left - current.body) < 0.8 * em
    if last.last_cell is not None:  # the last cell of a row runs on below itself
        return last.last_cell - 0.8 * em < row.left < last.last_cell + 4.5 * em
    # The second line stands before the first (an indent) or behind it (a number hangs out).
    hangs = bool(ITEM.match(current.text))
    return last.left - 4.5 * em < row.left < last.left + (8 if hangs else 0.8) * em


def _first_width(text: str) -> float:
    """Return the width in font sizes of what cannot be broken at the head of a line."""
    found = _UNBROKEN.match(text)
    return min(len(found[0]) * 0.55, 12) if found else 0.0


def _stands_at_margin(current: _Paragraph, row: Fragment, em: float) -> bool:
    """Whether the first row of a page or column carries on: not indented, no label of a speaker."""
    if _TURN.match(row.text) and current.text[-1:] in "。！？…”」":
        return False
    body = current.last.left if current.body is None else current.body
    if current.rows == 1 and current.body is None:
        return abs(row.left - body) < 4.5 * em and current.text[-1:] not in "。！？：:"
    if current.last.last_cell is not None:
        return False
    other_column = abs(row.left - body) > 8 * em
    return other_column or abs(row.left - body) < 0.8 * em


def _block(paragraph: _Paragraph, measures: Measures) -> Block:
    text = paragraph.text
    short = paragraph.rows <= 2 and len(text) <= _HEADING_LENGTH and "\t" not in text
    if short and text[-1:] not in "。；，,;：:":
        large = paragraph.last.size >= _HEADING_SIZE * measures.size
        if large or (paragraph.last.bold and not measures.bold):
            return Block(text, "heading")
    if ITEM.match(text):
        return Block(text, "list_item")
    return Block(text)
