"""PyCantonese's segmenter and its part-of-speech tagger: optional, for Cantonese."""

from collections.abc import Sequence
from importlib.metadata import version
from itertools import pairwise
from typing import Any

from cantext.errors import EngineError
from cantext.segmentation.runs import cut_runs
from cantext.segmentation.tags import Tag


def _package() -> Any:
    try:
        import pycantonese
    except ImportError as error:
        raise EngineError(
            f"engine pycantonese is not installed ({error}): pip install 'cantext[pycantonese]'"
        ) from None
    return pycantonese


class PyCantonese:
    """A word graph with a hidden Markov model, trained on Cantonese in Traditional characters.

    The projection is turned back into Hong Kong's characters for it (by OpenCC, character for
    character): on the Hong Kong treebanks that is as good as the text itself.

    Raises
    ------
    EngineError
        If the package is not installed.
    """

    name = "pycantonese"

    def __init__(self) -> None:
        from opencc import OpenCC

        self._segment = _package().segment
        self._traditional = OpenCC("s2hk")

    @property
    def version(self) -> str:
        """The release of PyCantonese, which carries its models, and of what runs them."""
        return f"pycantonese {version('pycantonese')}, rustling {version('rustling')}"

    def cut(self, text: str) -> list[str]:
        """Return the words of a projected text."""
        return cut_runs(text, self._cut_run)

    def _cut_run(self, run: str) -> list[str]:
        traditional = self._traditional.convert(run)
        words: list[str] = self._segment(traditional if len(traditional) == len(run) else run)
        ends = [0]
        for word in words:
            ends.append(ends[-1] + len(word))
        return [run[start:end] for start, end in pairwise(ends)]


class PyCantoneseTagger:
    """An averaged perceptron trained on HKCanCor, whose tags it gives; in universal ones too.

    Raises
    ------
    EngineError
        If the package is not installed.
    """

    name = "pycantonese"
    tagset = "HKCanCor"

    def __init__(self) -> None:
        self._pos_tag = _package().pos_tag
        from pycantonese.pos_tagging.hkcancor_to_ud import hkcancor_to_ud

        self._universal = hkcancor_to_ud

    @property
    def version(self) -> str:
        """The release of PyCantonese, which carries its models, and of what runs them."""
        return f"pycantonese {version('pycantonese')}, rustling {version('rustling')}"

    def tag(self, words: Sequence[str], bounds: Sequence[int]) -> list[Tag]:
        """Return the tag of each word; see `cantext.segmentation.pos.Tagger`."""
        tags = []
        for first, stop in pairwise(bounds):
            # Rust reads no half of a surrogate pair.
            readable = [
                word.encode("utf-8", "replace").decode("utf-8") for word in words[first:stop]
            ]
            for _, tag in self._pos_tag(readable, tagset="hkcancor"):
                tags.append(Tag(self._universal(tag), tag))
        return tags
