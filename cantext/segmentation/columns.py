"""Tokens of a whole corpus as numbers: what a token store holds, and what counting needs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from cantext.lexicon.entry import Entry
from cantext.segmentation.tokens import TokenBlock

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class TokenType(NamedTuple):
    """What tokens share a number: a text, and the concept of the dictionary it is read as."""

    text: str
    concept: str | None = None


@dataclass(frozen=True)
class TokenColumns:
    """Tokens in reading order, document by document.

    Parameters
    ----------
    types
        What the numbers stand for.
    entries
        The dictionary entry of each type that has a concept.
    documents
        Names of the documents that have lines, if only blank ones.
    ids
        The number of each token's type, int32.
    owners
        The index in `documents` of each token, int32, ascending.
    opens
        Whether a token is the first of its line.
    """

    types: Sequence[TokenType]
    entries: Mapping[TokenType, Entry]
    documents: Sequence[str]
    ids: "NDArray[np.int32]"
    owners: "NDArray[np.int32]"
    opens: "NDArray[np.bool_]" = field(repr=False)

    def by_document(self) -> "dict[str, NDArray[np.int32]]":
        """Return the numbers of each document."""
        import numpy as np

        bounds = np.searchsorted(self.owners, np.arange(len(self.documents) + 1))
        return {name: self.ids[bounds[k] : bounds[k + 1]] for k, name in enumerate(self.documents)}

    def entries_met(self) -> "dict[TokenType, Entry]":
        """Return the entries of the types that occur, in order of first appearance."""
        import numpy as np

        is_term = np.zeros(len(self.types), np.bool_)
        has_concept = ((k, kind) for k, kind in enumerate(self.types) if kind.concept is not None)
        is_term[[k for k, kind in has_concept if kind in self.entries]] = True
        places = np.flatnonzero(is_term[self.ids]) if len(is_term) else np.zeros(0, np.intp)
        first = np.full(len(self.types), -1)
        first[self.ids[places[::-1]]] = places[::-1]  # of several the last counts: the earliest
        numbers = np.flatnonzero(first >= 0)
        met = (self.types[k] for k in numbers[np.argsort(first[numbers])].tolist())
        return {kind: self.entries[kind] for kind in met}


class KeyCounts(Protocol):
    """Counts of keys, each of one or several whole numbers, that come piece by piece."""

    def add(self, keys: "Sequence[NDArray[np.int64]]") -> None:
        """Count the keys of one piece of text: `keys[k][i]` is number k of key i."""
        ...

    def frequent(self, least: int) -> int:
        """Return how many keys occur as often as that; asked once, after all were added."""
        ...

    def nth_highest(self, n: int) -> int:
        """Return the n-th highest count of those, from 1; the lowest if there are fewer."""
        ...

    def keys(self, least: int) -> "tuple[list[NDArray[np.int64]], NDArray[np.int64]]":
        """Return the keys that occur as often as that, in ascending order, and how often.

        An array for each number of the keys.
        """
        ...


@runtime_checkable
class ColumnSource(Protocol):
    """Blocks of tokens that are there as columns too."""

    def __iter__(self) -> Iterator[TokenBlock]:
        """Yield the tokens in blocks."""
        ...

    @property
    def types(self) -> Sequence[TokenType]:
        """What the numbers of the columns stand for."""
        ...

    @property
    def entries(self) -> Mapping[TokenType, Entry]:
        """The dictionary entry of each type that has a concept."""
        ...

    @property
    def documents(self) -> Sequence[str]:
        """Names of the documents that have lines, in order."""
        ...

    def columns(self) -> TokenColumns:
        """Return the same tokens as columns, all in memory."""
        ...

    def pieces(self) -> Iterator[TokenColumns]:
        """Yield the same in pieces of whole documents, one in memory at a time.

        All have the same types, and there is one at least; each call reads them anew.
        """
        ...

    def totals(self) -> "NDArray[np.int64]":
        """Return how often each of the types occurs, which may take no look at the tokens."""
        ...

    def key_counts(self) -> KeyCounts:
        """Return counts that may become larger than memory."""
        ...

    def lines_with(self, forms: Sequence[str], types: Sequence[int]) -> Iterator[TokenBlock]:
        """Yield the lines that may hold a text, or a token of some types, in order.

        These are the lines that have all characters of one of the forms, wherever they stand, and
        those with a token of one of the types, by their numbers in the columns.
        """
        ...


def columns_of(blocks: Iterable[TokenBlock]) -> TokenColumns | None:
    """Return the columns of blocks that have them, None for others."""
    return blocks.columns() if isinstance(blocks, ColumnSource) else None


def pieces_of(blocks: Iterable[TokenBlock]) -> Iterator[TokenColumns] | None:
    """Return the columns of blocks piece by piece, None for blocks that have none."""
    return blocks.pieces() if isinstance(blocks, ColumnSource) else None
