"""Where the words of a cloud stand: their sizes, and places that the package wordcloud finds."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cantext.errors import CantextError
from cantext.render.fonts import PAD_HEIGHT, Face, block_font

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

# The time to find places grows with the area: they are found on a canvas of this length and drawn
# larger. 800 keeps 200 words under two seconds with no overlap to be seen.
_LAYOUT_LENGTH = 800
_CONTRAST = 0.7  # 0.5 gives areas in proportion to the frequencies, 1 sizes; between looks best
_FILL = 0.72  # of the canvas that the blocks of the words take together
_MASK_FILL = 0.6  # the same of a shape, whose edges leave gaps
_WIDEST, _TALLEST = 0.7, 0.4  # of the canvas that one word may take
_TRIES, _SHRINK = 4, 0.92  # when a word finds no room, all are made smaller and placed anew
_SMALLEST = 12  # pixels of the drawing; a smaller word cannot be read
_MARGIN = 2  # pixels of the layout around each word
# Chinese has no space between words: two of one size side by side would read as one. So each is
# laid out between two four-per-em spaces, which set it off in proportion to its size.
PAD = "\u2005"

Words = Sequence[tuple[str, float]]
Placed = tuple[str, float, float, float]


@dataclass(frozen=True, slots=True)
class _Canvas:
    """What words are laid out on: smaller than the picture by `scale`, of a shape by `mask`."""

    columns: int
    rows: int
    scale: float
    smallest: int
    mask: Mask | None

    @classmethod
    def of(cls, width: int, height: int, mask: Mask | None) -> _Canvas:
        import numpy as np

        scale = max(1.0, max(width, height) / _LAYOUT_LENGTH)
        columns, rows = max(1, int(width / scale)), max(1, int(height / scale))
        if mask is not None:
            across = np.minimum((np.arange(columns) * scale).astype(int), width - 1)
            down = np.minimum((np.arange(rows) * scale).astype(int), height - 1)
            mask = mask[np.ix_(down, across)]
        return cls(columns, rows, scale, max(4, math.ceil(_SMALLEST / scale)), mask)

    def width(self) -> int:
        """Return the greatest width that there is."""
        return self.columns if self.mask is None else _longest_run(self.mask)

    def room(self) -> tuple[float, float, float]:
        """Return the area that words may fill, and the greatest width and height of one."""
        if self.mask is None:
            return _FILL * self.columns * self.rows, _WIDEST * self.width(), _TALLEST * self.rows
        area = _MASK_FILL * float(self.mask.sum())
        return area, _WIDEST * self.width(), _TALLEST * _longest_run(self.mask.T)


def _longest_run(mask: Mask) -> int:
    """Return the most cells in a row that are true.

    >>> import numpy as np
    >>> _longest_run(np.array([[True, False, True, True], [False] * 4]))
    2
    """
    import numpy as np

    padded = np.pad(mask.astype(np.int8), ((0, 0), (1, 1))).ravel()
    edges = np.flatnonzero(np.diff(padded))
    return int((edges[1::2] - edges[::2]).max(initial=0))


def _length(word: str, face: Face) -> float:
    """Return how long a word is, in its size."""
    return sum(face.advances[character] for character in f"{PAD}{word}{PAD}") / face.units_per_em


def _largest(words: Words, face: Face, canvas: _Canvas, top: float) -> float:
    """Return the size of a word of frequency `top` at which the words fill the canvas.

    Sizes follow the frequencies to the power of `_CONTRAST`; none is below the smallest, and no
    word is wider or taller than a share of the canvas.
    """
    ratios = [(frequency / top) ** _CONTRAST for _, frequency in words]
    lengths = [_length(word, face) for word, _ in words]
    room, width, height = canvas.room()
    widest = max(ratio * length for ratio, length in zip(ratios, lengths, strict=True))
    most = min(width / widest, height / max(ratios))

    def area(first: float) -> float:
        return sum(
            (size * length + _MARGIN) * (size + _MARGIN)
            for size, length in zip(_sizes(ratios, first, canvas), lengths, strict=True)
        )

    low, high = float(canvas.smallest), max(most, float(canvas.smallest))
    for _ in range(40):  # halves the interval each time, to well below a pixel
        middle = (low + high) / 2
        low, high = (middle, high) if area(middle) < room else (low, middle)
    return low


def _sizes(ratios: Sequence[float], first: float, canvas: _Canvas) -> list[float]:
    return [max(first * ratio, canvas.smallest) for ratio in ratios]


def _place(
    words: Words, sizes: Sequence[float], path: Path, canvas: _Canvas, seed: int
) -> list[tuple[str, int, int, int]]:
    """Return (word, size, left, top) of the blocks of the words that found room."""
    import numpy as np

    from cantext.render.wordcloud_package import wordcloud_class

    shape = None if canvas.mask is None else np.where(canvas.mask, 0, 255).astype(np.uint8)
    cloud = wordcloud_class()(
        font_path=str(path), width=canvas.columns, height=canvas.rows, mask=shape, margin=_MARGIN,
        max_words=len(words), min_font_size=canvas.smallest,
        max_font_size=max(canvas.smallest, round(max(sizes))), random_state=seed,
        prefer_horizontal=1.0,  # Chinese turned on its side is slow to read
        relative_scaling=1.0,  # sizes as given, for they stand in the place of frequencies
        color_func=lambda *_, **__: "black",
    )  # fmt: skip
    try:
        cloud.generate_from_frequencies(
            {f"{PAD}{word}{PAD}": size for (word, _), size in zip(words, sizes, strict=True)}
        )
    except ValueError:  # not even one word has room in the shape
        return []
    return [
        (padded[1:-1], size, int(left), int(top))
        for (padded, _), size, (top, left), _, _ in cloud.layout_
    ]


def lay_out_alike(
    clouds: Sequence[Words],
    face: Face,
    width: int,
    height: int,
    seed: int,
    mask: Mask | None = None,
) -> list[list[Placed]]:
    """Find places for the words of several pictures, in which equal frequencies have equal sizes.

    Parameters
    ----------
    clouds
        The words of each picture with a frequency above zero, most frequent first.
    face
        The face the words will be drawn with; it has `PAD` too.
    width, height
        Pixels of each picture.
    seed
        The same seed gives the same places.
    mask
        Of shape (height, width), true where words may stand; None for everywhere.

    Returns
    -------
    list of lists of (word, font size, start, baseline)
        In pixels from the upper left; words that found no room are not in it.

    Raises
    ------
    CantextError
        When a picture has no room for a single word.
    """
    canvas = _Canvas.of(width, height, mask)
    # A word that is longer than the picture is wide would leave no room for those after it.
    longest = canvas.width() / canvas.smallest
    clouds = [[word for word in words if _length(word[0], face) <= longest] for words in clouds]
    if not all(clouds):
        raise _no_room(width, height)
    top = max(frequency for words in clouds for _, frequency in words)
    first = min(_largest(words, face, canvas, top) for words in clouds)
    total = sum(map(len, clouds))
    best: list[list[tuple[str, int, int, int]]] = []
    # wordcloud opens the font anew for each size it tries, by path alone.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "blocks.otf")
        path.write_bytes(block_font(face, PAD))
        for _ in range(_TRIES):
            found = []
            for words in clouds:
                ratios = [(frequency / top) ** _CONTRAST for _, frequency in words]
                found.append(_place(words, _sizes(ratios, first, canvas), path, canvas, seed))
            if sum(map(len, found)) > sum(map(len, best)):
                best = found
            if sum(map(len, best)) == total:
                break
            first *= _SHRINK
    if not best or not all(best):
        raise _no_room(width, height)
    return [[_in_picture(block, face, canvas.scale) for block in blocks] for blocks in best]


def _no_room(width: int, height: int) -> CantextError:
    return CantextError(f"No word fits into the picture: make it larger than {width} by {height}")


def _in_picture(block: tuple[str, int, int, int], face: Face, scale: float) -> Placed:
    """Return where a word stands in the picture whose block stands in the layout.

    The block reaches from the start of the first advance to the end of the last, and from the
    highest ink, or the top of the pad, downwards.
    """
    word, size, left, top = block
    unit = size / face.units_per_em
    ink = max((face.bounds[c][3] for c in word if c in face.bounds), default=0)
    baseline = top + max(ink, PAD_HEIGHT * face.units_per_em) * unit
    start = left + face.advances[PAD] * unit
    return word, size * scale, start * scale, baseline * scale


def lay_out(
    words: Words, face: Face, width: int, height: int, seed: int, mask: Mask | None = None
) -> list[Placed]:
    """Find a place for each word of one picture; the parameters are those of `lay_out_alike`."""
    (placed,) = lay_out_alike([words], face, width, height, seed, mask)
    return placed
