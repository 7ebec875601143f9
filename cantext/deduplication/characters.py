"""Text as arrays of code points, and the classes that each character belongs to, as bits.

A million lines cannot be asked one by one. Whether a pattern of `key` or `line_marks` could match a
line at all is told by the classes of its characters, for thousands of lines at once.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from string import ascii_lowercase
from typing import TYPE_CHECKING

from cantext.normalise import project

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]

# The classes, of projected characters. A character may be in several.
HAN = 1 << 0
KEPT = 1 << 1  # stays in a key
SPACE = 1 << 2
DIGIT = 1 << 3
LATIN = 1 << 4
ALNUM = 1 << 5
STOP = 1 << 6  # ends a sentence
CLOSING = 1 << 7  # brackets and quotation marks that close
OPENING = 1 << 8
DOTS = 1 << 9  # of an ellipsis
CLAUSE_END = 1 << 10  # 。!?
LABEL_FIRST = 1 << 11  # begins a label: ▲, 圖…
LEADER = 1 << 12  # begins a bullet, a number or an ordinal
BYLINE_FIRST = 1 << 13
LINK_FIRST = 1 << 14  # 相關, 推薦, 延伸
COLON = 1 << 15  # : / | @
SEPARATOR = 1 << 16  # what may stand between text and a bare credit
CREDIT = 1 << 17  # one of these is in every credit
CREDIT_LAST = 1 << 18  # ends a bare credit
VERB_LAST = 1 << 19  # ends a reporting verb
COMMA = 1 << 20  # , and :
CONNECTOR = 1 << 21  # joins digits: . - / : ~
MENU = 1 << 22  # parts the entries of a menu
SITE = 1 << 23  # parts a headline and the name of the site
TAG = 1 << 24  # < and @ and #
RIGHTS = 1 << 25  # of a line of copyright
PERSON = 1 << 26  # 者 (記者), 由 (圖片由)
ODD = 1 << 28  # invisible, or changed by NFKC: the patterns must look
POSE = 1 << 29  # 左 右 中: who stands where
KNOWN = 1 << 31  # the classes of this character have been looked up

_MEMBERS = {
    STOP: "。!?；;…⋯",
    CLOSING: "」』”’\"')]】〕}",
    OPENING: "([【〔{",
    DOTS: "…⋯‥.·",
    CLAUSE_END: "。!?",
    LABEL_FIRST: "▲△▼▽◆◇■□●○◎★☆►▶▷◀◄↑↓→←※♦•‧·▸▍▎|图相照附上下左右组大资网pcf",
    LEADER: f"-–—*•●○◦‧·▪■□◆➢✓([第议附表一二三四五六七八九十甲乙丙丁戊{ascii_lowercase}0123456789",
    BYLINE_FIRST: "文图撰采作记编责特来出报本驻最更发刊上建摄研译主整taurepbws",
    LINK_FIRST: "相推延",
    COLON: ":/|@",
    SEPARATOR: "。!?|/\\",
    CREDIT: "图像摄片供资源由社网报来视画档处脸微彭授合",
    CREDIT_LAST: "片像摄影供图拍处社bkgmosy",
    VERB_LAST: "指说称出示调为露充言",
    COMMA: ",:",
    CONNECTOR: ".-/:~",
    MENU: "|>»›/·•<«‹",
    SITE: "|_–—-",
    TAG: "<@#",
    RIGHTS: "©载权许",
    PERSON: "者由",
    POSE: "左右中",
}
_INVISIBLE = frozenset("\u00ad\u180e\ufeff").union(
    map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065))),
    map(chr, range(0xFE00, 0xFE10)),
)
_MARKS_KEPT = frozenset("%$€£¥℃°+")
_SIZE = 0x110000


def class_of(character: str) -> int:
    """Return the classes of a projected character, as a sum of bits.

    >>> class_of("政") == HAN | KEPT | ALNUM | KNOWN
    True
    """
    found = KNOWN
    for bit, members in _MEMBERS.items():
        if character in members:
            found |= bit
    if "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0002fa1f":
        found |= HAN
    if character.isalnum():
        found |= ALNUM | KEPT
    if character in _MARKS_KEPT:
        found |= KEPT
    if character.isspace() and character != "\n":
        found |= SPACE | SEPARATOR | MENU
        found |= ODD if character != " " else 0
    if character.isdigit():
        found |= DIGIT
    if "a" <= character <= "z":
        found |= LATIN | CREDIT
    if character in _INVISIBLE or not unicodedata.is_normalized("NFKC", character):
        found |= ODD
    return found


@lru_cache(maxsize=1)
def _projection() -> "Codes":
    """Return the projected code point of every code point (4 MB, made in 20 ms)."""
    import numpy as np

    table = np.arange(_SIZE, dtype=np.uint32)
    below = 0x2FA20  # beyond, the projection leaves every character as it is
    for first, stop in ((0, 0xD800), (0xD800, 0xE000), (0xE000, below)):
        table[first:stop] = codes_of(project("".join(map(chr, range(first, stop)))))
    return table


@lru_cache(maxsize=1)
def _classes() -> "Codes":
    """Return the classes by code point; zero where nobody has asked yet (4 MB)."""
    import numpy as np

    return np.zeros(_SIZE, dtype=np.uint32)


def codes_of(text: str) -> "Codes":
    """Return the code points of a text."""
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def text_of(codes: "Codes") -> str:
    """Return the text of an array of code points.

    >>> text_of(codes_of("衞生署"))
    '衞生署'
    """
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def projected_codes(text: str) -> "Codes":
    """Return the code points of the projection of a text.

    >>> text_of(projected_codes("衞生署")) == project("衞生署")
    True
    """
    if len(text) < 20_000:  # the table costs as much to make
        return codes_of(project(text))
    return _projection()[codes_of(text)]


def classes_of(codes: "Codes") -> "Codes":
    """Return the classes of every code point of an array."""
    import numpy as np

    table = _classes()
    found = table[codes]
    unknown = found == 0
    if unknown.any():
        for code in np.unique(codes[unknown]).tolist():
            table[code] = class_of(chr(code))
        found = table[codes]
    return found


def joined(lines: Sequence[str]) -> str:
    r"""Return lines as one text, each ended by `\n`.

    >>> joined(["一", "二"])
    '一\n二\n'
    """
    return "\n".join(lines) + "\n" if lines else ""
