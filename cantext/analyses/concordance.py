"""Keyword in context: each occurrence of a node with the text around it, as the author wrote it."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from cantext.analyses.counts import Counts
from cantext.analyses.nodes import NodeFinder, NodeKind, narrowed
from cantext.analyses.over_texts import over_texts
from cantext.errors import UsageError
from cantext.result import Result
from cantext.segmentation.columns import ColumnSource
from cantext.segmentation.tokens import TokenBlock, is_word

Sorting = Literal["text", "left", "right", "node"]
SORTINGS: tuple[Sorting, ...] = ("text", "left", "right", "node")
# How many words on a side two lines are compared by.
_DEPTH = 5


@dataclass(frozen=True, slots=True)
class ConcordanceRow:
    """An occurrence; `start` is the node's character offset in the document's text.

    `node` is what the text says, `query` which of the nodes asked for it is.
    """

    document: str
    line: int
    left: str
    node: str
    right: str
    start: int
    query: str


@over_texts("kwic")
def concordance(
    blocks: Iterable[TokenBlock],
    node: str | Collection[str],
    *,
    kind: NodeKind = "text",
    also: Sequence[str] = (),
    width: int = 20,
    sort: Sorting = "text",
    limit: int | None = None,
) -> Result[ConcordanceRow]:
    """Show a node in context.

    Parameters
    ----------
    blocks
        Tokens, in blocks of which several may carry the same document; or texts: paths,
        documents or a corpus (see `cantext.analyses.over_texts`).
    node
        A token's text, a text that several tokens in a row make up, or several such texts that
        count as one node.
    kind
        What the nodes are: a `text`, a `pattern` (a regular expression searched in single tokens),
        or a `concept` of the dictionary, in all its forms.
    also
        Further nodes. Where two nodes overlap in the text, each has its row.
    width
        Characters of the line on either side, white space kept.
    sort
        `text` for the order of the text; `left` or `right` for that of the words before or after
        the node, the nearest first and punctuation left out; `node` for that of the node as the
        text has it, then of the words after it. Words are in the order of their characters in
        Unicode, which for Chinese is mostly that of radicals and strokes. Lines alike stay in the
        order of the text.
    limit
        How many rows, after sorting; None for all. `meta["hits"]` counts those beyond it too, and
        `meta["left_out"]` them alone.

    Raises
    ------
    UsageError
        If a node is empty, a pattern no regular expression, `sort` unknown, or `width` negative.

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
    import numpy as np

    if width < 0:
        raise UsageError(f"width must not be negative, but is {width}")
    if sort not in SORTINGS:
        raise UsageError(f"sort must be one of {', '.join(SORTINGS)}, not {sort!r}")
    finders = [NodeFinder(node, kind), *(NodeFinder(other, kind) for other in also)]
    found: list[tuple[list[str], ConcordanceRow]] = []
    hits = dict.fromkeys((finder.name for finder in finders), 0)

    def watched(blocks: Iterable[TokenBlock]) -> Iterator[TokenBlock]:
        for block in blocks:
            for index in range(len(block.lines)):
                for first, stop, finder in _spans(block, index, finders):
                    hits[finder.name] += 1
                    # Sorted rows must all be seen; in the order of the text the first will do.
                    if sort != "text" or limit is None or len(found) < limit:
                        row = _row(block, index, first, stop, width, finder.name)
                        found.append((_key(block, index, first, stop, sort), row))
            yield block

    if isinstance(blocks, ColumnSource):  # counted without being read
        counts = Counts.of(blocks)
        deque(watched(narrowed(blocks, finders)), maxlen=0)
    else:
        counts = Counts.of(watched(blocks))
    found.sort(key=lambda item: item[0])
    shown = found if limit is None else found[: max(limit, 0)]
    total = sum(hits.values())
    totals = np.where(counts.word_flags(), counts.totals(), 0)
    meta = {
        "tokens": int(totals.sum()),
        # A classifier is another key than the same word elsewhere, and the same type.
        "types": len({str(counts.kinds[k].text) for k in totals.nonzero()[0].tolist()}),
        "documents": len(counts.documents),
        "hits": total,
        "left_out": total - len(shown),
        "nodes": [{"node": name, "hits": count} for name, count in hits.items()],
        # What a search for the characters would find besides, inside words and over their edges.
        "across_words": sum(finder.across_words for finder in finders),
        "parameters": {
            "node": list(finders[0].forms),
            "kind": kind,
            "also": list(also),
            "width": width,
            "sort": sort,
            "limit": limit,
        },
        "formulae": {},
    }
    return Result(tuple(row for _, row in shown), meta)


def _spans(
    block: TokenBlock, index: int, finders: Sequence[NodeFinder]
) -> list[tuple[int, int, NodeFinder]]:
    """Return where the nodes stand in a line, in order."""
    found = [
        (first, stop, finder) for finder in finders for first, stop in finder.spans(block, index)
    ]
    if len(finders) > 1:
        found.sort(key=lambda span: span[:2])
    return found


def _row(
    block: TokenBlock, index: int, first: int, stop: int, width: int, query: str
) -> ConcordanceRow:
    line = block.lines[index]
    begin, end = block.starts[first] - line.start, block.ends[stop - 1] - line.start
    return ConcordanceRow(
        document=block.document,
        line=line.number,
        left=line.text[max(begin - width, 0) : begin],
        node=line.text[begin:end],
        right=line.text[end : end + width],
        start=begin + line.start,
        query=query,
    )


def _key(block: TokenBlock, index: int, first: int, stop: int, sort: Sorting) -> list[str]:
    """Return the words by which a line is sorted; none keep the order of the text."""
    if sort == "text":
        return []
    if sort == "left":
        return _words(reversed(block.texts[block.bounds[index] : first]))
    after = _words(block.texts[stop : block.bounds[index + 1]])
    return after if sort == "right" else ["".join(block.texts[first:stop]), *after]


def _words(texts: Iterable[str]) -> list[str]:
    return list(islice(filter(is_word, texts), _DEPTH))
