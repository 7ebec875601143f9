"""The marks that a picture is made of, in pixels from the upper left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

Point = tuple[float, float]

# What colours are for. A page replaces them by its own, a file draws them as they stand here; all
# that carry text keep a contrast of at least 4.5 to 1 with the paper (WCAG 2.2, 1.4.3).
COLOURS: Mapping[str, str] = {
    "paper": "#ffffff",
    "ink": "#1b1f24",
    "muted": "#59626d",
    "grid": "#d9dee3",
    "chart-1": "#0f5c73",
    "chart-2": "#a4133c",
    "chart-3": "#2f6b3c",
    "chart-4": "#6a4c93",
    "chart-5": "#8a5a00",
    "chart-6": "#1f5fa8",
    "chart-7": "#a03d6f",
    "chart-8": "#4f6d1a",
}
SERIES = tuple(name for name in COLOURS if name.startswith("chart-"))


def colour_value(colour: str) -> str:
    """Return `#rrggbb` for a name of `COLOURS`; any other colour is returned as it is.

    >>> colour_value("paper"), colour_value("#123456")
    ('#ffffff', '#123456')
    """
    return COLOURS.get(colour, colour)


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A filled rectangle; `title` is its tooltip, `label` what it stands for."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    title: str = ""
    label: str = ""
    opacity: float = 1.0

    def moved(self, scale: float, dx: float, dy: float) -> Rectangle:
        """Return the mark enlarged, then shifted."""
        return replace(
            self, x=self.x * scale + dx, y=self.y * scale + dy,
            width=self.width * scale, height=self.height * scale,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Circle:
    """A filled circle; `title` is its tooltip, `label` what it stands for."""

    x: float
    y: float
    radius: float
    colour: str
    title: str = ""
    label: str = ""

    def moved(self, scale: float, dx: float, dy: float) -> Circle:
        """Return the mark enlarged, then shifted."""
        return replace(
            self, x=self.x * scale + dx, y=self.y * scale + dy, radius=self.radius * scale
        )


@dataclass(frozen=True, slots=True)
class Strokes:
    """Lines of one look, each through two points or more; `dash` is lengths of ink and gap."""

    paths: tuple[tuple[Point, ...], ...]
    colour: str
    width: float
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    title: str = ""
    label: str = ""

    def moved(self, scale: float, dx: float, dy: float) -> Strokes:
        """Return the mark enlarged, then shifted."""
        return replace(
            self,
            paths=tuple(
                tuple((x * scale + dx, y * scale + dy) for x, y in path) for path in self.paths
            ),
            width=self.width * scale,
            dash=tuple(length * scale for length in self.dash),
        )


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text whose `x` is its start, middle or end (`anchor`), and `y` its baseline.

    `halo` sets it off from what it stands on; with a `title` it is a named shape of its own in an
    SVG file.
    """

    x: float
    y: float
    text: str
    size: float
    colour: str = "ink"
    anchor: str = "start"
    halo: bool = False
    title: str = ""

    def moved(self, scale: float, dx: float, dy: float) -> Text:
        """Return the mark enlarged, then shifted."""
        return replace(self, x=self.x * scale + dx, y=self.y * scale + dy, size=self.size * scale)


Mark = Rectangle | Circle | Strokes | Text


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks on a canvas, the later over the earlier, all text over all shapes.

    `title` names the picture and `description` says in words what it shows, for who cannot see it.
    """

    width: float
    height: float
    marks: tuple[Mark, ...]
    title: str = ""
    description: str = ""
    background: str = "paper"

    def fitted(self, width: int, height: int) -> Drawing:
        """Return the drawing as large as a canvas of whole pixels allows, in its middle."""
        scale = min(width / self.width, height / self.height)
        dx, dy = (width - self.width * scale) / 2, (height - self.height * scale) / 2
        marks = tuple(mark.moved(scale, dx, dy) for mark in self.marks)
        return replace(self, width=width, height=height, marks=marks)

    def characters(self) -> str:
        """Return the characters that a font must have to draw the text."""
        return "".join(
            sorted({c for mark in self.marks if isinstance(mark, Text) for c in mark.text})
        )
