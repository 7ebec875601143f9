"""The words of a text as numbers in reading order, for what looks at neighbours."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from cantext.analyses.nodes import NodeFinder
from cantext.analyses.span import Within
from cantext.segmentation.columns import ColumnSource, TokenColumns, TokenType, columns_of
from cantext.segmentation.tokens import SENTENCE_ENDS, TokenBlock, is_word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Gries (2008) and Juilland before him divide a single text into ten.
STRETCHES = 10
STRETCHES_NAME = f"{STRETCHES} stretches of equal size"
# The number of the node, and what stands for it among the texts: no token is empty.
NODE = 0
_NODE_TEXT = ""


@dataclass(frozen=True, slots=True)
class NumberedWords:
    """The words of blocks in reading order as numbers, punctuation and addresses left out.

    `texts[ids[k]]` is the k-th word; words of one sentence, or of whatever else a span stays
    within, share `sentences[k]`, words with no punctuation between them `runs[k]`; `owners[k]` is
    the index of its document in `documents`.
    """

    texts: tuple[str, ...]
    documents: tuple[str, ...]
    ids: "NDArray[np.int32]"
    runs: "NDArray[np.int32]"
    sentences: "NDArray[np.int32]"
    owners: "NDArray[np.int32]"

    @classmethod
    def of(
        cls,
        blocks: Iterable[TokenBlock],
        node: NodeFinder | None = None,
        within: Within = "sentence",
    ) -> "NumberedWords":
        """Give the words of blocks numbers.

        Every occurrence of a node, be it several tokens, is one word then, with the number `NODE`
        and the node's name for its text, whatever other words are spelled so.

        >>> from cantext.documents.document import Line
        >>> line = Line(1, 0, "好，去。去")
        >>> texts, starts = ["好", "，", "去", "。", "去"], [0, 1, 2, 3, 4]
        >>> block = TokenBlock("a", (line,), texts, starts, [1, 2, 3, 4, 5], [0, 5])
        >>> coded = NumberedWords.of([block])
        >>> coded.sentences.tolist(), len(set(coded.runs.tolist()))
        ([0, 0, 1], 3)
        """
        columns = columns_of(blocks)
        if columns is not None:
            vocabulary = _Vocabulary.of_types(columns.types, node)
            numbered = _numbered_columns(columns, vocabulary, node)
            if numbered is not None:
                return cls._words(vocabulary, *numbered, node, within)
        texts, names, ids, opens, owners = _numbered(blocks, node)
        return cls._words(_Vocabulary.of(texts), names, ids, opens, owners, node, within)

    @classmethod
    def pieces(
        cls,
        blocks: Iterable[TokenBlock],
        node: NodeFinder | None = None,
        within: Within = "sentence",
    ) -> "Iterable[NumberedWords]":
        """Return the words in pieces of whole documents, with the same texts.

        They are read anew each time that they are gone through, where blocks are there as columns;
        others are one piece.
        """
        if isinstance(blocks, ColumnSource) and (node is None or node.is_in_columns):
            return _WordPieces(blocks, node, within)
        return [cls.of(blocks, node, within)]

    @classmethod
    def _words(
        cls,
        vocabulary: "_Vocabulary",
        names: tuple[str, ...],
        ids: "NDArray[np.int32]",
        opening: "NDArray[np.bool_]",
        owners: "NDArray[np.int32]",
        node: NodeFinder | None,
        within: Within,
    ) -> "NumberedWords":
        import numpy as np

        texts = vocabulary.texts
        word = vocabulary.is_word[ids]
        # A line end closes a sentence too, and both close a run.
        if within == "sentence":
            ends = vocabulary.ends_sentence[ids]
            after_end = np.concatenate([[False], ends[:-1]]) if len(ends) else ends
            sentences = np.cumsum(opening | after_end, dtype=np.int32) - np.int32(1)
        elif within == "line":
            sentences = np.cumsum(opening, dtype=np.int32) - np.int32(1)
        else:
            sentences = owners
        runs = np.cumsum(opening | ~word, dtype=np.int32)
        if node is not None:
            texts = (node.name, *texts[1:])
        return cls(texts, names, ids[word], runs[word], sentences[word], owners[word])

    def parts(self) -> "tuple[NDArray[np.int32], NDArray[np.int64], str]":
        """Return each word's part for dispersion, the parts' sizes, and what the parts are.

        Parts are the documents; a single one is cut into ten stretches of equal size.
        """
        import numpy as np

        size = len(self.ids)
        if len(self.documents) == 1:
            stretch = (np.arange(size) * STRETCHES // max(size, 1)).astype(np.int32)
            return stretch, np.bincount(stretch), STRETCHES_NAME
        return self.owners, np.bincount(self.owners, minlength=len(self.documents)), "documents"

    def n_types(self) -> int:
        """Return the number of different words."""
        import numpy as np

        present = np.flatnonzero(np.bincount(self.ids)).tolist()
        # A classifier is another key than the same word elsewhere, and the same type.
        return len({str(self.texts[k]) for k in present})


@dataclass
class _WordPieces:
    """The words of a source, piece by piece; of a small one, which is one piece, they are kept."""

    source: ColumnSource
    node: NodeFinder | None
    within: Within
    _kept: list[NumberedWords] = field(default_factory=list)

    def __iter__(self) -> Iterator[NumberedWords]:
        if self._kept:
            yield from self._kept
            return
        vocabulary: _Vocabulary | None = None
        last: NumberedWords | None = None
        n_pieces = 0
        for columns in self.source.pieces():
            vocabulary = vocabulary or _Vocabulary.of_types(columns.types, self.node)
            numbered = _numbered_columns(columns, vocabulary, self.node)
            assert numbered is not None  # the node is in columns
            last = NumberedWords._words(vocabulary, *numbered, self.node, self.within)
            n_pieces += 1
            yield last
        if n_pieces == 1 and last is not None:
            self._kept = [last]


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """Texts, and what is asked of each of them; `number_of` gives the number of each type."""

    texts: tuple[str, ...]
    is_word: "NDArray[np.bool_]"
    ends_sentence: "NDArray[np.bool_]"
    number_of: "NDArray[np.int32]"

    @classmethod
    def of(
        cls, texts: tuple[str, ...], number_of: "NDArray[np.int32] | None" = None
    ) -> "_Vocabulary":
        import numpy as np

        size = len(texts)
        return cls(
            texts,
            np.fromiter((text == _NODE_TEXT or is_word(text) for text in texts), np.bool_, size),
            np.fromiter((text in SENTENCE_ENDS for text in texts), np.bool_, size),
            np.arange(size, dtype=np.int32) if number_of is None else number_of,
        )

    @classmethod
    def of_types(cls, types: Sequence[TokenType], node: NodeFinder | None) -> "_Vocabulary":
        """Return the texts of types, of which several may have one."""
        import numpy as np

        numbers: dict[str, int] = {} if node is None else {_NODE_TEXT: NODE}
        number_of = np.array(
            [numbers.setdefault(kind.text, len(numbers)) for kind in types], np.int32
        )
        return cls.of(tuple(numbers), number_of)


_Texts: TypeAlias = tuple[str, ...]
_Ints: TypeAlias = "NDArray[np.int32]"
_Numbered: TypeAlias = "tuple[_Texts, _Texts, _Ints, NDArray[np.bool_], _Ints]"


def _numbered(blocks: Iterable[TokenBlock], node: NodeFinder | None) -> _Numbered:
    """Return texts, names of documents, and for each token its number, line start and document."""
    import numpy as np

    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__  # a new text gets the next number, in C
    if node is not None:
        numbers[_NODE_TEXT] = NODE
    names: dict[str, int] = {}
    ids: list[NDArray[np.int32]] = [np.zeros(0, np.int32)]
    opens: list[NDArray[np.bool_]] = [np.zeros(0, np.bool_)]
    owners: list[NDArray[np.int32]] = [np.zeros(0, np.int32)]
    for block in blocks:
        tokens, bounds = _joined(block, node) if node else (block.texts, block.bounds)
        size = len(tokens)
        ids.append(np.fromiter(map(numbers.__getitem__, tokens), np.int32, count=size))
        opening = np.zeros(size + 1, np.bool_)
        opening[bounds] = True
        opens.append(opening[:size])
        owner = names.setdefault(block.document, len(names))
        owners.append(np.full(size, owner, np.int32))
    together = np.concatenate(ids), np.concatenate(opens), np.concatenate(owners)
    return tuple(numbers), tuple(names), *together


def _numbered_columns(
    columns: TokenColumns, vocabulary: _Vocabulary, node: NodeFinder | None
) -> "tuple[_Texts, _Ints, NDArray[np.bool_], _Ints] | None":
    """Return the same of columns, for texts of a vocabulary; None if they cannot tell a node."""
    import numpy as np

    number_of = vocabulary.number_of
    ids = number_of[columns.ids] if len(number_of) else columns.ids
    opens, owners = columns.opens, columns.owners
    if node is not None:
        places = node.places(columns)
        if places is None:
            return None
        firsts, stops = places
        ids[firsts] = NODE
        change = np.zeros(len(ids) + 1, np.int8)
        np.add.at(change, firsts + 1, 1)
        np.add.at(change, stops, -1)
        is_kept = np.cumsum(change[:-1], dtype=np.int8) == 0
        ids, opens, owners = ids[is_kept], opens[is_kept], owners[is_kept]
    return tuple(columns.documents), ids, opens, owners


def _joined(block: TokenBlock, node: NodeFinder) -> tuple[list[str], list[int]]:
    """Return the texts and bounds of a block with every occurrence of the node made one token."""
    tokens: list[str] = []
    bounds = [0]
    for index, (at, stop_line) in enumerate(pairwise(block.bounds)):
        for first, stop in node.spans(block, index):
            tokens += block.texts[at:first]
            tokens.append(_NODE_TEXT)
            at = stop
        tokens += block.texts[at:stop_line]
        bounds.append(len(tokens))
    return tokens, bounds
