"""jieba's parts of speech: the tag in its word list, else what its Markov model says."""

from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version

from cantext.normalise import project
from cantext.segmentation.tags import Tag

# jieba's tags are those of ICTCLAS (Peking University's), told by their first letters: the longest
# beginning that stands here decides. Morphemes (ng, vg) go with the words of their class.
_UNIVERSAL = {
    "a": "ADJ", "ad": "ADV", "an": "NOUN", "b": "ADJ", "c": "CCONJ", "d": "ADV", "df": "AUX",
    "e": "INTJ", "eng": "X", "f": "ADP", "g": "NOUN", "h": "PART", "i": "VERB", "j": "NOUN",
    "k": "PART", "l": "VERB", "m": "NUM", "n": "NOUN", "nr": "PROPN", "ns": "PROPN",
    "nt": "PROPN", "nz": "PROPN", "o": "INTJ", "p": "ADP", "q": "NOUN", "r": "PRON", "s": "NOUN",
    "t": "NOUN", "u": "PART", "ug": "AUX", "ul": "AUX", "uz": "AUX", "v": "VERB", "vd": "ADV",
    "vn": "NOUN", "x": "X", "y": "PART", "z": "ADJ", "zg": "X",
}  # fmt: skip


class JiebaTagger:
    """jieba.posseg on words that are already cut: each word for itself, no context."""

    name = "jieba"
    tagset = "ICTCLAS"

    def __init__(self) -> None:
        from jieba import posseg

        self._listed = posseg.dt.word_tag_tab
        self._model = (
            posseg.char_state_tab_P, posseg.start_P, posseg.trans_P, posseg.emit_P
        )  # fmt: skip
        self._viterbi = posseg.viterbi
        self._tag_of = lru_cache(maxsize=1 << 16)(self._look_up)

    @property
    def version(self) -> str:
        """The release of jieba."""
        return f"jieba {version('jieba')}"

    def tag(self, words: Sequence[str], bounds: Sequence[int]) -> list[Tag]:
        """Return the tag of each word; see `cantext.segmentation.pos.Tagger`."""
        return list(map(self._tag_of, words))

    def _look_up(self, word: str) -> Tag:
        shown = project(word)
        tag = self._listed.get(shown)
        if tag is None and shown.isascii() and shown.isalnum():
            tag = "m" if shown.isdigit() else "eng"
        elif tag is None and shown.isalnum():
            # A word that it does not list may be two to its model: the last one is the head.
            _, states = self._viterbi(shown, *self._model)
            tag = states[-1][1]
        return Tag(universal(tag or "x"), tag or "x")


def universal(tag: str) -> str:
    """Return the universal tag of one of jieba's.

    >>> [universal(tag) for tag in ("nrt", "vn", "uj", "zg", "?")]
    ['PROPN', 'NOUN', 'PART', 'X', 'X']
    """
    for size in range(len(tag), 0, -1):
        if tag[:size] in _UNIVERSAL:
            return _UNIVERSAL[tag[:size]]
    return "X"
