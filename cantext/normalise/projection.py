"""The projection: the form of a text that engines and dictionaries match on.

Every character becomes exactly one character, so offsets in the projection are offsets in the
original. Engines trained on Simplified text read it, and spellings that differ only by publisher
(衞/衛, 裏/裡, full or half width, private-use HKSCS) meet in it.
"""

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from cantext.normalise.hkscs import private_use_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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


def project_codes(codes: "NDArray[np.uint32]") -> "NDArray[np.uint32]":
    """Return the projection of a text given as code points: five times as fast as of a string.

    >>> import numpy as np
    >>> project_codes(np.array([ord("衞"), ord("Ａ"), 0x10FFFF], np.uint32)).tolist()
    [21355, 97, 1114111]
    """
    table = _code_table()
    projected = table.take(codes, mode="clip")
    beyond = codes >= len(table)
    if beyond.any():
        projected[beyond] = codes[beyond]
    return projected


@lru_cache(maxsize=1)
def _table() -> str:
    # A string indexed by code point is the fastest table `str.translate` takes (twice a dict).
    return _code_table().tobytes().decode("utf-32-le", "surrogatepass")


@lru_cache(maxsize=1)
def _code_table() -> "NDArray[np.uint32]":
    """Return what each code point becomes: folded first, then a variant, simplified, lowered."""
    import numpy as np

    folded = np.arange(_TABLE_SIZE, dtype=np.uint32)
    folded[0xFF01:0xFF5F] -= 0xFEE0  # full-width ASCII
    folded[[0x3000, 0x00A0]] = ord(" ")
    # A lone surrogate cannot be encoded, and the matcher and the engine read UTF-8.
    folded[0xD800:0xE000] = 0xFFFD
    for code, character in private_use_table().items():
        folded[code] = ord(character)
    for code in range(0xF900, 0xFB00):
        character = unicodedata.normalize("NFC", chr(code))
        if len(character) == 1:
            folded[code] = ord(character)
    variants = np.arange(_TABLE_SIZE, dtype=np.uint32)
    for source, target in (_VARIANTS | _QUOTES).items():
        variants[ord(source)] = ord(target)
    table = _simplified()[variants[folded]]
    table[(table >= ord("A")) & (table <= ord("Z"))] += ord("a") - ord("A")
    return table


def _simplified() -> "NDArray[np.uint32]":
    """Traditional → Simplified for single characters, by OpenCC (Apache-2.0), asked once."""
    import numpy as np
    from opencc import OpenCC

    han = np.concatenate([np.arange(*bounds, dtype=np.uint32) for bounds in _HAN_RANGES])
    # A line each, so that no phrase of the converter's matches.
    lines = np.full(2 * len(han), ord("\n"), np.uint32)
    lines[::2] = han
    converted = OpenCC("t2s").convert(lines.tobytes().decode("utf-32-le"))
    codes = np.frombuffer(converted.encode("utf-32-le"), np.uint32)
    ends = np.flatnonzero(codes == ord("\n"))
    lengths = np.diff(ends, prepend=-1) - 1
    table = np.arange(_TABLE_SIZE, dtype=np.uint32)
    table[han] = np.where(lengths == 1, codes[ends - 1], han)
    return table
