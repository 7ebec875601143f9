"""Whether a number counts something: not an article, a footnote, a page, or part of a name."""

import re
from functools import lru_cache

from cantext.lexicon.figure_lists import nouns, verbs
from cantext.normalise import project
from cantext.quantities.compiled_lists import Measure, lists
from cantext.quantities.measured import Measured
from cantext.quantities.numerals import MAGNITUDES
from cantext.quantities.patterns import one_of

# Of these one is counted: 一年, 一成, 一億元. Of people and things 一 mostly introduces.
_COUNTED_KINDS = frozenset({
    "money", "percentage", "duration", "area", "length", "mass", "volume", "capacity", "energy",
    "speed", "temperature", "age", "ratio",
})  # fmt: skip
_COUNTED_UNITS = frozenset({"人", "人次", "戶", "票", "席"})
# What a number without unit is said of: an index, a rate, a total.
_NAMED_NUMBER = re.compile(
    "(?:系数|指数|比率|数目|总数|人数|得分|评分|分数|读数|中位数|平均数)(?:为|是|达|约为)?$"
)
# Signs that a number is part of a name: 10號, 20樓, 2.0版.
_NAMING = frozenset("号楼室+版线型字座")
_OF_SERIES = frozenset({"within", "each", "first", "last", "past", "next", "another", "only"})
_LONGEST_VERB = 5


@lru_cache(maxsize=1)
def _governing() -> frozenset[str]:
    return frozenset(project(row.form) for row in verbs() if row.sense != "reach")


def _is_governed(before: str) -> bool:
    """Whether the text before a number ends in a verb that governs figures, with or without 了."""
    before = before.removesuffix("了")
    return any(before[place:] in _governing() for place in range(len(before)))


@lru_cache(maxsize=1)
def _ends_before() -> frozenset[str]:
    """Return the last characters of what may make a bare number count, before it."""
    ends = lists().before_ends | lists().money_ends
    return ends | {verb[-1] for verb in _governing()} | frozenset("了 数率分值得为是达比")


def is_stray(projected: str, match: re.Match[str]) -> bool:
    """Whether digits stand by themselves: the number of a page, of a line, of a footnote.

    Most numbers of a printed record are such; they are told by what stands beside them alone.
    """
    start, end = match.span()
    before = projected[start - 1] if start else ""
    if not match[0].isdecimal() or before in _ends_before():
        return False
    following = projected[end : end + 1]
    return not following or following in "\n\t,。;:!?)」』，；、"


@lru_cache(maxsize=1)
def _money_words() -> re.Pattern[str]:
    words = one_of(sorted(project(row.form) for row in nouns() if row.role == "money"))
    return re.compile(rf"(?:{words})[^,。;:0-9\n]{{0,3}}$")


def is_amount(projected: str, measured: Measured) -> bool:
    """Whether a number of ten thousands or more is money whose currency is not said: 造價26.3億."""
    spelled = projected[measured.start : measured.number_end]
    if not spelled.rstrip("多余几").endswith(("万", "亿")):
        return False
    return bool(_money_words().search(projected, max(measured.begin - 8, 0), measured.begin))


def is_day(projected: str, measured: Measured) -> bool:
    """Whether 20日 is a day of a month and no length of time (為期20日, 20日假期).

    Arabic digits without a month are; Chinese ones say how long (五日).
    """
    if measured.measure is None or measured.measure.unit != "日" or measured.high is not None:
        return False
    is_arabic = projected[measured.start : measured.number_end].isdecimal()
    before, after = (
        projected[measured.start - 1 : measured.start],
        projected[measured.end : measured.end + 1],
    )
    return is_arabic and 1 <= measured.low <= 31 and before not in _LASTS and after not in _LASTED


_LASTS = frozenset("期每时达满足共首第")
_LASTED = frozenset("内假以期游间票薪")


def is_counted(projected: str, measured: Measured, qualifier: str | None) -> bool:
    """Whether a number that was read is a quantity.

    Parameters
    ----------
    projected
        The projection of the text.
    measured
        The number with its unit.
    qualifier
        The canonical qualifier beside it, if any.
    """
    if measured.has_currency_before:
        return True
    before = projected[max(measured.begin - _LONGEST_VERB, 0) : measured.begin]
    spelled = projected[measured.start : measured.number_end]
    measure = measured.measure
    if measure is None:
        after = projected[measured.end : measured.end + 1]
        return _is_bare_quantity(spelled, before, after, qualifier)
    if spelled == "零" and measure.kind == "count":
        return False  # 零件
    if spelled[0] in "百千万亿" and (len(spelled) < 2 or spelled[1] not in MAGNITUDES):
        return qualifier not in (None, "each") or (measure.kind == "money" and len(spelled) > 1)
    if spelled == "一" and measured.high is None and _may_be_article(measure, qualifier):
        return _is_governed(before)
    return True


def _may_be_article(measure: Measure, qualifier: str | None) -> bool:
    """Whether 一 with a unit may introduce something (一個里程碑) and not count it."""
    if measure.kind in _COUNTED_KINDS or measure.unit in _COUNTED_UNITS:
        return False
    return qualifier is None or qualifier in _OF_SERIES - {"within", "only", "first"}


def _is_bare_quantity(spelled: str, before: str, after: str, qualifier: str | None) -> bool:
    """Whether a number without unit counts."""
    if after in _NAMING and after:
        return False
    is_arabic = spelled[0].isdigit()
    has_magnitude = any(
        character in MAGNITUDES if is_arabic else character in "万亿" for character in spelled[1:]
    )
    if has_magnitude or (is_arabic and ("," in spelled or " " in spelled)):
        return True
    if qualifier in _OF_SERIES:
        return is_arabic and after.isalpha()
    if qualifier is not None:
        return is_arabic or any(character in "百千万亿" for character in spelled)
    return bool(_NAMED_NUMBER.search(before)) or (is_arabic and _is_governed(before))
