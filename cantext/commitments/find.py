"""Find commitments: sentence by sentence, each clause in the light of those before it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from cantext.commitments.candidates import Sentence, Sieve
from cantext.commitments.clauses import (
    COLONS,
    QUOTES,
    Clause,
    clauses_of,
    has_brackets,
    hidden_tokens,
)
from cantext.commitments.lexicon import CommitmentWords, commitment_words
from cantext.commitments.model import Statement
from cantext.commitments.reading import Reading, Words, read_clause
from cantext.commitments.status import Verdict, verdict
from cantext.segment.tokens import SENTENCE_ENDS, TokenBlock

_QUESTION_ENDS = frozenset("？?")
_QUESTION_WORDS = frozenset(("嗎", "呢", "麼"))
# A condition that is a matter of form and leaves the promise standing.
_PROVISO = re.compile(
    "[如若](?:果)?(?:有(?:需要|必要)|適?合[適用]|適[用當]|獲|情況|條件|一切|無意外|進度|期)"
)
# What the work spoken of before is called when more is said of it: 工程預計明年完成.
_THE_SAME = frozenset(
    ["工程", "項目", "計劃", "研究", "檢討", "工作", "措施", "設施", "建造", "建築"]
)
# A line that begins so is no item of the list above it.
_PARAGRAPH = re.compile(r"\s*(?:[0-9]+[.．]\s|第.{1,3}[章節]|[一二三四五六七八九十]+、|註)")
_DATE = re.compile("[0-9]{4}年|[0-9]{1,2}[月日]|[二〇○零一三四五六七八九]{4}年")
_LINE_ENDS = frozenset("。；;！!：:」』）)")
# A clause that ends so names a topic: 簡化發牌制度方面，…
_TOPIC_ENDS = frozenset(["方面", "時", "後", "下", "上", "包括"])
# Deeds that a sentence without subject and cue goes on with.
_I = frozenset(("我", "本人"))
_LASTING = frozenset(("studying", "continuing", "under_way"))
_GOES_ON = frozenset(("will", "planned", "continuing"))
# What may stand behind a verb that takes no object here: 將於明年展開工作.
_EMPTY_TAIL = frozenset(
    ["使用", "服務", "運作", "營運", "工作", "申請", "工程", "了", "啟用", "中", "立法會", "審議"]
)


@dataclass(slots=True)
class _Subject:
    """Who a clause without a subject speaks of."""

    actor: tuple[int, int] | None = None
    is_other: bool = False


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
    """Goes through a block line by line, remembering who spoke of what."""

    def __init__(
        self, block: TokenBlock, lexicon: CommitmentWords, tags: Mapping[str, str]
    ) -> None:
        self.block, self.lexicon = block, lexicon
        self.words = Words(block.texts, tags, block.entries)

    def statements(self, sentences: Iterable[Sentence]) -> Iterator[Statement]:
        head: Statement | None = None
        for line, group in groupby(sentences, key=attrgetter("line")):
            text = self.block.lines[line].text
            if head is not None and not _is_item(text):
                head = None
            last = head
            for found in self.line(line, [sentence[1:] for sentence in group], head):
                last = found
                yield found
            if text.rstrip()[-1:] in COLONS:
                head = last

    def line(
        self, line: int, sentences: list[tuple[int, int]], head: Statement | None
    ) -> Iterator[Statement]:
        hidden: frozenset[int] = frozenset()
        if has_brackets(self.block.lines[line].text):
            first, stop = self.block.bounds[line : line + 2]
            hidden = hidden_tokens(self.block.texts, first, stop, self.lexicon)
        last = head
        for sentence in sentences:
            for found in self.sentence(line, sentence, hidden, last, in_list=last is head):
                last = found
                yield found

    def sentence(
        self,
        line: int,
        sentence: tuple[int, int],
        hidden: frozenset[int],
        last: Statement | None,
        *,
        in_list: bool,
    ) -> Iterator[Statement]:
        if self.is_question(sentence):
            return
        subject = _Subject(last.actor if last else None)
        is_conditional = False
        current: Statement | None = None
        pending: Reading | None = None
        past: int | None = None
        for clause in clauses_of(self.block.texts, *sentence, hidden):
            reading = read_clause(clause.tokens, self.words, self.lexicon)
            self.read_name(clause, reading)
            if pending is not None:
                _carry(pending, reading)
                pending = None
            past = reading.past = past if reading.past is None else reading.past
            if reading.barrier == "condition":
                is_conditional = is_conditional or not self.is_proviso(clause)
                continue
            if reading.actor is not None:
                subject = _Subject(reading.actor)
            elif reading.subject is not None:
                subject = _Subject(subject.actor, is_other=True)
            if reading.barrier or is_conditional:
                continue
            if reading.predicate is None:
                pending = reading if reading.cues else None
                continue
            told = self.told(reading, clause, subject, is_known=(current or last) is not None)
            is_bare = told is None and reading.actor is None and not subject.is_other
            if is_bare and self.is_deed(reading):
                if current is not None and (ahead := self.ahead(current, reading, clause)):
                    told = ahead
                elif current is not None:
                    if subject.actor == current.actor:
                        current = _extended(current, clause)
                    continue
                else:
                    told = self.taken_over(last, in_list=in_list, clause=clause)
            if told is None:
                continue
            if current is not None and self.goes_on(current, reading, told):
                more = told.tokens if told.status != current.status else ()
                current = _extended(current, clause, more)
                continue
            if current is not None:
                yield current
            current = self.statement(line, sentence, clause, reading, subject, told)
        if current is not None:
            yield current

    def read_name(self, clause: Clause, reading: Reading) -> None:
        """Take a name in quotation marks before the verb for the subject: 「提升組」將會…."""
        texts = self.block.texts
        if reading.actor or reading.subject is not None or texts[clause.first] not in QUOTES:
            return
        last = clause.tokens[0] - 1
        if last <= clause.first + 1:
            return
        if self.lexicon.facts(texts[last - 1]).actor in ("actor", "suffix", "not_actor"):
            reading.actor = clause.first + 1, last - 1
        else:
            reading.subject = last

    def is_question(self, sentence: tuple[int, int]) -> bool:
        texts = self.block.texts
        end = sentence[1] - 1
        if texts[end] in _QUESTION_ENDS:
            return True
        while end > sentence[0] and texts[end] in SENTENCE_ENDS:
            end -= 1
        return texts[end] in _QUESTION_WORDS

    def is_proviso(self, clause: Clause) -> bool:
        text = "".join(self.block.texts[k] for k in clause.tokens)
        return _PROVISO.search(text) is not None

    def verb(self, reading: Reading) -> frozenset[str]:
        assert reading.predicate is not None
        return self.lexicon.facts(self.block.texts[reading.predicate]).verb

    def is_deed(self, reading: Reading) -> bool:
        """Whether the main verb is a deed: no state, no word of a speaker."""
        assert reading.predicate is not None
        verb = self.verb(reading)
        return bool(verb - {"stative", "saying"}) or (
            not verb and self.words.tag(reading.predicate) == "VERB"
        )

    def told(
        self, reading: Reading, clause: Clause, subject: _Subject, *, is_known: bool
    ) -> Verdict | None:
        """Return what a clause promises, by its own words."""
        verb = self.verb(reading)
        is_work = subject.is_other or (subject.actor is None and bool(verb & {"complete"}))
        if subject.is_other:
            if reading.person or not (verb & {"complete", "launch", "begin"}):
                return None
            if not self.is_intransitive(reading, clause):
                return None
        said = verdict(reading, verb, is_work=is_work and self.is_intransitive(reading, clause))
        if said is None:
            return self.bare_deed(reading, clause, verb)
        assert reading.predicate is not None
        is_cue = any(token == reading.predicate for token, _ in reading.cues)
        if not is_cue and not self.is_deed(reading):
            return None
        if reading.place and not ("policy" in verb and said.status in ("will", "continuing")):
            return None
        is_vague = not verb and not is_cue and said.status in ("continuing", "under_way")
        if is_vague and self.is_singular(subject):
            return None
        if subject.actor is None and not is_known and not is_cue and not verb:
            return None
        return said

    def is_singular(self, subject: _Subject) -> bool:
        """Whether a person speaks of himself alone: 我一直住在這區."""
        return subject.actor is not None and self.block.texts[subject.actor[0]] in _I

    def bare_deed(self, reading: Reading, clause: Clause, verb: frozenset[str]) -> Verdict | None:
        """Return what a verb without a word of will says after a body: 政府推展工程.

        With a date before it, it is a deed of that time: 政府於2023年成立….
        """
        if reading.actor is None or reading.place or not self.is_deed(reading):
            return None
        assert reading.predicate is not None
        past = reading.past if reading.past is not None else self.date(clause, reading.predicate)
        if past is not None:
            return Verdict("done", "stated", (past, reading.predicate))
        if "policy" in verb:
            return Verdict("under_way", "stated", (reading.predicate,))
        return None

    def date(self, clause: Clause, predicate: int) -> int | None:
        return next(
            (k for k in clause.tokens if k < predicate and _DATE.fullmatch(self.block.texts[k])),
            None,
        )

    def is_intransitive(self, reading: Reading, clause: Clause) -> bool:
        """Whether nothing but words of time stands behind the main verb."""
        assert reading.predicate is not None
        for token in clause.tokens:
            if token > reading.predicate:
                text = self.block.texts[token]
                facts = self.lexicon.facts(text)
                if facts.frame == "preposition":
                    return True
                if text in _EMPTY_TAIL or facts.frame in ("time", "future_time", "adverb"):
                    continue
                if self.words.tag(token) in ("NOUN", "PROPN", "VERB", "PRON"):
                    return text[-1:] in "年月日季"
        return True

    def ahead(self, current: Statement, reading: Reading, clause: Clause) -> Verdict | None:
        """Return the deed to come that a clause adds to one under way: 繼續…，並於明年啟用…."""
        assert reading.predicate is not None
        if current.status not in _LASTING:
            return None
        when = reading.ahead
        if when is None:
            when = self.date(clause, reading.predicate)
        return None if when is None else Verdict("will", "intended", (when, reading.predicate))

    def taken_over(
        self, last: Statement | None, *, in_list: bool, clause: Clause
    ) -> Verdict | None:
        """Return what a bare verb at the head of a sentence goes on with."""
        if last is None or not (in_list or last.status in _GOES_ON):
            return None
        if self.block.texts[clause.tokens[-1]] in _TOPIC_ENDS:
            return None
        return Verdict(last.status, last.modality, last.evidence)

    def is_number(self, token: int) -> bool:
        """Whether a token at the head of a sentence is a number or mark of the list: 12. （一）."""
        tag = self.words.tag(token)
        return tag in ("NUM", "PUNCT") and self.block.texts[token] not in QUOTES

    def goes_on(self, current: Statement, reading: Reading, told: Verdict) -> bool:
        """Whether a clause says more of the same commitment."""
        if reading.actor is not None:
            return current.actor == reading.actor and told.status == current.status
        if reading.subject is not None:
            text = self.block.texts[reading.subject]
            return told.status == "expected" and text in _THE_SAME
        return told.status in (current.status, "expected")

    def statement(
        self,
        line: int,
        sentence: tuple[int, int],
        clause: Clause,
        reading: Reading,
        subject: _Subject,
        told: Verdict,
    ) -> Statement:
        assert reading.predicate is not None
        first, stop = clause.first, clause.stop
        while first < reading.predicate and self.is_number(first):
            first += 1
        return Statement(
            line=line,
            sentence=sentence,
            span=(first, stop),
            actor=None if subject.is_other else subject.actor,
            inherited=reading.actor is None and not subject.is_other and subject.actor is not None,
            predicate=reading.predicate,
            clause=(first, stop),
            status=told.status,
            modality=told.modality,
            evidence=told.tokens,
        )


def _extended(current: Statement, clause: Clause, more: tuple[int, ...] = ()) -> Statement:
    evidence = tuple(sorted({*current.evidence, *more}))
    return replace(current, span=(current.span[0], clause.stop), evidence=evidence)


def _carry(pending: Reading, reading: Reading) -> None:
    """Give a clause the words of the one before, which ended before its verb: 將聯同團體，安裝…."""
    if reading.barrier or reading.actor or reading.cues or reading.subject is not None:
        return
    reading.actor, reading.place = pending.actor, pending.place
    reading.subject, reading.person = pending.subject, pending.person
    reading.cues = list(pending.cues)


def _is_item(text: str) -> bool:
    """Whether a line may be an item of the list that the line before it opens."""
    stripped = text.strip()
    return bool(stripped) and stripped[-1] in _LINE_ENDS and not _PARAGRAPH.match(text)
