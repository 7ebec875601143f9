"""What a query looks for: a word, several forms of one, a pattern, or a concept."""

import re
from bisect import bisect_left
from collections.abc import Collection
from typing import Literal

from cantext.errors import UsageError
from cantext.segment.tokens import TokenBlock

NodeKind = Literal["text", "pattern", "concept"]


class NodeFinder:
    """Finds a node on token boundaries, be it one token, part of no token, or several in a row.

    Parameters
    ----------
    node
        One or several that count as one node. Of kind `text` it is a text; white space in it
        stands for any white space, and none need stand between its other characters: 人工智能 is
        found as 人工|智能, and never inside a longer token. Of kind `pattern` it is a regular
        expression that is searched in single tokens, of kind `concept` the name of a concept of
        the dictionary, found in all its forms.

    Attributes
    ----------
    across_words
        How many occurrences of the text, of those seen so far, were passed over because they
        begin or end inside a word: 大部 in 香港大部分. Always 0 for patterns and concepts.

    Raises
    ------
    UsageError
        If the node is empty or the pattern is no regular expression.
    """

    def __init__(self, node: str | Collection[str], kind: NodeKind = "text") -> None:
        self.forms = (node,) if isinstance(node, str) else tuple(node)
        self.kind = kind
        self.across_words = 0
        if not self.forms or not all(form.strip() for form in self.forms):
            raise UsageError("the node is empty; name a word to look for")
        self._token: re.Pattern[str] | None = None
        self._texts: list[re.Pattern[str]] = []
        self._keys: list[str] = []
        if kind == "pattern":
            self._token = compiled("|".join(f"(?:{form})" for form in self.forms))
        elif kind == "text":
            self._texts = [re.compile(_spaced(form)) for form in self.forms]
            self._keys = [form.split()[0][0] for form in self.forms]

    @property
    def name(self) -> str:
        """What the node is called in rows: the first of its forms."""
        return self.forms[0]

    def spans(self, block: TokenBlock, index: int) -> list[tuple[int, int]]:
        """Return (first, last + 1) token indexes of the node in a line of a block, in order.

        Where two forms overlap, the one that starts first counts, and of those the longest.
        """
        first, stop = block.bounds[index], block.bounds[index + 1]
        if self.kind == "concept":
            return [
                (k, k + 1)
                for k in range(first, stop)
                if k in block.entries and block.entries[k].concept in self.forms
            ]
        if self._token is not None:
            search = self._token.search
            return [(k, k + 1) for k in range(first, stop) if search(block.texts[k])]
        line = block.lines[index]
        found: list[tuple[int, int]] = []
        for key, text in zip(self._keys, self._texts, strict=True):
            if key not in line.text:
                continue
            for match in text.finditer(line.text):
                begin = bisect_left(block.starts, line.start + match.start(), first, stop)
                end = bisect_left(block.ends, line.start + match.end(), first, stop)
                if (
                    begin < stop
                    and end < stop
                    and block.starts[begin] == line.start + match.start()
                    and block.ends[end] == line.start + match.end()
                ):
                    found.append((begin, end + 1))
                else:
                    self.across_words += 1
        found.sort(key=lambda span: (span[0], -span[1]))
        kept: list[tuple[int, int]] = []
        for span in found:
            if not kept or span[0] >= kept[-1][1]:
                kept.append(span)
        return kept


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a user's pattern.

    >>> compiled("局$").pattern
    '局$'

    Raises
    ------
    UsageError
        If it is no regular expression.
    """
    try:
        return re.compile(pattern)
    except re.error as error:
        raise UsageError(f"pattern {pattern!r} is no regular expression: {error}") from error


def _spaced(form: str) -> str:
    r"""Return an expression for a form that allows white space between characters.

    >>> print(_spaced("好去 M+"))
    好\s*去\s+M\s*\+
    """
    return r"\s+".join(r"\s*".join(map(re.escape, word)) for word in form.split())
