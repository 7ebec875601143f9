"""What a part-of-speech tag and a tagger are.

The tags are those of Universal Dependencies (de Marneffe, Manning, Nivre & Zeman 2021).
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

UNIVERSAL = frozenset({
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
    "PUNCT", "SCONJ", "SYM", "VERB", "X",
})  # fmt: skip


class Tag(NamedTuple):
    """A universal tag, and the tagger's own where its tag set is another."""

    upos: str
    xpos: str | None = None


class Tagger(Protocol):
    """Says which part of speech words are. `name`, `version` and `tagset` go into the manifest."""

    @property
    def name(self) -> str:
        """What tags."""

    @property
    def version(self) -> str:
        """What must be the same for the tags to be the same."""

    @property
    def tagset(self) -> str:
        """The name of the tags that it gives besides the universal ones; else empty."""

    def tag(self, words: Sequence[str], bounds: Sequence[int]) -> list[Tag]:
        """Return the tag of each word.

        Parameters
        ----------
        words
            Words as their author wrote them, of many sentences.
        bounds
            The index of the first word of each sentence, and the number of words.
        """
