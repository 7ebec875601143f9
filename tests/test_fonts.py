"""Hong Kong glyphs without an installed font."""

import io
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from cantext.errors import CantextError
from cantext.render.fonts import (
    block_font,
    bundled_font,
    cut_face,
    hk_font,
    missing_characters,
)


def glyphs_of(face_name: str, characters: str) -> list[Any]:
    """Draw characters of a face of the collection by fontTools' own way: the oracle."""
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.ttLib import TTCollection

    drawn = []
    with TTCollection(bundled_font(), lazy=True) as collection:
        font = next(f for f in collection if f["name"].getDebugName(1) == face_name)
        glyphs, names = font.getGlyphSet(location={"wght": 500}), font.getBestCmap()
        for character in characters:
            pen = RecordingPen()
            glyphs[names[ord(character)]].draw(pen)
            drawn.append(tuple(pen.value))
    return drawn


def test_forms_are_those_of_hong_kong() -> None:
    face = cut_face("說冇骨")
    ours = [face.outlines[character] for character in "說冇骨"]
    assert ours == glyphs_of("Noto Sans CJK HK", "說冇骨")
    # The Japanese form is what a collection gives to who does not choose a face.
    assert ours[0] != glyphs_of("Noto Sans CJK JP", "說")[0]


def test_the_cut_font_is_static_and_holds_just_the_characters() -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(hk_font("香港AI香")))
    assert sorted(font.getBestCmap()) == sorted(map(ord, "香港AI"))
    assert "fvar" not in font
    assert font["OS/2"].usWeightClass == 500
    assert font["hmtx"][font.getBestCmap()[ord("香")]][0] == 1000
    assert font["hmtx"][font.getBestCmap()[ord("I")]][0] < 500


def test_pillow_draws_the_cut_font_as_it_draws_the_collection() -> None:
    from PIL import Image, ImageDraw, ImageFont

    def drawn(font: Any) -> bytes:
        image = Image.new("L", (260, 80))
        ImageDraw.Draw(image).text((4, 60), "香港AI", font=font, fill=255, anchor="ls")
        return image.tobytes()

    basic = ImageFont.Layout.BASIC
    whole = ImageFont.truetype(str(bundled_font()), 60, index=4, layout_engine=basic)
    whole.set_variation_by_axes([500])
    cut = ImageFont.truetype(io.BytesIO(hk_font("香港AI")), 60, layout_engine=basic)
    pairs = zip(drawn(whole), drawn(cut), strict=True)
    differences = [abs(a - b) for a, b in pairs]
    # Rounding of coordinates and hints change the grey of edges a little, never a stroke.
    assert sum(differences) / len(differences) < 6
    assert sum(d > 128 for d in differences) < len(differences) * 0.01


def test_weight_changes_outlines_and_is_held_to_the_axis() -> None:
    thin, black = cut_face("香", weight=100), cut_face("香", weight=900)
    assert thin.outlines != black.outlines
    assert cut_face("香", weight=5000).outlines == black.outlines


def test_order_and_repeats_do_not_matter_and_bytes_are_stable() -> None:
    assert hk_font("港香香") == hk_font("香港")
    code = (
        "import hashlib; from cantext.render.fonts import hk_font;"
        "print(hashlib.sha256(hk_font('產學研AI，')).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(digests) == 1


@pytest.mark.parametrize(
    ("characters", "missing"),
    [
        ("香港 iAM Smart", ""),
        ("𝄞香", "𝄞"),
        ("\u200d\ufe0f\u3000\t\n", ""),  # joiner, variation selector, blanks
        ("\ue000", "\ue000"),  # private use
        ("𠝹𨋢邨衞着裏", ""),  # Cantonese and Hong Kong characters, two beyond the BMP
        ("", ""),
    ],
)
def test_missing_characters(characters: str, missing: str) -> None:
    assert missing_characters(characters) == missing
    face = cut_face(characters)
    assert face.missing == missing
    assert all(face.bounds[c] for c in missing)  # drawn as a box, not as nothing
    assert set(face.advances) == set(characters)


def test_a_user_font_of_another_kind(tmp_path: Path) -> None:
    """A TrueType font with quadratic outlines and a composite glyph."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    def square(side: int) -> Any:
        pen = TTGlyphPen(None)
        pen.moveTo((0, 0))
        pen.qCurveTo((0, side), (side, side))
        pen.lineTo((side, 0))
        pen.closePath()
        return pen.glyph()

    composite = TTGlyphPen({"a": None})
    composite.addComponent("a", (1, 0, 0, 1, 100, 0))
    builder = FontBuilder(2048, isTTF=True)
    builder.setupGlyphOrder([".notdef", "a", "b"])
    builder.setupCharacterMap({ord("甲"): "a", ord("乙"): "b"})
    builder.setupGlyf({".notdef": square(10), "a": square(500), "b": composite.glyph()})
    builder.setupHorizontalMetrics({".notdef": (600, 0), "a": (2048, 0), "b": (2048, 100)})
    builder.setupHorizontalHeader(ascent=1800, descent=-248)
    builder.setupNameTable({"familyName": "Square", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    path = tmp_path / "方.ttf"
    builder.save(path)
    face = cut_face("甲乙丙", path)
    assert (face.name, face.units_per_em, face.missing) == ("Square", 2048, "丙")
    assert face.bounds["甲"][2:] == (500, 500)
    assert face.bounds["乙"][0] == 100
    assert missing_characters("甲丙", path) == "丙"
    assert face.data[:4] == b"OTTO"


def test_fonts_that_cannot_be_used(tmp_path: Path) -> None:
    text = tmp_path / "not.ttf"
    text.write_text("this is no font", encoding="utf-8")
    for path, reason in [(tmp_path / "absent.otf", "No such file"), (text, "not a font"),
                         (tmp_path, "Is a directory")]:  # fmt: skip
        with pytest.raises(CantextError, match=reason):
            cut_face("香", path)
        with pytest.raises(CantextError, match=reason):
            missing_characters("香", path)


def test_a_damaged_font_is_one_clear_error_and_no_chatter(tmp_path: Path) -> None:
    whole = hk_font("香港")
    path = tmp_path / "damaged.otf"
    path.write_bytes(whole[: len(whole) * 2 // 3])
    code = "import sys; from cantext.render.fonts import cut_face; cut_face('香', sys.argv[1])"
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, str(path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.stderr.splitlines()[-1].startswith("cantext.errors.CantextError: ")
    assert "damaged.otf is not a font that can be read" in run.stderr
    path.write_bytes(whole)
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, str(path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert run.stderr == ""


def test_blocks_are_as_wide_as_the_advance_and_solid() -> None:
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.ttLib import TTFont

    face = cut_face("國一\u2005")
    font = TTFont(io.BytesIO(block_font(face, "\u2005")))
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    boxes = {}
    for character in "國一\u2005":
        pen = BoundsPen(glyphs)
        glyphs[names[ord(character)]].draw(pen)
        boxes[character] = pen.bounds
    assert boxes["國"] == (0, round(face.bounds["國"][1]), 1000, round(face.bounds["國"][3]))
    assert boxes["一"] == (0, 0, 1000, round(face.bounds["一"][3]))  # down to the baseline
    assert boxes["\u2005"] == (0, 0, face.advances["\u2005"], 100)


def test_cutting_takes_about_a_second() -> None:
    characters = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 350))
    start = time.process_time()
    cut_face(characters)
    assert time.process_time() - start < 5  # 0.7 s alone on the machine; a bound for shared ones
