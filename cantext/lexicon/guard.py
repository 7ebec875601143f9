"""Guards: conditions on the characters around a form, in a language too small to be dangerous.

A guard is a list of conditions parted by spaces. In a condition `_` stands for the form itself,
what is left and right of it for the characters that stand there: a character for itself, `[…]` for
any one of several, `.` for any character. A condition that begins with `!` must not hold.

    !_特 !_立          港獨, unless 特 or 立 follows (香港獨特, 香港獨立)
    !_[特立家有]       the same in one condition
    _[學生校]          only where 學, 生 or 校 follows
    _. !_[部量]        only where some character follows, but neither 部 nor 量

A form passes when no `!` condition holds and, if there are others, one of them holds. Characters
are compared in the projection, so that variants, width and Traditional or Simplified do not matter.
"""

from dataclasses import dataclass
from functools import lru_cache

from cantext.lexicon.entry import Entry
from cantext.normalise import project

# Enough for any word on either side; a guard that needs more wants a longer term in the dictionary.
_REACH = 8
_Places = tuple[frozenset[str] | None, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """What must, or must not, stand at the places before and after a form; None is anything."""

    must_hold: bool
    before: _Places
    after: _Places

    def holds(self, text: str, start: int, end: int) -> bool:
        """Whether the places around text[start:end] are as the condition says."""
        first = start - len(self.before)
        return (
            first >= 0
            and end + len(self.after) <= len(text)
            and _fit(self.before, text, first)
            and _fit(self.after, text, end)
        )


@dataclass(frozen=True, slots=True)
class Guard:
    """The conditions of a form."""

    conditions: tuple[Condition, ...]

    def permits(self, projected: str, start: int, end: int) -> bool:
        """Whether the form at [start, end) of a projected text counts."""
        wanted = met = False
        for condition in self.conditions:
            if condition.must_hold:
                wanted = True
                met = met or condition.holds(projected, start, end)
            elif condition.holds(projected, start, end):
                return False
        return met or not wanted


@lru_cache(maxsize=4096)
def compile_guard(source: str) -> Guard:
    """Read a guard.

    >>> guard = compile_guard("!_[特立]")
    >>> [guard.permits(project(text), 1, 3) for text in ("香港獨特", "談港獨者", "談港獨")]
    [False, True, True]

    Raises
    ------
    ValueError
        With what is wrong and how to mend it; the caller knows file and line.
    """
    conditions = tuple(map(_condition, source.split(" ")))
    return Guard(conditions)


def guard_problem(source: str) -> str:
    """Return what is wrong with a guard and how to mend it; nothing for a good one or none.

    >>> guard_problem("!_特"), guard_problem("!特")[:31]
    ('', "guard: condition '!特' must have")
    """
    if not source:
        return ""
    try:
        compile_guard(source)
    except ValueError as error:
        return f"guard: {error}"
    return ""


def permitted(
    entries: tuple[Entry, ...], projected: str, start: int, end: int
) -> tuple[Entry, ...]:
    """Return the readings of a form at [start, end) of a projected text whose guards permit it.

    >>> entry = Entry("港獨", "港獨", guard="!_[特立]")
    >>> permitted((entry,), project("香港獨特"), 1, 3)
    ()
    """
    return tuple(
        entry
        for entry in entries
        if not entry.guard or compile_guard(entry.guard).permits(projected, start, end)
    )


def _condition(text: str) -> Condition:
    pattern = text.removeprefix("!")
    if pattern.count("_") != 1:
        raise ValueError(
            f"condition {text!r} must have one _ for the term itself, as in !_特; "
            "conditions are parted by single spaces"
        )
    before, after = (_places(text, side) for side in pattern.split("_"))
    if not before and not after:
        raise ValueError(f"condition {text!r} says nothing of the characters around; as in !_特")
    if max(len(before), len(after)) > _REACH:
        raise ValueError(f"condition {text!r} looks further than {_REACH} characters; shorten it")
    return Condition(pattern == text, before, after)


def _places(condition: str, side: str) -> _Places:
    places: list[frozenset[str] | None] = []
    inside: str | None = None  # the characters since an open bracket
    for character in side:
        if inside is not None:
            if character == "]":
                if not inside:
                    raise ValueError(f"condition {condition!r} has empty brackets; fill them")
                places.append(frozenset(project(inside)))
                inside = None
            elif character == "[":
                raise ValueError(f"condition {condition!r} has brackets in brackets; take one out")
            else:
                inside += character
        elif character == "[":
            inside = ""
        elif character in "]!":
            raise ValueError(f"condition {condition!r} has a {character} out of place; take it out")
        else:
            places.append(None if character == "." else frozenset(project(character)))
    if inside is not None:
        raise ValueError(f"condition {condition!r} lacks a ]; close the bracket")
    return tuple(places)


def _fit(places: _Places, text: str, first: int) -> bool:
    return all(
        allowed is None or text[first + offset] in allowed for offset, allowed in enumerate(places)
    )
