"""Which commands there are, in the order of the help page, and which function is each.

By name: to import them all takes longer than many a command runs.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import cast

COMMANDS: Mapping[str, str] = {
    "report": "pages.report",
    "segment": "texts.segment",
    "freq": "counts.freq",
    "ngrams": "counts.ngrams",
    "collocations": "neighbours.collocations",
    "terms": "discovery.terms",
    "keywords": "discovery.keywords",
    "kwic": "neighbours.kwic",
    "profile": "profiles.profile",
    "themes": "themes.themes",
    "figures": "figures.figures",
    "commitments": "commitments.commitments",
    "compare": "comparison.compare",
    "trend": "comparison.trend",
    "duplicates": "texts.duplicates",
    "clean": "texts.clean",
    "convert": "convert.convert",
    "index": "index.index",
    "sql": "index.sql",
    "wordcloud": "pictures.wordcloud",
    "network": "network.network",
    "explain": "measures.explain",
    "engines": "reference.engines",
    "evaluate": "reference.evaluate",
    "schema": "schemas.schema",
    "doctor": "doctor.doctor",
    "config": "doctor.config",
    "man": "doctor.man",
}
DICTIONARY = "dict"
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
