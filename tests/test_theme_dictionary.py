"""A user's own themes: what patterns match, and what their files may say."""

import json
from pathlib import Path

import pytest
from blocks import block
from commands import run
from hypothesis import given
from hypothesis import strategies as st

from cantext.analyses.theme_dictionary import Pattern, ThemeDictionary, make_patterns, read_themes
from cantext.analyses.themes import themes
from cantext.errors import DictionaryError


def dictionary(*patterns: str) -> ThemeDictionary:
    return ThemeDictionary("-", "", tuple(Pattern("x", "x", pattern) for pattern in patterns))


def found(pattern: str, *lines: str) -> list[str]:
    """Return what a pattern matches in lines of words parted by spaces."""
    given_block = block("a", *(line.split(" ") for line in lines))
    hits = dictionary(*pattern.split("|")).hits(given_block)
    return ["".join(given_block.texts[hit.first : hit.stop]) for hit in hits]


PATTERNS = [
    # pattern, words, what is found
    ("公屋", "公屋 住戶", ["公屋"]),
    ("公屋", "公 屋 住戶", ["公屋"]),
    ("公屋", "公屋住戶 和 租住公屋", []),
    ("公屋*", "公屋住戶 和 租住公屋 和 公屋", ["公屋住戶", "公屋"]),
    ("*公屋", "公屋住戶 和 租住公屋 和 公屋", ["租住公屋", "公屋"]),
    ("*公屋*", "租住公屋戶 和 公 屋", ["租住公屋戶", "公屋"]),
    ("公*屋", "公營房屋 公屋 公 屋", ["公營房屋", "公屋"]),
    ("公?屋", "公房屋 公屋 公營房屋", ["公房屋"]),
    ("公屋*", "公屋 住戶", ["公屋"]),  # a star does not take in the next word
    ("*公屋", "興建 公屋", ["公屋"]),
    ("*公屋", "， 公屋", ["公屋"]),
    ("房屋 政策", "房屋 政策 和 房屋政策", ["房屋政策"]),
    ("房屋 * 政策", "房屋 長遠 政策", ["房屋長遠政策"]),
    ("房屋 * 政策", "房屋 ， 政策", []),
    ("衞生署", "衛生署", ["衛生署"]),
    ("國家十四五規劃", "國家 「 十四五 」 規劃", ["國家「十四五」規劃"]),
    ("「十四五」", "十四五", ["十四五"]),
    ("iam smart*", "iAM Smart+", ["iAMSmart+"]),
    ("a.i.", "A.I. AXIX", ["A.I."]),
    ("(甲)", "(甲)", ["(甲)"]),
    ("產學研|官產學研", "官產學研 產學研", ["官產學研", "產學研"]),
    ("產學|產學研", "產學 研", ["產學研"]),  # the longest
    ("甲乙|乙丙", "甲 乙 丙", ["甲乙"]),  # of equal ones the first
]


@pytest.mark.parametrize(("pattern", "words", "expected"), PATTERNS)
def test_patterns(pattern: str, words: str, expected: list[str]) -> None:
    assert found(pattern, words) == expected


def test_a_term_with_a_space() -> None:
    assert list(dictionary("iam smart").hits(block("a", ["用", "iAM Smart", "登入"])))


def test_not_across_lines() -> None:
    assert found("公屋", "公", "屋") == []
    assert found("公屋", "建 公 屋", "公屋 ， 屋") == ["公屋", "公屋"]


def test_places_in_the_document() -> None:
    given_block = block("a", ["建", "公"], ["公", "屋", "好"])
    (hit,) = dictionary("公屋").hits(given_block)
    assert (hit.first, hit.stop) == (2, 4)
    (row,) = themes([given_block], hits=dictionary("公屋").hits, examples=1, width=2).rows
    assert row.examples[0][1:5] == (2, "", "公屋", "好")


def test_a_stretch_of_two_concepts_counts_for_both_and_once_for_coverage() -> None:
    both = ThemeDictionary(
        "-", "", (Pattern("房屋", "公屋", "公屋"), Pattern("福利", "基層", "公屋*"))
    )
    result = themes([block("a", ["公屋", "好"])], hits=both.hits)
    assert [(row.category, row.count) for row in result.rows] == [("房屋", 1), ("福利", 1)]
    assert result.meta["coverage"] == 0.5


def test_hostile_words() -> None:
    strange = block("a", ["公\x1f屋", "公\n屋", "公屋"])
    assert [hit.first for hit in dictionary("公屋").hits(strange)] == [2]
    long = block("a", ["公" * 100_000, "公屋"])
    assert [hit.first for hit in dictionary("*公*公*屋").hits(long)] == []
    assert [hit.first for hit in dictionary("*公*屋").hits(long)] == [1]


@given(
    st.text(alphabet="公屋政策*? ", min_size=1, max_size=8),
    st.lists(st.text(alphabet="公屋政策，", min_size=1, max_size=4), min_size=1, max_size=6),
)
def test_hits_never_overlap_and_lie_in_the_block(pattern: str, words: list[str]) -> None:
    if not pattern.replace("*", "").replace("?", "").strip():
        return
    end = 0
    for hit in dictionary(pattern).hits(block("a", words)):
        assert end <= hit.first < hit.stop <= len(words)
        end = hit.stop


GOOD = """
"青年" = ["青年*", "大專生"]

["房屋"]
"公營房屋" = ["公屋", "居屋*"]
"土地" = ["造地"]
"""


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "themes.toml"
    path.write_text(GOOD, encoding="utf-8")
    read = read_themes(path)
    assert [(p.category, p.concept, p.text) for p in read.patterns] == [
        ("青年", "青年", "青年*"), ("青年", "青年", "大專生"), ("房屋", "公營房屋", "公屋"),
        ("房屋", "公營房屋", "居屋*"), ("房屋", "土地", "造地"),
    ]  # fmt: skip
    assert read.described()["patterns"] == 5


BROKEN = [
    ("房屋 = ['公屋']", "Chinese keys need quotation marks"),
    ("'房屋' = '公屋'", "'房屋' must be a list of patterns"),
    ("'房屋' = [1]", "'房屋' must be a list of patterns"),
    ("['房屋']\n'公屋' = 3", "'房屋', '公屋' must be a list of patterns"),
    ("'房屋' = ['*']", "'房屋': pattern '*' has no character to look for"),
    ("'房屋' = ['「」']", "has no character to look for"),
    ("'房屋' = ['']", "has no character to look for"),
    ("'房屋' = ['公*屋*政*策*的*']", "has more than 4 stars"),
    ("'房屋' = []", "holds no pattern"),
    ("", "holds no pattern"),
]


@pytest.mark.parametrize(("content", "message"), BROKEN)
def test_errors_name_file_key_and_mend(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "themes.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DictionaryError) as caught:
        read_themes(path)
    assert message in str(caught.value)
    assert str(path) in str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DictionaryError, match="cannot read themes"):
        read_themes(tmp_path / "none.toml")
    (tmp_path / "big5.toml").write_bytes("'房屋' = ['公屋']".encode("big5"))
    with pytest.raises(DictionaryError, match="not UTF-8 at byte 1"):
        read_themes(tmp_path / "big5.toml")


def test_make_patterns_of_a_mapping() -> None:
    (pattern,) = make_patterns({"房屋": ["公屋"]})
    assert (pattern.category, pattern.concept) == ("房屋", "房屋")


def test_the_command(tmp_path: Path) -> None:
    (tmp_path / "themes.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "a.txt").write_text("青年發展與公屋。居屋和造地。青年人。\n", encoding="utf-8")
    done = run("themes", "a.txt", "--themes", "themes.toml", "--json", "-e", "1", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    result = json.loads(done.stdout)
    rows = {(row["category"], row["concept"]): row["count"] for row in result["rows"]}
    assert rows == {("青年", "青年"): 2, ("房屋", "公營房屋"): 2, ("房屋", "土地"): 1}
    assert result["meta"]["themes"]["name"] == "themes.toml"
    assert result["rows"][0]["examples"]
    done = run("themes", "a.txt", "--themes", "no.toml", cwd=tmp_path)
    assert (done.returncode, b"cannot read themes no.toml" in done.stderr) == (1, True)
