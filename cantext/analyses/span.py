"""The span of a node: how many words on either side count as near it, and where it ends."""

from typing import Literal

from cantext.errors import UsageError

# What a span of words stays within.
Within = Literal["sentence", "line", "document"]
WITHIN: tuple[Within, ...] = ("sentence", "line", "document")
# What the counts behind the measures are; `formulae` of results that count within a span.
SPAN_COUNTS = {
    "o11": "occurrences of the collocate within the span of a node, each once (key count)",
    "r1": "words within the span of a node, each once, nodes left out",
    "c1": "occurrences of the collocate (key collocate_count)",
    "n": "words (key tokens) less occurrences of the node (key node_count)",
}


def check_span(left: int, right: int, within: str) -> None:
    """Refuse a span that holds no word, or stays within nothing that we know.

    >>> check_span(5, 0, "line")

    Raises
    ------
    UsageError
        With the values, when they make no span.
    """
    if left < 0 or right < 0 or left + right == 0:
        raise UsageError(f"the span must hold a word, but left is {left} and right is {right}")
    if within not in WITHIN:
        raise UsageError(f"within must be one of {', '.join(WITHIN)}, not {within!r}")
