"""Stopwords in classes that can be switched on one by one; policy verbs are in none of them."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from cantext.errors import DictionaryError, UsageError
from cantext.lexicon.locate import dictionaries_folder

# Reporting verbs and time words carry meaning in policy text, so they are off by default.
DEFAULT_CLASSES = ("written", "cantonese", "classifiers", "legislature", "media")
# The class whose words are left out only after a number or a demonstrative.
CLASSIFIERS = "classifiers"


class Classifier(str):
    """A classifier where it is one: another word than the same characters elsewhere.

    人 in 三人 is left out and 人 in 人與社會 counts, so the two must be told apart wherever words
    are counted; being different as keys is what does it. Otherwise it is the text that it is.

    >>> Classifier("人") == "人", "人" == Classifier("人"), len({"人", Classifier("人")})
    (False, False, 2)
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Classifier) and str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((Classifier, str(self)))


class Stopwords(frozenset[str]):
    """Words to leave out, with `classifiers`: those left out only where they are classifiers.

    The set holds each of these as a `Classifier`, which is no other word's equal; who counts words
    has the classifiers of a text marked first (`cantext.segmentation.classifiers`).
    """

    classifiers: frozenset[str]

    def __new__(cls, words: Iterable[str] = (), classifiers: Iterable[str] = ()) -> "Stopwords":
        """Make the set."""
        plain, contextual = frozenset(words), frozenset(classifiers)
        self = super().__new__(cls, plain | set(map(Classifier, contextual)))
        # What another class leaves out everywhere needs no mark.
        self.classifiers = contextual - plain
        return self


def stopword_classes() -> list[str]:
    """Return the names of the shipped classes.

    >>> "cantonese" in stopword_classes()
    True
    """
    return sorted(path.stem for path in (dictionaries_folder() / "stopwords").glob("*.txt"))


def load_stopwords(choices: Iterable[str] = DEFAULT_CLASSES) -> Stopwords:
    """Return the union of classes and files: each choice is a class name, a file, or `none`.

    >>> "嘅" in load_stopwords(["cantonese"]), load_stopwords(["none"])
    (True, Stopwords())
    """
    words: set[str] = set()
    classifiers: frozenset[str] = frozenset()
    for choice in choices:
        if choice == "none":
            continue
        if choice == CLASSIFIERS:
            classifiers = class_words(choice)
        else:
            words |= class_words(choice) if choice in stopword_classes() else _file_words(choice)
    return Stopwords(words, classifiers)


@lru_cache(maxsize=16)
def class_words(name: str) -> frozenset[str]:
    """Return the words of a shipped class."""
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
    except OSError as error:
        raise DictionaryError(
            f"cannot read stopword file {choice}: {error.strerror}; check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise DictionaryError(
            f"{choice}: not UTF-8 at byte {error.start}; save the file as UTF-8"
        ) from error


def _words(text: str) -> frozenset[str]:
    lines = (line.strip() for line in text.splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))
