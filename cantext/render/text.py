"""Corpus text on its way to a terminal: nothing in it may act, everything in it may be seen."""

import re

# Which characters act on a terminal, or hide what is there:
# C0 controls and DEL (escape sequences begin with U+001B), C1 controls (U+009B is a one-character
# escape sequence opener, U+0085 a line break), the line and paragraph separators, every character
# that overrides the direction of what follows, and lone surrogates, which no stream can encode.
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ACTING = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{_DIRECTION}\ud800-\udfff]")
_BLANKS = re.compile(r"\r\n|[\t\r\n]")


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return f"\\u{code:04x}"


def printable(text: str) -> str:
    r"""Return `text` on one line with everything that could act on a terminal made visible.

    Tabs and line breaks become a space, other C0 controls their control picture (U+241B `␛` for
    escape), the rest an escape such as `\u202e`. Ordinary text comes back as it is.

    >>> printable("香港\t\x1b[31m紅色\u202e")
    '香港 ␛[31m紅色\\u202e'
    """
    if not _ACTING.search(text):
        return text
    return _ACTING.sub(_visible, _BLANKS.sub(" ", text))


def printable_lines(text: str) -> str:
    r"""Return `text` with its line breaks and tabs kept and the rest as `printable` makes it.

    For text that is itself lines or columns (CSV, plain text) and goes to a terminal.

    >>> printable_lines("甲\t乙\n\x9b2J")
    '甲\t乙\n\\u009b2J'
    """
    return _ACTING.sub(lambda m: m.group() if m.group() in "\n\t" else _visible(m), text)


def width(text: str) -> int:
    """Return how many terminal cells `text` takes; a Chinese character takes two.

    >>> width("產學研1+計劃")
    12
    """
    from rich.cells import cell_len

    return cell_len(text)
