"""Find commitments: line by line, each sentence in the light of those before it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter

from cantext.segmentation.tokens import SENTENCE_ENDS, TokenBlock
from cantext.statements.candidates import Sentence, Sieve
from cantext.statements.clause import Words
from cantext.statements.clause_spans import COLONS, has_brackets, hidden_tokens
from cantext.statements.lexicon import CommitmentWords, commitment_words, keys_of
from cantext.statements.model import Statement
from cantext.statements.sentence import Before, SentenceReader

_QUESTION_WORDS = keys_of("嗎 呢 麼")
# A line that begins so is no item of the list above it.
_PARAGRAPH = re.compile(r"\s*(?:[0-9]+[.．]\s|第.{1,3}[章節节]|[一二三四五六七八九十]+、|[註注])")
_MARK = re.compile(r"\s*(?:[(（][^)）]{1,4}[)）]|[•●▪◆–—-]|[0-9a-z]{1,2}[.)）、])")
_LINE_ENDS = frozenset("。；;！!：:」』）)")


def find_statements(
    blocks: Iterable[TokenBlock], lexicon: CommitmentWords | None = None
) -> Iterator[tuple[TokenBlock, Statement]]:
    """Yield the commitments of blocks, in the order of the text.

    >>> from cantext.corpus import Corpus
    >>> from cantext.documents.document import Document
    >>> blocks = Corpus.of([Document("a", "政府會於明年推出計劃。")]).blocks()
    >>> [(found.status, block.texts[found.predicate]) for block, found in find_statements(blocks)]
    [('will', '推出')]
    """
    lexicon = lexicon or commitment_words()
    sieve = Sieve(lexicon)
    for block in blocks:
        sentences = sieve.sentences(block)
        sieve.tag(block, sentences)
        for found in _Finder(block, lexicon, sieve.tags).statements(sentences):
            yield block, found


class _Finder:
    """Goes through a block line by line, remembering what was promised last."""

    def __init__(
        self, block: TokenBlock, lexicon: CommitmentWords, tags: Mapping[str, str]
    ) -> None:
        self.block, self.lexicon = block, lexicon
        self.words = Words(block.texts, lexicon.keys, tags, block.entries)

    def statements(self, sentences: Iterable[Sentence]) -> Iterator[Statement]:
        head: Statement | None = None
        is_marked: bool | None = None
        for line, group in groupby(sentences, key=attrgetter("line")):
            text = self.block.lines[line].text
            if head is not None:
                # A list whose first item bears a mark ends with the last that does.
                has_mark = _MARK.match(text) is not None
                is_marked = has_mark if is_marked is None else is_marked
                if not _is_item(text) or (is_marked and not has_mark):
                    head = None
            found = list(self.line(line, group, head))
            yield from found
            if text.rstrip()[-1:] in COLONS:
                head, is_marked = (found[-1], None) if found else (head, is_marked)
            elif not found and text.count("。") > 1:
                head = None  # a paragraph of something else

    def line(
        self, line: int, sentences: Iterable[Sentence], head: Statement | None
    ) -> Iterator[Statement]:
        hidden: frozenset[int] = frozenset()
        if has_brackets(self.block.lines[line].text):
            first, stop = self.block.bounds[line : line + 2]
            hidden = hidden_tokens(self.block.texts, first, stop, self.lexicon)
        before = Before(head, head)
        for sentence in sentences:
            if self.is_question(sentence):
                continue
            reader = SentenceReader(self.words, self.lexicon, sentence, before)
            for found in reader.statements(hidden):
                before = before.then(found)
                yield found

    def is_question(self, sentence: Sentence) -> bool:
        end = sentence.stop - 1
        while end > sentence.first and self.block.texts[end] in SENTENCE_ENDS:
            end -= 1
        return self.words.key(end) in _QUESTION_WORDS


def _is_item(text: str) -> bool:
    """Whether a line may be an item of the list that the line before it opens."""
    stripped = text.strip()
    return bool(stripped) and stripped[-1] in _LINE_ENDS and not _PARAGRAPH.match(text)
