"""Which lines and tokens of a part count when repeats are left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cantext.deduplication.policy import counted_lines, drop_manifest
from cantext.documents.document import Document, Line
from cantext.store.pieces import TokenPieces
from cantext.store.tables import DROP, KEEP

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cantext.deduplication.model import CleanedDocument
    from cantext.segmentation.pipeline import Segmenter


@dataclass
class Repeats:
    """What cleaning says of the documents of a part, by their numbers.

    Each is cleaned by itself, as `--duplicates drop` does. `meta` is what the manifest says of it.
    """

    documents: "tuple[CleanedDocument, ...]"
    kept: tuple[tuple[Line, ...], ...]
    segmenter: "Segmenter"
    meta: dict[str, Any]

    @classmethod
    def of(cls, documents: Sequence[Document], segmenter: "Segmenter") -> "Repeats":
        """Clean documents."""
        from cantext.deduplication.clean import clean

        cleaning = clean(documents)
        kept = tuple(map(counted_lines, cleaning.documents))
        return cls(cleaning.documents, kept, segmenter, drop_manifest(cleaning, kept))

    def mark(
        self,
        lines: "dict[str, NDArray[Any]]",
        tokens: "dict[str, NDArray[Any]]",
        pieces: TokenPieces,
    ) -> None:
        """Add to lines and tokens what counts; put shortened lines behind the whole ones.

        `pieces` are those the tokens were made of; new types of shortened lines are numbered on.
        """
        import numpy as np

        kinds = np.empty(len(lines["line"]), object)
        copies = np.full(len(lines["line"]), -1, np.int32)
        homes = np.full(len(lines["line"]), -1, np.int32)
        policy = np.full(len(lines["line"]), KEEP | DROP, np.uint8)
        bounds = np.searchsorted(lines["document"], np.arange(len(self.documents) + 1))
        shortened: list[tuple[int, Line, int]] = []  # document, line, row of the whole line
        for k, document in enumerate(self.documents):
            first = int(bounds[k])
            kinds[first : bounds[k + 1]] = document.kinds
            for dropped in document.dropped:
                row = first + dropped.line.number - 1
                policy[row] = KEEP
                if dropped.duplicate_of is not None:
                    copies[row] = dropped.duplicate_of
                    homes[row] = k
            for whole, counted in zip(document.kept, self.kept[k], strict=True):
                if whole is not counted:
                    row = first + whole.number - 1
                    policy[row] = KEEP
                    shortened.append((k, counted, row))
        lines.update(policy=policy, kind=kinds)
        lines["duplicate_of"] = np.ma.masked_less(copies, 0)
        lines["duplicate_in"] = np.ma.masked_less(homes, 0)
        line_bounds = np.append(0, np.cumsum(lines["tokens"]))
        tokens["policy"] = np.repeat(policy, lines["tokens"])
        if shortened:
            self._insert(lines, tokens, line_bounds, shortened, pieces)

    def _insert(
        self,
        lines: "dict[str, NDArray[Any]]",
        tokens: "dict[str, NDArray[Any]]",
        line_bounds: "NDArray[np.int64]",
        shortened: list[tuple[int, Line, int]],
        pieces: TokenPieces,
    ) -> None:
        """Put lines as they count under `drop`, segmented anew, behind the lines as they are."""
        import numpy as np

        more = TokenPieces(pieces.numbers, pieces.entries)
        sizes = []
        for document, line, _ in shortened:
            whole = self.documents[document].document
            for segmentation in self.segmenter.segmentations(whole, [line]):
                sizes += more.add(document, segmentation).tolist()
        added = more.table()
        rows = np.array([row for *_, row in shortened])
        places = np.repeat(line_bounds[rows + 1], sizes)
        # The sentence of a shortened line is that in which the whole line begins.
        first = np.minimum(line_bounds[rows], len(tokens["sentence"]) - 1)
        added["sentence"] = np.repeat(tokens["sentence"][first], sizes)
        policies = np.full(len(added["type"]), DROP, np.uint8)
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


def summed(told: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what the cleaning of several parts comes to: numbers are added up.

    >>> one, other = {"policy": "drop", "lines": {"a": 1}}, {"lines": {"a": 2, "b": 1}}
    >>> summed([one, other])
    {'policy': 'drop', 'lines': {'a': 3, 'b': 1}}
    """
    total: dict[str, Any] = {}
    for one in told:
        for key, value in one.items():
            if isinstance(value, Mapping):
                total[key] = summed([total.get(key, {}), value])
            elif isinstance(value, int) and not isinstance(value, bool):
                total[key] = total.get(key, 0) + value
            else:
                total[key] = value
    return total
