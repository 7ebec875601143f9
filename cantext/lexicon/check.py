"""Check dictionary files: what a reviewer of a pull request should not have to look for."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from cantext.errors import DictionaryError
from cantext.lexicon.entry import Entry
from cantext.lexicon.files import USER_CATEGORY, read_dictionary
from cantext.lexicon.lexicon import categories, match_key
from cantext.lexicon.stopwords import load_stopwords, stopword_classes

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_STATUSES = ("", "ambiguous")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a line of a file, and how to mend it."""

    file: str
    line: int
    problem: str


def check_files(paths: Sequence[Path]) -> tuple[Problem, ...]:
    """Return the problems of dictionary files taken together, by file and line; none is good."""
    problems: list[Problem] = []
    placed: list[tuple[Path, int, Entry]] = []
    for path in paths:
        try:
            entries = read_dictionary(path)
        except DictionaryError as error:
            problems.append(Problem(path.as_posix(), 0, str(error)))
            continue
        placed += [(path, number, entry) for number, entry in enumerate(entries, start=2)]
        terms = [entry.term for entry in entries]
        for number, (before, after) in enumerate(pairwise(terms), start=3):
            if before > after:
                problems.append(
                    Problem(path.as_posix(), number, f"{after} stands after {before}; sort by term")
                )
    stopwords = load_stopwords(stopword_classes())
    for path, number, entry in placed:
        problems += [
            Problem(path.as_posix(), number, text) for text in _of_entry(path, entry, stopwords)
        ]
    problems += _of_all(placed)
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))


def _of_entry(path: Path, entry: Entry, stopwords: frozenset[str]) -> Iterable[str]:
    term = entry.term
    if unicodedata.normalize("NFC", term) != term:
        yield f"{term} is not in Unicode form NFC; type it anew"
    if any(_is_unfit(character) for character in term):
        yield f"{term} has a private-use or compatibility character; use the standard one"
    if len(match_key(term)) < 2:
        yield f"{term} is a single character; a term has two or more"
    if term.isdecimal():
        yield f"{term} is a number; it would be counted wherever the number stands"
    if entry.category != USER_CATEGORY:
        if entry.category not in categories():
            yield f"category {entry.category!r} is not in categories.tsv"
        elif entry.category != path.stem:
            yield f"category {entry.category} belongs in {entry.category}.tsv"
        if not entry.source:
            yield f"{term} has no source; say where it was seen"
    if entry.status not in _STATUSES:
        yield f"status {entry.status!r} is unknown; leave it empty or write ambiguous"
    if entry.form == "pref" and entry.concept != term:
        yield f"{term} is a preferred form, so its concept must be {term}"
    if term in stopwords:
        yield f"{term} is also a stopword; it would never be counted"
    for date in (entry.valid_from, entry.valid_to):
        if date and not _DATE.fullmatch(date):
            yield f"date {date!r} of {term} must be YYYY, YYYY-MM or YYYY-MM-DD"
    if entry.valid_from and entry.valid_to and entry.valid_from > entry.valid_to:
        yield f"{term} ends ({entry.valid_to}) before it begins ({entry.valid_from})"


def _is_unfit(character: str) -> bool:
    code = ord(character)
    return 0xE000 <= code <= 0xF8FF or 0xF900 <= code <= 0xFAFF or code >= 0xF0000


def _of_all(placed: Iterable[tuple[Path, int, Entry]]) -> Iterable[Problem]:
    seen: dict[tuple[str, str], str] = {}
    preferred: dict[str, str] = {}
    concepts: dict[str, tuple[Path, int]] = {}
    for path, number, entry in placed:
        place = f"{path.name}:{number}"
        key = (match_key(entry.term), entry.concept)
        if key in seen:
            yield Problem(
                path.as_posix(),
                number,
                f"{entry.term} of {entry.concept} is already at {seen[key]} (variants and quotes "
                "do not count as different); keep one",
            )
        seen.setdefault(key, place)
        if entry.form == "pref":
            preferred.setdefault(entry.concept, place)
        concepts.setdefault(entry.concept, (path, number))
    for concept, (path, number) in concepts.items():
        if concept not in preferred:
            yield Problem(
                path.as_posix(), number, f"concept {concept} has no preferred form; add its row"
            )
