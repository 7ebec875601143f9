"""wapic, a conditional random field in C++ with a model of its own: an optional engine."""

from importlib.metadata import version

from cantext.errors import EngineError
from cantext.segmentation.runs import cut_runs


class Wapic:
    """The word model that our own models learned from; trained on Simplified text.

    Raises
    ------
    EngineError
        If the package is not installed.
    """

    name = "wapic"

    def __init__(self) -> None:
        try:
            from wapic import Segmenter

            self._segmenter = Segmenter()
        # It raises RuntimeError where its model, a package of its own, is missing.
        except (ImportError, RuntimeError) as error:
            raise EngineError(
                f"engine wapic is not installed ({error}): pip install 'cantext[wapic]'"
            ) from None

    @property
    def version(self) -> str:
        """The releases of wapic and of its model."""
        return f"wapic {version('wapic')}, wapic-cws-model {version('wapic-cws-model')}"

    def cut(self, text: str) -> list[str]:
        """Return the words of a projected text."""
        return cut_runs(text, self._segmenter.segment)
