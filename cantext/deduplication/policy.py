"""Which lines count when repeats are dropped, and what a run says of repeats."""

from collections.abc import Iterable, Sequence
from typing import Any

from cantext.deduplication.credits import without_credit
from cantext.deduplication.model import CleanedDocument, Cleaning
from cantext.documents.document import Line

# A shorter line that occurs twice says little: 「目的」 may head two sections.
_REPEATED_LINE_LENGTH = 8


def counted_lines(document: CleanedDocument) -> tuple[Line, ...]:
    """Return the kept lines as they count: captions without their credit."""
    return tuple(
        without_credit(line) if document.kinds[line.number - 1] == "caption" else line
        for line in document.kept
    )


def drop_manifest(cleaning: Cleaning, counted: Sequence[Sequence[Line]]) -> dict[str, Any]:
    """Return what the manifest of a run says of what was left out of its counts.

    `counted` are the lines of each document that count, as `counted_lines` has them.
    """
    credits = sum(
        line is not as_counted
        for document, lines in zip(cleaning.documents, counted, strict=True)
        for line, as_counted in zip(document.kept, lines, strict=True)
    )
    return {"policy": "drop", **cleaning.meta, "caption_credits": credits}


def repeated_share(texts: Iterable[str]) -> tuple[int, float]:
    r"""Return how many lines of texts repeat an earlier one word for word, and their share.

    Lines of fewer than eight characters are left out of account. This is a look in passing, cheap
    enough for every run: `find_duplicates` looks closely.

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
