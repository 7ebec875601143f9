"""What the words of time and will in a clause come to: a status and a modality."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cantext.statements.clause import Reading
from cantext.statements.word_lists import Cue

# Of several words the one that says most gives the status: 會繼續 is continuing, 會研究 studying.
_STATUS_ORDER = ("study", "expect", "perfect", "progress", "continuing", "plan", "hope", "strive",
                 "future", "commit", "resolve")  # fmt: skip
# And the modality: 承諾會爭取 is promised.
_MODALITY_ORDER = ("commit", "resolve", "study", "plan", "strive", "hope", "expect", "future",
                   "progress", "continuing", "perfect")  # fmt: skip


class Verdict(NamedTuple):
    """A status and a modality, and the tokens that decided them."""

    status: str
    modality: str
    tokens: tuple[int, ...]


def verdict(reading: Reading, verb: frozenset[str], *, is_work: bool) -> Verdict | None:
    """Return what the words of a clause come to; None where none tells.

    Parameters
    ----------
    reading
        The clause.
    verb
        The classes of its main verb.
    is_work
        Whether it speaks of a work and no body: 大樓將於2027年落成.
    """
    found = {cue.kind: (token, cue) for token, cue in reversed(reading.cues)}
    if reading.aspect is not None:
        token, cue = reading.aspect
        kind = "perfect" if cue.kind == "suffix_done" else "progress"
        found.setdefault(kind, (token, cue))
    if not found:
        return None
    told = _first(found, _STATUS_ORDER)
    said = _first(found, _MODALITY_ORDER)
    tokens = {found[told][0], found[said][0]}
    tokens |= {found[kind][0] for kind in ("future", "perfect") if kind in found}
    status = found[told][1].status
    if told == "study" and "perfect" in found:
        status = "done"
    elif told == "perfect":
        status = _begun(found, verb)
        if status == "under_way" and reading.predicate is not None:
            tokens.add(reading.predicate)
    elif told == "progress" and "plan" in found:
        status = found["plan"][1].status
    elif told in ("strive", "hope") and "future" in found:
        status = "will"
    elif told == "future" and is_work and "complete" in verb:
        status = "expected"
    return Verdict(status, found[said][1].modality, tuple(sorted(tokens)))


def _begun(found: dict[str, tuple[int, Cue]], verb: frozenset[str]) -> str:
    """Return how far what has been done is: decided, begun, or done."""
    if "plan" in found:
        return found["plan"][1].status
    if "progress" in found or ("begin" in verb and not verb & {"launch", "complete"}):
        return "under_way"
    return "done"


def _first(found: Iterable[str], order: Sequence[str]) -> str:
    return next(kind for kind in order if kind in found)
