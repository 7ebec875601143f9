"""What every analysis reads: a text with its name, its lines and where it came from."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, count
from typing import NamedTuple

# Only these end a line. `str.splitlines` would also cut at form feeds, U+2028 and other
# characters that PDF text carries inside a line.
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")


class Line(NamedTuple):
    """One line of a document, without its line break.

    `number` counts from 1; `start` is the offset of the first character in the document's text.
    A tuple and no dataclass: an archive has millions, and a tuple is made four times as fast.
    """

    number: int
    start: int
    text: str


class Turn(NamedTuple):
    """What one speaker says at a stretch: characters `start` to `end` (exclusive) of the text.

    The label that names the speaker (「李卓人議員：」) is not part of it.
    """

    speaker: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """How a document came to be text.

    `format` is what the bytes were; `confidence` that of a guessed encoding (None when it was
    certain, or asked for); `repairs` counts what the reader did to the text or left out of it.
    """

    format: str = "text"
    confidence: float | None = None
    repairs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    r"""A text as read: characters are the author's, nothing is normalised.

    `id` is the name shown to people (the path as given, `-` for standard input), `encoding` the
    codec that decoded it, `sha256` the digest of the bytes it was read from, `metadata` whatever
    the reader found (title, date, …). `kinds` maps the numbers of the lines whose kind the format
    itself tells (a heading, a caption) to that kind, by the names of `cantext.deduplication`.

    >>> document = Document("a.txt", "一\r\n\n二")
    >>> [(line.number, line.start, line.text) for line in document.lines()]
    [(1, 0, '一'), (2, 3, ''), (3, 4, '二')]
    """

    id: str
    text: str
    encoding: str = "utf-8"
    sha256: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[int, str] = field(default_factory=dict)
    turns: tuple[Turn, ...] = ()
    reading: Reading = field(default_factory=Reading)

    @property
    def characters(self) -> int:
        """The length of the text."""
        return len(self.text)

    def lines(self) -> Iterator[Line]:
        """Yield the lines in order; a final line break opens no further line."""
        if "\r" not in self.text:  # most texts, at three times the speed
            texts = self.text.split("\n")
            if not texts[-1]:
                texts.pop()
            starts = accumulate((len(text) + 1 for text in texts), initial=0)
            yield from map(Line, count(1), starts, texts)
            return
        for number, match in enumerate(_LINE.finditer(self.text), start=1):
            start = match.start()
            if start == len(self.text):
                return
            yield Line(number, start, match[1])
