"""Keyword in context: each occurrence of a node with the text around it, as the author wrote it."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from cantext.analyses.frequency import Counts
from cantext.errors import UsageError
from cantext.result import Result
from cantext.segment.tokens import TokenBlock


@dataclass(frozen=True, slots=True)
class ConcordanceRow:
    """An occurrence; `start` is the node's character offset in the document's text."""

    document: str
    line: int
    left: str
    node: str
    right: str
    start: int


class NodeFinder:
    """Finds a node on token boundaries, be it one token, part of no token, or several in a row.

    Parameters
    ----------
    node
        A text, or several texts that count as one node (the forms of a concept). White space in
        it stands for any white space, and none need stand between its other characters: 人工智能
        is found as 人工|智能, and never inside a longer token.
    pattern
        Read `node` as a regular expression that is searched in single tokens.

    Raises
    ------
    UsageError
        If the node is empty or the pattern is no regular expression.
    """

    def __init__(self, node: str | Collection[str], *, pattern: bool = False) -> None:
        self.forms = (node,) if isinstance(node, str) else tuple(node)
        if not self.forms or not all(form.strip() for form in self.forms):
            raise UsageError("the node is empty; name a word to look for")
        self._token: re.Pattern[str] | None = None
        if pattern:
            try:
                self._token = re.compile("|".join(f"(?:{form})" for form in self.forms))
            except re.error as error:
                raise UsageError(
                    f"node {' '.join(self.forms)!r} is no regular expression: {error}"
                ) from error
        self._texts = [re.compile(_spaced(form)) for form in self.forms]
        self._keys = [form.split()[0][0] for form in self.forms]

    def spans(self, block: TokenBlock, index: int) -> list[tuple[int, int]]:
        """Return (first, last + 1) token indexes of the node in a line of a block, in order.

        Where two forms overlap, the one that starts first counts, and of those the longest.
        """
        first, stop = block.bounds[index], block.bounds[index + 1]
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
        found.sort(key=lambda span: (span[0], -span[1]))
        kept: list[tuple[int, int]] = []
        for span in found:
            if not kept or span[0] >= kept[-1][1]:
                kept.append(span)
        return kept


def _spaced(form: str) -> str:
    r"""Return an expression for a form that allows white space between characters.

    >>> print(_spaced("好去 M+"))
    好\s*去\s+M\s*\+
    """
    return r"\s+".join(r"\s*".join(map(re.escape, word)) for word in form.split())


def concordance(
    blocks: Iterable[TokenBlock],
    node: str | Collection[str],
    *,
    width: int = 20,
    pattern: bool = False,
    limit: int | None = None,
) -> Result[ConcordanceRow]:
    """Show a node in context, in the order of the text.

    Parameters
    ----------
    blocks
        Tokens; several blocks may carry the same document.
    node
        A token's text, a text that several tokens in a row make up, or several such texts that
        count as one node.
    width
        Characters of the line on either side, white space kept.
    pattern
        Read `node` as a regular expression that is searched in single tokens.
    limit
        How many rows; None for all. `meta["hits"]` counts those beyond it too.

    Raises
    ------
    UsageError
        If the node is empty, the pattern is no regular expression, or `width` is negative.

    Examples
    --------
    >>> from cantext.documents.document import Line
    >>> line = Line(1, 0, "推動 人工智能")
    >>> block = TokenBlock("a", (line,), ["推動", "人工", "智能"], [0, 3, 5], [2, 5, 7], [0, 3])
    >>> concordance([block], "人工智能").rows[0].left
    '推動 '
    >>> concordance([block], "工智").rows
    ()
    """
    if width < 0:
        raise UsageError(f"width must not be negative, but is {width}")
    finder = NodeFinder(node, pattern=pattern)
    rows: list[ConcordanceRow] = []
    hits = 0

    def watched() -> Iterator[TokenBlock]:
        nonlocal hits
        for block in blocks:
            for index, line in enumerate(block.lines):
                for first, stop in finder.spans(block, index):
                    hits += 1
                    if limit is None or len(rows) < limit:
                        begin = block.starts[first] - line.start
                        end = block.ends[stop - 1] - line.start
                        left = line.text[max(begin - width, 0) : begin]
                        right = line.text[end : end + width]
                        found = line.text[begin:end]
                        rows.append(
                            ConcordanceRow(
                                block.document, line.number, left, found, right, begin + line.start
                            )
                        )
            yield block

    counts = Counts.of(watched())
    meta = {
        "tokens": counts.n_words(),
        "types": counts.n_types(),
        "documents": len(counts.documents),
        "hits": hits,
        "parameters": {
            "node": list(finder.forms),
            "width": width,
            "pattern": pattern,
            "limit": limit,
        },
        "formulae": {},
    }
    return Result(tuple(rows), meta)
