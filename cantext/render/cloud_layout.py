"""Where the words of a cloud stand: their sizes, and places that the package wordcloud finds."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Sequence
from pathlib import Path

from cantext.errors import CantextError
from cantext.render.fonts import PAD_HEIGHT, Face, block_font

# The time to find places grows with the area: they are found on a canvas of this length and drawn
# larger. 800 keeps 200 words under two seconds with no overlap to be seen.
_LAYOUT_LENGTH = 800
_CONTRAST = 0.7  # 0.5 gives areas in proportion to the frequencies, 1 sizes; between looks best
_FILL = 0.72  # of the canvas that the blocks of the words take together
_WIDEST, _TALLEST = 0.7, 0.4  # of the canvas that one word may take
_TRIES, _SHRINK = 4, 0.92  # when a word finds no room, all are made smaller and placed anew
_SMALLEST = 12  # pixels of the drawing; a smaller word cannot be read
_MARGIN = 2  # pixels of the layout around each word
# Chinese has no space between words: two of one size side by side would read as one. So each is
# laid out between two four-per-em spaces, which set it off in proportion to its size.
PAD = "\u2005"


def _sizes(
    words: Sequence[tuple[str, float]], face: Face, width: int, height: int, smallest: int
) -> list[float]:
    """Return font sizes whose blocks together take `_FILL` of the canvas.

    Sizes follow the frequencies to the power of `_CONTRAST`; none is below `smallest`, and no word
    is wider or taller than a share of the canvas.
    """
    top = max(frequency for _, frequency in words)
    ratios = [(frequency / top) ** _CONTRAST for _, frequency in words]
    lengths = [
        sum(face.advances[character] for character in f"{PAD}{word}{PAD}") / face.units_per_em
        for word, _ in words
    ]
    largest = min(
        _WIDEST
        * width
        / max(ratio * length for ratio, length in zip(ratios, lengths, strict=True)),
        _TALLEST * height,
    )

    def sizes(first: float) -> list[float]:
        return [max(first * ratio, smallest) for ratio in ratios]

    def area(first: float) -> float:
        return sum(
            (size * length + _MARGIN) * (size + _MARGIN)
            for size, length in zip(sizes(first), lengths, strict=True)
        )

    low, high = float(smallest), max(largest, float(smallest))
    for _ in range(40):  # halves the interval each time, to well below a pixel
        middle = (low + high) / 2
        low, high = (middle, high) if area(middle) < _FILL * width * height else (low, middle)
    return sizes(low)


def _place(
    words: Sequence[tuple[str, float]], sizes: Sequence[float], path: Path, width: int, height: int,
    smallest: int, seed: int,
) -> list[tuple[str, int, int, int]]:  # fmt: skip
    """Return (word, size, left, top) of the blocks of the words that found room."""
    from wordcloud import WordCloud

    cloud = WordCloud(
        font_path=str(path), width=width, height=height, margin=_MARGIN, max_words=len(words),
        min_font_size=smallest, max_font_size=max(smallest, round(sizes[0])), random_state=seed,
        prefer_horizontal=1.0,  # Chinese turned on its side is slow to read
        relative_scaling=1.0,  # sizes as given, for they stand in the place of frequencies
        color_func=lambda *_, **__: "black",
    )  # fmt: skip
    cloud.generate_from_frequencies(
        {f"{PAD}{word}{PAD}": size for (word, _), size in zip(words, sizes, strict=True)}
    )
    return [
        (padded[1:-1], size, int(left), int(top))
        for (padded, _), size, (top, left), _, _ in cloud.layout_
    ]


def lay_out(
    words: Sequence[tuple[str, float]], face: Face, width: int, height: int, seed: int
) -> list[tuple[str, float, float, float]]:
    """Find a place for each word of a picture.

    Parameters
    ----------
    words
        Each word with a frequency above zero, most frequent first.
    face
        The face the words will be drawn with; it has `PAD` too.
    width, height
        Pixels of the picture.
    seed
        The same seed gives the same places.

    Returns
    -------
    list of (word, font size, start, baseline)
        In pixels from the upper left; words that found no room are not in it.

    Raises
    ------
    CantextError
        When the picture has no room for a single word.
    """
    scale = max(1.0, max(width, height) / _LAYOUT_LENGTH)
    columns, rows = max(1, int(width / scale)), max(1, int(height / scale))
    smallest = max(4, math.ceil(_SMALLEST / scale))
    sizes = _sizes(words, face, columns, rows, smallest)
    best: list[tuple[str, int, int, int]] = []
    # wordcloud opens the font anew for each size it tries, by path alone.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "blocks.otf")
        path.write_bytes(block_font(face, PAD))
        for _ in range(_TRIES):
            found = _place(words, sizes, path, columns, rows, smallest, seed)
            if len(found) > len(best):
                best = found
            if len(best) == len(words):
                break
            sizes = [max(size * _SHRINK, smallest) for size in sizes]
    if not best:
        raise CantextError(
            f"No word fits into the picture: make it larger than {width} by {height}"
        )
    placed = []
    for word, size, left, top in best:
        # The block reaches from the start of the first advance to the end of the last, and from the
        # highest ink, or the top of the pad, downwards.
        unit = size / face.units_per_em
        ink = max((face.bounds[c][3] for c in word if c in face.bounds), default=0)
        baseline = top + max(ink, PAD_HEIGHT * face.units_per_em) * unit
        start = left + face.advances[PAD] * unit
        placed.append((word, size * scale, start * scale, baseline * scale))
    return placed
