"""One pass over a text: what is a trap is passed over, dates and numbers become quantities."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from cantext.lexicon.figure_lists import verbs
from cantext.normalise import project
from cantext.quantities.articles import is_article
from cantext.quantities.dates import Date, date_pattern, read_date
from cantext.quantities.model import Quantity
from cantext.quantities.numerals import MAGNITUDES, NUMBER, NUMERALS, Number, parse_number
from cantext.quantities.qualifying import qualifier_after, qualifier_before
from cantext.quantities.ratios import ratio_pattern, read_ratio
from cantext.quantities.traps import ordinal_pattern, trap_pattern
from cantext.quantities.words import Measure, lists, money_pattern, unit_pattern

_HAS_NUMERAL = re.compile(f"[0-9{NUMERALS}半今本明去前后翌年季首]")
_JOIN = re.compile(r" ?(?:至|到|-|–|—|~|〜|～) ?")
_NUMBER = re.compile(NUMBER)
# 半 after a unit (三年半) and 個半 before one (三個半小時).
_HALF_UNIT = re.compile("个半(?=月|小时|钟|星期|礼拜|世纪|学年)")
_HALF = re.compile("半(?![年月日天数夜价岛导])")
_HALVED = frozenset({"年", "小時", "%", "倍", "天", "日", "歲", "公里", "元", "斤", "磅"})
_RANKED = re.compile(
    "(?:全球|世界|亚洲|亚太|亚太区|国际|全国|全港|区内|排名|名列|位列|位居|排行|居|列|排|跃升至|升至|跌至|位|之|大湾区|国内|本港|香港|升上|跻身|是|为|评为|连续|为全球|成为)$"
)
_RANK_OF = re.compile("(?:大|位|名)(?![学厦型会家楼])")
# What is said of by a number without unit: an index, a rate, a total.
_NAMED_NUMBER = re.compile(
    "(?:系数|指数|比率|数目|总数|人数|得分|评分|分数|读数|中位数|平均数|点数)(?:为|是|达|约为)?$"
)


@lru_cache(maxsize=1)
def _scan() -> re.Pattern[str]:
    trap = trap_pattern(unit_pattern(), money_pattern())
    return re.compile(
        rf"(?P<date>{date_pattern()})|(?P<trap>{trap})|(?P<ordinal>{ordinal_pattern()})"
        rf"|(?P<ratio>{ratio_pattern()})|(?P<half>(?<![上下前后首大多])(?:个半(?=月|小时|钟|钟头|世纪)|半(?=年|个月|小时|日|天|个钟|个世纪|公里)))"
        rf"|(?P<number>{NUMBER})"
    )


@lru_cache(maxsize=1)
def _governing() -> frozenset[str]:
    return frozenset(project(row.form) for row in verbs() if row.sense != "reach")


def _is_governed(before: str) -> bool:
    """Whether the text before a number ends in a verb that governs figures."""
    return any(before[-length:] in _governing() for length in range(1, len(before) + 1))


def find_quantities(text: str, *, year: int | None = None) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order; they do not overlap.

    Telephone numbers, list and page numbers, sections of laws, versions, models, times of day, and
    names and idioms with numerals are passed over. 一 before a classifier is an article unless a
    qualifier or a verb that governs figures stands before it (增設一支隊伍).

    Parameters
    ----------
    text
        A line, a sentence or more.
    year
        The year in which the text stands, by which 今年 and 明年 get their date.

    Returns
    -------
    tuple of Quantity
        Offsets are those of `text`.

    Examples
    --------
    >>> [found] = find_quantities("政府將撥款逾1.5億元推動計劃")
    >>> found.text, found.value, found.currency, found.qualifier
    ('1.5億元', 150000000, 'HKD', 'over')
    >>> [(q.text, q.kind, q.date) for q in find_quantities("2024-25年度，明年年底", year=2025)]
    [('2024-25年度', 'period', '2024/2025'), ('明年年底', 'date', '2026-12')]
    """
    projected = project(text)
    if not _HAS_NUMERAL.search(projected):
        return ()
    return tuple(_Scanner(text, projected, year).run())


@dataclass(slots=True)
class _Scanner:
    """A text being read, and what was found so far."""

    text: str
    projected: str
    year: int | None
    found: list[Quantity] = field(default_factory=list)

    def run(self) -> list[Quantity]:
        search = _scan().search
        at = 0
        while match := search(self.projected, at):
            end = match.end()
            kind, start = match.lastgroup, match.start()
            if kind == "date":
                end = self.date(start) or self.number_at(start) or start + 1
            elif kind == "ordinal":
                self.ordinal(start, end)
            elif kind == "ratio":
                end = self.ratio(start) or end
            elif kind == "half":
                value = Decimal("1.5") if match[0][0] == "个" else Decimal("0.5")
                end = self.number(start, end, Number(value)) or end
            elif kind == "number":
                end = self.number_at(start) or end
            at = max(end, at + 1)
        return self.found

    # Each of these returns where it stopped reading, None when there is nothing.

    def date(self, start: int) -> int | None:
        date = read_date(self.projected, start, self.year)
        if date is None:
            return None
        self.add_date(start, date)
        return date.end

    def add_date(self, start: int, date: Date) -> None:
        qualifier = date.qualifier, date.qualifier_text
        end = date.end
        if qualifier[0] == "within" and not qualifier[1]:
            qualifier = "within", self.text[end - 1 : end]
        elif qualifier[0] is None:
            qualifier = qualifier_after(self.text, self.projected, end, "date")
        self.found.append(
            Quantity(
                start, end, self.text[start:end], date.kind, date.value, None, date.unit, None,
                *qualifier, date.iso,
            )
        )  # fmt: skip

    def ordinal(self, start: int, end: int) -> None:
        """Add a rank (全球第三, 第二大經濟體); other ordinals are names."""
        spelled = _NUMBER.match(self.projected, start + 1) or _NUMBER.match(
            self.projected, start + 2
        )
        number = parse_number(spelled[0]) if spelled else None
        if spelled is None or number is None or spelled.end() != end:  # 第23(2)條
            return
        ranked = _RANKED.search(self.projected, max(start - 6, 0), start)
        unit = _RANK_OF.match(self.projected, end)
        if unit is None and (
            ranked is None or self.projected[end : end + 1] not in "，,。;；、的）)高多强 名位"
        ):
            return
        if unit is not None and unit[0] != "大" and ranked is None:
            return
        stop = unit.end() if unit else end
        self.found.append(
            Quantity(start, stop, self.text[start:stop], "rank", _plain(number.value), None,
                     self.text[end:stop] or None)
        )  # fmt: skip

    def ratio(self, start: int) -> int | None:
        ratio = read_ratio(self.projected, start)
        if ratio is None:
            return None
        qualifier = qualifier_before(self.text, self.projected, start)
        if qualifier[0] is None:
            qualifier = qualifier_after(self.text, self.projected, ratio.end, ratio.kind)
        self.found.append(
            Quantity(start, ratio.end, self.text[start : ratio.end], ratio.kind,
                     _plain(ratio.value), None if ratio.high is None else _plain(ratio.high),
                     ratio.unit, None, *qualifier)
        )  # fmt: skip
        return ratio.end

    def number_at(self, start: int) -> int | None:
        match = _NUMBER.match(self.projected, start)
        if match is None:
            return None
        number = parse_number(match[0])
        if number is None:
            return match.end()
        return self.number(start, match.end(), number)

    def number(self, start: int, end: int, number: Number) -> int | None:
        """Add a number with its unit, and with the second number of a range."""
        money, begin = self.money_before(start)
        low, high = number.value, number.high
        measure, unit_end = self.unit_at(end)
        half = self.half_at(end, unit_end, measure)
        if half:
            measure, unit_end = half
            low += (
                Decimal("0.5")
                * (measure.factor if measure else 1)
                / (measure.factor if measure else 1)
            )
        stop = unit_end
        second = None if high is not None else self.second_of_range(end, unit_end, measure, money)
        if second:
            low, high, measure, stop = self.ranged(low, self.projected[start:end], measure, second)
        if money and (measure is None or measure.kind != "money"):
            if measure is not None:  # $5一個: the unit is not the money's
                stop = end
            measure = money
        elif money and measure:
            measure = money if measure.currency == "HKD" else measure
        return self.judged(begin, start, stop, number, low, high, measure, bool(money))

    def judged(
        self, begin: int, start: int, stop: int, number: Number, low: Decimal,
        high: Decimal | None, measure: Measure | None, has_money: bool,
    ) -> int | None:  # fmt: skip
        """Add the quantity unless what stands beside it makes it none."""
        qualifier = qualifier_before(self.text, self.projected, begin)
        kind = measure.kind if measure else "count"
        if qualifier[0] is None or qualifier[0] in ("each", "total", "another"):
            later = qualifier_after(self.text, self.projected, stop, kind)
            qualifier = later if later[0] else qualifier
        if number.qualifier and (qualifier[0] is None or number.qualifier == "several"):
            qualifier = number.qualifier, number.qualifier_text
        spelled = self.projected[start:stop]
        if not has_money and not self.is_quantity(
            begin, start, stop, spelled, measure, qualifier[0]
        ):
            return stop if measure else None
        factor = measure.factor if measure else Decimal(1)
        self.found.append(
            Quantity(
                begin, stop, self.text[begin:stop], kind, _plain(low * factor),
                None if high is None else _plain(high * factor),
                measure.unit if measure else None, measure.currency if measure else None,
                qualifier[0], qualifier[1],
            )
        )  # fmt: skip
        return stop

    def is_quantity(
        self, begin: int, start: int, stop: int, spelled: str, measure: Measure | None,
        qualifier: str | None,
    ) -> bool:  # fmt: skip
        before = self.projected[max(begin - 4, 0) : begin]
        if measure is None:
            return self.is_bare_quantity(spelled, before, stop, qualifier)
        bare = spelled.rstrip()
        if bare[0] in "百千万亿" and (len(bare) < 2 or bare[1] not in MAGNITUDES):
            return qualifier is not None or measure.kind == "money"
        if spelled[0] == "一" and is_article(self.projected, start, measure, qualifier, spelled):
            return _is_governed(before)
        return True

    def is_bare_quantity(self, spelled: str, before: str, stop: int, qualifier: str | None) -> bool:
        """Whether a number without unit is one that counts: not a footnote, a page, a name."""
        after = self.projected[stop : stop + 1]
        if after in ("号", "楼", "室", "+", "版", "线", "型", "字"):
            return False
        has_magnitude = any(c in MAGNITUDES for c in spelled) and (
            spelled[0].isdigit() or any(c in "万亿" for c in spelled[1:])
        )
        if has_magnitude or ("," in spelled or (" " in spelled.strip() and spelled[0].isdigit())):
            return True
        if qualifier in ("within", "each", "first", "last", "past", "next", "another", "only"):
            return spelled[0].isdigit() and after.isalpha()
        if qualifier is not None:
            return spelled[0].isdigit() or any(c in "百千万亿" for c in spelled)
        if _NAMED_NUMBER.search(before):
            return True
        is_number = spelled[0].isdigit()
        return is_number and _is_governed(before)

    def money_before(self, start: int) -> tuple[Measure | None, int]:
        """Return the currency that stands before a number and where it begins."""
        table = lists().money
        taken = self.found[-1].end if self.found else 0
        for gap in (0, 1):
            if gap and self.projected[start - 1 : start] != " ":
                break
            edge = start - gap
            for length in range(min(3, edge - taken), 0, -1):
                form = self.projected[edge - length : edge]
                if form in table:
                    return table[form], edge - length
        return None, start

    def unit_at(self, end: int) -> tuple[Measure | None, int]:
        match = lists().unit.match(self.projected, end)
        if match is None and self.projected[end : end + 1] in (" ", "+"):
            match = lists().unit.match(self.projected, end + 1)
        if match is None:
            return None, end
        measure = lists().measures[match[0]]
        if self.projected[match.end() : match.end() + 1] in measure.not_before:
            return None, end
        return measure, match.end()

    def half_at(
        self, end: int, unit_end: int, measure: Measure | None
    ) -> tuple[Measure | None, int] | None:
        """Return the unit of a half that follows (三年半, 三個半小時) and where it ends."""
        if found := _HALF_UNIT.match(self.projected, end):
            for form in ("个", ""):
                unit = lists().unit.match(form + self.projected[found.end() : found.end() + 4])
                if unit:
                    return lists().measures[unit[0]], found.end() + unit.end() - len(form)
        if measure and measure.unit in _HALVED and (found := _HALF.match(self.projected, unit_end)):
            return measure, found.end()
        return None

    def second_of_range(
        self, end: int, unit_end: int, measure: Measure | None, money: Measure | None
    ) -> tuple[Decimal, str, Measure | None, int] | None:
        joined = _JOIN.match(self.projected, unit_end)
        if joined is None:
            return None
        at = joined.end()
        if money and self.money_before_at(at):
            at += len(self.money_before_at(at))
        match = _NUMBER.match(self.projected, at)
        number = parse_number(match[0]) if match else None
        if match is None or number is None or number.high is not None:
            return None
        second, stop = self.unit_at(match.end())
        if half := self.half_at(match.end(), stop, second):
            second, stop = half
            number = number._replace(value=number.value + Decimal("0.5"))
        if measure is not None and (second is None or second.unit != measure.unit):
            return None
        return number.value, match[0], second, stop

    def money_before_at(self, at: int) -> str:
        for form in lists().money:
            if self.projected.startswith(form, at):
                return form
        return ""

    def ranged(
        self, low: Decimal, spelled: str, measure: Measure | None,
        second: tuple[Decimal, str, Measure | None, int],
    ) -> tuple[Decimal, Decimal, Measure | None, int]:  # fmt: skip
        """Return a range; 3至5萬 is from thirty thousand."""
        high, spelled_high, unit, stop = second
        magnitude = re.search(f"[{MAGNITUDES}]+$", spelled_high)
        is_short = magnitude and spelled_high[0].isdigit() and spelled[-1] not in MAGNITUDES
        if magnitude and is_short and measure is None:
            scale = parse_number(magnitude[0])
            if scale and low * scale.value < high:
                low *= scale.value
        return low, high, unit, stop


def _plain(value: Decimal) -> float:
    """Return an int where the value is whole."""
    return int(value) if value == value.to_integral_value() else float(value)
