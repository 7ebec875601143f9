"""Stopwords in classes that can be switched on one by one; policy verbs are in none of them."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from cantext.errors import DictionaryError, UsageError
from cantext.lexicon.locate import dictionaries_folder

# Reporting verbs and time words carry meaning in policy text, so they are off by default.
DEFAULT_CLASSES = ("written", "cantonese", "classifiers", "legislature", "media")


def stopword_classes() -> list[str]:
    """Return the names of the shipped classes.

    >>> "cantonese" in stopword_classes()
    True
    """
    return sorted(path.stem for path in (dictionaries_folder() / "stopwords").glob("*.txt"))


def load_stopwords(choices: Iterable[str] = DEFAULT_CLASSES) -> frozenset[str]:
    """Return the union of classes and files: each choice is a class name, a file, or `none`.

    >>> "嘅" in load_stopwords(["cantonese"]), load_stopwords(["none"])
    (True, frozenset())
    """
    words: set[str] = set()
    for choice in choices:
        if choice == "none":
            continue
        words |= _class_words(choice) if choice in stopword_classes() else _file_words(choice)
    return frozenset(words)


@lru_cache(maxsize=16)
def _class_words(name: str) -> frozenset[str]:
    return _words((dictionaries_folder() / "stopwords" / f"{name}.txt").read_text(encoding="utf-8"))


def _file_words(choice: str) -> frozenset[str]:
    path = Path(choice)
    if not path.is_file():
        raise UsageError(
            f"no stopword class or file {choice!r}; the classes are "
            f"{', '.join(stopword_classes())}, or none"
        )
    try:
        return _words(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise DictionaryError(f"cannot read stopword file {choice} as UTF-8: {error}") from error


def _words(text: str) -> frozenset[str]:
    lines = (line.strip() for line in text.splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))
