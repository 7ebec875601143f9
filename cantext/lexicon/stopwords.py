"""Stopwords in classes that can be switched on one by one; policy verbs are in none of them."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from cantext.errors import UsageError
from cantext.lexicon.locate import dictionaries_folder
from cantext.lexicon.text_files import read_text_file
from cantext.normalise import project

# Reporting verbs and time words carry meaning in policy text, so they are off by default.
DEFAULT_CLASSES = ("written", "cantonese", "classifiers", "legislature", "media")
# The class whose words are left out only after a number or a demonstrative.
CLASSIFIERS = "classifiers"
# Simplified spellings of stopwords that Traditional text has as other words: 中文系, 鄰里, 槓杆.
_TRADITIONAL_TOO = frozenset("系里杆扎")


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
    return Stopwords(in_both_scripts(words), in_both_scripts(classifiers))


def in_both_scripts(words: Iterable[str]) -> frozenset[str]:
    """Return words with their Simplified spellings, for text that is written so.

    >>> sorted(in_both_scripts(["我們", "的", "係"]))
    ['係', '我们', '我們', '的']
    """
    listed = sorted(words)
    simplified = project("\n".join(listed)).split("\n") if listed else []
    pairs = zip(listed, simplified, strict=True)
    return frozenset(listed) | {
        other for word, other in pairs if not word.isascii() and other not in _TRADITIONAL_TOO
    }


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
    _, text = read_text_file(path, "stopword file")
    return _words(text)


def _words(text: str) -> frozenset[str]:
    lines = (line.strip() for line in text.splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))
