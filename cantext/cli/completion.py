"""What a shell is told when a person presses Tab: names from the code and the dictionaries.

Each function takes what has been typed of a value and returns the values that begin so. Nothing
heavy is imported: an answer must be there before the key is up.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cantext.plugins import Kind

Completer = Callable[[str], list[str]]


def _beginning(incomplete: str, values: Iterable[str]) -> list[str]:
    return [value for value in values if value.startswith(incomplete)]


def names_in(path: str, *, plugins: "Kind | None" = None) -> Completer:
    """Return what completes one of the names that a module lists, and those of plug-ins of a kind.

    >>> names_in("cantext.analyses.span:WITHIN")("l")
    ['line']
    """

    def complete(incomplete: str) -> list[str]:
        from importlib import import_module

        from cantext.plugins import plugins as found

        module, _, name = path.partition(":")
        names = getattr(import_module(module), name)
        return _beginning(incomplete, [*names, *(found(plugins) if plugins else ())])

    return complete


def _parted(incomplete: str, values: Iterable[str]) -> list[str]:
    """Complete the last of several values parted by commas.

    >>> _parted("written,me", ["written", "media"])
    ['written,media']
    """
    before, comma, last = incomplete.rpartition(",")
    given = before.split(",")
    return [before + comma + value for value in _beginning(last, values) if value not in given]


def engines(incomplete: str) -> list[str]:
    """Complete the name of an engine."""
    from cantext.segmentation.engine import engine_names

    return _beginning(incomplete, engine_names())


def input_formats(incomplete: str) -> list[str]:
    """Complete what an input is read as."""
    from cantext.documents.plugin_readers import format_names

    return _beginning(incomplete, ["auto", *format_names()])


def categories(incomplete: str) -> list[str]:
    """Complete a category of the shipped dictionary."""
    from cantext.lexicon.lexicon import categories as known

    return _beginning(incomplete, known())


def dictionary_terms(incomplete: str) -> list[str]:
    """Complete a term of the shipped dictionary once its beginning is there."""
    from cantext.lexicon.lexicon import shipped_entries

    if not incomplete:
        return []
    return sorted({e.term for e in shipped_entries() if e.term.startswith(incomplete)})


def stopwords(incomplete: str) -> list[str]:
    """Complete classes of stopwords."""
    from cantext.lexicon.stopwords import stopword_classes

    return _parted(incomplete, [*stopword_classes(), "none"])


def parts_of_speech(incomplete: str) -> list[str]:
    """Complete parts of speech."""
    from cantext.segmentation.tags import UNIVERSAL

    return _parted(incomplete, sorted(UNIVERSAL))


def kinds_of_line(incomplete: str) -> list[str]:
    """Complete kinds of line."""
    from cantext.deduplication.model import KINDS

    return _parted(incomplete, KINDS)
