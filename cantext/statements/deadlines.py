"""By when: the last day of a period, so that deadlines can be compared."""

import calendar
import re

_PARTS = {"H1": 6, "H2": 12, "Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12}
_ISO = re.compile(r"(\d{4})(?:-(?:(H[12]|Q[1-4])|(\d\d)(?:-(\d\d))?))?")


def last_day(date: str | None) -> str | None:
    """Return the last day of a date or period as quantities write it, None where it has no year.

    >>> [last_day(date) for date in ("2026", "2026-H1", "2026-Q3", "2026-02", "2024/2025", "--12")]
    ['2026-12-31', '2026-06-30', '2026-09-30', '2026-02-28', '2025-12-31', None]
    """
    found = _ISO.fullmatch(date.rsplit("/", 1)[-1]) if date else None
    if found is None:
        return None
    year, part, month, day = found.groups()
    number = _PARTS[part] if part else int(month or 12)
    if not 1 <= number <= 12:
        return None
    last = calendar.monthrange(int(year), number)[1]
    return f"{year}-{number:02}-{int(day) if day else last:02}"


def with_year(date: str | None, year: int | None) -> str | None:
    """Return a date that lacks its year (12月31日) in the year of the text.

    >>> with_year("--12-31", 2025), with_year("2026", 2025), with_year("--12-31", None)
    ('2025-12-31', '2026', None)
    """
    if date is None or not date.startswith("--"):
        return date
    return f"{year}-{date[2:]}" if year else None
