"""What counts as the same line and what does not, in tables."""

import pytest

from cantext.deduplication.groups import find_duplicates
from cantext.documents.document import Document

CAPTION = "創科局局長區敏晴在科學園出席產學研合作論壇，宣布資助3,000個項目。"


def relations(*lines: str) -> list[list[tuple[int, str]]]:
    document = Document("page", "\n\n".join(lines) + "\n")
    rows = find_duplicates([document], contained=False).rows
    return [[((m.line + 1) // 2, m.relation) for m in row.members] for row in rows]


@pytest.mark.parametrize(
    "copy",
    [
        CAPTION + "（資料圖片）",
        CAPTION[:-1] + "（本網記者攝）",
        CAPTION + "(簡穎詩攝)",
        CAPTION + "[政府新聞處圖片]",
        CAPTION + "（海岸社）",
        "（政府新聞處圖片）" + CAPTION,
        CAPTION + "圖片來源：創科局",
        CAPTION + "　伍樂生攝",
        CAPTION + " (Photo: GIS)",
        "圖：" + CAPTION,
        "圖一：" + CAPTION + "（伍樂生攝）",
        "圖為" + CAPTION,
        "▲" + CAPTION,
        "■ " + CAPTION,
        "圖3/7 " + CAPTION,
        CAPTION + "(圖3/7)",
        CAPTION.replace("，", ",")[:-1],
        CAPTION.replace("3,000", "3000"),
        CAPTION.replace("3,000", "3 000"),
        CAPTION.replace("3,000", "３，０００"),
        CAPTION.replace("產學研", "「產學研」"),
        " ".join(CAPTION),
        CAPTION.replace("科學園", "科\u200b學\u00a0園\u3000"),
        "创科局局长区敏晴在科学园出席产学研合作论坛，宣布资助3,000个项目。",
        CAPTION + " 2025-10-14",
        CAPTION + "（2025年10月14日）",
        CAPTION[:-1] + " 2025年10月14日 14:30",
        CAPTION.replace("論壇", "論談"),
        CAPTION.replace("合作", "作合"),
        CAPTION.replace("合作", "合合作"),
        CAPTION.replace("產學研合作論壇", "產學合作壇"),
        "▲ " + " ".join(CAPTION) + "（資 料 圖 片）",
    ],
)
def test_copies(copy: str) -> None:
    assert len(relations(CAPTION, copy)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("區敏晴：政府會加快北部都會區發展", "區敏晴表示，政府會加快北部都會區發展。"),
        ("區敏晴說：「政府會加快北部都會區發展」", "區敏晴：政府會加快北部都會區發展"),
        ("衞生署在裏面設立羣組", "衛生署在裡面設立群組"),
        ("產學研無捷徑　區敏晴籲行多一步", "產學研無捷徑　區敏晴籲行多一步｜海岸時報"),
    ],
)
def test_copies_of_other_lines(first: str, second: str) -> None:
    assert len(relations(first, second)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("第一輪資助49個項目", "第二輪資助50個項目"),
        ("第一輪資助計劃今日接受申請", "第二輪資助計劃今日接受申請"),
        ("第三期資助計劃今日接受申請", "第三輪資助計劃今日接受申請"),
        ("陳先生示範使用電動護理牀。", "陳女士示範使用電動護理牀。"),
        ("陳太講述照顧者的日常壓力", "李太講述照顧者的日常壓力"),
        ("陳國強議員在會上發言", "陳國雄議員在會上發言"),
        ("旅遊發展局公布新一輪宣傳計劃", "發展局公布新一輪宣傳計劃"),
        ("教育局公布新課程安排", "保安局公布新課程安排"),
        ("理工大學研究團隊展示成果", "科技大學研究團隊展示成果"),
        ("訪港旅客按年增加一成", "訪港旅客按年減少一成"),
        ("恒生指數收市升120點", "恒生指數收市跌120點"),
        ("當局有計劃興建新醫院", "當局沒有計劃興建新醫院"),
        ("港鐵宣布票價不變", "港鐵宣布票價改變"),
        ("市民支持政府的新措施方案", "市民反對政府的新措施方案"),
        ("失業率升至3.1%的新高", "失業率升至3.2%的新高"),
        ("會議於2025年9月17日舉行", "會議於2025年9月18日舉行"),
        ("立法會會議實況 2025年9月17日", "立法會會議實況 2025年9月18日"),
        ("2024年施政報告諮詢會現場", "2025年施政報告諮詢會現場"),
        ("論壇星期三在會展中心舉行", "論壇星期五在會展中心舉行"),
        ("上半年訪港旅客數字公布", "下半年訪港旅客數字公布"),
        ("荃灣海濱長廊本月啟用", "柴灣海濱長廊本月啟用"),
        ("沙田區居民出席地區諮詢會", "大埔區居民出席地區諮詢會"),
        ("創科論壇開幕典禮嘉賓合照", "創科論壇閉幕典禮嘉賓合照"),
        ("人工智能論壇昨日在會展舉行", "生命科技論壇昨日在會展舉行"),
        ("甄小姐（左）展示新產品設計", "甄小姐（右）展示新產品設計"),
        ("工程合約（第一期）動工儀式", "工程合約（第二期）動工儀式"),
        ("A組學生在比賽中獲得冠軍", "B組學生在比賽中獲得冠軍"),
        ("中學生參觀數碼港展覽", "小學生參觀數碼港展覽"),
        ("首批獲資助團隊出席簽約儀式", "次批獲資助團隊出席簽約儀式"),
        # A paraphrase is no copy.
        ("政府加碼資助產學研，首輪惠及49個項目", "產學研獲政府增撥資源，49個項目率先受惠"),
    ],
)
def test_different_lines(first: str, second: str) -> None:
    assert relations(first, second) == []


def test_cut_line_joins_the_one_line_it_begins() -> None:
    cut = "創科局局長區敏晴在科學園出席產學研…"
    assert relations(CAPTION, cut) == [[(1, "original"), (2, "truncated")]]
    assert relations(CAPTION, "創科局局長區敏晴在科學園出席產學研合作論壇……（資料圖片）") == [
        [(1, "original"), (2, "truncated")]
    ]


def test_cut_line_of_two_possible_lines_joins_neither() -> None:
    other = "創科局局長區敏晴在科學園出席產學研展覽的揭幕禮"
    assert relations(CAPTION, other, "創科局局長區敏晴在科學園出席產學研…") == []


def test_near_copies_make_no_chains() -> None:
    # Each is one step from the one before it; the last is a different sentence from the first.
    steps = [
        "政府推出產學研資助計劃的新安排",
        "政府推出產學研資助計劃得新安排",
        "政府推岀產學妍資助計劃得新安排",
        "政俯推岀產學妍資助計畫得新鞍排",
    ]
    assert all((4, "near") not in group for group in relations(*steps))


def test_copy_without_credit_is_the_original() -> None:
    document = Document("page", f"▲ {CAPTION}（資料圖片）\n{CAPTION}\n")
    (group,) = find_duplicates([document]).rows
    assert [(m.line, m.relation, m.kept) for m in group.members] == [
        (1, "exact", False),
        (2, "original", True),
    ]


def test_similarity_of_a_near_copy_counts_edits() -> None:
    rows = find_duplicates(
        [Document("page", "產學研合作論壇今日舉行\n產學研合作論談今日舉行\n")]
    ).rows
    assert rows[0].members[1].similarity == pytest.approx(1 - 1 / 11)


def test_caption_inside_a_paragraph_is_reported_apart() -> None:
    body = "論壇一連兩日。創科局局長區敏晴在科學園出席產學研合作論壇。她其後回答記者提問。"
    caption = "創科局局長區敏晴在科學園出席產學研合作論壇。（資料圖片）"
    (group,) = find_duplicates([Document("page", f"{caption}\n\n{body}\n")]).rows
    assert [(m.line, m.relation, m.kept) for m in group.members] == [
        (3, "original", True),
        (1, "contained", True),
    ]


def test_lines_repeated_across_documents() -> None:
    line = "特區政府會繼續全面準確貫徹一國兩制的方針。"
    documents = [Document("2024", f"甲\n{line}\n"), Document("2025", f"{line}\n短句\n甲\n")]
    (group,) = find_duplicates(documents).rows
    assert [(m.document, m.line, m.relation) for m in group.members] == [
        ("2024", 2, "original"),
        ("2025", 1, "exact"),
    ]
    assert find_duplicates(documents, across_documents=False).rows == ()
