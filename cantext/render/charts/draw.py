"""From a chart to a page or a file."""

from __future__ import annotations

import os
from pathlib import Path

from cantext.errors import CantextError
from cantext.render.charts.data import Bars, Chart, Dispersion, Lines, TwoSided
from cantext.render.charts.lines import lay_out_lines
from cantext.render.charts.rows import lay_out_bars, lay_out_dispersion, lay_out_two_sided
from cantext.render.drawing.files import FileFormat, encode_drawing, format_of
from cantext.render.drawing.marks import Drawing
from cantext.render.drawing.svg import inline
from cantext.render.drawing.type import Measure, estimated_width, measure_of
from cantext.render.fonts import cut_face
from cantext.render.writing import write_atomically

_PAGE_WIDTH = 640.0
_FILE_WIDTH = 800.0  # of the layout; a file without a size is twice as large in pixels
_ENLARGED = 2.0
_NARROWEST, _WIDEST = 360.0, 1600.0
_LEAST = 0.7  # the smallest type of a layout is 12 pixels; below 8.4 it cannot be read


def inline_svg(chart: Chart, language: str, width: float = _PAGE_WIDTH) -> str:
    """Return a chart as an SVG element for an HTML page.

    Text stays text in the page's type; its width is estimated from above, so that labels neither
    collide nor leave the picture whatever the font. The colours are the custom properties
    `--chart-1` to `--chart-8`, `--muted` and `--grid`, ink is `currentColor`. The element has a
    title and a description with every figure; all text in it is escaped.

    Parameters
    ----------
    chart
        A `Bars`, `Lines`, `Dispersion` or `TwoSided`.
    language
        `en` or `zh-Hant`, for the description.
    width
        Of the layout in pixels: that of the place it stands in, so that its type keeps its size.

    Examples
    --------
    >>> svg = inline_svg(Bars("Terms", ("香港", "<b>"), (282, 3), "Count"), "en")
    >>> svg[:21], "&lt;b&gt;" in svg, "<b>" in svg
    ('<svg class="chart" ro', True, False)
    """
    return inline(_lay_out(chart, width, estimated_width, language))


def encode(
    chart: Chart, format: FileFormat, *, size: tuple[int, int] | None = None, language: str = "en"
) -> tuple[bytes, str]:
    """Return a chart as the bytes of a `png`, `svg` or `pdf` file, in Hong Kong glyphs.

    Returns
    -------
    (bytes, str)
        The file, and the characters that the font lacks (drawn as boxes).

    Raises
    ------
    CantextError
        When there is nothing to show, or the chart cannot be read at this size.
    """
    if not _is_filled(chart):
        raise CantextError("There is nothing to draw: the result has no rows")
    plan = _lay_out(chart, _FILE_WIDTH, estimated_width, language)
    face = cut_face(plan.characters() + "0123456789.,·", weight=400)
    drawing = _sized(chart, size, measure_of(face), language)
    return encode_drawing(drawing, face, format), face.missing


def draw(
    chart: Chart,
    path: str | os.PathLike[str],
    *,
    size: tuple[int, int] | None = None,
    language: str = "en",
) -> str:
    """Write a chart to a file, PNG, SVG or PDF by its suffix, whole or not at all.

    Parameters
    ----------
    chart
        A `Bars`, `Lines`, `Dispersion` or `TwoSided`.
    path
        Ends in `.png`, `.svg` or `.pdf`.
    size
        Width and height in pixels; without it 1600 wide and as tall as the rows need.
    language
        `en` or `zh-Hant`, for the description that goes into the SVG.

    Returns
    -------
    str
        The characters that the font lacks (drawn as boxes).

    Raises
    ------
    OutputError
        When the suffix is another, or the file cannot be written.
    CantextError
        When there is nothing to show, or the chart cannot be read at this size.
    """
    data, missing = encode(chart, format_of(Path(path)), size=size, language=language)
    write_atomically(path, data)
    return missing


def _is_filled(chart: Chart) -> bool:
    if isinstance(chart, Lines):
        return any(value is not None for series in chart.series for value in series.values)
    return bool(chart.terms if isinstance(chart, Dispersion) else chart.labels)


def _lay_out(
    chart: Chart, width: float, measure: Measure, language: str, height: float | None = None
) -> Drawing:
    if isinstance(chart, Bars):
        return lay_out_bars(chart, width, measure, language)
    if isinstance(chart, TwoSided):
        return lay_out_two_sided(chart, width, measure, language)
    if isinstance(chart, Dispersion):
        return lay_out_dispersion(chart, width, measure, language)
    return lay_out_lines(chart, width, measure, language, height)


def _sized(chart: Chart, size: tuple[int, int] | None, measure: Measure, language: str) -> Drawing:
    """Lay out a chart for a size: rows as they are, at the width that fills the canvas best."""
    if size is None:
        drawing = _lay_out(chart, _FILE_WIDTH, measure, language)
        width, height = drawing.width * _ENLARGED, drawing.height * _ENLARGED
        return drawing.fitted(round(width), round(height))
    width, height = size
    wanted = _FILE_WIDTH
    drawing = _lay_out(chart, wanted, measure, language, wanted * height / width)
    for _ in range(2):  # a width changes where labels break, and so the height
        wanted = min(max(drawing.height * width / height, _NARROWEST), _WIDEST)
        if isinstance(chart, Lines):
            wanted = max(wanted, _FILE_WIDTH)
        drawing = _lay_out(chart, wanted, measure, language, wanted * height / width)
    scale = min(width / drawing.width, height / drawing.height)
    if scale < _LEAST:
        needed = _LEAST / scale
        raise CantextError(
            f"{width} by {height} pixels are too few for the labels of this chart: make it at "
            f"least {round(width * needed)} by {round(height * needed)}, or show fewer rows"
        )
    return drawing.fitted(width, height)
