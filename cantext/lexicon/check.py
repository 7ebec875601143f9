"""Check dictionary files: what a reviewer of a pull request should not have to look for."""

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from pathlib import Path

from cantext.errors import DictionaryError
from cantext.lexicon.entry import Entry
from cantext.lexicon.figure_check import check_figure_list, is_figure_list
from cantext.lexicon.files import USER_CATEGORY, read_rows
from cantext.lexicon.lexicon import (
    CATEGORIES_FILE,
    Category,
    categories,
    match_key,
    shipped_entries,
)
from cantext.lexicon.relations import RELATIONS, RELATIONS_FILE, Relation
from cantext.lexicon.stopwords import class_words, stopword_classes
from cantext.lexicon.tables import read_table

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_STATUSES = ("", "ambiguous", "firm")
# The tags of Universal Dependencies.
_TAGS = frozenset({
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
    "PUNCT", "SCONJ", "SYM", "VERB", "X",
})  # fmt: skip
# Private use; compatibility ideographs; radicals, which look like characters; full-width letters
# and digits. Full-width brackets and punctuation are Hong Kong's own and stay.
_UNFIT = re.compile(
    "[\ue000-\uf8ff\U000f0000-\U0010ffff\uf900-\ufaff\U0002f800-\U0002fa1f"
    "\u2e80-\u2fdf\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
)
_UNSEEN = ("Cc", "Cf", "Cn", "Cs")  # control and format characters, unassigned ones, surrogates


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a line of a file, and how to mend it; line 0 is the whole file."""

    file: str
    line: int
    problem: str


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row where it stands."""

    path: Path
    line: int
    entry: Entry

    @property
    def place(self) -> str:
        return f"{self.path.name}:{self.line}"

    def problem(self, text: str) -> Problem:
        return Problem(self.path.as_posix(), self.line, text)


def check_files(paths: Sequence[Path]) -> tuple[Problem, ...]:
    """Return the problems of dictionary files taken together, by file and line; none is good.

    `categories.tsv` and `relations.tsv` are known by their names, and checked against the others;
    the lists of a folder `figures` are known by theirs, and checked each by itself.
    """
    problems: list[Problem] = []
    placed: list[_Placed] = []
    for path in paths:
        if path.name in (CATEGORIES_FILE, RELATIONS_FILE):
            continue
        if is_figure_list(path):
            problems += _of_figure_list(path)
            continue
        try:
            rows = list(read_rows(path))
        except DictionaryError as error:
            problems.append(Problem(path.as_posix(), 0, str(error)))
            continue
        problems += [Problem(path.as_posix(), row.line, row.problem) for row in rows if row.problem]
        here = [_Placed(path, row.line, row.entry) for row in rows if row.entry is not None]
        if path.suffix == ".tsv":
            problems += _order(here)
        placed += here
    for row in placed:
        problems += map(row.problem, check_entry(row.path, row.entry))
    problems += _across(placed)
    for path in paths:
        if path.name == CATEGORIES_FILE:
            problems += _of_categories(path, {p.stem for p in paths})
        elif path.name == RELATIONS_FILE:
            problems += _of_relations(path, placed)
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))


def _of_figure_list(path: Path) -> list[Problem]:
    try:
        return [Problem(path.as_posix(), line, text) for line, text in check_figure_list(path)]
    except DictionaryError as error:
        return [Problem(path.as_posix(), 0, str(error))]


def _order(rows: Sequence[_Placed]) -> Iterator[Problem]:
    for before, after in pairwise(rows):
        if before.entry[:2] > after.entry[:2]:
            yield after.problem(
                f"{after.entry.term} stands after {before.entry.term}; sort by term, then concept"
            )


def check_entry(path: Path, entry: Entry) -> Iterator[str]:
    """Yield what is wrong with an entry by itself, in a file at a path."""
    term, stopwords = entry.term, _stopwords()
    yield from _of_characters(entry)
    key = match_key(term)
    if len(key) < 2:
        yield f"{term} is a single character; a term has two or more"
    if term.isdecimal():
        yield f"{term} is a number; it would be counted wherever the number stands"
    if key in stopwords:
        yield (
            f"{term} is also a stopword ({stopwords[key]}); it would never be counted: take it "
            "out of one of the two"
        )
    if entry.category != USER_CATEGORY:
        if entry.category not in categories():
            known = ", ".join(categories())
            yield f"category {entry.category!r} is not in {CATEGORIES_FILE}; use one of {known}"
        elif entry.category != path.stem and path.stem in categories():
            yield f"category {entry.category} belongs in {entry.category}.tsv; move the row"
        if not entry.source:
            yield f"{term} has no source; say where it was seen"
    if entry.status not in _STATUSES:
        yield f"status {entry.status!r} is unknown; leave it empty, or write ambiguous or firm"
    if entry.pos and entry.pos not in _TAGS:
        yield f"pos {entry.pos!r} is no tag of Universal Dependencies; mostly PROPN or NOUN"
    if entry.form == "pref" and entry.concept != term:
        yield f"{term} is a preferred form, so its concept must be {term}"
    if entry.form != "pref" and entry.concept == term:
        yield f"{term} is named like its concept, so its form must be pref"
    yield from _of_dates(term, entry.valid_from, entry.valid_to)


@lru_cache(maxsize=1)
def _stopwords() -> Mapping[str, str]:
    """Return the words of all classes by the key under which they meet terms."""
    words = sorted(word for name in stopword_classes() for word in class_words(name))
    return {match_key(word): word for word in words}


def _of_characters(entry: Entry) -> Iterator[str]:
    for name, cell in zip(Entry._fields, entry, strict=True):
        if name == "concept" and cell == entry.term:
            continue  # told of the term already
        if cell != cell.strip() or "  " in cell:
            yield f"{name} {cell!r} has spaces too many; take them out"
        if not (cell.isascii() and cell.isprintable()):
            if unicodedata.normalize("NFC", cell) != cell and not _UNFIT.search(cell):
                yield f"{name} {cell} is not in Unicode form NFC; type it anew"
            for found in dict.fromkeys(_unfit_characters(cell)):
                yield (
                    f"{name} {cell} has U+{ord(found):04X}, a private-use, compatibility or unseen "
                    "character; use the standard one"
                )


def _unfit_characters(cell: str) -> Iterator[str]:
    for character in cell:
        if _UNFIT.match(character) or unicodedata.category(character) in _UNSEEN:
            yield character


def _of_dates(term: str, begins: str, ends: str) -> Iterator[str]:
    wrong = [date for date in (begins, ends) if date and not _is_date(date)]
    for date in wrong:
        yield f"date {date!r} of {term} is none; write YYYY, YYYY-MM or YYYY-MM-DD"
    shared = min(len(begins), len(ends))
    if not wrong and begins[:shared] > ends[:shared]:
        yield f"{term} ends ({ends}) before it begins ({begins}); exchange or correct the dates"


def _is_date(date: str) -> bool:
    found = _DATE.fullmatch(date)
    if not found:
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def _across(placed: Sequence[_Placed]) -> Iterator[Problem]:
    by_key: dict[str, list[_Placed]] = {}
    preferred = {row.entry.concept for row in placed if row.entry.form == "pref"}
    if any(row.path.stem not in categories() for row in placed):
        # A user's forms may be those of a shipped concept.
        preferred |= {entry.concept for entry in shipped_entries()}
    first: dict[str, _Placed] = {}
    for row in placed:
        by_key.setdefault(match_key(row.entry.term), []).append(row)
        concept = row.entry.concept
        if concept not in first:
            first[concept] = row
            if concept not in preferred:
                yield row.problem(f"concept {concept} has no preferred form; add its row")
        elif row.entry.category != first[concept].entry.category:
            yield row.problem(
                f"{row.entry.term} of {concept} is in another category than "
                f"{first[concept].place}; put all forms of a concept together"
            )
    for rows in by_key.values():
        for one, other in combinations(rows, 2):
            term, concept = other.entry.term, other.entry.concept
            if one.entry.concept == concept:
                yield other.problem(
                    f"{term} of {concept} is already at {one.place} (variants and quotes do not "
                    "count as different); keep one"
                )
            elif _overlap(one.entry, other.entry):
                yield other.problem(
                    f"{term} is also at {one.place} for {one.entry.concept}, at the same time; "
                    "give both their dates, or keep one"
                )


def _overlap(one: Entry, other: Entry) -> bool:
    """Whether two readings of a spelling were in use at the same time."""
    return _begins_by(one, other.valid_to) and _begins_by(other, one.valid_to)


def _begins_by(entry: Entry, end: str) -> bool:
    shared = min(len(entry.valid_from), len(end))
    return not end or entry.valid_from[:shared] <= end[:shared]


def _of_categories(path: Path, files: set[str]) -> Iterator[Problem]:
    file = path.as_posix()
    seen: dict[str, int] = {}
    for line, row in read_table(path, Category):
        if isinstance(row, str):
            yield Problem(file, line, row)
            continue
        if row.id in seen:
            yield Problem(file, line, f"category {row.id} is already at line {seen[row.id]}")
        if row.parent and row.parent not in seen:
            yield Problem(
                file, line, f"parent {row.parent!r} of {row.id} stands nowhere above; put it above"
            )
        for name in ("english", "chinese", "definition"):
            if not getattr(row, name):
                yield Problem(file, line, f"category {row.id} has no {name}; fill it in")
        if row.id not in files:
            yield Problem(file, line, f"category {row.id} has no file {row.id}.tsv; add it")
        seen.setdefault(row.id, line)


def _of_relations(path: Path, placed: Sequence[_Placed]) -> Iterator[Problem]:
    file = path.as_posix()
    preferred = {row.entry.concept: row.entry for row in placed if row.entry.form == "pref"}
    rows: list[tuple[int, Relation]] = []
    for line, row in read_table(path, Relation):
        if isinstance(row, str):
            yield Problem(file, line, row)
        else:
            rows.append((line, row))
    for (_, before), (line, after) in pairwise(rows):
        order = [(row.concept, row.date, row.successor) for row in (before, after)]
        if order[0] > order[1]:
            yield Problem(file, line, "out of order; sort by concept, date and successor")
        elif order[0] == order[1]:
            yield Problem(file, line, "the same relation stands in the line above; keep one")
    for line, row in rows:
        for text in _of_relation(row, preferred, [other for _, other in rows]):
            yield Problem(file, line, text)


def _of_relation(
    row: Relation, preferred: Mapping[str, Entry], rows: Sequence[Relation]
) -> Iterator[str]:
    if row.relation not in RELATIONS:
        yield f"relation {row.relation!r} is unknown; use one of {', '.join(RELATIONS)}"
    if row.concept == row.successor:
        yield f"{row.concept} cannot succeed itself; name the other concept"
    for concept in (row.concept, row.successor):
        if concept not in preferred:
            yield f"{concept} is no concept of the dictionary; add its preferred form first"
    if not row.source:
        yield f"{row.concept} → {row.successor} has no source; say where it was read"
    if row.date and not _is_date(row.date):
        yield f"date {row.date!r} is none; write YYYY, YYYY-MM or YYYY-MM-DD"
    if not row.is_succession:
        return
    siblings = [other for other in rows if other.is_succession and other.concept == row.concept]
    if row.relation == "split_into" and len(siblings) < 2:
        yield f"{row.concept} is split into a single successor; name the others, or succeeded_by"
    if row.relation == "merged_into" and not _has_company(row, rows):
        yield (
            f"nothing else went into {row.successor} on {row.date}; name the others, say so in the "
            "note, or write succeeded_by"
        )
    if row.concept in preferred and row.successor in preferred:
        yield from _of_succession_dates(row, preferred[row.concept], preferred[row.successor])


def _has_company(row: Relation, rows: Sequence[Relation]) -> bool:
    return bool(row.note) or any(
        other.successor == row.successor and other.date == row.date and other != row
        for other in rows
    )


def _of_succession_dates(row: Relation, old: Entry, new: Entry) -> Iterator[str]:
    if not old.valid_to:
        yield f"{row.concept} was succeeded on {row.date}; give its row a valid_to"
    elif _differs(old.valid_to, row.date, lambda end, start: end <= start):
        yield f"{row.concept} lasts to {old.valid_to}, after {row.date}; correct one of the two"
    if new.valid_from and _differs(new.valid_from, row.date, lambda begin, start: begin <= start):
        yield f"{row.successor} begins on {new.valid_from}, after {row.date}; correct one"


def _differs(one: str, other: str, agree: Callable[[str, str], bool]) -> bool:
    shared = min(len(one), len(other))
    return bool(shared) and not agree(one[:shared], other[:shared])
