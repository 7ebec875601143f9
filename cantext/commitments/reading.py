"""A clause read from left to right: who, by which words of time and will, does what.

Chinese puts the subject before adverbs and auxiliaries, and these before the verb, so that the
first verb after them is the one they speak of; whatever comes later (what others will do, what was
once done) stands in its object and is not looked at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cantext.commitments.lexicon import CommitmentWords, Cue, Facts
from cantext.lexicon.entry import Entry

# What stands before the verb and tells of it.
AUXILIARY = frozenset(("future", "perfect", "progress", "continuing", "resolve"))
# What is a verb of its own and takes another.
_TAKES_VERB = frozenset(("plan", "strive", "hope", "commit", "expect"))
_BODIES = frozenset(("government_bodies", "statutory_bodies"))
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "X"))
_VERBAL = frozenset(("VERB",))
# Ends a phrase that a preposition opened: 在…下, 就…方面.
_LOCALISERS = frozenset(
    [
        "下",
        "方面",
        "上",
        "中",
        "內",
        "外",
        "時",
        "期間",
        "後",
        "前",
        "以來",
        "起",
        "之間",
        "之後",
        "之前",
        "以外",
    ]
)
_PURPOSE = frozenset(["為", "為了", "以", "透過", "通過", "藉", "藉着", "隨着", "隨"])
_COORDINATORS = frozenset(["及", "和", "與", "以及", "、", "或"])
# What a work is called, by itself and when more is said of it: 工程預計明年完成.
WORKS = frozenset(["工程", "項目", "計劃", "研究", "檢討", "工作", "措施", "設施", "建造", "建築"])
# A verb that is a phrase has at least so many characters: 拆牆鬆綁.
_IDIOM = 4
_TIMES = frozenset(("time", "past", "future_time"))
# Nouns that a verb before them describes.
_ORGANS = frozenset(["機構", "當局", "部門", "團體", "組織", "公司", "人員", "人士", "單位"])
_CLAUSE_ENDS = frozenset(["時", "之時", "後", "之後", "前", "之前", "以來", "至今", "期間", "而已"])
_DISPOSAL = frozenset(("將", "把"))
_EXAMPLE_END = "等"


class Words(NamedTuple):
    """The tokens that are read: columns of a block, and the tags of words."""

    texts: Sequence[str]
    tags: Mapping[str, str]
    entries: Mapping[int, Entry]

    def tag(self, token: int) -> str:
        """Return a token's universal tag; a term of the dictionary is a noun unless it says."""
        entry = self.entries.get(token)
        if entry is not None:
            return entry.pos or "NOUN"
        return self.tags.get(self.texts[token], "")


@dataclass(slots=True)
class Reading:
    """What a clause says; tokens are numbers of the block.

    `actor` are the first and last token of who acts, `subject` is the head of another subject;
    `cues` the tokens of the words of time and will with what they mean; `predicate` the main verb.
    `past` and `ahead` are words of time gone by and to come.
    `light` is a verb that can be the main one where there is no other. `barrier` names what keeps
    the clause from being a statement: negation, condition, cause, question, uncertain, relative.
    """

    actor: tuple[int, int] | None = None
    place: bool = False
    subject: int | None = None
    person: bool = False
    cues: list[tuple[int, Cue]] = field(default_factory=list)
    predicate: int | None = None
    light: int | None = None
    aspect: tuple[int, Cue] | None = None
    has_auxiliary_after: bool = False
    past: int | None = None
    ahead: int | None = None
    barrier: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the clause is an adverbial: 在這方面, 為提升效率."""
        return self.predicate is None and not self.cues and self.subject is None


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


class _Scan:
    def __init__(self, tokens: Sequence[int], words: Words, lexicon: CommitmentWords) -> None:
        self.tokens, self.words = tokens, words
        self.facts: list[Facts] = list(
            map(lexicon.met.__getitem__, map(words.texts.__getitem__, tokens))
        )
        self.read = Reading()
        # A noun where the verb should be: 會融入國家發展大局 is one term of the dictionary.
        self.idiom: int | None = None

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
        elif self.tag(at) in _NOMINAL:
            self.take_noun(at)
        return at + 1

    def take_noun(self, at: int) -> None:
        if not self.read.cues or self.takes_verb():
            self.take_subject(at, person=False)
        elif self.idiom is None and len(self.text(at)) >= _IDIOM:
            self.idiom = self.tokens[at]

    def is_next(self, at: int) -> bool:
        """Whether the next token stands right behind, with nothing hidden between."""
        return at + 1 < len(self.tokens) and self.tokens[at + 1] == self.tokens[at] + 1

    def note_time(self, at: int) -> None:
        kind = self.facts[at].frame
        if kind == "past":
            self.read.past = self.tokens[at]
        elif kind == "future_time":
            self.read.ahead = self.tokens[at]

    def tag(self, at: int) -> str:
        return self.words.tag(self.tokens[at])

    def text(self, at: int) -> str:
        return self.words.texts[self.tokens[at]]

    def frame(self, at: int) -> str:
        return self.facts[at].frame if at < len(self.facts) else ""

    def is_verb(self, at: int) -> bool:
        return self.tag(at) in _VERBAL or (
            bool(self.facts[at].verb) and (bool(self.read.cues) or self.tag(at) != "NOUN")
        )

    def takes_verb(self) -> bool:
        return any(cue.kind in _TAKES_VERB for _, cue in self.read.cues)

    def is_noun(self, at: int) -> bool:
        """Whether what may be a word of will is a noun here: 計劃會資助…, 研究顯示…."""
        cue = self.facts[at].cue
        assert cue is not None
        if cue.kind == "future":
            return self.is_disposal(at)
        if cue.kind not in ("plan", "study", "hope", "expect", "strive", "commit"):
            return False
        if at and self.frame(at - 1) == "possessive":
            return True
        if at + 1 == len(self.facts) and cue.kind != "study":
            return True
        if self.read.cues:
            return False
        after = self.facts[at + 1] if at + 1 < len(self.facts) else None
        if after is None:
            return self.tag(at) == "NOUN"
        if after.frame == "possessive" or "stative" in after.verb:
            return cue.kind in ("plan", "study", "hope", "commit")
        if after.cue is not None and after.cue.kind in AUXILIARY:
            if cue.kind == "expect":
                return False
            return self.read.actor is None or not self.is_disposal(at + 1)  # 政府建議將…
        if cue.kind not in ("plan", "study") and self.read.subject is not None:
            return False
        return self.tag(at) == "NOUN" and self.read.actor is None

    def is_auxiliary(self, at: int) -> bool:
        cue = self.facts[at].cue
        return cue is not None and cue.kind in AUXILIARY and not self.is_disposal(at)

    def is_disposal(self, at: int) -> bool:
        """Whether 將 is the 把 of written Chinese: 將土地改劃."""
        if self.text(at) not in _DISPOSAL:
            return False
        if self.text(at) == "把" or any(cue.kind in AUXILIARY for _, cue in self.read.cues):
            return True
        if at + 1 >= len(self.facts):
            return False
        after = self.facts[at + 1]
        if after.cue or (after.frame and after.frame not in ("other", "possessive")):
            return False
        return self.tag(at + 1) in _NOMINAL and not after.verb

    def joins_verbs(self, at: int) -> bool:
        return (
            self.text(at) in _COORDINATORS
            and self.read.actor is None
            and not self.read.cues
            and at + 1 < len(self.facts)
            and (self.is_verb(at + 1) or self.frame(at + 1) == "adverb")
        )

    def opens_condition(self, at: int) -> bool:
        """Whether 如 says if and not such as: 如有失業 but not 如語音報案等."""
        if self.read.actor or self.read.subject is not None or self.read.cues:
            return False
        return not (self.text(at) == "如" and self.text(len(self.tokens) - 1) == _EXAMPLE_END)

    def is_actor(self, at: int) -> bool:
        facts = self.facts[at]
        if facts.actor == "not_actor" or facts.frame == "other":
            return False
        if at and self.facts[at - 1].actor == "foreign":
            return False
        entry = self.words.entries.get(self.tokens[at])
        if facts.actor in ("actor", "place"):
            return True
        if entry is not None and entry.category in _BODIES:
            return True
        return facts.actor == "suffix" and len(self.text(at)) > 1 and self.tag(at) != "VERB"

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
        if read.actor is None or begin == 0 or self.text(begin - 1) not in _COORDINATORS:
            read.actor = self.tokens[begin], self.tokens[end]
        else:
            read.actor = read.actor[0], self.tokens[end]
        read.place = self.facts[end].actor == "place"
        read.subject, read.person = None, False
        return end + 1

    def is_modifier(self, at: int) -> bool:
        """Whether a token is part of a body's name: 引進重點企業|辦公室."""
        token = self.tokens[at]
        return (
            self.read.subject is not None
            and token >= self.read.subject - 3
            and token + 1 == self.tokens[at + 1]
            and self.tag(at) in ("NOUN", "PROPN", "ADJ")
            and not self.facts[at].frame
            and not self.facts[at].cue
        )

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
            if self.text(at) == "考慮" and at + 1 < len(self.facts) and self.text(at + 1) == "到":
                read.barrier = "stative"
                return at + 1
            read.cues.append((self.tokens[at], cue))
            read.predicate = self.tokens[at]
            return at + 1
        read.cues.append((self.tokens[at], cue))
        if self.facts[at].verb or cue.kind in _TAKES_VERB or self.tag(at) == "VERB":
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

    def rest_is_statement(self, at: int) -> bool:
        """Whether 宣布 is followed by a statement (宣布將成立), and not by a noun (宣布措施)."""
        for place in range(at, len(self.facts)):
            facts = self.facts[place]
            if facts.cue or facts.frame in ("uncertain", "negation"):
                return True
            if self.is_verb(place):
                return True
            if facts.frame not in ("adverb", "time", "future_time") and not self.is_actor(place):
                return False
        return False

    def is_in_noun_phrase(self, at: int) -> bool:
        """Whether a verb with no auxiliary before it has one after it, in the same clause."""
        if self.read.person:
            return False
        if self.read.actor is not None and self.text(at + 1 - (at + 1 == len(self.facts))) in WORKS:
            return self.has_auxiliary(at + 1)  # 醫院擴建工程將於…
        for place in range(at + 1, len(self.facts)):
            cue, kind = self.facts[place].cue, self.facts[place].frame
            if kind == "possessive":
                return place == at + 1 or self.has_auxiliary(place + 1)
            if kind == "other" or self.is_actor(place):
                return False
            if self.is_auxiliary(place) or (cue is not None and cue.kind == "expect"):
                return self.read.actor is None
        return False

    def has_auxiliary(self, at: int) -> bool:
        return any(
            facts.cue is not None and facts.cue.kind in AUXILIARY for facts in self.facts[at:]
        )

    def after_phrase(self, at: int) -> int:
        """Return the place behind the phrase that a preposition opens."""
        start, size = at + 1, len(self.facts)
        opens_verb = start < size and self.is_verb(start)
        if opens_verb and self.read.light is None and self.frame(start + 1) != "possessive":
            self.read.light = self.tokens[start]
        # What is hidden is a name: 在「…平台」成立.
        nominal = not self.is_next(at)
        is_purpose = opens_verb and self.text(at) in _PURPOSE
        for place in range(start, size):
            facts = self.facts[place]
            cue = facts.cue
            if self.is_auxiliary(place) and self.frame(place + 1) != "possessive":
                return place
            if self.text(place) in _LOCALISERS:
                return place + 1
            if facts.frame == "negation":
                return place
            if self.frame(place - 1) == "possessive" and self.is_next(place - 1):
                nominal = True
            elif self.text(place) == _EXAMPLE_END:
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
                self.tag(place) in _NOMINAL
                or self.tag(place) == "NUM"
                or facts.actor
                or facts.frame in _TIMES
            ):
                nominal = True
                self.note_time(place)
        return size

    def is_coordinator(self, at: int) -> bool:
        return self.text(at) in _COORDINATORS

    def is_inside_phrase(self, at: int) -> bool:
        """Whether a verb belongs to the phrase of a preposition before it.

        It does before a localiser (在推出後), at the end of a clause (透過盛事組合), in a list
        (就運輸、環保等), and when it describes a noun.
        """
        if at + 1 == len(self.facts):
            return not self.facts[at].verb
        after = self.text(at + 1)
        if after in _LOCALISERS or after == _EXAMPLE_END:
            return True
        if after in _COORDINATORS and any(
            self.text(place) == _EXAMPLE_END for place in range(at + 2, len(self.facts))
        ):
            return True
        return self.is_modifying(at)

    def is_modifying(self, at: int) -> bool:
        """Whether a verb belongs to the noun after it: 就業界提出的意見, 與監管機構."""
        if self.frame(at + 1) == "possessive":
            return True
        return at + 1 < len(self.facts) and self.text(at + 1) in _ORGANS

    def is_subordinate(self, at: int) -> bool:
        """Whether a verb without a word of will stands in a clause of time: 局方提供津貼時."""
        return not self.read.cues and self.text(len(self.tokens) - 1) in _CLAUSE_ENDS

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
