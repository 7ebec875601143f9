"""One part of a store: documents, their lines and tokens, with numbers of the part's own."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cantext.documents.document import Document
from cantext.documents.stored import document_row
from cantext.parquet import connect
from cantext.segmentation.columns import TokenType
from cantext.segmentation.tokens import kind_of
from cantext.store.pieces import TokenPieces
from cantext.store.repeats import Repeats
from cantext.store.tables import KEEP, Table, write_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cantext.lexicon.entry import Entry
    from cantext.segmentation.pipeline import Segmenter

    Numbers = NDArray[np.signedinteger[Any]]

TABLES = ("documents", "lines", "tokens", "types")


def write_part(
    documents: Sequence[Document],
    segmenter: "Segmenter",
    folder: Path,
    *,
    look_for_repeats: bool = True,
) -> dict[str, Any] | None:
    """Segment documents and write the part's tables into a folder.

    With `look_for_repeats` each is cleaned as `--duplicates drop` would, and lines and tokens are
    marked by whether they count then; returned is what the manifest says of that. A caption that
    counts without its credit has two rows of lines, one for either policy.
    """
    part = _Part()
    for document in documents:
        part.add(document, segmenter)
    repeats = Repeats.of(documents, segmenter) if look_for_repeats else None
    part.write(folder, repeats)
    return repeats.meta if repeats else None


class _Part:
    def __init__(self) -> None:
        self.documents: list[dict[str, Any]] = []
        self.lines: dict[str, list[Numbers]] = defaultdict(list)
        self.tokens = TokenPieces()

    def add(self, document: Document, segmenter: "Segmenter") -> None:
        import numpy as np

        number = len(self.documents)
        n_tokens = 0
        for segmentation in segmenter.segmentations(document):
            per_line = self.tokens.add(number, segmentation)
            n_tokens += int(per_line.sum())
            table = segmentation.table
            columns: dict[str, Numbers] = {
                "document": np.full(len(table.numbers), number, np.int32),
                "line": table.numbers,
                "start": table.starts,
                "size": table.sizes,
                "tokens": per_line,
            }
            for name, values in columns.items():
                self.lines[name].append(values)
        self.documents.append({**document_row(document), "document": number, "tokens": n_tokens})

    def write(self, folder: Path, repeats: Repeats | None) -> None:
        import numpy as np

        connection = connect()
        tokens: dict[str, NDArray[Any]] = {**self.tokens.table()}
        lines: dict[str, NDArray[Any]] = {
            name: np.concatenate([np.zeros(0, np.int64), *self.lines[name]])
            for name in ("document", "line", "start", "size", "tokens")
        }
        if repeats is None:
            for table in (lines, tokens):
                table["policy"] = np.full(len(table["line"]), KEEP, np.uint8)
        else:
            repeats.mark(lines, tokens, self.tokens)
        lines["text"] = np.array(
            [
                self.documents[document]["text"][start : start + size]
                for document, start, size in zip(
                    *(lines[name].tolist() for name in ("document", "start", "size")), strict=True
                )
            ],
            object,
        )
        names = list(document_row(Document("", "")))
        documents = {
            name: [row[name] for row in self.documents] for name in ("document", "tokens", *names)
        }
        types = type_table(self.tokens.types(), self.tokens.entries)
        tables: dict[str, Table] = {
            "documents": documents, "lines": lines, "tokens": tokens, "types": types
        }  # fmt: skip
        for name, written in tables.items():
            write_table(connection, folder / f"{name}.parquet", name, written)


def type_table(
    types: Iterable[TokenType], entries: "Mapping[TokenType, Entry]"
) -> dict[str, list[Any]]:
    """Return the columns of types and of their dictionary entries."""
    rows = list(types)
    found = [entries.get(kind) for kind in rows]
    return {
        "type": list(range(len(rows))),
        "text": [kind.text for kind in rows],
        "kind": [kind_of(kind.text) for kind in rows],
        "concept": [kind.concept for kind in rows],
        "category": [entry.category if entry else None for entry in found],
        "entry": [json.dumps(entry, ensure_ascii=False) if entry else None for entry in found],
    }
