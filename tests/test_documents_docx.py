"""Word documents to text: reading order, kinds, tables, notes, tracked changes, bombs."""

import io
import zipfile
from pathlib import Path

import pytest
from docx_files import W, docx, p, table

from cantext.documents.docx import read_docx
from cantext.documents.formats import is_archive, is_docx
from cantext.errors import InputError


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("body", "lines", "kinds"),
    [
        (p("甲") + p("") + p("乙"), ["甲", "乙"], {}),
        (p("第一章", "1") + p("章", "My1") + p("節", "Out"), ["第一章", "章", "節"],
         {1: "heading", 2: "heading", 3: "heading"}),
        (p("圖一：合照", "a5"), ["圖一：合照"], {1: "caption"}),
        (p("環", "Loop") + p("無此樣式", "x") + p("Heading2 無樣式表", "Heading2"),
         ["環", "無此樣式", "Heading2 無樣式表"], {3: "heading"}),
        (p("目錄項", "T1") + p("甲"), ["甲"], {}),
        (p("項", properties="<w:numPr/>"), ["項"], {1: "list_item"}),
        (p("題", properties='<w:outlineLvl w:val="0"/>'), ["題"], {1: "heading"}),
        (p("文", properties='<w:outlineLvl w:val="9"/>'), ["文"], {}),
        (p(run("行政") + run("長官")), ["行政長官"], {}),
        (p('<w:r><w:t xml:space="preserve">A </w:t></w:r>' + run("B")), ["A B"], {}),
        (p("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>"),
         ["甲", "乙\t丙"], {}),
        (p("<w:hyperlink>" + run("網址") + "</w:hyperlink>"), ["網址"], {}),
        (p(run("留") + "<w:del><w:r><w:delText>刪</w:delText></w:r></w:del>"
           + "<w:ins>" + run("加") + "</w:ins>"),
         ["留加"], {}),
        (p("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("甲")), ["甲"], {}),
        (p(run("公屋") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("政策")) + p("下段"),
         ["公屋政策", "註：不包括私人樓宇。", "下段"], {}),
        (p(run("甲") + '<w:r><w:footnoteReference w:id="77"/></w:r>'), ["甲"], {}),
        (table(["服務", "名額"], ["日間護理", "8 100"]), ["服務\t名額", "日間護理\t8 100"], {}),
        (p("前") + table(["甲"]) + p("後"), ["前", "甲", "後"], {}),
        ("<w:sdt><w:sdtContent>" + p("控件") + "</w:sdtContent></w:sdt>", ["控件"], {}),
        (p("<w:r><w:pict><w:txbxContent>" + p("文字方塊") + "</w:txbxContent></w:pict></w:r>"
           + run("正文")),
         ["正文", "文字方塊"], {}),
        (p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t>甲</w:t></w:r>'), ["甲"], {}),
    ],
)  # fmt: skip
def test_text_and_kinds(body: str, lines: list[str], kinds: dict[int, str]) -> None:
    read = read_docx(docx(body))
    assert read.text.splitlines() == lines
    assert dict(read.kinds) == kinds


def test_metadata_and_counts() -> None:
    read = read_docx(docx(p("甲") + p("目錄", "T1") + p("<w:del/>" + run("乙"))))
    assert read.metadata == {
        "title": "房屋政策擬稿",
        "author": "運輸及房屋局",
        "language": "zh-HK",
        "created": "2012-03-01",
    }
    assert read.repairs == {"contents_left_out": 1, "deletions_left_out": 1}


def test_strict_documents_are_read() -> None:
    strict = docx(p("甲", "1"))
    body = f"<w:document {W}><w:body>{p('甲', '1')}</w:body></w:document>".replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    read = read_docx(docx("", document=body))
    assert (read.text, read.kinds) == (read_docx(strict).text, {1: "heading"})


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


ENTITY = f'<!DOCTYPE d [<!ENTITY e "甲">]><w:document {W}><w:body>{p("&e;")}</w:body></w:document>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (docx(p("甲"))[:300], "broken or truncated Word document"),
        (b"PK\x03\x04 word/document.xml", "broken or truncated Word document"),
        (zipped(word__styles="<a/>"), "without a text part"),
        (docx("", document="<w:document"), "word/document.xml: not well-formed XML"),
        (docx("", document=ENTITY), "declares an entity of its own"),
        (docx("<w:p>" * 300 + "</w:p>" * 300), "nested more than 200 deep"),
    ],
)
def test_broken_documents_are_one_line(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_docx(data, name="a.docx")
    assert said in str(caught.value)
    assert str(caught.value).startswith("a.docx")
    assert "\n" not in str(caught.value)


def test_a_part_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cantext.documents.docx.MAX_PART", 1 << 20)
    bomb = docx("", document="<a>" + " " * (2 << 20) + "</a>")
    assert len(bomb) < 20_000
    with pytest.raises(InputError, match=r"word/document\.xml unpacks to more than 1 MiB"):
        read_docx(bomb)


def test_a_word_document_is_no_archive(tmp_path: Path) -> None:
    data = docx(p("甲"))
    assert is_docx(data)
    assert not is_archive(data)
    assert is_archive(zipped(a="b"))


def test_a_zip_of_a_version_to_come_is_refused() -> None:
    data = bytearray(docx(p("甲")))
    entry = data.index(b"PK\x01\x02")
    data[entry + 6] = 84  # the version that it asks for: 8.4
    with pytest.raises(InputError, match="broken or truncated Word document"):
        read_docx(bytes(data), name="a.docx")
