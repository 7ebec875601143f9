"""Term resolution: which dictionary terms stand in a text, and which only seem to.

The characters of 法治 meet in 無法治療, and those of 港大 in 香港大部分. A term stands where the
engine sees no word running over its edges; how sure the engine must be to reject it grows with the
term's length, since long terms seldom meet by chance and engines know few of them.
"""

import numpy as np
from numpy.typing import NDArray

from cantext.lexicon.candidates import Candidates
from cantext.segmentation.characters import SURE, Margins

# The margin that both edges of a term must exceed, in hundredths of the logarithm of the odds. A
# term of four characters or more seldom meets by chance; the engine must be all but sure of it.
_SHORT_MARGIN, _LONG_MARGIN = 0, -600
_LONG = 4


def standing(candidates: Candidates, margins: Margins) -> Candidates:
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
    padded = np.append(margins, (np.int16(SURE), np.int16(SURE)))
    starts, ends = candidates.starts, candidates.ends
    left, right, beyond = padded[starts], padded[ends], padded[ends + 1]
    least = _least_margins(candidates)
    stands = (left > least) & (right > least)
    runs_on = (left > 0) & (right > -SURE) & (right < beyond) & (beyond > 0)
    runs_on &= ~stands & (least == _LONG_MARGIN)
    kept = candidates.at(stands)
    longer = candidates.at(runs_on)
    return Candidates(  # of two at one place the last is taken: an entry, where there is one
        np.concatenate((longer.starts, kept.starts)),
        np.concatenate((longer.ends + 1, kept.ends)),
        np.concatenate((np.zeros(len(longer), np.intp), kept.numbers)),
        candidates.table,
    )


def _least_margins(candidates: Candidates) -> NDArray[np.int16]:
    """Return the margin that both edges of each term must exceed."""
    table, numbers = candidates.table, candidates.numbers
    is_short = table.is_ambiguous[numbers] | (candidates.ends - candidates.starts < _LONG)
    least = np.where(is_short, np.int16(_SHORT_MARGIN), np.int16(_LONG_MARGIN))
    least[table.is_firm[numbers]] = -SURE
    return least
