"""The lists behind figures: units, classifiers, currencies, qualifiers, verbs, idioms, times.

They are TSV files in `dictionaries/figures/`, which people edit; its README says what the columns
hold. What finds figures in text is `cantext.quantities`.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from cantext.lexicon.locate import dictionaries_folder
from cantext.lexicon.tables import Row, read_table, sound_rows

FOLDER = "figures"
# Where a qualifier may stand: before any number; before one that begins with 十, 百, 千, 萬 or 億
# (上千); after any; after a date or a duration alone.
PLACES = ("before", "before_magnitude", "after", "after_date", "after_duration")
TIME_PARTS = ("year", "part")
VERB_SENSES = ("spend", "receive", "provide", "build", "up", "down", "reach")
NOUN_ROLES = ("empty", "actor", "same", "stop", "money")
IDIOM_KINDS = ("idiom", "name", "adverb")


class KindName(NamedTuple):
    """A kind of quantity and its names."""

    kind: str
    english: str
    chinese: str
    definition: str = ""


class Unit(NamedTuple):
    """A spelling of a unit or a classifier.

    `unit` is the canonical spelling; a value is multiplied by `factor` to be in it (成: 10 for %).
    The form is no unit before any character of `not_before` (成 in 成立).
    """

    form: str
    unit: str
    kind: str
    factor: str = ""
    not_before: str = ""
    english: str = ""


class Currency(NamedTuple):
    """A spelling of a currency, which stands before or after the amount."""

    form: str
    unit: str
    currency: str
    place: str
    factor: str = ""
    not_before: str = ""
    english: str = ""


class Qualifier(NamedTuple):
    """A word that limits a number; not one beside a character of `unless_beside` (通過三項)."""

    form: str
    qualifier: str
    place: str
    unless_beside: str = ""
    english: str = ""


class Verb(NamedTuple):
    """A verb that governs figures, and what it says of them."""

    form: str
    sense: str
    english: str = ""


class Idiom(NamedTuple):
    """A word or a name with a numeral that counts nothing (一般, 九龍, 一帶一路).

    It is none after any character of `not_after` (其中七成 has no 中七), nor before any of
    `not_before` (十分之一).
    """

    form: str
    kind: str
    not_after: str = ""
    not_before: str = ""
    english: str = ""


class Noun(NamedTuple):
    """A word that is not what a number measures: one of time, who acts, 其中."""

    form: str
    role: str
    english: str = ""


class Time(NamedTuple):
    """A word for a year as seen from now (明年: 1), or for a part of a year (年底: end)."""

    form: str
    part: str
    value: str = ""


ROWS: dict[str, type[Any]] = {
    "kinds.tsv": KindName,
    "units.tsv": Unit,
    "classifiers.tsv": Unit,
    "currencies.tsv": Currency,
    "qualifiers.tsv": Qualifier,
    "verbs.tsv": Verb,
    "idioms.tsv": Idiom,
    "times.tsv": Time,
    "nouns.tsv": Noun,
}


def figure_files() -> list[Path]:
    """Return the shipped lists.

    >>> len(figure_files()) == len(ROWS)
    True
    """
    return [dictionaries_folder() / FOLDER / name for name in ROWS]


def kinds() -> tuple[KindName, ...]:
    """Return the kinds of quantities, in the order in which they are shown.

    >>> [row.kind for row in kinds()][:3]
    ['money', 'percentage', 'count']
    """
    return _rows("kinds.tsv", KindName)


def units() -> tuple[Unit, ...]:
    """Return units and classifiers; the kind of a classifier is `count`."""
    return _rows("units.tsv", Unit) + _rows("classifiers.tsv", Unit)


def currencies() -> tuple[Currency, ...]:
    """Return the spellings of currencies."""
    return _rows("currencies.tsv", Currency)


def qualifiers() -> tuple[Qualifier, ...]:
    """Return the words that limit a number."""
    return _rows("qualifiers.tsv", Qualifier)


def verbs() -> tuple[Verb, ...]:
    """Return the verbs that govern figures."""
    return _rows("verbs.tsv", Verb)


def idioms() -> tuple[Idiom, ...]:
    """Return words and names with numerals that count nothing."""
    return _rows("idioms.tsv", Idiom)


def nouns() -> tuple[Noun, ...]:
    """Return words around a number that are not what it measures."""
    return _rows("nouns.tsv", Noun)


def times() -> tuple[Time, ...]:
    """Return words for years and parts of years."""
    return _rows("times.tsv", Time)


@lru_cache(maxsize=len(ROWS))
def _rows(name: str, row_type: type[Row]) -> tuple[Row, ...]:
    path = dictionaries_folder() / FOLDER / name
    return sound_rows(path, read_table(path, row_type))
