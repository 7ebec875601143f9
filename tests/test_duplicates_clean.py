"""Cleaning: what is dropped and why, what the caller may ask, and what never happens."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cantext.deduplication.clean import clean, label_lines
from cantext.deduplication.groups import find_duplicates
from cantext.documents.document import Document
from cantext.errors import CantextError

PAGE = (
    "產學研資助計劃公布結果\n"
    "產學研資助計劃公布結果\n"
    "記者：伍樂生\n"
    "獲資助團隊出席簽約儀式。（資料圖片）\n"
    "創科局FB圖片\n"
    "計劃一連三年，首年資助四十九個項目，每個項目上限五百萬元。\n"
    "更多相片\n"
    "獲資助團隊出席簽約儀式。\n"
    "獲資助團隊出席簽約義式。\n"
    "計劃一連三年，首年資助四十九個項目，每個項目上限五百萬元。\n"
    "https://news.example/1\n"
)


def kept(page: str = PAGE, **options: object) -> list[int]:
    cleaned = clean([Document("page", page)], **options)  # type: ignore[arg-type]
    return [line.number for line in cleaned.documents[0].kept]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, [1, 3, 6, 8, 10]),
        ({"only_exact": True}, [1, 3, 6, 8, 9, 10]),
        ({"keep": ["credit", "boilerplate"]}, [1, 3, 5, 6, 7, 8, 10, 11]),
        ({"keep": ["caption"]}, [1, 3, 4, 6, 8, 9, 10]),
        ({"drop": ["byline"]}, [1, 6, 8, 10]),
        ({"drop": ["body"]}, [1, 3, 6, 8]),
        ({"drop": ["caption"]}, [1, 3, 6, 10]),
    ],
)
def test_options(options: dict[str, object], expected: list[int]) -> None:
    assert kept(**options) == expected


@pytest.mark.parametrize(
    ("options", "word"),
    [({"keep": ["photo"]}, "photo"), ({"keep": ["body"], "drop": ["body"]}, "body")],
)
def test_impossible_options_are_named(options: dict[str, list[str]], word: str) -> None:
    with pytest.raises(CantextError, match=word):
        clean([Document("page", PAGE)], keep=options["keep"], drop=options.get("drop", ()))


def test_labels_point_to_the_kept_copy() -> None:
    labels = label_lines(Document("page", PAGE))
    assert {(label.line, label.duplicate_of) for label in labels if label.duplicate_of} == {
        (2, 1),
        (4, 8),
        (9, 8),
    }
    assert all(label.duplicate_in == "page" for label in labels if label.duplicate_of)


def test_labels_say_why_a_line_goes() -> None:
    labels = label_lines(Document("page", f"{PAGE}</p></p>\n"))
    assert {label.kept for label in labels if label.reason is None} == {True}
    assert {label.kept for label in labels if label.reason} == {False}
    assert {label.reason for label in labels if label.duplicate_of} == {"repeat"}
    assert [label.reason for label in labels if label.text == "</p></p>"] == ["markup"]


def test_kept_lines_carry_their_place_in_the_text() -> None:
    document = Document("page", PAGE.replace("\n", "\r\n"))
    for line in clean([document]).documents[0].kept:
        assert document.text[line.start : line.start + len(line.text)] == line.text


def test_teaser_goes_and_headline_stays() -> None:
    page = (
        "樂齡租借計劃擴至五區\n記者：馮以澄\n陳女士使用護理牀。（資料圖片）\n計劃下月起擴展至五區。\n"
        "相關新聞\n科學園擴建工程料明年動工\n\n科學園擴建工程料明年動工\n記者：伍樂生\n"
        "科學園第三期擴建工程料明年動工，為期三年。\n"
    )
    assert [n for n in kept(page) if n in (6, 8)] == [8]


def test_table_of_contents_counts_once() -> None:
    headings = ["願景", "經濟發展", "土地供應", "安老服務", "醫療改革", "教育", "結語"]
    body = "\n".join(f"{heading}\n政府會在{heading}方面加倍努力。" for heading in headings)
    labels = label_lines(Document("report", "\n".join(headings) + "\n" + body + "\n"))
    assert [label.line for label in labels if not label.kept] == [8 + 2 * n for n in range(7)]


def test_meta_counts_what_was_dropped() -> None:
    meta = clean([Document("page", PAGE)]).meta
    assert meta["dropped_lines"] == {"headline": 1, "caption": 2, "credit": 1, "boilerplate": 2}
    assert meta["lines"] == 11
    assert meta["kept_lines"] == 5
    assert meta["dropped_characters"]["credit"] == len("創科局FB圖片")
    assert meta["dropped_by_reason"] == {"repeat": 3, "kind": 3}


def test_across_documents_only_when_asked() -> None:
    caption = "獲資助團隊出席產學研計劃簽約儀式。（資料圖片）\n"
    documents = [Document("a", caption), Document("b", caption)]
    assert len(clean(documents).documents[1].kept) == 1
    (dropped,) = clean(documents, across_documents=True).documents[1].dropped
    assert (dropped.duplicate_in, dropped.duplicate_of) == ("a", 1)


_PIECES = st.sampled_from(
    [
        "產學研資助計劃公布結果",
        "產學妍資助計劃公布結果",
        "第一輪資助49個項目",
        "第二輪資助50個項目",
        "（資料圖片）",
        "創科局FB圖片",
        "更多相片",
        "相關新聞",
        "▲ ",
        "…",
        "。",
        "\n",
        "\n\n",
        "一、",
        "- ",
        "記者：",
        "https://a.example",
        "<br/>",
        "2025-10-14",
        "12",
        "\u200b",
        "立法會 ─ 2013年2月20日",
    ]
)


@settings(deadline=None, max_examples=150)
@example("12\n12")
@given(st.lists(st.one_of(_PIECES, st.text(max_size=12)), max_size=40).map("".join))
def test_no_line_is_lost_without_an_explanation(text: str) -> None:
    document = Document("page", text)
    cleaning = clean([document])
    (cleaned,) = cleaning.documents
    lines = list(document.lines())
    numbers = {line.number for line in cleaned.kept}
    assert sorted([*cleaned.kept, *(d.line for d in cleaned.dropped)], key=lambda x: x.number) == (
        lines
    )
    for item in cleaned.dropped:
        if item.reason == "repeat":  # what it repeats is still there, and is in one group with it
            assert item.duplicate_of in numbers
            assert any(
                {item.line.number, item.duplicate_of} <= {m.line for m in row.members}
                for row in find_duplicates([document]).rows
            )
        else:
            assert item.kind in ("boilerplate", "credit") or item.reason == "markup"
        assert item.kind != "blank"
    assert clean([document]) == cleaning


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "產學研",
        "產學研" * 100_000,
        "(" * 200_000,
        "." * 200_000 + "\n" + "…" * 200_000,
        "1 " * 100_000,
        "（資料圖片）" * 20_000,
        "───\n。。。\n***\n" * 5_000,
        "產學研資助計劃\n" * 20_000,
        "".join(f"第{n}項資助計劃的團隊出席儀式。（資料圖片）\n" for n in range(2_000)),
        "".join(f"特區政府今日公布最新一期的經濟數據{chr(0x4E00 + n)}…\n" for n in range(5_000)),
        "".join(
            f"本會通過由陳{chr(0x4E00 + 7 * n % 5_003)}"
            f"{chr(0x4E00 + 3 * n % 4_999)}議員提出的議案\n"
            for n in range(10_000)
        ),
    ],
    ids=lambda text: f"{text[:6]!r}×{len(text)}",
)
def test_bad_input_takes_bounded_time(text: str) -> None:
    started = time.process_time()
    cleaned = clean([Document("page", text)]).documents[0]
    assert time.process_time() - started < 5
    assert len(cleaned.kept) + len(cleaned.dropped) == len(list(cleaned.document.lines()))


@pytest.mark.parametrize("count", [4, 12, 60, 400])
def test_a_list_of_headlines_stays_whole(count: int) -> None:
    # Short lines alone are no menu below an article: one headline a line is a usual input.
    topics = ["渡輪", "巴士", "街市", "醫院", "公園", "碼頭"]
    doings = ["啟用", "停辦", "擴建", "翻新", "招標"]
    lines = [
        f"{topics[n % 6]}{doings[n % 5]}安排公布　首{n + 2}年惠及{3 * n + 7}個團體"
        for n in range(count)
    ]
    assert kept("\n".join(lines) + "\n") == list(range(1, count + 1))
