"""Open a token store and read from it what analyses take."""

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cantext.documents.document import Document
from cantext.documents.stored import document_of, part_documents, part_folders, read_manifest
from cantext.lexicon.entry import Entry
from cantext.parquet import connect, read_rows
from cantext.segmentation.columns import TokenType

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Store:
    """A token store that is open.

    Raises
    ------
    InputError
        On opening, for what is no store, or one of another version.
    """

    folder: Path

    def __post_init__(self) -> None:
        """Refuse what cannot be read rightly."""
        _ = self.manifest

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """What the store was made with."""
        return read_manifest(self.folder)

    @cached_property
    def connection(self) -> "duckdb.DuckDBPyConnection":
        """A database in memory through which the tables are read."""
        return connect()

    @property
    def parts(self) -> list[Path]:
        """The folders of the parts, in order."""
        return part_folders(self.folder, self.manifest)

    def documents(self) -> Iterator[Document]:
        """Yield the documents as they were read."""
        yield from part_documents(self.parts)

    def document_list(self) -> tuple[Document, ...]:
        """Return the documents with texts that are read when they are asked for."""
        path = self.folder / "documents.parquet"
        rows = read_rows(
            self.connection,
            path,
            "document, characters, id, '' AS text, encoding, sha256, metadata, reading",
        )
        return tuple(
            _StoredDocument.of(document_of(row), number, characters, self)
            for number, characters, *row in rows
        )

    def text(self, number: int) -> str:
        """Return the text of a document, from its part: a look into the whole would read it all."""
        k = bisect_right(self._part_begins, number) - 1
        path = self.parts[k] / "documents.parquet"
        own = number - self._part_begins[k]
        ((text,),) = read_rows(self.connection, path, "text", f"document = {own}")
        return str(text)

    @cached_property
    def _part_begins(self) -> list[int]:
        """The number of the first document of each part."""
        from cantext.store.work import WorkDone

        sizes = (WorkDone.read(folder).documents for folder in self.parts)
        return list(accumulate(sizes, initial=0))[:-1]

    @cached_property
    def types(self) -> tuple[tuple[TokenType, ...], Mapping[TokenType, Entry]]:
        """What the numbers of tokens stand for, and the dictionary's entries of some."""
        rows = read_rows(self.connection, self.folder / "types.parquet", "text, concept, entry")
        types = tuple(TokenType(text, concept) for text, concept, _ in rows)
        told = {kind: entry for kind, (_, _, entry) in zip(types, rows, strict=True) if entry}
        return types, _Entries(told)


class _Entries(Mapping[TokenType, Entry]):
    """Entries that are read from their JSON when they are asked for."""

    def __init__(self, told: Mapping[TokenType, str]) -> None:
        self._told = told
        self._read: dict[TokenType, Entry] = {}

    def __getitem__(self, kind: TokenType) -> Entry:
        if kind not in self._read:
            self._read[kind] = Entry(*json.loads(self._told[kind]))
        return self._read[kind]

    def __contains__(self, kind: object) -> bool:
        return kind in self._told

    def __iter__(self) -> Iterator[TokenType]:
        return iter(self._told)

    def __len__(self) -> int:
        return len(self._told)


class _StoredDocument(Document):
    """A document whose text stays in the store until it is asked for."""

    __slots__ = ("_characters", "_number", "_store")

    @classmethod
    def of(
        cls, document: Document, number: int, characters: int, store: Store
    ) -> "_StoredDocument":
        self = object.__new__(cls)
        for name in ("id", "encoding", "sha256", "metadata", "kinds", "turns", "reading"):
            object.__setattr__(self, name, getattr(document, name))
        object.__setattr__(self, "_number", number)
        object.__setattr__(self, "_characters", characters)
        object.__setattr__(self, "_store", store)
        return self

    @property
    def text(self) -> str:
        """The text, read anew each time."""
        return self._store.text(self._number)  # type: ignore[attr-defined, no-any-return]

    @property
    def characters(self) -> int:
        """The length of the text, which need not be read for it."""
        return self._characters  # type: ignore[attr-defined, no-any-return]
