"""What no engine keeps whole: addresses, telephone numbers, numbers, dates, ordinals, Latin words.

Patterns run on the projection (half width, lower case, Simplified), whose offsets are those of the
original. The conventions are in docs/segmentation.md.
"""

import re

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
# What a pretoken can begin with. A Chinese numeral alone (一个) is the engine's.
_CANDIDATE = re.compile(
    rf"[0-9]+|[{_LETTER}]+|[<…⋯—─第-]|\.{{3}}"
    r"|[一二三四五六七八九十百千万亿零〇两](?=[一二三四五六七八九十百千万亿零〇两分])"
)


def pretokens(projected: str) -> list[tuple[int, int]]:
    """Return [start, end) of the pieces that an engine must not cut, in order.

    >>> text = "2025年撥款357.72億元，資助1,300項，電話2721 1600"
    >>> from cantext.normalise import project
    >>> [text[start:end] for start, end in pretokens(project(text))]
    ['2025年', '357.72億', '1,300', '2721 1600']
    """
    found: list[tuple[int, int]] = []
    end = 0
    # Searching for a class of characters is five times as fast as trying every pattern everywhere.
    for candidate in _CANDIDATE.finditer(projected):
        start = candidate.start()
        if start >= end and (match := _PRETOKEN.match(projected, start)):
            end = match.end()
            found.append((start, end))
    return found
