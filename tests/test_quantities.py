"""Quantities of plain text: values, units, dates, and what is passed over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cantext.quantities import KINDS, find_quantities
from cantext.quantities.numerals import parse_number


@pytest.mark.parametrize(
    ("spelling", "value"),
    [
        ("15亿1300万", 1_513_000_000),
        ("三百五十七亿", 35_700_000_000),
        ("3 000", 3000),
        ("1,234,567", 1_234_567),
        ("1.5万亿", 1_500_000_000_000),
        ("一万二", 12_000),
        ("三百五", 350),
        ("一百零五", 105),
        ("三千零五", 3005),
        ("二〇二六", 2026),
        ("廿五", 25),
        ("五点三", 5.3),
        ("一亿二千万", 120_000_000),
    ],
)
def test_numerals(spelling, value):
    assert float(parse_number(spelling).value) == value


@pytest.mark.parametrize("spelling", ["万一", "一二三", "三二", "亿万一"])
def test_no_numerals(spelling):
    assert parse_number(spelling) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("撥款逾1.5億元", [("1.5億元", "money", 150_000_000, "元", "over")]),
        ("人民幣7,200億元", [("人民幣7,200億元", "money", 720_000_000_000, "元", None)]),
        ("約七成半的物業", [("七成半", "percentage", 75, "%", "about")]),
        ("減少3個百分點", [("3個百分點", "percentage", 3, "百分點", "down")]),
        ("最多一次", [("一次", "count", 1, "次", "at_most")]),
        ("增設一支隊伍", [("一支", "count", 1, "支", "up")]),
        ("提供十多個單位", [("十多個", "count", 10, "個", "over")]),
        ("數百份文件", [("數百份", "count", 100, "份", "several")]),
        ("一個半月", [("一個半月", "duration", 1.5, "個月", None)]),
        ("兩年半後", [("兩年半", "duration", 2.5, "年", "after")]),
        ("位列全球第三。", [("第三", "rank", 3, None, None)]),
        ("3 000 PFLOPS的算力", [("3 000 PFLOPS", "capacity", 3000, "PFLOPS", None)]),
        ("65歲或以上人士", [("65歲", "age", 65, "歲", "at_least")]),
        ("造價26.3億", [("26.3億", "money", 2_630_000_000, "元", None)]),
        ("飛機零件回收", []),
        (
            "增加4 000張至16 000張",
            [("4 000張", "count", 4000, "張", "up"), ("16 000張", "count", 16_000, "張", "to")],
        ),
    ],
)
def test_quantities(text, expected):
    found = find_quantities(text)
    assert [(q.text, q.kind, q.value, q.unit, q.qualifier) for q in found] == expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("增長2至3%", 2, 3),
        ("2%至3%", 2, 3),
        ("30至50億元", 3_000_000_000, 5_000_000_000),
        ("100萬至200萬元", 1_000_000, 2_000_000),
        ("兩三年", 2, 3),
        ("二三十個", 20, 30),
        ("百分之二至三", 2, 3),
        ("未來一、兩年", 1, 2),
        ("減少40%至45%", 40, 45),
    ],
)
def test_ranges(text, low, high):
    (found,) = find_quantities(text)
    assert (found.value, found.value_high) == (low, high)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026年12月31日前", "2026-12-31"),
        ("二○二六年三月", "2026-03"),
        ("2024-25年度", "2024/2025"),
        ("明年上半年", "2026-H1"),
        ("今年年底", "2025-12"),
        ("首三季", "2025-Q1/2025-Q3"),
        ("12月7日", "--12-07"),
        ("2013年 1月 9日", "2013-01-09"),
        ("20日會議", "---20"),
        ("2026至2030年", "2026/2030"),
    ],
)
def test_dates(text, iso):
    (found,) = find_quantities(text, year=2025)
    assert found.date == iso


@pytest.mark.parametrize(
    "text",
    [
        "致電2721 1600查詢", "根據第23條及第571章", "（一）改善服務", "12. 政府十分重視", "5G網絡",
        "COVID-19疫情", "堅持一國兩制", "一般市民", "萬一下雨", "下午3時30分開始", "九龍及新界",
        "以3:1勝出", "跨境理財通2.0", "這是一個里程碑", "千萬不要", "見圖3及附件2", "提升效能。182",
    ],
)  # fmt: skip
def test_traps(text):
    assert find_quantities(text) == ()


@pytest.mark.parametrize("text", ["1" * 10_000, "三" * 10_000, "1," * 10_000, "2至" * 10_000])
def test_digits_without_end_are_no_number(text):
    assert all(len(found.text) < 100 for found in find_quantities(text))


@given(
    st.text(
        alphabet="一二三兩十百千萬億零○多餘數幾半個月年日至-比:.,%元$( )第0123456789"
        "前內約逾今明首季度成分之點上下ak",
        max_size=14,
    )
)
def test_quantities_are_pieces_of_the_text_in_order(text):
    end = 0
    for found in find_quantities(text):
        assert end <= found.start < found.end
        assert found.text == text[found.start : found.end]
        assert found.kind in KINDS
        end = found.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("處理12萬3 456宗申請", [("12萬3 456宗", 123_456, None)]),
        ("比例訂為1比4至1比8。", [("1比4至1比8", 0.125, 0.25)]),
        ("用水量要減少一半。", [("一半", 0.5, None)]),
        ("另一半沒有回應", []),
        ("由第七位躍升至第三位，", [("第七位", 7, None), ("第三位", 3, None)]),
        ("收費由37點子減至20至25點子", [("37點子", 37, None), ("20至25點子", 20, 25)]),
        ("判監三年四個月，", [("三年四個月", 3 + 4 / 12, None)]),
        ("車程2小時15分鐘", [("2小時15分鐘", 2.25, None)]),
        ("十年如一日，五十步笑百步", []),
    ],
)
def test_what_another_hand_wrote_and_was_missed(text, expected):
    found = [(one.text, one.value, one.value_high) for one in find_quantities(text)]
    assert [(text, pytest.approx(value), high) for text, value, high in expected] == found


@pytest.mark.parametrize(
    ("text", "iso"),
    [("二〇二四／二五課稅年度的稅款", "2024/2025"), ("消費物價指數九月按年升1.1%", "--09")],
)
def test_dates_that_another_hand_wrote(text, iso):
    assert find_quantities(text)[0].date == iso
