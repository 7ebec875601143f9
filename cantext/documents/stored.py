"""A token store as a container of documents: as they were read when it was built.

A store is a folder with a manifest; its parts have a table of documents each. What else is in it is
the business of `cantext.store`.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cantext.documents.document import Document, Reading, Turn
from cantext.errors import InputError
from cantext.parquet import connect, read_rows
from cantext.result import plain_value

MANIFEST = "store.json"
# A store of another version is refused, not guessed at.
FORMAT = 2

# Of a document's row, what the document is made of.
DOCUMENT_COLUMNS = "id, text, encoding, sha256, metadata, reading"


def is_store(path: str | os.PathLike[str]) -> bool:
    """Whether a path is the folder of a token store."""
    return os.path.isfile(os.path.join(path, MANIFEST))  # noqa: PTH113, PTH118 no name fails


def read_manifest(folder: Path) -> Mapping[str, Any]:
    """Return what a store was made with.

    Raises
    ------
    InputError
        For what is no store, or one of another version.
    """
    path = folder / MANIFEST
    try:
        told: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        version = told.get("format")
    except (OSError, ValueError, AttributeError) as error:
        raise InputError(f"{path}: cannot be read: {error}; build the store again") from error
    if version != FORMAT:
        raise InputError(
            f"{folder}: a token store of format {version}, not {FORMAT}: build it again "
            "with `cantext index`"
        )
    return told


def part_folders(folder: Path, manifest: Mapping[str, Any]) -> list[Path]:
    """Return the folders of a store's parts, in order."""
    return [folder / "parts" / key for key in manifest["parts"]]


def stored_documents(folder: Path) -> Iterator[Document]:
    """Yield the documents of a store in order, one part in memory at a time.

    Raises
    ------
    InputError
        As `read_manifest`; or when a table cannot be read.
    """
    yield from part_documents(part_folders(folder, read_manifest(folder)))


def part_documents(folders: Sequence[Path]) -> Iterator[Document]:
    """Yield the documents of parts in order."""
    connection = connect()
    for folder in folders:
        for row in read_rows(connection, folder / "documents.parquet", DOCUMENT_COLUMNS):
            yield document_of(row)


def document_row(document: Document) -> dict[str, Any]:
    """Return a document as a row, which `document_of` turns back into it."""
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


def document_of(row: Sequence[Any]) -> Document:
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
