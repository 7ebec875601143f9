"""What the part-of-speech tagger sees of a word: hashed features, and the score of each tag.

A linear score decides, word by word, as pointwise taggers do (Neubig & Mori 2010, "Word-based
partial annotation for efficient corpus construction"): no tag waits for the one before it, so that
a block of text is tagged by a few passes over arrays. The features are the word, its neighbours,
its first and last characters, its form (figures, Latin letters, capitals), the tag that jieba's
word list gives it, or else its last character, and the class of words it belongs to by the company
it keeps in large text. Features are hashed into one table of weights, a row a feature and a column
a tag, and words into one of classes, so that a model holds no text.
"""

import importlib.util
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from cantext.errors import EngineError
from cantext.normalise import project

# What a model tells apart. PUNCT, SYM and X go by rule: see cantext/segmentation/pos.py.
TAGS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
    "SCONJ", "VERB",
)  # fmt: skip
ROW_BITS = 16
CLASS_BITS = 20

Hashes = NDArray[np.uint32]
Rows = NDArray[np.int32]
Weights = NDArray[np.int8]
Classes = NDArray[np.uint8]

# Odd multipliers with well-mixed bits (the golden ratio's, and one of MurmurHash3's).
_GOLDEN = np.uint32(0x9E3779B1)
_MURMUR = np.uint32(0x85EBCA6B)
# Stand in for what is left and right of a sentence, two on each side: no feature reaches further.
_EDGE = "\n"
_REACH = 2
# Without 萬, 億, 兩 and 幾: the model learned from Traditional text, where they were none of its
# figures, and Simplified text must look the same to it.
_CHINESE_FIGURES = frozenset("一二三四五六七八九十百千零〇")


@lru_cache(maxsize=1)
def _listed_tags() -> dict[str, str]:
    """Return projected word → tag of jieba's word list; a quarter of a second, made once."""
    # Found, not imported: importing jieba costs more than reading its list.
    package = importlib.util.find_spec("jieba")
    locations = package.submodule_search_locations if package else None
    if not locations:
        raise EngineError("the jieba package is missing; install it: pip install jieba==0.42.1")
    rows = (Path(next(iter(locations))) / "dict.txt").read_text(encoding="utf-8")
    cells = project(rows).split()
    return dict(zip(cells[0::3], cells[2::3], strict=True))


def _hash(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))


def _form(word: str) -> str:
    """Return the letters and figures a word is made of, as far as a tag depends on them."""
    first = word[0]
    if not any(character.isalnum() for character in word):
        return "mark"
    if first.isdigit():
        return "figure"
    if first.isascii():
        return "capitals" if word.isupper() else "capital" if first.isupper() else "latin"
    return "numeral" if _CHINESE_FIGURES.issuperset(word) else "word"


@lru_cache(maxsize=1 << 16)
def _attributes(word: str) -> tuple[int, ...]:
    """Return the hashes of a word's properties, in the order that `_Context` names them."""
    tags = _listed_tags()
    shown = project(word)
    form = _form(word)
    head, tail = tags.get(shown[0], "?"), tags.get(shown[-1], "?")
    listed = tags.get(shown) or (f"-{tail}" if form == "word" else form)
    size = str(min(len(shown), 5))
    return (
        _hash(shown),
        _hash(listed),
        _hash(shown[0]),
        _hash(shown[-1]),
        _hash(shown[:2]),
        _hash(shown[-2:]),
        _hash(size + form),
        _hash(f"{head} {tail} {size}"),
    )


class _Context:
    """The properties of each word and of its neighbours, one array a property."""

    def __init__(self, classes: Classes, words: Sequence[str], bounds: Sequence[int]) -> None:
        # Sentences with their edges, one after the other: `places` is where the words came to be.
        known = {word: number for number, word in enumerate(dict.fromkeys((_EDGE, *words)))}
        table = np.array([_attributes(word) for word in known], np.uint32)
        sizes = np.array([stop - first for first, stop in pairwise(bounds)], np.intp)
        shifts = np.repeat(np.arange(len(sizes)) * _REACH + _REACH, sizes)
        places = np.arange(len(words)) + shifts
        numbers = np.zeros(len(words) + (len(sizes) + 1) * _REACH, np.int64)
        numbers[places] = np.fromiter(map(known.__getitem__, words), np.int64, len(words))
        self._table, self._numbers, self._places = table, numbers, places
        found = classes[class_places(table[:, 0])].astype(np.uint32)
        # A word of no class is told by its form and size.
        self._classes = np.where(found > 0, found, table[:, 6])

    def word(self, distance: int = 0) -> Hashes:
        return self._property(0, distance)

    def listed(self, distance: int = 0) -> Hashes:
        return self._property(1, distance)

    def first(self, distance: int = 0) -> Hashes:
        return self._property(2, distance)

    def last(self, distance: int = 0) -> Hashes:
        return self._property(3, distance)

    def first_two(self) -> Hashes:
        return self._property(4, 0)

    def last_two(self) -> Hashes:
        return self._property(5, 0)

    def size_and_form(self) -> Hashes:
        return self._property(6, 0)

    def ends(self) -> Hashes:
        return self._property(7, 0)

    def kind(self, distance: int = 0) -> Hashes:
        """Return the classes of words."""
        found: Hashes = self._classes[self._numbers[self._places + distance]]
        return found

    def _property(self, column: int, distance: int) -> Hashes:
        found: Hashes = self._table[:, column][self._numbers[self._places + distance]]
        return found


def _features(words: _Context) -> Iterator[Hashes]:
    """Yield the features, one number a word each."""
    word, listed, before, after = words.word(), words.listed(), words.word(-1), words.word(1)
    listed_before, listed_after = words.listed(-1), words.listed(1)
    size = words.size_and_form()
    yield np.zeros(len(word), np.uint32)
    yield word
    yield before
    yield after
    yield words.word(-2)
    yield words.word(2)
    yield _both(before, word)
    yield _both(word, after)
    yield _both(before, after)
    yield words.first()
    yield words.last()
    yield words.first_two()
    yield words.last_two()
    yield size
    yield listed
    yield listed_before
    yield listed_after
    yield _both(listed_before, listed)
    yield _both(listed, listed_after)
    yield _both(_both(listed_before, listed), listed_after)
    yield _both(words.listed(-2), listed_before)
    yield _both(listed_after, words.listed(2))
    yield _both(before, listed)
    yield _both(listed, after)
    yield _both(word, listed_after)
    yield _both(listed_before, word)
    yield _both(words.last(), listed)
    yield _both(words.first(), size)
    yield _both(words.last(), size)
    yield words.last(-1)
    yield words.first(1)
    yield words.ends()
    kind, kind_before, kind_after = words.kind(), words.kind(-1), words.kind(1)
    yield kind
    yield kind_before
    yield kind_after
    yield words.kind(-2)
    yield words.kind(2)
    yield _both(kind_before, kind)
    yield _both(kind, kind_after)
    yield _both(kind_before, kind_after)
    yield _both(_both(kind_before, kind), kind_after)
    yield _both(word, kind_after)
    yield _both(kind_before, word)


def _both(one: Hashes, other: Hashes) -> Hashes:
    joined: Hashes = (one * _MURMUR) ^ (other + _GOLDEN)
    return joined * _GOLDEN


def class_places(hashes: Hashes) -> NDArray[np.intp]:
    """Return where the class of each word stands, from the hashes that `word_hashes` gives."""
    return ((hashes * _MURMUR) >> np.uint32(32 - CLASS_BITS)).astype(np.intp)


def word_hashes(words: Sequence[str]) -> Hashes:
    """Return a number for each word, the same for all its spellings."""
    return np.array([_hash(project(word)) for word in words], np.uint32)


def feature_rows(classes: Classes, words: Sequence[str], bounds: Sequence[int]) -> Iterator[Rows]:
    """Yield, feature by feature, the row of the weights that each word reads.

    Parameters
    ----------
    classes
        The class of each word, from 1 on, at its place (`class_places`); 0 for none.
    words
        Words as their author wrote them.
    bounds
        The index of the first word of each sentence, and the number of words.
    """
    for number, feature in enumerate(_features(_Context(classes, words, bounds))):
        spread = (feature + np.uint32(number * 0x6A09E667 & 0xFFFFFFFF)) * _GOLDEN
        spread ^= spread >> np.uint32(15)
        spread *= _MURMUR
        yield (spread >> np.uint32(32 - ROW_BITS)).astype(np.int32)


def tag_scores(
    weights: Weights, classes: Classes, words: Sequence[str], bounds: Sequence[int]
) -> NDArray[np.int16]:
    """Return the score of each tag of `TAGS` for each word: (words, tags), the highest being right.

    `weights` has `2 ** ROW_BITS` rows of as many columns; the others are as in `feature_rows`.
    """
    scores = np.zeros((len(words), len(TAGS)), np.int16)
    for rows in feature_rows(classes, words, bounds):
        scores += weights.take(rows, axis=0)
    return scores
