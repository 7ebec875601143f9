"""Tokens of a whole corpus as numbers: what a token store holds, and what counting needs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from cantext.lexicon.entry import Entry
from cantext.segment.tokens import TokenBlock

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
        is_term[[k for k, kind in enumerate(self.types) if kind in self.entries]] = True
        terms = self.ids[is_term[self.ids]]
        numbers, first = np.unique(terms, return_index=True)
        met = (self.types[k] for k in numbers[np.argsort(first)].tolist())
        return {kind: self.entries[kind] for kind in met}


@runtime_checkable
class ColumnSource(Protocol):
    """Blocks of tokens that are there as columns too."""

    def __iter__(self) -> Iterator[TokenBlock]:
        """Yield the tokens in blocks."""
        ...

    def columns(self) -> TokenColumns:
        """Return the same tokens as columns."""
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
