"""Which commands there are, in the groups of the help page, and which function is each.

By name: to import them all takes longer than many a command runs.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import cast

GROUPS: Mapping[str, Mapping[str, str]] = {
    "The main job": {
        "report": "pages.report",
    },
    "Counting": {
        "freq": "counts.freq",
        "ngrams": "counts.ngrams",
        "keywords": "discovery.keywords",
        "themes": "themes.themes",
        "trend": "comparison.trend",
        "compare": "comparison.compare",
        "profile": "profiles.profile",
    },
    "Words in company": {
        "collocations": "neighbours.collocations",
        "kwic": "neighbours.kwic",
        "terms": "discovery.terms",
        "network": "network.network",
    },
    "Figures and promises": {
        "figures": "figures.figures",
        "commitments": "commitments.commitments",
    },
    "Texts": {
        "segment": "texts.segment",
        "duplicates": "texts.duplicates",
        "clean": "texts.clean",
        "convert": "convert.convert",
    },
    "Archives": {
        "index": "index.index",
        "sql": "index.sql",
    },
    "Pictures": {
        "wordcloud": "pictures.wordcloud",
    },
    "Reference": {
        "explain": "measures.explain",
        "engines": "reference.engines",
        "evaluate": "reference.evaluate",
        "schema": "schemas.schema",
        "doctor": "doctor.doctor",
        "config": "doctor.config",
        "man": "doctor.man",
    },
}
COMMANDS: Mapping[str, str] = {
    name: place for group in GROUPS.values() for name, place in group.items()
}
DICTIONARY, DICTIONARY_GROUP = "dict", "The dictionary"
DICTIONARY_COMMANDS: Mapping[str, str] = {
    "list": "dictionary.looking.list_entries",
    "show": "dictionary.looking.show",
    "search": "dictionary.looking.search",
    "stats": "dictionary.looking.stats",
    "check": "dictionary.checking.check",
    "add": "dictionary.adding.add",
    "export": "dictionary.exporting.export",
}


def function_of(place: str) -> Callable[..., None]:
    """Import the function that a table above names.

    >>> function_of(COMMANDS["freq"]).__name__
    'freq'
    """
    module, _, name = place.rpartition(".")
    return cast("Callable[..., None]", getattr(import_module(f"cantext.cli.{module}"), name))
