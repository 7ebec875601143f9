"""Which sentences are worth reading: found in arrays, since most of a long text is not."""

import re
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cantext.segmentation.pos import load_tagger, tag_of_form
from cantext.segmentation.tokens import SENTENCE_ENDS, TokenBlock
from cantext.statements.lexicon import CommitmentWords, Facts

# Our own tagger reads the words of every engine.
TAGGER = "hk"
_ACTOR, _CUE, _DEED, _POLICY, _COLON, _END, _LAUNCH = 1, 2, 4, 8, 16, 32, 64
_QUESTION = 128
# A date says when: for whoever looks for a subject it is no noun.
_DATE = re.compile("[0-9〇○零一二三四五六七八九十]+(?:年|月|日|季|年度)")
_QUESTION_MARKS = frozenset("？?")
_COLONS = frozenset("：:")
_MARKS = _COLONS | SENTENCE_ENDS
_BODIES = frozenset(("government_bodies", "statutory_bodies"))


class Sentence(NamedTuple):
    """A sentence to read: its line, and its tokens from `first` to `stop`, not included."""

    line: int
    first: int
    stop: int


class _Types(dict[str, int]):
    """What a word may be, in bits; worked out once a word."""

    def __init__(self, lexicon: CommitmentWords) -> None:
        super().__init__()
        self.lexicon = lexicon

    def __missing__(self, text: str) -> int:
        bits = self[text] = _bits(text, self.lexicon.met[text])
        return bits


def _bits(text: str, facts: Facts) -> int:
    if text in _MARKS:
        return _COLON if text in _COLONS else _END | (_QUESTION if text in _QUESTION_MARKS else 0)
    bits = 0
    if facts.actor in ("actor", "place", "suffix"):
        bits |= _ACTOR
    if facts.cue is not None:
        bits |= _CUE
    if facts.verb - {"stative", "saying", "attitude"}:
        bits |= _DEED
    if "policy" in facts.verb:
        bits |= _POLICY
    if facts.verb & {"launch", "complete", "begin"}:
        bits |= _LAUNCH
    return bits


class Sieve:
    """Finds the sentences of blocks that may hold a commitment, and tags words.

    It remembers what it has worked out of each word, so that one serves a whole text.
    """

    def __init__(self, lexicon: CommitmentWords) -> None:
        self.types = _Types(lexicon)
        self.tags: dict[str, str] = {}

    def sentences(self, block: TokenBlock) -> list[Sentence]:
        """Return the sentences of a block to read, in order.

        These are the ones with a body and a word of will or a deed; with a word of will and
        something that begins or ends; what follows one of them in the line; and the lines below
        one that ends in a colon.
        """
        size = len(block.texts)
        if not size:
            return []
        self.types.lexicon.learn(block.texts)
        bits = np.fromiter(map(self.types.__getitem__, block.texts), np.uint8, count=size)
        bodies = [k for k, entry in block.entries.items() if entry.category in _BODIES]
        bits[bodies] |= _ACTOR
        opens = np.zeros(size + 1, np.bool_)
        opens[1:] = (bits & _END) != 0
        opens[block.bounds] = True
        starts = np.flatnonzero(opens[:size])
        stops = np.append(starts[1:], size)
        told = np.bitwise_or.reduceat(bits, starts)
        is_question = (bits[stops - 1] & _QUESTION) != 0
        acted = _stand_in_order(bits, _ACTOR, _CUE | _POLICY, starts)
        launched = _stand_in_order(bits, _CUE, _LAUNCH, starts)
        chosen = (acted | launched) & ~is_question
        lines = np.searchsorted(np.array(block.bounds), starts, side="right") - 1
        # In a line, all that follows the first of them.
        at, places = np.unique(lines[chosen], return_index=True)
        first_of = np.full(len(block.lines), len(starts), np.int64)
        first_of[at] = np.flatnonzero(chosen)[places]
        chosen = chosen | (np.arange(len(starts)) > first_of[lines]) & (
            (told & (_DEED | _CUE)) != 0
        )
        chosen |= self._listed(block, bits)[lines]
        chosen &= ~is_question
        kept = np.flatnonzero(chosen)
        columns = lines[kept].tolist(), starts[kept].tolist(), stops[kept].tolist()
        return [Sentence(*row) for row in zip(*columns, strict=True)]

    def _listed(self, block: TokenBlock, bits: "NDArray[np.uint8]") -> "NDArray[np.bool_]":
        """Tell for each line whether it may be an item of a list above it."""
        is_listed = np.zeros(len(block.lines), np.bool_)
        inside = False
        for line, (first, stop) in enumerate(pairwise(block.bounds)):
            if first == stop:
                continue
            is_listed[line] = inside
            if block.texts[stop - 1] in _COLONS:
                inside = True
            elif inside and not bits[stop - 1] & _END:
                inside = False
        return is_listed

    def tag(self, block: TokenBlock, sentences: list[Sentence]) -> None:
        """Learn the parts of speech of the words of some sentences.

        A word is tagged by itself: in its sentence it would be tagged a little better, at ten
        times the cost, and what is ambiguous and matters stands in the lexicon.
        """
        seen = {text for _, first, stop in sentences for text in block.texts[first:stop]}
        new = sorted(seen - self.tags.keys())
        if not new:
            return
        for text, tag in zip(
            new, load_tagger(TAGGER).tag(new, list(range(len(new) + 1))), strict=True
        ):
            is_date = _DATE.fullmatch(self.types.lexicon.keys[text]) is not None
            self.tags[text] = "NUM" if is_date else tag_of_form(text) or tag.upos


def _stand_in_order(
    bits: "NDArray[np.uint8]", first: int, second: int, starts: "NDArray[np.intp]"
) -> "NDArray[np.bool_]":
    """Tell for each sentence whether a token of one kind stands before one of another."""
    places = np.arange(len(bits))
    earliest = np.minimum.reduceat(np.where(bits & first, places, len(bits)), starts)
    latest = np.maximum.reduceat(np.where(bits & second, places, -1), starts)
    return earliest < latest
