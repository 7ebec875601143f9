"""Spaced-out Chinese: 施 政 報 告 on a title page is 施政報告."""

import numpy as np
from numpy.typing import NDArray

from cantext.segmentation.characters import HAN, Codes, kinds_of

_SPACE = 0x20  # as the projection writes no-break and full-width spaces


def inner_spaces(projected: Codes) -> NDArray[np.bool_] | None:
    """Return which characters are spaces inside spaced-out Chinese; None when there are none.

    Spaced-out are three characters or more, each alone between single spaces, with nothing Chinese
    at either end.

    >>> from cantext.segmentation.characters import code_points, text_of
    >>> codes = code_points("目 录  施 政 报 告")
    >>> text_of(codes[~inner_spaces(codes)])
    '目 录  施政报告'
    """
    spaces = np.flatnonzero(projected[1:-1] == _SPACE) + 1
    neighbours = kinds_of(projected[[spaces - 1, spaces + 1]])
    between = spaces[(neighbours == HAN).all(axis=0)]
    runs = np.split(between, np.flatnonzero(np.diff(between) != 2) + 1)
    found = np.zeros(len(projected), np.bool_)
    for run in runs if len(runs) < len(between) else ():  # almost no text has a run of two
        edges = projected[[max(run[0] - 2, 0), min(run[-1] + 2, len(projected) - 1)]]
        at_edge = run[0] < 2, run[-1] + 2 >= len(projected)
        if len(run) > 1 and ((kinds_of(edges) != HAN) | at_edge).all():
            found[run] = True
    return found if found.any() else None
