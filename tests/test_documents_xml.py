"""XML to text: DocBook, other vocabularies, records; and what XML may not do to us."""

import time

import pytest

from cantext.documents.safe_xml import parse_xml
from cantext.documents.xml import read_xml
from cantext.errors import InputError

DOCBOOK = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE article>
<article xml:lang="zh-hk" xmlns="http://docbook.org/ns/docbook" version="5.0">
  <info><title>施政綱領</title><pubdate>2025-09-17</pubdate><author>某局</author></info>
  <section xml:id="a">
    <title>第一章　改善民生</title>
    <para>
      1.
      增加公屋<superscript>1</superscript>供應，
      並改善 <emphasis>Green Form</emphasis> 計劃。
    </para>
    <orderedlist>
      <listitem><para>縮短輪候時間；</para></listitem>
      <listitem><para>興建簡約公屋。</para></listitem>
    </orderedlist>
    <figure><title>圖一：公屋供應</title><mediaobject><imageobject/></mediaobject></figure>
    <informaltable><tgroup><tbody>
      <row><entry>年度</entry><entry>單位</entry></row>
      <row><entry>2025</entry><entry>3 000</entry></row>
    </tbody></tgroup></informaltable>
  </section>
</article>"""


def test_docbook() -> None:
    read = read_xml(DOCBOOK)
    assert read.text.splitlines() == [
        "施政綱領",
        "第一章　改善民生",
        "1. 增加公屋1供應，並改善 Green Form 計劃。",
        "縮短輪候時間；",
        "興建簡約公屋。",
        "圖一：公屋供應",
        "年度\t單位",
        "2025\t3 000",
    ]
    assert read.kinds == {1: "heading", 2: "heading", 4: "list_item", 5: "list_item", 6: "heading"}
    assert read.metadata == {
        "language": "zh-hk",
        "title": "施政綱領",
        "date": "2025-09-17",
        "source": "某局",
    }


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<TEI><text><body><p>甲<hi>乙</hi>丙</p><p>丁</p></body></text></TEI>", ["甲乙丙", "丁"]),
        ("<root><record><name>甲</name><value>乙</value></record></root>", ["甲", "乙"]),
        ("<speech>各位<b>市民</b>：大家好</speech>", ["各位市民：大家好"]),
        ("<debate><speech by='甲'><p>我提問。</p></speech><p>乙</p></debate>", ["我提問。", "乙"]),
        ("<figure><caption>圖說</caption></figure>", ["圖說"]),
        ("<a><b>甲</b>乙</a>", ["甲乙"]),
        ("<list><item>甲</item>散字<item>乙</item></list>", ["甲", "散字", "乙"]),
        ("<p>a &lt;b&gt; &amp; <![CDATA[<c>]]></p>", ["a <b> & <c>"]),
        ("<p>甲<!-- 注釋 --><?pi x?>乙</p>", ["甲乙"]),
        ("<a/>", []),
        (
            "<rss><channel><title>新聞</title><item><title>甲</title><link>https://a</link>"
            "<description>乙</description></item></channel></rss>",
            ["新聞", "甲", "乙"],
        ),
    ],
)
def test_other_vocabularies(text: str, lines: list[str]) -> None:
    assert read_xml(text).text.splitlines() == lines


def test_captions_are_told() -> None:
    read = read_xml(
        "<article><figure><caption><p>局長視察。</p></caption></figure><p>文</p></article>"
    )
    assert read.kinds == {1: "caption"}


_TWICE = "".join(f"<!ENTITY {chr(98 + n)} '&{chr(97 + n)};&{chr(97 + n)};'>" for n in range(25))
LAUGHS = f"<!DOCTYPE l [<!ENTITY a 'ha'>{_TWICE}]><l>&z;</l>"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LAUGHS, "declares an entity of its own (a)"),
        (
            "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
            "entity of its own (x)",
        ),
        (
            "<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://a.example/'> %x;]><a/>",
            "entity of its own (x)",
        ),
        ("<a>" * 100_000, "nested more than 200 deep"),
        ("<a><b></a>", "mismatched tag at line 1"),
        ("<a>&undefined;</a>", "undefined entity at line 1"),
        ("<a", "unclosed token"),
        ("", "no element found"),
        ("<a>\x00</a>", "not well-formed"),
        ("<a b='1' b='2'/>", "duplicate attribute"),
    ],
    ids=["laughs", "file", "net", "deep", "tag", "entity", "cut", "empty", "nul", "twice"],
)
def test_dangers_are_one_line_in_no_time(text: str, said: str) -> None:
    began = time.process_time()
    with pytest.raises(InputError) as caught:
        read_xml(text, name="a.xml")
    assert time.process_time() - began < 2
    assert said in str(caught.value)
    assert str(caught.value).startswith("a.xml: ")
    assert "\n" not in str(caught.value)


def test_an_external_dtd_is_not_fetched() -> None:
    read = read_xml('<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a><p>甲</p></a>')
    assert read.text == "甲\n"


def test_attributes_keep_their_namespaces() -> None:
    root = parse_xml("<a xmlns:x='urn:x' x:b='1' c='2'/>")
    assert root.attrib == {"{urn:x}b": "1", "c": "2"}


def test_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cantext.documents.safe_xml.MAX_CHARACTERS", 10)
    with pytest.raises(InputError, match="10 are read at most"):
        parse_xml("<a>甲甲甲甲甲</a>")
