"""Networks as files: GraphML, GEXF and JSON for other programs, SVG, PNG and PDF for people."""

from __future__ import annotations

import io
import json
import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cantext.errors import CantextError, OutputError
from cantext.render.drawing.marks import SERIES, colour_value
from cantext.render.drawing.type import drawable
from cantext.render.text import printable

if TYPE_CHECKING:
    from cantext.analyses.network import EdgeRow
    from cantext.result import Result

NetworkFormat = Literal["graphml", "gexf", "json", "svg", "png", "pdf"]
FORMATS: tuple[NetworkFormat, ...] = ("graphml", "gexf", "json", "svg", "png", "pdf")
_NUMBERS = ("count", "expected", "log_likelihood", "log_dice", "mi", "npmi", "t_score", "documents")


def network_format(path: Path) -> NetworkFormat | None:
    """Return the format that a file name asks for, None if it is none of a network.

    >>> network_format(Path("net.GEXF")), network_format(Path("net.csv"))
    ('gexf', None)
    """
    return next((name for name in FORMATS if path.suffix.lower() == f".{name}"), None)


def network_graph(result: Result[EdgeRow]) -> Any:
    """Return what `network` found as a networkx graph.

    Nodes go by their terms, control characters made visible (XML forbids them), and have `label`,
    `count`, `degree`, `strength`, `community`, `category` (empty if there is none), and `size`,
    `r`, `g` and `b`, by which Gephi draws them. Edges have `weight`, `measure`, and the counts and
    measures of their rows; a value that is not finite is left out.

    Returns
    -------
    networkx.Graph
        Nodes the most frequent first, edges the strongest first.
    """
    import networkx
    from PIL import ImageColor

    graph = networkx.Graph()
    names: dict[str, str] = {}
    for node in result.meta["nodes"]:
        name = drawable(node["term"])
        while name in graph:  # two terms that differ in what cannot be written
            name += "′"
        names[node["term"]] = name
        colour = colour_value(SERIES[(node["community"] - 1) % len(SERIES)])
        red, green, blue = ImageColor.getrgb(colour)[:3]
        graph.add_node(
            name,
            label=name,
            count=int(node["count"]),
            degree=int(node["degree"]),
            strength=float(node["strength"]),
            community=int(node["community"]),
            category=printable(node["category"] or ""),
            size=round(4 * math.sqrt(node["count"]), 2),
            r=red,
            g=green,
            b=blue,
        )
    measure = result.meta["parameters"]["measure"]
    for row in result.rows:
        values = {key: getattr(row, key) for key in _NUMBERS}
        kept = {key: value for key, value in values.items() if math.isfinite(value)}
        graph.add_edge(
            names[row.node], names[row.collocate], weight=float(row.weight), measure=measure, **kept
        )
    return graph


def encode_network(
    result: Result[EdgeRow],
    format: NetworkFormat,
    *,
    title: str = "",
    size: tuple[int, int] | None = None,
    language: str = "en",
    seed: int = 1,
) -> tuple[bytes, str]:
    """Return a network as the bytes of a file; the same network gives the same bytes.

    Parameters
    ----------
    result
        What `cantext.analyses.network.network` found.
    format
        One of `FORMATS`. JSON is networkx's node-link form.
    title, size, language, seed
        Of a drawing: what stands above it, its pixels (without them as many as it needs), the
        language of its legend, and the arrangement.

    Returns
    -------
    (bytes, str)
        The file, and the characters that the font of a drawing lacks (drawn as boxes).

    Raises
    ------
    CantextError
        When there are no edges, or the drawing cannot be read at this size.
    OutputError
        When the format is none of `FORMATS`.
    """
    if format not in FORMATS:
        raise OutputError(f"Cannot write a network as {format!r}: choose from {', '.join(FORMATS)}")
    if not result.rows:
        raise CantextError("There is no network to write: no pair was found; try a lower minimum")
    if format in ("svg", "png", "pdf"):
        from cantext.render.network_drawing import draw_network

        return draw_network(result, format, title=title, size=size, language=language, seed=seed)
    graph = network_graph(result)
    return {"graphml": _graphml, "gexf": _gexf, "json": _json}[format](graph), ""


def _graphml(graph: Any) -> bytes:
    import networkx

    stream = io.BytesIO()
    # Not `write_graphml`, whose bytes differ where lxml is installed.
    networkx.write_graphml_xml(graph, stream, prettyprint=True)
    return stream.getvalue() + b"\n"


def _gexf(graph: Any) -> bytes:
    import networkx

    graph = graph.copy()
    for _, values in graph.nodes(data=True):  # GEXF has a place of its own for these
        colour = {"r": values.pop("r"), "g": values.pop("g"), "b": values.pop("b"), "a": 1}
        values["viz"] = {"color": colour, "size": values.pop("size")}
    stream = io.BytesIO()
    networkx.write_gexf(graph, stream, version="1.2draft")
    # The date of the day would make the same network another file tomorrow.
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", stream.getvalue(), count=1) + b"\n"


def _json(graph: Any) -> bytes:
    import networkx

    data: Mapping[str, Any] = networkx.node_link_data(graph, edges="edges")
    return (json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")
