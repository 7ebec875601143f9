"""What an engine is, and what is told of one."""

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from cantext.segmentation.characters import Codes, Margins

# What an engine that only cuts says of every gap, in hundredths of the logarithm of the odds: one
# in ten of its boundaries may be wrong.
CUT_MARGIN = 220


class Engine(Protocol):
    """Cuts projected text into words.

    `cut` returns tokens that join to the text it was given, and never joins characters across a
    character that is neither a letter nor a digit. `name` and `version` go into the manifest.
    """

    @property
    def name(self) -> str:
        """The name by which a user chooses the engine."""

    @property
    def version(self) -> str:
        """What must be the same for the tokens to be the same."""

    def cut(self, text: str) -> list[str]:
        """Return the words of a projected text, in order, nothing left out."""


@runtime_checkable
class ScoringEngine(Engine, Protocol):
    """An engine that also says how sure it is of each word boundary."""

    def margins(self, codes: "Codes") -> "Margins":
        """Return for each character of a projected text how sure it is that a word begins there.

        Above zero one begins. The unit is a hundredth of the logarithm of the odds.
        """


def margins_of(engine: Engine, codes: "Codes") -> "Margins":
    """Return an engine's margins; one that only cuts is taken to be fairly sure everywhere.

    >>> from cantext.segmentation.characters import code_points
    >>> from cantext.segmentation.engine import load_engine
    >>> margins_of(load_engine("jieba"), code_points("香港人")).tolist()
    [220, -220, 220]
    """
    if isinstance(engine, ScoringEngine):
        return engine.margins(codes)
    import numpy as np

    from cantext.segmentation.characters import text_of

    words = engine.cut(text_of(codes))
    margins = np.full(len(codes) + 1, -CUT_MARGIN, np.int16)
    margins[np.fromiter(accumulate(map(len, words), initial=0), np.intp, len(words) + 1)] = (
        CUT_MARGIN
    )
    return margins[: len(codes)]


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """A row of `cantext engines`; `package` is the one that the engine comes with."""

    engine: str
    description: str
    model: str
    licence: str
    version: str
    available: bool
    hint: str
    package: str = "cantext"
