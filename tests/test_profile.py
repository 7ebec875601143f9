"""What a text is made of, its quotations, and their register."""

import json
from pathlib import Path

import numpy as np
import pytest
from blocks import block
from commands import run
from rich.cells import cell_len

from cantext.analyses.profile import profile, quotations
from cantext.errors import CantextError
from cantext.lexicon.registers import markers
from cantext.measures.diversity import mattr, mtld
from cantext.segmentation.tokens import is_word

EXAMPLES = Path(__file__).parent.parent / "examples"
TEXT = [
    block(
        "a",
        ["他", "說", "：", "「", "我哋", "一定", "做得到", "。", "」"],
        ["這", "是", "AI", "的", "時代", "。", "AI", "是", "“", "工具", "”"],
    ),
    block("b", ["佢哋", "唔", "知"]),
]


def test_a_row_by_hand() -> None:
    row, other = profile(TEXT).rows
    tokens = [*TEXT[0].line_texts(0), *TEXT[0].line_texts(1)]
    words = [token for token in tokens if is_word(token)]
    numbers = [sorted(set(words)).index(word) for word in words]
    assert (row.document, row.words, row.types, row.hapaxes) == ("a", 13, 11, 9)
    assert row.characters == 28
    assert row.ttr == pytest.approx(11 / 13)
    assert row.mattr == pytest.approx(mattr(np.array(numbers), 100))
    assert row.mtld == pytest.approx(mtld(np.array(numbers)))
    # A sentence ends at the full stop, and the line; quotation marks alone are none.
    assert (row.sentences, row.sentence_length) == (3, pytest.approx(13 / 3))
    assert (row.cantonese_markers, row.written_markers) == (1, 6)
    assert row.cantonese_share == pytest.approx(1 / 7)
    assert (row.latin_words, row.latin_share) == (2, pytest.approx(2 / 13))
    assert (row.quotations, row.cantonese_quotations) == (2, 1)
    assert (other.document, other.cantonese_share) == ("b", 1)


def test_groups_are_one_text() -> None:
    by_turns = [TEXT[1], TEXT[0], TEXT[1]]
    (row,) = profile(by_turns, groups={"b": "x"}).rows
    assert (row.document, row.words, row.types) == ("x", 6, 3)
    rows = profile(by_turns, groups={"a": "2", "b": "1"}).rows
    assert [row.document for row in rows] == ["1", "2"]
    (both,) = profile(by_turns, groups={"a": "y", "b": "y"}).rows
    assert both.words == 19


def test_the_window() -> None:
    text = [block("a", list("甲乙甲乙丙"))]
    assert profile(text, window=2).rows[0].mattr == 1
    with pytest.raises(CantextError, match="window must be at least 1"):
        profile(text, window=0)


@pytest.mark.parametrize("blocks", [[], [block("a")], [block("a", ["，"])]])
def test_nothing_to_describe(blocks) -> None:
    for row in profile(blocks).rows:
        assert (row.words, row.cantonese_share, row.sentence_length) == (0, None, 0)
    assert quotations(blocks).rows == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (["「", "唔", "使", "」"], [("「唔使」", "cantonese")]),
        (["「", "他", "說", "「", "唔", "」", "」", "好"], [("「他說「唔」」", "mixed")]),
        (
            ["“", "這", "是", "”", "‘", "嗰個", "’"],
            [("“這是”", "written"), ("‘嗰個’", "cantonese")],
        ),
        (['"', "電話", '"'], [('"電話"', "unmarked")]),
        (["「", "沒有", "結尾"], []),
        (["沒有", "開頭", "」"], []),
        (["「", "」"], [("「」", "unmarked")]),
    ],
)
def test_quotations(line: list[str], expected: list[tuple[str, str]]) -> None:
    rows = quotations([block("a", ["前", "言"], line)]).rows
    assert [(row.text, row.register) for row in rows] == expected
    assert all(row.line == 2 for row in rows)
    whole = "前言\n" + "".join(line)
    assert all(whole[row.start : row.start + len(row.text)] == row.text for row in rows)


def test_a_mixed_quotation() -> None:
    (row,) = quotations([block("a", ["「", "這", "是", "嗰個", "嘅", "」"])]).rows
    assert (row.register, row.cantonese_share, row.words) == ("mixed", 0.5, 4)


def test_no_word_marks_both_registers() -> None:
    assert not markers("cantonese") & markers("written")
    assert {"嘅", "唔", "喺"} <= markers("cantonese")
    assert {"的", "不", "在"} <= markers("written")


def test_cantonese_and_written_sentences_are_told_apart() -> None:
    said = "佢哋話呢啲嘢唔使做喇。你喺邊度搵到㗎？我冇睇過嗰本書。"
    written = "他們說這些事情不用做了。你在哪裏找到的？我沒有看過那本書。"
    for text, share in ((said, 1), (written, 0)):
        done = run("profile", "-", "--json", stdin=text.encode())
        (row,) = json.loads(done.stdout)["rows"]
        assert row["cantonese_share"] == pytest.approx(share, abs=0.15), row


def test_the_command() -> None:
    speeches = [str(EXAMPLES / f"speech_{year}.txt") for year in (2023, 2025)]
    page = run("profile", *speeches, "--width", "80", "--group-by", "year").stdout.decode()
    assert all(cell_len(line) <= 80 for line in page.splitlines())
    assert page.splitlines()[-1].startswith("2025")
    done = run("profile", str(EXAMPLES / "interview_page.txt"), "--quotations", "--json")
    rows = {row["text"]: row for row in json.loads(done.stdout)["rows"]}
    assert rows["「唔使驚」"]["register"] == "cantonese"
