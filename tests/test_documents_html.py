"""HTML to text, on pages of our own in the structures of several publishers."""

import sys
from pathlib import Path

import lxml.html
import pytest

from cantext.documents.declared import declared_encoding, decode_markup
from cantext.documents.html import read_html
from cantext.documents.html_metadata import metadata_of
from cantext.errors import InputError

PAGES = Path(__file__).parent / "html"
BODY, HEADING, CAPTION, ITEM = "body", "heading", "caption", "list_item"


def read(name: str):
    return read_html(decode_markup((PAGES / name).read_bytes()).text, name=name)


def lines(name: str) -> list[tuple[str, str]]:
    """Return the kind and the first eight characters of every line."""
    found = read(name)
    return [
        (found.kinds.get(number, BODY), line[:8])
        for number, line in enumerate(found.text.splitlines(), start=1)
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "press_release.html",
            [
                (HEADING, "發展局推出舊區活"),
                (BODY, "發展局今日（九月"),
                (BODY, "發展局發言人說："),
                (BODY, "每個獲批項目最多"),
                (BODY, "申請詳情載於計劃"),
                (BODY, "完"),
                (BODY, "2025年9月2"),
                (BODY, "香港時間15時3"),
                (CAPTION, "發展局局長（左二"),
            ],
        ),
        (
            "news_article.html",
            [
                (HEADING, "碼頭重建方案出爐"),
                (CAPTION, "受損碼頭現以圍板"),
                (BODY, "離島區一個公眾碼"),
                (BODY, "署方文件指出，原"),
                (CAPTION, "新碼頭構想圖。"),
                (HEADING, "居民：盼盡快動工"),
                (BODY, "當區居民陳女士表"),
                (BODY, "有漁民團體則關注"),
            ],
        ),
        (
            "weblog.html",
            [
                (HEADING, "由街市重建看社區"),
                (BODY, "社區裏的街市，從"),
                (CAPTION, "檔主與街坊在最後"),
                (BODY, "重建之後的新街市"),
                (ITEM, "公開檔位租金的計"),
                (ITEM, "預留一成檔位予原"),
                (ITEM, "在公共空間加設座"),
                (BODY, "「冷氣係涼咗，不"),
                (BODY, "規劃署的設計指引"),
            ],
        ),
        (
            "policy_page.html",
            [
                (HEADING, "安老服務"),
                (HEADING, "政策目標"),
                (BODY, "政府的政策目標是"),
                (HEADING, "主要措施"),
                (BODY, "過去一年，我們推"),
                (ITEM, "增加社區照顧服務"),
                (ITEM, "為護老者提供暫託"),
                (ITEM, "在三個地區試行「"),
                (HEADING, "服務名額"),
                (CAPTION, "各類服務的名額"),
                (BODY, "服務\t2023年"),
                (BODY, "日間護理\t8 1"),
                (BODY, "家居照顧\t14 "),
                (BODY, "有關名額會每半年"),
            ],
        ),
        (
            "item_page.html",
            [
                (HEADING, "天文台：周末有雷"),
                (CAPTION, "天文台指周末天氣"),
                (BODY, "天文台表示，受一"),
                (BODY, "天文台又說，低壓"),
            ],
        ),
    ],
)
def test_the_article_is_read_with_its_captions(name: str, expected: list[tuple[str, str]]) -> None:
    assert lines(name) == expected


def test_a_page_laid_out_by_tables_is_read_whole() -> None:
    found = read("table_layout.html")
    assert found.notes == ("no article found on the page: all text outside menus is read",)
    assert list(found.kinds.values()) == [CAPTION]
    words = found.text
    assert "工程人員在渠道旁量度水位。" in words
    assert all(
        part in words for part in ("工程費用為四千八百萬元", "四百棵樹", "天星渠改善工程展開")
    )
    assert "招標公告" not in words  # the menu


def page(body: str, head: str = "") -> str:
    article = "".join(
        f"<p>這是第{number}段，講述政府如何改善社區設施，並且增加服務名額，讓長者和照顧者都得到支援。</p>"
        for number in "一二三四五"
    )
    main = f"<article><h1>標題</h1>{body}{article}</article>"
    return f"<html><head>{head}</head><body>{main}</body></html>"


@pytest.mark.parametrize(
    ("body", "caption"),
    [
        (
            "<figure><img alt='x'><figcaption>局長與學生合照。</figcaption></figure>",
            "局長與學生合照。",
        ),
        ("<img src='a.jpg' alt='局長與學生在校園合照。'>", "局長與學生在校園合照。"),
        ("<p class='photo-caption'>局長與學生合照。</p>", "局長與學生合照。"),
        ("<p class='caption'>局長與學生合照。</p>", "局長與學生合照。"),
        ("<div class='img_caption'>局長與學生合照。</div>", "局長與學生合照。"),
        ("<span class='wp-caption-text'>局長與學生合照。</span>", "局長與學生合照。"),
        ("<div><img alt='局長與學生在校園合照'><p class='caption'>合照。</p></div>", "合照。"),
        ("<img alt='圖片'><img alt='logo'><img alt='DSC_0012.JPG'><img alt=''>", None),
        ("<a href='/x'><img alt='另一篇文章的標題在此'></a>", None),
        ("<div class='captions-off'>一般文字在這裏，不是圖片說明，所以不標為說明。</div>", None),
        ("<nav><figure><figcaption>選單裏的圖片說明</figcaption></figure></nav>", None),
        ("<figure hidden><figcaption>看不見的說明</figcaption></figure>", None),
    ],
)
def test_captions_wherever_they_stand(body: str, caption: str | None) -> None:
    found = read_html(page(body))
    texts = found.text.splitlines()
    captions = [texts[number - 1] for number, kind in found.kinds.items() if kind == CAPTION]
    assert captions == ([caption] if caption else [])
    assert found.repairs.get("captions_kept", 0) == len(captions)


@pytest.mark.parametrize(
    "body",
    [
        "<script>document.write('秘密')</script>",
        "<style>p::before{content:'秘密'}</style>",
        "<p style='display: none'>秘密秘密秘密秘密，秘密秘密秘密秘密，秘密秘密秘密。</p>",
        "<div aria-hidden='true'>秘密秘密秘密秘密，秘密秘密秘密秘密，秘密秘密秘密。</div>",
        "<noscript>秘密</noscript><template>秘密</template><iframe src='file:///x'>秘密</iframe>",
        "<!-- 秘密 --><svg><title>秘密</title></svg><select><option>秘密</option></select>",
        "<p onclick='秘密()'></p>",
    ],
)
def test_what_a_reader_does_not_see_is_not_text(body: str) -> None:
    assert "秘密" not in read_html(page(body)).text


LD = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<title> 甲 \n 乙 </title>", {"title": "甲乙"}),
        ('<title>甲 - 某報</title><meta property="og:title" content="甲">', {"title": "甲"}),
        ('<meta name="date" content="2025-09-17T01:00:00Z">', {"date": "2025-09-17"}),
        ('<meta name="DC.Date" content="二零二五年九月十七日">', {"date": "2025-09-17"}),
        ('<meta name="pubdate" content="soon"><meta name="date" content="20250917">',
         {"date": "2025-09-17"}),
        (LD.format('{"@type":"NewsArticle","headline":"甲","datePublished":"2025-09-17"}'),
         {"title": "甲", "date": "2025-09-17"}),
        (LD.format('[{"@type":["Article"],"author":["陳","李"],"publisher":{"name":"某報"}}]'),
         {"source": "某報", "author": "陳、李"}),
        (LD.format('{"@type":"Organization","name":"某報"}'), {}),
        (LD.format("{broken"), {}),
        (LD.format("[" * 5000), {}),
        ('<link rel="canonical" href="https://a.example/1">', {"url": "https://a.example/1"}),
        ("", {}),
    ],
)  # fmt: skip
def test_metadata_of_pages(head: str, expected: dict[str, str]) -> None:
    found = metadata_of(lxml.html.document_fromstring(f"<html><head>{head}</head><body>甲"))
    assert found == expected


def test_one_time_of_the_article_is_its_date() -> None:
    text = page("<time datetime='2025-09-17T08:00'>今日</time>")
    assert read_html(text).metadata["date"] == "2025-09-17"
    two = page("<time datetime='2025-09-17'>今日</time><time datetime='2025-09-18'>明日</time>")
    assert "date" not in read_html(two).metadata


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        ('<meta charset="big5"><p>立法會'.encode("big5"), "big5hkscs"),
        ('<meta charset=gb2312><p>立法會'.encode("gb18030"), "gb18030"),
        ('<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=Big5">立法會'.encode("big5"),
         "big5hkscs"),
        ('<meta charset="shift_jis"><p>立法會は予算案'.encode("shift_jis"), "shift_jis"),
        ('<?xml version="1.0" encoding="gbk"?><a>立法會</a>'.encode("gbk"), "gb18030"),
        ('<meta charset="big5"><p>立法會'.encode(), None),  # a label left over
        ('<meta charset="klingon"><p>立法會'.encode("big5"), None),
        ('<meta charset="utf-8"><p>立法會'.encode("big5"), None),
        ("立法會 charset=big5".encode(), None),
    ],
)  # fmt: skip
def test_declared_encodings_are_taken_where_they_fit(data: bytes, codec: str | None) -> None:
    assert declared_encoding(data) == codec
    assert "立法會" in decode_markup(data).text


@pytest.mark.parametrize(
    "text",
    ["<html></html>", "<html><body><script>x</script></body></html>", "<!doctype html>", "<p></p>"],
)
def test_a_page_without_text_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"a\.html: .*give its text"):
        read_html(text, name="a.html")


@pytest.mark.parametrize(
    "text",
    [
        page("\x00<p>甲\x00乙，這是一個段落，內有零字元，仍然可以讀出其餘的文字。</p>"),
        page("<p>" + "長" * 1_000_000 + "。</p>"),
        page("<table>" + "<tr><td>甲" * 3000),
        page("<p>&#x110000; &#0; &bogus; &lt;b&gt;</p>"),
        page("<a href='javascript:alert(1)'>" * 2000),
        page("<![CDATA[甲]]><?php echo 1 ?>"),
    ],
    ids=["nul", "long", "table", "entities", "links", "cdata"],
)
def test_odd_pages_are_read(text: str) -> None:
    assert "這是第一段" in read_html(text).text


def test_a_page_nested_without_end_is_refused() -> None:
    with pytest.raises(InputError, match="more than 256 elements deep"):
        read_html(page("<div>" * 5000))


def test_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml.html", None)
    with pytest.raises(InputError, match=r'pip install "cantext\[html\]"'):
        read_html("<p>甲")


def test_a_page_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cantext.documents.html.MAX_CHARACTERS", 100)
    with pytest.raises(InputError, match="100 are read at most"):
        read_html(page(""))
