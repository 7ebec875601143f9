"""Score a segmenter against gold words, as the SIGHAN bakeoffs do."""

import re
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from cantext.documents.document import Document
from cantext.errors import InputError
from cantext.normalise import project
from cantext.segmentation.pipeline import Segmenter

_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿𠀀-𯨟]+")
_CONLLU_ROW = re.compile(r"\d+(?:[-.]\d+)?\t")


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """How well an engine cuts a gold text.

    A word is right when both its ends are. `precision`, `recall` and `f1` are over all words,
    `han_f1` over words of Han characters alone; `oov_recall` is the recall of Han words that the
    engine's word list lacks (None where there are none), and `oov_rate` their share of all words.
    Speed is megabytes of UTF-8 text a second, loading left out; `peak_mb` is the peak of memory in
    a process that does nothing else (None where it was not measured).
    """

    engine: str
    gold: str
    sentences: int
    words: int
    precision: float
    recall: float
    f1: float
    han_f1: float
    oov_rate: float
    oov_recall: float | None
    mb_per_second: float
    peak_mb: float | None = None


@dataclass(frozen=True, slots=True)
class SegmentationError:
    """A stretch that was cut otherwise than in the gold, and how often."""

    gold: str
    output: str
    count: int


def gold_sentences(document: Document) -> Iterator[list[str]]:
    r"""Yield the words of each sentence of CoNLL-U, or of lines of words parted by spaces.

    >>> rows = "# sent_id = 1\n1\t產學研\t_\n2\t合作\t_\n\n"
    >>> list(gold_sentences(Document("a.conllu", rows)))
    [['產學研', '合作']]
    >>> list(gold_sentences(Document("a.txt", "產學研  合作\n")))
    [['產學研', '合作']]

    Raises
    ------
    InputError
        When there is no word in the document.
    """
    rows = [line.text for line in document.lines()]
    found = False
    if any(_CONLLU_ROW.match(row) for row in rows[:50]):
        words: list[str] = []
        for row in [*rows, ""]:
            if not row.strip():
                if words:
                    yield words
                words = []
            elif not row.startswith("#") and row.split("\t", 1)[0].isdecimal():
                words.append(row.split("\t")[1].replace(" ", ""))
                found = True
    else:
        for row in rows:
            if words := row.split():
                found = True
                yield words
    if not found:
        raise InputError(
            f"{document.id}: no gold words; give CoNLL-U, or sentences of words parted by spaces"
        )


def evaluate(
    segmenter: Segmenter, gold: Document, *, vocabulary: Collection[str] = frozenset()
) -> tuple[EvaluationRow, tuple[SegmentationError, ...]]:
    r"""Score a segmenter on one gold document.

    Parameters
    ----------
    segmenter
        With or without a dictionary; the treebanks cut many of a dictionary's terms.
    gold
        See `gold_sentences`.
    vocabulary
        Projected words that the engine knows; others are out of vocabulary.

    Returns
    -------
    tuple
        The scores, and the stretches cut otherwise, most frequent first.

    Examples
    --------
    >>> row, errors = evaluate(Segmenter(), Document("-", "香港 推動 創科\n香 港"))
    >>> round(row.precision, 3), row.recall, [(e.gold, e.output) for e in errors]
    (0.75, 0.6, [('香|港', '香港')])
    """
    sentences = list(gold_sentences(gold))
    texts = ["".join(words) for words in sentences]
    begun = time.perf_counter()
    # A line each of one text, as an engine meets sentences in use.
    blocks = list(segmenter.blocks(Document("-", "\n".join(texts))))
    seconds = time.perf_counter() - begun
    outputs = [block.line_texts(index) for block in blocks for index in range(len(block.lines))]
    right = wanted = given = han_right = han_wanted = han_given = oov = oov_right = 0
    errors: Counter[tuple[str, str]] = Counter()
    for words, output in zip(sentences, outputs, strict=True):
        expected, got = _spans(words), _spans(output)
        common = expected.keys() & got.keys()
        right, wanted, given = right + len(common), wanted + len(expected), given + len(got)
        han_wanted += sum(map(_is_han, expected.values()))
        han_given += sum(map(_is_han, got.values()))
        han_right += sum(_is_han(expected[span]) for span in common)
        for span, word in expected.items():
            if _is_han(word) and project(word) not in vocabulary:
                oov += 1
                oov_right += span in got
        errors.update(_differences(words, output))
    size = sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)
    row = EvaluationRow(
        engine=segmenter.engine.name,
        gold=gold.id,
        sentences=len(sentences),
        words=wanted,
        precision=right / given if given else 0.0,
        recall=right / wanted,
        f1=_f1(right, given, wanted),
        han_f1=_f1(han_right, han_given, han_wanted),
        oov_rate=oov / wanted,
        oov_recall=oov_right / oov if oov else None,
        mb_per_second=size / 1e6 / seconds if seconds else 0.0,
    )
    ranked = sorted(errors.items(), key=lambda item: (-item[1], item[0]))
    return row, tuple(SegmentationError(*pair, count) for pair, count in ranked)


def _spans(words: Iterable[str]) -> dict[tuple[int, int], str]:
    spans, start = {}, 0
    for word in words:
        spans[start, start + len(word)] = word
        start += len(word)
    return spans


def _is_han(word: str) -> bool:
    return _HAN.fullmatch(word) is not None


def _f1(right: int, given: int, wanted: int) -> float:
    """Return the harmonic mean of precision and recall: 2 × right / (given + wanted)."""
    return 2 * right / (given + wanted) if given + wanted else 0.0


def _differences(gold: list[str], output: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the shortest stretches, between common word ends, where the two differ."""
    ends_gold, ends_output = _ends(gold), _ends(output)
    i = j = 0
    for end in sorted(ends_gold.keys() & ends_output.keys()):
        next_i, next_j = ends_gold[end] + 1, ends_output[end] + 1
        if gold[i:next_i] != output[j:next_j]:
            yield "|".join(gold[i:next_i]), "|".join(output[j:next_j])
        i, j = next_i, next_j


def _ends(words: list[str]) -> dict[int, int]:
    """Map the offset at which a word ends to its index."""
    ends, end = {}, 0
    for index, word in enumerate(words):
        end += len(word)
        ends[end] = index
    return ends
