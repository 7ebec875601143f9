"""Find terms in the dictionary, and tell all that it knows of a concept."""

from dataclasses import dataclass

from cantext.lexicon.entry import Entry
from cantext.lexicon.lexicon import Lexicon, match_key
from cantext.lexicon.nesting import terms_around, terms_inside
from cantext.lexicon.relations import Relation, relations_of


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept: its forms, the preferred one first, and what it has to do with others.

    `succession` are its relations to what came before and after it, by date; `contains` are the
    terms inside its forms, the longest first, `contained_in` the longer terms that hold its
    preferred form.
    """

    concept: str
    forms: tuple[Entry, ...]
    succession: tuple[Relation, ...]
    contains: tuple[str, ...]
    contained_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CategorySize:
    """How many concepts a category has, and how many forms these have."""

    category: str
    concepts: int
    forms: int


def concepts_of(lexicon: Lexicon, term: str) -> list[Concept]:
    """Return the concepts that a term, in any of its spellings, may mean; most likely first.

    >>> from cantext.lexicon.lexicon import load_lexicon
    >>> [found.concept for found in concepts_of(load_lexicon(), "創科局")]
    ['創新科技及工業局', '創新及科技局']
    """
    concepts = dict.fromkeys(entry.concept for entry in lexicon.look_up(term))
    return [_concept(lexicon, concept) for concept in concepts]


def _concept(lexicon: Lexicon, concept: str) -> Concept:
    forms = lexicon.forms_of(concept)
    own = {match_key(entry.term) for entry in forms}
    inside: dict[str, None] = {}
    for entry in forms:
        inside.update(dict.fromkeys(terms_inside(entry.term, lexicon.by_key)))
    around = terms_around(concept, lexicon.by_key)
    names = {key: lexicon.by_key[key][0].term for key in (*inside, *around)}
    return Concept(
        concept,
        tuple(forms),
        relations_of(concept),
        tuple(names[key] for key in inside if key not in own),
        tuple(names[key] for key in around if key not in own),
    )


def search(lexicon: Lexicon, text: str) -> list[Entry]:
    """Return the entries in whose term, concept or English name a text stands, the nearest first.

    Spelling variants, width, quotation marks and case do not matter.

    >>> from cantext.lexicon.lexicon import make_lexicon
    >>> lexicon = make_lexicon([Entry("官產學研", "官產學研"), Entry("產學研", "產學研")])
    >>> [entry.term for entry in search(lexicon, "产学研")]
    ['產學研', '官產學研']
    """
    key, english = match_key(text), text.casefold().strip()
    ranked = []
    for spelled, entries in lexicon.by_key.items():
        for entry in entries:
            rank = _rank(spelled, key)
            if rank is None and english and english in entry.english.casefold():
                rank = 0 if english == entry.english.casefold() else 2
            if rank is None and key and key in match_key(entry.concept):
                rank = 3
            if rank is not None:
                ranked.append((rank, len(entry.term), entry.term, entry.concept, entry))
    return [entry for *_, entry in sorted(ranked)]


def _rank(spelled: str, key: str) -> int | None:
    if not key or key not in spelled:
        return None
    if spelled == key:
        return 0
    return 1 if spelled.startswith(key) else 2
