import pytest

from cantext.lexicon.entry import Entry
from cantext.lexicon.lexicon import make_lexicon
from cantext.lexicon.matching import TermMatcher
from cantext.normalise import project

TERMS = (
    "產學研", "官產學研", "立法會", "國家安全", "安全教育", "發展局", "旅遊發展局",
    "國家十四五規劃", "立法與發展局",
    "個人資料（私隱）條例", "iAM Smart", "AI", "衞生署", "著名景點", "一國兩制", "5G", "M+博物館",
)  # fmt: skip


def found(text: str, terms: tuple[str, ...] = TERMS, users: tuple[str, ...] = ()) -> list[str]:
    lexicon = make_lexicon([Entry(t, t) for t in terms], [Entry(t, t) for t in users])
    return [text[s.start : s.end] for s in TermMatcher(lexicon).find(project(text)).firm]


CASES = [
    ("推動官產學研合作和產學研", ["官產學研", "產學研"]),
    ("旅遊發展局與發展局", ["旅遊發展局", "發展局"]),
    ("國家安全教育", ["國家安全"]),  # crossing, as long: the first
    ("國家「十四五」規劃", ["國家「十四五」規劃"]),
    ("國家“十四五”規劃", ["國家“十四五”規劃"]),
    ("「國家十四五」規劃", ["「國家十四五」規劃"]),
    ("落實國家「十四五」", []),
    ("他說「推動國家」十四五規劃", []),  # the quotation ends inside
    ("「立法」與「發展局」", ["「立法」與「發展局」"]),
    ("共建「官產學研」平台", ["官產學研"]),
    ("「一國兩制」", ["一國兩制"]),
    ("《個人資料(私隱)條例》", ["個人資料(私隱)條例"]),
    ("iam smart 及 IAM SMART", ["iam smart", "IAM SMART"]),
    ("AI與AID、MAIL", ["AI"]),
    ("5G和15G", ["5G"]),
    ("衛生署與\ue40c生署", ["衛生署", "\ue40c生署"]),
    ("着名景點", ["着名景點"]),
    ("M+博物館", ["M+博物館"]),
    ("产学研", ["产学研"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_terms_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_a_users_term_wins_over_a_crossing_longer_one() -> None:
    assert found("國家安全教育", ("國家安全",), users=("全教",)) == ["全教"]


def test_the_reading_that_covers_more_wins() -> None:
    assert found("甲乙丙丁戊", ("甲乙丙", "丙丁戊", "乙丙丁")) == ["甲乙丙"]
    assert found("甲乙丙丁戊己", ("甲乙", "乙丙丁", "丙丁戊己")) == ["甲乙", "丙丁戊己"]


def test_ambiguous_terms_are_kept_apart() -> None:
    lexicon = make_lexicon([Entry("港大", "香港大學", status="ambiguous"), Entry("大學", "大學")])
    matches = TermMatcher(lexicon).find(project("香港大部分在港大，港大學"))
    assert [(s.start, s.end) for s in matches.ambiguous] == [(1, 3), (6, 8)]
    assert [(s.start, s.end) for s in matches.firm] == [(10, 12)]


def test_an_empty_lexicon_finds_nothing() -> None:
    assert found("立法會", ()) == []


def test_a_term_of_interchangeable_characters_alone_is_matched_in_little_memory() -> None:
    """Sixty of them in a hostile dictionary would be 2 to the power of 60 spellings."""
    term = "着" * 59 + "著"
    for text in (term, "着" * 60, "著" * 60):
        assert found(f"看，{text}。", (term,)) == [text]
