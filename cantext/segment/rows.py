"""Tokens as the rows that other programs read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cantext.segment.tokens import Kind, TokenBlock


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token; `start` and `end` are character offsets in the document's text as read.

    `term` is the concept of the dictionary entry that the token is; `pos` is the entry's part of
    speech (the engines give none yet).
    """

    text: str
    start: int
    end: int
    kind: Kind
    pos: str | None = None
    term: str | None = None


@dataclass(frozen=True, slots=True)
class LineRow:
    """The tokens of one line of a document; `line` counts from 1."""

    document: str
    line: int
    tokens: tuple[TokenRow, ...]


def segment_rows(blocks: Iterable[TokenBlock]) -> Iterator[LineRow]:
    """Yield a row for every line of the blocks, blank ones included.

    >>> from cantext.corpus import Corpus
    >>> from cantext.documents.document import Document
    >>> corpus = Corpus.of([Document("a", "產學研1,300項")])
    >>> [(t.text, t.start, t.kind, t.term) for t in next(segment_rows(corpus.blocks())).tokens]
    [('產學研', 0, 'word', '產學研'), ('1,300', 3, 'number', None), ('項', 8, 'word', None)]
    """
    for block in blocks:
        for index, line in enumerate(block.lines):
            tokens = tuple(
                TokenRow(
                    token.text,
                    token.start,
                    token.end,
                    token.kind,
                    (token.entry.pos or None) if token.entry else None,
                    token.entry.concept if token.entry else None,
                )
                for token in block.line_tokens(index)
            )
            yield LineRow(block.document, line.number, tokens)
