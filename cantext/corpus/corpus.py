"""Documents in memory with the engine, the dictionary and the duplicates policy of a run."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from cantext.corpus.manifest import reading_manifest
from cantext.documents.document import Document, Line
from cantext.documents.stored import is_store
from cantext.documents.texts import Text, Texts, documents_of
from cantext.result import Result
from cantext.segmentation.tokens import TokenBlock

if TYPE_CHECKING:
    from cantext.deduplication.model import Cleaning
    from cantext.segmentation.pipeline import Segmenter
    from cantext.segmentation.segmentation import Segmentation

DuplicatesPolicy = Literal["keep", "drop"]


@dataclass(frozen=True, slots=True)
class Corpus:
    r"""What an analysis counts, and the manifest that says so.

    `cleaning` is None under the policy `keep`: every line counts. Under `drop` the repeats and the
    boilerplate that cleaning left out are not counted, nor is the credit at the end of a caption
    (`kept` holds the lines that are).

    >>> corpus = Corpus.of([Document("a", "施政報告\n施政報告\n香港")])
    >>> [block.texts for block in corpus.blocks()]
    [['施政報告', '施政報告', '香港']]
    """

    documents: tuple[Document, ...]
    segmenter: "Segmenter"
    cleaning: "Cleaning | None" = None
    kept: tuple[tuple[Line, ...], ...] = ()
    # Told the number of characters of each piece of work as it is done.
    advance: Callable[[int], None] | None = field(default=None, compare=False)

    @classmethod
    def of(
        cls,
        documents: Texts,
        segmenter: "Segmenter | None" = None,
        *,
        duplicates: DuplicatesPolicy = "keep",
        cleaning: "Cleaning | None" = None,
    ) -> "Corpus":
        """Make a corpus of documents, or of paths to read; by the default engine and dictionary.

        `drop` cleans the documents with the defaults of `cantext.clean`; a `cleaning` made
        otherwise may be given instead.

        Of one token store it is the corpus of its tokens. Its texts are cut anew, with a
        `StoreWarning`, when the store was made with another engine or dictionary, or stands beside
        other texts.

        Raises
        ------
        InputError
            When there is no such file or store, or it cannot be read.
        """
        if segmenter is None:
            from cantext.segmentation.pipeline import Segmenter

            segmenter = Segmenter()
        given = _listed(documents)
        if cleaning is None and any(map(_is_stored, given)):
            stored = _of_tokens(given, segmenter, duplicates)
            if stored is not None:
                return stored
        read = tuple(documents_of(given))
        if duplicates == "drop" and cleaning is None:
            from cantext.deduplication.clean import clean

            cleaning = clean(read)
        if cleaning is None:
            return cls(read, segmenter)
        from cantext.deduplication.policy import counted_lines

        return cls(read, segmenter, cleaning, tuple(map(counted_lines, cleaning.documents)))

    def from_texts(self) -> "Corpus":
        """Return the same corpus with tokens that are cut from its texts: this one already."""
        return self

    def with_progress(self, advance: Callable[[int], None]) -> "Corpus":
        """Return the corpus with somebody to tell how many characters are done."""
        return replace(self, advance=advance)

    def blocks(self) -> Iterator[TokenBlock]:
        """Yield the tokens of every line that counts, document by document."""
        for segmentation in self.segmentations():
            yield segmentation.tokens()

    def dropped_blocks(self) -> Iterator[TokenBlock]:
        """Yield the tokens of the lines that the policy leaves out."""
        for segmentation in self._segmentations(self._dropped_lines):
            yield segmentation.tokens()

    def segmentations(self) -> "Iterator[Segmentation]":
        """Yield the same as `blocks`, as arrays, for those who want no token by itself."""
        yield from self._segmentations(lambda index: self.kept[index] if self.cleaning else None)

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield (document id, text) of every line that counts."""
        for index, document in enumerate(self.documents):
            for line in self.kept_lines(index):
                yield document.id, line.text

    def kept_lines(self, index: int) -> Iterable[Line]:
        """Return the lines that count of the document at an index."""
        if self.cleaning is None:
            return self.documents[index].lines()
        return self.kept[index]

    def _dropped_lines(self, index: int) -> Iterable[Line]:
        if self.cleaning is None:
            return ()
        return [dropped.line for dropped in self.cleaning.documents[index].dropped]

    def _segmentations(
        self, lines_of: Callable[[int], Iterable[Line] | None]
    ) -> "Iterator[Segmentation]":
        for index, document in enumerate(self.documents):
            for segmentation in self.segmenter.segmentations(document, lines_of(index)):
                yield segmentation
                if self.advance:
                    self.advance(len(segmentation.codes) + 1)

    def signed(
        self, result: Result[Any], command: str, parameters: Mapping[str, Any]
    ) -> Result[Any]:
        """Return a result with the run's manifest in front of what the analysis says of itself."""
        return replace(result, meta=self.manifest(command, parameters, result.meta))

    def manifest(
        self, command: str, parameters: Mapping[str, Any], analysis: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return what must be the same for a run to give the same rows."""
        read = reading_manifest(command, self.documents, parameters, analysis)
        head = {key: read.pop(key) for key in ("command", "version", "python")}
        return {**head, **self.cut_manifest(), "duplicates": self.duplicates_manifest(), **read}

    def cut_manifest(self) -> Mapping[str, Any]:
        """Return what the texts are cut by: the engine and the dictionary."""
        return self.segmenter.described()

    def duplicates_manifest(self) -> dict[str, Any]:
        """Return the policy, and under `drop` what it left out."""
        if self.cleaning is None:
            return {"policy": "keep"}
        from cantext.deduplication.policy import drop_manifest

        return drop_manifest(self.cleaning, self.kept)

    def repeated_share(self) -> tuple[int, float]:
        """Return how many lines repeat an earlier one word for word, and their share of the text.

        `cantext.deduplication.policy.repeated_share` says what is counted.
        """
        from cantext.deduplication.policy import repeated_share

        return repeated_share(document.text for document in self.documents)


def _listed(texts: Texts) -> list[Text]:
    return [texts] if isinstance(texts, str | os.PathLike | Document) else list(texts)


def _is_stored(text: Text) -> bool:
    return not isinstance(text, Document) and is_store(text)


def _of_tokens(
    texts: list[Text], segmenter: "Segmenter", duplicates: DuplicatesPolicy
) -> Corpus | None:
    """Return the corpus of a store that is the only text, None where texts must be cut."""
    from cantext.corpus.stored import stored_corpus, warn

    if len(texts) == 1 and not isinstance(texts[0], Document):
        return stored_corpus(texts[0], segmenter, duplicates)
    stores = ", ".join(os.fspath(text) for text in texts if _is_stored(text))  # type: ignore[arg-type]
    warn(f"{stores}: the texts are cut anew, since other inputs stand beside it")
    return None
