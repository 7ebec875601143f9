"""What the commands that analyse texts have in common."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cantext.cli.options.reading import DuplicateOptions, InputOptions
from cantext.cli.options.words import EngineOptions


@dataclass(frozen=True)
class CorpusOptions:
    """What is analysed: which texts, how they are cut into words, and whether repeats count."""

    texts: InputOptions
    cut: EngineOptions
    repeats: DuplicateOptions

    def of(self, inputs: Sequence[str] | None) -> "CorpusOptions":
        """Return the same of other inputs."""
        return replace(self, texts=replace(self.texts, inputs=list(inputs) if inputs else None))
