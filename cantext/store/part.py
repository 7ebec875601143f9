"""One part of a store: documents, their lines and tokens, with numbers of the part's own."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cantext.documents.document import Document
from cantext.result import plain_value
from cantext.segment.columns import TokenType
from cantext.segment.tokens import SENTENCE_ENDS, kind_of
from cantext.store.tables import KEEP, Table, connect, write_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cantext.lexicon.entry import Entry
    from cantext.segment.pipeline import Segmenter
    from cantext.segment.segmentation import Segmentation

    Numbers = NDArray[np.signedinteger[Any]]

TABLES = ("documents", "lines", "tokens", "types")


def write_part(documents: Iterable[Document], segmenter: "Segmenter", folder: Path) -> int:
    """Segment documents and write the part's tables into a folder; return how many there were.

    One document at a time is in memory, and the part's tokens as numbers.
    """
    part = _Part()
    for document in documents:
        part.add(document, segmenter)
    part.write(folder)
    return len(part.documents)


@dataclass
class TokenPieces:
    """Tokens of some lines as columns under way; types are numbered as they come."""

    numbers: "defaultdict[str | TokenType, int]" = field(default_factory=defaultdict)
    entries: "dict[TokenType, Entry]" = field(default_factory=dict)
    columns: "dict[str, list[Numbers]]" = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Let a new type have the next number, in C; a text that is no term is its own key."""
        self.numbers.default_factory = self.numbers.__len__

    def add(self, document: int, segmentation: "Segmentation") -> "Numbers":
        """Take in lines of a document; return the number of tokens of each line."""
        import numpy as np

        found = segmentation.columns()
        keys: list[str | TokenType] = list(found.texts)
        for place, entry in found.entries.items():
            kind = TokenType(found.texts[place], entry.concept)
            keys[place] = kind
            self.entries.setdefault(kind, entry)
        size = len(keys)
        per_line = np.diff(found.bounds)
        columns: dict[str, Numbers] = {
            "document": np.full(size, document, np.int32),
            "line": np.repeat(segmentation.table.numbers.astype(np.int32), per_line),
            "type": np.fromiter(map(self.numbers.__getitem__, keys), np.int32, size),
            "start": found.starts,
            "size": (found.ends - found.starts).astype(np.int32),
        }
        for name, values in columns.items():
            self.columns[name].append(values)
        return per_line

    def table(self) -> "dict[str, Numbers]":
        """Return the tokens' columns."""
        import numpy as np

        names = ("document", "line", "type", "start", "size")
        empty = np.zeros(0, np.int32)
        table = {name: np.concatenate([empty, *self.columns[name]]) for name in names}
        ends = np.array([kind.text in SENTENCE_ENDS for kind in self.types()], np.bool_)
        opens = np.ones(len(table["line"]), np.bool_)
        if len(opens):
            opens[1:] = np.diff(table["line"]) != 0
            opens[1:] |= np.diff(table["document"]) != 0
            opens[1:] |= ends[table["type"][:-1]]
        return {**table, "sentence": np.cumsum(opens, dtype=np.int32)}

    def types(self) -> list[TokenType]:
        """Return the types in the order of their numbers."""
        return [TokenType(key) if isinstance(key, str) else key for key in self.numbers]


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

    def write(self, folder: Path) -> None:
        import numpy as np

        connection = connect()
        tokens = self.tokens.table()
        policies = np.full(len(tokens["type"]), KEEP, np.uint8)
        lines: dict[str, NDArray[Any]] = {
            name: np.concatenate([np.zeros(0, np.int64), *self.lines[name]])
            for name in ("document", "line", "start", "size", "tokens")
        }
        names = list(document_row(Document("", "")))
        documents = {
            name: [row[name] for row in self.documents] for name in ("document", "tokens", *names)
        }
        tables: dict[str, Table] = {
            "documents": documents,
            "lines": {**lines, "policy": np.full(len(lines["line"]), KEEP, np.uint8)},
            "tokens": {**tokens, "policy": policies},
            "types": type_table(self.tokens.types(), self.tokens.entries),
        }
        for name, table in tables.items():
            write_table(connection, folder / f"{name}.parquet", name, table)


def document_row(document: Document) -> dict[str, Any]:
    """Return a document as a row: what `stored_document` turns back into it."""
    described = plain_value(
        {"kinds": document.kinds, "turns": document.turns, "reading": asdict(document.reading)}
    )
    return {
        "id": document.id,
        "title": document.metadata.get("title"),
        "date": document.metadata.get("date"),
        "format": document.reading.format,
        "encoding": document.encoding,
        "sha256": document.sha256,
        "characters": len(document.text),
        "metadata": json.dumps(dict(document.metadata), ensure_ascii=False),
        "reading": json.dumps(described, ensure_ascii=False),
        "text": document.text,
    }


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
