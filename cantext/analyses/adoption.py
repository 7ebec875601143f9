"""Words of the text itself: what it repeats and no word list has, a name above all."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from cantext.analyses.terms import terms
from cantext.corpus import Corpus
from cantext.lexicon.entry import ADOPTED, Entry
from cantext.lexicon.lexicon import extend
from cantext.segmentation.pipeline import Segmenter
from cantext.segmentation.tokens import TokenBlock

_LONGEST = 4
_SHORTEST = 3
# Who comes to a word from the left and right must vary this much (bits): a fragment has one
# neighbour, and an entropy of 0.
_LEAST_ENTROPY = 0.9
# Of a term's occurrences, the share that must begin and end with a word.
LEAST_AGREEMENT = 0.5
_SURROGATE = re.compile("[\ud800-\udfff]")


def adopt_words(corpus: Corpus) -> tuple[Corpus, tuple[str, ...]]:
    r"""Return the corpus with the text's own words kept whole, and these words, sorted.

    A word is adopted when `terms` discovers it, when it has three or four characters, stands in no
    dictionary and holds no term of one, and when the engine, shown it alone, takes it for one word
    or breaks a single character off its end: 甄柏|霖 becomes 甄柏霖 and 護理|牀 護理牀, while
    部門|首長 and 獲|資助 stay two words; what is never cut needs no adoption. It counts only where
    the engine ends words at both its ends, so that 接計劃 is never cut out of 對接|計劃.

    >>> from cantext.documents.document import Document
    >>> text = "甄柏霖說好。\n昨日甄柏霖到訪，\n記者問甄柏霖。\n感謝甄柏霖！"
    >>> adopt_words(Corpus.of([Document("a", text)]))[1]
    ('甄柏霖',)
    """
    corpus = corpus.from_texts()  # whose words will be others
    segmenter = corpus.segmenter
    lexicon = segmenter.lexicon
    discovered = [
        row.term
        for row in terms(corpus.lines(), known={entry.term for entry in lexicon.entries()}).rows
        if _SHORTEST <= len(row.term) <= _LONGEST
        and not row.known
        and min(row.left_entropy, row.right_entropy) >= _LEAST_ENTROPY
        and not segmenter.terms_in(row.term)
        and _may_be_one(segmenter.pieces(row.term))
    ]
    standing = occurrences(corpus.blocks(), discovered)
    adopted = sorted(
        term
        for term in discovered
        if standing[term].agreement >= LEAST_AGREEMENT and standing[term].is_cut
    )
    if not adopted:
        return corpus, ()
    entries = [Entry(term, term, category=ADOPTED, status="ambiguous") for term in adopted]
    extended = Segmenter(segmenter.engine, extend(lexicon, entries))
    return replace(corpus, segmenter=extended), tuple(adopted)


def _may_be_one(pieces: Sequence[str]) -> bool:
    return len(pieces) == 1 or len(pieces[-1]) == 1


class Occurrences(NamedTuple):
    """How often a string occurs, begins and ends with words, and is one word."""

    found: int
    agreed: int
    whole: int

    @property
    def agreement(self) -> float:
        """The share of the occurrences that begin and end with a word; 0 of none."""
        return self.agreed / self.found if self.found else 0.0

    @property
    def is_cut(self) -> bool:
        """Whether it is several words somewhere."""
        return self.agreed > self.whole


def occurrences(blocks: Iterable[TokenBlock], candidates: Sequence[str]) -> dict[str, Occurrences]:
    """Count for each candidate where it stands, within lines, in the author's characters.

    >>> from cantext.documents.document import Line
    >>> line = Line(1, 0, "對接計劃")
    >>> block = TokenBlock("a", (line,), ["對接", "計劃"], [0, 2], [2, 4], [0, 2])
    >>> found = occurrences([block], ["接計劃", "計劃", "對接計劃"])
    >>> found["接計劃"].agreement, found["計劃"].is_cut, found["對接計劃"].is_cut
    (0.0, False, True)
    """
    if not candidates:
        return {}
    from ahocorasick_rs import AhoCorasick

    automaton = AhoCorasick(candidates)
    found, agreed, whole = ([0] * len(candidates) for _ in range(3))
    for block in blocks:
        ends = dict(zip(block.starts, block.ends, strict=True))
        last = set(block.ends)
        for line in block.lines:
            text = _SURROGATE.sub("\ufffd", line.text)  # which the automaton cannot encode
            for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
                begin, stop = line.start + start, line.start + end
                found[index] += 1
                agreed[index] += begin in ends and stop in last
                whole[index] += ends.get(begin) == stop
    return {
        term: Occurrences(*counts)
        for term, *counts in zip(candidates, found, agreed, whole, strict=True)
    }
