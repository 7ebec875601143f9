"""What is said of a reading at its end: guessed encodings, empty files, repairs, in few lines."""

from collections import Counter
from collections.abc import Iterator

from cantext.documents.document import Document
from cantext.documents.encoding import Decoded, printable
from cantext.documents.sources import files, some

# Guesses below this are told apart from the others, file by file.
_DOUBTFUL = 0.6
# What each count of `Reading.repairs` is called in a note, in the order of the note.
_REPAIRS = {
    "page_headers": "page headers and numbers left out",
    "lines_joined": "wrapped lines joined",
    "characters_recovered": "garbled characters recovered",
    "pages_without_text": "pages without text",
    "captions_kept": "captions kept",
    "blocks_left_out": "blocks of menus and the like left out",
    "tags_left_out": "tags left out",
    "contents_left_out": "lines of a table of contents left out",
    "deletions_left_out": "deleted passages left out",
    "repeated_lines_left_out": "repeated lines of subtitles left out",
}


class ReadingNotes:
    """Gathers what is worth saying about documents as they are read."""

    def __init__(self) -> None:
        self._guessed: dict[str, list[str]] = {}
        self._now: list[str] = []
        self._empty: list[str] = []
        self._repaired = 0
        self._repairs: Counter[str] = Counter()

    def decoded(self, name: str, decoded: Decoded) -> None:
        """Remember how an input was decoded."""
        if decoded.guess and decoded.guess.confidence < _DOUBTFUL:
            self._now.append(
                f"{printable(name)}: read as {decoded.encoding} on little evidence "
                f"({decoded.guess.evidence}); --encoding forces another"
            )
        elif decoded.guess and decoded.guess.confidence < 1 and decoded.encoding != "utf-8":
            self._guessed.setdefault(decoded.encoding, []).append(name)
        if decoded.replaced:
            self._now.append(
                f"{printable(name)}: not all of it is {decoded.encoding}; put U+FFFD for what "
                f"is not: {decoded.replaced:,}"
            )

    def add(self, document: Document) -> None:
        """Remember what a document's reader did."""
        if not document.text:
            self._empty.append(document.id)
        repairs = {key: n for key, n in document.reading.repairs.items() if key in _REPAIRS}
        if repairs:
            self._repaired += 1
            self._repairs.update(repairs)

    def summary(self) -> Iterator[str]:
        """Yield the notes, one line each."""
        yield from self._now
        for codec, names in sorted(self._guessed.items()):
            yield (
                f"{files(len(names))} not in UTF-8, read as {codec} (guessed; --encoding forces "
                f"another): {some(names)}"
            )
        if self._empty:
            yield f"{files(len(self._empty))} without text: {some(self._empty)}"
        if self._repairs:
            said = "; ".join(
                f"{words}: {self._repairs[key]:,}"
                for key, words in _REPAIRS.items()
                if self._repairs[key]
            )
            yield f"of {_documents(self._repaired)}: {said}"


def _documents(number: int) -> str:
    return "1 document" if number == 1 else f"{number:,} documents"
