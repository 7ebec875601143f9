"""The words of texts as rows."""

from collections.abc import Iterable

from cantext.analyses.over_texts import over_texts
from cantext.result import Result
from cantext.segmentation.rows import LineRow, segment_rows
from cantext.segmentation.tags import Tagger
from cantext.segmentation.tokens import TokenBlock


@over_texts("segment")
def segment(blocks: Iterable[TokenBlock], *, tagger: Tagger | None = None) -> Result[LineRow]:
    """Cut texts into words: a row for each line, blank ones included, in order.

    Parameters
    ----------
    blocks
        Texts: paths, documents or a corpus (see `cantext.analyses.over_texts`); or their tokens.
    tagger
        What gives each token its part of speech (`cantext.segmentation.pos.load_tagger`).

    Returns
    -------
    Result[LineRow]
        Each token has its text as the author wrote it, the offsets of its characters in the
        document, its kind, and the concept of the dictionary that it is.

    Examples
    --------
    >>> import cantext
    >>> (row,) = cantext.segment(cantext.Document("a", "推動產學研合作")).rows
    >>> [token.text for token in row.tokens]
    ['推動', '產學研', '合作']
    """
    return Result(tuple(segment_rows(blocks, tagger)))
