"""Check the lists of `dictionaries/figures/`: what a reviewer should not have to look for."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cantext.lexicon.figure_lists import (
    FOLDER,
    IDIOM_KINDS,
    NOUN_ROLES,
    PLACES,
    ROWS,
    TIME_PARTS,
    VERB_SENSES,
    Currency,
    Idiom,
    KindName,
    Noun,
    Qualifier,
    Time,
    Unit,
    Verb,
    kinds,
)
from cantext.lexicon.tables import read_table

_FACTOR = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?)?")
_CODE = re.compile("[A-Z]{3}")
_NUMERALS = frozenset("〇零一二三四五六七八九十百千萬億兩廿卅半")


def is_figure_list(path: Path) -> bool:
    """Whether a file is one of the lists of figures, by its folder and name."""
    return path.parent.name == FOLDER and path.name in ROWS


def check_figure_list(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and what is wrong with it, and how to mend it.

    Raises
    ------
    DictionaryError
        When the file cannot be read, or not as UTF-8.
    """
    seen: dict[tuple[str, str], int] = {}
    for line, row in read_table(path, ROWS[path.name]):
        if isinstance(row, str):
            yield line, row
            continue
        form, place = row[0], getattr(row, "place", getattr(row, "role", ""))
        if not form or form != form.strip():
            yield line, "the form is empty or has spaces around it; write the form alone"
            continue
        if (form, place) in seen:
            yield line, f"{form} stands in line {seen[form, place]} already; take one out"
        seen.setdefault((form, place), line)
        for problem in _CHECKS[type(row)](row):
            yield line, problem


def _of_kind(row: KindName) -> Iterator[str]:
    if not (row.english and row.chinese):
        yield f"the kind {row.kind} has no English or no Chinese name; give it both"


def _of_unit(row: Unit) -> Iterator[str]:
    yield from _one_of("kind", row.kind, tuple(kind.kind for kind in kinds()))
    yield from _of_factor(row.form, row.factor)
    if not row.unit or not row.english:
        yield f"{row.form} has no canonical unit or no English; give it both"


def _of_currency(row: Currency) -> Iterator[str]:
    yield from _one_of("place", row.place, ("before", "after"))
    yield from _of_factor(row.form, row.factor)
    if not _CODE.fullmatch(row.currency):
        yield f"currency {row.currency!r} is no ISO 4217 code; write three capital letters"


def _of_qualifier(row: Qualifier) -> Iterator[str]:
    yield from _one_of("place", row.place, PLACES)
    if not row.qualifier:
        yield f"{row.form} has no qualifier; say what it says of a number"


def _of_verb(row: Verb) -> Iterator[str]:
    yield from _one_of("sense", row.sense, VERB_SENSES)


def _of_idiom(row: Idiom) -> Iterator[str]:
    yield from _one_of("kind", row.kind, IDIOM_KINDS)
    if not _NUMERALS & set(row.form) and not any(map(str.isdigit, row.form)):
        yield f"{row.form} has no numeral, so that nothing would take it for a figure; take it out"


def _of_time(row: Time) -> Iterator[str]:
    yield from _one_of("part", row.part, TIME_PARTS)
    if row.part == "year" and row.value and not re.fullmatch("-?[0-9]+", row.value):
        yield f"value {row.value!r} is no number of years from now; write 0, 1, -1"


def _of_noun(row: Noun) -> Iterator[str]:
    yield from _one_of("role", row.role, NOUN_ROLES)


def _of_factor(form: str, factor: str) -> Iterator[str]:
    if not _FACTOR.fullmatch(factor):
        yield f"factor {factor!r} of {form} is no number; write one, or nothing for 1"


def _one_of(column: str, value: str, allowed: tuple[str, ...]) -> Iterator[str]:
    if value not in allowed:
        yield f"{column} {value!r} is unknown; use one of {', '.join(allowed)}"


_CHECKS: dict[type[Any], Callable[[Any], Iterator[str]]] = {
    KindName: _of_kind,
    Unit: _of_unit,
    Currency: _of_currency,
    Qualifier: _of_qualifier,
    Verb: _of_verb,
    Idiom: _of_idiom,
    Time: _of_time,
    Noun: _of_noun,
}
