"""Documents in memory with the engine, the dictionary and the duplicates policy of a run."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from cantext.corpus.manifest import reading_manifest
from cantext.documents.document import Document, Line
from cantext.documents.texts import Texts, documents_of
from cantext.result import Result
from cantext.segmentation.tokens import TokenBlock

if TYPE_CHECKING:
    from cantext.deduplication.model import CleanedDocument, Cleaning
    from cantext.segmentation.pipeline import Segmenter
    from cantext.segmentation.segmentation import Segmentation

DuplicatesPolicy = Literal["keep", "drop"]
# A shorter line that occurs twice says little: 「目的」 may head two sections.
_REPEATED_LINE_LENGTH = 8


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
        """
        read = tuple(documents_of(documents))
        if segmenter is None:
            from cantext.segmentation.pipeline import Segmenter

            segmenter = Segmenter()
        if duplicates == "drop" and cleaning is None:
            from cantext.deduplication import clean

            cleaning = clean(read)
        if cleaning is None:
            return cls(read, segmenter)
        return cls(read, segmenter, cleaning, tuple(map(_counted, cleaning.documents)))

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
        engine, lexicon = self.segmenter.engine, self.segmenter.lexicon
        read = reading_manifest(command, self.documents, parameters, analysis)
        cut = {
            "engine": {"name": engine.name, "version": engine.version},
            "dictionary": {"name": lexicon.name, "sha256": lexicon.sha256, "size": len(lexicon)},
            "duplicates": self.duplicates_manifest(),
        }
        head = {key: read.pop(key) for key in ("command", "version", "python")}
        return head | cut | read

    def duplicates_manifest(self) -> dict[str, Any]:
        """Return the policy, and under `drop` what it left out."""
        if self.cleaning is None:
            return {"policy": "keep"}
        credits = sum(
            line is not counted
            for document, lines in zip(self.cleaning.documents, self.kept, strict=True)
            for line, counted in zip(document.kept, lines, strict=True)
        )
        return {"policy": "drop", **self.cleaning.meta, "caption_credits": credits}

    def repeated_share(self) -> tuple[int, float]:
        """Return how many lines repeat an earlier one word for word, and their share of the text.

        Lines of fewer than eight characters are left out of account. This is a look in passing,
        cheap enough for every run: `cantext duplicates` looks closely.
        """
        return repeated_share(document.text for document in self.documents)


def repeated_share(texts: Iterable[str]) -> tuple[int, float]:
    r"""Return how many lines of texts repeat an earlier one, and their share, as `Corpus` does.

    >>> repeated_share(["施政報告二零二五\n施政報告二零二五", "短"])
    (1, 0.47058823529411764)
    """
    seen: set[int] = set()  # of hashes: an archive has more text than memory
    repeated = characters = total = 0
    for whole in texts:
        for line in whole.splitlines():
            text = line.strip()
            total += len(text)
            if len(text) < _REPEATED_LINE_LENGTH:
                continue
            key = hash(text)
            if key in seen:
                repeated += 1
                characters += len(text)
            else:
                seen.add(key)
    return repeated, characters / total if total else 0.0


def _counted(document: "CleanedDocument") -> tuple[Line, ...]:
    """Return the kept lines as they count: captions without their credit."""
    from cantext.deduplication.credits import without_credit

    return tuple(
        without_credit(line) if document.kinds[line.number - 1] == "caption" else line
        for line in document.kept
    )
