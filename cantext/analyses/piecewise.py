"""The words of a text that is gone through piece by piece, and its totals."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cantext.analyses.numbered_words import NumberedWords

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class PiecewiseWords:
    """Words in pieces of whole documents, and what going through them once tells.

    `totals` is how often each of `texts` occurs.
    """

    pieces: Iterable[NumberedWords]
    texts: tuple[str, ...]
    totals: "NDArray[np.int64]"
    n_documents: int

    @classmethod
    def of(
        cls, pieces: Iterable[NumberedWords], also: Callable[[NumberedWords], None] | None = None
    ) -> "PiecewiseWords":
        """Go through pieces that can be gone through again; `also` is told each."""
        import numpy as np

        texts: tuple[str, ...] = ()
        totals: NDArray[np.int64] = np.zeros(0, np.int64)
        n_documents = 0
        for words in pieces:
            texts = words.texts
            found = np.bincount(words.ids, minlength=len(texts))
            totals = totals + found if len(totals) else found
            n_documents += len(words.documents)
            if also is not None:
                also(words)
        return cls(pieces, texts, totals, n_documents)

    @property
    def size(self) -> int:
        """The number of words."""
        return int(self.totals.sum())

    def n_types(self) -> int:
        """Return the number of different words."""
        # A classifier is another key than the same word elsewhere, and the same type.
        return len({str(self.texts[k]) for k in self.totals.nonzero()[0].tolist()})
