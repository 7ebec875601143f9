"""Options about the word that others stand around, and how near is near."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from cantext.cli import completion
from cantext.cli.bundles import MEASURES, NODE, panel
from cantext.errors import UsageError

if TYPE_CHECKING:
    from cantext.analyses.nodes import NodeKind
    from cantext.lexicon.lexicon import Lexicon

Within = Annotated[
    str,
    panel(
        MEASURES,
        "--within",
        help="What is near stays within the sentence, line or document.",
        autocompletion=completion.names_in("cantext.analyses.span:WITHIN"),
    ),
]


@dataclass(frozen=True)
class NodeReading:
    """How a node is read: as it is, as a pattern, or as a concept."""

    pattern: Annotated[
        bool, panel(NODE, "--pattern", help="Read the node as a regular expression on words.")
    ] = False
    concept: Annotated[
        bool,
        panel(NODE, "--concept", help="Take the node for all forms of its dictionary concept."),
    ] = False

    @property
    def kind(self) -> "NodeKind":
        """The kind of the node.

        Raises
        ------
        UsageError
            When it is said to be both.
        """
        if self.pattern and self.concept:
            raise UsageError("a node is a --pattern or a --concept; leave one of them out")
        return "pattern" if self.pattern else "concept" if self.concept else "text"

    def forms(self, node: str, lexicon: "Lexicon") -> tuple[str, ...]:
        """Return the names of the concepts that a term is a form of, or the node as it is."""
        from cantext.cli.choices import chosen_concepts

        return tuple(chosen_concepts([node], lexicon)) if self.kind == "concept" else (node,)


@dataclass(frozen=True)
class NodeOptions:
    """A word to look around, if any."""

    node: Annotated[
        str | None,
        panel(NODE, "--node", help="A word to look around; without it, the strongest pairs."),
    ] = None
    reading: NodeReading = NodeReading()

    @property
    def kind(self) -> "NodeKind":
        """How the node is read.

        Raises
        ------
        UsageError
            When that is said of none, or it is said to be two things.
        """
        if self.node is None and self.reading != NodeReading():
            raise UsageError("--pattern and --concept say how to read --node; name a node")
        return self.reading.kind

    def forms(self, lexicon: "Lexicon") -> tuple[str, ...] | None:
        """Return what to look around, None without a node."""
        return None if self.node is None else self.reading.forms(self.node, lexicon)
