"""Which rows and which keys of `meta` each command writes as JSON.

Classes are named and not imported: the names of the commands are wanted when a shell completes
them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Output:
    """What a command writes: its rows by the names of their classes, and the keys of its `meta`.

    `rows` names more than one class where an option changes what a row is, and none where the user
    says what it is. A report has `sections` of rows instead. The keys of `meta` are always there;
    those of `meta_also` where an option or the input asks for them.
    """

    rows: tuple[str, ...] = ()
    meta: tuple[str, ...] = ()
    meta_also: tuple[str, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)


_INT, _TEXT, _LIST = {"type": "integer"}, {"type": "string"}, {"type": "array"}
_OBJECT, _COUNTS = {"type": "object"}, {"type": "object", "additionalProperties": _INT}
_SHARE, _TEXTS = {"type": "number"}, {"type": "array", "items": _TEXT}

META: Mapping[str, tuple[Mapping[str, Any], str]] = {
    "command": (_TEXT, "The command that was run."),
    "version": (_TEXT, "The version of cantext."),
    "python": (_TEXT, "The version of Python."),
    "inputs": (_LIST, "The documents read: name, sha256, encoding, characters, metadata."),
    "documents": (_INT, "How many documents were read."),
    "characters": (_INT, "How many characters they have."),
    "parameters": (_OBJECT, "The options of the run, with the defaults of those not given."),
    "engine": (_OBJECT, "The segmentation engine: name and version."),
    "dictionary": (_OBJECT, "The dictionary: name, sha256 and number of forms."),
    "duplicates": (_OBJECT, "The policy towards repeats, and what it left out."),
    "formulae": (
        {"type": "object", "additionalProperties": _TEXT},
        "The formula and source of each measure of the rows.",
    ),
    "not_read": (_TEXTS, "Inputs that could not be read, each with the reason."),
    "settings": (
        {"type": ["object", "null"]},
        "What a settings file or the building of a store set.",
    ),
    "tagger": (_OBJECT, "What gave the parts of speech."),
    "tokens": (_INT, "Words counted."),
    "types": (_INT, "Different words counted."),
    "terms": (_INT, "Rows that there are without a limit."),
    "dp_parts": (_TEXT, "The parts of the text over which dispersion is measured."),
    "groups": (
        {"anyOf": [_INT, _LIST]},
        "Of counts, the groups of documents with their sizes; of duplicates, how many there are.",
    ),
    "ngrams": (_INT, "Different n-grams that there are without a limit."),
    "pairs": (_INT, "Pairs that there are without a limit."),
    "positions": (_TEXTS, "The distances that the numbers of `positions` in a row are about."),
    "node_count": (_INT, "Occurrences of the node."),
    "candidates": (_INT, "Terms that there are without a limit."),
    "unit": (_TEXT, "What the length of a term is counted in."),
    "background": (_OBJECT, "The texts compared with: name, sha256, documents."),
    "keywords": (_INT, "Keywords that there are without a limit."),
    "hits": (_INT, "Occurrences of all nodes."),
    "across_words": (_INT, "Occurrences that begin or end inside a word, and are not counted."),
    "left_out": (_INT, "Occurrences that the limit leaves out."),
    "nodes": (_LIST, "The nodes: with their occurrences, or with the groups they are in."),
    "quotations": (_INT, "How many quotations there are."),
    "categories": (_LIST, "Each category with the counts of its concepts."),
    "concepts": (
        {"anyOf": [_INT, _LIST]},
        "How many concepts; of `dict show`, the concepts with succession and relations.",
    ),
    "coverage": (_SHARE, "The share of words that stand under a concept."),
    "rows": (_INT, "Rows that there are without a limit."),
    "reference": (_LIST, "The texts or the list compared with."),
    "reference_tokens": (_INT, "Words of the reference."),
    "significance": (_TEXT, "What the number of tests means for single results."),
    "tests": (_OBJECT, "How many terms are tested, and how many pass."),
    "unique": (_OBJECT, "Terms that one side alone has."),
    "periods": (_LIST, "The periods with the words of each."),
    "trends": (_LIST, "Each line with its course, tests and most telling periods."),
    "undated": (_INT, "Documents without a date."),
    "lines": (_INT, "Lines read."),
    "filled_lines": (_INT, "Lines that are not blank."),
    "kept_lines": (_INT, "Lines kept."),
    "layouts": (_COUNTS, "Documents by the layout in which they were read."),
    "contained": (_INT, "Groups about a passage inside a paragraph."),
    "groups_by_kind": (_COUNTS, "Groups by the kind of their lines."),
    "repeats_by_kind": (_COUNTS, "Lines that repeat another, by kind."),
    "dropped_lines": (_COUNTS, "Lines that cleaning drops, by kind."),
    "dropped_characters": (_COUNTS, "Characters of these lines, by kind."),
    "dropped_by_reason": (_COUNTS, "Lines dropped, by reason."),
    "adopted_words": (_TEXTS, "Words that were kept whole since the text repeats them."),
    "edges": (_INT, "Pairs that there are without a limit."),
    "communities": (_INT, "Groups of words that keep company."),
    "modularity": (_SHARE, "How well the groups part the network (Newman)."),
    "format": (_INT, "The number of the store's format."),
    "parts": (_TEXTS, "The parts of the store, by the digests of their work."),
    "refused": (_TEXTS, "Inputs that could not be read, each with the reason."),
    "store": (_TEXT, "The folder of the store."),
    "sql": (_TEXT, "The statement answered."),
    "columns": (_TEXTS, "The names of the answer's columns."),
    "errors": (_LIST, "The commonest errors of each engine."),
    "kinds": (_COUNTS, "Figures by kind."),
    "figures": (_INT, "Figures that were added up."),
    "commitments": (_INT, "Commitments that there are without a limit."),
    "statuses": (_COUNTS, "How many of them have each status."),
    "by": (_TEXT, "What they are counted by."),
    "changes": (_COUNTS, "How many were repeated, changed, dropped, and are new."),
    "forms": (_INT, "How many forms the dictionary has."),
    "ambiguous": (_INT, "How many of them are marked ambiguous."),
    "guarded": (_INT, "How many have a guard."),
}

_SIGNED = ("command", "version")
_READ = (*_SIGNED, "python", "inputs", "documents", "characters", "parameters")
_CUT = (*_READ, "engine", "dictionary", "duplicates")
_COUNTED = (*_CUT, "formulae", "tokens")
_WORDS = (*_COUNTED, "types")
_DICTIONARY = (*_SIGNED, "dictionary")
_TAGGER = ("tagger",)

_ENTRY = "cantext.lexicon.entry:Entry"
_ANALYSES = "cantext.analyses"
_REPORT = f"{_ANALYSES}.report"

OUTPUTS: Mapping[str, Output] = {
    "report": Output(
        meta=(*_WORDS, "categories", "coverage", "adopted_words"),
        sections={
            "sources": f"{_REPORT}:SourceRow",
            "duplicates": "cantext.deduplication.model:DuplicateGroup",
            "effects": f"{_REPORT}:EffectRow",
            "terms": f"{_ANALYSES}.frequency:FrequencyRow",
            "themes": f"{_ANALYSES}.themes:ThemeRow",
            "collocations": f"{_ANALYSES}.collocations:CollocationRow",
            "new_terms": f"{_ANALYSES}.terms:TermRow",
            "commitments": "cantext.statements.rows:CommitmentRow",
            "figures": f"{_ANALYSES}.figure_rows:FigureRow",
        },
    ),
    "segment": Output(("cantext.segmentation.rows:LineRow",), _CUT, _TAGGER),
    "freq": Output(
        (f"{_ANALYSES}.frequency:FrequencyRow",),
        (*_WORDS, "terms", "dp_parts"),
        ("groups", *_TAGGER),
    ),
    "ngrams": Output((f"{_ANALYSES}.ngrams:NgramRow",), (*_WORDS, "ngrams", "dp_parts")),
    "collocations": Output(
        (f"{_ANALYSES}.collocations:CollocationRow",),
        (*_WORDS, "pairs", "positions"),
        ("node_count",),
    ),
    "terms": Output((f"{_ANALYSES}.terms:TermRow",), (*_WORDS, "candidates", "unit")),
    "keywords": Output(
        (f"{_ANALYSES}.keywords:KeywordRow",), (*_WORDS, "background", "keywords"), _TAGGER
    ),
    "kwic": Output(
        (f"{_ANALYSES}.concordance:ConcordanceRow",),
        (*_WORDS, "nodes", "hits", "across_words", "left_out"),
    ),
    "profile": Output(
        (f"{_ANALYSES}.profile:ProfileRow", f"{_ANALYSES}.profile:QuotationRow"),
        _COUNTED,
        ("types", "groups", "quotations"),
    ),
    "themes": Output(
        (f"{_ANALYSES}.themes:ThemeRow",),
        (*_COUNTED, "rows", "categories", "concepts", "coverage"),
    ),
    "figures": Output(
        (f"{_ANALYSES}.figure_rows:FigureRow", f"{_ANALYSES}.figure_totals:FigureTotal"),
        (*_CUT, "rows", "kinds"),
        ("formulae", "figures"),
    ),
    "commitments": Output(
        (
            "cantext.statements.rows:CommitmentRow",
            f"{_ANALYSES}.commitments:CommitmentGroup",
            "cantext.statements.match:MatchRow",
        ),
        (*_CUT, "formulae", "commitments", "statuses"),
        ("groups", "by", "changes"),
    ),
    "compare": Output(
        (f"{_ANALYSES}.compare:CompareRow",),
        (*_COUNTED, "reference", "reference_tokens", "terms", "tests", "significance", "unique"),
    ),
    "trend": Output((f"{_ANALYSES}.trend:TrendRow",), (*_WORDS, "periods", "trends", "undated")),
    "duplicates": Output(
        ("cantext.deduplication.model:DuplicateGroup",),
        (
            *(*_READ, "layouts", "lines", "filled_lines", "groups", "contained"),
            *("groups_by_kind", "repeats_by_kind", "dropped_lines", "dropped_characters"),
        ),
    ),
    "clean": Output(
        ("cantext.deduplication.model:LineLabel",),
        (
            *(*_READ, "layouts", "lines", "kept_lines"),
            *("dropped_lines", "dropped_characters", "dropped_by_reason"),
        ),
    ),
    "convert": Output(("cantext.documents.converted:ConvertedRow",), _READ),
    "index": Output(
        ("cantext.store.build:IndexRow",),
        (
            *(*_SIGNED, "documents", "parameters", "engine", "dictionary", "duplicates"),
            *("tokens", "types", "settings", "format", "parts", "refused"),
        ),
    ),
    "sql": Output((), (*_SIGNED, "store", "sql", "columns")),
    "network": Output(
        (f"{_ANALYSES}.network:EdgeRow",), (*_WORDS, "nodes", "edges", "communities", "modularity")
    ),
    "explain": Output(("cantext.render.explain:ExplainedRow",), _SIGNED),
    "engines": Output(("cantext.segmentation.protocol:EngineInfo",), _SIGNED),
    "evaluate": Output((f"{_ANALYSES}.evaluation:EvaluationRow",), (*_READ, "errors", "formulae")),
    "schema": Output(("cantext.schemas.outputs:SchemaRow",), _SIGNED),
    "doctor": Output(("cantext.doctor:Check",), _SIGNED),
    "config": Output(("cantext.cli.settings:SettingRow",), (*_SIGNED, "settings")),
    "dict list": Output((_ENTRY,), _DICTIONARY, ("settings",)),
    "dict show": Output((_ENTRY,), (*_DICTIONARY, "concepts"), ("settings",)),
    "dict search": Output((_ENTRY,), _DICTIONARY, ("settings",)),
    "dict stats": Output(
        ("cantext.lexicon.lookup:CategorySize",),
        (*_DICTIONARY, "concepts", "forms", "ambiguous", "guarded"),
        ("settings",),
    ),
    "dict check": Output(
        ("cantext.lexicon.check:Problem", "cantext.lexicon.nesting:NestedRow"),
        _SIGNED,
        ("dictionary", "settings"),
    ),
    "dict add": Output((_ENTRY,), _DICTIONARY, ("settings",)),
    "dict export": Output((_ENTRY,), _DICTIONARY, ("settings",)),
}


@dataclass(frozen=True, slots=True)
class SchemaRow:
    """A command with the classes of its rows; `file` is the schema's, in `cantext/schemas/`."""

    command: str
    rows: tuple[str, ...]
    file: str
