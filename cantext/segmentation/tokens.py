"""Tokens in columns: one block holds many lines, so that counting stays in C."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from cantext.documents.document import Line
from cantext.lexicon.entry import Entry

Kind = Literal["word", "number", "latin", "url", "markup", "punctuation"]

_NUMERAL = re.compile(
    r"[+\-−]?[0-9０-９].*|[〇零一二三四五六七八九十百千萬億兩万亿两]+(?:[年月日]|分之.+)?|第.+"
)
SENTENCE_ENDS = frozenset("。！？!?；;…")


@lru_cache(maxsize=1 << 16)
def kind_of(text: str) -> Kind:
    """Tell what sort of token a text is.

    >>> [kind_of(text) for text in ("產學研", "M+博物館", "3 000", "第三", "iAM Smart", "。")]
    ['word', 'word', 'number', 'number', 'latin', 'punctuation']
    """
    if "://" in text or text.startswith("www.") or ("@" in text and "." in text):
        return "url"
    if text[0] == "<" and text[-1] == ">":
        return "markup"
    if not any(character.isalnum() for character in text):
        return "punctuation"
    if (len(text) > 1 or text.isdigit()) and _NUMERAL.fullmatch(text):
        return "number"
    if all(ord(character) < 0x2E80 for character in text):
        return "latin"
    return "word"


def is_word(text: str) -> bool:
    """Whether a token counts as one of the N words of a text: not punctuation, address or tag."""
    # Nine types in ten are letters throughout, and need no closer look.
    return text.isalpha() or kind_of(text) not in ("punctuation", "url", "markup")


class Token(NamedTuple):
    """One token; `start` and `end` are character offsets in the document's text."""

    text: str
    start: int
    end: int
    kind: Kind
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class TokenBlock:
    """The tokens of a run of lines of one document, white space left out.

    `texts[k]` is the k-th token as the author wrote it and `starts[k]`, `ends[k]` its character
    offsets in the document; the tokens of `lines[i]` are those from `bounds[i]` to `bounds[i + 1]`.
    `entries` maps the index of a token to the dictionary entry it is.
    """

    document: str
    lines: tuple[Line, ...]
    texts: list[str]
    starts: list[int]
    ends: list[int]
    bounds: list[int]
    entries: Mapping[int, Entry] = field(default_factory=dict)

    def line_texts(self, index: int) -> list[str]:
        """Return the token texts of `lines[index]`."""
        return self.texts[self.bounds[index] : self.bounds[index + 1]]

    def line_tokens(self, index: int) -> list[Token]:
        """Return the tokens of `lines[index]` with offsets, kind and dictionary entry."""
        return [
            Token(
                self.texts[k], self.starts[k], self.ends[k], kind_of(self.texts[k]),
                self.entries.get(k),
            )
            for k in range(self.bounds[index], self.bounds[index + 1])
        ]  # fmt: skip

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Yield (first, last + 1) token indexes of each sentence; a line end ends a sentence too.

        >>> line = Line(1, 0, "好。去")
        >>> block = TokenBlock("-", (line,), ["好", "。", "去"], [0, 1, 2], [1, 2, 3], [0, 3])
        >>> list(block.sentences())
        [(0, 2), (2, 3)]
        """
        for first, stop in pairwise(self.bounds):
            begin = first
            for k in range(first, stop):
                if self.texts[k] in SENTENCE_ENDS:
                    yield begin, k + 1
                    begin = k + 1
            if begin < stop:
                yield begin, stop
