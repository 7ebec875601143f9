"""Networks drawn: communities in colours, circles by count, lines by strength, labels apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cantext.errors import CantextError
from cantext.render.charts.heading import heading
from cantext.render.charts.scales import written
from cantext.render.drawing.files import FileFormat, encode_drawing
from cantext.render.drawing.marks import SERIES, Circle, Drawing, Mark, Strokes, Text
from cantext.render.drawing.type import Measure, drawable, measure_of
from cantext.render.fonts import cut_face
from cantext.render.labels import label, phrase
from cantext.render.network_layout import lay_out_network

if TYPE_CHECKING:
    from cantext.analyses.network import EdgeRow
    from cantext.result import Result

_TYPE = (13.0, 22.0)  # pixels of the smallest and largest label
_RADIUS = (5.0, 24.0)
_WIDTH = (1.0, 7.0)
_CLEAR = 5.0  # around a node and its label
_MARGIN = 24.0
_NARROWEST = 480.0
_ENLARGED = 2.0
_LEAST = 0.65  # of the layout; labels below 8.5 pixels cannot be read
# From here on the picture is a tangle, and the forces take minutes.
_MOST_NODES, _MOST_EDGES = 300, 1000


def draw_network(
    result: Result[EdgeRow],
    format: FileFormat,
    *,
    title: str,
    size: tuple[int, int] | None,
    language: str,
    seed: int,
) -> tuple[bytes, str]:
    """Return the bytes of a drawing and the characters its font lacks; see `encode_network`."""
    nodes, edges = len(result.meta["nodes"]), len(result.rows)
    if nodes > _MOST_NODES or edges > _MOST_EDGES:
        raise CantextError(
            f"A drawing of {nodes:,} words and {edges:,} pairs cannot be read: ask for "
            f"{_MOST_NODES} and {_MOST_EDGES:,} at most, or write .graphml for Gephi"
        )
    legend = _legend(result, language)
    words = "".join(drawable(node["term"]) for node in result.meta["nodes"])
    face = cut_face(words + drawable(title) + legend, weight=500)
    drawing = network_drawing(result, measure_of(face), title, language, seed)
    if size is None:
        sized = drawing.fitted(round(drawing.width * _ENLARGED), round(drawing.height * _ENLARGED))
    else:
        scale = min(size[0] / drawing.width, size[1] / drawing.height)
        if scale < _LEAST:
            more = _LEAST / scale
            raise CantextError(
                f"{size[0]} by {size[1]} pixels are too few for {nodes} words: make it at least "
                f"{round(size[0] * more)} by {round(size[1] * more)}, or ask for fewer words"
            )
        sized = drawing.fitted(*size)
    return encode_drawing(sized, face, format), face.missing


def _legend(result: Result[EdgeRow], language: str) -> str:
    measure = label(result.meta["parameters"]["measure"], language)
    return phrase("text.network_legend", language, measure=measure)


def network_drawing(
    result: Result[EdgeRow], measure: Measure, title: str, language: str, seed: int
) -> Drawing:
    """Lay out and mark a network; no two labels, and no label and circle, overlap."""
    import networkx

    nodes = result.meta["nodes"]
    names = [drawable(node["term"]) for node in nodes]
    number = {node["term"]: k for k, node in enumerate(nodes)}
    most = max(node["count"] for node in nodes)
    shares = [(node["count"] / most) ** 0.5 for node in nodes]  # areas in proportion to counts
    radii = [max(_RADIUS[0], _RADIUS[1] * share) for share in shares]
    types = [_TYPE[0] + (_TYPE[1] - _TYPE[0]) * share for share in shares]
    boxes = [
        (
            max(2 * radius, measure(name, size)) + 2 * _CLEAR,
            2 * radius + size * 1.2 + 2 * _CLEAR,
        )
        for name, radius, size in zip(names, radii, types, strict=True)
    ]
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(nodes)))
    for row in result.rows:
        graph.add_edge(number[row.node], number[row.collocate], weight=row.weight)
    places, width, height = lay_out_network(graph, boxes, seed)
    width = max(width, _NARROWEST)
    head = heading(title, _legend(result, language), width + 2 * _MARGIN, measure)
    left = _MARGIN + (width - float((places[:, 0]).max() + places[:, 0].min())) / 2
    centres = [
        (left + x, head.bottom + y - box[1] / 2 + _CLEAR + radius)
        for (x, y), box, radius in zip(places.tolist(), boxes, radii, strict=True)
    ]
    marks: list[Mark] = [*head.marks, *_edges(result, number, centres)]
    for name, node, centre, radius, size in zip(names, nodes, centres, radii, types, strict=True):
        colour = SERIES[(node["community"] - 1) % len(SERIES)]
        x, y = centre
        marks.append(Circle(x, y, radius, colour, f"{name} {node['count']:,}", name))
        marks.append(Text(x, y + radius + size, name, size, "ink", "middle", halo=True))
    described = phrase(
        "text.network_described", language, nodes=len(nodes), edges=len(result.rows),
        communities=result.meta["communities"], items=_pairs(result, language),
    )  # fmt: skip
    return Drawing(
        width + 2 * _MARGIN, head.bottom + height + _MARGIN, tuple(marks),
        head.title or label("text.title_network", language), described,
    )  # fmt: skip


def _edges(
    result: Result[EdgeRow], number: dict[str, int], centres: list[tuple[float, float]]
) -> list[Mark]:
    """Return the lines, the strongest on top, in the colour of their community or grey."""
    heaviest = max(row.weight for row in result.rows)
    write = written([row.weight for row in result.rows])
    marks: list[Mark] = []
    for row in reversed(result.rows):
        same = row.node_community == row.collocate_community
        colour = SERIES[(row.node_community - 1) % len(SERIES)] if same else "muted"
        ends = centres[number[row.node]], centres[number[row.collocate]]
        title = f"{drawable(row.node)} – {drawable(row.collocate)}: {write(row.weight)}"
        width = max(_WIDTH[0], _WIDTH[1] * row.weight / heaviest)
        marks.append(Strokes((ends,), colour, width, opacity=0.45 if same else 0.3, title=title))
    return marks


def _pairs(result: Result[EdgeRow], language: str) -> str:
    joint: Any = label("word.separator", language)
    return str(joint).join(f"{drawable(r.node)}–{drawable(r.collocate)}" for r in result.rows)
