"""The fields at the head of a Markdown file, between lines of three hyphens."""

import re

from cantext.documents.blocks import present
from cantext.documents.dates import iso_date

_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_-]{1,30}):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_HEAD = 20_000


def has_front_matter(text: str) -> bool:
    r"""Whether text begins with a block of fields.

    >>> has_front_matter("---\ntitle: 預算\n---\n甲"), has_front_matter("---\n甲")
    (True, False)
    """
    return bool(_found(text.replace("\r\n", "\n")[:_HEAD]))


def without_front_matter(text: str) -> tuple[str, dict[str, str]]:
    r"""Return text without its block of fields, and those of them that are metadata.

    >>> without_front_matter("---\ntitle: 預算\ntags: a\n---\n甲")
    ('甲', {'title': '預算'})
    """
    found = _found(text)
    if not found:
        return text, {}
    values = {key.lower(): value.strip("'\"") for key, value in _FIELD.findall(found[1])}
    return text[found.end() :], present(
        {
            "title": values.get("title"),
            "date": iso_date(values.get("date", "")),
            "source": values.get("source"),
            "author": values.get("author"),
            "language": values.get("lang") or values.get("language"),
        }
    )


def _found(text: str) -> re.Match[str] | None:
    found = _FRONT.match(text)
    return found if found and _FIELD.search(found[1]) else None
