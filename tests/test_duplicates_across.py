"""Lines of several documents: the same ones, and near copies where the documents share more."""

import random

import pytest

from cantext.deduplication.groups import find_duplicates
from cantext.documents.document import Document

LEAD = "環境局宣布，三個碼頭的岸電設施將於年底前投入服務，供靠泊的渡輪使用。"
MENDED = LEAD.replace("靠泊", "靠舶")
SHARED = (
    "局方表示，工程進度理想，現正進行最後階段的測試。",
    "業界代表歡迎有關安排，期望當局一併檢討收費。",
    "委員會下月會討論渡輪船隊更換計劃的撥款建議。",
)
OTHER = "天文台預料周末轉涼，市區最低氣溫約為十五度。"
ADDRESS = "https://news.example/harbour/2025/shore-power"

Row = list[tuple[str, int, str]]


def across(*texts: str) -> list[Row]:
    documents = [Document(f"d{n}", text + "\n") for n, text in enumerate(texts)]
    return [
        [(m.document, m.line, m.relation) for m in row.members]
        for row in find_duplicates(documents, contained=False).rows
    ]


def near(rows: list[Row]) -> list[Row]:
    return [row for row in rows if any(relation == "near" for *_, relation in row)]


def article(*lines: str) -> str:
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("others", "found"),
    [(SHARED, True), (SHARED[:2], True), (SHARED[:1], False), ((), False)],
)
def test_near_copies_need_two_other_lines_that_both_documents_have(
    others: tuple[str, ...], found: bool
) -> None:
    rows = near(across(article(LEAD, *others), article(OTHER, MENDED, *others)))
    assert rows == ([[("d0", 1, "original"), ("d1", 2, "near")]] if found else [])


def test_the_address_of_one_page_is_evidence_too() -> None:
    first, second = article(LEAD, ADDRESS), article(MENDED, ADDRESS)
    assert near(across(first, second)) == [[("d0", 1, "original"), ("d1", 1, "near")]]
    # That of the site, or one that many documents show, is not.
    home = "https://news.example/"
    assert not near(across(article(LEAD, home), article(MENDED, home)))
    assert not near(across(first, second, *[article(f"{OTHER}{n}", ADDRESS) for n in range(6)]))


def test_only_the_documents_that_share_more_have_near_copies() -> None:
    rows = across(article(LEAD, *SHARED), article(MENDED, *SHARED), article(MENDED, OTHER))
    assert near(rows) == [[("d0", 1, "original"), ("d1", 1, "near")]]


def test_exact_copies_of_a_near_copy_come_along_or_stay_together() -> None:
    rows = across(article(LEAD, *SHARED), article(MENDED, *SHARED), article(MENDED, *SHARED))
    assert near(rows) == [[("d0", 1, "original"), ("d1", 1, "near"), ("d2", 1, "near")]]
    rows = across(
        article(LEAD, *SHARED), article(MENDED, OTHER), article(MENDED, OTHER + "稍後放晴。")
    )
    assert [("d1", 1, "original"), ("d2", 1, "exact")] in rows


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("三個碼頭", "四個碼頭"),
        ("年底前", "年中前"),
        ("渡輪使用", "郵輪使用"),
        ("環境局宣布", "教育局宣布"),
    ],
)
def test_the_guards_hold_between_documents(one: str, other: str) -> None:
    changed = LEAD.replace(one, other)
    assert changed != LEAD
    assert not near(across(article(LEAD, *SHARED), article(changed, *SHARED)))


def test_a_line_that_every_document_has_is_no_evidence() -> None:
    rng = random.Random(1)
    characters = [chr(code) for code in range(0x4E00, 0x5E00)]
    fill = ["".join(rng.choices(characters, k=20)) for _ in range(40)]
    texts = [article(fill[n], *SHARED[:2]) for n in range(40)]
    texts[3] += "\n" + LEAD
    texts[7] += "\n" + MENDED
    assert not near(across(*texts))


def test_near_copies_across_are_the_same_in_any_number_of_other_documents() -> None:
    texts = [article(LEAD, *SHARED), article(MENDED, *SHARED)]
    alone = near(across(*texts))
    assert near(across(*texts, *[article(OTHER + "。" * n, f"第{n}篇") for n in range(5)])) == alone
