"""The background: in how many stretches of Hong Kong text each word occurs.

The shipped one was counted by `dictionaries/hk_background/build.py`; its sources stand in the
README beside that script.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from cantext.lexicon.locate import dictionaries_folder
from cantext.normalise import project

WORDS_FILE = "words.tsv"
BACKGROUND_FILE = "background.json"


@dataclass(frozen=True, slots=True)
class Background:
    """Document frequencies and counts of words, by projected spelling.

    `documents` and `words` are how many there are in all, `described` is what a manifest says.
    """

    documents: int
    words: int
    frequencies: Mapping[str, int]
    counts: Mapping[str, int]
    spellings: Mapping[str, str] = field(default_factory=dict)
    described: Mapping[str, Any] = field(default_factory=dict)

    def document_frequencies(self, words: Iterable[str]) -> list[int]:
        """Return in how many documents each word occurs, whatever its variants; 0 for unknown ones.

        >>> common, unknown = shipped_background().document_frequencies(["政府", "甄柏霖"])
        >>> common > 1000, unknown
        (True, 0)
        """
        listed = list(words)
        # One call for all words: projecting thousands of short strings apart costs ten times more.
        keys = project("\n".join(listed)).split("\n") if listed else []
        return [self.frequencies.get(key, 0) for key in keys]


@lru_cache(maxsize=1)
def shipped_background() -> Background:
    """Return the background that ships with cantext."""
    folder = dictionaries_folder() / "hk_background"
    data = (folder / WORDS_FILE).read_bytes()
    said = json.loads((folder / BACKGROUND_FILE).read_text(encoding="utf-8"))
    # Parted at tabs and line breaks alone: a Latin name may hold a space.
    cells = data.decode("utf-8").replace("\n", "\t").split("\t")[:-1]
    words, frequencies, counts = cells[3::3], map(int, cells[4::3]), map(int, cells[5::3])
    keys = project("\n".join(words)).split("\n")
    return Background(
        documents=said["documents"],
        words=said["words"],
        frequencies=dict(zip(keys, frequencies, strict=True)),
        counts=dict(zip(keys, counts, strict=True)),
        spellings=dict(zip(keys, words, strict=True)),
        described={
            "name": "hk_background",
            "sha256": hashlib.sha256(data).hexdigest(),
            "documents": said["documents"],
            "words": said["words"],
        },
    )


def background_of(documents: Iterable[Iterable[str]], name: str) -> Background:
    """Count a background in the words of other documents.

    >>> found = background_of([["香港", "好"], ["香港", "香港"]], "mine")
    >>> found.documents, found.document_frequencies(["香港", "好", "去"])
    (2, [2, 1, 0])
    """
    frequencies: dict[str, int] = {}
    counts: dict[str, int] = {}
    n_documents = n_words = 0
    for words in documents:
        listed = list(words)
        keys = project("\n".join(listed)).split("\n") if listed else []
        n_documents += 1
        n_words += len(keys)
        for key in keys:
            counts[key] = counts.get(key, 0) + 1
        for key in set(keys):
            frequencies[key] = frequencies.get(key, 0) + 1
    described = {"name": name, "documents": n_documents, "words": n_words}
    return Background(n_documents, n_words, frequencies, counts, {}, described)
