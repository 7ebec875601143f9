"""Term resolution: which dictionary terms stand in a text, and which only seem to.

The characters of 法治 meet in 無法治療, and those of 港大 in 香港大部分. A term stands where the
engine sees no word running over its edges; how sure the engine must be to reject it grows with the
term's length, since long terms seldom meet by chance and engines know few of them.
"""

from collections.abc import Sequence

import numpy as np

from cantext.lexicon.matching import Span
from cantext.segment.characters import SURE, Margins

# The margin that both edges of a term must exceed, in hundredths of the logarithm of the odds. A
# term of four characters or more seldom meets by chance; the engine must be all but sure of it.
_SHORT_MARGIN, _LONG_MARGIN = 0, -600
_LONG = 4


def standing(candidates: Sequence[Span], margins: Margins) -> list[Span]:
    """Return the candidates that stand.

    A long term that runs on for one character (集體談判權) is kept whole with it, as no entry of
    the dictionary: better than the halves of a word that engines do not know.

    Parameters
    ----------
    candidates
        Places of the text where the characters of a term are.
    margins
        For each character of the text, how sure the engine is that a word begins there; -SURE
        inside a piece that is never cut.
    """
    if not candidates:
        return []
    padded = np.append(margins, (np.int16(SURE), np.int16(SURE)))
    starts = np.fromiter((span.start for span in candidates), np.intp, len(candidates))
    ends = np.fromiter((span.end for span in candidates), np.intp, len(candidates))
    kept = []
    for span, left, right, beyond in zip(
        candidates,
        padded[starts].tolist(),
        padded[ends].tolist(),
        padded[ends + 1].tolist(),
        strict=True,
    ):
        least = _least_margin(span)
        if left > least and right > least:
            kept.append(span)
        elif left > 0 and -SURE < right < beyond and beyond > 0 and least == _LONG_MARGIN:
            kept.append(span._replace(end=span.end + 1, entries=()))
    return kept


def _least_margin(span: Span) -> int:
    if span.is_users or (span.entries and span.entries[0].is_firm):
        return -SURE
    if span.is_ambiguous or span.end - span.start < _LONG:
        return _SHORT_MARGIN
    return _LONG_MARGIN
