"""Dates and periods: a day, a month, a year, a financial year, a quarter, by their ISO text.

All patterns run on the projection, half width and Simplified.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from cantext.lexicon.figure_lists import times
from cantext.normalise import project
from cantext.quantities.numerals import parse_number
from cantext.quantities.patterns import one_of

_YEAR = "(?:(?:19|20)[0-9]{2}|[一二][九零〇○][零〇○一二三四五六七八九]{2})"
_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9]|三十一?|[二廿]?十?[一二三四五六七八九]|[一二]?十)"
_COUNT = "(?:[一二三四五六七八九十两]{1,2}|[0-9]{1,2})"
_JOIN = "(?: ?(?:至|到|-|–|—|~|〜) ?)"


class Date(NamedTuple):
    """A date or a period: its end in the text, ISO text, and how many units a period has."""

    end: int
    kind: str
    iso: str | None
    value: int | None = None
    unit: str | None = None
    qualifier: str | None = None
    qualifier_text: str | None = None


@lru_cache(maxsize=1)
def _words() -> tuple[dict[str, int | None], dict[str, str]]:
    years = {
        project(row.form): int(row.value) if row.value else None
        for row in times()
        if row.part == "year"
    }
    return years, {project(row.form): row.value for row in times() if row.part == "part"}


@lru_cache(maxsize=1)
def date_openers() -> frozenset[str]:
    """Return the first characters, and the first two, of words of time; digits begin dates too."""
    years, parts = _words()
    words = [word for word in (*years, *parts) if len(word) > 1]
    words += [f"首{digit}" for digit in "0123456789一二三四五六七八九十两"]
    return frozenset(word[:size] for word in words for size in (1, 2))


@lru_cache(maxsize=1)
def _date() -> re.Pattern[str]:
    years, parts = _words()
    after_year = one_of(parts)
    alone = [part for part in parts if len(part) > 1 and not part.endswith("季")]
    alone += [part for part in parts if part[0] in "第首末头"]
    of_month = "(?:初(?![一二三四五六七八九十])|[底中末内尾])"
    return re.compile(
        rf"(?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![0-9]))"
        rf"|(?P<slashed>{_YEAR}[/.]{_MONTH}[/.]{_DAY}(?![0-9]))"
        rf"|(?P<reversed>{_DAY}/{_MONTH}/(?:19|20)[0-9]{{2}}(?![0-9]))"
        rf"|(?P<span>(?P<from>{_YEAR})年?[-/–]"
        rf"(?P<until>{_YEAR}|[0-9]{{2}}|[〇一二三四五六七八九]{{2}}(?=财政|课税|评税|年度|学年))(?![0-9])(?P<schoolish>(?:财政|课税|评税)?年度?|学年)?)"
        rf"|(?P<school>(?P<from2>{_YEAR})年?[至到](?P<until2>[0-9]{{2}}|[〇零○一二三四五六七八九]{{2}})"
        rf"(?:(?:财政|课税|评税)?年度|学年))"
        rf"|(?P<years>(?P<first>{_YEAR})年?{_JOIN}(?P<last>{_YEAR})(?:年(?!代))?)"
        rf"|(?:(?P<year>{_YEAR})(?P<fiscal>年度|学年|财政年度)"
        rf"|(?P<year2>{_YEAR}) ?年(?!代|级)|(?P<relative>{one_of(years)}))(?:度?的? ?(?:"
        rf"(?P<month>{_MONTH}) ?月份?(?: ?(?P<day>{_DAY}) ?[日号]|(?P<of_month>{of_month}))?"
        rf"|首(?P<count>{_COUNT})(?P<counted>个?季度?|个月)|(?P<part>{after_year})(?!地)))?"
        rf"|(?P<month2>{_MONTH}) ?月(?![饼球台光亮色])份?"
        rf"(?: ?(?P<day2>{_DAY}) ?[日号]|(?P<of_month2>{of_month}))?"
        rf"|首(?P<count2>{_COUNT})(?P<counted2>个?季度?|个月)"
        rf"|(?P<part2>{one_of(alone)})"
    )


_MONTHS = frozenset(f"{month:02d}" for month in range(1, 13))
_PARTS_OF_YEAR = {"end": "-12", "start": "-01", "mid": "-06"}
_NUMERALS = frozenset("0123456789一二三四五六七八九十两几")
_BEFORE_NUMERAL = _NUMERALS | frozenset("$.百个")
# 三年內 is a duration.
_PARTS_AFTER_NUMERAL = frozenset({"年内", "年底", "年初", "年中", "年末", "年尾", "年头", "年终"})
_JOINED = re.compile(_JOIN)
_DAY_ALONE = re.compile(rf"({_DAY}) ?[日号]")


def read_date(projected: str, start: int, year: int | None) -> Date | None:
    """Return the date or the period that begins at an offset, the longest one.

    Two dates with 至, 到 or a dash between them are one period.

    >>> read_date("2026年12月31日前", 0, None)[:3]
    (11, 'date', '2026-12-31')
    >>> [read_date(text, 0, 2025).iso for text in ("2024-25年度", "明年上半年", "首三季")]
    ['2024/2025', '2026-H1', '2025-Q1/2025-Q3']
    """
    before = projected[start - 1] if start else ""
    if projected[start] in _NUMERALS and before in _BEFORE_NUMERAL:
        return None
    if projected[start : start + 2] in _PARTS_AFTER_NUMERAL and before in _NUMERALS:
        return None
    first = _one(projected, start, year)
    if first is None or first.value is not None:
        return first
    joined = _JOINED.match(projected, first.end)
    if joined is None:
        return first
    known = int(first.iso[:4]) if first.iso and first.iso[0] != "-" else None
    second = _one(projected, joined.end(), year)
    if second is None and (day := _DAY_ALONE.match(projected, joined.end())) and first.iso:
        second = Date(day.end(), "date", f"{first.iso[:-2]}{_whole(day[1]):02d}")
        if first.iso.count("-") < 2:
            return first
    if second is None:
        return first
    return Date(second.end, "period", _interval(first.iso, second.iso, known))


def _interval(first: str | None, second: str | None, known: int | None) -> str | None:
    if first is None or second is None:
        return None
    if second.startswith("--") and known is not None:
        second = f"{known}{second[1:]}"
    return f"{first.split('/')[0]}/{second.split('/')[-1]}"


def _one(projected: str, start: int, now: int | None) -> Date | None:
    found = _date().match(projected, start)
    if found is None:
        return None
    end = found.end()
    if found["iso"]:
        return Date(end, "date", _western(found["iso"]))
    if found["slashed"]:
        return Date(end, "date", _ymd(*re.split("[/.]", found["slashed"])))
    if found["reversed"]:
        return Date(end, "date", _ymd(*reversed(found["reversed"].split("/"))))
    if found["span"]:
        return _span(found["from"], found["until"], end)
    if found["school"]:
        return _span(found["from2"], found["until2"], end)
    if found["years"]:
        return Date(end, "period", f"{_year(found['first'])}/{_year(found['last'])}")
    return _calendar(found, end, now)


def _span(since: str, until: str, end: int) -> Date | None:
    first, last = _year(since), _year(until)
    if last < 100:
        last += first - first % 100
    if last < first:
        last += 100
    if last - first > 40:  # 2025-03 is a month; 2011-12 is the year from 2011 to 2012
        return Date(end, "date", f"{first}-{until}") if until in _MONTHS else None
    return Date(end, "period", f"{first}/{last}")


def _calendar(found: re.Match[str], end: int, now: int | None) -> Date | None:
    """Return a year, with what follows it, or a month or a part of a year alone."""
    relative = found["relative"]
    year: int | None = None
    if relative:
        offset = _words()[0][relative]
        year = None if now is None or offset is None else now + offset
    elif found["year"] or found["year2"]:
        year = _year(found["year"] or found["year2"])
    month = found["month"] or found["month2"]
    if month:
        day = found["day"] or found["day2"]
        of_year = "-" if year is None else str(year)
        iso = f"{of_year}-{_whole(month):02d}" + (f"-{_whole(day):02d}" if day else "")
        return Date(end, "date", iso)
    dated = relative or found["year"] or found["year2"]
    if count := found["count"] or found["count2"]:
        year = year if dated else now
        return _first_of_year(_whole(count), found["counted"] or found["counted2"], end, year)
    part = found["part"] or found["part2"]
    if part:
        return _part_of_year(_words()[1][part], end, year if dated else now)
    if year is None and not relative:
        return None
    is_year_of_account = bool(found["fiscal"]) or bool(relative and relative.endswith("度"))
    if is_year_of_account:
        return Date(end, "period", None if year is None else str(year))
    return Date(end, "date", None if year is None else str(year))


def _part_of_year(part: str, end: int, year: int | None) -> Date:
    if part in _PARTS_OF_YEAR:
        return Date(end, "date", None if year is None else f"{year}{_PARTS_OF_YEAR[part]}")
    if part == "within":
        return Date(end, "date", None if year is None else str(year), None, None, "within", "")
    iso = f"{year}-{part}" if year is not None and part[0] in "QH" else None
    return Date(end, "period", iso)


def _first_of_year(count: int, counted: str, end: int, year: int | None) -> Date:
    is_months = "月" in counted
    iso = None
    if year is not None:
        first, last = ("-01", f"-{count:02d}") if is_months else ("-Q1", f"-Q{count}")
        iso = f"{year}{first}/{year}{last}"
    return Date(end, "period", iso, count, "個月" if is_months else "季", "first", "首")


def _whole(spelling: str) -> int:
    number = parse_number(spelling)
    assert number is not None  # the expressions let numerals through alone
    return int(number.value)


def _year(spelling: str) -> int:
    digits = "〇一二三四五六七八九"
    return int(
        "".join(str(digits.find(c)) if c in digits else "0" if c in "零○" else c for c in spelling)
    )


def _western(iso: str) -> str:
    return f"{_year(iso[:4])}{iso[4:]}"


def _ymd(year: str, month: str, day: str) -> str:
    return f"{_year(year)}-{_whole(month):02d}-{_whole(day):02d}"
