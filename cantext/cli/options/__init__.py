"""Options that several commands share, each defined once, and bundles of what goes together.

What is read (`reading`), how it is cut and what of it counts (`words`, `nodes`), and where the
result goes (`output`).
"""

from cantext.cli.options.corpus import CorpusOptions
from cantext.cli.options.measures import sorting_measure
from cantext.cli.options.nodes import NodeOptions, NodeReading, Within
from cantext.cli.options.output import Context, Format, Language, Limit, OutputOptions
from cantext.cli.options.reading import (
    DatePattern,
    DuplicateOptions,
    Duplicates,
    EncodingErrors,
    GroupOptions,
    InputOptions,
    Inputs,
    Repeats,
    SettingsFile,
    Split,
)
from cantext.cli.options.words import (
    Category,
    Concept,
    Dictionaries,
    DictionaryOptions,
    EngineOptions,
    MinCount,
    MinDocuments,
    MinLength,
    ModelFolder,
    PartsOfSpeech,
    Patterns,
    StopwordOptions,
    Themes,
)

__all__ = [
    "Category",
    "Concept",
    "Context",
    "CorpusOptions",
    "DatePattern",
    "Dictionaries",
    "DictionaryOptions",
    "DuplicateOptions",
    "Duplicates",
    "EncodingErrors",
    "EngineOptions",
    "Format",
    "GroupOptions",
    "InputOptions",
    "Inputs",
    "Language",
    "Limit",
    "MinCount",
    "MinDocuments",
    "MinLength",
    "ModelFolder",
    "NodeOptions",
    "NodeReading",
    "OutputOptions",
    "PartsOfSpeech",
    "Patterns",
    "Repeats",
    "SettingsFile",
    "Split",
    "StopwordOptions",
    "Themes",
    "Within",
    "sorting_measure",
]
