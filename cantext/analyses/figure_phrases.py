"""What a quantity measures, and the verb that governs it: rules on words and parts of speech.

The rules are in docs/figures.md. A phrase is a run of nouns; what a number counts mostly stands
right after it (300個單位), what has a level or a share stands before it (失業率降至3.1%).
"""

from collections.abc import Sequence
from typing import NamedTuple

from cantext.analyses.figure_sentence import (
    NOMINAL,
    OF,
    Phrase,
    Sentence,
    verb_senses,
    words_of,
)
from cantext.normalise import project
from cantext.quantities import Quantity

_MODIFIERS = frozenset({"ADJ", "X"})
_OPENING, _CLOSING = frozenset(project("「《“『")), frozenset(project("」》”』"))
# So many tokens are looked at on a side: a sentence without end must not take time without end.
_REACH = 60
# Between these a clause stands; 、 joins what belongs together.
_CLAUSE_ENDS = frozenset(project("，,；;：:。！？!?…（）()─—"))
# Which years these are is all that a duration says with them.
_NO_MEASURE = frozenset({"past", "next", "first", "last", "within", "after", "ago"})
_ACTOR_CATEGORIES = frozenset({"government_bodies", "posts"})
_RANKED = frozenset(map(project, ("香港", "本港", "本地")))
# Money goes into what stands before it, whatever it is then for: 基金注資5億元.
_INTO = frozenset({project("注資")})
# Dates measure nothing, and a length of time only what its own clause says.
_NEEDS_NONE = frozenset({"date", "period", "duration"})


class Reading(NamedTuple):
    """What a quantity measures, and the verb that governs it, as written."""

    phrase: Phrase | None
    verb: str | None


class _Verb(NamedTuple):
    """The verb that governs a quantity: its token, its key and how it is written, if any."""

    at: int | None = None
    key: str = ""
    text: str | None = None


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
    verb = _governing(sentence, begin, first, counted)
    if found.qualifier in ("to", "up", "down") and found.qualifier_text:
        key = project(found.qualifier_text)
        if key in verb_senses():
            verb = verb._replace(key=key, text=found.qualifier_text)
    phrase = _measured(sentence, found, begin, first, stop, counted, verb)
    if phrase is None and found.kind not in _NEEDS_NONE:
        phrase = next(
            (reading.phrase for reading in reversed(earlier[-_REACH:]) if reading.phrase), None
        ) or _topic(sentence, begin, counted)
    return Reading(phrase, verb.text)


def _measured(
    sentence: Sentence,
    found: Quantity,
    begin: int,
    first: int,
    stop: int,
    counted: set[int],
    verb: _Verb,
) -> Phrase | None:
    """Return what a quantity measures in its own clause."""
    if found.kind in ("date", "period"):
        return None
    phrase = _after(sentence, found, stop, counted)
    if phrase or (found.kind == "duration" and found.qualifier in _NO_MEASURE):
        return phrase
    if verb.key in _INTO:
        phrase = _before(sentence, begin, first, counted, found, verb.at)
    if phrase is None and verb_senses().get(verb.key) == "spend":
        phrase = _purpose(sentence, stop, counted)
    return phrase or _before(sentence, begin, first, counted, found, verb.at)


def _clause_start(sentence: Sentence, first: int) -> int:
    depth = 0  # a short name in brackets parts no clause: 環境及自然保育基金（環保基金）注資
    earliest = max(first - _REACH, 0)
    for index in range(first - 1, earliest - 1, -1):
        key = sentence.keys[index]
        if key == ")":
            depth += 1
        elif key == "(" and depth:
            depth -= 1
        elif key in _CLAUSE_ENDS and not depth:
            return index + 1
    return earliest


def _governing(sentence: Sentence, begin: int, first: int, counted: set[int]) -> _Verb:
    """Return the last verb of the list in the clause before a quantity, a telling one if any."""
    senses = verb_senses()
    weak = _Verb()
    for index in range(first - 1, begin - 1, -1):
        stop = index + 1
        joined = "".join(sentence.keys[index : min(index + 2, first)])
        if joined in senses:  # 撥|出
            stop = min(index + 2, first)
        key = "".join(sentence.keys[index:stop])
        if index in counted or key not in senses:
            continue
        is_part = sentence.tags[index] in NOMINAL and stop == index + 1 and len(key) > 1
        if is_part and index + 1 < first and sentence.is_noun(index + 1):
            continue  # 發展 of 發展計劃
        verb = _Verb(index, key, "".join(sentence.texts[index:stop]))
        if senses[key] != "reach" and len(key) > 1:
            return verb
        weak = weak if weak.text else verb
    return weak


def _after(sentence: Sentence, found: Quantity, stop: int, counted: set[int]) -> Phrase | None:
    """Return the nouns right after a quantity: 300個單位, 七成半的物業, 1 000張「服務券」."""
    at = _past_qualifier(sentence, found, stop)
    size = len(sentence.keys)
    is_count = found.kind in ("count", "rank")
    while is_count and at < size and at in counted:  # 一支五十人的專隊
        at += 1
    if at < size and sentence.keys[at] in OF:
        at += 1
    if at < size and sentence.keys[at] in _OPENING:
        return _quoted(sentence, at)
    if found.kind == "count" and found.unit and (phrase := _after_clause(sentence, at, counted)):
        return phrase
    end = at
    noun = None
    while end < size and end not in counted and sentence.keys[end] not in words_of("stop"):
        tag, key = sentence.tags[end], sentence.keys[end]
        if sentence.is_noun(end) and not (sentence.is_verb(end) and noun is not None):
            noun = end
        elif not (
            tag in _MODIFIERS
            or key in _PREFIXES
            or (end == at and _opens_noun(sentence, end, found))
            or (key in OF and is_count and noun is None and end > at)
        ):
            break
        end += 1
    if noun is None and is_count and found.unit and at < size and at not in counted:
        # What is counted stands after its classifier, whatever its tag: 百份申請.
        is_noun = sentence.tags[at] == "VERB" and len(sentence.keys[at]) > 1
        noun = at if is_noun and sentence.keys[at] not in verb_senses() else None
    if noun is None or (noun == at and sentence.keys[noun] in words_of("empty")):
        return None
    return Phrase(at, noun + 1)


def _after_clause(sentence: Sentence, at: int, counted: set[int]) -> Phrase | None:
    """Return the nouns that a relative clause after a classifier describes.

    It begins with a verb or a preposition and ends in 的: 兩班前往倫敦的航班.
    """
    if at >= len(sentence.keys) or sentence.tags[at] not in ("VERB", "ADP", "AUX"):
        return None
    for index in range(at + 1, min(at + _CLAUSE_TOKENS, len(sentence.keys) - 1)):
        if index in counted or sentence.keys[index] in _CLAUSE_ENDS:
            return None
        if sentence.keys[index] in OF and sentence.is_noun(index + 1):
            return _run(sentence, index + 1, counted)
    return None


# A relative clause is no longer than this.
_CLAUSE_TOKENS = 12
_PREFIXES = frozenset(project("非前副新舊大小高低老全"))


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
    if found.kind not in ("count", "rank", "duration") or index + 1 >= len(sentence.keys):
        return False
    key = sentence.keys[index]
    if found.kind == "duration" and key in verb_senses():
        return False
    return sentence.tags[index] == "VERB" and sentence.is_noun(index + 1) and len(key) > 1


def _quoted(sentence: Sentence, at: int) -> Phrase | None:
    for index in range(at + 1, min(at + _REACH, len(sentence.keys))):
        if sentence.keys[index] in _CLOSING:
            return Phrase(at + 1, index) if index > at + 1 else None
    return None


def _purpose(sentence: Sentence, stop: int, counted: set[int]) -> Phrase | None:
    """Return what an amount is spent on: the object of the verb after it (推動中醫藥發展)."""
    size = len(sentence.keys)
    at = stop
    while at < size and (
        sentence.keys[at] == "," or sentence.tags[at] in ("ADP", "ADV", "CCONJ", "PART", "SCONJ")
    ):
        at += 1
    if at >= size or not sentence.is_verb(at):
        return None
    at += 1
    while at < size and sentence.keys[at] not in _CLAUSE_ENDS:
        is_object = sentence.is_noun(at) or sentence.keys[at] in _OPENING
        if at not in counted and (is_object or sentence.keys[at] in _PREFIXES):
            return _run(sentence, at, counted)
        at += 1
    return None


def _run(sentence: Sentence, at: int, counted: set[int]) -> Phrase | None:
    """Return the run of nouns that begins at a token."""
    if sentence.keys[at] in _OPENING:
        return _quoted(sentence, at)
    end = at
    while (
        end < len(sentence.keys)
        and end not in counted
        and (
            sentence.is_noun(end)
            or sentence.tags[end] in _MODIFIERS
            or sentence.keys[end] in _PREFIXES
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
    senses = verb_senses()
    acts = verb_at is not None and senses.get(sentence.keys[verb_at], "spend") in _ACTS
    index = first - 1
    while index >= begin:
        key = sentence.keys[index]
        if key in words_of("same"):
            return None
        if key == ")":
            index = next((i for i in range(index, begin, -1) if sentence.keys[i] == "("), index)
            index -= 1
            continue
        if key in _CLOSING and (phrase := _quoted_before(sentence, index)):
            return phrase
        is_noun = index not in counted and sentence.is_noun(index) and index != verb_at
        is_per = key.startswith("每") or (index > begin and sentence.keys[index - 1] == "每")
        if not is_noun or is_per or _says_when(sentence, index, first):
            index -= 1
            continue
        phrase = _run_before(sentence, begin, index, counted)
        words = "".join(sentence.keys[phrase.first : phrase.stop])
        if words in words_of("empty") and not (found.kind == "rank" and words in _RANKED):
            index = phrase.first - 1
            continue
        if acts and verb_at is not None and phrase.stop <= verb_at and _is_actor(sentence, phrase):
            return None
        return phrase
    return None


_ACTS = frozenset({"spend", "provide", "build"})


def _says_when(sentence: Sentence, index: int, first: int) -> bool:
    """Whether a noun is part of a phrase of time: 金融海嘯後的12.8%."""
    return index + 1 < first and sentence.keys[index + 1] in words_of("stop")


def _run_before(sentence: Sentence, begin: int, last: int, counted: set[int]) -> Phrase:
    """Return the run of nouns that ends in a token, with a verb that opens it (輪候時間)."""
    first = last
    while first > begin and (first - 1) not in counted:
        index = first - 1
        key = sentence.keys[index]
        if key in words_of("empty") or key in _CLOSING:
            break
        if sentence.is_noun(index) or sentence.tags[index] in _MODIFIERS:
            first = index
        elif key in OF and _may_own(sentence, begin, index - 1, counted):
            first = index - 1
        elif sentence.is_verb(index) and key not in verb_senses() and len(key) > 1:
            return Phrase(index, last + 1)
        else:
            break
    return Phrase(first, last + 1)


def _may_own(sentence: Sentence, begin: int, index: int, counted: set[int]) -> bool:
    """Whether a token before 的 is a noun that belongs to the phrase (可再生能源的比重)."""
    if index < begin or index in counted or not sentence.is_noun(index):
        return False
    return sentence.keys[index] not in words_of("empty")


def _quoted_before(sentence: Sentence, closing: int) -> Phrase | None:
    for index in range(closing - 1, max(closing - _REACH, -1), -1):
        if sentence.keys[index] in _OPENING:
            return Phrase(index + 1, closing) if index + 1 < closing else None
    return None


def _is_actor(sentence: Sentence, phrase: Phrase) -> bool:
    entry = sentence.entries.get(phrase.stop - 1)
    if entry is not None and entry.category in _ACTOR_CATEGORIES:
        return True
    return "".join(sentence.keys[phrase.first : phrase.stop]) in words_of("actor")


def _topic(sentence: Sentence, begin: int, counted: set[int]) -> Phrase | None:
    """Return the first nouns of the sentence before the clause."""
    for index in range(min(begin, _REACH)):
        if index in counted or not sentence.is_noun(index):
            continue
        if sentence.keys[index] in words_of("empty"):
            continue
        phrase = _run(sentence, index, counted)
        return None if phrase is None or _is_actor(sentence, phrase) else phrase
    return None
