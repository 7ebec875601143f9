"""Ordinals: a rank (全球第三, 第二大經濟體), or a part of a name (第23條, 第三期)."""

import re
from typing import NamedTuple

from cantext.quantities.numerals import NUMBER, NUMERALS, parse_number, plain_number

_ORDINAL = re.compile(
    rf"第 ?(?:\d+[a-z]*|[{NUMERALS}]+)(?:\(\w{{1,3}}\))*(?:[至-](?:\d+|[{NUMERALS}]+))?"
)
_NUMBER = re.compile(rf"第 ?({NUMBER})")
# What a place is taken in, and the verbs of taking one.
_RANKED = re.compile(
    "(?:全球|世界|亚洲|亚太|亚太区|区域|国际|全国|全港|区内|国内|本港|香港|大湾区|排名|名列|位列|位居"
    "|排行|居|列|排|至|升上|跻身|位|为|之)$"
)
_COUNTED = re.compile("(?:大|位|名)(?![学厦型会家楼])")
_MOVES = re.compile("[^,。;]{0,2}(?:[升跌降跃退]|提升|上升|下跌)")
_STOPS = frozenset("\n,。;、的)高多强名位 ")


class Ordinal(NamedTuple):
    """An ordinal: where it ends, and its value and unit when it is a rank."""

    end: int
    is_rank: bool = False
    value: float | None = None
    unit_start: int = 0


def read_ordinal(projected: str, start: int) -> Ordinal | None:
    """Return the ordinal that begins at an offset.

    >>> read_ordinal("位列全球第三。", 4).is_rank, read_ordinal("第三期工程", 0).is_rank
    (True, False)
    """
    match = _ORDINAL.match(projected, start)
    if match is None:
        return None
    end = match.end()
    spelled = _NUMBER.match(projected, start)
    number = parse_number(spelled[1]) if spelled and spelled.end() == end else None
    if number is None:  # 第23(2)條
        return Ordinal(end)
    ranked = _RANKED.search(projected, max(start - 6, 0), start)
    counted = _COUNTED.match(projected, end)
    if (
        counted and not ranked and projected[start - 1 : start] in ("由", "从")
    ):  # 由第七位升至第三位
        ranked = _MOVES.match(projected, counted.end())
    if counted and (counted[0] == "大" or ranked):
        return Ordinal(counted.end(), True, plain_number(number.value), end)
    is_last = projected[end : end + 1] in _STOPS or end == len(projected)
    if ranked and not counted and is_last:
        return Ordinal(end, True, plain_number(number.value), end)
    return Ordinal(end)
