"""Charts: labels never collide or leave the picture, figures are right, the same bytes always."""

import hashlib
import io
import itertools
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cantext.errors import CantextError, OutputError
from cantext.render.charts import (
    Bars,
    Chart,
    Dispersion,
    Lines,
    Part,
    Series,
    TwoSided,
    draw,
    encode,
    inline_svg,
)
from cantext.render.charts.draw import _lay_out
from cantext.render.charts.scales import axis, written
from cantext.render.drawing.marks import COLOURS, Circle, Drawing, Rectangle, Strokes, Text
from cantext.render.drawing.type import drawable, estimated_width, wrapped

LONG = "粵港澳大灣區國際科技創新中心建設領導小組辦公室會議紀要及附件（第三次修訂本）"
CHARTS: dict[str, Chart] = {
    "bars": Bars("最常用詞語", ("香港", LONG, "iAM Smart", "<b>&"), (236, 282, 70, 0), "次數"),
    "lines": Lines(
        "比率", ("2013", "2023", "2024", "2025"),
        (Series("北部都會區", (0, 820, 900, 1200)), Series("疫情", (10, 600, None, 20)),
         Series("房屋", (500, 520, 510, 25)), Series("交通", (500, 520, 30, 22))),
        "每百萬詞", (2013, 2023, 2024, 2025),
    ),
    "dispersion": Dispersion(
        "位置", ("北部都會區", "房屋", LONG),
        ((1, 5, 2000, 39999), tuple(range(0, 40000, 700)), ()),
        40000, (Part("pa2013_tc.txt", 0), Part("b.txt", 15000), Part("c", 39000)), "字",
    ),
    "two_sided": TwoSided(
        "關鍵詞", "2013", "2025", ("北部都會區", LONG, "長者"), (220.1, -98, -3.25), "對數似然值"
    ),
}  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"


def laid_out(chart: Chart, width: float = 640) -> Drawing:
    return _lay_out(chart, width, estimated_width, "en")


def box(text: Text) -> tuple[float, float, float, float]:
    """What a text takes up, its capitals' height above the baseline and a descender below."""
    width = estimated_width(text.text, text.size)
    left = text.x - {"start": 0.0, "middle": width / 2, "end": width}[text.anchor]
    return left, text.y - 0.8 * text.size, left + width, text.y + 0.15 * text.size


def assert_readable(drawing: Drawing) -> None:
    boxes = [(mark, box(mark)) for mark in drawing.marks if isinstance(mark, Text)]
    for mark, (left, top, right, bottom) in boxes:
        assert left >= -0.01, mark
        assert top >= 0, mark
        assert right <= drawing.width + 0.01, mark
        assert bottom <= drawing.height, mark
    for (one, a), (two, b) in itertools.combinations(boxes, 2):
        apart = a[2] <= b[0] + 0.01 or b[2] <= a[0] + 0.01 or a[3] <= b[1] or b[3] <= a[1]
        assert apart, (one, two)


def said(drawing: Drawing) -> str:
    return "".join(mark.text for mark in drawing.marks if isinstance(mark, Text)).replace(" ", "")


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("width", [340, 640, 1600])
def test_labels_neither_collide_nor_leave_the_picture(name: str, width: float) -> None:
    assert_readable(laid_out(CHARTS[name], width))


labels = st.text(st.sampled_from("香港發展（）aWi 1.<&\u202e\x1b。"), min_size=1, max_size=60)
numbers = st.floats(0, 1e7, allow_nan=False)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(labels, numbers, st.booleans()), min_size=1, max_size=12))
def test_any_labels_are_whole_and_apart(rows: list[tuple[str, float, bool]]) -> None:
    names = tuple(name for name, _, _ in rows)
    values = tuple(value for _, value, _ in rows)
    signed = tuple(-value if minus else value for _, value, minus in rows)
    periods = tuple(f"20{k:02}" for k in range(5))
    for chart in (
        Bars("題", names, values, "次"),
        TwoSided("題", "左方文本", "right side", names, signed, "次"),
        Lines("題", periods, tuple(Series(n, (v,) * 5) for n, v, _ in rows), "次"),
        Dispersion("題", names, tuple((0.0, v % 100) for v in values), 100, (), "字"),
    ):
        drawing = laid_out(chart)
        assert_readable(drawing)
        for name in names:
            assert drawable(name).replace(" ", "") in said(drawing)


def test_bars_are_as_long_as_their_values() -> None:
    drawing = laid_out(Bars("", ("a", "b", "c"), (200, 50, 0), "Count"))
    first, second, third = (m.width for m in drawing.marks if isinstance(m, Rectangle))
    assert first == pytest.approx(4 * second)
    assert third == 0
    titles = [mark.title for mark in drawing.marks if isinstance(mark, Rectangle)]
    assert titles == ["a: 200 Count", "b: 50 Count", "c: 0 Count"]


def test_two_sides_share_a_scale_and_an_axis() -> None:
    drawing = laid_out(TwoSided("", "L", "R", ("a", "b"), (-10, 5), "G2"))
    left, right = (mark for mark in drawing.marks if isinstance(mark, Rectangle))
    assert left.width == pytest.approx(2 * right.width)
    assert left.x + left.width == pytest.approx(right.x) == drawing.width / 2
    assert left.title == "a (L): 10 G2"


def test_points_of_lines_stand_where_their_values_and_years_are() -> None:
    series = (Series("a", (0, 50, 100)), Series("b", (None, 100, None)))
    drawing = laid_out(Lines("", ("2013", "2023", "2025"), series, "", (2013, 2023, 2025)))
    points = [(mark.x, mark.y) for mark in drawing.marks if isinstance(mark, Circle)]
    (x1, y1), (x2, y2), (x3, y3), lone = points
    assert (x2 - x1) / (x3 - x1) == pytest.approx(10 / 12)
    assert (y1 - y2) / (y1 - y3) == pytest.approx(0.5)
    assert lone == (x2, y3)  # a value without neighbours is a point
    lines = [m for m in drawing.marks if isinstance(m, Strokes) and m.label]
    assert [mark.label for mark in lines] == ["a"]


def test_a_missing_period_breaks_a_line() -> None:
    values = (1.0, 2.0, None, 4.0, 5.0)
    drawing = laid_out(Lines("", tuple("12345"), (Series("a", values),), ""))
    (line,) = (m for m in drawing.marks if isinstance(m, Strokes) and m.label == "a")
    assert [len(path) for path in line.paths] == [2, 2]


def test_strokes_of_a_dispersion_stand_where_the_term_does() -> None:
    chart = Dispersion("", ("a", "b"), ((0, 25, 50, 50.001), ()), 100)
    drawing = laid_out(chart)
    band = next(mark for mark in drawing.marks if isinstance(mark, Rectangle))
    (strokes,) = (m for m in drawing.marks if isinstance(m, Strokes) and m.label == "a")
    places = [(path[0][0] - band.x) / band.width * 100 for path in strokes.paths]
    assert places == pytest.approx([0, 25, 50], abs=0.1)  # two that are one to the eye are one
    assert "a: 4" in strokes.title


def test_names_of_many_documents_go_into_a_key() -> None:
    parts = tuple(Part(f"policy_address_{k}.txt", k) for k in range(60))
    drawing = laid_out(Dispersion("", ("a",), ((3,),), 60, parts))
    assert_readable(drawing)
    assert all(
        f"{k + 1}policy_address_{k}.txt" in said(drawing).replace("\u00a0", "") for k in range(60)
    )


def test_many_periods_are_thinned_and_the_last_stays() -> None:
    periods = tuple(f"20{k // 12:02}-{k % 12 + 1:02}" for k in range(120))
    drawing = laid_out(Lines("", periods, (Series("a", (1.0,) * 120),), ""))
    shown = [mark.text for mark in drawing.marks if isinstance(mark, Text)]
    assert periods[-1] in shown
    assert_readable(drawing)


@pytest.mark.parametrize("name", CHARTS)
def test_inline_svg_is_accessible_themed_and_harmless(name: str) -> None:
    svg = inline_svg(CHARTS[name], "zh-Hant")
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    title, desc = root[0], root[1]
    assert root.get("aria-labelledby", "").split() == [title.get("id"), desc.get("id")]
    assert title.text == CHARTS[name].title
    assert re.search("[\u4e00-\u9fff]", desc.text or "")
    assert "var(--chart-1, #" in svg
    assert "currentColor" in svg
    assert not re.search(r"<script|style=|href|url\(|<b>|\son\w+=", svg)
    assert svg == inline_svg(CHARTS[name], "zh-Hant")


def test_the_description_has_every_figure() -> None:
    svg = inline_svg(Bars("Terms", ("香港", "<b>"), (1282, 3), "Count"), "en")
    assert ET.fromstring(svg)[1].text == "Bar chart, 2 rows (Count): 香港: 1,282; <b>: 3."


def test_hostile_labels_cannot_break_out() -> None:
    evil = "\"'><script>alert(1)</script>]]>\ufffe\x00\ud800\u202e"
    for chart in (
        Bars(evil, (evil,), (1,), evil),
        Lines(evil, (evil,), (Series(evil, (1,)),), evil),
        Dispersion(evil, (evil,), ((0,),), 5, (Part(evil, 0), Part(evil, 3)), evil),
        TwoSided(evil, evil, evil, (evil,), (1,), evil),
    ):
        root = ET.fromstring(inline_svg(chart, "en"))
        assert {node.tag for node in root.iter()} <= {
            "svg", "title", "desc", "rect", "circle", "path", "text"
        }  # fmt: skip
        ET.fromstring(encode(chart, "svg")[0])


@pytest.mark.parametrize("name", CHARTS)
def test_files(name: str, tmp_path: Path) -> None:
    import pypdfium2
    from PIL import Image

    for suffix in ("png", "svg", "pdf"):
        assert draw(CHARTS[name], tmp_path / f"chart.{suffix}", language="zh-Hant") == ""
    image = Image.open(tmp_path / "chart.png")
    assert image.width == 1600
    root = ET.parse(tmp_path / "chart.svg").getroot()
    assert not root.findall(f".//{SVG}text")  # outlines alone: no font is needed
    assert f"{root.get('width')}x{root.get('height')}" == f"{image.width}x{image.height}"
    page = pypdfium2.PdfDocument(tmp_path / "chart.pdf")[0]
    assert page.get_size() == pytest.approx((image.width * 0.75, image.height * 0.75))
    text = page.get_textpage().get_text_range()
    assert CHARTS[name].title in text
    assert "北部都會區" in text or name == "bars"
    # The PDF and the PNG show the same picture.
    drawn = page.render(scale=1 / 0.75).to_pil().convert("L").reduce(8)
    pairs = zip(drawn.tobytes(), image.convert("L").reduce(8).tobytes(), strict=True)
    assert max(abs(a - b) for a, b in pairs) < 70


@pytest.mark.parametrize(("width", "height"), [(1600, 900), (900, 1600), (1200, 1200)])
def test_sizes_are_kept(width: int, height: int) -> None:
    from PIL import Image

    for chart in CHARTS.values():
        image = Image.open(io.BytesIO(encode(chart, "png", size=(width, height))[0]))
        assert image.size == (width, height)


def test_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib; from cantext.render.charts import *;"
        "c = Bars('題', ('香港', 'b'), (3, 2.5), '次');"
        "print(*[hashlib.sha256(encode(c, f)[0]).hexdigest() for f in ('png', 'svg', 'pdf')])"
    )
    ours = Bars("題", ("香港", "b"), (3, 2.5), "次")
    formats: Any = ("png", "svg", "pdf")
    expected = [hashlib.sha256(encode(ours, name)[0]).hexdigest() for name in formats]
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": "5"},
    )  # fmt: skip
    assert done.stdout.split() == expected


def test_characters_that_the_font_lacks_are_named() -> None:
    assert encode(Bars("", ("𝄞",), (1,), ""), "svg")[1] == "𝄞"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Bars("", ("a",), (1, 2), ""), "labels has 1 items, but values has 2"),
        (lambda: Bars("", ("a",), (-1,), ""), "0 or more"),
        (lambda: Bars("", ("a",), (float("nan"),), ""), "cannot show nan"),
        (lambda: Lines("", ("1",), (Series("s", (1, 2)),), ""), "series 's' has 2"),
        (lambda: Lines("", ("1", "2"), (), "", (2, 1)), "grow from left to right"),
        (lambda: Dispersion("", ("a",), ((7,),), 5), "outside the text"),
        (lambda: Dispersion("", (), (), 0), "needs a text"),
        (lambda: TwoSided("", "", "", ("a",), (float("inf"),)), "cannot show inf"),
        (lambda: encode(Bars("", (), (), ""), "png"), "nothing to draw"),
        (
            lambda: encode(Bars("", ("a",) * 90, (1,) * 90, ""), "png", size=(300, 200)),
            "at least",
        ),
    ],
)
def test_errors(make: Any, message: str) -> None:
    with pytest.raises(CantextError, match=message):
        make()


def test_unknown_suffixes(tmp_path: Path) -> None:
    for name in ("chart.gif", "chart"):
        with pytest.raises(OutputError, match=r"\.png, \.svg or \.pdf"):
            draw(CHARTS["bars"], tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_colours_of_text_can_be_read_on_paper() -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for name, colour in COLOURS.items():
        if name not in ("paper", "grid"):
            assert 1.05 / (luminance(colour) + 0.05) >= 4.5, name


@pytest.mark.parametrize(
    ("largest", "marks"),
    [(0, [0, 1]), (1, [0, 0.2, 0.4, 0.6, 0.8, 1]), (9, [0, 2, 4, 6, 8, 10]), (3, [0, 1, 2, 3])],
)  # fmt: skip
def test_axis(largest: float, marks: list[float]) -> None:
    assert axis(largest) == pytest.approx(marks)


@given(st.floats(1e-6, 1e12))
def test_an_axis_reaches_its_largest_value(largest: float) -> None:
    marks = axis(largest)
    assert marks[-1] >= largest * (1 - 1e-6)
    assert 2 <= len(marks) <= 7


def test_numbers_keep_one_number_of_decimals() -> None:
    assert written([])(0) == "0"
    assert [written([0.5, 123.456])(v) for v in (0.5, 123.456)] == ["0.5", "123.5"]


@given(st.text(max_size=50), st.floats(5, 300))
def test_wrapping_loses_no_character(text: str, width: float) -> None:
    lines = wrapped(text, 10, width, estimated_width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line) <= 1 or estimated_width(line, 10) <= width for line in lines)


@pytest.mark.parametrize("largest", [5e-324, 1e-310, 1e-300, 1e300])
def test_an_axis_of_the_smallest_numbers_has_marks(largest: float) -> None:
    from cantext.render.charts.scales import axis

    marks = axis(largest)
    assert marks[0] == 0
    assert marks[-1] >= largest * (1 - 1e-9)
    assert len(marks) <= 7
