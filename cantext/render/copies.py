"""How copies of a line are told to people: where they stand, and what differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from cantext.render.labels import label, phrase

if TYPE_CHECKING:
    from cantext.deduplication.model import Member

# Longer lines are not compared character by character, which takes the square of their length.
_COMPARED = 4000

Change = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both lines have, or one of them alone."""

    text: str
    change: Change


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """Return a copy in pieces: what it shares with the original, adds to it and lacks of it.

    >>> [(piece.text, piece.change) for piece in differences("在工廠裡看", "在工廠裏看。")]
    [('在工廠', 'same'), ('裡', 'removed'), ('裏', 'added'), ('看', 'same'), ('。', 'added')]
    """
    if len(before) > _COMPARED or len(after) > _COMPARED:
        return (Piece(before, "removed"), Piece(after, "added"))
    pieces: list[Piece] = []
    for operation, a, b, c, d in SequenceMatcher(None, before, after, False).get_opcodes():
        if operation == "equal":
            pieces.append(Piece(before[a:b], "same"))
            continue
        if a < b:
            pieces.append(Piece(before[a:b], "removed"))
        if c < d:
            pieces.append(Piece(after[c:d], "added"))
    return tuple(pieces)


def places(
    members: Iterable[Member], language: str, names: Mapping[str, str] | None, most: int
) -> str:
    """Return where copies stand: `lines 3, 14, 88`, by document where documents have names.

    Of the documents, and of the lines of each, `most` are named and the others counted.

    >>> from cantext.deduplication.model import Member
    >>> copies = [Member("a", n, "甲", "exact", 1.0, False) for n in (3, 14, 88)]
    >>> places(copies, "en", None, 2)
    'lines 3, 14 and 1 more'
    >>> places(copies, "zh-Hant", {"a": "a.txt"}, 8)
    'a.txt 第 3、14、88 行'
    """
    by_document: dict[str, list[int]] = {}
    for member in members:
        by_document.setdefault(member.document, []).append(member.line)
    told = []
    for document, lines in list(by_document.items())[:most]:
        numbers = label("word.separator", language).join(map(str, lines[:most]))
        more = len(lines) - most
        key = "text.line_numbers" if len(lines) == 1 else "text.several_lines"
        key = "text.many_lines" if more > 0 else key
        where = phrase(key, language, numbers=numbers, more=more)
        told.append(f"{names.get(document, document)} {where}" if names else where)
    shown = label("word.semicolon", language).join(told)
    if len(by_document) > most:
        shown += phrase("text.and_more", language, count=len(by_document) - most)
    return shown
