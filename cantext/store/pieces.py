"""Tokens of documents as columns under way."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cantext.segmentation.columns import TokenType
from cantext.segmentation.tokens import SENTENCE_ENDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cantext.lexicon.entry import Entry
    from cantext.segmentation.segmentation import Segmentation

    Numbers = NDArray[np.signedinteger[Any]]


@dataclass
class TokenPieces:
    """Tokens of some lines as columns under way; types are numbered as they come."""

    numbers: "defaultdict[str | TokenType, int]" = field(default_factory=defaultdict)
    entries: "dict[TokenType, Entry]" = field(default_factory=dict)
    columns: "dict[str, list[Numbers]]" = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Let a new type have the next number, in C; a text that is no term is its own key."""
        self.numbers.default_factory = self.numbers.__len__

    def add(self, document: int, segmentation: "Segmentation") -> "Numbers":
        """Take in lines of a document; return the number of tokens of each line."""
        import numpy as np

        found = segmentation.columns()
        keys: list[str | TokenType] = list(found.texts)
        for place, entry in found.entries.items():
            kind = TokenType(found.texts[place], entry.concept)
            keys[place] = kind
            self.entries.setdefault(kind, entry)
        size = len(keys)
        per_line = np.diff(found.bounds)
        columns: dict[str, Numbers] = {
            "document": np.full(size, document, np.int32),
            "line": np.repeat(segmentation.table.numbers.astype(np.int32), per_line),
            "type": np.fromiter(map(self.numbers.__getitem__, keys), np.int32, size),
            "start": found.starts,
            "size": (found.ends - found.starts).astype(np.int32),
        }
        for name, values in columns.items():
            self.columns[name].append(values)
        return per_line

    def table(self) -> "dict[str, Numbers]":
        """Return the tokens' columns."""
        import numpy as np

        names = ("document", "line", "type", "start", "size")
        empty = np.zeros(0, np.int32)
        table = {name: np.concatenate([empty, *self.columns[name]]) for name in names}
        ends = np.array([kind.text in SENTENCE_ENDS for kind in self.types()], np.bool_)
        opens = np.ones(len(table["line"]), np.bool_)
        if len(opens):
            opens[1:] = np.diff(table["line"]) != 0
            opens[1:] |= np.diff(table["document"]) != 0
            opens[1:] |= ends[table["type"][:-1]]
        return {**table, "sentence": np.cumsum(opens, dtype=np.int32)}

    def types(self) -> list[TokenType]:
        """Return the types in the order of their numbers."""
        return [TokenType(key) if isinstance(key, str) else key for key in self.numbers]
