"""The projection: the form of a text that engines and dictionaries match on.

Every character becomes exactly one character, so offsets in the projection are offsets in the
original. Engines trained on Simplified text read it, and spellings that differ only by publisher
(衞/衛, 裏/裡, full or half width, private-use HKSCS) meet in it.
"""

import unicodedata
from functools import lru_cache

from cantext.normalise.hkscs import private_use_table

# Variants that OpenCC's Traditional → Simplified table leaves alone, and what each folds to.
# 着 and 著 stay apart: 著名 is another word than 着.
_VARIANTS = dict(
    zip(
        "衞圏粧枱緖戸汚竝鬭鬪鬬吿痹熖堦讎銲韮逈敍廐欵斈塲岀値愼塡顚靑淸硏兎櫈",
        "衛圈妝檯緒戶污並鬥鬥鬥告痺焰階仇焊韭迥敘廄款學場出值慎填顛青清研兔凳",
        strict=True,
    )
)
_QUOTES = {"“": "「", "”": "」", "『": "「", "』": "」", "﹁": "「", "﹂": "」", "＂": '"'}
# OpenCC has no characters to convert past Extension F; beyond the table a character is itself.
_TABLE_SIZE = 0x2FA20
_HAN_RANGES = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, _TABLE_SIZE))


def project(text: str) -> str:
    r"""Return the form of a text for matching: as long as the text, character for character.

    Width, compatibility ideographs (U+F900–FAFF), private-use HKSCS characters, variant forms and
    double quotation marks are folded, capitals lowered, Traditional characters become Simplified,
    and a lone surrogate becomes U+FFFD, so that the projection can always be encoded.

    >>> project("衞生署「智方便」 iAM Ｓmart")
    '卫生署「智方便」 iam smart'
    >>> project("\ue40c生署") == project("衛生署")
    True
    """
    return text.translate(_table())


@lru_cache(maxsize=1)
def _table() -> str:
    # A string indexed by code point is the fastest table `str.translate` takes (twice a dict).
    folded = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full-width ASCII
    folded |= {0x3000: " ", 0x00A0: " "}
    # A lone surrogate cannot be encoded, and the matcher and the engine read UTF-8.
    folded |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
    folded |= private_use_table()
    for code in range(0xF900, 0xFB00):
        character = unicodedata.normalize("NFC", chr(code))
        if len(character) == 1:
            folded[code] = character
    folded |= {ord(source): target for source, target in (_VARIANTS | _QUOTES).items()}
    table = [chr(code) for code in range(_TABLE_SIZE)]
    for code, character in folded.items():
        table[code] = _VARIANTS.get(character, character)
    simplified = _simplified()
    for code in (*folded, *range(ord("A"), ord("Z") + 1), *map(ord, simplified)):
        character = table[code]
        table[code] = simplified.get(character, character)
        if table[code].isascii():
            table[code] = table[code].lower()
    return "".join(table)


def _simplified() -> dict[str, str]:
    """Traditional → Simplified for single characters, by OpenCC (Apache-2.0), asked once."""
    from opencc import OpenCC

    han = [chr(code) for first, stop in _HAN_RANGES for code in range(first, stop)]
    converted = OpenCC("t2s").convert("\n".join(han)).split("\n")
    return {a: b for a, b in zip(han, converted, strict=True) if a != b and len(b) == 1}
