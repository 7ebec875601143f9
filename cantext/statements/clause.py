"""A clause, and what can be asked of its tokens in the light of what has been read of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cantext.lexicon.entry import Entry
from cantext.statements.lexicon import CommitmentWords, Facts, keys_of
from cantext.statements.word_lists import Cue

# What stands before the verb and tells of it.
AUXILIARY = frozenset(("future", "perfect", "progress", "continuing", "resolve"))
# What is a verb of its own and takes another.
TAKES_VERB = frozenset(("plan", "strive", "hope", "commit", "expect"))
_BODIES = frozenset(("government_bodies", "statutory_bodies"))
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "X"))
_VERBAL = frozenset(("VERB",))
# Ends a phrase that a preposition opened: 在…下, 就…方面.
LOCALISERS = keys_of("下 方面 上 中 內 外 時 期間 後 前 以來 起 之間 之後 之前 以外")
COORDINATORS = keys_of("及 和 與 以及 、 或")
# What a work is called, by itself and when more is said of it: 工程預計明年完成.
WORKS = keys_of("工程 項目 計劃 研究 檢討 工作 措施 設施 建造 建築")
# Nouns that a verb before them describes.
_ORGANS = keys_of("機構 當局 部門 團體 組織 公司 人員 人士 單位")
_CLAUSE_ENDS = keys_of("時 之時 後 之後 前 之前 以來 至今 期間 而已")
_DISPOSAL = keys_of("將 把")
EXAMPLE_END = "等"


class Words(NamedTuple):
    """The tokens that are read: columns of a block, and the match keys and tags of words."""

    texts: Sequence[str]
    keys: Mapping[str, str]
    tags: Mapping[str, str]
    entries: Mapping[int, Entry]

    def key(self, token: int) -> str:
        """Return what a token is looked up and compared by, whatever its variants."""
        return self.keys[self.texts[token]]

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


class Clause:
    """The tokens of a clause by their places, and what was read of them so far."""

    def __init__(self, tokens: Sequence[int], words: Words, lexicon: CommitmentWords) -> None:
        self.tokens, self.words = tokens, words
        self.facts: list[Facts] = list(
            map(lexicon.met.__getitem__, map(words.texts.__getitem__, tokens))
        )
        self.read = Reading()
        # A noun where the verb should be: 會融入國家發展大局 is one term of the dictionary.
        self.idiom: int | None = None

    def is_next(self, at: int) -> bool:
        """Whether the next token stands right behind, with nothing hidden between."""
        return at + 1 < len(self.tokens) and self.tokens[at + 1] == self.tokens[at] + 1

    def tag(self, at: int) -> str:
        """Return the universal tag of the token at a place."""
        return self.words.tag(self.tokens[at])

    def key(self, at: int) -> str:
        """Return the match key of the token at a place."""
        return self.words.key(self.tokens[at])

    def frame(self, at: int) -> str:
        """Return what a token does in the frame of a clause; nothing behind its end."""
        return self.facts[at].frame if at < len(self.facts) else ""

    def is_verb(self, at: int) -> bool:
        """Whether a token may be the main verb, by its tag or by what the lexicon knows of it."""
        return self.tag(at) in _VERBAL or (
            bool(self.facts[at].verb) and (bool(self.read.cues) or self.tag(at) != "NOUN")
        )

    def takes_verb(self) -> bool:
        """Whether a word read before takes a verb: 計劃, 爭取, 希望."""
        return any(cue.kind in TAKES_VERB for _, cue in self.read.cues)

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
        """Whether a token is a word of time or will before a verb: 會, 將, 已, 正."""
        cue = self.facts[at].cue
        return cue is not None and cue.kind in AUXILIARY and not self.is_disposal(at)

    def is_disposal(self, at: int) -> bool:
        """Whether 將 is the 把 of written Chinese: 將土地改劃."""
        if self.key(at) not in _DISPOSAL:
            return False
        if self.key(at) == "把" or any(cue.kind in AUXILIARY for _, cue in self.read.cues):
            return True
        if at + 1 >= len(self.facts):
            return False
        after = self.facts[at + 1]
        if after.cue or (after.frame and after.frame not in ("other", "possessive")):
            return False
        return self.tag(at + 1) in NOMINAL and not after.verb

    def joins_verbs(self, at: int) -> bool:
        """Whether 和 or 及 stands between verbs, before anybody is named."""
        return (
            self.key(at) in COORDINATORS
            and self.read.actor is None
            and not self.read.cues
            and at + 1 < len(self.facts)
            and (self.is_verb(at + 1) or self.frame(at + 1) == "adverb")
        )

    def opens_condition(self, at: int) -> bool:
        """Whether 如 says if and not such as: 如有失業 but not 如語音報案等."""
        if self.read.actor or self.read.subject is not None or self.read.cues:
            return False
        return not (self.key(at) == "如" and self.key(len(self.tokens) - 1) == EXAMPLE_END)

    def is_actor(self, at: int) -> bool:
        """Whether a token names who acts."""
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
        return facts.actor == "suffix" and len(self.key(at)) > 1 and self.tag(at) != "VERB"

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
        if self.read.actor is not None and self.key(at + 1 - (at + 1 == len(self.facts))) in WORKS:
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
        """Whether a word of time or will stands at a place or behind it."""
        return any(
            facts.cue is not None and facts.cue.kind in AUXILIARY for facts in self.facts[at:]
        )

    def is_coordinator(self, at: int) -> bool:
        """Whether a token is 及, 和 or the like."""
        return self.key(at) in COORDINATORS

    def is_inside_phrase(self, at: int) -> bool:
        """Whether a verb belongs to the phrase of a preposition before it.

        It does before a localiser (在推出後), at the end of a clause (透過盛事組合), in a list
        (就運輸、環保等), and when it describes a noun.
        """
        if at + 1 == len(self.facts):
            return not self.facts[at].verb
        after = self.key(at + 1)
        if after in LOCALISERS or after == EXAMPLE_END:
            return True
        if after in COORDINATORS and any(
            self.key(place) == EXAMPLE_END for place in range(at + 2, len(self.facts))
        ):
            return True
        return self.is_modifying(at)

    def is_modifying(self, at: int) -> bool:
        """Whether a verb belongs to the noun after it: 就業界提出的意見, 與監管機構."""
        if self.frame(at + 1) == "possessive":
            return True
        return at + 1 < len(self.facts) and self.key(at + 1) in _ORGANS

    def is_subordinate(self, at: int) -> bool:
        """Whether a verb without a word of will stands in a clause of time: 局方提供津貼時."""
        return not self.read.cues and self.key(len(self.tokens) - 1) in _CLAUSE_ENDS
