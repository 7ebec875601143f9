"""The encoding that HTML and XML say they are in, where the bytes bear it out."""

import re
from typing import Literal

from cantext.documents.encoding import Decoded, decode

_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{2,30})["']""")
_HTML = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9._-]{2,30})""", re.IGNORECASE
)
# What the web calls gb2312 and big5 are their supersets.
_SUPERSETS = {"big5": "big5hkscs", "big5-hkscs": "big5hkscs", "gb2312": "gb18030", "gbk": "gb18030"}


def declared_encoding(data: bytes) -> str | None:
    """Return the codec that the head of HTML or XML names, None when it names none that fits.

    A label that is left over from another encoding does not fit: what says Big5 may be valid UTF-8.
    UTF-16 is settled by its mark, not by a label that can only be read once it is known.

    >>> declared_encoding('<meta charset="big5"><p>立法會'.encode("big5"))
    'big5hkscs'
    >>> declared_encoding('<meta charset="big5"><p>立法會'.encode()) is None
    True
    """
    if not data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return None
    found = _XML.match(data) or _HTML.search(data[:4096])
    if not found:
        return None
    claimed = found[1].decode("ascii").lower()
    claimed = _SUPERSETS.get(claimed, claimed)
    if claimed.startswith(("utf-16", "utf-32", "ucs-")):
        return None
    try:
        data.decode(claimed)
    except (LookupError, ValueError):
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return claimed
    return None


def decode_markup(
    data: bytes,
    *,
    encoding: str | None = None,
    errors: Literal["strict", "replace"] = "strict",
    name: str = "input",
) -> Decoded:
    """Decode bytes as asked, as they themselves declare, or in the likeliest encoding.

    Raises
    ------
    InputError
        As for `cantext.documents.encoding.decode`.
    """
    asked = encoding or declared_encoding(data)
    return decode(data, encoding=asked, errors=errors, name=name)
