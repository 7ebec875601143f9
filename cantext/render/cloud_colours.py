"""The colours of a word cloud, all of which can be read on their background."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from cantext.errors import CantextError

# All keep a contrast of at least 4.5 to 1 with white, or with #111111 (WCAG 2.2, 1.4.3).
# By rank: one warm colour for the first word, then from deep to quiet.
RANKS = {
    False: ("#a4133c", "#14365d", "#0f5c73", "#1a7373", "#3f6b88", "#596c82", "#66707c"),
    True: ("#ff8fa3", "#d6e6ff", "#a9d6e5", "#7fd1c7", "#8fb4d0", "#9fb0c3", "#94a0ad"),
}
# By category: told apart by hue.
CATEGORIES = {
    False: ("#0f5c73", "#a4133c", "#2f6b3c", "#6a4c93", "#8a5a00", "#1f5fa8", "#a03d6f", "#4f6d1a"),
    True: ("#7fd1c7", "#ff8fa3", "#8fd694", "#c7a6f2", "#f2c14e", "#8fb8ff", "#f49ac1", "#c3d86b"),
}
NEUTRAL = {False: "#66707c", True: "#94a0ad"}  # words of no category
_CONTRAST = 4.5
_STEPS = 7  # colours taken from a map that has no colours of its own
_KNOWN = "viridis, cividis, plasma, inferno, magma, Blues, Greens, Dark2, tab10"


def is_dark(background: str) -> bool:
    """Whether a background is dark.

    Raises
    ------
    CantextError
        When it is no colour.
    """
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


def contrast(a: str, b: str) -> float:
    """Return the contrast ratio of two `#rrggbb` colours (WCAG 2.2), from 1 to 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    high, low = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def readable(colour: str, dark: bool) -> str:
    """Return a colour made darker, or on a dark ground lighter, until it can be read.

    >>> readable("#ffff00", dark=False), readable("#0f5c73", dark=False)
    ('#767600', '#0f5c73')
    """
    ground, goal = ("#111111", 255) if dark else ("#ffffff", 0)
    parts = [float(int(colour[i : i + 2], 16)) for i in (1, 3, 5)]
    while contrast(colour, ground) < _CONTRAST:
        parts = [part + (goal - part) * 0.05 for part in parts]
        colour = "#" + "".join(f"{int(part):02x}" for part in parts)
    return colour


def colormap(name: str, dark: bool = False) -> tuple[str, ...]:
    """Return the colours of a colour map of matplotlib, each made readable.

    Maps of a few colours (Dark2, tab10) give these, others seven from end to end.

    Raises
    ------
    CantextError
        When there is no such map, or matplotlib cannot be loaded.
    """
    from cantext.render.wordcloud_package import quiet_matplotlib

    with quiet_matplotlib():
        import matplotlib
        from matplotlib.colors import ListedColormap, to_hex

    try:
        chosen = matplotlib.colormaps[name]
    except KeyError as error:
        raise CantextError(
            f"Unknown colour map {name!r}: choose {_KNOWN} or another of matplotlib's"
        ) from error
    few = isinstance(chosen, ListedColormap) and chosen.N <= 20
    places = [*range(chosen.N)] if few else [k / (_STEPS - 1) for k in range(_STEPS)]
    return tuple(readable(to_hex(chosen(place)), dark) for place in places)


def by_rank(words: Sequence[str], palette: Sequence[str]) -> dict[str, str]:
    """Return a colour for each word, the most frequent first.

    The first word has the first colour; the rest share the others in bands that widen with the
    square of the rank, so that the few great words differ most.
    """
    last = len(palette) - 1
    bands = [0] + [
        min(1 + int(last * math.sqrt(place / len(words))), last) for place in range(1, len(words))
    ]
    return {word: palette[band] for word, band in zip(words, bands, strict=True)}


def by_category(
    words: Sequence[tuple[str, float]],
    categories: Mapping[str, str],
    palette: Sequence[str],
    neutral: str,
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the colour of each word, and that of each category, the heaviest first.

    As many categories have a colour as there are colours; others are neutral, like words of none.
    """
    weights: dict[str, float] = {}
    for word, frequency in words:
        if category := categories.get(word):
            weights[category] = weights.get(category, 0.0) + frequency
    ordered = sorted(weights, key=lambda name: (-weights[name], name))
    legend = dict(zip(ordered, palette, strict=False))
    return {word: legend.get(categories.get(word, ""), neutral) for word, _ in words}, legend
