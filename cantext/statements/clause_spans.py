"""Sentences in clauses: where the commas are, and what stands in brackets or is quoted."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cantext.segmentation.tokens import SENTENCE_ENDS
from cantext.statements.lexicon import CommitmentWords

_OPENING = dict(zip("「『“（(《〈【", "」』”）)》〉】", strict=True))
_CLOSING = frozenset(_OPENING.values())
QUOTES = frozenset("「『“")
# A clause ends here; the colon also opens what is said or listed.
COMMAS = frozenset("，,：:")
COLONS = frozenset("：:")
# Before a quotation that is speech and no term: 說：「…」, 說，「…」.
_BEFORE_SPEECH = COMMAS
_REFERRING = frozenset(("他", "她", "佢", "其"))


_BRACKET = re.compile("[「『“（(《〈【]")


def has_brackets(text: str) -> bool:
    """Whether anything in a line may be hidden."""
    return _BRACKET.search(text) is not None


def hidden_tokens(
    texts: Sequence[str], first: int, stop: int, words: CommitmentWords
) -> frozenset[int]:
    """Return the tokens of a line that stand in brackets, in titles, or in somebody's mouth.

    What an official is quoted as saying stays open to be read; what others say is hidden.
    """
    hidden: set[int] = set()
    stack: list[str] = []
    open_speech = 0
    speaker = told = ""
    for k in range(first, stop):
        text = texts[k]
        if text in _OPENING:
            is_speech = text in QUOTES and not stack and k > first
            if is_speech and texts[k - 1] in _BEFORE_SPEECH and told == "actor":
                open_speech += 1
                continue
            stack.append(_OPENING[text])
            hidden.add(k)
        elif text in _CLOSING:
            if stack and text in stack:
                hidden.add(k)
                while stack.pop() != text:
                    pass
            elif open_speech:
                open_speech -= 1
        elif stack:
            hidden.add(k)
        else:
            facts = words.facts(text)
            if facts.actor in ("actor", "suffix"):
                speaker = told = "actor"
            elif text in _REFERRING:
                told = speaker
            elif facts.frame == "other":
                speaker = told = "other"
    return frozenset(hidden)


class ClauseSpan(NamedTuple):
    """A clause: its tokens that are to be read, and the first and last + 1 of all."""

    tokens: tuple[int, ...]
    first: int
    stop: int


def clauses_of(
    texts: Sequence[str], first: int, stop: int, hidden: frozenset[int]
) -> Iterator[ClauseSpan]:
    """Yield the clauses of a sentence that have anything to read.

    >>> texts = ["政府", "會", "研究", "（", "甲", "，", "乙", "）", "，", "並", "檢討"]
    >>> for clause in clauses_of(texts, 0, 11, frozenset(range(3, 8))):
    ...     print(clause)
    ClauseSpan(tokens=(0, 1, 2), first=0, stop=8)
    ClauseSpan(tokens=(9, 10), first=9, stop=11)
    """
    begin = first
    tokens: list[int] = []
    for k in range(first, stop):
        text = texts[k]
        if k in hidden:
            continue
        if text in COMMAS:
            if tokens:
                yield ClauseSpan(tuple(tokens), begin, k)
                tokens = []
            begin = k + 1
        elif text in SENTENCE_ENDS and k == stop - 1:
            stop -= 1
        else:
            tokens.append(k)
    if tokens:
        yield ClauseSpan(tuple(tokens), begin, stop)
