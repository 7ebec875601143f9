"""What no engine keeps whole: addresses, telephone numbers, numbers, dates, ordinals, Latin words.

Patterns run on the projection (half width, lower case, Simplified), whose offsets are those of the
original. The conventions are in docs/segmentation.md.
"""

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cantext.segmentation.characters import Codes, code_points

_DIGIT = "[一二三四五六七八九十两]"
_NUMERAL = "[一二三四五六七八九十百千万亿零〇两]"
# At least one figure and one place word, so that 三百, 二十 and 一万 match, but not 三三 or 万一.
_CHINESE_NUMBER = (
    rf"{_DIGIT}(?=[一二三四五六七八九零〇两]*[十百千万亿]){_NUMERAL}+|十[一二三四五六七八九](?!分)"
)
_GROUPED = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+(?![\d,])|\d+)(?:\.\d+)?"
_MAGNITUDE = "(?:[十百千]?[万亿]|千|百)"
_LETTER = "a-zÀ-ɏͰ-ӿ"

_PATTERNS = (
    r"https?://[!-~]+",
    r"www\.[!-~]+",
    # A tag that holds no Chinese; one that does, such as <img alt="…">, is read as text.
    r"</?[a-z][a-z0-9]*(?:\s[^<>㐀-鿿]*)?/?>",
    r"[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+",
    # Marks that are written twice are one.
    "…{2,}|⋯{2,}|—{2,}|─{2,}|-{2,}|\\.{3,}",
    # Eight digits in two halves are a telephone number in Hong Kong.
    r"(?<![\d,.])[2-9]\d{3}[ -]\d{4}(?![\d,]|\.\d)",
    # 2024-25, 2024/25, 2023-2024
    r"(?<!\d)(?:19|20)\d\d[-/–](?:(?:19|20)\d\d|\d\d)(?!\d)",
    # 2025年, 9月, 17日; 二零二五年, 十二月
    r"(?<![\d.,])(?:(?:19|20)\d\d年(?!度)|(?:1[0-2]|0?[1-9])月(?!份?内)|(?:3[01]|[12]\d|0?[1-9])日)",
    r"[一二三四五六七八九]?[一二三四五六七八九零〇]{3}年(?!度)",
    rf"第(?:\d+[a-z]*|{_NUMERAL}+)",
    rf"百分之(?:{_NUMERAL}|点)+|{_NUMERAL}+分之{_NUMERAL}+",
    rf"(?<![\d.])\d+[{_LETTER}][{_LETTER}0-9]*",
    rf"{_GROUPED}(?:[%‰]|{_MAGNITUDE}(?:{_GROUPED}{_MAGNITUDE})*)?",
    _CHINESE_NUMBER,
    rf"[{_LETTER}][{_LETTER}0-9]*(?:[.'’&-][{_LETTER}0-9]+)*"
    rf"(?:\.(?=[,;: ]|$)|\+(?![{_LETTER}0-9]))?",
)
_PRETOKEN = re.compile("|".join(_PATTERNS))
# Kinds of characters that a pretoken can begin with.
_DIGITS, _LETTERS, _NUMERALS, _PAIRS, _ORDINAL, _TAG = 1, 2, 3, 4, 5, 6


@lru_cache(maxsize=1)
def _kinds() -> NDArray[np.uint8]:
    kinds = np.zeros(0x10000, np.uint8)
    for code in range(0x530):  # no letter of the patterns lies beyond
        if re.match(rf"[{_LETTER}]", chr(code)):
            kinds[code] = _LETTERS
    for characters, kind in (
        ("0123456789", _DIGITS),
        ("一二三四五六七八九十百千万亿零〇两", _NUMERALS),
        ("…⋯—─-.", _PAIRS),
        ("第", _ORDINAL),
        ("<", _TAG),
    ):
        kinds[[ord(character) for character in characters]] = kind
    return kinds


def _candidates(codes: Codes) -> list[int]:
    """Return where a pretoken may begin; trying every pattern everywhere takes five times as long.

    That is at the first of several digits or letters, at a mark that is written twice, at 第 before
    a number, and at a Chinese numeral before another; one alone (一个) is the engine's.
    """
    kinds = _kinds().take(codes, mode="clip")
    before, after = np.roll(kinds, 1), np.roll(kinds, -1)
    before[:1] = after[-1:] = 0
    is_number = (after == _DIGITS) | (after == _NUMERALS)
    begins = (kinds == _TAG) | ((kinds == _ORDINAL) & is_number)
    begins |= ((kinds == _DIGITS) | (kinds == _LETTERS)) & (before != kinds)
    begins[:-1] |= (kinds[:-1] == _PAIRS) & (codes[:-1] == codes[1:])
    begins[:-1] |= (kinds[:-1] == _NUMERALS) & (
        (after[:-1] == _NUMERALS) | (codes[1:] == ord("分"))
    )
    return np.flatnonzero(begins).tolist()


def pretokens(projected: str, codes: Codes | None = None) -> list[tuple[int, int]]:
    """Return [start, end) of the pieces that an engine must not cut, in order.

    `codes` are the code points of the text, for a caller that has them.

    >>> text = "2025年撥款357.72億元，資助1,300項，電話2721 1600"
    >>> from cantext.normalise import project
    >>> [text[start:end] for start, end in pretokens(project(text))]
    ['2025年', '357.72億', '1,300', '2721 1600']
    """
    found: list[tuple[int, int]] = []
    end = 0
    match = _PRETOKEN.match
    for start in _candidates(code_points(projected) if codes is None else codes):
        if start >= end and (piece := match(projected, start)):
            end = piece.end()
            found.append((start, end))
    return found
