"""The lists of units, currencies and qualifiers, compiled for the scanner once a process."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from cantext.lexicon.figure_lists import PLACES, currencies, qualifiers, units
from cantext.normalise import project
from cantext.quantities.patterns import one_of


class Measure(NamedTuple):
    """A unit as the scanner meets it."""

    unit: str
    kind: str
    currency: str | None
    factor: Decimal
    not_before: frozenset[str]


class Lists(NamedTuple):
    """The compiled lists.

    `unit` matches any unit, the longest first; `measures` says what it is; `money` are the forms
    before an amount; `before` and the three others map the forms of qualifiers to what they are and
    to the characters that they must not stand beside; `before_ends` and `money_ends` are the last
    characters of what stands before a number.
    """

    unit: re.Pattern[str]
    measures: dict[str, Measure]
    money: dict[str, Measure]
    before: dict[str, tuple[str, frozenset[str]]]
    before_magnitude: dict[str, tuple[str, frozenset[str]]]
    after: dict[str, dict[str, tuple[str, frozenset[str]]]]
    after_pattern: re.Pattern[str]
    longest_before: int
    before_ends: frozenset[str]
    money_ends: frozenset[str]


@lru_cache(maxsize=1)
def lists() -> Lists:
    """Compile the lists; 20 ms."""
    measures: dict[str, Measure] = {}
    money: dict[str, Measure] = {}
    for row in units():
        measures[project(row.form)] = Measure(
            row.unit, row.kind, None, Decimal(row.factor or 1), frozenset(project(row.not_before))
        )
    for sum_ in currencies():
        table = measures if sum_.place == "after" else money
        table[project(sum_.form)] = Measure(
            sum_.unit,
            "money",
            sum_.currency,
            Decimal(sum_.factor or 1),
            frozenset(project(sum_.not_before)),
        )
    places: dict[str, dict[str, tuple[str, frozenset[str]]]] = {place: {} for place in PLACES}
    for word in qualifiers():
        known = word.qualifier, frozenset(project(word.unless_beside))
        places[word.place][project(word.form)] = known
    before, before_magnitude = places.pop("before"), places.pop("before_magnitude")
    return Lists(
        re.compile(unit_pattern()),
        measures,
        money,
        before,
        before_magnitude,
        places,
        re.compile(one_of(sorted(form for table in places.values() for form in table))),
        max(map(len, before)),
        frozenset(form[-1] for form in (*before, *before_magnitude)),
        frozenset(form[-1] for form in money),
    )


@lru_cache(maxsize=1)
def unit_pattern() -> str:
    """Return the expression of all units; a Latin one ends where its letters end."""
    forms = {project(row.form) for row in units()}
    forms |= {project(row.form) for row in currencies() if row.place == "after"}
    latin = sorted(form for form in forms if form[-1].isascii() and form[-1].isalnum())
    return rf"{one_of(sorted(forms - set(latin)))}|{one_of(latin)}(?![a-z0-9])"
