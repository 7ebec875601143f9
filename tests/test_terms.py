"""Discovery of terms: what is found, what drops out, what contains what."""

from pathlib import Path

import pytest
from spellings import simplified

from cantext.analyses.term_edges import is_sound
from cantext.analyses.terms import terms
from cantext.errors import CantextError
from cantext.normalise import project

EXAMPLES = Path(__file__).parent.parent / "examples"


def found(*lines, **options):
    return {row.term: row for row in terms((("a", line) for line in lines), **options).rows}


SPEECH = (
    "政府會推動產學研合作，培育人才。",
    "業界認為官產學研應加強聯繫。",
    "大學建立產學研平台，吸引企業落戶。",
)


def test_a_term_of_three_occurrences_and_what_contains_it():
    rows = found(*SPEECH)
    assert list(rows) == ["產學研"]
    assert rows["產學研"].count == 3
    assert rows["產學研"].contained_in == ("官產學研",)


@pytest.mark.parametrize(
    ("lines", "containers"),
    [
        # In quotation marks, with a unit more on both sides.
        (("加強產學研人才交流", "加強產學研聯動", "成熟的「政產學研投」系統"), ("政產學研投",)),
        (("做好產學研銜接", "政產學研投系統", "官產學研協作", "說，產學研不能各走各路"),
         ("官產學研", "政產學研投")),
        # What repeats is shown, though too rare for a row of its own.
        (("推動產學研協同發展", "推進產學研協同", "「產學研」平台"), ("產學研協同",)),
        # A verb before the term is no part of it.
        (("推動產學研", "推動產學研", "推動產學研"), ()),
    ],
)  # fmt: skip
def test_containers(lines, containers):
    assert found(*lines)["產學研"].contained_in == containers


def test_a_known_term_in_the_text_contains_and_is_marked():
    rows = found(*SPEECH, "產學研合作平台", known=["產學研", "產學研合作", "產學研基金"])
    assert rows["產學研"].known
    assert rows["產學研"].contained_in == ("產學研合作", "官產學研")  # twice and once
    assert "產學研" not in found(*SPEECH, known={"產學研"}, new_only=True)


def test_a_term_is_known_whatever_its_variants():
    for text in ("衞生署", simplified("衞生署")):
        rows = found(f"由{text}負責", f"{text}說", f"「{text}」", f"見{text}。", known=["衛生署"])
        assert rows[text].known


def test_simplified_text_has_the_same_terms():
    text = (EXAMPLES / "speech_2025.txt").read_text(encoding="utf-8")
    rows = [found(*lines.splitlines(), min_count=2) for lines in (text, simplified(text))]
    told = [sorted((project(row.term), row.count) for row in each.values()) for each in rows]
    assert told[0] == told[1]
    assert len(told[0]) >= 20


def test_fragments_of_one_longer_term_drop_out():
    rows = found("建設北部都會區", "北部都會區（北都）", "到北部都會區去", "談北部都會區。")
    assert list(rows) == ["北部都會區"]


def test_fragments_of_several_longer_terms_drop_out():
    lines = [f"{a}金管局{b}、醫管局{c}" for a, b, c in ("甲乙丙", "丁戊己", "庚辛壬", "癸子丑")]
    assert set(found(*lines)) == {"金管局", "醫管局"}


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("低空經濟", True),
        ("立法會", True),
        ("一國兩制", True),
        ("人工智能", True),
        ("目的地", True),
        ("政府會", False),
        ("鞏固香港", False),
        ("三個月", False),
        ("約三成", False),
        ("我們", False),
        ("政府今年", False),
        ("科技和文化", False),
    ],
)
def test_sound_edges(text, sound):
    assert is_sound(text) == sound


@pytest.mark.parametrize("function", ["的", "和", "及", "與", "了", "將"])
def test_function_characters_neither_begin_nor_end_a_term(function):
    lines = [f"{a}{function}低空經濟{function}{b}" for a, b in ("甲乙", "丙丁", "戊己", "庚辛")]
    assert list(found(*lines)) == ["低空經濟"]


def test_latin_words_glued_to_characters_are_units():
    rows = found("參觀M+博物館。", "喜歡M+博物館嗎", "M+博物館展覽", "5G網絡、5G網絡，5G網絡覆蓋")
    assert set(rows) == {"M+博物館", "5G網絡"}


@pytest.mark.parametrize("joint", [" ", "\u3000", "，", "7", "\n"])
def test_white_space_punctuation_and_digits_end_a_run(joint):
    assert found(*[f"{a}低空{joint}經濟{b}" for a, b in ("甲乙", "丙丁", "戊己")]).keys() == {
        "低空",
        "經濟",
    }


def test_numbers_of_a_row():
    row = found("低空經濟", "低空經濟，低空經濟", "談低空經濟論")["低空經濟"]
    # 18 units; 低空 and 經濟 four times each; four places of their own on either side.
    assert row.cohesion == pytest.approx(2.169925)  # log2(4 * 18 / (4 * 4))
    assert (row.left_entropy, row.right_entropy) == (2.0, 2.0)
    assert row.c_value == pytest.approx(2 * 4)


def test_documents_are_counted_once_each():
    lines = [("a", "低空經濟"), ("b", "低空經濟。低空經濟"), ("a", "論低空經濟好"), ("c", "無關")]
    result = terms(lines)
    assert [(row.term, row.count, row.documents) for row in result.rows] == [("低空經濟", 4, 2)]
    assert result.meta["documents"] == 3


def test_the_same_whatever_the_order_of_a_set_and_cut_by_limit():
    lines = [("a", line) for line in (*SPEECH, "公屋、簡約公屋", "簡約公屋好", "住簡約公屋")]
    rows = terms(lines).rows
    assert [row.score for row in rows] == sorted((row.score for row in rows), reverse=True)
    assert terms(lines, limit=1).rows == rows[:1]
    assert terms(lines, limit=0).rows == ()


@pytest.mark.parametrize("lines", [[], [""], ["。。。"], ["abc 123"], ["\U00100000好\ud800"] * 3])
def test_nothing_to_find(lines):
    assert found(*lines) == {}


def test_another_formula_ranks_otherwise():
    lines = [("a", line) for line in (*SPEECH, "公屋、簡約公屋", "簡約公屋好", "住簡約公屋")]
    by_count = terms(lines, score="count * 2 - length")
    assert [row.score for row in by_count.rows] == [
        row.count * 2 - len(row.term) for row in by_count.rows
    ]
    assert by_count.meta["formulae"]["score"] == "count * 2 - length"
    by_value = terms(lines, score="c_value")
    assert [row.score for row in by_value.rows] == sorted(
        (row.c_value for row in by_value.rows), reverse=True
    )
    assert {row.term for row in by_value.rows} == {row.term for row in terms(lines).rows}
    assert {row.score for row in terms(lines, score="log(count - count)").rows} == {None}


@pytest.mark.parametrize("options", [{"min_count": 1}, {"max_length": 1}, {"max_length": 99}])
def test_what_cannot_be_done(options):
    with pytest.raises(CantextError, match="for terms, not"):
        terms([], **options)
