"""Succession: which body took over from which, when, and what of its work; many to many."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from cantext.errors import DictionaryError
from cantext.lexicon.files import read_lines
from cantext.lexicon.locate import dictionaries_folder

RELATIONS_FILE = "relations.tsv"
# What became of a concept: renamed or replaced whole; its work shared out; joined with others into
# one; a part of its work given away, which ends neither.
RELATIONS = ("succeeded_by", "split_into", "merged_into", "transferred_to")


class Relation(NamedTuple):
    """A row of `relations.tsv`: `date` is the first day (month, year) of the new order."""

    concept: str
    relation: str
    successor: str
    date: str = ""
    source: str = ""
    note: str = ""

    @property
    def is_succession(self) -> bool:
        """Whether the concept ended with it, and did not only give a part of its work away."""
        return self.relation != "transferred_to"


def read_relations(path: Path) -> Iterator[tuple[int, Relation | str]]:
    """Yield the line number of each row with the relation, or with what is wrong with the row."""
    lines = read_lines(path)
    if tuple(lines[0].split("\t")) != Relation._fields:
        yield 1, f"the header row must be {', '.join(Relation._fields)}"
        return
    for number, line in enumerate(lines[1:], start=2):
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) == len(Relation._fields):
            yield number, Relation._make(cells)
        else:
            yield (
                number,
                f"{len(cells)} cells under {len(Relation._fields)} columns; "
                "separate cells by single tabs",
            )


@lru_cache(maxsize=1)
def shipped_relations() -> tuple[Relation, ...]:
    """Return the relations of the shipped dictionary, in the order of the file.

    >>> [row.successor for row in shipped_relations() if row.concept == "運輸及房屋局"]
    ['房屋局', '運輸及物流局']
    """
    path = dictionaries_folder() / "hk_policy" / RELATIONS_FILE
    rows = []
    for number, row in read_relations(path):
        if isinstance(row, str):
            raise DictionaryError(f"{path}:{number}: {row}")
        rows.append(row)
    return tuple(rows)


def relations_of(concept: str) -> tuple[Relation, ...]:
    """Return the relations of a concept to what came before and after it, by date.

    >>> [(row.concept, row.relation, row.date) for row in relations_of("創新科技及工業局")]
    [('創新及科技局', 'succeeded_by', '2022-07-01')]
    """
    found = [row for row in shipped_relations() if concept in (row.concept, row.successor)]
    return tuple(sorted(found, key=lambda row: (row.date, row.concept, row.successor)))
