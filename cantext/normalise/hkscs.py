"""Hong Kong characters that old PDF text carries in Unicode's private-use area.

Before HKSCS characters had code points of their own, Windows mapped the user-defined areas of Big5
to U+E000–F848 by plain arithmetic, 157 characters a row. Undoing that gives Big5 bytes, which
Python's `big5hkscs` codec reads.
"""

from functools import lru_cache

_ROW = 157
# (first code point, last, lead byte of the row it starts in, offset in that row):
# the user-defined areas FA40–FEFE, 8E40–A0FE, 8140–8DFE and C6A1–C8FE of Big5.
_AREAS = (
    (0xE000, 0xE310, 0xFA, 0),
    (0xE311, 0xEEB7, 0x8E, 0),
    (0xEEB8, 0xF6B0, 0x81, 0),
    (0xF6B1, 0xF848, 0xC6, 63),
)
PRIVATE_USE = (0xE000, 0xF848)


@lru_cache(maxsize=1)
def private_use_table() -> dict[int, str]:
    """Map private-use code points to the one character each stands for; 4,896 of them."""
    table: dict[int, str] = {}
    for first, last, lead, skipped in _AREAS:
        for code in range(first, last + 1):
            row, column = divmod(code - first + skipped, _ROW)
            trail = 0x40 + column if column < 63 else 0xA1 + column - 63
            try:
                character = bytes((lead + row, trail)).decode("big5hkscs")
            except UnicodeDecodeError:
                continue
            if len(character) == 1:  # four decode to a letter and a combining mark
                table[code] = character
    return table


def decode_private_use(text: str) -> str:
    r"""Replace private-use characters of HKSCS by the characters they stand for, one to one.

    >>> decode_private_use("\ue40c生署、\ue473屋、\ueb7b房")
    '衞生署、邨屋、劏房'
    """
    return text.translate(private_use_table())
