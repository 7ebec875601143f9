"""What the readers of marked-up formats hand over: blocks of text, each with its kind."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

# Python's notion of white space, less what is a character of Chinese layout (U+3000 at the head of
# a paragraph is dropped by `strip`, inside one it is the author's).
_RUN = re.compile(r"[ \t\n\r\f\v\x85\xa0\u2028\u2029]+")
# Han, kana, and the punctuation and full-width forms that stand beside them: no space between.
WIDE = (
    r"\u2e80-\u2fdf\u3001-\u303f\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\uf900-\ufaff"
    r"\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
)


def names(listed: str) -> frozenset[str]:
    """Return the names in a list parted by spaces.

    >>> sorted(names("p li"))
    ['li', 'p']
    """
    return frozenset(listed.split())


class Block(NamedTuple):
    """A paragraph, a heading, a row of a table; `kind` is "body" where the format says nothing."""

    text: str
    kind: str = "body"


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a document as its reader gives it; `kinds` and `repairs` as in `Document`.

    `notes` are what people should know and no count says, without the document's name.
    """

    text: str
    kinds: Mapping[int, str] = field(default_factory=dict)
    metadata: Mapping[str, str] = field(default_factory=dict)
    repairs: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def one_line(text: str) -> str:
    r"""Return text on one line: a break between Han is nothing, other white space one space.

    Markup is broken where its writer's window ended, which says nothing about the text.

    >>> one_line("  行政長官發表\n    施政報告 in\n 2025 ")
    '行政長官發表施政報告 in 2025'
    """
    return _RUN.sub(" ", _break_in_han().sub("", text)).strip()


@lru_cache(maxsize=1)
def _break_in_han() -> re.Pattern[str]:
    # Compiled when markup is read: 3 ms.
    return re.compile(rf"(?<=[{WIDE}])[ \t]*\n\s*(?=[{WIDE}])")


def assemble(blocks: Iterable[Block]) -> tuple[str, dict[int, str]]:
    r"""Return the text of blocks, a line each, and the kinds of the lines that are no body.

    A block with line breaks of its own becomes as many lines; empty ones are left out.

    >>> assemble([Block("標題", "heading"), Block(" "), Block("甲\n乙")])
    ('標題\n甲\n乙\n', {1: 'heading'})
    """
    lines: list[str] = []
    kinds: dict[int, str] = {}
    for block in blocks:
        for piece in block.text.split("\n"):
            text = piece.strip()
            if text:
                lines.append(text)
                if block.kind != "body":
                    kinds[len(lines)] = block.kind
    return "".join(f"{line}\n" for line in lines), kinds


def present(metadata: Mapping[str, str | None]) -> dict[str, str]:
    """Return the metadata that say something, each on one line.

    >>> present({"title": " 施政 報告 ", "date": None, "source": ""})
    {'title': '施政 報告'}
    """
    lines = {name: one_line(value) for name, value in metadata.items() if value}
    return {name: value for name, value in lines.items() if value}


def counted(**repairs: int) -> dict[str, int]:
    """Return the counts that are not nought."""
    return {name: number for name, number in Counter(repairs).items() if number}
