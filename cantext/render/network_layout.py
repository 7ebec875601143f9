"""Where the nodes of a network stand: near what they are joined to, and clear of one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_ROUNDS = 200  # of pushing boxes apart before they are given more room
_ROOM = 2.2  # area that a component is spread over, in areas of its boxes
_ASPECT = 1.6  # width over height that the whole is packed to
_GAP = 28.0  # pixels between components
_PAIR = 30.0  # and between two words that stand alone


def lay_out_network(
    graph: Any, sizes: Sequence[tuple[float, float]], seed: int
) -> tuple[Floats, float, float]:
    """Find a place for each node.

    Parameters
    ----------
    graph
        A networkx graph of the numbers from 0, its edges with a `weight`.
    sizes
        Width and height of the box of each node, its label included.
    seed
        The same seed gives the same places.

    Returns
    -------
    (places, width, height)
        An array of the middles of the boxes, a row (x, y) a node, none of which overlap, and the
        size of the canvas that they fill.
    """
    import networkx
    import numpy as np

    boxes = np.array(sizes, float)
    places = np.zeros((len(boxes), 2))
    parts = [sorted(part) for part in networkx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), part[0]))
    frames: list[tuple[float, float]] = []
    for part in parts:
        own = boxes[part]
        start = _spread(graph.subgraph(part), part, own, seed)
        settled = apart(start, own)
        low = (settled - own / 2).min(axis=0)
        places[part] = settled - low
        width, height = ((settled + own / 2).max(axis=0) - low).tolist()
        frames.append((width, height))
    corners, width, height = packed(frames)
    for part, corner in zip(parts, corners, strict=True):
        places[part] += corner
    return places, width, height


def _spread(graph: Any, part: Sequence[int], boxes: Floats, seed: int) -> Floats:
    """Place a component by forces: edges pull, the more the heavier, and all nodes push."""
    import networkx
    import numpy as np

    if len(part) == 1:
        return np.zeros((1, 2))
    if len(part) == 2:
        return np.array([[0.0, 0.0], [boxes[:, 0].sum() / 2 + _PAIR, 0.0]])
    heaviest = max(weight for _, _, weight in graph.edges(data="weight"))
    drawn = networkx.Graph()
    drawn.add_nodes_from(part)
    # Square roots, lest a few edges outweigh all others; in an order that is always the same.
    for a, b in sorted(tuple(sorted(edge)) for edge in graph.edges):
        drawn.add_edge(a, b, pull=0.2 + (graph[a][b]["weight"] / heaviest) ** 0.5)
    # Along the rings first, so that the forces start from no tangle.
    start = networkx.circular_layout(drawn)
    found = networkx.spring_layout(
        drawn, weight="pull", seed=seed, iterations=300, k=1.6 / len(part) ** 0.5, pos=start
    )
    places = np.array([found[node] for node in part], float)
    span = np.ptp(places, axis=0)
    span[span == 0] = 1.0
    area = float((boxes[:, 0] * boxes[:, 1]).sum()) * _ROOM
    frame = np.array([(area * _ASPECT) ** 0.5, (area / _ASPECT) ** 0.5])
    spread: Floats = (places - places.min(axis=0)) / span * frame
    return spread


def apart(places: Floats, boxes: Floats) -> Floats:
    """Push boxes apart until none overlap, each pair along the shorter way.

    >>> import numpy as np
    >>> apart(np.array([[0.0, 0.0], [1.0, 0.0]]), np.array([[4.0, 2.0], [4.0, 2.0]]))[:, 1].tolist()
    [-1.0, 1.0]
    """
    import numpy as np

    places = places.astype(float).copy()
    need = (boxes[:, None, :] + boxes[None, :, :]) / 2
    index = np.arange(len(places))
    # Of two in one place the later is the one below, to the right.
    tie = np.sign(index[:, None] - index[None, :])
    step = 0
    while True:
        gap = places[:, None, :] - places[None, :, :]
        over = need - np.abs(gap)
        clash: NDArray[np.bool_] = np.logical_and(over[..., 0] > 1e-6, over[..., 1] > 1e-6)
        np.fill_diagonal(clash, False)
        if not clash.any():
            return places
        sideways = over[..., 0] < over[..., 1]
        sign = np.where(gap == 0, tie[..., None], np.sign(gap))
        push = np.where(clash[..., None], over * sign / 2, 0.0)
        push[..., 0][~sideways] = 0.0
        push[..., 1][sideways] = 0.0
        # A box between several is pushed by their mean, or it would leap to and fro.
        busy = np.maximum(clash.sum(axis=1), 1)[:, None]
        places += push.sum(axis=1) / busy * (1.0 if busy.max() == 1 else 1.2)
        step += 1
        if step % _ROUNDS == 0:
            places *= 1.1


def packed(
    frames: Sequence[tuple[float, float]],
) -> tuple[list[tuple[float, float]], float, float]:
    """Put frames in rows, the largest first, into a canvas near the wanted shape.

    >>> packed([(60, 40), (20, 10)])[0]
    [(0.0, 0.0), (88.0, 15.0)]
    """
    best: tuple[float, list[tuple[float, float]], float, float] | None = None
    total = sum((w + _GAP) * (h + _GAP) for w, h in frames)
    least = max(w for w, _ in frames)
    for factor in (0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0):
        limit = max((total * _ASPECT) ** 0.5 * factor, least)
        corners, width, height = _in_rows(frames, limit)
        waste = max(width / _ASPECT, height) ** 2
        if best is None or waste < best[0]:
            best = waste, corners, width, height
    assert best is not None
    return best[1:]


def _in_rows(
    frames: Sequence[tuple[float, float]], limit: float
) -> tuple[list[tuple[float, float]], float, float]:
    """Fill rows of at most `limit` pixels, each frame in the middle of its row's height."""
    order = [0, *sorted(range(1, len(frames)), key=lambda k: (-frames[k][1], k))]
    rows: list[list[int]] = [[]]
    used = 0.0
    for k in order:
        if rows[-1] and used + frames[k][0] > limit:
            rows.append([])
            used = 0.0
        rows[-1].append(k)
        used += frames[k][0] + _GAP
    lengths = [sum(frames[k][0] for k in row) + _GAP * (len(row) - 1) for row in rows]
    width, y = max(lengths), 0.0
    corners = [(0.0, 0.0)] * len(frames)
    for row, length in zip(rows, lengths, strict=True):
        height = max(frames[k][1] for k in row)
        # What is left of a row is shared out between its frames.
        spare = (width - length) / len(row)
        x = spare / 2
        for k in row:
            corners[k] = x, y + (height - frames[k][1]) / 2
            x += frames[k][0] + _GAP + spare
        y += height + _GAP
    return corners, width, y - _GAP
