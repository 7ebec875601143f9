"""Colours of pages: every text can be read on its ground, in the light and in the dark."""

import re
from pathlib import Path

import pytest

import cantext

ASSETS = Path(cantext.__file__).parent / "render" / "page" / "assets"


def properties(css: str, selector: str = ":root") -> dict[str, str]:
    block = css[css.index(selector) :]
    return dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{6});", block[: block.index("}")]))


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXTS = [
    *((ink, ground) for ink in ("ink", "muted", "accent", "hot") for ground in ("paper", "raised")),
    *((f"cloud-{k}", "raised") for k in range(7)),
    *((f"chart-{k}", "paper") for k in range(1, 9)),
    ("on-accent", "accent"), ("mark-ink", "mark"), ("added-ink", "added"),
    ("removed-ink", "removed"),
]  # fmt: skip


@pytest.mark.parametrize("style", ["style.css", "dark.css"])
def test_contrast(style: str) -> None:
    colours = properties((ASSETS / style).read_text(encoding="utf-8"))
    for ink, ground in TEXTS:
        assert contrast(colours[f"--{ink}"], colours[f"--{ground}"]) >= 4.5, (ink, ground)
    # What bounds a field or a button (WCAG 2.2, 1.4.11).
    assert contrast(colours["--strong-rule"], colours["--paper"]) >= 3


def test_dark_mode_has_every_colour_of_the_light_one() -> None:
    light, dark = (
        properties((ASSETS / name).read_text(encoding="utf-8"))
        for name in ("style.css", "dark.css")
    )
    assert set(light) == set(dark)
    used = set(re.findall(r"var\((--[\w-]+)", (ASSETS / "style.css").read_text(encoding="utf-8")))
    assert used <= {*light, "--type"}


def test_known_contrasts() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
