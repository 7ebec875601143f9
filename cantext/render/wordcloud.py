"""Word clouds in Hong Kong glyphs: the same words give the same bytes, PNG, SVG and PDF alike.

The package `wordcloud` finds the places; colours, glyphs and drawings are ours. Words stand in the
SVG as outlines, so that it looks the same in a browser, a slide or a vector editor with no font
installed; the word itself is the tooltip and the accessible name of its shape. The PDF carries a
font of just their characters, and can be searched.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cantext.errors import CantextError
from cantext.render.cloud_colours import (
    CATEGORIES,
    NEUTRAL,
    RANKS,
    by_category,
    by_rank,
    is_dark,
)
from cantext.render.cloud_colours import colormap as colours_of_map
from cantext.render.cloud_layout import PAD, lay_out, lay_out_alike
from cantext.render.cloud_legend import headings, legend_of
from cantext.render.drawing.files import encode_drawing, format_of
from cantext.render.drawing.marks import Drawing, Mark, Text
from cantext.render.drawing.type import drawable, measure_of
from cantext.render.fonts import Face, cut_face
from cantext.render.text import printable
from cantext.render.writing import write_atomically

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EDGE = 0.015  # of the shorter side, left free all around
_MORE = 1.5  # times the other side's rate, for a word to be in the colour of its side


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
    found no room, `legend` the colour of each category that has one, `marks` what is drawn besides
    the words.
    """

    width: int
    height: int
    background: str
    words: tuple[PlacedWord, ...]
    face: Face
    missing: str
    left_out: tuple[str, ...] = ()
    legend: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()

    def drawing(self) -> Drawing:
        """Return the marks of the words and what is drawn besides."""
        words = tuple(
            Text(
                word.x, word.y, word.text, word.size, word.colour,
                title=f"{word.text} {_number(word.frequency)}",
            )
            for word in self.words
        )  # fmt: skip
        return Drawing(self.width, self.height, (*self.marks, *words), background=self.background)

    def png(self) -> bytes:
        """Draw the words as a PNG image."""
        return encode_drawing(self.drawing(), self.face, "png")

    def svg(self) -> str:
        """Draw the words as a self-contained SVG document of outlines."""
        return encode_drawing(self.drawing(), self.face, "svg").decode("utf-8")

    def pdf(self) -> bytes:
        """Draw the words as a PDF of one page, whose text can be searched."""
        return encode_drawing(self.drawing(), self.face, "pdf")

    def encode(self, suffix: str) -> bytes:
        """Return the picture in the format that a file suffix names.

        Raises
        ------
        OutputError
            When the suffix is none of `.png`, `.svg` and `.pdf`.
        """
        return encode_drawing(self.drawing(), self.face, format_of(Path(f"cloud{suffix}")))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the picture, whole or not at all, in the format of the path's suffix.

        Raises
        ------
        OutputError
            When the suffix is unknown or the file cannot be written.
        """
        write_atomically(path, self.encode(Path(path).suffix))


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _strongest(frequencies: Mapping[str, float], max_words: int) -> list[tuple[str, float, str]]:
    """Return (word as drawn, frequency, word as given), most frequent first, ties by code point."""
    for word, frequency in frequencies.items():
        if not (math.isfinite(frequency) and frequency >= 0):
            raise CantextError(f"The frequency of {printable(word)!r} is {frequency}")
    ranked = sorted(frequencies.items(), key=lambda item: (-item[1], item[0]))
    words: dict[str, tuple[str, float, str]] = {}
    for word, frequency in ranked:
        shown = drawable(word)
        if frequency > 0 and shown:
            words.setdefault(shown, (shown, float(frequency), word))
        if len(words) == max_words:
            break
    if not words:
        raise CantextError("There are no words to draw: the text has none, or all were left out")
    return list(words.values())


def _check_size(width: int, height: int, max_words: int) -> None:
    if width < 1 or height < 1 or max_words < 1:
        raise CantextError(
            f"A picture of {width} by {height} pixels with {max_words} words cannot be drawn: "
            "all three must be 1 or more"
        )


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
    colormap: str | None = None,
    categories: Mapping[str, str] | None = None,
    others: str | None = None,
    mask: NDArray[np.bool_] | None = None,
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
    colormap
        A colour map of matplotlib to take the colours from.
    categories
        The category of each word; words of one category share a colour, others are grey, as are
        those of more categories than there are colours.
    others
        What grey words are called in a legend, which is drawn when this is given.
    mask
        Of shape (height, width), true where words may stand (see `cloud_mask.read_mask`).

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
    _check_size(width, height, max_words)
    if mask is not None and mask.shape != (height, width):
        raise CantextError(f"The mask has the shape {mask.shape}, the picture {(height, width)}")
    words = _strongest(frequencies, max_words)
    dark = is_dark(background)
    given = colours or (colours_of_map(colormap, dark) if colormap else None)
    palette = tuple(given or (RANKS if categories is None else CATEGORIES)[dark])
    for colour in palette:
        is_dark(colour)  # refuses what is no colour
    frequency_of = {shown: frequency for shown, frequency, _ in words}
    legend: dict[str, str] = {}
    if categories is None:
        colour_of = by_rank(list(frequency_of), palette)
    else:
        shown_category = {
            shown: drawable(categories[word]) for shown, _, word in words if categories.get(word)
        }
        colour_of, legend = by_category(
            list(frequency_of.items()), shown_category, palette, NEUTRAL[dark]
        )
    entries = dict(legend)
    if others is not None and NEUTRAL[dark] in colour_of.values():
        entries[drawable(others)] = NEUTRAL[dark]
    has_legend = others is not None and bool(legend)
    characters = PAD + "".join([*frequency_of, *(entries if has_legend else ())])
    face = cut_face(characters, None if font is None else Path(font), weight)
    marks: tuple[Mark, ...] = ()
    below = height
    if has_legend:
        ink = "#e6e9ec" if dark else "ink"
        marks, below = legend_of(entries, width, height, measure_of(face), ink)
        mask = None if mask is None else mask[:below]
    edge = 0 if mask is not None else round(_EDGE * min(width, below))
    places = lay_out(
        list(frequency_of.items()), face, width - 2 * edge, below - 2 * edge, seed, mask
    )
    placed = tuple(
        PlacedWord(text, frequency_of[text], x + edge, y + edge, size, colour_of[text])
        for text, size, x, y in places
    )
    drawn = {word.text for word in placed}
    left_out = tuple(shown for shown, _, _ in words if shown not in drawn)
    return Picture(width, height, background, placed, face, face.missing, left_out, legend, marks)


def compare_clouds(
    left: Mapping[str, float],
    right: Mapping[str, float],
    names: tuple[str, str],
    note: str = "",
    *,
    width: int = 1600,
    height: int = 900,
    max_words: int = 200,
    seed: int = 1997,
    background: str = "white",
    font: str | os.PathLike[str] | None = None,
    weight: int = 500,
) -> Picture:
    """Lay out two clouds side by side in which equal rates have equal sizes.

    Words are in the colour of their side when their rate there is at least 1.5 times that of the
    other side, else grey.

    Parameters
    ----------
    left, right
        The rate of each word, per million say; of all words, for one side tells how the other's are
        coloured.
    names
        What stands above each cloud.
    note
        What stands below both: how to read them.
    max_words
        Words in the picture; half of them a side.
    width, height, seed, background, font, weight
        As for `word_cloud`; the size is that of both together.

    Raises
    ------
    CantextError
        As `word_cloud`.
    """
    _check_size(width, height, max_words)
    dark = is_dark(background)
    each = max(max_words // 2, 1)
    sides = [_strongest(left, each), _strongest(right, each)]
    titles = [drawable(name) for name in names]
    told = drawable(note)
    characters = "".join(shown for side in sides for shown, _, _ in side)
    face = cut_face(
        PAD + characters + "".join(titles) + told, None if font is None else Path(font), weight
    )
    side_colours = CATEGORIES[dark][1], CATEGORIES[dark][0]
    muted = NEUTRAL[dark]
    marks, top, bottom = headings(
        titles, told, width, height, measure_of(face), side_colours, muted
    )
    gap = round(width * 0.02)
    half = (width - gap) // 2
    words = [[(shown, frequency) for shown, frequency, _ in side] for side in sides]
    edge = round(_EDGE * min(half, bottom - top))
    clouds = lay_out_alike(words, face, half - 2 * edge, bottom - top - 2 * edge, seed)
    placed: list[PlacedWord] = []
    left_out: list[str] = []
    for side, (found, others, colour) in enumerate(
        zip(clouds, (right, left), side_colours, strict=True)
    ):
        rate = {shown: frequency for shown, frequency, _ in sides[side]}
        given = {shown: word for shown, _, word in sides[side]}
        for text, size, x, y in found:
            more = rate[text] >= _MORE * others.get(given[text], 0.0)
            placed.append(
                PlacedWord(
                    text, rate[text], x + edge + side * (half + gap), y + edge + top, size,
                    colour if more else muted,
                )
            )  # fmt: skip
        drawn = {text for text, *_ in found}
        left_out += [shown for shown in rate if shown not in drawn]
    picture = Picture(width, height, background, tuple(placed), face, face.missing)
    return replace(picture, left_out=tuple(left_out), marks=marks)
