"""Tokens as the rows that other programs read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cantext.segmentation.pos import tag_block
from cantext.segmentation.tags import Tagger
from cantext.segmentation.tokens import Kind, TokenBlock


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token; `start` and `end` are character offsets in the document's text as read.

    `pos` is the part of speech in universal tags and `xpos` the tagger's own tag, where it has
    others; without a tagger, `pos` is that of the dictionary entry. `term` is the concept of the
    entry that the token is.
    """

    text: str
    start: int
    end: int
    kind: Kind
    pos: str | None = None
    xpos: str | None = None
    term: str | None = None


@dataclass(frozen=True, slots=True)
class LineRow:
    """The tokens of one line of a document; `line` counts from 1."""

    document: str
    line: int
    tokens: tuple[TokenRow, ...]


def segment_rows(blocks: Iterable[TokenBlock], tagger: Tagger | None = None) -> Iterator[LineRow]:
    """Yield a row for every line of the blocks, blank ones included.

    A tagger (`cantext.segmentation.pos.load_tagger`) gives every token its part of speech.

    >>> from cantext.corpus import Corpus
    >>> from cantext.documents.document import Document
    >>> corpus = Corpus.of([Document("a", "產學研1,300項")])
    >>> [(t.text, t.start, t.kind, t.term) for t in next(segment_rows(corpus.blocks())).tokens]
    [('產學研', 0, 'word', '產學研'), ('1,300', 3, 'number', None), ('項', 8, 'word', None)]
    """
    for block in blocks:
        tags = tag_block(tagger, block) if tagger else None
        for index, line in enumerate(block.lines):
            tokens = []
            for place, token in enumerate(block.line_tokens(index), start=block.bounds[index]):
                entry = token.entry
                upos = (entry.pos or None) if entry else None
                xpos = None
                if tags:
                    upos, xpos = tags[place]
                concept = entry.concept if entry else None
                tokens.append(
                    TokenRow(token.text, token.start, token.end, token.kind, upos, xpos, concept)
                )
            yield LineRow(block.document, line.number, tuple(tokens))
