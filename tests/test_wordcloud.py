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
from cantext.render.cloud_colours import CATEGORIES, NEUTRAL, RANKS, colormap, contrast
from cantext.render.cloud_mask import read_mask
from cantext.render.drawing.marks import Circle, Text
from cantext.render.wordcloud import Picture, compare_clouds, word_cloud

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


def test_a_word_longer_than_the_picture_leaves_room_for_the_others() -> None:
    drawn = word_cloud({"a" * 100_000: 9, "政府": 5, "房屋": 2}, width=400, height=225)
    assert {word.text for word in drawn.words} == {"政府", "房屋"}
    assert drawn.left_out == ("a" * 100_000,)
    alone = word_cloud({"政府": 5, "房屋": 2}, width=400, height=225)
    assert [word.size for word in drawn.words] == [word.size for word in alone.words]


def test_missing_characters_are_reported() -> None:
    assert word_cloud({"𝄞香": 1, "港": 1}, width=300, height=200).missing == "𝄞"


def test_categories_share_a_colour_and_others_are_grey() -> None:
    categories = {"香港": "地方", "北部都會區": "地方", "立法會": "機構"}
    drawn = word_cloud(WORDS, width=400, height=225, categories=categories)
    colours = {word.text: word.colour for word in drawn.words}
    assert list(drawn.legend) == ["地方", "機構"]  # the heaviest first
    assert colours["香港"] == colours["北部都會區"] == drawn.legend["地方"]
    assert colours["立法會"] == drawn.legend["機構"] != drawn.legend["地方"]
    assert colours["房屋"] == NEUTRAL[False]


def test_own_colours_and_transparent_background() -> None:
    from PIL import Image

    drawn = word_cloud(WORDS, width=400, height=225, background="transparent", colours=["#ff0000"])
    assert {word.colour for word in drawn.words} == {"#ff0000"}
    image = Image.open(io.BytesIO(drawn.png()))
    assert image.mode == "RGBA"
    alpha = image.getchannel("A").getextrema()
    assert alpha == (0, 255)
    assert "<rect" not in drawn.svg()


def test_every_colour_can_be_read_on_its_background() -> None:
    for dark, background in ((False, "#ffffff"), (True, "#111111")):
        for colour in (*RANKS[dark], *CATEGORIES[dark], NEUTRAL[dark]):
            assert contrast(colour, background) >= 4.5, colour


def test_save_by_suffix(tmp_path: Path, picture: Picture) -> None:
    picture.save(tmp_path / "cloud.PNG")
    picture.save(tmp_path / "cloud.svg")
    assert (tmp_path / "cloud.PNG").read_bytes() == picture.png()
    assert (tmp_path / "cloud.svg").read_text(encoding="utf-8") == picture.svg()
    for name in ("cloud.gif", "cloud"):
        with pytest.raises(OutputError, match=r"\.png, \.svg or \.pdf"):
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
    start = time.process_time()
    drawn = word_cloud(words)
    drawn.png()
    assert time.process_time() - start < 10  # 1.6 s alone on the machine; a bound for shared ones
    assert len(drawn.words) == 200


def test_pdf_is_one_searchable_page_that_looks_like_the_png(picture: Picture) -> None:
    import pypdfium2
    from PIL import Image

    document = pypdfium2.PdfDocument(picture.pdf())
    assert len(document) == 1
    page = document[0]
    assert page.get_size() == (600, 337.5)  # 800 by 450 pixels of 0.75 points
    text = page.get_textpage().get_text_range()
    assert all(word in text for word in ("北部都會區", "產學研1+計劃", "iAM Smart"))
    drawn = page.render(scale=1 / 0.75).to_pil().convert("L").reduce(10)
    image = Image.open(io.BytesIO(picture.png())).convert("L").reduce(10)
    pairs = zip(drawn.tobytes(), image.tobytes(), strict=True)
    assert max(abs(a - b) for a, b in pairs) < 60
    assert picture.pdf() == picture.pdf()
    assert b"/CreationDate" not in picture.pdf()


def test_a_legend_names_the_colours_and_keeps_clear_of_the_words() -> None:
    categories = {"香港": "地方", "北部都會區": "地方", "立法會": "機構"}
    drawn = word_cloud(WORDS, width=800, height=450, categories=categories, others="其他")
    swatches = [mark.colour for mark in drawn.marks if isinstance(mark, Circle)]
    names = [mark for mark in drawn.marks if isinstance(mark, Text)]
    assert [mark.text for mark in names] == ["地方", "機構", "其他"]
    assert swatches == [drawn.legend["地方"], drawn.legend["機構"], NEUTRAL[False]]
    top = min(mark.y - mark.size for mark in names)
    assert all(box(drawn, word)[3] <= top for word in drawn.words)
    assert "其他" in drawn.svg()


def test_more_categories_than_colours_are_grey() -> None:
    words = {chr(0x4E00 + i) * 2: 20 - i for i in range(12)}
    categories = {word: f"類{k:02}" for k, word in enumerate(words)}
    drawn = word_cloud(words, width=800, height=450, categories=categories, others="其他")
    assert list(drawn.legend) == [f"類{k:02}" for k in range(8)]
    assert len(set(drawn.legend.values())) == 8
    assert [w.colour for w in drawn.words][8:] == [NEUTRAL[False]] * 4


def test_a_legend_without_room_is_refused() -> None:
    with pytest.raises(CantextError, match="no room"):
        word_cloud(WORDS, width=300, height=60, categories={"香港": "長" * 60}, others="其他")


def masked(path: Path, kind: str) -> Path:
    """A disc of 200 pixels on 300 by 300."""
    from PIL import Image, ImageDraw

    ground, ink = {
        "dark": ((255, 255, 255, 255), (0, 0, 0, 255)),
        "emblem": ((255, 255, 255, 0), (255, 255, 255, 255)),
    }[kind]
    image = Image.new("RGBA", (300, 300), ground)
    ImageDraw.Draw(image).ellipse((50, 50, 250, 250), fill=ink)
    image.save(path)
    return path


@pytest.mark.parametrize("kind", ["dark", "emblem"])
def test_words_stay_within_a_mask(tmp_path: Path, kind: str) -> None:
    mask = read_mask(masked(tmp_path / "m.png", kind), 800, 400)
    assert mask.shape == (400, 800)
    assert mask[200, 400]
    assert not mask[200, 150]
    assert mask.mean() == pytest.approx(3.1416 * 133.3**2 / (800 * 400), rel=0.02)
    words = {chr(0x4E00 + 3 * i) + chr(0x5E00 + i): 100 / (i + 1) for i in range(30)}
    drawn = word_cloud(words, width=800, height=400, mask=mask)
    assert len(drawn.words) > 20
    for word in drawn.words:
        left, top, right, bottom = box(drawn, word)
        for x, y in itertools.product((left, right), (top, bottom)):
            assert ((x - 400) ** 2 + (y - 200) ** 2) ** 0.5 < 133.3 + 3


def test_bad_masks_are_told(tmp_path: Path) -> None:
    from PIL import Image

    (tmp_path / "text.png").write_text("no image", encoding="utf-8")
    Image.new("L", (50, 50), 255).save(tmp_path / "white.png")
    Image.new("L", (50, 50), 0).save(tmp_path / "black.png")
    Image.new("1", (9000, 9000), 1).save(tmp_path / "huge.png")
    whole = masked(tmp_path / "whole.png", "dark").read_bytes()
    (tmp_path / "cut.png").write_bytes(whole[: len(whole) // 2])
    for name, message in (
        ("absent.png", "No such file"),
        ("text.png", "no image that can be read"),
        ("white.png", "no dark area"),
        ("black.png", "dark everywhere"),
        ("huge.png", "9,000 by 9,000 pixels"),
        ("cut.png", "damaged"),
    ):
        with pytest.raises(CantextError, match=message):
            read_mask(tmp_path / name, 400, 300)
    with pytest.raises(CantextError, match="The mask has the shape"):
        word_cloud(WORDS, width=400, height=300, mask=read_mask(tmp_path / "whole.png", 300, 400))


@pytest.mark.parametrize("name", ["viridis", "Blues", "tab10", "gray"])
@pytest.mark.parametrize(("dark", "ground"), [(False, "#ffffff"), (True, "#111111")])
def test_every_colour_of_a_map_can_be_read(name: str, dark: bool, ground: str) -> None:
    colours = colormap(name, dark)
    assert len(colours) == (10 if name == "tab10" else 7)
    assert all(contrast(colour, ground) >= 4.5 for colour in colours)


def test_a_map_colours_the_words_and_an_unknown_one_is_refused() -> None:
    drawn = word_cloud(WORDS, width=400, height=225, colormap="viridis")
    assert {word.colour for word in drawn.words} <= set(colormap("viridis"))
    assert drawn.words[0].colour == "#440154"  # where viridis begins
    with pytest.raises(CantextError, match=r"'noname'.*viridis"):
        word_cloud(WORDS, colormap="noname")


def test_two_clouds_share_a_scale() -> None:
    left = {"房屋": 900.0, "土地": 500.0, "香港": 400.0, "最低工資": 80.0}
    right = {"創科": 900.0, "香港": 420.0, "土地": 100.0, "北部都會區": 300.0}
    drawn = compare_clouds(left, right, ("2013", "2025"), "同一比例", width=1000, height=500)
    sides = [[w for w in drawn.words if (w.x > 500) is side] for side in (False, True)]
    assert [{w.text for w in side} for side in sides] == [set(left), set(right)]
    sizes = [{w.text: w.size for w in side} for side in sides]
    assert sizes[0]["房屋"] == sizes[1]["創科"]
    assert abs(sizes[0]["香港"] - sizes[1]["香港"]) <= 0.06 * sizes[0]["香港"]
    assert sizes[0]["土地"] > 2 * sizes[1]["土地"]
    colours = [{w.text: w.colour for w in side} for side in sides]
    assert colours[0]["香港"] == colours[1]["香港"] == colours[1]["土地"] == NEUTRAL[False]
    assert colours[0]["土地"] == colours[0]["房屋"] != colours[1]["創科"]
    texts = [mark for mark in drawn.marks if isinstance(mark, Text)]
    assert [mark.text for mark in texts] == ["2013", "2025", "同一比例"]
    for word in drawn.words:  # between the titles and the note
        _, top, _, bottom = box(drawn, word)
        assert texts[0].y < top
        assert bottom < texts[2].y - texts[2].size * 0.8
    for a, b in itertools.combinations([box(drawn, word) for word in drawn.words], 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
