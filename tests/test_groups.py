"""Which group a document belongs to."""

import pytest

from cantext.analyses.groups import date_of, group_of, period_of
from cantext.analyses.nodes import compiled
from cantext.documents.document import Document
from cantext.errors import UsageError


def document(name="a.txt", text="", **metadata):
    return Document(name, text, metadata=metadata)


@pytest.mark.parametrize(
    ("found", "date"),
    [
        (document(date="2025-09-17"), "2025-09-17"),
        (document(date="2025-09"), "2025-09"),
        (document(date="2025"), "2025"),
        (document(year="2013"), "2013"),
        # The metadata before the name.
        (document("speech_2023.txt", date="2025-09-17"), "2025-09-17"),
        (document("speech_2023.txt", date="yesterday"), "2023"),
        (document("archive/2012/pa2013_tc.txt"), "2013"),
        (document("budget2013_14.txt"), "2013"),
        (document("speech-2025-03-20.txt"), "2025-03-20"),
        (document("12-13-cm0227-translate-c.txt"), "2013-02-27"),
        (document("from_2013_to_2025.txt"), None),
        (document("20251.txt"), None),
        (document("notes.txt"), None),
    ],
)
def test_dates(found, date):
    assert date_of(found) == date


@pytest.mark.parametrize(
    ("pattern", "name", "text", "date"),
    [
        (r"(\d{4})年(\d+)月(\d+)日", "a.txt", "立法會 ─ 2013年1月9日", "2013-01-09"),
        (r"s(\d\d)", "s12.txt", "", "12"),
        (r"(?P<month>\d+)/(?P<year>\d{4})", "a", "於 5/2013 發表", "2013-05"),
        (r"第[一二三]屆", "a", "第二屆會議", "第二屆"),
        # In the name before the text, and near the beginning of the text alone.
        (r"20\d\d", "2025.txt", "2013", "2025"),
        (r"20\d\d", "a", "字" * 3000 + "2013", None),
        (r"(x)?y", "y", "", None),
    ],
)
def test_dates_by_pattern(pattern, name, text, date):
    assert date_of(document(name, text), compiled(pattern)) == date


@pytest.mark.parametrize(
    ("date", "by", "period"),
    [
        ("2013-12-31", "quarter", "2013-Q4"),
        ("2013-01-31", "quarter", "2013-Q1"),
        ("2013", "quarter", None),
        ("2013-05", "day", None),
        ("第二屆", "year", "第二屆"),
        (None, "year", None),
    ],
)
def test_periods(date, by, period):
    assert period_of(date, by) == period


def test_groups():
    texts = [document("a_2023.txt", speaker="李議員"), document("b_2025.txt"), document("c.txt")]
    assert group_of(texts, "document") == {t.id: t.id for t in texts}
    assert list(group_of(texts, "year").values()) == ["2023", "2025", "unknown"]
    assert list(group_of(texts, "speaker").values()) == ["李議員", "unknown", "unknown"]
    assert group_of([], "year") == {}


@pytest.mark.parametrize(
    ("by", "message"),
    [
        ("month", "no document has a month: name the files by date"),
        ("party", "no document has the field 'party'; the fields are: speaker"),
    ],
)
def test_nothing_to_group_by(by, message):
    with pytest.raises(UsageError, match=message):
        group_of([document("a_2023.txt", speaker="李議員")], by)


def test_a_bad_pattern_is_named():
    with pytest.raises(UsageError, match="no regular expression"):
        group_of([document()], "year", "(")
