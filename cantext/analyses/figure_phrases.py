"""What a quantity measures, and the verb that governs it: rules on words and parts of speech.

The rules are in docs/figures.md. A phrase is a run of nouns; what a number counts mostly stands
right after it (300個單位), what has a level or a share stands before it (失業率降至3.1%).
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cantext.lexicon.entry import Entry
from cantext.lexicon.figure_lists import nouns, verbs
from cantext.lexicon.stopwords import class_words
from cantext.quantities import Quantity

_NOMINAL = frozenset({"NOUN", "PROPN"})
_MODIFIERS = frozenset({"ADJ", "X"})
_OPENING, _CLOSING = frozenset("「《“『"), frozenset("」》”』")
# Between these a clause stands; 、 joins what belongs together.
# So many tokens are looked at on a side: a sentence without end must not take time without end.
_REACH = 60
_CLAUSE_ENDS = frozenset("，,；;：:。！？!?…（）()─—")
# Which years these are is all that a duration says with them.
_NO_MEASURE = frozenset({"past", "next", "first", "last", "within", "after", "ago"})
_ACTOR_CATEGORIES = frozenset({"government_bodies", "posts"})
# The tagger takes many a noun before an adverb for an adverb; words that end so are nouns.
_NOUN_ENDS = frozenset("額費率量院數目價期幅者員金稅資戶藏距比值本度園場館站局民生樓校所口")
_RANKED = frozenset({"香港", "本港", "本地"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens of a sentence: texts, universal tags, offsets in the line, dictionary entries."""

    texts: Sequence[str]
    tags: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    entries: Mapping[int, Entry]

    def first_at(self, offset: int) -> int:
        """Return the first token that ends after an offset."""
        return bisect_right(self.ends, offset)

    def is_noun(self, index: int) -> bool:
        """Whether a token is a noun, by its tag, its form, or as a term of the dictionary."""
        tag, text = self.tags[index], self.texts[index]
        if text in _senses():
            # 撥款 of 年度撥款 is a noun; 撥款 of 政府撥款3億元 governs.
            owned = index > 0 and self.texts[index - 1] in _OF
            return len(text) > 1 and tag in _NOMINAL and owned
        if tag in _NOMINAL:
            return True
        if index in self.entries and tag != "NUM":
            return True
        return tag in ("ADV", "VERB") and len(text) > 1 and text[-1] in _NOUN_ENDS

    def is_verb(self, index: int) -> bool:
        """Whether a token is a verb; one that governs figures is, whatever its tag."""
        return self.texts[index] in _senses() or (
            self.tags[index] == "VERB" and not self.is_noun(index)
        )


class Phrase(NamedTuple):
    """The tokens of a phrase, from `first` to `stop`, not included."""

    first: int
    stop: int


class Reading(NamedTuple):
    """What a quantity measures, and the token of the verb that governs it."""

    phrase: Phrase | None
    verb: str | None
    verb_at: int | None


@lru_cache(maxsize=1)
def _senses() -> dict[str, str]:
    return {row.form: row.sense for row in verbs()}


@lru_cache(maxsize=4)
def _words(role: str) -> frozenset[str]:
    """Return the words of a role; those that say when are `empty` too."""
    listed = frozenset(row.form for row in nouns() if row.role == role)
    return listed | class_words("time") if role == "empty" else listed


def read_phrases(sentence: Sentence, quantities: Sequence[Quantity]) -> list[Reading]:
    """Return what each quantity of a sentence measures; offsets are those of its tokens."""
    taken = [
        (sentence.first_at(found.start), sentence.first_at(found.end - 1) + 1)
        for found in quantities
    ]
    counted = {index for first, stop in taken for index in range(first, stop)}
    readings: list[Reading] = []
    for found, (first, stop) in zip(quantities, taken, strict=True):
        readings.append(_reading(sentence, found, first, stop, counted, readings))
    return readings


def _reading(
    sentence: Sentence,
    found: Quantity,
    first: int,
    stop: int,
    counted: set[int],
    earlier: Sequence[Reading],
) -> Reading:
    begin = _clause_start(sentence, first)
    verb_at, verb = _governing(sentence, begin, first, counted)
    if found.qualifier in ("to", "up", "down") and found.qualifier_text in _senses():
        verb = found.qualifier_text
    if found.kind in ("date", "period"):
        return Reading(None, verb, verb_at)
    phrase = _after(sentence, found, stop, counted)
    if phrase is None and found.kind == "duration" and found.qualifier in _NO_MEASURE:
        return Reading(None, verb, verb_at)
    if phrase is None and verb == "注資":  # into what stands before it, whatever it is then for
        phrase = _before(sentence, begin, first, counted, found, verb_at)
    if phrase is None and verb is not None and _senses().get(verb) == "spend":
        phrase = _purpose(sentence, stop, counted)
    if phrase is None:
        phrase = _before(sentence, begin, first, counted, found, verb_at)
    if phrase is None and found.kind == "duration":
        return Reading(None, verb, verb_at)
    if phrase is None:
        phrase = next(
            (reading.phrase for reading in reversed(earlier[-_REACH:]) if reading.phrase), None
        )
    if phrase is None:
        phrase = _topic(sentence, begin, counted)
    return Reading(phrase, verb, verb_at)


def _clause_start(sentence: Sentence, first: int) -> int:
    depth = 0  # a short name in brackets parts no clause: 環境及自然保育基金（環保基金）注資
    earliest = max(first - _REACH, 0)
    for index in range(first - 1, earliest - 1, -1):
        text = sentence.texts[index]
        if text in "）)":
            depth += 1
        elif text in "（(" and depth:
            depth -= 1
        elif text in _CLAUSE_ENDS and not depth:
            return index + 1
    return earliest


def _governing(
    sentence: Sentence, begin: int, first: int, counted: set[int]
) -> tuple[int | None, str | None]:
    """Return the last verb of the list in the clause before a quantity, a telling one if any."""
    senses = _senses()
    weak: tuple[int | None, str | None] = None, None
    for index in range(first - 1, begin - 1, -1):
        text = sentence.texts[index]
        joined = text + sentence.texts[index + 1] if index + 1 < first else text
        verb = joined if joined in senses else text  # 撥|出
        if index in counted or verb not in senses:
            continue
        is_part = sentence.tags[index] in _NOMINAL and verb == text and len(text) > 1
        if is_part and index + 1 < first and sentence.is_noun(index + 1):
            continue  # 發展 of 發展計劃
        if senses[verb] == "reach" or len(verb) == 1:
            weak = weak if weak[0] is not None else (index, verb)
            continue
        return index, verb
    return weak


def _after(sentence: Sentence, found: Quantity, stop: int, counted: set[int]) -> Phrase | None:
    """Return the nouns right after a quantity: 300個單位, 七成半的物業, 1 000張「服務券」."""
    at = _past_qualifier(sentence, found, stop)
    size = len(sentence.texts)
    is_count = found.kind in ("count", "rank")
    while is_count and at < size and at in counted:  # 一支五十人的專隊
        at += 1
    if at < size and sentence.texts[at] in _OF:
        at += 1
    if at < size and sentence.texts[at] in _OPENING:
        return _quoted(sentence, at)
    if found.kind == "count" and found.unit and (phrase := _after_clause(sentence, at, counted)):
        return phrase
    end = at
    noun = None
    while end < size and end not in counted and sentence.texts[end] not in _words("stop"):
        tag, text = sentence.tags[end], sentence.texts[end]
        if sentence.is_noun(end) and not (sentence.is_verb(end) and noun is not None):
            noun = end
        elif not (
            tag in _MODIFIERS
            or text in _PREFIXES
            or (end == at and _opens_noun(sentence, end, found))
            or (text in _OF and is_count and noun is None and end > at)
        ):
            break
        end += 1
    if noun is None and is_count and found.unit and at < size and at not in counted:
        # What is counted stands after its classifier, whatever its tag: 百份申請.
        is_noun = sentence.tags[at] == "VERB" and len(sentence.texts[at]) > 1
        noun = at if is_noun and sentence.texts[at] not in _senses() else None
    if noun is None or (noun == at and sentence.texts[noun] in _words("empty")):
        return None
    return Phrase(at, noun + 1)


def _after_clause(sentence: Sentence, at: int, counted: set[int]) -> Phrase | None:
    """Return the nouns that a relative clause after a classifier describes.

    It begins with a verb or a preposition and ends in 的: 兩班前往倫敦的航班.
    """
    if at >= len(sentence.texts) or sentence.tags[at] not in ("VERB", "ADP", "AUX"):
        return None
    for index in range(at + 1, min(at + _CLAUSE_TOKENS, len(sentence.texts) - 1)):
        if index in counted or sentence.texts[index] in _CLAUSE_ENDS:
            return None
        if sentence.texts[index] in _OF and sentence.is_noun(index + 1):
            return _run(sentence, index + 1, counted)
    return None


# A relative clause is no longer than this.
_CLAUSE_TOKENS = 12
_OF = frozenset({"的", "嘅"})
_PREFIXES = frozenset({"非", "前", "副", "新", "舊", "大", "小", "高", "低", "老", "全"})


def _past_qualifier(sentence: Sentence, found: Quantity, stop: int) -> int:
    """Return the first token after a quantity and the qualifier that stands after it."""
    at = stop
    rest = found.qualifier_text or ""
    while at < len(sentence.texts) and rest.startswith(sentence.texts[at]):
        rest = rest[len(sentence.texts[at]) :]
        at += 1
    return at


def _opens_noun(sentence: Sentence, index: int, found: Quantity) -> bool:
    """Whether a verb is the beginning of a noun phrase (就業機會), and no predicate."""
    if found.kind not in ("count", "rank", "duration") or index + 1 >= len(sentence.texts):
        return False
    text = sentence.texts[index]
    if found.kind == "duration" and text in _senses():
        return False
    return sentence.tags[index] == "VERB" and sentence.is_noun(index + 1) and len(text) > 1


def _quoted(sentence: Sentence, at: int) -> Phrase | None:
    for index in range(at + 1, min(at + _REACH, len(sentence.texts))):
        if sentence.texts[index] in _CLOSING:
            return Phrase(at + 1, index) if index > at + 1 else None
    return None


def _purpose(sentence: Sentence, stop: int, counted: set[int]) -> Phrase | None:
    """Return what an amount is spent on: the object of the verb after it (推動中醫藥發展)."""
    size = len(sentence.texts)
    at = stop
    while at < size and (
        sentence.texts[at] in "，," or sentence.tags[at] in ("ADP", "ADV", "CCONJ", "PART", "SCONJ")
    ):
        at += 1
    if at >= size or not sentence.is_verb(at):
        return None
    at += 1
    while at < size and sentence.texts[at] not in _CLAUSE_ENDS:
        is_object = sentence.is_noun(at) or sentence.texts[at] in _OPENING
        if at not in counted and (is_object or sentence.texts[at] in _PREFIXES):
            return _run(sentence, at, counted)
        at += 1
    return None


def _run(sentence: Sentence, at: int, counted: set[int]) -> Phrase | None:
    """Return the run of nouns that begins at a token."""
    if sentence.texts[at] in _OPENING:
        return _quoted(sentence, at)
    end = at
    while (
        end < len(sentence.texts)
        and end not in counted
        and (
            sentence.is_noun(end)
            or sentence.tags[end] in _MODIFIERS
            or sentence.texts[end] in _PREFIXES
        )
    ):
        end += 1
    while end > at + 1 and not sentence.is_noun(end - 1):
        end -= 1
    return Phrase(at, end) if end > at else None


def _before(
    sentence: Sentence,
    begin: int,
    first: int,
    counted: set[int],
    found: Quantity,
    verb_at: int | None,
) -> Phrase | None:
    """Return the nouns nearest before a quantity in its clause; not who acts, nor when."""
    if found.kind == "duration" and verb_at is None and found.qualifier is None:
        begin = max(begin, first - 1)  # 任期兩年
    senses = _senses()
    acts = verb_at is not None and senses.get(sentence.texts[verb_at], "spend") in _ACTS
    index = first - 1
    while index >= begin:
        text = sentence.texts[index]
        if text in _words("same"):
            return None
        if text in "）)":
            index = next((i for i in range(index, begin, -1) if sentence.texts[i] in "（("), index)
            index -= 1
            continue
        if text in _CLOSING and (phrase := _quoted_before(sentence, index)):
            return phrase
        is_noun = index not in counted and sentence.is_noun(index) and index != verb_at
        is_per = text.startswith("每") or (index > begin and sentence.texts[index - 1] == "每")
        if not is_noun or is_per or _says_when(sentence, index, first):
            index -= 1
            continue
        phrase = _run_before(sentence, begin, index, counted)
        words = "".join(sentence.texts[phrase.first : phrase.stop])
        if words in _words("empty") and not (found.kind == "rank" and words in _RANKED):
            index = phrase.first - 1
            continue
        if acts and verb_at is not None and phrase.stop <= verb_at and _is_actor(sentence, phrase):
            return None
        return phrase
    return None


_ACTS = frozenset({"spend", "provide", "build"})


def _says_when(sentence: Sentence, index: int, first: int) -> bool:
    """Whether a noun is part of a phrase of time: 金融海嘯後的12.8%."""
    return index + 1 < first and sentence.texts[index + 1] in _words("stop")


def _run_before(sentence: Sentence, begin: int, last: int, counted: set[int]) -> Phrase:
    """Return the run of nouns that ends in a token, with a verb that opens it (輪候時間)."""
    first = last
    while first > begin and (first - 1) not in counted:
        index = first - 1
        text = sentence.texts[index]
        if text in _words("empty") or text in _CLOSING:
            break
        if sentence.is_noun(index) or sentence.tags[index] in _MODIFIERS:
            first = index
        elif text in _OF and _may_own(sentence, begin, index - 1, counted):
            first = index - 1
        elif sentence.is_verb(index) and text not in _senses() and len(text) > 1:
            return Phrase(index, last + 1)
        else:
            break
    return Phrase(first, last + 1)


def _may_own(sentence: Sentence, begin: int, index: int, counted: set[int]) -> bool:
    """Whether a token before 的 is a noun that belongs to the phrase (可再生能源的比重)."""
    if index < begin or index in counted or not sentence.is_noun(index):
        return False
    return sentence.texts[index] not in _words("empty")


def _quoted_before(sentence: Sentence, closing: int) -> Phrase | None:
    for index in range(closing - 1, max(closing - _REACH, -1), -1):
        if sentence.texts[index] in _OPENING:
            return Phrase(index + 1, closing) if index + 1 < closing else None
    return None


def _is_actor(sentence: Sentence, phrase: Phrase) -> bool:
    entry = sentence.entries.get(phrase.stop - 1)
    if entry is not None and entry.category in _ACTOR_CATEGORIES:
        return True
    return "".join(sentence.texts[phrase.first : phrase.stop]) in _words("actor")


def _topic(sentence: Sentence, begin: int, counted: set[int]) -> Phrase | None:
    """Return the first nouns of the sentence before the clause."""
    for index in range(min(begin, _REACH)):
        if index in counted or not sentence.is_noun(index):
            continue
        if sentence.texts[index] in _words("empty"):
            continue
        phrase = _run(sentence, index, counted)
        return None if phrase is None or _is_actor(sentence, phrase) else phrase
    return None
