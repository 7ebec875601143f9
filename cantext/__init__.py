"""Analyse Cantonese and Chinese policy text from Hong Kong.

What the commands do, as functions: give an analysis a path, a `Document`, several of them or a
`Corpus`, and get a `Result`. Names are loaded when they are first used, so that importing cantext
costs nothing.

>>> import cantext
>>> text = cantext.Document("speech", "推動產學研合作，支持產學研項目。")
>>> [(row.term, row.count) for row in cantext.frequency(text, limit=1).rows]
[('產學研', 2)]
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from cantext.analyses.collocations import collocations
    from cantext.analyses.commitments import commitments, group_commitments, match_commitments
    from cantext.analyses.compare import compare
    from cantext.analyses.concordance import concordance
    from cantext.analyses.evaluation import evaluate
    from cantext.analyses.figures import figure_totals, figures
    from cantext.analyses.frequency import frequency
    from cantext.analyses.groups import group_of
    from cantext.analyses.keywords import keywords
    from cantext.analyses.network import network
    from cantext.analyses.ngrams import ngrams
    from cantext.analyses.profile import profile, quotations
    from cantext.analyses.report import report
    from cantext.analyses.segmented import segment
    from cantext.analyses.terms import terms
    from cantext.analyses.themes import themes
    from cantext.analyses.trend import trend
    from cantext.corpus import Corpus
    from cantext.deduplication.clean import clean
    from cantext.deduplication.groups import find_duplicates
    from cantext.deduplication.groups import find_duplicates as duplicates
    from cantext.documents.document import Document
    from cantext.documents.reading import read_documents as read
    from cantext.errors import CantextError, StoreWarning
    from cantext.lexicon.lexicon import load_lexicon
    from cantext.lexicon.stopwords import load_stopwords
    from cantext.render.text_cloud import wordcloud
    from cantext.render.wordcloud import word_cloud
    from cantext.result import Result
    from cantext.segmentation.engine import describe_engines as engines
    from cantext.segmentation.engine import load_engine
    from cantext.segmentation.pipeline import Segmenter
    from cantext.store.indexing import index
    from cantext.store.sql import query as sql

# Where each name is: a module, and the name there if it is another.
_HOMES = {
    "CantextError": "cantext.errors",
    "Corpus": "cantext.corpus",
    "Document": "cantext.documents.document",
    "Result": "cantext.result",
    "Segmenter": "cantext.segmentation.pipeline",
    "StoreWarning": "cantext.errors",
    "clean": "cantext.deduplication.clean",
    "collocations": "cantext.analyses.collocations",
    "commitments": "cantext.analyses.commitments",
    "compare": "cantext.analyses.compare",
    "concordance": "cantext.analyses.concordance",
    "duplicates": "cantext.deduplication.groups:find_duplicates",
    "engines": "cantext.segmentation.engine:describe_engines",
    "evaluate": "cantext.analyses.evaluation",
    "figure_totals": "cantext.analyses.figures",
    "figures": "cantext.analyses.figures",
    "find_duplicates": "cantext.deduplication.groups",
    "frequency": "cantext.analyses.frequency",
    "group_commitments": "cantext.analyses.commitments",
    "group_of": "cantext.analyses.groups",
    "index": "cantext.store.indexing",
    "keywords": "cantext.analyses.keywords",
    "load_engine": "cantext.segmentation.engine",
    "load_lexicon": "cantext.lexicon.lexicon",
    "load_stopwords": "cantext.lexicon.stopwords",
    "match_commitments": "cantext.analyses.commitments",
    "network": "cantext.analyses.network",
    "ngrams": "cantext.analyses.ngrams",
    "profile": "cantext.analyses.profile",
    "quotations": "cantext.analyses.profile",
    "read": "cantext.documents.reading:read_documents",
    "report": "cantext.analyses.report",
    "segment": "cantext.analyses.segmented",
    "sql": "cantext.store.sql:query",
    "terms": "cantext.analyses.terms",
    "themes": "cantext.analyses.themes",
    "trend": "cantext.analyses.trend",
    "word_cloud": "cantext.render.wordcloud",
    "wordcloud": "cantext.render.text_cloud",
}

__all__ = [
    "CantextError",
    "Corpus",
    "Document",
    "Result",
    "Segmenter",
    "StoreWarning",
    "clean",
    "collocations",
    "commitments",
    "compare",
    "concordance",
    "duplicates",
    "engines",
    "evaluate",
    "figure_totals",
    "figures",
    "find_duplicates",
    "frequency",
    "group_commitments",
    "group_of",
    "index",
    "keywords",
    "load_engine",
    "load_lexicon",
    "load_stopwords",
    "match_commitments",
    "network",
    "ngrams",
    "profile",
    "quotations",
    "read",
    "report",
    "segment",
    "sql",
    "terms",
    "themes",
    "trend",
    "word_cloud",
    "wordcloud",
]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'cantext' has no attribute {name!r}")
    module, _, there = _HOMES[name].partition(":")
    found = getattr(import_module(module), there or name)
    globals()[name] = found  # the next look-up does not come here
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
