"""Word clouds: the same input, the same bytes; nothing overlaps, nothing is lost silently."""

import io
import itertools
import json
import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from cantext.errors import CantextError, OutputError
from cantext.render.wordcloud import _CATEGORIES, _NEUTRAL, _RANKS, Picture, word_cloud

WORDS = {
    "香港": 236, "發展": 282, "北部都會區": 120, "產學研1+計劃": 80, "iAM Smart": 70, "一": 60,
    "國": 55, "房屋": 40, "簡約公屋": 40, "行政長官": 25, "立法會": 25, "gypjq": 18, "……": 9,
}  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def picture() -> Picture:
    return word_cloud(WORDS, width=800, height=450)


def box(picture: Picture, word: Any) -> tuple[float, float, float, float]:
    """The ink of a word, in pixels."""
    face, unit, along, corners = picture.face, word.size / picture.face.units_per_em, 0, []
    for character in word.text:
        if character in face.bounds:
            left, low, right, high = face.bounds[character]
            corners.append((along + left, low, along + right, high))
        along += face.advances[character]
    return (
        word.x + min(c[0] for c in corners) * unit,
        word.y - max(c[3] for c in corners) * unit,
        word.x + max(c[2] for c in corners) * unit,
        word.y - min(c[1] for c in corners) * unit,
    )


def test_every_word_is_there_most_frequent_first(picture: Picture) -> None:
    expected = sorted(WORDS, key=lambda word: (-WORDS[word], word))
    assert [word.text for word in picture.words] == expected
    assert (picture.missing, picture.left_out) == ("", ())
    sizes = [word.size for word in picture.words]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 3 * sizes[-1]


def test_no_two_words_overlap_and_none_leaves_the_canvas(picture: Picture) -> None:
    boxes = [box(picture, word) for word in picture.words]
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert top >= 0
        assert right <= picture.width
        assert bottom <= picture.height
    for a, b in itertools.combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_png_has_ink_where_the_words_are_and_nowhere_else(picture: Picture) -> None:
    from PIL import Image, ImageChops

    image = Image.open(io.BytesIO(picture.png()))
    assert image.size == (800, 450)
    ink = ImageChops.difference(image.convert("L"), Image.new("L", image.size, 255))
    for word in picture.words:
        left, top, right, bottom = box(picture, word)
        found = ink.crop((int(left) - 1, int(top) - 1, int(right) + 2, int(bottom) + 2)).getbbox()
        assert found is not None
        # The ink fills its box to a pixel or two of anti-aliasing.
        assert found[2] - found[0] >= right - left - 3
        assert found[3] - found[1] >= bottom - top - 3
        ink.paste(0, (int(left) - 2, int(top) - 2, int(right) + 3, int(bottom) + 3))
    assert ink.getbbox() is None


def test_svg_is_well_formed_self_contained_and_named(picture: Picture) -> None:
    text = picture.svg()
    root = ET.fromstring(text)
    paths = root.findall(f"{SVG}path")
    assert [path.findtext(f"{SVG}title") for path in paths][:2] == ["發展 282", "香港 236"]
    assert all(path.get("d", "").startswith("M") for path in paths)
    assert not root.findall(f".//{SVG}text")  # outlines alone: no font is needed
    assert "href" not in text
    assert text.count("http") == 1  # the namespace


def test_hostile_words_are_escaped_and_drawn() -> None:
    words = {"<script>\"'&": 5, "\x1b[31m\u202e\ud800\ufffe": 4, "  ": 3, "\t": 2, "": 1}
    drawn = word_cloud(words, width=400, height=200)
    root = ET.fromstring(drawn.svg())
    names = [path.get("aria-label") for path in root.findall(f"{SVG}path")]
    assert names == ["<script>\"'& 5", "␛[31m\\u202e\\ud800 4"]
    assert drawn.png().startswith(b"\x89PNG")


def test_same_input_same_bytes_in_another_process(tmp_path: Path) -> None:
    code = (
        "import json, sys, hashlib; from cantext.render.wordcloud import word_cloud;"
        "p = word_cloud(dict(json.loads(sys.argv[1])), width=640, height=360);"
        "print(hashlib.sha256(p.png()).hexdigest(), hashlib.sha256(p.svg().encode()).hexdigest())"
    )
    digests = set()
    for seed, order in (("1", list(WORDS.items())), ("2", list(WORDS.items())[::-1])):
        run = subprocess.run(
            [sys.executable, "-c", code, json.dumps(order)],
            capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed},
        )  # fmt: skip
        digests.add(run.stdout)
    assert len(digests) == 1


def test_another_seed_another_layout() -> None:
    a, b = (word_cloud(WORDS, width=400, height=225, seed=seed).words for seed in (1, 2))
    assert [(w.x, w.y) for w in a] != [(w.x, w.y) for w in b]


def test_only_the_most_frequent_are_drawn_and_zeros_never() -> None:
    drawn = word_cloud({"甲": 3, "乙": 2, "丙": 2, "丁": 0}, max_words=2, width=300, height=200)
    assert [word.text for word in drawn.words] == ["甲", "丙"]  # 丙 U+4E19 before 乙 U+4E59
    drawn = word_cloud({"甲": 3, "丁": 0}, width=300, height=200)
    assert [word.text for word in drawn.words] == ["甲"]


def test_words_that_find_no_room_are_named() -> None:
    words = {"很長的一個詞語" + chr(0x4E00 + i): 100 - i for i in range(60)}
    drawn = word_cloud(words, width=200, height=120)
    assert drawn.words
    assert drawn.left_out
    assert {word.text for word in drawn.words} | set(drawn.left_out) == set(words)


def test_missing_characters_are_reported() -> None:
    assert word_cloud({"𝄞香": 1, "港": 1}, width=300, height=200).missing == "𝄞"


def test_categories_share_a_colour_and_others_are_grey() -> None:
    categories = {"香港": "地方", "北部都會區": "地方", "立法會": "機構"}
    drawn = word_cloud(WORDS, width=400, height=225, categories=categories)
    colours = {word.text: word.colour for word in drawn.words}
    assert list(drawn.legend) == ["地方", "機構"]  # the heaviest first
    assert colours["香港"] == colours["北部都會區"] == drawn.legend["地方"]
    assert colours["立法會"] == drawn.legend["機構"] != drawn.legend["地方"]
    assert colours["房屋"] == _NEUTRAL[False]


def test_own_colours_and_transparent_background() -> None:
    from PIL import Image

    drawn = word_cloud(WORDS, width=400, height=225, background="transparent", colours=["#ff0000"])
    assert {word.colour for word in drawn.words} == {"#ff0000"}
    image = Image.open(io.BytesIO(drawn.png()))
    assert image.mode == "RGBA"
    alpha = image.getchannel("A").getextrema()
    assert alpha == (0, 255)
    assert "<rect" not in drawn.svg()


def contrast(a: str, b: str) -> float:
    """WCAG 2.2 contrast ratio of two #rrggbb colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_colour_can_be_read_on_its_background() -> None:
    for dark, background in ((False, "#ffffff"), (True, "#111111")):
        for colour in (*_RANKS[dark], *_CATEGORIES[dark], _NEUTRAL[dark]):
            assert contrast(colour, background) >= 4.5, colour


def test_save_by_suffix(tmp_path: Path, picture: Picture) -> None:
    picture.save(tmp_path / "cloud.PNG")
    picture.save(tmp_path / "cloud.svg")
    assert (tmp_path / "cloud.PNG").read_bytes() == picture.png()
    assert (tmp_path / "cloud.svg").read_text(encoding="utf-8") == picture.svg()
    for name in ("cloud.gif", "cloud"):
        with pytest.raises(OutputError, match=r"\.png or \.svg"):
            picture.save(tmp_path / name)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    ("frequencies", "options", "message"),
    [
        ({}, {}, "no words"),
        ({"甲": 0}, {}, "no words"),
        ({"甲": -1}, {}, "'甲' is -1"),
        ({"甲": float("nan")}, {}, "'甲' is nan"),
        ({"甲": 1}, {"width": 0}, "0 by 900"),
        ({"甲": 1}, {"max_words": 0}, "0 words"),
        ({"甲": 1}, {"width": 4, "height": 4}, "4 by 4"),
        ({"甲": 1}, {"background": "nocolour"}, "'nocolour'"),
        ({"甲": 1}, {"colours": ["nocolour"]}, "'nocolour'"),
        ({"甲": 1}, {"font": "absent.otf"}, r"absent\.otf"),
    ],
)
def test_errors(frequencies: Any, options: Any, message: str) -> None:
    with pytest.raises(CantextError, match=message):
        word_cloud(frequencies, **options)


def test_two_hundred_words_in_time() -> None:
    words = {chr(0x4E00 + 2 * i) + chr(0x5E00 + i): 1000 / (i + 1) for i in range(200)}
    start = time.perf_counter()
    drawn = word_cloud(words)
    drawn.png()
    assert time.perf_counter() - start < 10  # 1.6 s alone on the machine; a bound for shared ones
    assert len(drawn.words) == 200
