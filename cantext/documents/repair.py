"""What taking text out of a PDF breaks, and how it is mended: spaces, joins, private characters."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from cantext.documents.blocks import WIDE

# An ordinary space beside a wide character is the layout's, not the author's: 「於 2013年 2月」.
# A dash keeps its spaces, and so does what stands between two Latin words or numbers.
_SPACE = re.compile(rf"(?<=[{WIDE}])[ \xa0]+(?=[^\s─―—–])|(?<=[^\s─―—–])[ \xa0]+(?=[{WIDE}])")
_WIDE_CHARACTER = re.compile(rf"[{WIDE}]")
# Extensions of the Symbol font that Windows draws dashes and list bullets with.
_SYMBOLS = {0xF8E7: "─", 0xF0BE: "─", 0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓"}
_COMPATIBILITY = re.compile("[\uf900-\ufaff\ue000-\uf8ff]")


def without_layout_spaces(text: str) -> str:
    """Return a line without the spaces that a PDF puts beside Han.

    >>> without_layout_spaces("於 1999年至 2008 年由 HKSAR Government 興建 (“房委會” )")
    '於1999年至2008年由HKSAR Government興建(“房委會” )'
    >>> without_layout_spaces("立法會  ─  2013年 2月 27日")
    '立法會 ─ 2013年2月27日'
    """
    return _SPACE.sub("", re.sub(r" {2,}", " ", text))


def join(first: str, second: str) -> str:
    r"""Return two pieces of a wrapped line as one.

    >>> join("於1999年至2008", "年落成"), join("the Hong Kong", "Government")
    ('於1999年至2008年落成', 'the Hong Kong Government')

    A soft hyphen, which PDFium writes as U+0002 or U+FFFE, goes with the break; others stay.

    >>> join("develop\x02", "ment"), join("co-", "operation")
    ('development', 'co-operation')
    """
    first, second = first.rstrip(" "), second.lstrip(" ")
    if not first or not second:
        return first + second
    if first[-1] in "\x02\xad\ufffe":
        return first[:-1] + second
    narrow = not _WIDE_CHARACTER.match(first[-1]) and not _WIDE_CHARACTER.match(second[0])
    hyphen = first[-1] in "-/" and first[-2:-1].isalnum()
    return first + (" " if narrow and not hyphen else "") + second


def join_all(pieces: Iterable[str]) -> str:
    """Return the pieces of a wrapped line as one; a long paragraph takes no longer than its length.

    >>> join_all(["各位", "市民", "of Hong", "Kong"])
    '各位市民of Hong Kong'
    """
    parts: list[str] = []
    for piece in (piece.strip(" ") for piece in pieces):
        if parts and piece:
            # Only the ends matter, so only they are looked at.
            tail, head = parts[-1][-2:], piece[:1]
            glued = join(tail, head)
            parts[-1] = parts[-1][:-2] + glued[: len(glued) - len(head)]
        if piece:
            parts.append(piece)
    return "".join(parts)


@cache
def _characters() -> dict[int, str]:
    # A later stage's table, since both need the same arithmetic; it imports nothing in its turn.
    from cantext.normalise.hkscs import private_use_table

    table = {**private_use_table(), **_SYMBOLS}
    for code in range(0xF900, 0xFB00):
        character = unicodedata.normalize("NFC", chr(code))
        if len(character) == 1 and ord(character) != code:
            table[code] = character
    return table


def recover(text: str) -> tuple[str, int]:
    r"""Return text with the characters that a PDF's font tables garbled, and how many they were.

    Private-use code points of old HKSCS fonts and of Symbol become the characters they stand for,
    compatibility ideographs (U+F900–FAFF) the ones they are copies of.

    >>> recover("\ue40c生署\uf8e7\uf8e7\uf98a量")
    ('衞生署──力量', 4)
    """
    found = [ord(c) for c in _COMPATIBILITY.findall(text)]
    if not found:
        return text, 0
    table = _characters()
    return text.translate(table), sum(code in table for code in found)


def unusable_share(text: str) -> float:
    r"""Return which share of a text's characters says nothing: controls, private use, no character.

    >>> unusable_share("立\x01\x05\ue000")
    0.75
    >>> unusable_share("(cid:12)(cid:7)立法")
    0.8
    """
    cids = re.findall(r"\(cid:\d+\)", text)
    rest = [c for c in re.sub(r"\(cid:\d+\)", "", text) if not c.isspace()]
    bad = sum(unicodedata.category(c) in ("Cc", "Cn", "Co", "Cs") or c == "\ufffd" for c in rest)
    total = len(rest) + 4 * len(cids)
    return (bad + 4 * len(cids)) / total if total else 0.0
