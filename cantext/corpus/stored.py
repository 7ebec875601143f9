"""A token store as a corpus: the same as its texts would give, without segmenting them again."""

import inspect
import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cantext.corpus.corpus import Corpus, DuplicatesPolicy
from cantext.documents.document import Line
from cantext.errors import StoreWarning
from cantext.segmentation.tokens import TokenBlock
from cantext.store.blocks import StoredBlocks
from cantext.store.store import Store

if TYPE_CHECKING:
    from cantext.segmentation.pipeline import Segmenter
    from cantext.segmentation.segmentation import Segmentation

Note = Callable[[str], None]


def stored_corpus(
    path: str | os.PathLike[str],
    segmenter: "Segmenter",
    duplicates: DuplicatesPolicy = "keep",
    note: Note | None = None,
) -> "StoredCorpus | None":
    """Return the corpus of a store's tokens, None where its texts must be cut anew.

    They must when another engine or dictionary is asked for than the store was made with, which
    `note` is told in one line; by default that is a `StoreWarning`.

    Raises
    ------
    InputError
        For a store that cannot be read, or that is of another version.
    """
    store = Store(Path(path))
    made, engine = store.manifest, segmenter.engine
    shown = os.fspath(path)
    if engine.name != made["engine"]["name"]:
        (note or warn)(
            f"{shown} was cut by the engine {made['engine']['name']}: "
            f"its texts are cut anew, by {engine.name}"
        )
        return None
    same_model = engine.version == made["engine"]["version"]
    if not same_model or segmenter.lexicon.sha256 != made["dictionary"]["sha256"]:
        what = "dictionary" if same_model else "engine's model"
        (note or warn)(
            f"{shown} was cut with another state of the {what}: its texts are cut anew; "
            f"`cantext index … --store {shown}` brings the store up to date"
        )
        return None
    return StoredCorpus.open(store, segmenter, duplicates)


def warn(message: str) -> None:
    """Warn whoever called the library, at their own line."""
    level, frame = 1, inspect.currentframe()
    while frame is not None and frame.f_globals.get("__name__", "").startswith("cantext."):
        level, frame = level + 1, frame.f_back
    warnings.warn(message, StoreWarning, stacklevel=level)


@dataclass(frozen=True)
class StoredCorpus(Corpus):
    """What an analysis counts, out of a store.

    `segmenter` is the one that the store was made with, for what asks it about the dictionary; what
    cuts lines itself takes the corpus `from_texts`.
    """

    store: Store | None = None
    policy: DuplicatesPolicy = "keep"

    @classmethod
    def open(
        cls, store: Store, segmenter: "Segmenter", policy: DuplicatesPolicy = "keep"
    ) -> "StoredCorpus":
        """Return the corpus of a store."""
        return cls(store.document_list(), segmenter, store=store, policy=policy)

    def _stored(self) -> Store:
        assert self.store is not None
        return self.store

    def from_texts(self) -> Corpus:
        """Return the corpus of the store's texts, which are cut when their tokens are asked for."""
        return replace(self._texts, advance=self.advance)

    @cached_property
    def _texts(self) -> Corpus:
        documents = tuple(self._stored().documents())
        return Corpus.of(documents, self.segmenter, duplicates=self.policy)

    def blocks(self) -> StoredBlocks:  # type: ignore[override]
        """Return the tokens of every line that counts, as blocks and as columns."""
        return StoredBlocks(self._stored(), self.policy)

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield (document id, text) of every line that counts."""
        for block in self.blocks():
            for line in block.lines:
                yield block.document, line.text

    def dropped_blocks(self) -> Iterator[TokenBlock]:
        """Yield the tokens of the lines that the policy leaves out, cut from the texts."""
        return self.from_texts().dropped_blocks()

    def segmentations(self) -> "Iterator[Segmentation]":
        """Yield the same as `blocks`, as arrays, cut from the texts."""
        return self.from_texts().segmentations()

    def kept_lines(self, index: int) -> Iterable[Line]:
        """Return the lines that count of the document at an index."""
        return self._texts.kept_lines(index)

    def cut_manifest(self) -> Mapping[str, Any]:
        """Return what the store was made with."""
        told = self._stored().manifest
        return {"engine": told["engine"], "dictionary": told["dictionary"]}

    def duplicates_manifest(self) -> dict[str, Any]:
        """Return the policy, and under `drop` what it left out."""
        if self.policy == "keep":
            return {"policy": "keep"}
        found: dict[str, Any] = self._stored().manifest["duplicates"]["manifest"]
        return found

    def repeated_share(self) -> tuple[int, float]:
        """Return what was found when the store was built; nothing where nobody looked."""
        told = self._stored().manifest["duplicates"]
        return (told["repeated_lines"], told["repeated_share"]) if told else (0, 0.0)
