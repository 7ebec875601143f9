"""Succession: which body took over from which, when, and what of its work; many to many."""

from functools import lru_cache
from typing import NamedTuple

from cantext.lexicon.locate import dictionaries_folder
from cantext.lexicon.tables import read_table, sound_rows

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


@lru_cache(maxsize=1)
def shipped_relations() -> tuple[Relation, ...]:
    """Return the relations of the shipped dictionary, in the order of the file.

    >>> [row.successor for row in shipped_relations() if row.concept == "運輸及房屋局"]
    ['房屋局', '運輸及物流局']
    """
    path = dictionaries_folder() / "hk_policy" / RELATIONS_FILE
    return sound_rows(path, read_table(path, Relation))


def relations_of(concept: str) -> tuple[Relation, ...]:
    """Return the relations of a concept to what came before and after it, by date.

    >>> [(row.concept, row.relation, row.date) for row in relations_of("創新科技及工業局")]
    [('創新及科技局', 'succeeded_by', '2022-07-01')]
    """
    found = [row for row in shipped_relations() if concept in (row.concept, row.successor)]
    return tuple(sorted(found, key=lambda row: (row.date, row.concept, row.successor)))
