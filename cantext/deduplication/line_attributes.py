"""What a line of a page looks like and where it stands, as small numbers for the line model.

No attribute says what a line says: length, ends, digits, columns and dates; gaps, copies, the
distance to the next paragraph and the next menu; how many of its pairs of characters the paragraphs
use too.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cantext.deduplication import marks as m
from cantext.deduplication.layout import Layout, Plan
from cantext.deduplication.model import KINDS, Kind
from cantext.deduplication.sheet import Sheet
from cantext.deduplication.verify import SURNAMES
from cantext.normalise import project

Numbers = NDArray[np.intp]

LETTERS = "NKnRGcBPCLESOtsuqm"
LAYOUTS: tuple[Layout, ...] = ("plain", "page", "feed", "paged")
# A sentence of so many Han characters is a paragraph of text.
TEXT_SIZE = 25
# What stands no nearer than this is far.
_FAR = 99
_LONGEST_SHORT = 60

_SIZES = (1, 4, 7, 11, 16, 26, 41, 61, 91, 181)
_PLACES = (1, 2, 3, 6, 11, 21)
_DISTANCES = (2, 3, 4, 6, 10, 20, _FAR)
_MENU_SHARES = (0.02, 0.1, 0.25, 0.45)
_SHARES = (0.001, 0.15, 0.3, 0.5)
# First characters that are neither letters nor digits, by class; letters and digits follow.
_FIRST = ("", '「『《【“"〈', "([（［", "-–—*•●○◦‧·▪■□◆➢✓◎★※", "|>»›/©←→")
_NUMERALS = frozenset("一二三四五六七八九十第")
_LAST = ("", "。", "?!？！", ":：", ")]】）］", '」』”"》', "%％", ";；，,、", "….")
_MARKS = {
    "sentence": m.SENTENCE,
    "open": m.OPEN,
    "untitled": m.UNTITLED,
    "bullet": m.BULLET,
    "enumerated": m.ENUMERATED,
    "credited": m.CREDITED,
    "labelled": m.LABELLED,
    "truncated": m.TRUNCATED,
    "stamped": m.STAMPED,
    "field": m.FIELD,
    "enclosed": m.ENCLOSED,
    "posed": m.POSED,
    "numbered": m.NUMBERED,
    "moment": m.MOMENT,
    "contents": m.CONTENTS,
    "machine": m.MACHINE,
}
_DATE = re.compile(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d|\d{1,2}月\d{1,2}日"
    r"|\d{1,2}:\d\d"
)
_COLUMN_GAP = re.compile(r"[\u3000\t]+| {2,}")
_PARTS = re.compile(r"\W+")
_LONGEST_NAMES = 24

# How many values each attribute has; the model knows one more, for beyond the ends of the document.
VALUES: Mapping[str, int] = {
    "letter": len(LETTERS),
    "size": len(_SIZES) + 1,
    "first": len(_FIRST) + 5,
    "last": len(_LAST) + 4,
    "words": 5,
    "digits": 4,
    "latin": 4,
    "stops": 4,
    "quotes": 4,
    "gap_above": 3,
    "gap_below": 3,
    "spaced": 4,
    "copies": 9,
    **dict.fromkeys(_MARKS, 2),
    "zone": 4,
    "text_above": len(_DISTANCES) + 1,
    "text_below": len(_DISTANCES) + 1,
    "density": 5,
    "start": len(_PLACES) + 1,
    "end": len(_PLACES) + 1,
    "run": 7,
    "run_place": 5,
    "longest": 3,
    "since_related": 2,
    "since_gallery": 2,
    "since_byline": 2,
    "since_menu": 2,
    "signed": 2,
    "layout": len(LAYOUTS),
    "menus": 5,
    "like_above": 5,
    "like_below": 5,
    "ends_above": 5,
    "ends_below": 5,
    "names": 3,
    "dates": 3,
    "cells": 4,
    "row_above": 2,
    "row_below": 2,
    "menu_after": 4,
    "menu_before": 4,
    "menu_below": len(_DISTANCES),
    "said": len(_SHARES) + 2,
    "rule": len(KINDS),
}


def line_attributes(plan: Plan, rules: Sequence[Kind]) -> dict[str, Numbers]:
    """Return the attributes of the filled lines of a document, each an array as long as those.

    `rules` are the kinds of all lines as the rules tell them.
    """
    sheet = plan.sheet
    filled = sheet.filled
    letters = np.array([LETTERS.index(letter) for letter in plan.letters])
    marks = np.array([sheet.marks[i] for i in filled])
    sizes = np.array([sheet.sizes[i] for i in filled])
    raw = [sheet.texts[i].strip() for i in filled]
    texts = list(map(project, raw))
    known = {
        "letter": letters,
        "size": _bucket(sizes, _SIZES),
        "layout": np.full(len(filled), LAYOUTS.index(plan.layout)),
        "rule": np.array([KINDS.index(rules[i]) for i in filled]),
        **{name: (marks & bit != 0).astype(np.intp) for name, bit in _MARKS.items()},
    }
    known |= _looks(texts)
    known |= _columns(raw)
    known |= _gaps(sheet)
    known["copies"] = _copies(sheet)
    text = np.isin(letters, [LETTERS.index(letter) for letter in "SOL"]) & (sizes >= TEXT_SIZE)
    known |= _places(text, sizes)
    known |= _since(letters, text)
    known |= _menus(letters)
    known |= _likeness(known, sizes)
    known["said"] = _said(sheet, text)
    return known


def _bucket(values: NDArray[np.number], edges: Sequence[float]) -> Numbers:
    found: Numbers = np.searchsorted(edges, values, side="right")
    return found


def _looks(texts: Sequence[str]) -> dict[str, Numbers]:
    lengths = np.array([max(1, len(text)) for text in texts])
    digits = np.array([sum(map(str.isdigit, text)) for text in texts])
    latin = np.array([sum("a" <= c <= "z" for c in text) for text in texts])
    return {
        "first": np.array(list(map(_first_class, texts))),
        "last": np.array(list(map(_last_class, texts))),
        "words": _bucket(np.array([len(text.split()) for text in texts]), (2, 3, 4, 7)),
        "digits": _bucket(digits / lengths, (1e-9, 0.15, 0.4)),
        "latin": _bucket(latin / lengths, (1e-9, 0.3, 0.7)),
        "stops": np.array([("," in text) + 2 * ("。" in text[:-1]) for text in texts]),
        "quotes": np.array([("「" in text) + 2 * any(c in text for c in "|›>") for text in texts]),
        "names": np.array(list(map(_names, texts))),
        "dates": np.array(
            [min(2, len(_DATE.findall(text))) if len(text) <= 60 else 0 for text in texts]
        ),
    }


def _first_class(text: str) -> int:
    first = text[:1]
    for number, members in enumerate(_FIRST):
        if first in members:
            return number
    known = len(_FIRST)
    if first.isdigit():
        return known
    if first in _NUMERALS:
        return known + 1
    if "a" <= first <= "z":
        return known + 2
    return known + 3 if "\u3400" <= first <= "\u9fff" else known + 4


def _last_class(text: str) -> int:
    last = text[-1:]
    for number, members in enumerate(_LAST):
        if last in members:
            return number
    known = len(_LAST)
    if last.isdigit():
        return known
    if "a" <= last <= "z":
        return known + 1
    return known + 2 if "\u3400" <= last <= "\u9fff" else known + 3


def _names(text: str) -> int:
    """Return 2 where all parts of a line may be names of people, 1 where some may."""
    if len(text) > _LONGEST_NAMES:
        return 0
    parts = [part for part in _PARTS.split(text) if part]
    named = sum(2 <= len(part) <= 4 and part[0] in SURNAMES for part in parts)
    return 0 if not named else 2 if named == len(parts) else 1


def _columns(raw: Sequence[str]) -> dict[str, Numbers]:
    cells = np.array([len(_COLUMN_GAP.split(text)) for text in raw])
    same = ((cells[1:] == cells[:-1]) & (cells[1:] > 1)).astype(np.intp)
    return {
        "cells": np.minimum(cells, 4) - 1,
        "row_above": np.concatenate(([0], same)),
        "row_below": np.concatenate((same, [0])),
    }


def _gaps(sheet: Sheet) -> dict[str, Numbers]:
    lines = np.array(sheet.filled)
    between = np.minimum(np.diff(lines) - 1, 2)
    above = np.concatenate(([2], between))
    return {
        "gap_above": above,
        "gap_below": np.concatenate((between, [2])),
        "spaced": np.full(len(lines), int(3.99 * np.mean(above[1:] > 0)) if len(lines) > 1 else 0),
    }


def _copies(sheet: Sheet) -> Numbers:
    head, sizes, titles = sheet.clusters.head, sheet.clusters.sizes, sheet.clusters.titles
    seen: set[int] = set()
    found = []
    for i in sheet.filled:
        if i in sheet.furniture or i in sheet.footers:
            value = 5 + (i in sheet.footers)
        elif head[i] not in sizes:
            value = 4 if i in titles else 0
        else:
            value = (2 if head[i] in seen else 1) + (6 if sizes[head[i]] > 2 else 0)
        seen.add(head[i])
        found.append(value)
    return np.array(found)


def _nearest(flags: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Return how many lines above, and below, the nearest flagged other line stands."""
    here = np.arange(len(flags))
    places = np.flatnonzero(flags)
    if not len(places):
        return np.full(len(flags), _FAR), np.full(len(flags), _FAR)
    before = np.searchsorted(places, here) - 1
    after = np.searchsorted(places, here, side="right")
    above = np.where(before >= 0, here - places[np.maximum(before, 0)], _FAR)
    below = np.where(after < len(places), places[np.minimum(after, len(places) - 1)] - here, _FAR)
    return above, below


def _within(flags: NDArray[np.bool_], first: int, stop: int) -> Numbers:
    """Return how many flagged lines stand from `first` up to `stop` lines below each line."""
    size = len(flags)
    here = np.arange(size)
    count = np.concatenate(([0], np.cumsum(flags)))
    found: Numbers = count[np.clip(here + stop, 0, size)] - count[np.clip(here + first, 0, size)]
    return found


def _places(text: NDArray[np.bool_], sizes: Numbers) -> dict[str, Numbers]:
    size = len(text)
    here = np.arange(size)
    paragraphs = np.flatnonzero(text)
    zone = np.full(size, 3)
    if len(paragraphs):
        zone = 1 - (here < paragraphs[0]) + (here > paragraphs[-1])
    above, below = _nearest(text)
    bounds = np.flatnonzero(np.diff(np.concatenate(([True], text, [True])).astype(np.int8)))
    length, place = np.zeros(size, dtype=np.intp), np.zeros(size, dtype=np.intp)
    longest = np.full(size, 2)
    for start, stop in zip(bounds[::2].tolist(), bounds[1::2].tolist(), strict=True):
        length[start:stop] = stop - start
        longest[start:stop] = sizes[start:stop] == sizes[start:stop].max()
        place[start:stop] = 3
        place[start], place[stop - 1] = (2, 4) if stop - start > 1 else (1, 1)
    return {
        "zone": zone,
        "text_above": _bucket(above, _DISTANCES),
        "text_below": _bucket(below, _DISTANCES),
        "density": _bucket(_within(text, -6, 7), (1, 2, 4, 7)),
        "start": _bucket(here, _PLACES),
        "end": _bucket(size - 1 - here, _PLACES),
        "run": _bucket(length, (1, 2, 3, 5, 9, 20)),
        "run_place": place,
        "longest": longest,
    }


def _since(letters: Numbers, text: NDArray[np.bool_]) -> dict[str, Numbers]:
    """Whether such a line stands above, with no paragraph between; whether any is signed yet."""
    here = np.arange(len(letters))
    paragraph = np.maximum.accumulate(np.where(text, here, -1))

    def since(wanted: str) -> Numbers:
        flags = np.isin(letters, [LETTERS.index(letter) for letter in wanted])
        last = np.maximum.accumulate(np.where(flags, here, -1))
        return ((last > paragraph) & (last < here)).astype(np.intp)

    return {
        "since_related": since("R"),
        "since_gallery": since("Gc"),
        "since_byline": since("B"),
        "since_menu": since("N"),
        "signed": (np.cumsum(letters == LETTERS.index("B")) > 0).astype(np.intp),
    }


def _menus(letters: Numbers) -> dict[str, Numbers]:
    menu = np.isin(letters, [LETTERS.index(letter) for letter in "NRK"])
    machinery = np.isin(letters, [LETTERS.index(letter) for letter in "NKRGc"])
    return {
        "menus": np.full(
            len(letters), _bucket(machinery.mean(keepdims=True), (0.02, 0.1, 0.25, 0.45))
        ),
        "menu_after": np.minimum(3, _within(menu, 1, 5)),
        "menu_before": np.minimum(3, _within(menu, -4, 0)),
        "menu_below": _bucket(_nearest(menu)[1], _DISTANCES[:-1]),
    }


def _likeness(known: Mapping[str, Numbers], sizes: Numbers) -> dict[str, Numbers]:
    """Whether a line has the letter, the size and the ends of its neighbours."""
    grown = sizes + 2
    near = 1.4 * np.minimum(grown[1:], grown[:-1]) >= np.maximum(grown[1:], grown[:-1])
    letter, first, last = known["letter"], known["first"], known["last"]
    like = (letter[1:] == letter[:-1]) + 2 * near
    ends = (last[1:] == last[:-1]) + 2 * (first[1:] == first[:-1])
    return {
        "like_above": np.concatenate(([4], like)),
        "like_below": np.concatenate((like, [4])),
        "ends_above": np.concatenate(([4], ends)),
        "ends_below": np.concatenate((ends, [4])),
    }


def _said(sheet: Sheet, text: NDArray[np.bool_]) -> Numbers:
    """Return what share of a line's bigrams the paragraphs use, high for a heading."""
    filled, words = sheet.filled, sheet.words
    used: Counter[str] = Counter()
    for i, long in zip(filled, text.tolist(), strict=True):
        if long:
            used.update(set(_bigrams(words[i])))
    shares = []
    for i, long in zip(filled, text.tolist(), strict=True):
        if 2 <= len(words[i]) <= _LONGEST_SHORT:
            own = 1 if long else 0
            pairs = list(_bigrams(words[i]))
            shares.append(sum(used[pair] > own for pair in pairs) / len(pairs))
        else:
            shares.append(2.0)
    return _bucket(np.array(shares), (*_SHARES, 1.5))


def _bigrams(words: str) -> Iterable[str]:
    return map("".join, pairwise(words))
