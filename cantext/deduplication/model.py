"""What the duplicate detector says about lines, groups of copies and a cleaned text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Literal, get_args

from cantext.documents.document import Document, Line

Kind = Literal[
    "headline",
    "byline",
    "caption",
    "credit",
    "boilerplate",
    "heading",
    "list_item",
    "body",
    "blank",
]
Relation = Literal["original", "exact", "near", "truncated", "contained"]
Reason = Literal["repeat", "kind", "markup"]

KINDS: tuple[Kind, ...] = get_args(Kind)
_NUMBER = attrgetter("number")


@dataclass(frozen=True, slots=True)
class LineLabel:
    """What one input line is, and whether the cleaned text keeps it.

    `duplicate_of` is the line number of the copy that this line repeats, and `duplicate_in` the
    document which holds that copy; both are None for a line that repeats nothing. `reason` says why
    a line is not kept, as in `Dropped`; it is None for one that is.
    """

    document: str
    line: int
    text: str
    kind: Kind
    duplicate_of: int | None
    duplicate_in: str | None
    kept: bool
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Member:
    """One copy in a group.

    `similarity` is 1 for the original and for exact copies; for a near copy 1 − edits / length of
    the longer normal form; for a truncated copy the share of the whole that it still shows; for a
    contained one the share of its words found in the paragraph. `kept` is False where cleaning
    drops the line as a repeat.
    """

    document: str
    line: int
    text: str
    relation: Relation
    similarity: float
    kept: bool


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Copies of one line, the original first.

    In a group about a contained passage the paragraph that holds the words is the original.
    """

    group: int
    kind: Kind
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that cleaning left out.

    `reason` is `repeat` (`duplicate_of` in `duplicate_in` says of what), `kind` (boilerplate,
    a credit, or a kind the caller asked to drop) or `markup` (tags without a word of text).
    """

    line: Line
    kind: Kind
    reason: Reason
    duplicate_of: int | None = None
    duplicate_in: str | None = None


@dataclass(frozen=True, slots=True)
class CleanedDocument:
    """A document with its lines sorted into kept and dropped; together they are all its lines."""

    document: Document
    kept: tuple[Line, ...]
    dropped: tuple[Dropped, ...]
    kinds: tuple[Kind, ...]

    @property
    def text(self) -> str:
        r"""The kept lines, each ended by `\n`."""
        return "".join(f"{line.text}\n" for line in self.kept)

    def labels(self) -> Iterator[LineLabel]:
        """Yield a row per input line, in order."""
        dropped = {item.line.number: item for item in self.dropped}
        lines = sorted([*self.kept, *(item.line for item in self.dropped)], key=_NUMBER)
        for line, kind in zip(lines, self.kinds, strict=True):
            out = dropped.get(line.number)
            yield LineLabel(
                self.document.id,
                line.number,
                line.text,
                kind,
                out.duplicate_of if out else None,
                out.duplicate_in if out else None,
                out is None,
                out.reason if out else None,
            )


@dataclass(frozen=True, slots=True)
class Cleaning:
    """The cleaned documents in input order, and `meta`: what was dropped, by kind and reason."""

    documents: tuple[CleanedDocument, ...]
    meta: Mapping[str, Any] = field(default_factory=dict)

    def labels(self) -> Iterator[LineLabel]:
        """Yield a row per input line of every document."""
        for document in self.documents:
            yield from document.labels()
