"""Parts of speech in universal tags: which taggers there are, and what goes by rule.

An engine that comes with a tagger brings its own tags along; the others are tagged by our own
model.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any

from cantext.segmentation.tags import UNIVERSAL, Tag, Tagger
from cantext.segmentation.tokens import TokenBlock, kind_of

# A number, but not one with Latin letters in it (3D, 5G), which may be anything.
_NUMBER = re.compile(r"[\W_\d〇零一二三四五六七八九十百千萬億兩万亿两分之点點]+")
_DATE_ENDS = ("年", "月", "日")
# Punctuation marks by category that are symbols by use, and the reverse.
_SYMBOLS, _MARKS = frozenset("%‰&@#％＆＠＃"), frozenset("~～`^─━")


def _own() -> Tagger:
    from cantext.segmentation.pos_model import HongKongTagger

    return HongKongTagger()


def _jieba() -> Tagger:
    from cantext.segmentation.pos_jieba import JiebaTagger

    return JiebaTagger()


def _pycantonese() -> Tagger:
    from cantext.segmentation.pycantonese import PyCantoneseTagger

    return PyCantoneseTagger()


# The engines that come with a tagger.
TAGGERS: Mapping[str, Callable[[], Tagger]] = {"jieba-py": _jieba, "pycantonese": _pycantonese}


@lru_cache(maxsize=4)
def load_tagger(engine: str) -> Tagger:
    """Return the tagger that comes with an engine, else our own.

    >>> load_tagger("jieba").tag(["佢", "去", "香港"], [0, 3])
    [Tag(upos='PRON', xpos=None), Tag(upos='VERB', xpos=None), Tag(upos='PROPN', xpos=None)]

    Raises
    ------
    EngineError
        For a missing package or model.
    """
    return TAGGERS.get(engine, _own)()


def tag_block(tagger: Tagger, block: TokenBlock) -> list[Tag]:
    """Return the tag of each token of a block.

    What a token's form tells goes by rule whoever tags: punctuation, symbols, addresses, numbers.
    A dictionary term has the part of speech of its entry, if that names one.

    >>> from cantext.corpus import Corpus
    >>> from cantext.documents.document import Document
    >>> (block,) = Corpus.of([Document("a", "教育局推出1,300個項目。")]).blocks()
    >>> [tag.upos for tag in tag_block(load_tagger("jieba"), block)]
    ['PROPN', 'VERB', 'NUM', 'NOUN', 'NOUN', 'PUNCT']
    """
    bounds = [first for first, _ in block.sentences()]
    tags = tagger.tag(block.texts, [*bounds, len(block.texts)])
    for index, text in enumerate(block.texts):
        if by_rule := tag_of_form(text):
            tags[index] = Tag(by_rule, tags[index].xpos)
    for index, entry in block.entries.items():
        if entry.pos in UNIVERSAL:
            tags[index] = Tag(entry.pos, tags[index].xpos)
    return tags


@lru_cache(maxsize=1 << 16)
def tag_of_form(text: str) -> str | None:
    """Return the tag that a token's form decides, by the use of the Hong Kong treebanks.

    >>> [tag_of_form(text) for text in ("。", "$", "1,300", "第三", "2025年", "5G", "香港")]
    ['PUNCT', 'SYM', 'NUM', 'ADJ', 'NOUN', None, None]
    """
    kind = kind_of(text)
    if kind == "punctuation":
        return _tag_of_mark(text)
    if kind in ("url", "markup"):
        return "X"
    if kind != "number":
        return None
    if text.startswith("第"):
        return "ADJ"
    if text.endswith(_DATE_ENDS):
        return "NOUN"
    return "NUM" if _NUMBER.fullmatch(text) else None


def _tag_of_mark(text: str) -> str:
    kinds = {
        "S" if mark in _SYMBOLS else "P" if mark in _MARKS else unicodedata.category(mark)[0]
        for mark in text
    }
    if kinds <= {"C", "Z"} or text == "\ufffd":
        return "X"
    return "SYM" if "S" in kinds and "P" not in kinds else "PUNCT"


def tagged_text(tagger: Tagger, block: TokenBlock, separator: str = " ") -> str:
    r"""Return the tokens of a block with their tags, line by line, every line ended by `\n`.

    >>> from cantext.corpus import Corpus
    >>> from cantext.documents.document import Document
    >>> (block,) = Corpus.of([Document("a", "香港好。")]).blocks()
    >>> tagged_text(load_tagger("jieba"), block)
    '香港_PROPN 好_ADJ 。_PUNCT\n'
    """
    tags = tag_block(tagger, block)
    words = [f"{text}_{tag.upos}" for text, tag in zip(block.texts, tags, strict=True)]
    lines = (separator.join(words[first:stop]) for first, stop in pairwise(block.bounds))
    return "".join(f"{line}\n" for line in lines)


def describe_tagger(tagger: Tagger) -> dict[str, Any]:
    """Return what a manifest says of a tagger."""
    return {
        "name": tagger.name,
        "version": tagger.version,
        "tagset": "Universal Dependencies",
        "source_tagset": tagger.tagset or None,
    }
