"""Light formats to text: Markdown, subtitles, dates, and telling formats apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cantext.documents.dates import date_in_name, iso_date
from cantext.documents.formats import Format, is_pdf, text_format
from cantext.documents.markdown import read_markdown
from cantext.documents.subtitles import read_subtitles


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("# 題\n## 節 ##\n文", ["題", "節", "文"]),
        ("題\n===\n\n節\n---\n文", ["題", "節", "文"]),
        ("甲\n乙\n\n丙", ["甲乙", "丙"]),
        ("Hong\nKong", ["Hong Kong"]),
        ("甲  \n乙\\\n丙", ["甲", "乙", "丙"]),
        ("**粗**體 __bold__ *斜* _it_ ***both*** ~~刪~~", ["粗體 bold 斜 it both 刪"]),
        ("香港*特別*行政區", ["香港特別行政區"]),
        ("snake_case_name 2*3*4 5 * 6 * 7", ["snake_case_name 2*3*4 5 * 6 * 7"]),
        (
            "[民生](https://a.example/x_(y) '題')和[住屋][1]\n\n[1]: https://b.example",
            ["民生和住屋"],
        ),
        ("![局長會見](a.png)\n文", ["文", "局長會見"]),
        ("![](a.png)文", ["文"]),
        ("- 甲\n- [x] 乙\n* 丙\n1. 丁\n2) 戊", ["甲", "乙", "丙", "1. 丁", "2) 戊"]),
        ("- 甲\n  續\n\n文", ["甲續", "文"]),
        ("> 引\n> 文\n>> 深", ["引文深"]),
        ("| 甲 | 乙 |\n|----|:--:|\n| 1 | 2 |", ["甲\t乙", "1\t2"]),
        ("```py\nx = *a*[0]\n```\n文", ["x = *a*[0]", "文"]),
        ("`a*b*c` 與 ``d`e``", ["a*b*c 與 d`e"]),
        ("\\*原樣\\* \\# 不是題", ["*原樣* # 不是題"]),
        (
            "<b>粗</b><br>行<!-- 藏 -->尾 <https://a.example> 3 < 4",
            ["粗行尾 https://a.example 3 < 4"],
        ),
        ("---\n***\n文", ["文"]),
        ("#標籤不是題", ["#標籤不是題"]),
        ("---\ntitle: 預算\nother: x\n---\n文", ["文"]),
        ("", []),
    ],
)
def test_markdown(text: str, lines: list[str]) -> None:
    assert read_markdown(text).text.splitlines() == lines
    assert read_markdown(text.replace("\n", "\r\n")).text.splitlines() == lines


def test_markdown_kinds_and_metadata() -> None:
    read = read_markdown(
        "---\ntitle: '預算'\ndate: 2025-02-26\nlang: zh-HK\n---\n"
        "# 題\n文\n\n- 項\n\n![圖說](a.png)\n"
    )
    assert read.kinds == {1: "heading", 3: "list_item", 4: "caption"}
    assert read.metadata == {"title": "預算", "date": "2025-02-26", "language": "zh-HK"}


@given(st.text(alphabet="甲乙 \n*_`[]()#>-|!~\\<a1.", max_size=80))
def test_markdown_never_fails_and_invents_nothing(text: str) -> None:
    read = read_markdown(text)
    for han in "甲乙":
        assert read.text.count(han) <= text.count(han)


SRT = """1
00:00:01,000 --> 00:00:03,000
<i>各位市民</i>
大家好

2
00:00:03,000 --> 00:00:05,000
{\\an8}- 局長你好
- 你好
"""
VTT = """WEBVTT - 演辭

NOTE 這是注

STYLE
::cue {}

00:01.000 --> 00:03.000 align:start
<v 局長>各位<00:02.000><c>市民</c>

intro
00:03.000 --> 00:04.000
A &amp; B
"""
ROLLING = "WEBVTT\n\n" + "\n\n".join(
    f"00:0{n}.000 --> 00:0{n + 1}.000\n{a}\n{b}"
    for n, (a, b) in enumerate([("一", "二"), ("二", "三"), ("三", "四")], start=1)
)


@pytest.mark.parametrize(
    ("text", "lines", "counts"),
    [
        (SRT, ["各位市民大家好", "- 局長你好", "- 你好"], {"cues": 2}),
        (SRT.replace("\n", "\r\n"), ["各位市民大家好", "- 局長你好", "- 你好"], {"cues": 2}),
        (VTT, ["局長：各位市民", "A & B"], {"cues": 2}),
        (ROLLING, ["一二", "三", "四"], {"cues": 3, "repeated_lines_left_out": 2}),
        ("WEBVTT\n", [], {}),
    ],
)
def test_subtitles(text: str, lines: list[str], counts: dict[str, int]) -> None:
    assert text_format(text, "a.txt") == "subtitles"
    read = read_subtitles(text)
    assert read.text.splitlines() == lines
    assert read.repairs == counts


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("施政報告\n", "-", "text"),
        ("施政報告\n", "a.html", "text"),  # the content says
        ("", "a.html", "text"),
        ("<!DOCTYPE html><p>甲", "a.txt", "html"),
        ("  \n<HTML><BODY>甲", "-", "html"),
        ("<!-- 存檔 --><html>", "-", "html"),
        ('<?xml version="1.0"?><html xmlns="x">', "-", "html"),
        ("<div>甲</div>", "-", "html"),
        ("<p>甲</p><p>乙</p>", "-", "html"),
        ("<p>甲", "-", "text"),
        ("<meta charset='utf-8'><title>甲</title>", "-", "html"),
        ('<?xml version="1.0"?><a>甲</a>', "-", "xml"),
        ("<!DOCTYPE article><article>甲</article>", "-", "xml"),
        ("<article xmlns='x'><title>甲</title></article>", "a.xml", "xml"),
        ("<speech>甲</speech>\n", "-", "xml"),
        ("<speech>甲", "-", "text"),
        ("<speech>甲", "a.xml", "xml"),  # broken: its reader says so
        ("<編者按> 文字", "-", "text"),
        ("1 < 2", "-", "text"),
        ('{"text": "甲"}', "-", "json"),
        ('[{"text": "甲"}]', "-", "json"),
        ('{\n "text": "甲"\n}', "-", "json"),
        ('{"a": 1}\n{"a": 2}\n', "-", "ndjson"),
        ('{"a": 1}\nx', "a.jsonl", "ndjson"),
        ("{甲} 文", "-", "text"),
        ("[1] 註釋\n", "-", "text"),
        ("{", "a.json", "json"),
        ("a,b\n", "a.csv", "csv"),
        ("a\tb\n", "a.tsv", "tsv"),
        ("a,b\n", "a.CSV.GZ", "csv"),
        ("甲，乙\n", "-", "text"),
        ("# 題", "a.md", "markdown"),
        ("# 題", "a.txt", "text"),
        ("---\ntitle: 甲\n---\n文", "-", "markdown"),
        ("---\n文\n---\n", "-", "text"),
        ("\ufeff<html>", "-", "html"),
    ],
)
def test_formats_are_told_by_content(text: str, name: str, expected: Format) -> None:
    assert text_format(text, name) == expected


def test_a_text_field_makes_a_table_of_what_looks_like_none() -> None:
    assert text_format("id,text\n1,甲\n", "-", text_field="body") == "csv"
    assert text_format("id,Text\n1,甲\n", "a.txt", text_field="text") == "csv"
    assert text_format('"id"\t"text"\n1\t甲\n', "a.txt", text_field="text") == "tsv"
    assert text_format("甲,乙\n", "a.txt", text_field="text") == "text"
    assert text_format('{"text": "甲"}', "-", text_field="text") == "json"


def test_a_pdf_may_begin_behind_a_line_of_something_else() -> None:
    assert is_pdf(b"%PDF-1.4")
    assert is_pdf(b"\r\nHTTP\r\n%PDF-1.4")
    assert not is_pdf(b"<html>%PDF-1.4")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-09-17", "2025-09-17"),
        ("2025-09-17T23:30:00-05:00", "2025-09-17"),  # the day as written
        ("2025/9/7", "2025-09-07"),
        ("2025.09.17", "2025-09-17"),
        ("20250917", "2025-09-17"),
        ("20250917T101112Z", "2025-09-17"),
        ("D:20250917101112+08'00'", "2025-09-17"),
        ("2025年9月17日（星期三）", "2025-09-17"),
        ("２０２５年９月１７日", "2025-09-17"),
        ("二○二五年十月三十一日", "2025-10-31"),
        ("一九九七年七月一日", "1997-07-01"),
        ("Wed, 17 Sep 2025 03:00:00 GMT", "2025-09-17"),
        ("17 September 2025", "2025-09-17"),
        ("September 17, 2025", "2025-09-17"),
        ("2025-02-30", None),
        ("17/9/2025", None),
        ("9 Foo 2025", None),
        ("二五年十月", None),
        ("", None),
    ],
)
def test_dates_in_metadata(text: str, expected: str | None) -> None:
    assert iso_date(text) == expected


@given(st.text(alphabet="0123456789年月日十一二三-/T: Sep", max_size=20))
def test_a_date_is_a_day_or_none(text: str) -> None:
    found = iso_date(text)
    assert found is None or iso_date(found) == found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("P2025032000262.htm", "2025-03-20"),
        ("P2025132000262.htm", None),
        ("XP2025032000262", None),
        ("12-13-cm0227-translate-c.txt", "2013-02-27"),
        ("12-13-cm1121-translate-c.txt", "2012-11-21"),
        ("98-99-cm1021.pdf", "1998-10-21"),
        ("99-00-cm0105.pdf", "2000-01-05"),
        ("12-14-cm0227.txt", None),
        ("演辭2025年9月17日.txt", "2025-09-17"),
        ("二零二五年九月十七日.docx", "2025-09-17"),
        ("2025-09-17 演辭 2025年9月17日.txt", "2025-09-17"),
    ],
)
def test_dates_in_names(name: str, expected: str | None) -> None:
    assert date_in_name(name) == expected
