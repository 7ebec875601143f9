"""Token counts that can be merged: one worker's share is counted as a line is."""

from collections import defaultdict
from collections.abc import (
    Callable,
    Collection,
    ItemsView,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
    ValuesView,
)
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from cantext.lexicon.entry import Entry
from cantext.segmentation.columns import ColumnSource, TokenType
from cantext.segmentation.tokens import TokenBlock, is_word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Gives the part of speech of each token of a block.
TagsOf = Callable[[TokenBlock], Sequence[str]]


class Kind(NamedTuple):
    """What is counted apart: a text, read as a concept of the dictionary, and a part of speech."""

    text: str
    concept: str | None = None
    pos: str | None = None


@dataclass(frozen=True, slots=True)
class TermCount:
    """How often a word occurs, in how many documents, and the entry that it is first read as."""

    count: int
    documents: int
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """The tokens of each document as numbers in reading order, and what the numbers stand for.

    Token number k of a document is one of `kinds[documents[name][k]]`; kinds are in order of first
    appearance. `entries` gives the dictionary entry of a text and concept, the first that was seen.

    >>> from cantext.documents.document import Line
    >>> line = Line(1, 0, "好好去")
    >>> block = TokenBlock("a", (line,), ["好", "好", "去"], [0, 1, 2], [1, 2, 3], [0, 3])
    >>> one = Counts.of([block])
    >>> one.by_document()
    {'a': {'好': 2, '去': 1}}
    >>> one.merge(one).by_document()
    {'a': {'好': 4, '去': 2}}
    """

    kinds: tuple[Kind, ...] = ()
    documents: Mapping[str, "NDArray[np.int32]"] = field(default_factory=dict)
    entries: Mapping[tuple[str, str], Entry] = field(default_factory=dict)

    @classmethod
    def of(cls, blocks: Iterable[TokenBlock], tagger: TagsOf | None = None) -> "Counts":
        """Count the tokens of blocks; several may carry the same document.

        With a tagger, a text is counted apart for each part of speech that it has.
        """
        import numpy as np

        if tagger is None and isinstance(blocks, ColumnSource):
            return cls._of_columns(blocks)
        numbers: defaultdict[str | Kind, int] = defaultdict()
        numbers.default_factory = numbers.__len__  # a new text gets the next number, in C
        pieces: dict[str, list[NDArray[np.int32]]] = {}
        entries: dict[tuple[str, str], Entry] = {}
        for block in blocks:
            keys = _keys(block, tagger, entries)
            piece = np.fromiter(map(numbers.__getitem__, keys), np.int32, count=len(keys))
            pieces.setdefault(block.document, []).append(piece)
        kinds = tuple(Kind(key) if isinstance(key, str) else key for key in numbers)
        documents = {name: np.concatenate(parts) for name, parts in pieces.items()}
        return cls(kinds, documents, entries)

    @classmethod
    def _of_columns(cls, source: ColumnSource) -> "Counts":
        kinds = tuple(Kind(text, concept) for text, concept in source.types)
        return cls(kinds, DocumentIds(source, tuple(source.documents)), EntriesMet(source))

    def merge(self, other: "Counts") -> "Counts":
        """Return the counts of both; as an operation it is associative, and `Counts()` is empty.

        Of one document cut in two, `self` is the earlier part.
        """
        import numpy as np

        numbers = {kind: k for k, kind in enumerate(self.kinds)}
        for kind in other.kinds:
            numbers.setdefault(kind, len(numbers))
        renumber = np.array([numbers[kind] for kind in other.kinds], np.int32)
        documents = dict(self.documents)
        for name, ids in other.documents.items():
            new = renumber[ids]
            documents[name] = np.concatenate([documents[name], new]) if name in documents else new
        return Counts(tuple(numbers), documents, {**other.entries, **self.entries})

    def split(self, groups: Mapping[str, str]) -> dict[str, "Counts"]:
        """Return the counts of each group of documents; those without a group are left out."""
        names: dict[str, list[str]] = {}
        for name in self.documents:
            if name in groups:
                names.setdefault(groups[name], []).append(name)
        return {group: self.of_documents(found) for group, found in names.items()}

    def of_documents(self, names: Collection[str]) -> "Counts":
        """Return the counts of some of the documents."""
        wanted = frozenset(names)
        if isinstance(self.documents, DocumentIds):
            documents: Mapping[str, NDArray[np.int32]] = self.documents.chosen(wanted)
        else:
            documents = {name: ids for name, ids in self.documents.items() if name in wanted}
        return Counts(self.kinds, documents, self.entries)

    def by_document(self) -> dict[str, dict[str, int]]:
        """Return the counts of texts as plain dictionaries, document by document."""
        import numpy as np

        found: dict[str, dict[str, int]] = {}
        for name, ids in self.documents.items():
            counts: dict[str, int] = {}
            tally = np.bincount(ids, minlength=len(self.kinds))
            for k in np.flatnonzero(tally).tolist():
                text = self.kinds[k].text
                counts[text] = counts.get(text, 0) + int(tally[k])
            found[name] = counts
        return found

    def terms(self) -> "dict[str, TermCount]":
        """Return the count and document frequency of each word, and its dictionary entry."""
        import numpy as np

        texts: dict[str, int] = {}
        text_of = np.array([texts.setdefault(kind.text, len(texts)) for kind in self.kinds], int)
        counts, documents = np.zeros(len(texts), np.int64), np.zeros(len(texts), np.int64)
        for ids in self.documents.values():
            found, tally = tallied(text_of[ids], len(texts))
            counts[found] += tally
            documents[found] += 1
        entries: dict[str, Entry] = {}
        for (text, _), entry in self.entries.items():
            entries.setdefault(text, entry)
        return {
            text: TermCount(int(counts[k]), int(documents[k]), entries.get(text))
            for text, k in texts.items()
            if counts[k] and is_word(text)
        }

    def totals(self) -> "NDArray[np.int64]":
        """Return how often each kind occurs."""
        import numpy as np

        if isinstance(self.documents, DocumentIds) and self.documents.is_whole:
            return self.documents.source.totals()
        totals = np.zeros(len(self.kinds), np.int64)
        for ids in self.documents.values():
            found, tally = tallied(ids, len(totals))
            totals[found] += tally
        return totals

    def n_words(self, word: "NDArray[np.bool_] | None" = None) -> int:
        """Return the number of words: all tokens but punctuation and addresses.

        `word` are the `word_flags`, if they are known.
        """
        word = self.word_flags() if word is None else word
        return sum(int(word[ids].sum()) for ids in self.documents.values())

    def n_types(self, word: "NDArray[np.bool_] | None" = None) -> int:
        """Return the number of different words; `word` are the `word_flags`, if they are known."""
        word = self.word_flags() if word is None else word
        present = self.present()
        # A classifier is another key than the same word elsewhere, and the same type.
        return len({str(self.kinds[k].text) for k in (word & present).nonzero()[0].tolist()})

    def present(self) -> "NDArray[np.bool_]":
        """Tell for each kind whether it occurs: a group of documents may lack some."""
        import numpy as np

        flags = np.zeros(len(self.kinds), np.bool_)
        for ids in self.documents.values():
            flags[ids] = True
        return flags

    def word_flags(self) -> "NDArray[np.bool_]":
        """Tell for each kind whether it counts as a word. It takes a while: ask once."""
        import numpy as np

        return np.fromiter(
            (is_word(kind.text) for kind in self.kinds), np.bool_, count=len(self.kinds)
        )


def tallied(
    numbers: "NDArray[np.signedinteger[Any]]", size: int
) -> "tuple[NDArray[np.signedinteger[Any]], NDArray[np.int64]]":
    """Return the different numbers, below `size`, in ascending order, and how often each occurs.

    >>> import numpy as np
    >>> [found.tolist() for found in tallied(np.array([3, 1, 3]), 4)]
    [[1, 3], [1, 2]]
    """
    import numpy as np

    # Many by a table of all that there may be, few by sorting them.
    if len(numbers) < size:
        return np.unique(numbers, return_counts=True)
    table = np.bincount(numbers, minlength=size)
    present = np.flatnonzero(table)
    return present, table[present]


class EntriesMet(Mapping[tuple[str, str], Entry]):
    """The entry of each text and concept of a source, in order of first appearance.

    One is found without going through the tokens; what it is asked for may not occur at all.
    """

    def __init__(self, source: ColumnSource) -> None:
        self._source = source

    @cached_property
    def _kinds(self) -> dict[tuple[str, str], TokenType]:
        kinds = (kind for kind in self._source.types if kind.concept is not None)
        return {(kind.text, kind.concept or ""): kind for kind in kinds}

    @cached_property
    def _met(self) -> dict[tuple[str, str], Entry]:
        met: dict[tuple[str, str], Entry] = {}
        for piece in self._source.pieces():
            for kind, entry in piece.entries_met().items():
                met.setdefault((kind.text, entry.concept), entry)
        return met

    def __getitem__(self, key: tuple[str, str]) -> Entry:
        return self._source.entries[self._kinds[key]]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._met)

    def __len__(self) -> int:
        return len(self._met)


class DocumentIds(Mapping[str, "NDArray[np.int32]"]):
    """The tokens of each document, read anew from their source each time they are gone through.

    An archive has more tokens than memory; one piece of them is there at a time.
    """

    def __init__(self, source: ColumnSource, names: tuple[str, ...]) -> None:
        self.source = source
        self._names = names
        self._wanted = frozenset(names)

    @property
    def is_whole(self) -> bool:
        """Whether they are those of all documents of the source."""
        return len(self._names) == len(self.source.documents)

    def chosen(self, names: frozenset[str]) -> "DocumentIds":
        """Return those of some documents."""
        return DocumentIds(self.source, tuple(name for name in self._names if name in names))

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __getitem__(self, name: str) -> "NDArray[np.int32]":
        for found, ids in self.stream():
            if found == name:
                return ids
        raise KeyError(name)

    def stream(self) -> "Iterator[tuple[str, NDArray[np.int32]]]":
        """Yield name and tokens of each document in order."""
        for piece in self.source.pieces():
            for name, ids in piece.by_document().items():
                if name in self._wanted:
                    yield name, ids

    def items(self) -> "ItemsView[str, NDArray[np.int32]]":
        """Return names and tokens, to be gone through in order."""
        return _Items(self)

    def values(self) -> "ValuesView[NDArray[np.int32]]":
        """Return the tokens, to be gone through in order."""
        return _Values(self)


class _Items(ItemsView[str, "NDArray[np.int32]"]):
    _mapping: DocumentIds

    def __iter__(self) -> "Iterator[tuple[str, NDArray[np.int32]]]":
        return self._mapping.stream()


class _Values(ValuesView["NDArray[np.int32]"]):
    _mapping: DocumentIds

    def __iter__(self) -> "Iterator[NDArray[np.int32]]":
        return (ids for _, ids in self._mapping.stream())


def _keys(
    block: TokenBlock, tagger: TagsOf | None, entries: dict[tuple[str, str], Entry]
) -> Sequence[str | Kind]:
    """Return what each token of a block counts as; a plain text for most."""
    if tagger is None:
        if not block.entries:
            return block.texts
        keys: list[str | Kind] = list(block.texts)
        for k, entry in block.entries.items():
            text = block.texts[k]
            keys[k] = Kind(text, entry.concept)
            entries.setdefault((text, entry.concept), entry)
        return keys
    tags = tagger(block)
    tagged: list[str | Kind] = [
        Kind(text, None, tag) for text, tag in zip(block.texts, tags, strict=True)
    ]
    for k, entry in block.entries.items():
        text = block.texts[k]
        tagged[k] = Kind(text, entry.concept, tags[k])
        entries.setdefault((text, entry.concept), entry)
    return tagged
