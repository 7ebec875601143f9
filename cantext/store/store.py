"""Open a token store and read from it what analyses take."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cantext.documents.document import Document, Line
from cantext.errors import InputError
from cantext.lexicon.entry import Entry
from cantext.segment.columns import TokenColumns, TokenType
from cantext.segment.tokens import TokenBlock
from cantext.store.merge import DOCUMENT_COLUMNS, stored_document
from cantext.store.tables import DROP, FORMAT, KEEP, MANIFEST, connect, read_columns, read_rows

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray

    from cantext.corpus.corpus import DuplicatesPolicy

# So many tokens at a time become objects.
_TOKENS_AT_ONCE = 1_000_000


def is_store(path: str | Path) -> bool:
    """Whether a path is the folder of a token store."""
    return Path(path, MANIFEST).is_file()


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
        version = self.manifest.get("format")
        if version != FORMAT:
            raise InputError(
                f"{self.folder}: a token store of format {version}, not {FORMAT}: build it again "
                "with `cantext index`"
            )

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """What the store was made with."""
        path = self.folder / MANIFEST
        try:
            told: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError(f"{path}: cannot be read: {error}; build the store again") from error
        return told

    @cached_property
    def connection(self) -> "duckdb.DuckDBPyConnection":
        """A database in memory through which the tables are read."""
        return connect()

    def documents(self) -> Iterator[Document]:
        """Yield the documents as they were read."""
        n_documents = int(self.manifest["documents"])
        path = self.folder / "documents.parquet"
        for number in range(n_documents):
            (row,) = read_rows(self.connection, path, DOCUMENT_COLUMNS, f"document = {number}")
            yield stored_document(row)

    def document_list(self) -> tuple[Document, ...]:
        """Return the documents with texts that are read when they are asked for."""
        path = self.folder / "documents.parquet"
        rows = read_rows(
            self.connection,
            path,
            "document, characters, id, '' AS text, encoding, sha256, metadata, reading",
        )
        return tuple(
            _StoredDocument.of(stored_document(row), number, characters, self)
            for number, characters, *row in rows
        )

    def text(self, number: int) -> str:
        """Return the text of a document."""
        path = self.folder / "documents.parquet"
        ((text,),) = read_rows(self.connection, path, "text", f"document = {number}")
        return str(text)

    @cached_property
    def types(self) -> tuple[tuple[TokenType, ...], dict[TokenType, Entry]]:
        """What the numbers of tokens stand for, and the dictionary's entries of some."""
        types, entries = [], {}
        for text, concept, entry in read_rows(
            self.connection, self.folder / "types.parquet", "text, concept, entry"
        ):
            kind = TokenType(text, concept)
            types.append(kind)
            if entry:
                entries[kind] = Entry(*json.loads(entry))
        return tuple(types), entries

    def blocks(self, policy: "DuplicatesPolicy" = "keep") -> "StoredBlocks":
        """Return the tokens of every line that counts.

        Raises
        ------
        InputError
            Under `drop`, when the store was built without looking for repeats.
        """
        if policy == "drop" and self.manifest["duplicates"] is None:
            raise InputError(
                f"{self.folder} was built without looking for repeats, so that none can be "
                "dropped: build it again without --no-duplicates"
            )
        return StoredBlocks(self, DROP if policy == "drop" else KEEP)


@dataclass(frozen=True)
class StoredBlocks:
    """The tokens of a store as blocks of one document each, and as columns."""

    store: Store
    policy: int

    def columns(self) -> TokenColumns:
        """Return the tokens as columns."""
        return self._columns

    @cached_property
    def _columns(self) -> TokenColumns:
        import numpy as np

        store = self.store
        condition = self._condition
        tokens = read_columns(
            store.connection, store.folder / "tokens.parquet", "document, line, type", condition
        )
        lined = read_rows(
            store.connection, store.folder / "lines.parquet", "DISTINCT document", condition
        )
        names = read_rows(store.connection, store.folder / "documents.parquet", "document, id")
        numbers = np.sort(np.array([number for (number,) in lined], np.int32))
        by_number = dict(names)
        types, entries = store.types
        opens = np.ones(len(tokens["line"]), np.bool_)
        if len(opens):
            opens[1:] = (tokens["line"][1:] != tokens["line"][:-1]) | (
                tokens["document"][1:] != tokens["document"][:-1]
            )
        return TokenColumns(
            types,
            entries,
            [by_number[number] for number in numbers.tolist()],
            tokens["type"],
            np.searchsorted(numbers, tokens["document"]).astype(np.int32),
            opens,
        )

    @property
    def _condition(self) -> str:
        return f"policy & {self.policy} > 0"

    def __iter__(self) -> Iterator[TokenBlock]:
        """Yield a block for each document that has lines."""
        store = self.store
        rows = read_rows(
            store.connection, store.folder / "documents.parquet", "document, id, tokens"
        )
        batch: dict[int, str] = {}
        size = 0
        for number, name, tokens in rows:
            batch[number] = name
            size += tokens
            if size >= _TOKENS_AT_ONCE:
                yield from self._blocks(batch)
                batch, size = {}, 0
        if batch:
            yield from self._blocks(batch)

    def _blocks(self, names: Mapping[int, str]) -> Iterator[TokenBlock]:
        """Yield the blocks of documents that follow one another."""
        import numpy as np

        store = self.store
        first, last = min(names), max(names)
        condition = f"document BETWEEN {first} AND {last} AND {self._condition}"
        tokens = read_columns(
            store.connection, store.folder / "tokens.parquet", "document, type, start, size",
            condition,
        )  # fmt: skip
        lines = read_columns(
            store.connection,
            store.folder / "lines.parquet",
            "document, line, start, size, tokens",
            condition,
        )
        types, entries = store.types
        texts = [kind.text for kind in types]
        is_term = np.zeros(len(types), np.bool_)
        is_term[[k for k, kind in enumerate(types) if kind in entries]] = True
        edges = np.arange(first, last + 2)
        token_bounds = np.searchsorted(tokens["document"], edges)
        line_bounds = np.searchsorted(lines["document"], edges)
        for k, (number, name) in enumerate(names.items()):
            rows = slice(line_bounds[k], line_bounds[k + 1])
            if rows.start == rows.stop:
                continue
            own = slice(token_bounds[k], token_bounds[k + 1])
            ids, starts = tokens["type"][own], tokens["start"][own]
            numbers = ids.tolist()
            yield TokenBlock(
                name,
                _lines(store.text(number), {key: lines[key][rows] for key in lines}),
                [texts[i] for i in numbers],
                starts.tolist(),
                (starts + tokens["size"][own]).tolist(),
                [0, *np.cumsum(lines["tokens"][rows]).tolist()],
                {place: entries[types[numbers[place]]] for place in is_term[ids].nonzero()[0]},
            )


def _lines(text: str, columns: "Mapping[str, NDArray[np.signedinteger[Any]]]") -> tuple[Line, ...]:
    places = (columns["line"].tolist(), columns["start"].tolist(), columns["size"].tolist())
    return tuple(
        Line(number, start, text[start : start + size])
        for number, start, size in zip(*places, strict=True)
    )


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
