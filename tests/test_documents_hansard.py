"""Records of sittings: speakers and their turns; text taken from PDF made whole again."""

import pytest

from cantext.documents.document import Document
from cantext.documents.hansard import by_speaker, speaker_turns
from cantext.documents.selection import select
from cantext.documents.sitting import record_metadata
from cantext.documents.unwrap import page_lines, unwrap
from cantext.errors import UsageError

# A sitting of our own: names of nobody, in the layout of a record taken from PDF.
RECORD = """立法會  ─  2031年 2月 27日

5067

會議過程正式紀錄

2031年 2月 27日星期四

出席議員：

主席甄柏霖議員 , G.B.S., J.P.

區敏晴議員

殷樂山議員 , J.P.

出席政府官員：

運輸及房屋局局長單啟言教授 , J.P.

立法會  ─  2031年 2月 27日

5068
(有議員離開座位 )

主席：請議員就座。

提交文件

第 69號  ─  某基金年報

議員質詢的口頭答覆

興建行人天橋

1. 區敏晴議員：主席，本港有多條行人天橋仍未加建升降機，長者和傷健
人士出入不便。就此，政府可否告知本會：

(一 ) 現時有多少條天橋輪候加建；及

(二 ) 餘下的工程預計何時完成？

運輸及房屋局局長：主席，我們現正分批加建，首批共有三十條，預計在
2033年完成。其餘的會在其後五年內動工。在工程展開之前和期間，我們
立法會  ─  2031年 2月 27日

5069
會向區議會匯報進度。

(附件 )

殷樂山議員 (譯文 )：主席，局長說：“會匯報進度。”我想問主席：誰會跟進？

某某議員：這一句是引述，不是發言。

主席：局長，請回答。

下次會議

主席：本會在下星期三續會。
"""


def turns(text: str) -> list[tuple[str, str]]:
    return [(t.speaker, text[t.start : t.end]) for t in speaker_turns(Document("a", text))]


def test_turns_of_a_record_as_it_stands() -> None:
    found = turns(RECORD)
    assert [speaker for speaker, _ in found] == [
        "主席", "區敏晴議員", "運輸及房屋局局長", "殷樂山議員", "主席", "主席",
    ]  # fmt: skip
    said = [words for _, words in found]
    assert said[0] == "請議員就座。"
    assert said[1].startswith("主席，本港有多條")
    assert said[1].endswith("何時完成？")
    assert said[2].endswith("會向區議會匯報進度。")
    assert said[3].endswith("不是發言。")  # nobody present has that name
    assert said[4:] == ["局長，請回答。", "本會在下星期三續會。"]


def test_turns_of_the_unwrapped_record() -> None:
    read = unwrap(RECORD)
    found = turns(read.text)
    assert [s for s, _ in found] == [s for s, _ in turns(RECORD)]
    assert dict(found)["運輸及房屋局局長"] == (
        "主席，我們現正分批加建，首批共有三十條，預計在2033年完成。其餘的會在其後五年內動工。"
        "在工程展開之前和期間，我們會向區議會匯報進度。"
    )
    assert read.repairs == {"page_headers": 6, "lines_joined": 3}
    assert "5068" not in read.text


def test_metadata_of_a_record() -> None:
    assert record_metadata(RECORD) == {
        "title": "立法會會議過程正式紀錄",
        "date": "2031-02-27",
        "source": "立法會",
    }
    assert record_metadata("施政報告\n2031年2月27日") == {}


@pytest.mark.parametrize(
    ("label", "is_one"),
    [
        ("主席：", True),
        ("代理主席：", True),
        ("全委會主席：", True),
        ("行政長官：", True),
        ("秘書：", True),
        ("署理發展局局長：", True),
        ("律政司司長︰", True),
        ("政務司司長:", True),
        ("12. 區敏晴議員：", True),
        ("區敏晴議員（譯文）：", True),
        ("出席議員：", False),
        ("陳大文先生：", False),
        ("我想問主席：", False),
        ("附件：", False),
        ("主席說：", False),
        ("“主席：", False),
    ],
)
def test_labels(label: str, is_one: bool) -> None:
    text = f"會議過程正式紀錄\n\n{label}請發言。\n"
    assert bool(turns(text)) is is_one


def test_other_texts_have_no_turns() -> None:
    assert speaker_turns(Document("a", "主席：請就座。\n")) == ()
    assert list(by_speaker([Document("a", "主席：請就座。\n")])) == [
        Document("a", "主席：請就座。\n")
    ]


def test_a_document_of_each_speaker() -> None:
    parts = list(by_speaker([Document("a.txt", RECORD, metadata={"date": "2031-02-27"})]))
    assert [part.id for part in parts] == [
        "a.txt#主席", "a.txt#區敏晴議員", "a.txt#運輸及房屋局局長", "a.txt#殷樂山議員",
    ]  # fmt: skip
    assert parts[0].text == "請議員就座。\n\n局長，請回答。\n\n本會在下星期三續會。\n"
    assert parts[0].metadata == {"date": "2031-02-27", "speaker": "主席", "turns": "3"}
    assert "5069" not in parts[2].text


TEXTS = [
    Document("a", "", metadata={"date": "2025-09-17", "speaker": "主席"}),
    Document("b", "", metadata={"date": "2025-10-01", "speaker": "秘書"}),
    Document("c", "", metadata={"date": "2024", "speaker": "主席"}),
    Document("d", ""),
]


@pytest.mark.parametrize(
    ("conditions", "ids"),
    [
        ([], "abcd"),
        (["speaker=主席"], "ac"),
        (["speaker=主席", "speaker=秘書"], "abc"),
        (["speaker=主席", "date=2025"], "a"),
        (["date=2025"], "ab"),
        (["date=2025-09"], "a"),
        (["date=2025-09-17"], "a"),
        (["date=2024"], "c"),
    ],
)
def test_documents_are_chosen(conditions: list[str], ids: str) -> None:
    assert "".join(document.id for document in select(TEXTS, conditions)) == ids


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("speaker", "is no condition"),
        ("=x", "is no condition"),
        ("speaker=", "is no condition"),
        ("party=x", "no document has the field 'party'; the fields are: date, speaker"),
        ("speaker=某", "of 'speaker' there are: 主席, 秘書"),
        ("date=202", "of 'date' there are"),
    ],
)
def test_conditions_that_nothing_meets(condition: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        list(select(TEXTS, [condition]))
    assert said in str(caught.value)


HALF = "政府會在未來五年內投放更多資源推動創新科技發展，並且支援本地企業升級轉"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"{HALF}\n型。\n\n乙\n", [HALF + "型。", "乙"]),
        (f"{HALF}\r\n型。\r\n", [HALF + "型。"]),
        (f"{HALF}\n(一 ) 項目\n", [HALF, "(一)項目"]),
        (f"{HALF}\n主席：請\n", [HALF, "主席：請"]),
        (f"{HALF[:-1]}。\n　　新段落\n{HALF}\n", [HALF[:-1] + "。", "新段落", HALF]),
        (f"短行\n短行\n{HALF}\n", ["短行", "短行", HALF]),
        (f"{HALF}\n\n{HALF}\n", [HALF, HALF]),
        (f"{HALF[:-5]}\n100 000 000元\n{HALF}\n", [HALF[:-5] + "100 000 000元", HALF]),
        ("目錄 ........ 5\n", ["目錄........ 5"]),
        ("衞\ue40c\n", ["衞衞"]),
        ("", []),
        ("\n\n", []),
    ],
)
def test_unwrapping(text: str, lines: list[str]) -> None:
    assert unwrap(text).text.splitlines() == lines


@pytest.mark.parametrize(
    ("numbers", "gone"),
    [
        ([1, 2, 3], True),
        ([5067, 5068, 5069, 5070], True),
        ([1, 2], False),
        ([7, 7, 7], False),
        ([3, 1, 2], False),
    ],
)
def test_only_numbers_that_go_up_are_pages(numbers: list[int], gone: bool) -> None:
    lines = [line for n in numbers for line in ("甲", "乙", "丙", "丁", "戊", str(n))]
    assert bool(page_lines(lines)) is gone


def test_figures_under_each_other_are_a_table() -> None:
    assert page_lines(["1", "2", "3", "4"]) == set()
