"""A token store as a corpus: the same as its texts would give, without segmenting them again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cantext.corpus.corpus import Corpus, DuplicatesPolicy
from cantext.segmentation.tokens import TokenBlock
from cantext.store.blocks import StoredBlocks
from cantext.store.store import Store

if TYPE_CHECKING:
    from cantext.segmentation.pipeline import Segmenter


@dataclass(frozen=True, slots=True)
class StoredCorpus(Corpus):
    """What an analysis counts, out of a store.

    `segmenter` is the one that the store was made with, for what asks it about the dictionary.
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

    def blocks(self) -> StoredBlocks:  # type: ignore[override]
        """Return the tokens of every line that counts, as blocks and as columns."""
        return StoredBlocks(self._stored(), self.policy)

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield (document id, text) of every line that counts."""
        for block in self.blocks():
            for line in block.lines:
                yield block.document, line.text

    def dropped_blocks(self) -> Iterator[TokenBlock]:
        """Not there: what looks at the lines left out takes the documents of the store."""
        raise NotImplementedError

    def manifest(
        self, command: str, parameters: Any, analysis: Any | None = None
    ) -> dict[str, Any]:
        """Return the manifest of a run on the texts, with the engine that cut them."""
        told = self._stored().manifest
        head = Corpus.manifest(self, command, parameters, analysis)
        return {**head, "engine": told["engine"], "dictionary": told["dictionary"]}

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
