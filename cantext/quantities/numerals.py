"""Numerals: Arabic, Chinese and mixed, from their spelling to their value.

All patterns run on the projection (`cantext.normalise.project`): half width and Simplified.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_DIGITS = dict(
    zip("〇零○一二三四五六七八九两", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True)
)
_TENS = {"廿": 20, "卅": 30}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SECTIONS = {"万": 10**4, "亿": 10**8, "兆": 10**12}  # in this order: the greatest is read first
_ENGLISH = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
MAGNITUDES = "十百千万亿兆"
NUMERALS = "〇零○一二三四五六七八九十百千万亿两廿卅"
# Digits that Chinese joins for "one or the other": 两三年, 三五个.
_PAIRS = {
    first + second for first, second in zip("一二三四五六七八两", "二三四五六七八九三", strict=True)
}
_PAIRS |= {"三五", "一两"}

# Digits in groups of three by commas or by spaces; every group but the first has three.
ARABIC = (
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?:[ \u2009\u202f]\d{3})+(?! ?\d)|\d+)"
    r"(?:\.\d+(?!\.?\d))?"
)
# 千 of 千瓦 and 百 of 百分點 belong to the unit.
_MAGNITUDE = "(?:[十百千]?(?:万亿|万|亿)|兆(?![瓦赫位字焦])|百(?!分)|千(?![瓦米克伏卡赫兆焦]))"
_MANY = "[多余几]"
MIXED = (
    rf"{ARABIC}(?:{_MANY}?{_MAGNITUDE}(?:{ARABIC}{_MAGNITUDE}|[一二三四五六七八九两][十百千]?万"
    r"|\d{1,3}(?:[ ,]\d{3})+(?!\d)|\d{3,})*"
    r"| ?(?:thousand|million|billion|trillion)\b| (?:万亿|万|亿))?"
)
CHINESE = (
    rf"(?:好?[数几](?=[十百千万亿]))?[{NUMERALS}]+(?:{_MANY}[百千万亿]+)?"
    "(?:点[〇零一二三四五六七八九]+)?"
)
# 一、兩年: two digits that stand for either, before a place or a unit.
_EITHER = (
    "(?:一、[二两]|[二两]、三|三、四|四、五|五、六|六、七|七、八|八、九)"
    "(?=[十百千万亿个年月天日小周星成倍项名位次間间人])"
)
NUMBER = rf"(?:{MIXED}|{_EITHER}[十百千万亿]*|{CHINESE}){_MANY}?"
NUMERAL = re.compile(NUMBER)
_PIECE = re.compile(rf"({ARABIC})({_MAGNITUDE}|thousand|million|billion|trillion)?")
_D = "[一二三四五六七八九两]"
_SECTION = re.compile(
    rf"(?:({_D}?)千)?[〇零○]?(?:({_D}?)百)?[〇零○]?(?:({_D}?)十|([廿卅])(?=[^十百千]|$))?([〇零○])?({_D})?"
)
_ADJACENT = re.compile("([一二三四五六七八九两])([一二三四五六七八九两])")


class Number(NamedTuple):
    """A value, the upper end when two digits stand for either, and what 數, 多, 餘, 幾 add."""

    value: Decimal
    high: Decimal | None = None
    qualifier: str | None = None
    qualifier_text: str | None = None


# Digits that go on for longer are no number that a person wrote.
_LONGEST = 40


@lru_cache(maxsize=1 << 14)  # a text says the same numbers again and again
def parse_number(spelling: str) -> Number | None:
    """Return what a numeral says, None when its characters are no numeral (萬一).

    Parameters
    ----------
    spelling
        The projection of the numeral: what `NUMBER` matched.

    Examples
    --------
    >>> [str(parse_number(text).value) for text in ("15亿1300万", "三百五十亿", "3 000", "1.25万")]
    ['1513000000', '35000000000', '3000', '12500.00']
    >>> parse_number("二三十"), parse_number("万一")
    (Number(value=Decimal('20'), high=Decimal('30'), qualifier=None, qualifier_text=None), None)
    """
    if len(spelling) > _LONGEST:
        return None
    if spelling.isdecimal():
        return Number(Decimal(spelling))
    plain, many = spelling.replace("、", ""), None
    for character in "多余几":
        if character in plain[1:]:
            many = character
            plain = plain[0] + plain[1:].replace(character, "", 1)
    if several := re.match("好?[数几]", plain):
        plain = plain[several.end() :]
    if plain[0] in "0123456789":
        value = _arabic(plain)
        return None if value is None else _number(value, None, many, several)
    if pair := _ADJACENT.search(plain):
        return _pair(plain, pair, many)
    value = _chinese(plain)
    return None if value is None else _number(value, None, many, several)


def plain_number(value: Decimal) -> float:
    """Return an int where the value is whole.

    >>> plain_number(Decimal("1500.0")), plain_number(Decimal("2.5"))
    (1500, 2.5)
    """
    return int(value) if value == value.to_integral_value() else float(value)


def _number(
    value: Decimal, high: Decimal | None, many: str | None, several: re.Match[str] | None
) -> Number:
    if several:
        return Number(value, high, "several", several[0])
    return Number(value, high, "over" if many else None, many)


def _pair(plain: str, pair: re.Match[str], many: str | None) -> Number | None:
    """Return 20 to 30 for 二三十; a value alone when the digits are places (二〇二六)."""
    if pair[0] in _PAIRS and not set(plain) & set("〇零○") and len(plain) - len(pair[0]) < 5:
        low = _chinese(plain[: pair.start(2)] + plain[pair.end(2) :])
        high = _chinese(plain[: pair.start(1)] + plain[pair.end(1) :])
        if low is not None and high is not None and low < high and _only_pair(plain):
            return Number(low, high, "over" if many else None, many)
    value = _chinese(plain)
    return None if value is None else Number(value)


def _only_pair(plain: str) -> bool:
    return len(_ADJACENT.findall(plain)) == 1 and not re.search("[一二三四五六七八九]{3}", plain)


def _arabic(plain: str) -> Decimal | None:
    total = Decimal(0)
    at = 0
    while at < len(plain):
        piece = _PIECE.match(plain, at)
        if piece is None:
            rest = _chinese(plain[at:].strip())
            return None if rest is None else total + rest
        number = Decimal(re.sub(r"[, \u2009\u202f]", "", piece[1]))
        at = piece.end()
        spaced = re.compile(r" ?(thousand|million|billion|trillion|万亿|万|亿)").match(plain, at)
        magnitude = piece[2]
        if magnitude is None and spaced:
            magnitude, at = spaced[1], spaced.end()
        total += number * _times(magnitude or "")
    return total


def _times(magnitude: str) -> int:
    if magnitude in _ENGLISH:
        return _ENGLISH[magnitude]
    product = 1
    for character in magnitude:
        product *= _PLACES.get(character) or _SECTIONS[character]
    return product


def _chinese(plain: str) -> Decimal | None:
    """Return the value of a Chinese numeral; None when it is none."""
    whole, _, fraction = plain.partition("点")
    if not whole:
        return None
    value = _places(whole) if any(c in MAGNITUDES + "廿卅" for c in whole) else _digits(whole)
    if value is None:
        return None
    if fraction:
        return value + Decimal("0." + "".join(str(_DIGITS[c]) for c in fraction))
    return Decimal(value)


def _digits(text: str) -> int | None:
    """Return 7 for 七 and 2026 for 二〇二六; two digits side by side are no numeral."""
    if len(text) == 2 or (len(text) == 3 and not set(text) & set("〇零○")):
        return None
    if not all(character in _DIGITS for character in text):
        return None
    return int("".join(str(_DIGITS[character]) for character in text))


def _places(text: str) -> int | None:
    """Return the value of a numeral with place words.

    A magnitude alone (百, 千萬) counts once; a last digit after 百, 千 or 萬 is of the place below
    (三百五: 350).
    """
    for mark, scale in reversed(_SECTIONS.items()):
        if mark not in text:
            continue
        left, _, right = text.rpartition(mark)
        above = _places(left) if left else 1
        if above is None or above >= scale:
            return None
        if right and not left:  # 萬一
            return None
        if not right:
            return above * scale
        below = _places(right)
        if below is None or below >= scale:
            return None
        if len(right) == 1 and right in _DIGITS:
            below *= scale // 10
        return above * scale + below
    return _section(text)


def _section(text: str) -> int | None:
    """Return the value of a numeral below ten thousand."""
    found = _SECTION.fullmatch(text)
    if not found or not text:
        return None
    thousands, hundreds, tens, twenties, zero, ones = found.groups()
    value = 0
    for digits, place in ((thousands, 1000), (hundreds, 100), (tens, 10)):
        if digits is not None:
            value += (_DIGITS[digits] if digits else 1) * place
    if twenties:
        value += _TENS[twenties]
    if ones:
        last = text[-2:-1]
        shortened = _PLACES.get(last, 10) // 10 if not zero else 1
        value += _DIGITS[ones] * shortened
    return value
