"""Parts to a store: numbers of the whole, and which lines count when repeats are left out."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cantext.documents.document import Document, Reading, Turn
from cantext.lexicon.entry import Entry
from cantext.segment.columns import TokenType
from cantext.store.part import type_table
from cantext.store.tables import (
    COLUMNS,
    KEEP,
    connect,
    quoted,
    read_columns,
    read_rows,
    write_table,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


DOCUMENT_COLUMNS = "id, text, encoding, sha256, metadata, reading"


def stored_document(row: Sequence[Any]) -> Document:
    """Return a document from its row, of `DOCUMENT_COLUMNS`."""
    name, text, encoding, sha256, metadata, told = row
    described = json.loads(told)
    return Document(
        name,
        text,
        encoding,
        sha256,
        json.loads(metadata),
        {int(line): kind for line, kind in described["kinds"].items()},
        tuple(Turn(**turn) for turn in described["turns"]),
        Reading(**described["reading"]),
    )


def part_documents(folders: Sequence[Path]) -> Iterator[Document]:
    """Yield the documents of parts in order."""
    connection = connect()
    for folder in folders:
        for row in read_rows(connection, folder / "documents.parquet", DOCUMENT_COLUMNS):
            yield stored_document(row)


def merge_parts(folders: Sequence[Path], target: Path) -> dict[str, Any]:
    """Write the tables of a whole store; return how many documents, tokens and types it has.

    One part's tokens are in memory at a time.
    """
    numbers: dict[TokenType, int] = {}
    entries: dict[TokenType, Entry] = {}
    connection = connect()
    work = target / "merging"
    work.mkdir()
    begin = 0
    tables: dict[str, list[Path]] = {name: [] for name in ("documents", "lines", "tokens")}
    for k, folder in enumerate(folders):
        renumber = _numbered(connection, folder, numbers, entries)
        tokens = read_columns(
            connection,
            folder / "tokens.parquet",
            "document, line, sentence, type, start, size, policy",
        )
        lines = read_columns(
            connection,
            folder / "lines.parquet",
            "document, line, start, size, tokens, policy, kind, duplicate_of, duplicate_in",
        )
        n_documents = int(read_rows(connection, folder / "documents.parquet", "count(*)")[0][0])
        tokens["type"] = renumber[tokens["type"]]
        for table in (tokens, lines):
            table["document"] = table["document"] + begin
        lines["duplicate_in"] = lines["duplicate_in"] + begin
        for name, written in (("lines", lines), ("tokens", tokens)):
            path = work / f"{name}-{k:05}.parquet"
            write_table(connection, path, name, written)
            tables[name].append(path)
        path = work / f"documents-{k:05}.parquet"
        shifted = ", ".join(
            f"document + {begin} AS document" if column == "document" else column
            for column in COLUMNS["documents"]
        )
        connection.execute(
            f"COPY (SELECT {shifted} FROM read_parquet('{quoted(folder / 'documents.parquet')}')) "
            f"TO '{quoted(path)}' (FORMAT parquet, COMPRESSION zstd)"
        )
        tables["documents"].append(path)
        begin += n_documents
    for name, paths in tables.items():
        _joined(connection, paths, target / f"{name}.parquet", name)
    counts = dict(
        connection.execute(
            "SELECT type, count(*) FROM read_parquet("
            f"'{quoted(target / 'tokens.parquet')}') WHERE policy & {KEEP} > 0 GROUP BY type"
        ).fetchall()
    )
    types = type_table(numbers, entries)
    types["count"] = [counts.get(k, 0) for k in range(len(numbers))]
    write_table(connection, target / "types.parquet", "types", types)
    for path in work.iterdir():
        path.unlink()
    work.rmdir()
    return {
        "documents": begin,
        "tokens": sum(counts.values()),
        "types": len(numbers),
    }


def _numbered(
    connection: Any, folder: Path, numbers: dict[TokenType, int], entries: dict[TokenType, Entry]
) -> "NDArray[np.int32]":
    """Give the types of a part numbers of the whole; return them by the part's numbers."""
    import numpy as np

    rows = read_rows(connection, folder / "types.parquet", "text, concept, entry")
    found = []
    for text, concept, entry in rows:
        kind = TokenType(text, concept)
        found.append(numbers.setdefault(kind, len(numbers)))
        if entry:
            entries.setdefault(kind, Entry(*json.loads(entry)))
    return np.array(found, np.int32)


def _joined(connection: Any, paths: Sequence[Path], target: Path, name: str) -> None:
    """Put tables of parts one behind the other; an empty store has empty tables."""
    columns = ", ".join(COLUMNS[name])
    if not paths:
        write_table(connection, target, name, {column: [] for column in COLUMNS[name]})
        return
    listed = ", ".join(f"'{quoted(path)}'" for path in paths)
    connection.execute(
        f"COPY (SELECT {columns} FROM read_parquet([{listed}])) TO '{quoted(target)}' "
        "(FORMAT parquet, COMPRESSION zstd)"
    )
