"""Inputs of every kind through the one door: packed, mixed, broken, standard input."""

import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest
from docx_files import docx, p
from pdf_files import Page, Text, pdf

from cantext.documents.document import Document
from cantext.documents.reading import Fields, read_documents
from cantext.errors import InputError

TEXT = "創新科技及工業局表示，新計劃資助大學與企業合作，首輪共有十二個項目獲批。\n"
HTML = (Path(__file__).parent / "html" / "item_page.html").read_bytes()
PDF = pdf([Page([Text(72, 700, TEXT.strip())])])
DOCX = docx(p("施政報告", "1") + p(TEXT.strip()))
INPUTS = {
    "text": TEXT.encode(),
    "html": HTML,
    "xml": f"<article><title>題</title><para>{TEXT}</para></article>".encode(),
    "pdf": PDF,
    "docx": DOCX,
    "subtitles": f"1\n00:00:01,000 --> 00:00:02,000\n{TEXT}".encode(),
    "json": f'{{"text": "{TEXT.strip()}"}}'.encode(),
    "ndjson": f'{{"text": "{TEXT.strip()}"}}\n{{"text": "乙"}}\n'.encode(),
}


def read(*inputs: str | Path, **options) -> tuple[list[Document], list[str], list[str]]:
    """Return documents, notes and refusals."""
    notes: list[str] = []
    refused: list[str] = []
    documents = read_documents(
        inputs, note=notes.append, refuse=lambda error: refused.append(str(error)), **options
    )
    return list(documents), notes, refused


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("kind", INPUTS)
@pytest.mark.parametrize("packed", [False, True])
def test_standard_input_may_be_anything(kind: str, packed: bool) -> None:
    data = gzip.compress(INPUTS[kind]) if packed else INPUTS[kind]
    documents, _, refused = read("-", stdin=io.BytesIO(data))
    assert refused == []
    assert documents[0].reading.format == kind
    assert documents[0].id == ("-#1" if "json" in kind else "-")
    assert (TEXT.strip() if kind != "html" else "天文台表示") in documents[0].text


@pytest.mark.parametrize("kind", INPUTS)
def test_the_name_of_a_file_does_not_mislead(kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(INPUTS[kind])
    assert read(tmp_path / "a.txt")[0][0].reading.format == kind


def test_an_archive_gives_a_document_for_each_file(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(
        zipped(
            {
                "b/2025-09-17.txt": TEXT.encode(),
                "a.pdf": PDF,
                "c.docx": DOCX,
                "d.txt.gz": gzip.compress("丁".encode()),
                "photo.png": b"\x89PNG",
                ".hidden": b"x",
                "__MACOSX/a.txt": b"x",
                "data.json": b"{}",
                "folder/": b"",
            }
        )
    )
    documents, notes, refused = read(tmp_path / "a.zip")
    start = f"{tmp_path.as_posix()}/a.zip"
    assert [document.id.removeprefix(start) for document in documents] == [
        "/a.pdf", "/b/2025-09-17.txt", "/c.docx", "/d.txt.gz",
    ]  # fmt: skip
    assert documents[1].metadata == {"date": "2025-09-17"}
    assert refused == []
    assert notes == [
        f"{start}: 2 files of other kinds not read (1 .json, 1 .png); a file named on its own is "
        "read whatever its suffix; --text-field reads tables",
    ]


def test_names_in_old_archives_are_decoded(tmp_path: Path) -> None:
    data = zipped({"AAAAAAAA.txt": b"x"}).replace(b"AAAAAAAA", "施政報告".encode("big5"))
    (tmp_path / "a.zip").write_bytes(data)
    assert read(tmp_path / "a.zip")[0][0].id.endswith("a.zip/施政報告.txt")


def test_two_files_of_one_name_in_an_archive_are_two_documents(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("d/a.txt", "甲")
        archive.writestr("d\\a.txt", "乙")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("d/a.txt", "丙")
    documents, _, refused = read(path)
    assert not refused
    assert {document.id: document.text for document in documents} == {
        f"{path.as_posix()}/d/a.txt": "甲",
        f"{path.as_posix()}#2/d/a.txt": "丙",
        f"{path.as_posix()}#3/d/a.txt": "乙",
    }


def test_no_name_in_an_archive_leads_anywhere(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"../../evil.txt": b"x", "/etc/abs.txt": b"y"}))
    before = sorted(tmp_path.rglob("*"))
    documents, _, _ = read(tmp_path / "a.zip")
    assert sorted(document.text for document in documents) == ["x", "y"]
    assert sorted(tmp_path.rglob("*")) == before


BOMB = zipped({"a.txt": b"0" * (8 << 20)})


@pytest.mark.parametrize(
    "data",
    [gzip.compress(b"0" * (2 << 20)), zipped({"a.txt": b"0" * (2 << 20)})],
    ids=["gz", "zip"],
)
def test_what_unpacks_as_no_text_does_is_refused(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cantext.documents.archives._SMALL", 1 << 20)
    (message,) = read("-", stdin=io.BytesIO(data))[2]
    assert "unpacks to more than 200 times its size" in message


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (gzip.compress(b"0" * (8 << 20)), "more than 1 MiB, the most that is read of one file"),
        (BOMB, "a.txt: more than 1 MiB"),
        (zipped({f"{n}.txt": b"0" * (1 << 20) for n in range(9)}), "unpacks to more than 2 MiB"),
        (zipped({"inner.zip": BOMB}), "inner.zip: an archive within an archive"),
        (gzip.compress(gzip.compress(b"x")), "packed twice"),
        (gzip.compress(BOMB), "packed twice"),
        (gzip.compress(b"x")[:-4], "truncated gzip"),
        (gzip.compress(b"x" * 999)[:20], "truncated gzip"),
        (b"\x1f\x8b\x08" + bytes(20), "broken gzip"),
        (zipped({"a.txt": b"x"})[:-30], "broken or truncated ZIP"),
        (b"PK\x03\x04" + bytes(40), "broken or truncated ZIP"),
        (zipped({"a.png": b"x"}), "an archive without a file that is read"),
        (zipped({"a": b"x"}).replace(b"a", b"\0"), "an archive without a file that is read"),
        (zipped({}), "an archive without a file that is read"),
        (b"x" * (2 << 20), "more than 1 MiB"),
    ],
    # Packed bytes hold the time: names of tests must not.
    ids=lambda value: value if isinstance(value, str) else "data",
)
def test_bombs_and_broken_archives_are_one_line(
    data: bytes, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cantext.documents.archives.MAX_BYTES", 1 << 20)
    monkeypatch.setattr("cantext.documents.archives.MAX_ARCHIVE_BYTES", 2 << 20)
    _, _, refused = read("-", stdin=io.BytesIO(data))
    assert any(said in message for message in refused), refused
    assert all("\n" not in message for message in refused)


def test_a_locked_member_is_refused_and_the_others_read() -> None:
    data = bytearray(zipped({"a.txt": b"x", "b.txt": b"y"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    documents, _, refused = read("-", stdin=io.BytesIO(bytes(data)))
    assert [document.text for document in documents] == ["y"]
    assert refused == ["-/a.txt: locked by a password: unpack it first"]


def test_an_archive_of_too_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cantext.documents.archives.MAX_MEMBERS", 2)
    data = zipped({f"{n}.txt": b"x" for n in range(3)})
    assert read("-", stdin=io.BytesIO(data))[2] == [
        "-: an archive of 3 files; 2 are read at most: split it"
    ]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    for name, data in (("a.txt", b"x"), ("b.pdf", b"%PDF-1.4 broken"), ("c.docx", DOCX)):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "d.txt").write_bytes(TEXT.encode() + b"\xff\xfe" + TEXT.encode())
    documents, _, refused = read(tmp_path)
    assert [Path(document.id).name for document in documents] == ["a.txt", "c.docx"]
    assert [message.split(": ")[1] for message in refused] == [
        "a broken or truncated PDF",
        "byte 109 (0xff, line 2) is not utf-8, nor is 1 other place; no encoding known here fits "
        "all of it",
    ]
    with pytest.raises(InputError, match=r"b\.pdf"):
        list(read_documents([tmp_path]))


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
def test_links_to_nothing_are_told_and_globs_wait_for_no_pipe(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    for pattern in ("*.txt", "**"):
        assert [document.text for document in read_documents([f"{tmp_path}/{pattern}"])] == ["甲"]
    with pytest.raises(InputError, match=r"loop\.txt: a link to nothing: mend it, or name its"):
        read_documents([tmp_path / "loop.txt"])


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "b.txt").write_text("y")
    (tmp_path / "a.txt").chmod(0)
    documents, _, refused = read(tmp_path)
    assert [document.text for document in documents] == ["y"]
    assert "permission denied" in refused[0]


def test_tables_in_folders_are_read_when_a_field_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,body\nx,甲\ny,乙\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("丙", encoding="utf-8")
    documents, notes, _ = read(tmp_path)
    assert [document.text for document in documents] == ["丙"]
    assert "(1 .csv)" in notes[0]
    documents, notes, _ = read(tmp_path, fields=Fields(text="body"))
    assert [document.id.rpartition("/")[2] for document in documents] == [
        "a.csv#x", "a.csv#y", "b.txt",
    ]  # fmt: skip


def test_rows_of_one_name_are_told_apart() -> None:
    data = "id,text\na,甲\na,乙\n,丙\n".encode()
    documents, _, _ = read("-", stdin=io.BytesIO(data), fields=Fields(text="text"))
    assert [document.id for document in documents] == ["-#a", "-#2", "-#3"]
    assert len({document.sha256 for document in documents}) == 1


def test_the_format_may_be_forced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"<p>" + TEXT.encode() + b"</p>")
    assert read(path, format="text")[0][0].text == f"<p>{TEXT}</p>"
    path.write_bytes("# 題\n".encode())
    assert read(path, format="markdown")[0][0].text == "題\n"
    _, _, refused = read(path, format="pdf")
    assert "a broken or truncated PDF" in refused[0]


def test_broken_bytes_in_markup_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(f"<article><para>{TEXT}".encode() + b"\xff</para></article>")
    assert "byte 124 (0xff, line 2)" in read(path)[2][0]
    (document,), notes, _ = read(path, errors="replace")
    assert document.reading.repairs == {"bytes_replaced": 1}
    assert "put U+FFFD for what is not: 1" in notes[0]


def test_an_office_document_behind_a_password(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )
    assert read(path)[2] == [
        f"{path.as_posix()}: an Office document locked by a password: save it without one"
    ]


def test_plain_text_stays_as_it_is_and_a_guess_is_kept() -> None:
    data = ("行政長官\r\n  發表 施政報告\t。\n\n\x0c" + TEXT).encode("big5")
    (document,), _, _ = read("-", stdin=io.BytesIO(data))
    assert document.text == data.decode("big5")
    assert document.reading.format == "text"
    assert document.reading.confidence is not None
    assert 0.9 < document.reading.confidence < 1


def test_repairs_are_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(HTML)
    (tmp_path / "b.html").write_bytes(HTML)
    _, notes, _ = read(tmp_path)
    assert notes == ["of 2 documents: captions kept: 2; blocks of menus and the like left out: 10"]


def test_a_long_line_and_nuls_are_text(tmp_path: Path) -> None:
    text = "發展" * 2_000_000 + "\x00" + "完"
    (document,), _, _ = read("-", stdin=io.BytesIO(text.encode()))
    assert document.text == text
