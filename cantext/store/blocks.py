"""The tokens of a store: as columns for what counts, as blocks for what reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cantext.documents.document import Line
from cantext.errors import InputError
from cantext.lexicon.entry import Entry
from cantext.parquet import read_columns, read_rows, table_query
from cantext.segmentation.columns import TokenColumns, TokenType
from cantext.segmentation.tokens import TokenBlock
from cantext.store.key_counts import TableCounts
from cantext.store.store import Store
from cantext.store.tables import DROP, KEEP

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cantext.corpus.corpus import DuplicatesPolicy

    Columns = Mapping[str, NDArray[np.signedinteger[Any]]]

# Of so many tokens at a time the lines become objects; of more where few of them are looked at.
_TOKENS_AT_ONCE = 1_000_000
# Columns of so many are kept between questions; of more, pieces of the other size are read anew.
_TOKENS_KEPT, _TOKENS_IN_PIECE = 16_000_000, 4_000_000


@dataclass(frozen=True)
class StoredBlocks:
    """The tokens of the lines of a store that count under a policy.

    Raises
    ------
    InputError
        Under `drop`, when the store was built without looking for repeats.
    """

    store: Store
    policy: "DuplicatesPolicy" = "keep"

    def __post_init__(self) -> None:
        """Refuse to leave out what nobody looked for."""
        if self.policy == "drop" and self.store.manifest["duplicates"] is None:
            raise InputError(
                f"{self.store.folder} was built without looking for repeats, so that none can be "
                "dropped: build it again without --no-duplicates"
            )

    @property
    def types(self) -> Sequence[TokenType]:
        """What the numbers of the columns stand for."""
        return self.store.types[0]

    @property
    def entries(self) -> Mapping[TokenType, Entry]:
        """The dictionary entry of each type that has a concept."""
        return self.store.types[1]

    @cached_property
    def documents(self) -> Sequence[str]:
        """Names of the documents that have lines, in order."""
        return [self._names[number] for number, _ in self._sizes]

    def columns(self) -> TokenColumns:
        """Return the tokens as columns, all in memory."""
        return self._columns

    def pieces(self) -> Iterator[TokenColumns]:
        """Yield the columns in pieces of whole documents; a small store is one that is kept."""
        if sum(tokens for _, tokens in self._sizes) <= _TOKENS_KEPT:
            yield self._columns
            return
        for within in self._ranges(_TOKENS_IN_PIECE):
            yield self._read(within)

    def _ranges(self, most: int) -> Iterator[str]:
        """Yield conditions that part the documents into pieces of so many tokens, in order."""
        begin = size = 0
        for k, (number, tokens) in enumerate(self._sizes):
            size += tokens
            if size >= most or k == len(self._sizes) - 1:
                yield f"document BETWEEN {begin} AND {number}"
                begin, size = number + 1, 0

    def totals(self) -> "NDArray[np.int64]":
        """Return how often each type occurs."""
        import numpy as np

        connection, folder = self.store.connection, self.store.folder
        totals = np.zeros(len(self.types), np.int64)
        if self.policy == "keep":
            found = read_columns(connection, folder / "types.parquet", "type, count")
        else:
            columns = "type, count(*) AS count"
            rows = read_rows(
                connection, folder / "tokens.parquet", columns, self._counts, group="type"
            )
            numbers, counts = np.array(rows, np.int64).reshape(-1, 2).T
            found = {"type": numbers, "count": counts}
        totals[found["type"]] = found["count"]
        return totals

    def key_counts(self) -> TableCounts:
        """Return counts that may become larger than memory."""
        return TableCounts(self.store.connection)

    @cached_property
    def _sizes(self) -> list[tuple[int, int]]:
        """The number of each document that has lines, and its tokens."""
        path = self.store.folder / "lines.parquet"
        read = "document, sum(tokens)", self._counts
        rows = read_rows(self.store.connection, path, *read, order="document", group="document")
        return [(number, int(tokens)) for number, tokens in rows]

    @cached_property
    def _columns(self) -> TokenColumns:
        return self._read("TRUE")

    def _read(self, condition: str) -> TokenColumns:
        """Return the columns of the documents that meet a condition."""
        import numpy as np

        store = self.store
        tokens = read_columns(
            store.connection,
            store.folder / "tokens.parquet",
            "type",
            f"{condition} AND {self._counts}",
        )
        # Lines tell whose the tokens are and where lines begin: there are a tenth as many.
        lines = self._lines("document, tokens", condition)
        numbers, owners = np.unique(lines["document"], return_inverse=True)
        opens = np.zeros(len(tokens["type"]), np.bool_)
        has_tokens = lines["tokens"] > 0
        opens[(np.cumsum(lines["tokens"]) - lines["tokens"])[has_tokens]] = True
        types, entries = store.types
        names = self._names
        return TokenColumns(
            types,
            entries,
            [names[number] for number in numbers.tolist()],
            tokens["type"],
            np.repeat(owners.astype(np.int32), lines["tokens"]),
            opens,
        )

    def __iter__(self) -> Iterator[TokenBlock]:
        """Yield a block for each document that has lines."""
        yield from self._blocks()

    def lines_with(self, forms: Sequence[str], types: Sequence[int]) -> Iterator[TokenBlock]:
        """Yield the lines with all characters of one of the forms, or a token of one of the types.

        DuckDB finds them, in the memory that it is allowed.
        """
        conditions = [
            " AND ".join(f"contains(text, '{_escaped(character)}')" for character in characters)
            for characters in (sorted(set("".join(form.split()))) for form in forms)
        ]
        if types:
            tokens = table_query(self.store.folder / "tokens.parquet")
            conditions.append(
                f"(document, line) IN (SELECT (document, line) FROM {tokens} "
                f"WHERE {self._counts} AND type IN ({', '.join(map(str, types))}))"
            )
        if conditions:
            yield from self._blocks(" OR ".join(f"({condition})" for condition in conditions))

    @property
    def _counts(self) -> str:
        """The condition that lines and tokens count."""
        return f"policy & {DROP if self.policy == 'drop' else KEEP} > 0"

    @cached_property
    def _names(self) -> dict[int, str]:
        path = self.store.folder / "documents.parquet"
        return dict(read_rows(self.store.connection, path, "document, id"))

    def _lines(self, columns: str, more: str = "TRUE") -> "Columns":
        path = self.store.folder / "lines.parquet"
        condition = f"{self._counts} AND ({more})"
        return read_columns(self.store.connection, path, columns, condition)

    def _blocks(self, condition: str = "") -> Iterator[TokenBlock]:
        """Yield a block for each document that has lines, of those that meet a condition."""
        for within in self._ranges(_TOKENS_IN_PIECE if condition else _TOKENS_AT_ONCE):
            yield from self._piece(f"{within} AND {self._counts}", condition)

    def _piece(self, within: str, condition: str) -> Iterator[TokenBlock]:
        """Yield the blocks of documents that follow one another."""
        import numpy as np

        store = self.store
        path = store.folder / "lines.parquet"
        lines = read_rows(
            store.connection, path, "document, line, start, tokens, text",
            f"{within} AND ({condition})" if condition else within,
            "document, line" if condition else "",
        )  # fmt: skip
        if not lines:
            return
        numbers, at, sizes = (
            np.fromiter((line[k] for line in lines), np.int64, len(lines)) for k in (0, 1, 3)
        )
        if condition:
            store.connection.register("chosen", {"document": numbers, "line": at})
        tokens = read_columns(
            store.connection, store.folder / "tokens.parquet", "document, type, start, size",
            within,
            "document, start" if condition else "",
            "SEMI JOIN chosen USING (document, line)" if condition else "",
        )  # fmt: skip
        spelled = [kind.text for kind in store.types[0]]
        edges = np.unique(numbers)
        bounds = zip(
            edges.tolist(),
            *(
                np.searchsorted(owners, edges, side).tolist()
                for owners in (numbers, tokens["document"])
                for side in ("left", "right")
            ),
            strict=True,
        )
        for number, line_first, line_stop, token_first, token_stop in bounds:
            own = slice(token_first, token_stop)
            ids, starts = tokens["type"][own], tokens["start"][own]
            yield TokenBlock(
                self._names[number],
                tuple(
                    Line(line, start, text)
                    for _, line, start, _, text in lines[line_first:line_stop]
                ),
                [spelled[k] for k in ids.tolist()],
                starts.tolist(),
                (starts + tokens["size"][own]).tolist(),
                [0, *np.cumsum(sizes[line_first:line_stop]).tolist()],
                self._entries(ids),
            )

    def _entries(self, ids: "NDArray[np.int32]") -> dict[int, Any]:
        """Return the dictionary entries of tokens by their place."""
        types, entries = self.store.types
        places = self._is_term[ids].nonzero()[0].tolist()
        return {place: entries[types[ids[place]]] for place in places}

    @cached_property
    def _is_term(self) -> "NDArray[np.bool_]":
        import numpy as np

        types, entries = self.store.types
        return np.fromiter((kind in entries for kind in types), np.bool_, len(types))


def _escaped(text: str) -> str:
    return text.replace("'", "''")
