import pytest
from hypothesis import given
from hypothesis import strategies as st

from cantext.normalise import project
from cantext.segmentation.pretoken import pretokens

CASES = [
    ("撥款357.72億元", ["357.72億"]),
    ("資助1,300項", ["1,300"]),
    ("算力3 000PFLOPS", ["3 000", "PFLOPS"]),
    ("算力3 000 PFLOPS", ["3 000", "PFLOPS"]),
    ("查詢2721 1600。", ["2721 1600"]),
    ("逾3 300名導師", ["3 300"]),
    ("三百五十七億元", ["三百五十七億"]),
    ("升百分之五", ["百分之五"]),
    ("升百分之二點五", ["百分之二點五"]),
    ("佔三分之一", ["三分之一"]),
    ("增幅約11%", ["11%"]),
    ("正增長2至3%", ["2", "3%"]),
    ("第三輪資助", ["第三"]),
    ("第599F章", ["第599F"]),
    ("第十四個五年規劃", ["第十四"]),
    ("2025年9月17日", ["2025年", "9月", "17日"]),
    ("二零二五年", ["二零二五年"]),
    ("二○二五年", []),  # ○ is a circle, not a numeral
    ("2024-25年度", ["2024-25"]),
    ("2024/25學年", ["2024/25"]),
    ("2023–2024年度", ["2023–2024"]),
    ("iAM Smart", ["iAM", "Smart"]),
    ("推進AI+發展", ["AI+"]),
    ("M+博物館", ["M+"]),
    ("5G網絡", ["5G"]),
    ("R&D開支", ["R&D"]),
    ("COVID-19疫情", ["COVID-19"]),
    ("主席曾鈺成議員, G.B.S., J.P.", ["G.B.S.", "J.P."]),
    ("見https://www.gov.hk/tc/?a=1。", ["https://www.gov.hk/tc/?a=1"]),
    ("電郵cnews@rthk.hk", ["cnews@rthk.hk"]),
    ("十五五規劃", ["十五"]),
    ("二十一世紀", ["二十一"]),
    ("一國兩制", []),
    ("萬一下雨，千萬不要", []),
    ("十分重要", []),
    ("三個和四個", []),
    ("３ ０００個", ["３ ０００"]),
    ("2012 4567 8901", ["2012 4567", "8901"]),
    ("15億1300萬", ["15億1300萬"]),
    ("<p class='a'>新聞</p><br/>", ["<p class='a'>", "</p>", "<br/>"]),
    ("但是……好——吧...", ["……", "——", "..."]),
    ("3<5且7>2", ["3", "5", "7", "2"]),
    ("施政報告", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_pretokens_of(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in pretokens(project(text))] == expected


@given(st.text(alphabet="一十百千萬億第分之年月日0123456789,. -/%ab+@:。", max_size=40))
def test_pretokens_are_ordered_and_apart(text: str) -> None:
    end = 0
    for start, stop in pretokens(project(text)):
        assert end <= start < stop <= len(text)
        end = stop
