"""A number with its unit: its currency before it, its range, its half."""

import re
from decimal import Decimal
from typing import NamedTuple

from cantext.quantities.compiled_lists import Measure, lists
from cantext.quantities.numerals import MAGNITUDES, NUMERAL, Number, parse_number

_JOIN = re.compile(r" ?(?:至|到|-|–|—|~|〜) ?")
# 半 before a unit, after 個 (三個半小時), and after a unit (三年半).
_HALF = re.compile("半(?=年|个月|小时|日|天|个钟|个世纪|公里)")
_ONE_AND_HALF = re.compile("个半(?=月|小时|钟|世纪)")
_HALF_INSIDE = re.compile("个半(?=月|小时|钟|星期|礼拜|世纪|学年)")
_HALF_AFTER = re.compile("半(?![年月日天数夜价岛导])")
_DIGITS = "〇一二三四五六七八九"
_TENTH_AFTER = re.compile("(?<=成)[一二三四五六七八九](?![十百千万个成])")
# A lone numeral without unit counts only in a range (三至五年), or with half a unit.
_LONE = frozenset("一二三四五六七八九十两百千万亿零〇○廿卅")
_GOES_ON = frozenset("至到-–—~〜 个")
_CHANGED = re.compile(
    "(?:增加|增|升|上升|提高|提升|减少|减|降|跌|下跌|下降|缩短|延长)了?(?:整整|约)?$"
)
_HALVED = frozenset({"年", "小時", "%", "倍", "天", "日", "歲", "公里", "元", "斤", "磅"})
# 上半年 is a part of a year, 大半年 and 多半 say no number.
_NO_HALF = frozenset("上下前后首大多一过")
_HALF_OF_ONE = Decimal("0.5")


class Measured(NamedTuple):
    """A number as read: `begin` is where its currency begins, `start` where its digits do.

    `number_end` is where the digits end and `end` where the unit, or the range, does.
    """

    begin: int
    start: int
    number_end: int
    end: int
    low: Decimal
    high: Decimal | None = None
    measure: Measure | None = None
    qualifier: str | None = None
    qualifier_start: int = 0
    qualifier_size: int = 0
    has_currency_before: bool = False


class _Second(NamedTuple):
    """The second number of a range."""

    number: Number
    spelling: str
    measure: Measure | None
    end: int


def read_half(projected: str, start: int) -> Measured | None:
    """Return 半年, 半個月; 個半月 is one and a half.

    >>> read_half("半年", 0).low, read_half("上半年", 1)
    (Decimal('0.5'), None)
    """
    before = projected[start - 1 : start]
    half = _HALF.match(projected, start)
    if half and before not in _NO_HALF:
        measure, end = unit_at(projected, half.end())
        return Measured(start, start, half.end(), end, _HALF_OF_ONE, measure=measure)
    more = _ONE_AND_HALF.match(projected, start)
    if more and not before.isdigit() and before not in "一两三四五六七八九十几多":
        unit = unit_after_half(projected, more.end())
        if unit:
            return Measured(start, start, more.end(), unit[1], 1 + _HALF_OF_ONE, measure=unit[0])
    return None


def read_measured(projected: str, match: re.Match[str], taken: int) -> Measured | None:
    """Return a number with its unit; None for a numeral that is no number by itself.

    Parameters
    ----------
    projected
        The projection of the text.
    match
        What `NUMERAL` matched in it.
    taken
        Where the quantity before it ends: what stands before the number is not sought beyond.
    """
    start, end = match.span()
    measure, stop = unit_at(projected, end)
    is_lone = measure is None and end - start == 1 and projected[start] in _LONE
    if is_lone and projected[end : end + 1] not in _GOES_ON:
        return None  # a numeral in a word
    number = parse_number(match[0])
    if number is None:
        return None
    money, begin = _money_before(projected, start, taken)
    low, high = number.value, number.high
    if measure and measure.unit == "%" and (tenth := _TENTH_AFTER.match(projected, stop)):
        low, stop = low + Decimal("0.1") * _DIGITS.index(tenth[0]), tenth.end()
    if half := _half_at(projected, end, stop, measure):
        measure, stop = half
        low += _HALF_OF_ONE
    second = None if high is not None else _second(projected, stop, measure, money)
    if second and _is_change(projected, begin, low, measure, second):
        second = None
    if second and low < second.number.value:
        low = _with_magnitude(low, match[0], measure, second)
        high, measure, stop = second.number.value, second.measure, second.end
    if money:
        if measure is None or measure.kind != "money":
            stop = stop if measure is None else end  # $5一個: the unit is not the money's
            measure = money
        elif measure.currency == "HKD":
            measure = money
    place = match[0].find(number.qualifier_text or "")
    return Measured(
        begin, start, end, stop, low, high, measure, number.qualifier, start + place,
        len(number.qualifier_text or ""), money is not None,
    )  # fmt: skip


def _is_change(
    projected: str, begin: int, low: Decimal, measure: Measure | None, second: _Second
) -> bool:
    """Whether two numbers are a change and a level (增加4 000張至16 000張), and no range.

    Each has its unit then, and the level is far above the change; 減少40%至45% is a range.
    """
    if measure is None or measure.kind == "percentage" or second.number.value < 2 * low:
        return False
    return bool(_CHANGED.search(projected, max(begin - 5, 0), begin))


def unit_at(projected: str, end: int) -> tuple[Measure | None, int]:
    """Return the unit after a number and where it ends; a space or + may stand between."""
    match = lists().unit.match(projected, end)
    if match is None and projected[end : end + 1] in (" ", "+"):
        match = lists().unit.match(projected, end + 1)
    if match is None:
        return None, end
    measure = lists().measures[match[0]]
    if projected[match.end() : match.end() + 1] in measure.not_before:
        return None, end
    return measure, match.end()


def unit_after_half(projected: str, start: int) -> tuple[Measure, int] | None:
    """Return the unit of which 個半 has the 個 (個半月 is of 個月), and where it ends."""
    for counter in ("个", ""):
        unit = lists().unit.match(counter + projected[start : start + 4])
        if unit:
            return lists().measures[unit[0]], start + unit.end() - len(counter)
    return None


def _money_before(projected: str, start: int, taken: int) -> tuple[Measure | None, int]:
    """Return the currency that stands before a number and where it begins."""
    table = lists().money
    edge = start - 1 if projected[start - 1 : start] == " " else start
    if projected[edge - 1 : edge] not in lists().money_ends:
        return None, start
    for length in range(min(3, edge - taken), 0, -1):
        if (form := projected[edge - length : edge]) in table:
            return table[form], edge - length
    return None, start


def _half_at(
    projected: str, end: int, stop: int, measure: Measure | None
) -> tuple[Measure, int] | None:
    """Return the unit of a number with a half (三年半, 三個半小時) and where it ends."""
    if inside := _HALF_INSIDE.match(projected, end):
        return unit_after_half(projected, inside.end())
    if measure and measure.unit in _HALVED and (after := _HALF_AFTER.match(projected, stop)):
        return measure, after.end()
    return None


def _second(
    projected: str, stop: int, measure: Measure | None, money: Measure | None
) -> _Second | None:
    """Return what makes a number the lower end of a range: 2至3%, 2%至3%."""
    joined = _JOIN.match(projected, stop)
    if joined is None:
        return None
    at = joined.end()
    if money and (form := next((f for f in lists().money if projected.startswith(f, at)), "")):
        at += len(form)
    match = NUMERAL.match(projected, at)
    number = parse_number(match[0]) if match else None
    if match is None or number is None or number.high is not None:
        return None
    unit, end = unit_at(projected, match.end())
    if half := _half_at(projected, match.end(), end, unit):
        unit, end = half
        number = number._replace(value=number.value + _HALF_OF_ONE)
    if measure is not None and (unit is None or unit.unit != measure.unit):
        return None
    return _Second(number, match[0], unit, end)


def _with_magnitude(
    low: Decimal, spelling: str, measure: Measure | None, second: _Second
) -> Decimal:
    """Return the lower end of a range whose magnitude is said once: 3至5萬 is from 30,000."""
    magnitude = re.search(f"[{MAGNITUDES}]+$", second.spelling)
    if measure is not None or not magnitude or spelling[-1] in MAGNITUDES:
        return low
    if not second.spelling[0].isdigit():
        return low
    scale = parse_number(magnitude[0])
    return low * scale.value if scale and low * scale.value < second.number.value else low
