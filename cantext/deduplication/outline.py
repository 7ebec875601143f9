"""A document as a string of letters, one a line: its structure can then be read off.

N  an address, a button, a menu        K  the name of a section      n  讚 1.2K
R  相關新聞, teasers stand below        G  更多相片                   c  3 / 9
B  who wrote it, or when               P  who made the picture
C  a caption that shows it is one      L  a list item                E  a numbered heading
S  a sentence or a paragraph           O  goes on below: 「他說：」
t  may be a title                      s  too short for one          u  anything else
q  a short question or exclamation: a title or a sentence, as its place tells
m  tags without a word of text
"""

import re
from collections.abc import Sequence

from cantext.deduplication.marks import (
    BULLET,
    BYLINE,
    CHANNEL,
    COUNTER,
    CREDIT,
    CREDITED,
    ENUMERATED,
    GALLERY,
    LABELLED,
    MARKUP,
    NAVIGATION,
    NOISE,
    NUMBERED,
    OPEN,
    RELATED,
    SENTENCE,
    TAGGED,
    TALLY,
    UNTITLED,
)
from cantext.deduplication.sheet import Sheet

# How much a title says, a heading at the most, and a paragraph at the least (Han characters).
TITLE_SIZES = (4, 60)
HEADING_SIZE = 40
PARAGRAPH_SIZE = 90
# A line that ends in a colon and says this much is no label.
_STATEMENT_SIZE = 15

# A cell of a table that holds a figure; rows have two at the least.
_FIGURE = re.compile(r"(?:hk)?[$＄]?[-−–+＋]?\d[\d,. ]*[%％]?|[-–—]|n/?a", re.IGNORECASE)
_COLUMN_GAP = re.compile(r"[\u3000\t]+| {2,}")
_GROUPED = re.compile(r"(?<!\S)(\d{1,3}) (?=\d{3}(?!\S))")
_FIGURE_ENDS = frozenset("0123456789%％-–—")
_COLUMNS = 2

# By the first of these marks that a line has.
_LETTERS = (
    (MARKUP, "m"),
    (GALLERY, "G"),
    (RELATED, "R"),
    (COUNTER, "c"),
    (NOISE, "N"),
    (BYLINE, "B"),  # 「文｜某某」 looks like a menu of two entries
    (NAVIGATION, "N"),
    (CREDIT, "P"),
)


def outline(sheet: Sheet, lines: Sequence[int]) -> str:
    """Return the letters of some lines of a page."""
    marks, sizes, footers = sheet.marks, sheet.sizes, sheet.footers
    letters = ["N" if i in footers else _letter(marks[i], sizes[i]) for i in lines]
    _join_items(sheet, lines, letters)
    _join_rows(sheet, lines, letters)
    return "".join(letters)


def _join_items(sheet: Sheet, lines: Sequence[int], letters: list[str]) -> None:
    """（一） and （二） in a row that end in semicolons or full stops are a list, not headings."""
    marks, sizes = sheet.marks, sheet.sizes
    start = 0
    for place in range(len(lines) + 1):
        if place < len(lines) and (
            marks[lines[place]] & (ENUMERATED | NUMBERED) == ENUMERATED
            and sizes[lines[place]] < PARAGRAPH_SIZE
        ):
            continue
        if place - start >= 2:
            ended = sum(1 for i in lines[start:place] if marks[i] & SENTENCE)
            if 2 * ended >= place - start:
                letters[start:place] = "L" * (place - start)
        start = place + 1


def _join_rows(sheet: Sheet, lines: Sequence[int], letters: list[str]) -> None:
    """Rows of figures in a row, and the head above them, are a table: text, and no menu."""
    texts = sheet.texts
    rows = [
        place
        for place, i in enumerate(lines)
        if letters[place] in "tuEKsq" and texts[i].rstrip()[-1:] in _FIGURE_ENDS
    ]
    cells = {place: _cells(texts[lines[place]]) for place in rows} if len(rows) > 1 else {}
    for place, count in cells.items():
        if count and count in (cells.get(place - 1), cells.get(place + 1)):
            letters[place] = "S"
            above = lines[place - 1] if place else -1
            # The head has a word for every column.
            if (
                cells.get(place - 1) != count
                and above == lines[place] - 1
                and letters[place - 1] in "tuKsq"
                and len(_row(texts[above])) == count
            ):
                letters[place - 1] = "S"


def _row(text: str) -> list[str]:
    """Return the cells of a row: parted by gaps wider than a space, or else by spaces."""
    text = text.strip()
    if _COLUMN_GAP.search(text):
        return _COLUMN_GAP.split(text)
    return _GROUPED.sub(r"\1,", text).split()


def _cells(text: str) -> int:
    """Return how many cells the row of a table has; 0 where fewer than two are figures."""
    cells = _row(text)
    figures = sum(1 for cell in cells if _FIGURE.fullmatch(cell))
    return len(cells) if figures >= _COLUMNS and figures >= len(cells) - 2 else 0


def _letter(mark: int, size: int) -> str:
    if mark & _SPECIAL:
        for bits, letter in _LETTERS:
            if mark & bits:
                return letter
    labelled = mark & LABELLED and not mark & BULLET
    if (mark & CREDITED or labelled) and size < 2 * PARAGRAPH_SIZE:
        return "C"
    if mark & BULLET and (mark & SENTENCE or not mark & ENUMERATED):
        return "L"
    if mark & ENUMERATED and size <= HEADING_SIZE and not mark & SENTENCE:
        return "E"
    if mark & SENTENCE and not mark & UNTITLED and TITLE_SIZES[0] <= size <= HEADING_SIZE:
        return "q"
    if mark & SENTENCE or size > TITLE_SIZES[1]:
        return "S"
    if mark & OPEN and size >= _STATEMENT_SIZE:
        return "O"
    if mark & TAGGED and size < 2 * TITLE_SIZES[0]:
        return "m"  # remains of markup: no words to count, but no heading either
    if mark & CHANNEL:
        return "K"
    if mark & TALLY:
        return "n"
    if size < TITLE_SIZES[0]:
        return "s"
    return "u" if mark & UNTITLED else "t"


_SPECIAL = MARKUP | GALLERY | RELATED | COUNTER | NOISE | NAVIGATION | BYLINE | CREDIT


def may_be_title(sheet: Sheet, i: int) -> bool:
    """Whether a line by itself could be a headline."""
    return _letter(sheet.marks[i], sheet.sizes[i]) in "tK" and i not in sheet.footers
