"""The commitments of a sentence: each clause in the light of those before it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from cantext.normalise import project
from cantext.statements.candidates import Sentence
from cantext.statements.clause import WORKS, Reading, Words
from cantext.statements.clause_spans import QUOTES, ClauseSpan, clauses_of
from cantext.statements.lexicon import CommitmentWords, keys_of
from cantext.statements.model import Statement
from cantext.statements.reading import read_clause
from cantext.statements.status import Verdict, verdict

# A condition that is a matter of form and leaves the promise standing.
_PROVISO = re.compile(
    project("[如若]果?(?:有(?:需要|必要)|適?合[適用]|適[用當]|獲|情況|條件|一切|無意外|進度|期)")
)
_DATE = re.compile("[0-9]{4}年|[0-9]{1,2}[月日]|[二〇○零一三四五六七八九]{4}年")
# A clause that ends so names a topic: 簡化發牌制度方面，…
_TOPIC_ENDS = keys_of("方面 時 後 下 上 包括 而言 來說")
# Deeds that a sentence without subject and cue goes on with.
_GOES_ON = frozenset(("will", "planned", "continuing"))
# What is not over when something else is to come: 繼續…，並於明年啟用….
_LASTING = frozenset(("studying", "continuing", "under_way"))
# What a person tells of himself in a debate, when it is no deed that we know.
_PERSONAL = frozenset(("done", "under_way", "continuing"))
# Verbs that begin so are no deeds of the subject: 獲頒, 被捕.
_PASSIVE = keys_of("獲 被 遭")
_I = keys_of("我 本人")
# Opens a clause that says nothing new: 以推動經濟, 例如小組.
_SAYS_OF_IT = keys_of("是 有助 有助於 有利 需要 有賴 在於 令 使")
_EXPLAINING = keys_of("以 從而 藉以 藉此 務使 以便 好讓 例如 譬如 包括 如")
# What may stand behind a verb that takes no object here: 將於明年展開工作.
_EMPTY_TAIL = keys_of("使用 服務 運作 營運 工作 申請 工程 了 啟用 中 立法會 審議 諮詢 程序")


_END = (ClauseSpan((), 0, 0), Reading())


class Before(NamedTuple):
    """What was promised before a sentence, in its line or above the list that it is an item of.

    `last` is the last statement, `standing` the one that a bare verb goes on with: the last that
    named its actor, unless it tells of something over (我們會加強…；研究…；推動…: the third will be
    done too).
    """

    last: Statement | None
    standing: Statement | None

    def then(self, found: Statement) -> "Before":
        """Return what there is after one more statement."""
        stands = found.status in _GOES_ON and not found.inherited
        return Before(found, found if stands else self.standing)


@dataclass(frozen=True, slots=True)
class _Subject:
    """Who a clause without a subject speaks of."""

    actor: tuple[int, int] | None = None
    place: bool = False
    is_other: bool = False


class SentenceReader:
    """Reads a sentence clause by clause.

    Parameters
    ----------
    words, lexicon
        The tokens of the block, and what words mean.
    sentence
        The sentence.
    before
        What was promised last.
    """

    def __init__(
        self, words: Words, lexicon: CommitmentWords, sentence: Sentence, before: Before
    ) -> None:
        self.words, self.lexicon, self.texts = words, lexicon, words.texts
        self.place, self.before = sentence, before
        self.subject = _Subject(before.last.actor if before.last else None)
        self.current: Statement | None = None

    def statements(self, hidden: frozenset[int]) -> Iterator[Statement]:
        """Yield the statements; `hidden` are the tokens in brackets and in others' mouths."""
        is_conditional = False
        past: int | None = None
        found = self.read(hidden)
        for (clause, reading), after in zip(found, [*found[1:], _END], strict=False):
            past = reading.past = past if reading.past is None else reading.past
            if reading.barrier == "condition":
                is_conditional = is_conditional or not self.is_proviso(clause)
                continue
            if reading.actor is not None:
                self.subject = _Subject(reading.actor, reading.place)
            elif reading.subject is not None:
                self.subject = _Subject(self.subject.actor, is_other=True)
            if reading.barrier or is_conditional or reading.predicate is None:
                continue
            if self.current is not None and self.explains(clause, reading):
                self.current = _extended(self.current, clause)
                continue
            yield from self.take(clause, reading, after)
        if self.current is not None:
            yield self.current

    def read(self, hidden: frozenset[int]) -> list[tuple[ClauseSpan, Reading]]:
        """Return the clauses with what they say.

        One that breaks off before its verb (我們會透過各種渠道，加強…) is joined with the next.
        """
        found: list[tuple[ClauseSpan, Reading]] = []
        for clause in clauses_of(self.texts, self.place.first, self.place.stop, hidden):
            reading = read_clause(clause.tokens, self.words, self.lexicon)
            self.read_name(clause, reading)
            if found and _breaks_off(found[-1][1]) and _completes(reading):
                begun, before = found.pop()
                clause = ClauseSpan(begun.tokens + clause.tokens, begun.first, clause.stop)
                reading = _joined(before, reading)
            found.append((clause, reading))
        for _, reading in found:
            if _breaks_off(reading):
                reading.predicate = reading.light
        return found

    def read_name(self, clause: ClauseSpan, reading: Reading) -> None:
        """Take a name in quotation marks before the verb for the subject: 「提升組」將會…."""
        if reading.actor or reading.subject is not None or self.texts[clause.first] not in QUOTES:
            return
        last = clause.tokens[0] - 1
        if last <= clause.first + 1:
            return
        if self.lexicon.facts(self.texts[last - 1]).actor in ("actor", "suffix", "not_actor"):
            reading.actor = clause.first + 1, last - 1
        else:
            reading.subject = last

    def take(
        self, clause: ClauseSpan, reading: Reading, after: tuple[ClauseSpan, Reading]
    ) -> Iterator[Statement]:
        """Go on with the statement under way, or begin another and yield the one that is over."""
        current = self.current
        told = self.told(clause, reading)
        is_dropped = reading.actor is None and not self.subject.is_other
        if told is None and is_dropped and not (current is None and self.is_topic(*after)):
            told = self.bare(clause, reading)
        if told is None:
            return
        if current is not None and self.goes_on(current, reading, told):
            more = told.tokens if told.status == "expected" else ()
            self.current = _extended(current, clause, more)
            return
        if current is not None:
            yield current
        self.current = self.statement(clause, reading, told)

    def explains(self, clause: ClauseSpan, reading: Reading) -> bool:
        """Whether a clause gives the purpose of the one before, or examples of it."""
        has_own = bool(reading.cues) or reading.actor is not None
        return not has_own and self.words.key(clause.tokens[0]) in _EXPLAINING

    def is_proviso(self, clause: ClauseSpan) -> bool:
        """Whether a condition is a matter of form: 如獲撥款."""
        text = "".join(map(self.words.key, clause.tokens))
        return _PROVISO.search(text) is not None

    def verb(self, reading: Reading) -> frozenset[str]:
        """Return the classes of the main verb."""
        assert reading.predicate is not None
        return self.lexicon.facts(self.texts[reading.predicate]).verb

    def is_deed(self, reading: Reading) -> bool:
        """Whether the main verb is a deed: no state, no word of a speaker."""
        assert reading.predicate is not None
        verb = self.verb(reading)
        if verb:
            return bool(verb - {"stative", "saying"})
        if self.words.key(reading.predicate)[0] in _PASSIVE:
            return False
        is_verb = self.words.tag(reading.predicate) in ("VERB", "NOUN")
        is_told = bool(reading.cues) or reading.aspect is not None
        return is_verb and (is_told or len(self.texts[reading.predicate]) > 1)

    def told(self, clause: ClauseSpan, reading: Reading) -> Verdict | None:
        """Return what a clause promises, by its own words."""
        verb, subject = self.verb(reading), self.subject
        is_dated = "complete" in verb and reading.actor is None and self.current is not None
        is_work = subject.is_other or is_dated or (subject.actor is None and "complete" in verb)
        if is_work:
            is_work = self.is_intransitive(clause, reading)
        if subject.is_other and (
            reading.person
            or not is_work
            or all(cue.kind == "continuing" for _, cue in reading.cues)
            or not verb & {"complete", "launch", "begin"}
        ):
            return None
        said = verdict(reading, verb, is_work=is_work)
        if said is None:
            return self.bare_deed(clause, reading, verb)
        is_cue = any(token == reading.predicate for token, _ in reading.cues)
        if not is_cue and not self.is_deed(reading):
            return None
        if any(token == reading.predicate and cue.kind == "expect" for token, cue in reading.cues):
            return None  # 我預計盈餘約為…: nothing is done
        if subject.place and not ("policy" in verb and said.status in ("will", "continuing")):
            return None
        if not verb and not is_cue and said.status in _PERSONAL and self.is_singular:
            return None  # 我一直住在這區
        is_known = self.current is not None or self.before.last is not None
        if subject.actor is None and not is_known and not is_cue and not verb:
            return None
        if subject.actor is None and is_cue and len(reading.cues) == 1:
            return None  # 檢視產業結構: somebody's task, or a topic
        if subject.actor is None and not is_work and said.status == "done":
            return None
        return said

    @property
    def is_singular(self) -> bool:
        """Whether a person speaks of himself alone."""
        actor = self.subject.actor
        return actor is not None and actor[0] == actor[1] and self.words.key(actor[0]) in _I

    def bare_deed(
        self, clause: ClauseSpan, reading: Reading, verb: frozenset[str]
    ) -> Verdict | None:
        """Return what a verb without a word of will says after a body: 政府推展工程.

        With a date before it, it is a deed of that time: 政府於2023年成立….
        """
        if reading.actor is None or reading.place or reading.has_auxiliary_after:
            return None
        if "attitude" in verb or not self.is_deed(reading):
            return None
        assert reading.predicate is not None
        past = reading.past if reading.past is not None else self.date(clause, reading.predicate)
        if past is not None and (verb or not self.is_singular):
            return Verdict("done", "stated", (past, reading.predicate))
        if "policy" in verb and not self.is_singular:
            status = "done" if "once" in verb else "under_way"
            return Verdict(status, "stated", (reading.predicate,))
        return None

    def date(self, clause: ClauseSpan, predicate: int) -> int | None:
        """Return the first date before the main verb."""
        return next(
            (k for k in clause.tokens if k < predicate and _DATE.fullmatch(self.words.key(k))), None
        )

    def is_intransitive(self, clause: ClauseSpan, reading: Reading) -> bool:
        """Whether nothing but words of time stands behind the main verb."""
        assert reading.predicate is not None
        for token in clause.tokens:
            if token > reading.predicate:
                key = self.words.key(token)
                facts = self.lexicon.facts(self.texts[token])
                if facts.frame == "preposition":
                    return True
                if key in _EMPTY_TAIL or facts.frame in ("time", "future_time", "adverb"):
                    continue
                if self.words.tag(token) in ("NOUN", "PROPN", "VERB", "PRON"):
                    return key[-1:] in "年月日季"
        return True

    def bare(self, clause: ClauseSpan, reading: Reading) -> Verdict | None:
        """Return what a deed without subject and word of will goes on with."""
        if not self.is_deed(reading):
            return None
        current, last = self.current, self.before.standing
        if current is not None:
            if ahead := self.ahead(current, clause, reading):
                return ahead
            if self.subject.actor != current.actor:
                return None
            return Verdict(current.status, current.modality, current.evidence)
        if last is None:
            return None
        if self.words.key(clause.tokens[-1]) in _TOPIC_ENDS:
            return None
        return Verdict(last.status, last.modality, last.evidence)

    def is_topic(self, clause: ClauseSpan, after: Reading) -> bool:
        """Whether what follows speaks of the clause itself: 把企業集中於香港，可以帶動…."""
        if after.actor is not None or after.subject is not None or not clause.tokens:
            return False
        if self.words.key(clause.tokens[0]) in _EXPLAINING:
            return False
        if after.barrier:
            return after.barrier == "uncertain"
        return after.predicate is not None and self.words.key(after.predicate) in _SAYS_OF_IT

    def ahead(self, current: Statement, clause: ClauseSpan, reading: Reading) -> Verdict | None:
        """Return the deed to come that a clause adds to one under way."""
        assert reading.predicate is not None
        if current.status not in _LASTING:
            return None
        when = reading.ahead
        if when is None:
            when = self.date(clause, reading.predicate)
        return None if when is None else Verdict("will", "intended", (when, reading.predicate))

    def goes_on(self, current: Statement, reading: Reading, told: Verdict) -> bool:
        """Whether a clause says more of the same commitment."""
        if reading.actor is not None:
            return current.actor == reading.actor and told.status == current.status
        if reading.subject is not None:
            return told.status == "expected" and self.words.key(reading.subject) in WORKS
        if [cue.kind for _, cue in reading.cues] == ["study"]:
            return current.status not in _LASTING  # 會成立小組，檢討制度
        return told.status in (current.status, "expected")

    def statement(self, clause: ClauseSpan, reading: Reading, told: Verdict) -> Statement:
        """Return the statement that a clause begins."""
        assert reading.predicate is not None
        first, subject = clause.first, self.subject
        while first < reading.predicate and self.is_number(first):
            first += 1
        return Statement(
            line=self.place.line,
            sentence=(self.place.first, self.place.stop),
            span=(first, clause.stop),
            actor=None if subject.is_other else subject.actor,
            inherited=reading.actor is None and not subject.is_other and subject.actor is not None,
            predicate=reading.predicate,
            clause=(first, clause.stop),
            status=told.status,
            modality=told.modality,
            evidence=told.tokens,
        )

    def is_number(self, token: int) -> bool:
        """Whether a token at the head of a sentence is a number or mark of the list: 12. （一）."""
        tag = self.words.tag(token)
        return tag in ("NUM", "PUNCT") and self.texts[token] not in QUOTES


def _breaks_off(reading: Reading) -> bool:
    """Whether a clause has words of will and no verb for them."""
    return bool(reading.cues) and reading.predicate is None and not reading.barrier


def _completes(reading: Reading) -> bool:
    """Whether a clause is nothing but the verb of the one before."""
    return (
        (reading.predicate is not None or reading.light is not None)
        and not reading.cues
        and not reading.barrier
        and reading.actor is None
        and reading.subject is None
    )


def _joined(begun: Reading, rest: Reading) -> Reading:
    return replace(
        begun,
        predicate=rest.light if rest.predicate is None else rest.predicate,
        aspect=rest.aspect,
        has_auxiliary_after=rest.has_auxiliary_after,
        past=begun.past if begun.past is not None else rest.past,
        ahead=begun.ahead if begun.ahead is not None else rest.ahead,
    )


def _extended(current: Statement, clause: ClauseSpan, more: tuple[int, ...] = ()) -> Statement:
    evidence = tuple(sorted({*current.evidence, *more}))
    return replace(current, span=(current.span[0], clause.stop), evidence=evidence)
