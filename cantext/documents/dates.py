"""Dates as documents and file names write them, in ISO 8601."""

import datetime
import re
import unicodedata

# Parted by hyphens or not at all: 2025_02_03 may as well be February and March of 2025.
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)(-?)(\d\d)\2(\d\d)(?!\d)")
# Press releases of the government: P, the day, and a number of five digits.
_PRESS_RELEASE = re.compile(r"(?<![A-Za-z0-9])P((?:19|20)\d\d)(\d\d)(\d\d)\d{5}(?!\d)")
# LegCo's names for the sittings of a session: 12-13-cm0227.
_SITTING = re.compile(r"(?<!\d)(\d\d)-(\d\d)-cm(\d\d)(\d\d)(?!\d)", re.IGNORECASE)
_CHINESE = re.compile(
    r"([12]\d{3}|[一二][一二三四五六七八九零〇○]{3})\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,2})"
    r"\s*月\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
_ISO = re.compile(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"\s*(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}(?:Z|[+-]\d{4})?)?\s*$")
_PDF = re.compile(r"\s*D:(\d{4})(\d\d)(\d\d)")
_ENGLISH = re.compile(r"(?:[A-Za-z]{3,9},\s*)?(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?,?\s+(\d{4})")
_AMERICAN = re.compile(r"([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2}),\s*(\d{4})")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        start=1,
    )
}
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}


def _day(year: str | int, month: str | int, day: str | int) -> str | None:
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _number(text: str) -> int:
    """Return a number up to 39 or a year, in figures or in Chinese."""
    if text.isdecimal():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    return int("".join(str(_DIGITS[digit]) for digit in text))


def iso_date(text: str) -> str | None:
    """Return the day that a piece of metadata begins with, as ISO 8601, or None.

    Times of day and zones are left out: the day is the one the author wrote.

    >>> [iso_date(t) for t in ("2025-09-17T11:00:00+08:00", "D:20121227102801+08'00'")]
    ['2025-09-17', '2012-12-27']
    >>> [iso_date(t) for t in ("2013年 2月 27日星期三", "二零二五年九月十七日")]
    ['2013-02-27', '2025-09-17']
    >>> [iso_date(t) for t in ("Wed, 17 Sep 2025 03:00:00 GMT", "Sep 17, 2025")]
    ['2025-09-17', '2025-09-17']
    >>> iso_date("2025-13-01"), iso_date("今日"), iso_date("17/9/2025")
    (None, None, None)
    """
    text = unicodedata.normalize("NFKC", text).strip()
    for pattern in (_ISO, _COMPACT, _PDF):
        if found := pattern.match(text):
            return _day(*found.groups())
    if found := _CHINESE.match(text):
        return _day(*(_number(part) for part in found.groups()))
    if found := _ENGLISH.match(text):
        day, month, year = found.groups()
        return _day(year, _MONTHS.get(month.lower(), 0), day)
    if found := _AMERICAN.match(text):
        month, day, year = found.groups()
        return _day(year, _MONTHS.get(month.lower(), 0), day)
    return None


def date_in_name(name: str) -> str | None:
    """Return the one date a file name holds, as ISO 8601, or None.

    >>> date_in_name("speech-2025-03-20.txt"), date_in_name("news/20250320_tc.txt")
    ('2025-03-20', '2025-03-20')
    >>> date_in_name("P2025032000262.htm"), date_in_name("12-13-cm0227-translate-c.txt")
    ('2025-03-20', '2013-02-27')

    Several dates, impossible ones and longer numbers give none:

    >>> [date_in_name(n) for n in ("2025-03-20_2025-03-27", "20251320", "20250320123000")]
    [None, None, None]
    """
    name = name.rsplit("/", 1)[-1]
    found = {_day(year, month, day) for year, _, month, day in _IN_NAME.findall(name)}
    found |= {_day(*match) for match in _PRESS_RELEASE.findall(name)}
    found |= {
        _day(*(_number(part) for part in match.groups())) for match in _CHINESE.finditer(name)
    }
    for first, second, month, day in _SITTING.findall(name):
        if int(second) == (int(first) + 1) % 100:
            # A session runs from October to July.
            short = int(first if int(month) >= 9 else second)
            found.add(_day(short + (1900 if short >= 80 else 2000), month, day))
    found.discard(None)
    return found.pop() if len(found) == 1 else None
