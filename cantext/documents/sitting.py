"""The head of the Official Record of a sitting of the Legislative Council: what it is, and its day.

Every plain text is asked whether it is one; how speakers are told apart is in `hansard`.
"""

import re

from cantext.documents.dates import iso_date

_RECORD = re.compile(r"會\s*議\s*過\s*程\s*正\s*式\s*紀\s*錄")
_DAY = re.compile(r"(?:[12]\d{3}|[一二][一二三四五六七八九零〇○]{3})\s*年[^\n]{1,16}?日")
_HEAD = 4_000


def is_record(text: str) -> bool:
    r"""Whether a text is the record of a sitting, by its head.

    >>> is_record("立法會 ─ 2013年 2月 27日\n會議過程正式紀錄\n"), is_record("施政報告")
    (True, False)
    """
    return bool(_RECORD.search(text[:_HEAD]))


def record_metadata(text: str) -> dict[str, str]:
    r"""Return title, date and source of the record of a sitting, {} of another text.

    >>> record_metadata("立法會 ─ 2013年 2月 27日\n5067\n會議過程正式紀錄\n")
    {'title': '立法會會議過程正式紀錄', 'date': '2013-02-27', 'source': '立法會'}
    """
    if not is_record(text):
        return {}
    found = {"title": "立法會會議過程正式紀錄", "source": "立法會"}
    day = _DAY.search(text[:_HEAD])
    date = iso_date(day[0]) if day else None
    return {"title": found["title"], **({"date": date} if date else {}), "source": found["source"]}
