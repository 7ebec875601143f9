"""The general vocabulary of the jieba engines: projected words with counts on one scale.

Three sources: the words of Hong Kong text with their counts (`words.tsv`), the rows of jieba's own
word list that an accurate teacher also reads as one word (`jieba_words.bits`), and Cantonese words
of our own listing (`cantonese.txt`). How each was made stands in `dictionaries/hk_general/`.
"""

import importlib.util
import re
from functools import lru_cache
from itertools import compress
from pathlib import Path

from cantext.errors import EngineError
from cantext.lexicon.locate import dictionaries_folder
from cantext.normalise import project

WORDS_FILE = "words.tsv"
BITS_FILE = "jieba_words.bits"
CANTONESE_FILE = "cantonese.txt"
# What the Cantonese words weigh in five million tokens: as much as a fairly common word.
_CANTONESE_COUNT = 500
# Numeral and classifier stand apart by convention (一|個, 三|年), so no word list may join them.
_NUMERAL_CLASSIFIER = re.compile(
    "[一二三四五六七八九十百千万亿两几]+[个名位项间次轮年月日条张件只座所辆艘架场届期份句篇种家户宗幅栋层]"
)
_JIEBA_TOTAL = 60_101_967
_JIEBA_ROWS = 349_046


def jieba_rows() -> list[str]:
    """Return the rows `word count tag` of the list that the jieba package installs."""
    # Found, not imported: importing jieba costs more than reading its list.
    package = importlib.util.find_spec("jieba")
    locations = package.submodule_search_locations if package else None
    if not locations:
        raise EngineError("the jieba package is missing; install it: pip install jieba==0.42.1")
    text = (Path(next(iter(locations))) / "dict.txt").read_text(encoding="utf-8")
    rows = text.splitlines()
    if len(rows) != _JIEBA_ROWS:
        raise EngineError(
            f"jieba's word list has {len(rows):,} rows where {_JIEBA_ROWS:,} are expected; "
            "install the release it comes with: pip install jieba==0.42.1"
        )
    return rows


@lru_cache(maxsize=1)
def general_vocabulary() -> dict[str, int]:
    """Return projected word → count, on the scale of the Hong Kong counts (about 5 M tokens).

    >>> vocabulary = general_vocabulary()
    >>> "佢哋" in vocabulary, "长江二桥" in vocabulary
    (True, False)
    """
    folder = dictionaries_folder() / "hk_general"
    text = (folder / WORDS_FILE).read_text(encoding="utf-8")
    counted = [row.split("\t") for row in project(text).splitlines()[1:]]
    hong_kong = {word: int(count) for word, count in counted}
    scale = sum(hong_kong.values()) / _JIEBA_TOTAL

    bits = (folder / BITS_FILE).read_bytes()
    kept = f"{int.from_bytes(bits, 'big'):0{len(bits) * 8}b}".encode().translate(_DIGITS)
    vocabulary: dict[str, int] = {}
    for row in compress(jieba_rows(), kept):
        word, count, _ = row.split(" ")
        vocabulary[word] = max(1, round(int(count) * scale))
    for word, number in hong_kong.items():
        vocabulary[word] = vocabulary.get(word, 0) + number
    for line in project((folder / CANTONESE_FILE).read_text(encoding="utf-8")).splitlines():
        if line and not line.startswith("#"):
            vocabulary[line] = max(vocabulary.get(line, 0), _CANTONESE_COUNT)
    for word in list(filter(_NUMERAL_CLASSIFIER.fullmatch, vocabulary)):
        del vocabulary[word]
    return vocabulary


_DIGITS = bytes.maketrans(b"01", b"\x00\x01")
