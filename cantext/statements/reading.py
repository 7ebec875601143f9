"""A clause read from left to right: who, by which words of time and will, does what.

Chinese puts the subject before adverbs and auxiliaries, and these before the verb, so that the
first verb after them is the one they speak of; whatever comes later (what others will do, what was
once done) stands in its object and is not looked at.
"""

from collections.abc import Sequence

from cantext.statements.clause import (
    AUXILIARY,
    COORDINATORS,
    EXAMPLE_END,
    LOCALISERS,
    NOMINAL,
    TAKES_VERB,
    Clause,
    Reading,
    Words,
)
from cantext.statements.lexicon import CommitmentWords, keys_of
from cantext.statements.word_lists import Cue

_PURPOSE = keys_of("為 為了 以 透過 通過 藉 藉着 隨着 隨")
_CONSIDER = keys_of("考慮")
# A verb that is a phrase has at least so many characters: 拆牆鬆綁.
_IDIOM = 4
_TIMES = frozenset(("time", "past", "future_time"))


def read_clause(tokens: Sequence[int], words: Words, lexicon: CommitmentWords) -> Reading:
    """Read a clause.

    Parameters
    ----------
    tokens
        The clause's tokens, hidden ones left out.
    words
        What they are.
    lexicon
        What words mean.
    """
    return _Scan(tokens, words, lexicon).run()


class _Scan(Clause):
    """A clause being read from left to right."""

    def run(self) -> Reading:
        at, size = 0, len(self.tokens)
        while at < size and self.read.predicate is None and not self.read.barrier:
            at = self.step(at)
        self.finish(at)
        return self.read

    def step(self, at: int) -> int:
        """Take the token at a place of the clause; return the place to go on from."""
        facts, read = self.facts[at], self.read
        cue = facts.cue
        if cue is not None:
            if not self.is_noun(at):
                return self.take_cue(at, cue)
            if cue.kind != "future":
                self.take_noun(at)
                return at + 1
        kind = facts.frame
        if kind in ("negation", "question", "cause"):
            read.barrier = kind
        elif kind == "condition":
            if self.opens_condition(at):
                read.barrier = kind
        elif kind == "possessive":
            # What stood before belongs to what follows: 政府的政策, 加快北都的發展.
            if not read.cues:
                read.actor, read.subject = None, None
            if self.is_next(at) and self.is_verb(at + 1):
                self.take_noun(at + 1)
                return at + 2
        elif kind == "uncertain":
            if not self.takes_verb():
                read.barrier = kind
        elif kind in _TIMES:
            self.note_time(at)
        elif kind in ("adverb", "proviso"):
            if "policy" in facts.verb and read.light is None:
                read.light = self.tokens[at]  # 加快 is an adverb before a verb, else one itself
        elif self.is_actor(at):
            return self.take_actor(at)
        elif kind == "preposition" or self.is_disposal(at):
            if self.joins_verbs(at):
                return at + 1
            return self.after_phrase(at)
        elif kind == "other":
            self.take_subject(at, person=True)
        elif self.is_verb(at):
            return self.take_verb(at)
        elif self.tag(at) in NOMINAL:
            self.take_noun(at)
        return at + 1

    def take_noun(self, at: int) -> None:
        if not self.read.cues or self.takes_verb():
            self.take_subject(at, person=False)
        elif self.idiom is None and len(self.key(at)) >= _IDIOM:
            self.idiom = self.tokens[at]

    def note_time(self, at: int) -> None:
        kind = self.facts[at].frame
        if kind == "past":
            self.read.past = self.tokens[at]
        elif kind == "future_time":
            self.read.ahead = self.tokens[at]

    def take_actor(self, at: int) -> int:
        read = self.read
        if read.cues:
            # Somebody else than the subject: 希望政府…. After 會 it is an object gone astray.
            if self.takes_verb():
                read.barrier = "wish"
            return at + 1
        if self.frame(at + 1) == "possessive":
            return at + 2
        begin = at
        while begin and self.is_modifier(begin - 1):
            begin -= 1
        end = at
        while end + 1 < len(self.facts) and self.is_actor(end + 1):
            end += 1
        if read.actor is None or begin == 0 or self.key(begin - 1) not in COORDINATORS:
            read.actor = self.tokens[begin], self.tokens[end]
        else:
            read.actor = read.actor[0], self.tokens[end]
        read.place = self.facts[end].actor == "place"
        read.subject, read.person = None, False
        return end + 1

    def take_subject(self, at: int, *, person: bool) -> None:
        read = self.read
        if read.cues and self.takes_verb() and not any(
            cue.kind in AUXILIARY for _, cue in read.cues
        ):  # fmt: skip
            # 希望市民…; but 預計工程…, of which the verb tells more.
            if person or any(cue.kind == "hope" for _, cue in read.cues):
                read.barrier = "wish"
            read.subject, read.person = self.tokens[at], person
        elif not read.cues:
            read.actor, read.subject, read.person = None, self.tokens[at], person

    def take_cue(self, at: int, cue: Cue) -> int:
        read = self.read
        if cue.kind.startswith("suffix"):
            return at + 1
        if cue.kind == "study":
            if self.key(at) in _CONSIDER and at + 1 < len(self.facts) and self.key(at + 1) == "到":
                read.barrier = "stative"
                return at + 1
            read.cues.append((self.tokens[at], cue))
            read.predicate = self.tokens[at]
            return at + 1
        read.cues.append((self.tokens[at], cue))
        if self.facts[at].verb or cue.kind in TAKES_VERB or self.tag(at) == "VERB":
            read.light = self.tokens[at]
        return at + 1

    def take_verb(self, at: int) -> int:
        read, facts = self.read, self.facts[at]
        if "saying" in facts.verb and (read.actor or read.subject is not None or read.cues):
            if self.rest_is_statement(at + 1):
                if read.actor is None and read.subject is not None:
                    read.barrier = "reported"
                read.light = self.tokens[at]
                return at + 1
        elif not read.cues and self.is_in_noun_phrase(at):
            # 資助計劃將於…, 政府推出的計劃將於…: the subject comes after it.
            self.take_subject(at, person=False)
            return at + 1
        read.predicate = self.tokens[at]
        return at + 1

    def after_phrase(self, at: int) -> int:
        """Return the place behind the phrase that a preposition opens."""
        start, size = at + 1, len(self.facts)
        opens_verb = start < size and self.is_verb(start)
        if opens_verb and self.read.light is None and self.frame(start + 1) != "possessive":
            self.read.light = self.tokens[start]
        # What is hidden is a name: 在「…平台」成立.
        nominal = not self.is_next(at)
        is_purpose = opens_verb and self.key(at) in _PURPOSE
        for place in range(start, size):
            facts = self.facts[place]
            cue = facts.cue
            if self.is_auxiliary(place) and self.frame(place + 1) != "possessive":
                return place
            if self.key(place) in LOCALISERS:
                return place + 1
            if facts.frame == "negation":
                return place
            if self.frame(place - 1) == "possessive" and self.is_next(place - 1):
                nominal = True
            elif self.key(place) == EXAMPLE_END:
                continue
            elif (
                nominal
                and not is_purpose
                and facts.frame == "preposition"
                and not self.is_coordinator(place)
            ):
                return place
            elif self.is_verb(place) or (cue is not None and cue.kind in ("study", "plan")):
                if nominal and not is_purpose and not self.is_inside_phrase(place):
                    if facts.verb or cue is not None:
                        return place
                    # A verb that we do not know may be part of a name: 度身設計的入讀模式.
                    if self.read.light is None or opens_verb:
                        self.read.light = self.tokens[place]
                nominal = nominal or (cue is not None and cue.kind == "plan")  # 按計劃
            elif (
                self.tag(place) in NOMINAL
                or self.tag(place) == "NUM"
                or facts.actor
                or facts.frame in _TIMES
            ):
                nominal = True
                self.note_time(place)
        return size

    def finish(self, at: int) -> None:
        """Look at what follows the verb, or find one where there is none."""
        read = self.read
        if read.predicate is None:
            if read.light is None:
                read.light = self.idiom
            return
        if (self.frame(at) == "possessive" and self.is_next(at - 1)) or self.is_subordinate(at):
            read.barrier = "relative"
        read.has_auxiliary_after = self.has_auxiliary(at)
        after = self.facts[at].cue if at < len(self.facts) else None
        if after is not None and after.kind.startswith("suffix"):
            read.aspect = self.tokens[at], after
