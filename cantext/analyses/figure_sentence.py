"""A sentence with figures: its tokens, what they may be, and the lists of words about numbers."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cantext.lexicon.entry import Entry
from cantext.lexicon.figure_lists import nouns, verbs
from cantext.lexicon.stopwords import class_words
from cantext.normalise import project

NOMINAL = frozenset({"NOUN", "PROPN"})
OF = frozenset({"的", "嘅"})
# The tagger takes many a noun before an adverb for an adverb; words that end so are nouns.
_NOUN_ENDS = frozenset(
    project("額費率量院數目價期幅者員金稅資戶藏距比值本度園場館站局民生樓校所口")
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens of a sentence in columns.

    `texts` are as written, `keys` what words are compared by, `tags` universal; `starts` and `ends`
    are offsets in the line, `entries` the terms of the dictionary by token.
    """

    texts: Sequence[str]
    keys: Sequence[str]
    tags: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    entries: Mapping[int, Entry]

    def first_at(self, offset: int) -> int:
        """Return the first token that ends after an offset."""
        return bisect_right(self.ends, offset)

    def is_noun(self, index: int) -> bool:
        """Whether a token is a noun, by its tag, its form, or as a term of the dictionary."""
        tag, key = self.tags[index], self.keys[index]
        if key in verb_senses():
            # 撥款 of 年度撥款 is a noun; 撥款 of 政府撥款3億元 governs.
            owned = index > 0 and self.keys[index - 1] in OF
            return len(key) > 1 and tag in NOMINAL and owned
        if tag in NOMINAL:
            return True
        if index in self.entries and tag != "NUM":
            return True
        return tag in ("ADV", "VERB") and len(key) > 1 and key[-1] in _NOUN_ENDS

    def is_verb(self, index: int) -> bool:
        """Whether a token is a verb; one that governs figures is, whatever its tag."""
        return self.keys[index] in verb_senses() or (
            self.tags[index] == "VERB" and not self.is_noun(index)
        )


class Phrase(NamedTuple):
    """The tokens of a phrase, from `first` to `stop`, not included."""

    first: int
    stop: int


@lru_cache(maxsize=1)
def verb_senses() -> dict[str, str]:
    """Return what each verb of the list says of figures, by its match key."""
    return {project(row.form): row.sense for row in verbs()}


@lru_cache(maxsize=4)
def words_of(role: str) -> frozenset[str]:
    """Return the match keys of the words of a role; those that say when are `empty` too."""
    listed = frozenset(project(row.form) for row in nouns() if row.role == role)
    return listed | frozenset(map(project, class_words("time"))) if role == "empty" else listed
