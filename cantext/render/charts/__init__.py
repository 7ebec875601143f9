"""Charts of results, inside a page and as files: bars, lines, dispersion, two-sided bars.

A chart is laid out by ourselves and drawn by `cantext.render.drawing`, not by matplotlib, though
that is there as a dependency of wordcloud: a page wants text that is text, colours that follow its
style sheet and no second of start-up; labels must be measured in the very glyphs that are drawn, so
that none collides or is cut; and PNG, SVG and page must show the same picture.
"""

from cantext.render.charts.data import Bars, Chart, Dispersion, Lines, Part, Series, TwoSided
from cantext.render.charts.draw import draw, encode, inline_svg

__all__ = [
    "Bars",
    "Chart",
    "Dispersion",
    "Lines",
    "Part",
    "Series",
    "TwoSided",
    "draw",
    "encode",
    "inline_svg",
]
