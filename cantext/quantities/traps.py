"""Numerals that count nothing: telephone numbers, list numbers, sections of laws, names, idioms.

All patterns run on the projection, half width and Simplified.
"""

from cantext.lexicon.figure_lists import idioms
from cantext.normalise import project
from cantext.quantities.numerals import NUMERALS
from cantext.quantities.patterns import one_of

_CN = f"[{NUMERALS}]"
_LIST = rf"\d{{1,3}}|{_CN}{{1,3}}"
_HOUR = rf"(?:\d{{1,2}}|{_CN}{{1,3}})"
_DAYTIME = "(?:上午|下午|晚上|早上|凌晨|中午|正午|清晨|傍晚|深夜|今晚|今早|朝早|夜晚|晏昼)"


def trap_pattern(unit: str, money: str) -> str:
    """Return the expression of what is passed over.

    Parameters
    ----------
    unit
        The expression of the units: 3 km is no model number, and 2000-3000元 no telephone number.
    money
        The expression of what stands before an amount (HK$, RMB).
    """
    return (
        r"https?://[!-~]+|www\.[!-~]+|[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+"
        # A number that begins a line and the mark after it: 1. (一) 2、 三、
        rf"|(?m:^)[ \t]*(?:\((?:{_LIST}|[a-z])\)|(?:{_LIST})(?:\.(?!\d)|[)、．]))"
        rf"|\((?:\d{{1,2}}|{_CN}{{1,3}}|[ivx]{{1,4}})\)"
        # Telephone numbers: eight digits in two halves, or with the code of a country.
        r"|\+\d{1,3}[ -]?\d[\d -]{5,}\d"
        rf"|(?<![\d,.$])[2-9]\d{{3}}[ -]\d{{4}}(?![\d,]|\.\d| ?(?:{unit}))"
        r"|(?<!\d)852[ -]\d{4}[ -]?\d{4}(?!\d)"
        # Versions and addresses of machines.
        r"|\d+(?:\.\d+){2,}|\d+\.\d+版"
        # The time of day, and scores.
        rf"|{_DAYTIME} ?{_HOUR}(?:[时点](?:{_HOUR}分?|半|正|三刻|一刻)?|:\d\d)"
        rf"|(?<![\d.])(?:[01]?\d|2[0-4])时(?:[0-5]?\d分|半|正|许|至|前|后|[,。;、])"
        rf"|{_CN}{{1,3}}时(?:{_CN}{{1,3}}分|半|正|许)"
        # Models and names in Latin letters: COVID-19, A380, 5G, 3D, PM2.5
        rf"|(?!(?:{money}))(?<![a-z])(?!(?:约|逾))[a-z]+[-.]?\d[\w.+-]*"
        rf"|(?<![\d.,])\d[\d.]*(?! ?(?:{unit}))"
        r"(?!(?:thousand|million|billion|trillion))[a-z][a-z0-9]*"
        r"|[(（]?(?<![\d.,])\d+/\d+(?:/\d+)*(?![\d%])"
        rf"|(?<![\d.,])\d{{1,3}}\+(?! ?(?:{unit}))"
        rf"|{one_of(sorted(project(row.form) for row in idioms()))}"
    )


def ordinal_pattern() -> str:
    """Return the expression of an ordinal, which is a rank or a name (第23條, 第三期)."""
    return rf"第 ?(?:\d+[a-z]*|{_CN}+)(?:\(\w{{1,3}}\))*"
