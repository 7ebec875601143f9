"""Documents put together by what is known of them: their date, or a field of their metadata."""

import re
from collections.abc import Iterable

from cantext.analyses.nodes import compiled
from cantext.documents.dates import date_in_name, iso_date
from cantext.documents.document import Document
from cantext.errors import UsageError

PERIODS = ("year", "quarter", "month", "day")
# What a group is called whose documents do not tell.
UNKNOWN = "unknown"
_YEAR_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_WHOLE_YEAR = re.compile(r"(?:19|20)\d\d")
# A date that tells of a whole document stands near its beginning.
_OPENING = 2000


def group_of(
    documents: Iterable[Document], by: str, date_pattern: str | None = None
) -> dict[str, str]:
    """Return the group of each document.

    Parameters
    ----------
    documents
        What was read.
    by
        `document`, each by itself; `year`, `quarter`, `month` or `day` of its date; or a field of
        the metadata. A document that does not tell is in the group `unknown`.
    date_pattern
        See `date_of`.

    Raises
    ------
    UsageError
        When no document has the date or the field; the message names the fields that there are.

    Examples
    --------
    >>> texts = [Document("speech_2023.txt", ""), Document("speech_2025.txt", "")]
    >>> group_of(texts, "year")
    {'speech_2023.txt': '2023', 'speech_2025.txt': '2025'}
    """
    read = list(documents)
    if by == "document":
        return {document.id: document.id for document in read}
    expression = compiled(date_pattern) if date_pattern else None
    if by in PERIODS:
        found = {
            document.id: period_of(date_of(document, expression), by) or UNKNOWN
            for document in read
        }
    else:
        found = {document.id: document.metadata.get(by) or UNKNOWN for document in read}
    if read and all(group == UNKNOWN for group in found.values()):
        raise UsageError(_nothing_known(read, by))
    return found


def _nothing_known(documents: list[Document], by: str) -> str:
    if by in PERIODS:
        return (
            f"no document has a {by}: name the files by date, as in speech_2025-09-17.txt, or say "
            "where it stands with --date-pattern, as in '(\\d{4})年(\\d+)月(\\d+)日'"
        )
    fields = sorted({name for document in documents for name in document.metadata})
    there = ", ".join(fields) if fields else "none"
    return (
        f"no document has the field {by!r}; the fields are: {there}; documents also group by "
        f"document, {', '.join(PERIODS)}"
    )


def date_of(document: Document, pattern: re.Pattern[str] | None = None) -> str | None:
    r"""Return a document's date in ISO 8601, as far as it is known: 2025, 2025-09 or 2025-09-17.

    A pattern, searched in the document's name and then in its first 2,000 characters, has up to
    three groups: year, month and day, in this order or by these names. Without one the date is that
    of the metadata, or else what stands in the name.

    >>> date_of(Document("pa2013_tc.txt", "")), date_of(Document("12-13-cm0227.txt", ""))
    ('2013', '2013-02-27')
    >>> text = Document("a.txt", "立法會 ─ 2013年1月9日")
    >>> date_of(text, re.compile(r"(\d{4})年(\d+)月(\d+)日"))
    '2013-01-09'
    """
    if pattern is not None:
        match = pattern.search(document.id) or pattern.search(document.text[:_OPENING])
        return _captured(match) if match else None
    told = document.metadata.get("date") or document.metadata.get("year")
    if told:
        found = iso_date(told)
        if found is None and (year := _WHOLE_YEAR.match(told)):
            found = told[:7] if re.fullmatch(r"\d{4}-\d\d.*", told) else year.group()
        if found:
            return found
    name = document.id.rsplit("/", 1)[-1]
    if day := date_in_name(name):
        return day
    years = set(_YEAR_IN_NAME.findall(name))
    return years.pop() if len(years) == 1 else None


def _captured(match: re.Match[str]) -> str | None:
    """Return what a pattern caught as a date; other text as it is, a period of its own."""
    names = match.groupdict()
    parts = [names.get(key) for key in ("year", "month", "day")] if names else [*match.groups()]
    if not parts:
        parts = [match.group()]
    caught = [part for part in parts[:3] if part]
    if not caught:
        return None
    return "-".join([caught[0], *(part.zfill(2) for part in caught[1:])])


def period_of(date: str | None, by: str) -> str | None:
    """Return the period that a date lies in, or None where the date does not tell.

    >>> [period_of("2013-05-09", by) for by in PERIODS]
    ['2013', '2013-Q2', '2013-05', '2013-05-09']
    >>> period_of("2013", "month") is None
    True
    """
    if date is None:
        return None
    parts = date.split("-")
    if by == "year":
        return parts[0]
    if by == "quarter":
        has_month = len(parts) > 1 and parts[1].isdecimal() and 1 <= int(parts[1]) <= 12
        return f"{parts[0]}-Q{(int(parts[1]) + 2) // 3}" if has_month else None
    wanted = 2 if by == "month" else 3
    return "-".join(parts[:wanted]) if len(parts) >= wanted else None
