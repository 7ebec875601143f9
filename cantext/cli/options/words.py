"""Options about words: how text is cut into them, and which of them count."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cantext.cli import completion
from cantext.cli.bundles import WORDS, panel
from cantext.cli.options.reading import SettingsFile
from cantext.lexicon.stopwords import DEFAULT_CLASSES

if TYPE_CHECKING:
    from cantext.lexicon.lexicon import Lexicon
    from cantext.segmentation.pipeline import Segmenter

ModelFolder = Annotated[
    Path | None,
    panel(WORDS, "--model", metavar="FOLDER", help="Model folder of the engine (pkuseg)."),
]
Dictionaries = Annotated[
    list[Path] | None,
    panel(
        WORDS,
        "--dictionary",
        help="A dictionary of your own, ours or jieba's format; may be repeated.",
    ),
]
NoHkDictionary = Annotated[
    bool, panel(WORDS, "--no-hk-dictionary", help="Leave the shipped policy terms out.")
]
NoUserDictionary = Annotated[
    bool,
    panel(
        WORDS,
        "--no-user-dictionary",
        help="Leave the terms out that `cantext dict add` has kept for you.",
    ),
]
MinCount = Annotated[int, panel(WORDS, "--min-count", min=1, help="Leave out what is rarer.")]


MinLength = Annotated[
    int, panel(WORDS, "--min-length", min=1, help="Leave out words of fewer characters.")
]
MinDocuments = Annotated[
    int, panel(WORDS, "--min-documents", min=1, help="Leave out pairs of fewer documents.")
]
Patterns = Annotated[
    list[str] | None,
    panel(WORDS, "--pattern", help="Words that this regular expression finds; may be repeated."),
]
PartsOfSpeech = Annotated[
    str | None,
    panel(
        WORDS,
        "--pos",
        help="Only these parts of speech, parted by commas: NOUN,PROPN.",
        autocompletion=completion.parts_of_speech,
    ),
]
Category = Annotated[
    str | None,
    panel(
        WORDS,
        "--category",
        help="Only what stands in this category; `cantext dict stats` shows their ids.",
        autocompletion=completion.categories,
    ),
]
Concept = Annotated[
    str | None,
    panel(
        WORDS,
        "--concept",
        help="Only what is about this concept of the dictionary, in any of its forms.",
        autocompletion=completion.dictionary_terms,
    ),
]
Themes = Annotated[
    Path | None,
    panel(WORDS, "--themes", help="Count the patterns of a TOML file of your own instead."),
]


class _NamesDictionaries:
    """The shipped dictionary, the user's own, and those named."""

    dictionary: list[Path] | None
    no_hk_dictionary: bool

    def lexicon(self) -> "Lexicon":
        """Load the dictionaries."""
        from cantext.lexicon.lexicon import load_lexicon

        return load_lexicon(self.dictionary or (), hk_policy=not self.no_hk_dictionary)


@dataclass(frozen=True)
class DictionaryOptions(_NamesDictionaries):
    """Which dictionaries are looked at."""

    dictionary: Dictionaries = None
    no_hk_dictionary: NoHkDictionary = False
    no_user_dictionary: NoUserDictionary = False
    settings: SettingsFile = None


@dataclass(frozen=True)
class EngineOptions(_NamesDictionaries):
    """How text is cut into words."""

    engine: Annotated[
        str,
        panel(
            WORDS,
            "--engine",
            help="Segmentation engine; see `cantext engines`.",
            autocompletion=completion.engines,
        ),
    ] = "hk"
    model: ModelFolder = None
    dictionary: Dictionaries = None
    adopt: Annotated[
        bool,
        panel(
            WORDS,
            "--adopt",
            help="Keep whole what the text repeats and no word list has: names (as report does).",
        ),
    ] = False
    no_hk_dictionary: NoHkDictionary = False
    no_user_dictionary: NoUserDictionary = False
    settings: SettingsFile = None

    def segmenter(self) -> "Segmenter":
        """Make what cuts: the engine with the dictionaries."""
        from cantext.segmentation.engine import load_engine
        from cantext.segmentation.pipeline import Segmenter

        return Segmenter(load_engine(self.engine, model=self.model), self.lexicon())


@dataclass(frozen=True)
class StopwordOptions:
    """Which words are not counted."""

    stopwords: Annotated[
        str | None,
        panel(
            WORDS,
            "--stopwords",
            help="Classes or files of words to leave out, parted by commas, or none.",
            show_default=", ".join(DEFAULT_CLASSES),
            autocompletion=completion.stopwords,
        ),
    ] = None

    def choices(self) -> list[str]:
        """Return the classes and files."""
        if self.stopwords is None:
            return list(DEFAULT_CLASSES)
        return [choice.strip() for choice in self.stopwords.split(",") if choice.strip()]

    def words(self) -> frozenset[str]:
        """Load the words."""
        from cantext.lexicon.stopwords import load_stopwords

        return load_stopwords(self.choices())
