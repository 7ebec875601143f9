"""How wide text is, where lines break, and what may stand in a picture."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from cantext.render.fonts import Face
from cantext.render.text import printable

# The width of a text at a font size, both in pixels.
Measure = Callable[[str, float], float]

_NARROW = frozenset("ijl.,:;'|!()[]{}`-rtf I")
_WIDE = frozenset("mwMWQO@%&")


def drawable(text: str) -> str:
    r"""Return text as it can be drawn and written in XML, which forbids U+FFFE and U+FFFF.

    >>> drawable("\x1b[31m紅\ufffe\u202e")
    '␛[31m紅\\u202e'
    """
    return printable(text).replace("\ufffe", "").replace("\uffff", "").strip()


def estimated_width(text: str, size: float) -> float:
    """Return how wide text will be at most in a font that is not known, such as that of a page.

    A Chinese character takes one em; Latin letters what they take in wide sans-serif faces.

    >>> estimated_width("香港", 10), estimated_width("", 10)
    (20.0, 0)
    """
    return sum(map(_ems, text)) * size


def _ems(character: str) -> float:
    if character in _NARROW:
        return 0.4
    if character in _WIDE:
        return 0.95
    if character < "\u0300":
        return 0.72 if character.isupper() else 0.6
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0.0
    return 0.75 if unicodedata.east_asian_width(character) in ("N", "Na", "H") else 1.0


def measure_of(face: Face) -> Measure:
    """Return what measures text in a face; a character that the face was not cut for is one em."""

    def measure(text: str, size: float) -> float:
        em = face.units_per_em
        return sum(face.advances.get(character, em) for character in text) * size / em

    return measure


def wrapped(text: str, size: float, width: float, measure: Measure) -> list[str]:
    """Break text into lines no wider than `width`: at spaces, beside Chinese, else anywhere.

    Every character but the spaces at the breaks is in one line.

    >>> wrapped("粵港澳大灣區", 10, 40, estimated_width)
    ['粵港澳大', '灣區']
    >>> wrapped("iAM Smart", 10, 40, estimated_width)
    ['iAM', 'Smart']
    """
    lines, rest = [], text
    while len(rest) > 1 and measure(rest, size) > width:
        fits = 1
        while fits < len(rest) and measure(rest[: fits + 1], size) <= width:
            fits += 1
        cut = next((k for k in range(fits, 0, -1) if _may_break(rest, k)), fits)
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*lines, rest] if rest or not lines else lines


def _may_break(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if before == " " or after == " ":
        return True
    # No line begins with closing punctuation or ends with an opening bracket.
    if unicodedata.category(after) in ("Pe", "Pf", "Po") or unicodedata.category(before) == "Ps":
        return False
    return _is_wide(before) or _is_wide(after)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")
