"""Corpus text on its way to a terminal: nothing in it may act, everything in it may be seen."""

import re
from collections.abc import Collection, Sequence

# Which characters act on a terminal, or hide what is there:
# C0 controls and DEL (escape sequences begin with U+001B), C1 controls (U+009B is a one-character
# escape sequence opener, U+0085 a line break), the line and paragraph separators, every character
# that overrides the direction of what follows, lone surrogates, which no stream can encode, and
# what takes no room: soft hyphens, zero-width spaces and joiners, byte order marks inside the text,
# annotation anchors and tags. A joiner between two pictures stays: it makes one picture of them.
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb"
)
_TAGS = "\U000e0000-\U000e007f"
_PICTURE = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_ACTING = re.compile(
    f"[\x00-\x1f\x7f-\x9f\u2028\u2029{_DIRECTION}\ud800-\udfff{_UNSEEN}{_TAGS}]"
    f"|(?<![{_PICTURE}])\u200d|\u200d(?![{_PICTURE}])"
)
_BLANKS = re.compile(r"\r\n|[\t\r\n]")


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def printable(text: str) -> str:
    r"""Return `text` on one line with everything that could act on a terminal made visible.

    Tabs and line breaks become a space, other C0 controls their control picture (U+241B `␛` for
    escape), the rest, and what takes no room, an escape such as `\u202e`. Ordinary text comes back
    as it is.

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
    if text.isascii() and text.isprintable():
        return len(text)
    if "\u200d" in text or "\ufe0f" in text:  # what joins pictures, or makes one of a sign
        from rich.cells import cell_len

        return cell_len(text)
    return sum(map(_CELLS.__getitem__, text))


class _Cells(dict[str, int]):
    """The cells of each character met; rich keeps those of 4,096, fewer than a corpus has."""

    def __missing__(self, character: str) -> int:
        from rich.cells import get_character_cell_size

        self[character] = size = get_character_cell_size(character)
        return size


_CELLS = _Cells()


def widths(texts: Sequence[str]) -> list[int]:
    """Return the `width` of each text; quickly where all are of ASCII, as numbers are."""
    joined = "".join(texts)
    if joined.isascii() and joined.isprintable():
        return list(map(len, texts))
    return list(map(width, texts))


# Where a line may end: a run of Latin letters, digits and their marks stays whole, Chinese may be
# parted between any two characters; what combines with a character goes with it.
_COMBINING = "[\u0300-\u036f\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
_WIDE = (
    "\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U00020000-\U0003ffff"
)
_UNIT = f"[ \\u3000]+|[^ \\u3000{_WIDE}/]*/+|[^ \\u3000{_WIDE}/]+|[{_WIDE}]{_COMBINING}"
# A joiner makes one picture of two, which are parted nowhere.
_CHARACTER = re.compile(f".{_COMBINING}(?:(?<=\u200d).{_COMBINING})*", re.DOTALL)
_CLOSING = frozenset("，。、；：！？）」』》〉】〕］｝…—～％,.;:!?)]}%’”")
_OPENING = frozenset("（「『《〈【〔［｛([{‘“")


def _units(text: str, keep: Collection[str]) -> list[str]:
    """Part text where a line may end; closing marks stay behind, opening marks go along."""
    kept = sorted((item for item in keep if item), key=len, reverse=True)
    units: list[str] = []
    # Compiled where a text folds, which takes 5 ms, and kept by `re`.
    for piece in re.findall("|".join([*map(re.escape, kept), _UNIT]), text):
        if units and not units[-1].isspace() and (piece in _CLOSING or units[-1][-1] in _OPENING):
            units[-1] += piece
        else:
            units.append(piece)
    return units


def wrapped(text: str, cells: int, keep: Collection[str] = ()) -> list[tuple[int, int]]:
    """Return the spans of the lines into which `text` folds at `cells`, white space between them.

    Latin words and numbers stay whole where they fit, no line begins with a closing mark or ends
    with an opening one, and what is in `keep` is parted only when it is wider than a line.

    Parameters
    ----------
    text
        One line, already `printable`.
    cells
        The room of a line, in terminal cells, at least 1; a wide character in a line of one cell
        sticks out.
    keep
        Strings not to part, such as terms with their counts.

    Examples
    --------
    >>> text = "談及產學研（7）及iAM Smart。"
    >>> [text[start:end] for start, end in wrapped(text, 12, ["產學研（7）"])]
    ['談及', '產學研（7）', '及iAM', 'Smart。']
    """
    if width(text) <= cells:
        return [(0, len(text))]
    lines: list[tuple[int, int]] = []
    start = end = used = place = 0
    for unit in _units(text, keep):
        size, first = width(unit), place
        place += len(unit)
        if unit.isspace():
            if used:
                used += size
            else:
                start = end = place
            continue
        if used and used + size > cells:
            lines.append((start, end))
            start, used = first, 0
        if size > cells:  # wider than a line: parted wherever it must be
            used = 0
            for found in _CHARACTER.finditer(text, first, place):
                cell = width(found[0])
                if used and cell and used + cell > cells:
                    lines.append((start, found.start()))
                    start, used = found.start(), 0
                used += cell
        else:
            used += size
        end = place
    if end > start:
        lines.append((start, end))
    return lines or [(0, 0)]
