"""The word cloud inside a page: each word a shape, in the page's colours.

Letters are outlines and no text in an embedded font. The layout fits words into each other by the
very outlines of one face; were the font refused (by a mail program, by another page's policy) or
lost (in print, in a slide), words would stand across each other. Outlines of 100 words take some
120 kB, the font for them as much again in base64. The words are read by their labels.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from cantext.render.page.environment import html_text

if TYPE_CHECKING:
    from markupsafe import Markup

    from cantext.render.wordcloud import Picture, PlacedWord

_WIDTH, _HEIGHT = 1040, 440
# By rank; only told apart here, the page's style has the colours: `--cloud-0` to `--cloud-6`.
_COLOURS = ("#000000", "#000001", "#000002", "#000003", "#000004", "#000005", "#000006")


def page_cloud(
    counts: Mapping[str, int], names: Mapping[str, str], title: str
) -> tuple[Markup, tuple[str, ...]]:
    """Draw a cloud for a page.

    Parameters
    ----------
    counts
        How often each word occurs; at least one.
    names
        The name of what a click on a word shows.
    title
        What the picture is, for who cannot see it.

    Returns
    -------
    (Markup, tuple of str)
        An SVG element, and the words that found no room.
    """
    from markupsafe import Markup

    from cantext.render.wordcloud import word_cloud

    picture = word_cloud(
        counts, width=_WIDTH, height=_HEIGHT, max_words=len(counts), background="transparent",
        colours=_COLOURS,
    )  # fmt: skip
    words = sorted(picture.words, key=lambda word: (-word.frequency, word.text))
    shapes = "\n".join(_shape(picture, word, names.get(word.text)) for word in words)
    svg = (
        f'<svg class="cloud" role="img" aria-label={quoteattr(html_text(title))} '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}">\n{shapes}\n</svg>'
    )
    return Markup(svg), picture.left_out  # every text in it is escaped


def _shape(picture: Picture, word: PlacedWord, name: str | None) -> str:
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    face = picture.face
    path = SVGPathPen(None, ntos=lambda number: f"{number:.0f}")
    along = 0
    for character in word.text:
        recording = RecordingPen()
        recording.value = list(face.outlines[character])
        recording.replay(TransformPen(path, (1, 0, 0, 1, along, 0)))
        along += face.advances[character]
    scale = word.size / face.units_per_em
    numbers = " ".join(f"{n:.4f}".rstrip("0").rstrip(".") for n in (scale, -scale, word.x, word.y))
    across, down, x, y = numbers.split()
    said = f"{html_text(word.text)} {word.frequency:,.0f}"
    context = f" data-kwic={quoteattr(name)}" if name else ""
    # A rectangle takes the clicks between strokes too.
    room = f'<rect x="0" y="-120" width="{along}" height="{face.units_per_em}" fill="transparent"/>'
    return (
        f'<g class="word c{_COLOURS.index(word.colour)}" data-name={quoteattr(said)}{context} '
        f'transform="matrix({across} 0 0 {down} {x} {y})"><title>{escape(said)}</title>{room}'
        f'<path d="{path.getCommands()}"/></g>'
    )
