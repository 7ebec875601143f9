"""The kind of every line on pages of several habits, and in running text."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from cantext.deduplication.clean import label_lines
from cantext.deduplication.model import KINDS
from cantext.documents.document import Document
from cantext.documents.reading import read_documents

# A line of each page, its kind before the bar.
SCRAPED = """
headline|專訪｜甄柏霖：產學研要行多一步｜獅峰日報
boilerplate|跳至主要內容
boilerplate|首頁
boilerplate|港聞
boilerplate|財經
boilerplate|登入
boilerplate|港聞 > 政情
headline|專訪｜甄柏霖：產學研要行多一步
byline|記者：伍樂生
byline|2025-10-14 07:30　更新：2025-10-14 12:05
boilerplate|分享
caption|▲ 甄柏霖說，首要工作是協助科研成果走出實驗室。（創科局FB圖片）
body|甄柏霖上任剛滿一年。他接受訪問時說，香港的基礎研究一向不弱，欠缺的是由論文走到生產線的一段路。
heading|一、由論文到生產線
body|現時大學團隊取得專利後，要等一年半載才找到廠商。做法包括：
list_item|- 每季與大學開會，更新技術清單；
list_item|- 向廠商提供試產場地，租金減半。
caption|計劃第一輪資助49個項目，獲資助團隊出席簽約儀式。
credit|創科局FB圖片
caption|計劃第二輪資助50個項目，獲資助團隊出席簽約儀式。
credit|創科局FB圖片
heading|廠商有話說
body|有廠商擔心政府參與愈多,審批愈慢。他笑說「唔使驚」。
boilerplate|更多相片
caption|甄柏霖說，首要工作是協助科研成果走出實驗室。
credit|創科局FB圖片
boilerplate|相關新聞
boilerplate|樂齡租借計劃擴至五區　照顧者：試過先知
boilerplate|科學園擴建工程料明年動工

headline|樂齡租借計劃擴至五區　照顧者：試過先知
byline|記者：馮以澄
caption|陳女士示範使用電動護理牀。（馮以澄攝）
body|社署資助的租借計劃下月起擴展至五區，預計每年可供3 600個家庭租用輪椅和護理牀。
boilerplate|返回頁首
boilerplate|版權所有 © 2025 獅峰日報有限公司　不得轉載
"""

FEED = "".join(
    f"""
headline|{place}{topic}下月動工　料兩年內完成

caption|{place}{topic}的位置。{credit}

body|當局公布，{place}{topic}下月動工，工程費用約{number}億元。

boilerplate|全文：
boilerplate|https://news.example/{number}
boilerplate|編輯部製作
"""
    for number, (place, topic, credit) in enumerate(
        [
            ("沙田", "圖書館", "（資料圖片）"),
            ("大埔", "游泳池", "(簡穎詩攝)"),
            ("元朗", "診所", "（資料圖片）"),
            ("屯門", "街市", ""),
            ("荃灣", "行人天橋", "（海岸社）"),
        ],
        start=2,
    )
)

SPEECH = """
headline|走出疫情　重啟動力

heading|一、由復常到復元
body|1. 主席，疫情三年，市民和企業都過得不容易。今年年初全面通關，社會終於復常。
body|2. 我建議政府再派發一次消費券，每人2,000元，並預留三成在本地小店使用。
heading|目的
body|建立制度有以下主要目的：
list_item|- 理順工作流程；
heading|目的
body|多謝各位。（掌聲）
heading|優化「監管沙盒」
body|多謝各位。（掌聲）
"""


def table(page: str) -> list[tuple[str, str]]:
    rows = []
    for row in page.strip("\n").split("\n"):
        kind, _, text = row.partition("|")
        rows.append((kind, text) if text else ("blank", ""))
    return rows


TABLE = """
headline|街市租金統計
byline|2025年8月14日
body|統計組今日公布街市租金統計，整體租金較去年下跌百分之二。
heading|各區租金
body|地區　六月　七月
body|東區　4.9　5.6
body|西貢　3.8　4.2
body|離島　-2.7　-3.3
heading|展望
body|發言人說，租金在未來數月料保持平穩。
boilerplate|返回頁首
boilerplate|https://office.example/rent
boilerplate|私隱政策
"""

THREAD = "".join(
    f"""
byline|{name}
byline|2025/6/3 09:1{number}
boilerplate|#{number + 1}
{quoted}body|{text}
boilerplate|引用
boilerplate|檢舉
"""
    for number, (name, quoted, text) in enumerate(
        [
            ("山羊", "", "想問下樓梯而家封咗未，行唔行得？"),
            ("阿北", "body|想問下樓梯而家封咗未，行唔行得？\n", "樓梯有圍板，旁邊有條泥路。"),
            ("石頭", "body|樓梯有圍板，旁邊有條泥路。\n", "泥路好滑，有人跌親。"),
            ("山羊", "", "多謝各位，咁我改行第三段。"),
        ]
    )
)


@pytest.mark.parametrize(
    "page",
    [SCRAPED, FEED, SPEECH, TABLE, THREAD],
    ids=["scraped", "feed", "speech", "table", "thread"],
)
def test_kinds(page: str) -> None:
    rows = table(page)
    labels = label_lines(Document("page", "\n".join(text for _, text in rows) + "\n"))
    assert [(label.kind, label.text) for label in labels] == rows


def test_running_text_comes_out_whole() -> None:
    text = "\n".join(line for _, line in table(SPEECH))
    assert all(label.kept for label in label_lines(Document("speech", text)))


def paged(lines: Iterable[str], *, each: int = 12, first: int = 4777) -> str:
    lines = list(lines)
    pages = []
    for number, start in enumerate(range(0, len(lines), each)):
        gap = " " * (1 + number % 3)
        head = f"立法會  ─  2013年{gap}2月 20日 \n \n{first + number} \n"
        pages.append(head + "\n".join(lines[start : start + each]) + "\n")
    return "".join(pages)


def test_running_headers_and_page_numbers_are_all_that_paged_text_loses() -> None:
    speech = [f"第{n}個問題，政府會否考慮檢討有關安排，並在" for n in range(40)]
    speech += ["主席：現在進行表決。", "(掌聲)", "2012", "60", "陳健波議員"] * 3
    labels = label_lines(Document("hansard", paged(speech)))
    dropped = [label.text for label in labels if not label.kept]
    assert len(dropped) == 2 * -(-len(speech) // 12)
    assert all(text.startswith("立法會") or text.strip().isdigit() for text in dropped)
    assert {label.kind for label in labels if not label.kept} == {"boilerplate"}
    assert [label.text for label in labels if label.kept and label.text.strip()] == speech


@pytest.mark.parametrize(
    "line",
    [
        "https://news.example/1",
        "原文連結：https://news.example/1",
        "電郵：news@example.org",
        "© example.org",
        "版權所有 不得轉載",
        "首頁 | 港聞 | 財經 | 登入",
        "────────",
    ],
)
def test_boilerplate_by_itself(line: str) -> None:
    page = f"產學研論壇開幕\n\n論壇一連兩日，吸引逾百家企業參加。\n\n{line}\n"
    assert label_lines(Document("page", page))[4].kind == "boilerplate"


def test_markup_holds_no_words() -> None:
    page = "<div>\n產學研論壇一連兩日，吸引逾百家企業參加。\n<br/>\n</div>\n"
    assert [(label.kept, label.reason) for label in label_lines(Document("page", page))] == [
        (False, "markup"),
        (True, None),
        (False, "markup"),
        (False, "markup"),
    ]


def test_rows_of_a_table_are_no_table_of_contents() -> None:
    rows = ["超過 50 0 0", "超過 50 0 1", "總數： 60", "總數： 71", "少於 11 80", "少於 11"]
    text = paged(
        [f"第{n}個問題，政府會否檢討有關安排，並在" for n in range(40)] + ["超過 50 0", "總數"]
    )
    text += "\n".join(rows) + "\n"
    kept = [row.text for row in label_lines(Document("hansard", text)) if row.kept]
    assert kept[-len(rows) :] == rows


def test_title_that_the_running_header_repeats_is_kept() -> None:
    lines = [f"第{n}段說明計劃的進度，並徵詢委員對下一階段工作的意見" for n in range(40)]
    pages = ["二零二五年六月\n濕地保育計劃的進度\n" + "\n".join(lines[:10]) + "\n1\n"]
    for number in (2, 3, 4):
        body = "\n".join(lines[10 * number - 10 : 10 * number])
        pages.append(f"濕地保育計劃的進度\n{body}\n{number}\n")
    labels = label_lines(Document("paper", "".join(pages)))
    same = [label.kept for label in labels if label.text == "濕地保育計劃的進度"]
    assert same == [True, False, False, False]


def test_captions_that_the_format_tells_are_captions(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><body><article><h1>渡輪加開夜船</h1><p>運輸公司宣布，坪洲線每晚加開兩班渡輪。</p>"
        "<figure><img src='a.jpg'><figcaption>坪洲碼頭入夜後人流稀少，船員在等候最後一班船。"
        "</figcaption></figure><p>居民組織爭取夜船多年，終於等到這一日。</p></article></body></html>",
        encoding="utf-8",
    )
    (document,) = read_documents([page])
    kinds = {label.text: label.kind for label in label_lines(document)}
    assert kinds["坪洲碼頭入夜後人流稀少，船員在等候最後一班船。"] == "caption"
    # Without the format nothing in this line tells.
    bare = label_lines(Document("page", document.text))
    assert "caption" not in {label.kind for label in bare}


def test_every_kind_is_a_published_one() -> None:
    for page in (SCRAPED, FEED, SPEECH):
        assert {kind for kind, _ in table(page)} <= set(KINDS)
