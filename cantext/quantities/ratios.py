"""Shares and proportions: 百分之五, 三分之二, 1比30, 一半."""

import re
from decimal import Decimal
from typing import NamedTuple

from cantext.quantities.numerals import ARABIC, CHINESE, parse_number

_SOME = rf"(?:{ARABIC}|{CHINESE})"
_PART = re.compile(
    rf"百分之(?P<percent>{_SOME})(?:(?:至|到|-|–|~)(?:百分之)?(?P<percent2>{_SOME}))?"
    rf"|千分之(?P<mille>{_SOME})"
    rf"|(?P<below>{_SOME})分(?:之(?P<above>{_SOME})|(?P<above2>[一二三]))"
    rf"|(?P<one>{_SOME}) ?(?:比|:|∶) ?(?P<other>{_SOME})"
    rf"(?:[至到](?P<one2>{_SOME}) ?(?:比|:|∶) ?(?P<other2>{_SOME}))?"
    rf"|(?P<half>(?<![另前后上下])一半|半数)"
    # 八五折 is 8.5 tenths of the price.
    "|(?P<tenths>[一二三四五六七八九])(?P<hundredths>[一二三四五六七八九])折(?![扣旧磨返骑让])"
)
# 3:1 is a score, 10:30 a time; a proportion is called one.
_PROPORTION = re.compile(
    "(?:比例|比率|配对|师生比|男女比|人手比|之比|配比|倒挂|配对出资|配合)[^,。;\n]{0,10}$"
)


class Ratio(NamedTuple):
    """A share or a proportion."""

    end: int
    kind: str
    value: Decimal
    high: Decimal | None
    unit: str | None


def read_ratio(projected: str, start: int) -> Ratio | None:
    """Return the ratio that begins at an offset.

    >>> ratio = read_ratio("百分之二至三", 0)
    >>> str(ratio.value), str(ratio.high), ratio.unit
    ('2', '3', '%')
    >>> str(read_ratio("四分之三", 0).value)
    '0.75'
    """
    found = _PART.match(projected, start)
    if found is None:
        return None
    end = found.end()
    if found["tenths"]:
        tenths, hundredths = _value(found["tenths"]), _value(found["hundredths"])
        if tenths is None or hundredths is None:
            return None
        return Ratio(end, "ratio", tenths + hundredths / 10, None, "折")
    if found["half"]:
        return Ratio(end, "ratio", Decimal("0.5"), None, None)
    if found["percent"]:
        low = _value(found["percent"])
        high = _value(found["percent2"]) if found["percent2"] else None
        number = parse_number(found["percent"])
        if low is None or number is None:
            return None
        return Ratio(end, "percentage", low, high or number.high, "%")
    if found["mille"]:
        value = _value(found["mille"])
        return None if value is None else Ratio(end, "percentage", value, None, "‰")
    if found["below"]:
        below, above = _value(found["below"]), _value(found["above"] or found["above2"])
        if below is None or above is None or not below:
            return None
        return Ratio(end, "ratio", above / below, None, None)
    one, other = _value(found["one"]), _value(found["other"])
    if one is None or not other or not _PROPORTION.search(projected, max(start - 20, 0), start):
        return None
    if found["one2"]:
        last, last_other = _value(found["one2"]), _value(found["other2"])
        if last is None or not last_other:
            return None
        low, high = sorted((one / other, last / last_other))
        return Ratio(end, "ratio", low, high, None)
    return Ratio(end, "ratio", one / other, None, None)


def _value(spelling: str) -> Decimal | None:
    number = parse_number(spelling)
    return None if number is None else number.value
