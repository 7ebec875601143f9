"""PDF to text: lines joined, headers out, columns in order, what cannot be read refused."""

import sys
import zlib

import pytest
from pdf_files import Page, Text, paragraph, pdf

from cantext.documents.pdf import read_pdf
from cantext.documents.repair import join, join_all, recover, without_layout_spaces
from cantext.errors import InputError

FIRST = "政府會在未來五年內投放更多資源推動創新科技發展，並且支援本地企業升級轉型，讓市民分享成果。"
SECOND = "我們又會改善社區設施，增加長者服務名額，並與地區團體合作，在各區推行關愛鄰里的工作計劃。"
THIRD = (
    "在教育方面，局方會檢討課程，減輕學生的壓力，並為教師提供更多培訓，使學校更能照顧不同的需要。"
)


def text_of(*pages: Page) -> list[str]:
    return read_pdf(pdf(list(pages))).text.splitlines()


def test_wrapped_lines_are_joined_and_paragraphs_kept_apart() -> None:
    page = Page(
        [
            *paragraph(FIRST, x=72, y=760, width=20),
            *paragraph("　　" + SECOND, x=72, y=760 - 18 * 3, width=20),  # an indent, no gap
            *paragraph(THIRD, x=72, y=600, width=20),
        ]
    )
    assert text_of(page) == [FIRST, SECOND, THIRD]


def test_a_short_line_ends_its_paragraph() -> None:
    lines = ["主席：" + FIRST[:17], FIRST[17:30], "陳大文議員：我提問。", "主席：請回答。"]
    page = Page([Text(72, 700 - 18 * n, line) for n, line in enumerate(lines)])
    assert text_of(page) == [lines[0] + lines[1], *lines[2:]]


def test_a_number_that_does_not_fit_leaves_its_line_short() -> None:
    lines = [
        "去年全港共有大約三百萬名在職人士，比前年增加約",
        "1 000 000名，升幅甚大，令人欣慰。" + FIRST[:3],
    ]
    page = Page(
        [
            Text(72, 700, lines[0]),
            Text(72, 682, lines[1]),
            *paragraph(SECOND, x=72, y=664, width=26),
        ]
    )
    assert text_of(page)[0] == "".join(lines)


@pytest.mark.parametrize(
    "item", ["(二)", "（三）", "2.", "(b)", "•", "四、"], ids=["1", "2", "3", "4", "5", "6"]
)
def test_an_item_opens_a_line_of_its_own(item: str) -> None:
    page = Page([*paragraph(FIRST[:40], x=72, y=700, width=20), Text(72, 664, item + SECOND[:18])])
    assert text_of(page) == [FIRST[:40], item + SECOND[:18]]


def test_a_hanging_item_runs_on() -> None:
    lines = ["(一)" + FIRST[:20], FIRST[20:40], FIRST[40:]]
    page = Page(
        [
            Text(72, 700, lines[0]),
            Text(98, 682, "　" + lines[1]),  # the space of the layout goes
            Text(98, 664, "　" + lines[2]),
            *paragraph(SECOND, x=72, y=620, width=22),
        ]
    )
    read = read_pdf(pdf([page]))
    assert read.text.splitlines() == ["(一)" + FIRST, SECOND]
    assert read.kinds == {1: "list_item"}


def sitting(number: int, *texts: Text) -> Page:
    """A page with the header of a record, its number left or right."""
    header = [Text(72, 800, "立法會 ─ 2012年11月21日"), Text(500, 800, str(1492 + number))]
    return Page([*(header if number % 2 else reversed(header)), *texts])


def test_running_headers_and_page_numbers_go_and_sentences_cross_pages() -> None:
    pages = [
        sitting(1, *paragraph(FIRST[:40], x=72, y=760, width=20)),
        sitting(2, *paragraph(FIRST[40:] + SECOND[:11], x=72, y=760, width=20)),
        sitting(3, *paragraph(THIRD, x=72, y=760, width=20)),
        sitting(4, *paragraph(SECOND, x=72, y=760, width=20)),
    ]
    read = read_pdf(pdf(pages))
    assert read.text.splitlines() == [FIRST + SECOND[:11], THIRD, SECOND]
    assert read.repairs["page_headers"] == 8


@pytest.mark.parametrize("form", ["- {} -", "第 {} 頁", "第{}頁，共5頁", "Page {} of 5", "{} / 5"])
def test_page_numbers_in_every_form(form: str) -> None:
    pages = [
        Page([*paragraph(text, x=72, y=700, width=20), Text(280, 30, form.format(number))])
        for number, text in enumerate((FIRST, SECOND, THIRD), start=1)
    ]
    assert text_of(*pages) == [FIRST, SECOND, THIRD]
    assert text_of(pages[0]) == [FIRST]  # one page alone: its place tells


def test_numbers_in_the_text_stay() -> None:
    pages = [
        Page([*paragraph(text, x=72, y=700, width=20), Text(72, 600, number)])
        for number, text in (("12", FIRST), ("45", SECOND), ("7", THIRD))
    ]
    assert text_of(*pages) == [FIRST, "12", SECOND, "45", THIRD, "7"]


def columns(left: str, right: str, y: float, *, by_row: bool) -> list[Text]:
    one = paragraph(left, x=60, y=y, width=18)
    two = paragraph(right, x=320, y=y, width=18)
    if not by_row:
        return [*one, *two]
    return [text for pair in zip(one, two, strict=False) for text in pair]


@pytest.mark.parametrize("by_row", [False, True])
def test_two_columns_are_read_one_after_the_other(by_row: bool) -> None:
    left, right = FIRST + SECOND + THIRD, SECOND + THIRD + FIRST
    assert len(left) == len(right)
    page = Page(
        [
            Text(60, 780, "施政報告摘要：本頁分左右兩欄，橫跨兩欄的只有這個標題而已，請看。"),
            *columns(left, right, 740, by_row=by_row),
        ]
    )
    assert text_of(page)[1:] == [left, right]


def test_a_table_is_read_row_by_row() -> None:
    cells = [
        ("服務", "2023年", "2024年"),
        ("日間護理", "8 100", "8 700"),
        ("家居照顧", "14 200", "15 000"),
    ]
    page = Page(
        [
            Text(72 + 140 * column, 700 - 20 * row, cell)
            for row, line in enumerate(cells)
            for column, cell in enumerate(line)
        ]
    )
    assert text_of(page) == ["\t".join(line) for line in cells]


def test_headings_are_told_by_size() -> None:
    page = Page([Text(72, 760, "安居樂業", 20), *paragraph(FIRST, x=72, y=720, width=20)])
    read = read_pdf(pdf([page]))
    assert read.text.splitlines() == ["安居樂業", FIRST]
    assert read.kinds == {1: "heading"}


def test_garbled_characters_are_recovered_and_counted() -> None:
    page = Page([Text(72, 700, "\ue40c生署\uf8e7\uf8e7環境\uf98a量，\ue473屋")])
    read = read_pdf(pdf([page]))
    assert read.text == "衞生署──環境力量，邨屋\n"
    assert read.repairs == {"characters_recovered": 5}


def test_pages_without_text_are_told_or_refused() -> None:
    good = Page(paragraph(FIRST, x=72, y=700, width=20))
    read = read_pdf(pdf([good, Page(picture=True), Page(), good, Page(picture=True)]))
    assert read.repairs["pages_without_text"] == 2  # an empty page lacks nothing
    (note,) = read.notes
    assert note.startswith("pages 2, 5 without usable text, left out: make one with OCR")
    with pytest.raises(InputError) as caught:
        read_pdf(pdf([Page(picture=True)] * 3), name="scan.pdf")
    assert str(caught.value).startswith("scan.pdf: a PDF without usable text: none of its 3 pages")
    assert "OCR" in str(caught.value)


@pytest.mark.parametrize(
    "garbage", ["\x01\x02\x03\x04\x05\x06\x07", "(cid:12)(cid:13)(cid:9)(cid:1)"]
)
def test_pages_of_nonsense_are_no_text(garbage: str) -> None:
    with pytest.raises(InputError, match="OCR"):
        read_pdf(pdf([Page([Text(72, 700, garbage * 3)])]))


def test_metadata_are_the_files_own() -> None:
    page = Page([Text(72, 700, FIRST[:20])])
    info = {
        "Title": "財政預算案演辭",
        "Author": "財政司司長",
        "CreationDate": "D:20250226101112+08'00'",
    }
    assert read_pdf(pdf([page], info=info)).metadata == {
        "title": "財政預算案演辭",
        "author": "財政司司長",
        "created": "2025-02-26",
    }
    made_up = {"Title": "Microsoft Word - 演辭.doc", "CreationDate": "yesterday"}
    assert read_pdf(pdf([page], info=made_up)).metadata == {}


def test_a_title_that_is_no_text_is_left_out() -> None:
    """Half a surrogate pair: no characters, in the encoding of a PDF's strings."""
    whole = pdf([Page([Text(72, 700, FIRST[:20])])], info={"Title": "演辭稿", "Author": "司長"})
    title = "演辭稿".encode("utf-16-be").hex().encode()
    assert title in whole
    assert read_pdf(whole.replace(title, b"d83d" + title[4:])).metadata == {"author": "司長"}


LOCKED = pdf([Page([Text(72, 700, FIRST)])]).replace(
    b"/Root 1 0 R",
    b"/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4"
    b"/O<" + b"ab" * 32 + b">/U<" + b"cd" * 32 + b">>>",
)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (LOCKED, "locked by a password"),
        (b"%PDF-1.7\n", "broken or truncated"),
        (pdf([Page([Text(72, 700, FIRST)])])[:400], "broken or truncated"),
        (pdf([]), ""),
        (b"", "broken or truncated"),
    ],
)
def test_broken_and_locked_files_are_one_line(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_pdf(data, name="a.pdf")
    assert str(caught.value).startswith("a.pdf: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(InputError, match=r'pip install "cantext\[pdf\]"'):
        read_pdf(b"%PDF-1.7")


def test_no_page_holds_more_characters_than_it_can_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cantext.documents.pdf_rows.MAX_PAGE_CHARACTERS", 30)
    with pytest.raises(InputError, match="page 2 holds more characters"):
        read_pdf(pdf([Page([Text(72, 700, "施政")]), Page([Text(72, 700, FIRST)])]))


@pytest.mark.parametrize(
    ("pieces", "joined"),
    [
        (["於1999年至2008", "年落成"], "於1999年至2008年落成"),
        (["the Hong", "Kong Government"], "the Hong Kong Government"),
        (["develop\x02", "ment"], "development"),
        (["develop\xad", "ment"], "development"),
        (["co-", "operation"], "co-operation"),
        (["香港 ", " 發展"], "香港發展"),
        (["", "發展"], "發展"),
        (["發", "", "展"], "發展"),
        ([], ""),
        (["a", "b", "c"], "a b c"),
    ],
)
def test_pieces_are_joined(pieces: list[str], joined: str) -> None:
    assert join_all(pieces) == joined
    so_far = ""
    for piece in pieces:
        so_far = join(so_far, piece)
    assert so_far == joined


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("香 港 特 區", "香港特區"),
        ("《 2013年撥款條例草案》 。", "《2013年撥款條例草案》。"),
        ("HKSAR  Government", "HKSAR Government"),
        ("3 000個單位", "3 000個單位"),
        ("立法會  ─  會議", "立法會 ─ 會議"),
    ],
)
def test_spaces_beside_han_go(text: str, mended: str) -> None:
    assert without_layout_spaces(text) == mended


def test_other_private_characters_stay() -> None:
    assert recover("\uf000A中") == ("\uf000A中", 0)


def test_a_stream_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cantext.documents.pdf_guard.MAX_STREAM", 1 << 20)
    good = pdf([Page([Text(72, 700, FIRST)])])
    for times in (1, 2):
        packed = b"q Q " * (1 << 19)
        for _ in range(times):
            packed = zlib.compress(packed)
        filters = b"/FlateDecode" * times
        bomb = b"9 0 obj\n<</Filter[%s]/Length %d>>stream\n%s\nendstream" % (
            filters, len(packed), packed,
        )  # fmt: skip
        with pytest.raises(InputError, match="unpacks to more than 1 MiB"):
            read_pdf(good + bomb)
        picture = bomb.replace(b"<<", b"<</Subtype/Image")
        assert FIRST in read_pdf(good + picture).text


def test_a_reading_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cantext.documents.pdf_guard.SECONDS", -1.0)
    with pytest.raises(InputError, match=r"takes too long to read \(given up at page 1\)"):
        read_pdf(pdf([Page([Text(72, 700, FIRST)])]))
