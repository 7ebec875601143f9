"""Parts to a store: numbers of the whole, and which lines count when repeats are left out."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cantext.documents.document import Document, Line, Reading, Turn
from cantext.lexicon.entry import Entry
from cantext.segment.columns import TokenType
from cantext.store.part import TokenPieces, type_table
from cantext.store.tables import (
    COLUMNS,
    DROP,
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

    from cantext.duplicates.model import CleanedDocument
    from cantext.segment.pipeline import Segmenter

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


def merge_parts(
    folders: Sequence[Path], target: Path, segmenter: "Segmenter", *, look_for_repeats: bool
) -> dict[str, Any]:
    """Write the tables of a whole store; return what its manifest says of them.

    With `look_for_repeats` the documents are cleaned as `--duplicates drop` would, and lines and
    tokens are marked by whether they count then. A caption that counts without its credit has two
    rows of lines, one for either policy. All texts are in memory meanwhile.
    """
    repeats = _Repeats.of(list(part_documents(folders)), segmenter) if look_for_repeats else None
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
            connection, folder / "tokens.parquet", "document, line, sentence, type, start, size"
        )
        lines = read_columns(
            connection, folder / "lines.parquet", "document, line, start, size, tokens"
        )
        n_documents = int(read_rows(connection, folder / "documents.parquet", "count(*)")[0][0])
        tokens["type"] = renumber[tokens["type"]]
        for table in (tokens, lines):
            table["document"] = table["document"] + begin
        if repeats is None:
            lines["policy"] = _filled(len(lines["line"]), KEEP)
            tokens["policy"] = _filled(len(tokens["line"]), KEEP)
        else:
            repeats.mark(lines, tokens, begin, n_documents, numbers, entries)
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
        "duplicates": repeats.meta if repeats else None,
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


def _filled(size: int, value: int) -> "NDArray[np.uint8]":
    import numpy as np

    return np.full(size, value, np.uint8)


@dataclass
class _Repeats:
    """What cleaning says of every document, by its number in the store."""

    documents: "tuple[CleanedDocument, ...]"
    kept: tuple[tuple[Line, ...], ...]
    numbers: dict[str, int]
    segmenter: "Segmenter"
    meta: dict[str, Any]

    @classmethod
    def of(cls, documents: Sequence[Document], segmenter: "Segmenter") -> "_Repeats":
        from cantext.corpus import Corpus

        corpus = Corpus.of(documents, segmenter, duplicates="drop")
        assert corpus.cleaning is not None
        numbers = {document.id: k for k, document in enumerate(documents)}
        repeated, share = corpus.repeated_share()
        meta = {
            "manifest": corpus.duplicates_manifest(),
            "repeated_lines": repeated,
            "repeated_share": share,
        }
        return cls(corpus.cleaning.documents, corpus.kept, numbers, segmenter, meta)

    def mark(
        self,
        lines: "dict[str, NDArray[Any]]",
        tokens: "dict[str, NDArray[Any]]",
        begin: int,
        n_documents: int,
        numbers: dict[TokenType, int],
        entries: dict[TokenType, Entry],
    ) -> None:
        """Add to lines and tokens what counts; put shortened lines behind the whole ones."""
        import numpy as np

        kinds = np.empty(len(lines["line"]), object)
        copies = np.full(len(lines["line"]), -1, np.int32)
        homes = np.full(len(lines["line"]), -1, np.int32)
        policy = _filled(len(lines["line"]), KEEP | DROP)
        bounds = np.searchsorted(lines["document"], np.arange(begin, begin + n_documents + 1))
        shortened: list[tuple[int, Line, int]] = []  # document, line, row of the whole line
        for k in range(n_documents):
            document = self.documents[begin + k]
            first = int(bounds[k])
            kinds[first : bounds[k + 1]] = document.kinds
            for dropped in document.dropped:
                row = first + dropped.line.number - 1
                policy[row] = KEEP
                if dropped.duplicate_of is not None:
                    copies[row] = dropped.duplicate_of
                    homes[row] = self.numbers.get(dropped.duplicate_in or "", -1)
            for whole, counted in zip(document.kept, self.kept[begin + k], strict=True):
                if whole is not counted:
                    row = first + whole.number - 1
                    policy[row] = KEEP
                    shortened.append((begin + k, counted, row))
        lines.update(policy=policy, kind=kinds)
        lines["duplicate_of"] = np.ma.masked_less(copies, 0)
        lines["duplicate_in"] = np.ma.masked_less(homes, 0)
        line_bounds = np.append(0, np.cumsum(lines["tokens"]))
        tokens["policy"] = np.repeat(policy, lines["tokens"])
        if shortened:
            self._insert(lines, tokens, line_bounds, shortened, numbers, entries)

    def _insert(
        self,
        lines: "dict[str, NDArray[Any]]",
        tokens: "dict[str, NDArray[Any]]",
        line_bounds: "NDArray[np.int64]",
        shortened: list[tuple[int, Line, int]],
        numbers: dict[TokenType, int],
        entries: dict[TokenType, Entry],
    ) -> None:
        """Put lines as they count under `drop`, segmented anew, behind the lines as they are."""
        import numpy as np

        pieces = TokenPieces()
        sizes = []
        for document, line, _ in shortened:
            whole = self.documents[document].document
            for segmentation in self.segmenter.segmentations(whole, [line]):
                sizes += pieces.add(document, segmentation).tolist()
        added = pieces.table()
        renumber = np.array(
            [numbers.setdefault(kind, len(numbers)) for kind in pieces.types()], np.int32
        )
        for kind, entry in pieces.entries.items():
            entries.setdefault(kind, entry)
        added["type"] = renumber[added["type"]] if len(renumber) else added["type"]
        rows = np.array([row for *_, row in shortened])
        places = np.repeat(line_bounds[rows + 1], sizes)
        # The sentence of a shortened line is that in which the whole line begins.
        first = np.minimum(line_bounds[rows], len(tokens["sentence"]) - 1)
        added["sentence"] = np.repeat(tokens["sentence"][first], sizes)
        policies = _filled(len(added["type"]), DROP)
        columns: dict[str, NDArray[Any]] = {**added, "policy": policies}
        for name, values in columns.items():
            tokens[name] = np.insert(tokens[name], places, values)
        line_columns = {
            "document": [document for document, *_ in shortened],
            "line": [line.number for _, line, _ in shortened],
            "start": [line.start for _, line, _ in shortened],
            "size": [len(line.text) for _, line, _ in shortened],
            "tokens": sizes,
            "policy": [DROP] * len(shortened),
            "kind": [lines["kind"][row] for row in rows.tolist()],
            "duplicate_of": [-1] * len(shortened),
            "duplicate_in": [-1] * len(shortened),
        }
        for name, added_values in line_columns.items():
            column = lines[name]
            if isinstance(column, np.ma.MaskedArray):
                filled = np.insert(column.filled(-1), rows + 1, added_values)
                lines[name] = np.ma.masked_less(filled, 0)
            else:
                lines[name] = np.insert(column, rows + 1, added_values)
