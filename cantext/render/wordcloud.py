"""Word clouds in Hong Kong glyphs: the same words give the same bytes, PNG and SVG alike.

The package `wordcloud` finds the places; colours, glyphs and both drawings are ours. Words stand in
the SVG as outlines, so that it looks the same in a browser, a slide or a vector editor with no font
installed; the word itself is the tooltip and the accessible name of its shape.
"""

from __future__ import annotations

import io
import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from cantext.errors import CantextError, OutputError
from cantext.render.cloud_layout import PAD, lay_out
from cantext.render.fonts import Face, cut_face
from cantext.render.text import printable
from cantext.render.writing import write_atomically

# All keep a contrast of at least 4.5 to 1 with white, or with #111111 (WCAG 2.2, 1.4.3).
# By rank: one warm colour for the first word, then from deep to quiet.
_RANKS = {
    False: ("#a4133c", "#14365d", "#0f5c73", "#1a7373", "#3f6b88", "#596c82", "#66707c"),
    True: ("#ff8fa3", "#d6e6ff", "#a9d6e5", "#7fd1c7", "#8fb4d0", "#9fb0c3", "#94a0ad"),
}
# By category: told apart by hue.
_CATEGORIES = {
    False: ("#0f5c73", "#a4133c", "#2f6b3c", "#6a4c93", "#8a5a00", "#1f5fa8", "#a03d6f", "#4f6d1a"),
    True: ("#7fd1c7", "#ff8fa3", "#8fd694", "#c7a6f2", "#f2c14e", "#8fb8ff", "#f49ac1", "#c3d86b"),
}
_NEUTRAL = {False: "#66707c", True: "#94a0ad"}  # words of no category


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word in its place: it starts at `x` on the baseline `y`, in pixels from the upper left.

    `size` is the font size in pixels.
    """

    text: str
    frequency: float
    x: float
    y: float
    size: float
    colour: str


@dataclass(frozen=True)
class Picture:
    """A word cloud, ready to be drawn.

    `missing` are characters that the font lacks (drawn as an empty box), `left_out` the words that
    found no room, `legend` the colour of each category that occurs.
    """

    width: int
    height: int
    background: str
    words: tuple[PlacedWord, ...]
    face: Face
    missing: str
    left_out: tuple[str, ...] = ()
    legend: Mapping[str, str] = field(default_factory=dict)

    def png(self) -> bytes:
        """Draw the words as a PNG image."""
        from PIL import Image, ImageDraw, ImageFont

        transparent = self.background == "transparent"
        image = Image.new(
            "RGBA" if transparent else "RGB", (self.width, self.height),
            (255, 255, 255, 0) if transparent else self.background,
        )  # fmt: skip
        draw = ImageDraw.Draw(image)
        for word in self.words:
            font = ImageFont.truetype(
                io.BytesIO(self.face.data), word.size, layout_engine=ImageFont.Layout.BASIC
            )
            # "ls": the point given is the left end of the baseline.
            draw.text((word.x, word.y), word.text, fill=word.colour, font=font, anchor="ls")
        stream = io.BytesIO()
        image.save(stream, "PNG")
        return stream.getvalue()

    def svg(self) -> str:
        """Draw the words as a self-contained SVG document of outlines."""
        size = f'width="{self.width}" height="{self.height}"'
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
            f'viewBox="0 0 {self.width} {self.height}">',
        ]
        if self.background != "transparent":
            lines.append(f'<rect width="100%" height="100%" fill={quoteattr(self.background)}/>')
        lines += [self._shape(word) for word in self.words]
        return "\n".join([*lines, "</svg>", ""])

    def _shape(self, word: PlacedWord) -> str:
        from fontTools.pens.recordingPen import RecordingPen
        from fontTools.pens.svgPathPen import SVGPathPen
        from fontTools.pens.transformPen import TransformPen

        path = SVGPathPen(None, ntos=lambda number: f"{number:.0f}")
        along = 0
        for character in word.text:
            recording = RecordingPen()
            recording.value = list(self.face.outlines[character])
            recording.replay(TransformPen(path, (1, 0, 0, 1, along, 0)))
            along += self.face.advances[character]
        name = f"{word.text} {_number(word.frequency)}"
        # From font units, y upwards from the baseline, to pixels, y downwards.
        scale = word.size / self.face.units_per_em
        numbers = " ".join(_decimal(n) for n in (scale, 0, 0, -scale, word.x, word.y))
        return (
            f'<path role="img" aria-label={quoteattr(name)} fill={quoteattr(word.colour)} '
            f'transform="matrix({numbers})" d="{path.getCommands()}">'
            f"<title>{escape(name)}</title></path>"
        )

    def encode(self, suffix: str) -> bytes:
        """Return the picture in the format that a file suffix names.

        Raises
        ------
        OutputError
            When the suffix is neither `.png` nor `.svg`.
        """
        if suffix.lower() == ".png":
            return self.png()
        if suffix.lower() == ".svg":
            return self.svg().encode("utf-8")
        raise OutputError(
            f"Cannot draw a word cloud as {printable(suffix) or 'a file without suffix'}: "
            "name a file that ends in .png or .svg"
        )

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the picture, whole or not at all, in the format of the path's suffix.

        Raises
        ------
        OutputError
            When the suffix is unknown or the file cannot be written.
        """
        write_atomically(path, self.encode(Path(path).suffix))


def _decimal(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"


def _shown(text: str) -> str:
    """Return a word as it can be drawn and written in XML, which forbids U+FFFE and U+FFFF."""
    return printable(text).replace("\ufffe", "").replace("\uffff", "").strip()


def _strongest(frequencies: Mapping[str, float], max_words: int) -> list[tuple[str, float, str]]:
    """Return (word as drawn, frequency, word as given), most frequent first, ties by code point."""
    for word, frequency in frequencies.items():
        if not (math.isfinite(frequency) and frequency >= 0):
            raise CantextError(f"The frequency of {printable(word)!r} is {frequency}")
    ranked = sorted(frequencies.items(), key=lambda item: (-item[1], item[0]))
    words: dict[str, tuple[str, float, str]] = {}
    for word, frequency in ranked:
        shown = _shown(word)
        if frequency > 0 and shown:
            words.setdefault(shown, (shown, float(frequency), word))
        if len(words) == max_words:
            break
    if not words:
        raise CantextError("There are no words to draw: the text has none, or all were left out")
    return list(words.values())


def _is_dark(background: str) -> bool:
    from PIL import ImageColor

    if background == "transparent":
        return False
    try:
        red, green, blue = ImageColor.getrgb(background)[:3]
    except ValueError as error:
        raise CantextError(
            f"Unknown background {background!r}: give a name such as white, #rrggbb or transparent"
        ) from error
    return 0.299 * red + 0.587 * green + 0.114 * blue < 128  # ITU-R BT.601 luma


def _colours(
    words: Sequence[tuple[str, float, str]],
    categories: Mapping[str, str] | None,
    palette: Sequence[str],
    neutral: str,
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the colour of each word as drawn, and the colour of each category that occurs."""
    if categories is None:
        # The first word has the first colour; the rest share the others in bands that widen
        # with the square of the rank, so that the few great words differ most.
        last = len(palette) - 1
        bands = [0] + [
            min(1 + int(last * math.sqrt(place / len(words))), last)
            for place in range(1, len(words))
        ]
        return {shown: palette[band] for (shown, _, _), band in zip(words, bands, strict=True)}, {}
    weights: dict[str, float] = {}
    for _, frequency, word in words:
        if category := categories.get(word):
            weights[category] = weights.get(category, 0.0) + frequency
    ordered = sorted(weights, key=lambda name: (-weights[name], name))
    legend = {name: palette[place % len(palette)] for place, name in enumerate(ordered)}
    return {
        shown: legend.get(categories.get(word, ""), neutral) for shown, _, word in words
    }, legend


def word_cloud(
    frequencies: Mapping[str, float],
    *,
    width: int = 1600,
    height: int = 900,
    max_words: int = 200,
    seed: int = 1997,
    background: str = "white",
    font: str | os.PathLike[str] | None = None,
    weight: int = 500,
    colours: Sequence[str] | None = None,
    categories: Mapping[str, str] | None = None,
) -> Picture:
    """Lay out a word cloud.

    Parameters
    ----------
    frequencies
        A number above zero for each word; of equals, the lower code point comes first.
    width, height
        Pixels.
    max_words
        Only the most frequent words are drawn.
    seed
        Another seed gives another layout; the same gives the same bytes.
    background
        A colour name, `#rrggbb` or `transparent`.
    font
        An OTF, TTF or TTC file; without it, the Hong Kong face that comes with cantext.
    weight
        100 (thin) to 900 (black), for a variable font.
    colours
        Colours to use instead of ours, from the most frequent words to the least, or one a
        category, the heaviest first.
    categories
        The category of each word; words of one category share a colour, others are grey.

    Raises
    ------
    CantextError
        When there is no word, a number is negative or not finite, the size is not positive, or the
        font or a colour cannot be used.

    Examples
    --------
    >>> picture = word_cloud({"北部都會區": 28, "產學研": 3}, width=400, height=225)
    >>> [word.text for word in picture.words], picture.missing, picture.left_out
    (['北部都會區', '產學研'], '', ())
    """
    if width < 1 or height < 1 or max_words < 1:
        raise CantextError(
            f"A picture of {width} by {height} pixels with {max_words} words cannot be drawn: "
            "all three must be 1 or more"
        )
    words = _strongest(frequencies, max_words)
    dark = _is_dark(background)
    palette = tuple(colours or (_RANKS if categories is None else _CATEGORIES)[dark])
    for colour in palette:
        _is_dark(colour)  # refuses what is no colour
    colour_of, legend = _colours(words, categories, palette, _NEUTRAL[dark])
    characters = PAD + "".join(shown for shown, _, _ in words)
    face = cut_face(characters, None if font is None else Path(font), weight)
    frequency_of = {shown: frequency for shown, frequency, _ in words}
    placed = tuple(
        PlacedWord(text, frequency_of[text], x, y, size, colour_of[text])
        for text, size, x, y in lay_out(list(frequency_of.items()), face, width, height, seed)
    )
    drawn = {word.text for word in placed}
    left_out = tuple(shown for shown, _, _ in words if shown not in drawn)
    return Picture(width, height, background, placed, face, face.missing, left_out, legend)
