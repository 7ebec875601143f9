"""The general vocabulary of the jieba engines: projected words with counts on one scale.

Three sources: the words of Hong Kong text with their counts (`words.tsv`), the rows of jieba's own
word list that an accurate teacher also reads as one word (`jieba_words.bits`), and Cantonese words
of our own listing (`cantonese.txt`). How each was made stands in `dictionaries/hk_general/`.
"""

import importlib.util
from functools import lru_cache
from itertools import compress, product
from pathlib import Path

from cantext.errors import EngineError
from cantext.lexicon.locate import dictionaries_folder
from cantext.normalise import project

WORDS_FILE = "words.tsv"
BITS_FILE = "jieba_words.bits"
CANTONESE_FILE = "cantonese.txt"
NAMES_FILE = "names.tsv"
# What the Cantonese words weigh in five million tokens: as much as a fairly common word.
_CANTONESE_COUNT = 500
# Numeral and classifier stand apart by convention (一|個, 三|年), so no word list may join them.
_NUMERALS = "一二三四五六七八九十百千万亿两几"
_CLASSIFIERS = "个名位项间次轮年月日条张件只座所辆艘架场届期份句篇种家户宗幅栋层"
_JIEBA_TOTAL = 60_101_967
_JIEBA_ROWS = 349_046


def jieba_words() -> tuple[list[str], list[str]]:
    """Return the words of the list that the jieba package installs, and their counts as text."""
    # Found, not imported: importing jieba costs more than reading its list.
    package = importlib.util.find_spec("jieba")
    locations = package.submodule_search_locations if package else None
    if not locations:
        raise EngineError("the jieba package is missing; install it: pip install jieba==0.42.1")
    # Every row is `word count tag`; one split of the whole takes a third of the time of many.
    cells = (Path(next(iter(locations))) / "dict.txt").read_text(encoding="utf-8").split()
    if len(cells) != 3 * _JIEBA_ROWS:
        raise EngineError(
            f"jieba's word list has {len(cells) // 3:,} rows where {_JIEBA_ROWS:,} are expected; "
            "install the release it comes with: pip install jieba==0.42.1"
        )
    return cells[0::3], cells[1::3]


def hong_kong_words() -> dict[str, int]:
    """Return the words of Hong Kong text, projected, with their counts in five million tokens.

    >>> hong_kong_words()["公屋"] > hong_kong_words()["居屋"]
    True
    """
    cells = project((dictionaries_folder() / "hk_general" / WORDS_FILE).read_text("utf-8")).split()
    return dict(zip(cells[2::2], map(int, cells[3::2]), strict=True))


@lru_cache(maxsize=1)
def general_vocabulary() -> dict[str, int]:
    """Return projected word → count, on the scale of jieba's counts (60 M words in all).

    >>> vocabulary = general_vocabulary()
    >>> "佢哋" in vocabulary, "长江二桥" in vocabulary
    (True, False)
    """
    folder = dictionaries_folder() / "hk_general"
    words, counts = jieba_words()
    bits = (folder / BITS_FILE).read_bytes()
    kept = f"{int.from_bytes(bits, 'big'):0{len(bits) * 8}b}".encode().translate(_DIGITS)
    vocabulary = dict(zip(compress(words, kept), map(int, compress(counts, kept)), strict=True))

    hong_kong = hong_kong_words()
    scale = _JIEBA_TOTAL / sum(hong_kong.values())
    for word, count in hong_kong.items():
        vocabulary[word] = vocabulary.get(word, 0) + round(count * scale)
    least = round(_CANTONESE_COUNT * scale)
    for line in project((folder / CANTONESE_FILE).read_text(encoding="utf-8")).splitlines():
        if line and not line.startswith("#"):
            vocabulary[line] = max(vocabulary.get(line, 0), least)
    for numeral in (*_NUMERALS, *map("".join, product(_NUMERALS, repeat=2))):
        for classifier in _CLASSIFIERS:
            vocabulary.pop(numeral + classifier, None)
    return vocabulary


@lru_cache(maxsize=1)
def general_names() -> tuple[str, ...]:
    """Return names and fixed terms that are one word but no concept of the policy dictionary.

    >>> "世界移動通信大會" in general_names()
    True
    """
    rows = (dictionaries_folder() / "hk_general" / NAMES_FILE).read_text(encoding="utf-8")
    return tuple(row.partition("\t")[0] for row in rows.splitlines()[1:])


_DIGITS = bytes.maketrans(b"01", b"\x00\x01")
