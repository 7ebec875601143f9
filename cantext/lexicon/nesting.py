"""Terms inside terms: 產學研 in 官產學研. The longest counts, so a reviewer wants to know."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cantext.lexicon.lexicon import Lexicon, match_key

_SHORTEST = 2


def terms_inside(term: str, by_key: Mapping[str, Any]) -> list[str]:
    """Return the keys of the terms that a term holds, the longest first.

    >>> from cantext.lexicon.entry import Entry
    >>> from cantext.lexicon.lexicon import make_lexicon
    >>> lexicon = make_lexicon([Entry("官產學研", "官產學研"), Entry("產學研", "產學研")])
    >>> terms_inside("官產學研", lexicon.by_key)
    ['产学研']
    """
    key = match_key(term)
    pieces = {
        key[start : start + size]
        for size in range(_SHORTEST, len(key))
        for start in range(len(key) - size + 1)
    }
    return sorted(pieces & by_key.keys(), key=lambda piece: (-len(piece), piece))


def terms_around(term: str, by_key: Mapping[str, Any]) -> list[str]:
    """Return the keys of the terms that hold a term, the shortest first.

    >>> terms_around("產學研", {"官产学研": 1, "产学研": 1})
    ['官产学研']
    """
    key = match_key(term)
    found = [other for other in by_key if key in other and key != other]
    return sorted(found, key=lambda other: (len(other), other))


@dataclass(frozen=True, slots=True)
class NestedRow:
    """A term with the terms inside it, the longest first."""

    term: str
    contains: tuple[str, ...]


def nested_terms(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Return every term that holds others, in order, and which.

    >>> from cantext.lexicon.entry import Entry
    >>> from cantext.lexicon.lexicon import make_lexicon
    >>> nested_terms(make_lexicon([Entry("官產學研", "官產學研"), Entry("產學研", "產學研")]))
    {'官產學研': ('產學研',)}
    """
    by_key = lexicon.by_key
    nested = {}
    for entries in by_key.values():
        if inside := terms_inside(entries[0].term, by_key):
            nested[entries[0].term] = tuple(by_key[key][0].term for key in inside)
    return dict(sorted(nested.items()))
