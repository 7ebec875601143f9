"""One pass over a text: what is a trap is passed over, dates and numbers become quantities."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from cantext.normalise import project
from cantext.quantities.compiled_lists import lists
from cantext.quantities.compound import joined_durations
from cantext.quantities.counting import is_amount, is_counted, is_day, is_stray
from cantext.quantities.dates import date_openers, read_date
from cantext.quantities.measured import Measured, read_half, read_measured
from cantext.quantities.model import Quantity
from cantext.quantities.numerals import NUMERAL, NUMERALS, plain_number
from cantext.quantities.qualifying import qualifier_after, qualifier_before
from cantext.quantities.ranks import read_ordinal
from cantext.quantities.ratios import read_ratio
from cantext.quantities.traps import latin_trap, trap_of_digits, trap_of_numerals

_DIGITS = frozenset("0123456789")
_CHINESE = frozenset(NUMERALS + "数几")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
# A text without any of these has no quantity: most lines are done with by one search.
_HAS_NUMERAL = re.compile(
    f"[0-9０-９{NUMERALS}萬億兩半今本明去前後来來翌年季度\ue000-\uf8ff\uf900-\ufaff]"
)
# What may come after the digits of a trap, of a date, and of a ratio; nothing else is tried there.
_TRAP_NEXT = frozenset("时点:.)、．- /+版abcdefghijklmnopqrstuvwxyz")
_DATE_NEXT = frozenset("年月日/-–.至到—~〜 ")
_RATIO_NEXT = frozenset("分比:∶ 半折")


@lru_cache(maxsize=1)
def _openers() -> tuple[re.Pattern[str], frozenset[str]]:
    """Return where to look, and what words of time begin with: one character, and two."""
    of_dates = date_openers()
    first = {word[0] for word in of_dates}
    characters = {*_DIGITS, *_CHINESE, *_LETTERS, *first, "半", "个", "第"}
    return re.compile(f"[{''.join(sorted(characters))}]"), of_dates


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
    if not _HAS_NUMERAL.search(text):
        return ()
    return tuple(joined_durations(text, _Scanner(text, project(text), year).run()))


@dataclass(slots=True)
class _Scanner:
    """A text being read, and what was found so far.

    The methods that read a quantity return where it ends, None when there is none.
    """

    text: str
    projected: str
    year: int | None
    found: list[Quantity] = field(default_factory=list)

    def run(self) -> list[Quantity]:
        opener, of_dates = _openers()
        search = opener.search
        at = 0
        while match := search(self.projected, at):
            start = match.start()
            character = match[0]
            end: int | None = None
            if character in _DIGITS:
                end = self.digits(start)
            elif character in _CHINESE:
                end = trap_of_numerals(self.projected, start) or self.numerals(start)
            elif character in _LETTERS:
                end = latin_trap(self.projected, start)
            elif character == "第":
                end = self.date(start) or self.ordinal(start)
            elif character in of_dates and self.projected[start : start + 2] in of_dates:
                end = self.date(start)
            if end is None and character in "半个":
                end = self.ratio(start) or self.half(start)
            at = start + 1 if end is None else end
        return self.found

    def digits(self, start: int) -> int | None:
        match = NUMERAL.match(self.projected, start)
        if match is None:
            return None
        following = self.projected[match.end() : match.end() + 1]
        may_trap = following in _TRAP_NEXT or self.projected[start - 1 : start] == "("
        if may_trap and (end := trap_of_digits(self.projected, start)):
            return end
        if is_stray(self.projected, match):
            return match.end()
        return self.dated(start, following) or self.number(start, match)

    def numerals(self, start: int) -> int | None:
        match = NUMERAL.match(self.projected, start)
        if match is None:
            return None
        following = self.projected[match.end() : match.end() + 1]
        return self.dated(start, following) or self.number(start, match)

    def dated(self, start: int, following: str) -> int | None:
        """Read a date or a ratio where what follows the numeral may be of one."""
        end = self.date(start) if following in _DATE_NEXT else None
        return end or (self.ratio(start) if following in _RATIO_NEXT else None)

    def date(self, start: int) -> int | None:
        date = read_date(self.projected, start, self.year)
        if date is None:
            return None
        qualified = date.qualifier, date.qualifier_text
        if date.qualifier is None:
            qualified = qualifier_after(self.text, self.projected, date.end, date.kind)
        elif not date.qualifier_text:  # 年內: a part of the date's own text
            qualified = date.qualifier, self.text[date.end - 1 : date.end]
        self.found.append(
            Quantity(
                start,
                date.end,
                self.text[start : date.end],
                date.kind,
                value=date.value,
                unit=date.unit,
                qualifier=qualified[0],
                qualifier_text=qualified[1],
                date=date.iso,
            )
        )
        return date.end

    def ordinal(self, start: int) -> int | None:
        ordinal = read_ordinal(self.projected, start)
        if ordinal is None:
            return None
        if ordinal.is_rank:
            self.found.append(
                Quantity(
                    start,
                    ordinal.end,
                    self.text[start : ordinal.end],
                    "rank",
                    value=ordinal.value,
                    unit=self.text[ordinal.unit_start : ordinal.end] or None,
                )
            )
        return ordinal.end

    def ratio(self, start: int) -> int | None:
        ratio = read_ratio(self.projected, start)
        if ratio is None:
            return None
        qualified = qualifier_before(self.text, self.projected, start)
        if qualified[0] is None:
            qualified = qualifier_after(self.text, self.projected, ratio.end, ratio.kind)
        self.found.append(
            Quantity(
                start,
                ratio.end,
                self.text[start : ratio.end],
                ratio.kind,
                value=plain_number(ratio.value),
                value_high=None if ratio.high is None else plain_number(ratio.high),
                unit=ratio.unit,
                qualifier=qualified[0],
                qualifier_text=qualified[1],
            )
        )
        return ratio.end

    def half(self, start: int) -> int | None:
        measured = read_half(self.projected, start)
        return measured and self.add(measured)

    def number(self, start: int, match: re.Match[str]) -> int | None:
        taken = self.found[-1].end if self.found else 0
        measured = read_measured(self.projected, match, taken)
        if measured is not None:
            return self.add(measured)
        return match.end()  # none of the digits of 一二三 is a number by itself

    def add(self, measured: Measured) -> int:
        """Add a number with its unit unless what stands beside it makes it none."""
        begin, end, measure = measured.begin, measured.end, measured.measure
        kind = measure.kind if measure else "count"
        qualified = qualifier_before(self.text, self.projected, begin)
        if qualified[0] == "from" and measured.high is not None:  # 由151萬至524萬元 is a range
            qualified = None, None
        if qualified[0] in (None, "each", "total", "another"):
            later = qualifier_after(self.text, self.projected, end, kind)
            qualified = later if later[0] else qualified
        if measured.qualifier and qualified[0] in (None, "about", "up", "down", "to", "total"):
            place = measured.qualifier_start
            qualified = measured.qualifier, self.text[place : place + measured.qualifier_size]
        if not is_counted(self.projected, measured, qualified[0]):
            return end if measure else measured.number_end
        if qualified[0] is None and is_day(self.projected, measured):
            iso = f"---{int(measured.low):02d}"
            self.found.append(Quantity(begin, end, self.text[begin:end], "date", date=iso))
            return end
        if measure is None and is_amount(self.projected, measured):
            measure = lists().measures["元"]
            kind = measure.kind
        factor = measure.factor if measure else 1
        self.found.append(
            Quantity(
                begin,
                end,
                self.text[begin:end],
                kind,
                value=plain_number(measured.low * factor),
                value_high=None if measured.high is None else plain_number(measured.high * factor),
                unit=measure.unit if measure else None,
                currency=measure.currency if measure else None,
                qualifier=qualified[0],
                qualifier_text=qualified[1],
            )
        )
        return end
