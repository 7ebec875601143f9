"""The catalogue of measures: formula, range, reading, caution and reference of each, said once.

Manifests name formulae from here, `cantext explain` shows the entries, and `docs/statistics.md` is
made of them.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from cantext.measures.catalogue import association, comparison, significance, spread, terms, texts
from cantext.measures.catalogue.explanation import Both, Explanation

__all__ = ["CATALOGUE", "Both", "Explanation", "explanation", "formulae"]

CATALOGUE: Mapping[str, Explanation] = MappingProxyType(
    {
        entry.key: entry
        for module in (significance, association, comparison, spread, terms, texts)
        for entry in module.EXPLANATIONS
    }
)


def formulae(*keys: str) -> dict[str, str]:
    """Return key → formula with its source, as manifests name the measures of their rows.

    >>> formulae("npmi")
    {'npmi': 'MI / -log2(o11 / n) (Bouma 2009)'}
    """
    return {key: CATALOGUE[key].stated for key in keys}


def explanation(name: str) -> Explanation | None:
    """Return the entry of a measure by its key or another name, case and joints aside.

    >>> explanation("LogDice").key, explanation("G2").key, explanation("nothing")
    ('log_dice', 'log_likelihood', None)
    """
    return _by_name().get(_folded(name))


def _folded(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum() or c in "%Δ^")


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, Explanation]:
    names = {_folded(alias): entry for entry in CATALOGUE.values() for alias in entry.aliases}
    return names | {_folded(key): entry for key, entry in CATALOGUE.items()}
