"""Numerals that count nothing: telephone numbers, list numbers, models, times, names, idioms.

Each function says where a trap that begins at an offset ends, None when there is none. All work on
the projection, half width and Simplified.
"""

import re
from functools import lru_cache

from cantext.lexicon.figure_lists import idioms
from cantext.normalise import project
from cantext.quantities.compiled_lists import lists, unit_pattern
from cantext.quantities.numerals import NUMERALS
from cantext.quantities.patterns import one_of

_CN = f"[{NUMERALS}]"
_LATIN = re.compile(
    r"https?://[!-~]+|www\.[!-~]+|[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+"
    r"|(?P<word>[a-z]+)(?:[-.]?\d[a-z0-9_.+-]*)?"
)
# The number that begins a line, with the mark after it; a number in brackets by itself.
_LIST = re.compile(rf"(?:\d{{1,3}}|{_CN}{{1,3}})(?:\.(?!\d)|[)、．])")
_BRACKETED = re.compile(rf"(?<=\()(?:\d{{1,2}}|{_CN}{{1,3}})\)")
_UNGUARDED: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
# A numeral that goes on ends no idiom: 高二十層 has no 高二.
_GOES_ON = frozenset("十百千万亿")
_OPENING = " \t("
_DAYTIME = "上午|下午|晚上|早上|凌晨|中午|正午|清晨|傍晚|深夜|今晚|今早|朝早|夜晚|晏昼|晚间|时间"
_AFTER_DAYTIME = re.compile(f"(?:{_DAYTIME}) ?$")
_HOUR = re.compile(
    rf"(?:\d{{1,2}}|{_CN}{{1,3}})(?:[时点](?:(?:\d{{1,2}}|{_CN}{{1,3}})分?|半|正|三刻|一刻)?|:\d\d)"
)
_CLOCK = re.compile(
    rf"(?:[01]?\d|2[0-4])时(?:[0-5]?\d分|半|正|许|至|前|后|[,。;、])|{_CN}{{1,3}}时(?:{_CN}{{1,3}}分|半|正|许)"
)


@lru_cache(maxsize=1)
def _of_digits() -> re.Pattern[str]:
    unit = unit_pattern()
    return re.compile(
        # Eight digits in two halves are a telephone number, unless a unit follows: 2000-3000元.
        rf"[2-9]\d{{3}}[ -]\d{{4}}(?![\d,]|\.\d| ?(?:{unit}))|852[ -]\d{{4}}[ -]?\d{{4}}(?!\d)"
        # Versions and addresses of machines.
        r"|\d+(?:\.\d+){2,}|\d+\.\d+版"
        # Models (5G, 3D); a Latin unit is none.
        rf"|\d[\d.]*(?=[a-z])(?!{unit})(?!(?:thousand|million|billion|trillion)\b)[a-z][a-z0-9]*"
        # 3/7, 24/7; 1+計劃. A date is read as such.
        rf"|(?!\d{{1,2}}/\d{{1,2}}/\d{{4}}|\d{{4}}/)\d+/\d+(?:/\d+)*(?![\d%])"
        rf"|\d{{1,3}}\+(?!{unit})"
    )


@lru_cache(maxsize=1)
def _idioms() -> tuple[tuple[int, frozenset[str], re.Pattern[str]], ...]:
    """Return the idioms by the place of their first numeral, where the scanner meets them.

    With each place stand the characters that its idioms begin with.
    """
    by_place: dict[int, list[str]] = {}
    for row in idioms():
        form = project(row.form)
        place = next(i for i, character in enumerate(form) if character in NUMERALS)
        by_place.setdefault(place, []).append(form)
    return tuple(
        (place, frozenset(form[0] for form in forms), re.compile(one_of(sorted(forms))))
        for place, forms in sorted(by_place.items())
    )


@lru_cache(maxsize=1)
def _guards() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    return {
        project(row.form): (frozenset(project(row.not_after)), frozenset(project(row.not_before)))
        for row in idioms()
        if row.not_after or row.not_before
    }


def trap_of_digits(projected: str, start: int) -> int | None:
    """Return the end of a trap that begins with an Arabic digit.

    >>> trap_of_digits("2721 1600", 0), trap_of_digits("5g网络", 0), trap_of_digits("5个", 0)
    (9, 2, None)
    """
    return _marked(projected, start) or _end(_of_digits(), projected, start)


def trap_of_numerals(projected: str, start: int) -> int | None:
    """Return the end of a trap whose first Chinese numeral is at an offset.

    >>> trap_of_numerals("统一", 1), trap_of_numerals("一国两制", 0), trap_of_numerals("一年", 0)
    (2, 4, None)
    """
    for place, opening, pattern in _idioms():
        if place > start or projected[start - place] not in opening:
            continue
        if match := pattern.match(projected, start - place):
            before, after = _guards().get(match[0], _UNGUARDED)
            begin, end = match.span()
            is_numeral = match[0][-1] in NUMERALS and projected[end : end + 1] in _GOES_ON
            opened = begin and projected[begin - 1] in before
            if not is_numeral and not opened and projected[end : end + 1] not in after:
                return end
    return _marked(projected, start)


def latin_trap(projected: str, start: int) -> int | None:
    """Return the end of a Latin word with the digits of its name (COVID-19); not those of HK$500.

    >>> latin_trap("covid-19", 0), latin_trap("rmb500", 0)
    (8, 3)
    """
    match = _LATIN.match(projected, start)
    if match is None:
        return None
    word = match["word"]
    return match.end("word") if word in lists().money else match.end()


def _marked(projected: str, start: int) -> int | None:
    """Return the end of a list number, a number in brackets, or a time of day."""
    if match := _LIST.match(projected, start):
        line = projected.rfind("\n", 0, start) + 1
        if start - line < 12 and not projected[line:start].strip(_OPENING):
            return match.end()
    if projected[start - 1 : start] == "(" and (match := _BRACKETED.match(projected, start)):
        return match.end()
    if match := _CLOCK.match(projected, start):
        return match.end()
    if (match := _HOUR.match(projected, start)) and _AFTER_DAYTIME.search(
        projected, max(start - 3, 0), start
    ):
        return match.end()
    return None


def _end(pattern: re.Pattern[str], projected: str, start: int) -> int | None:
    match = pattern.match(projected, start)
    return match.end() if match else None
