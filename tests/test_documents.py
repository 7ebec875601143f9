"""Inputs to documents: what is found, in which order, what is said and refused."""

import hashlib
import io
import os
from pathlib import Path

import pytest

from cantext.documents.document import Document, Line
from cantext.documents.reading import date_in_name, find_sources, read_documents
from cantext.errors import InputError

TEXT = "創新科技及工業局表示，新計劃資助大學與企業合作，首輪共有十二個項目獲批。\r\n第二行\n"


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A folder of texts and other things, and it is the working folder."""
    for name in (
        "news/b.txt",
        "news/a.txt",
        "news/2024/speech-2024-10-16.txt",
        "news/2024/NOTES.MD",
        "news/2024/README",
        "news/photo.png",
        "news/scan.XLS",
        "news/table.xls",
        "news/.hidden.txt",
        "news/.git/config",
        "other/page.gif",
        "odd[1].txt",
        "odd1.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((name + TEXT).encode())
    (tmp_path / "nothing").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ids(*inputs):
    return [source.id for source in find_sources(inputs)]


NEWS = [
    "news/2024/NOTES.MD",
    "news/2024/README",
    "news/2024/speech-2024-10-16.txt",
    "news/a.txt",
    "news/b.txt",
]


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ([], []),
        (["news/b.txt", "news/a.txt"], ["news/b.txt", "news/a.txt"]),
        (["./news/b.txt"], ["./news/b.txt"]),
        ([Path("news/b.txt")], ["news/b.txt"]),
        (["news"], NEWS),
        (["news/"], NEWS),
        ([Path("news")], NEWS),
        (["other/page.gif"], ["other/page.gif"]),
        (["news/.hidden.txt"], ["news/.hidden.txt"]),
        (["news/*.txt"], ["news/a.txt", "news/b.txt"]),
        (["news/*/*.txt"], ["news/2024/speech-2024-10-16.txt"]),
        (["news/[b-z].txt", "news/a.txt"], ["news/b.txt", "news/a.txt"]),
        (["**/*.txt"], [*NEWS[2:], "odd1.txt", "odd[1].txt"]),
        (["*/*.gif", "-"], ["other/page.gif", "-"]),
        (["new*"], NEWS),
        (["odd[1].txt"], ["odd[1].txt"]),  # a file of that very name before the pattern
        (["odd?.txt"], ["odd1.txt"]),
        (["-", "news/a.txt", "-"], ["-", "news/a.txt"]),
        (["news/a.txt", "news", "./news/a.txt"], ["news/a.txt", *NEWS[:3], "news/b.txt"]),
    ],
)
def test_inputs_are_found_in_order(inputs, expected):
    assert ids(*inputs) == expected


def test_absolute_paths_stay_absolute(tree):
    assert ids(tree / "news") == [(tree / name).as_posix() for name in NEWS]
    assert ids(f"{tree}/n*/?.txt") == [(tree / name).as_posix() for name in NEWS[3:]]


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("news/b.tx", "no such file or folder: news/b.tx; did you mean news/b.txt?"),
        ("newz", "no such file or folder: newz; did you mean news?"),
        ("qqqqqq", "no such file or folder: qqqqqq"),
        ("no/such/folder.txt", "no such file or folder: no/such/folder.txt"),
        ("news/a.txt/x", "no such file or folder: news/a.txt/x"),
        ("a\nb\x1b", "no such file or folder: a\\nb\\x1b"),
        ("zero\x00", "no such file or folder: zero\\x00"),
        ("\ud800q", "no such file or folder: \\ud800q"),
        ("*.docx", "*.docx: matches no file: check the pattern and the folder"),
        ("nothing/*", "nothing/*: matches no file: check the pattern and the folder"),
        (
            "nothing",
            "nothing: no file in this folder that is read (.txt, .md, .html, .pdf, .docx, .xml, "
            ".srt, .vtt, .zip, .gz or no suffix): name the files themselves to read others",
        ),
        (
            "other",
            "other: no file in this folder that is read (.txt, .md, .html, .pdf, .docx, .xml, "
            ".srt, .vtt, .zip, .gz or no suffix): name the files themselves to read others",
        ),
        ("", "an input has an empty name: give a file, a folder, a glob or -"),
        ("x" * 5000, "x" * 5000 + ": cannot be read: File name too long"),
    ],
)
def test_what_is_not_there_is_told_before_anything_is_read(given, message):
    with pytest.raises(InputError) as caught:
        read_documents(["news/a.txt", given])  # no document has been asked for yet
    assert str(caught.value) == message


def test_a_document_carries_text_bytes_digest_and_date(tree):
    data = b"\xef\xbb\xbf" + TEXT.encode()
    path = tree / "20250320_tc.txt"
    path.write_bytes(data)
    (document,) = read_documents([path.name])
    assert document == Document(
        id="20250320_tc.txt",
        text=TEXT,
        encoding="utf-8",
        sha256=hashlib.sha256(data).hexdigest(),
        metadata={"date": "2025-03-20"},
    )
    assert list(document.lines()) == [
        Line(1, 0, TEXT.split("\r\n")[0]),
        Line(2, TEXT.index("第"), "第二行"),
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2025-03-20.txt", "2025-03-20"),
        ("20250320.txt", "2025-03-20"),
        ("施政報告20250917全文.txt", "2025-09-17"),
        ("hansard/cm20130227-c.txt", "2013-02-27"),
        ("2025-03-20_20250320.txt", "2025-03-20"),
        ("2025-03-20/notes.txt", None),  # a folder's date may be that of the download
        ("2025-03-20_2025-03-27.txt", None),
        ("rthk_2025_02_03.txt", None),
        ("2025-0320.txt", None),
        ("2025-02-30.txt", None),
        ("120250320.txt", None),
        ("20250320123000.txt", None),
        ("18410126.txt", None),
        ("-", None),
    ],
)
def test_only_an_unambiguous_date_is_taken(name, expected):
    assert date_in_name(name) == expected


def read(*inputs, **options):
    """Return the documents and the notes of a reading."""
    notes = []
    documents = list(read_documents(inputs, note=notes.append, **options))
    return documents, notes


@pytest.mark.usefixtures("tree")
def test_notes_say_what_was_left_out_and_read_once():
    documents, notes = read("news/a.txt", "news", "-", "-", stdin=io.BytesIO(b"x"))
    assert [document.id for document in documents] == ["news/a.txt", *NEWS[:3], "news/b.txt", "-"]
    assert notes == [
        "news: 3 files of other kinds not read (1 .png, 2 .xls); "
        "a file named on its own is read whatever its suffix",
        "2 files given more than once, read once: news/a.txt, -",
    ]


def test_links_to_one_file_are_one_file(tree):
    (tree / "link.txt").symlink_to("news/a.txt")
    (tree / "news" / "loop").symlink_to("..", target_is_directory=True)
    (tree / "news" / "broken.txt").symlink_to("nowhere")
    documents, notes = read("link.txt", "news/a.txt")
    assert [document.id for document in documents] == ["link.txt"]
    assert notes == ["1 file given more than once, read once: news/a.txt"]
    assert ids("news") == NEWS


def test_a_pipe_is_read_when_named_and_left_alone_in_a_folder(tree):
    os.mkfifo(tree / "news" / "pipe.txt")
    assert ids("news") == NEWS
    assert ids("news/pipe.txt") == ["news/pipe.txt"]


def test_encodings_are_noted_together(tree):
    for number in range(5):
        (tree / f"big{number}.txt").write_bytes(TEXT.encode("big5"))
    (tree / "gb.txt").write_bytes(TEXT.encode("gb18030"))
    (tree / "marked.txt").write_bytes(TEXT.encode("utf-16"))
    documents, notes = read("big*.txt", "gb.txt", "marked.txt")
    assert {document.text for document in documents} == {TEXT}
    assert notes == [
        "5 files not in UTF-8, read as big5hkscs (guessed; --encoding forces another): "
        "big0.txt, big1.txt, big2.txt and 2 more",
        "1 file not in UTF-8, read as gb18030 (guessed; --encoding forces another): gb.txt",
    ]
    assert read("gb.txt", encoding="gbk")[1] == []


def test_little_evidence_is_said(tree):
    (tree / "short.txt").write_bytes("鱲".encode("big5hkscs"))
    assert read("short.txt")[1] == [
        "short.txt: read as big5hkscs on little evidence (0% of the characters beyond ASCII are "
        "common ones); --encoding forces another"
    ]


def test_an_empty_file_is_a_document_and_a_note(tree):
    (tree / "empty.txt").write_bytes(b"")
    (tree / "mark.txt").write_bytes(b"\xef\xbb\xbf")
    documents, notes = read("empty.txt", "mark.txt")
    assert [document.text for document in documents] == ["", ""]
    assert documents[0].sha256 == hashlib.sha256(b"").hexdigest()
    assert notes == ["2 files without text: empty.txt, mark.txt"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "big5hkscs", "gb18030"])
def test_standard_input_is_bytes(encoding):
    documents, _ = read("-", stdin=io.BytesIO(TEXT.encode(encoding)))
    assert [(document.id, document.text) for document in documents] == [("-", TEXT)]


def test_the_process_has_a_standard_input_or_not(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("市民".encode())))
    assert read("-")[0][0].text == "市民"
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(InputError, match="standard input is closed"):
        read("-")


def test_broken_bytes_are_refused_or_replaced_and_counted(tree):
    (tree / "broken.txt").write_bytes(TEXT.encode() + b"\xff")
    with pytest.raises(InputError, match=r"broken\.txt: byte \d+ \(0xff, line 3\) is not utf-8"):
        read("broken.txt")
    documents, notes = read("broken.txt", errors="replace")
    assert documents[0].text == TEXT + "\ufffd"
    assert notes == ["broken.txt: not all of it is utf-8; put U+FFFD for what is not: 1"]


def test_documents_before_a_bad_one_are_given(tree):
    (tree / "news" / "aa.txt").write_bytes(b"%PDF-1.4\n")
    reading = read_documents(["news"])
    assert [next(reading).id for _ in NEWS[:4]] == NEWS[:4]
    with pytest.raises(InputError, match=r"news/aa\.txt: a broken or truncated PDF"):
        next(reading)


@pytest.mark.usefixtures("tree")
def test_permission_denied_is_one_line(monkeypatch):
    # Not by chmod: the tests may run as root, whom it does not stop.
    def refuse(path, mode):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError) as caught:
        read("news/a.txt")
    assert str(caught.value) == "news/a.txt: permission denied: change its access rights"


@pytest.mark.usefixtures("tree")
def test_a_folder_that_may_not_be_listed_is_refused(monkeypatch):
    scandir = os.scandir

    def refuse(path):
        if Path(path).name == "2024":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(InputError, match="news/2024: permission denied"):
        find_sources(["news"])


@pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX only")
def test_a_name_that_is_no_utf_8_gives_an_id_that_can_be_printed(tree):
    name = os.fsdecode("施政".encode("big5") + b".txt")
    try:
        (tree / "nothing" / name).write_bytes(TEXT.encode())
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (document,) = read_documents(["nothing"])
    assert document.id == "nothing/\\xacI\\xacF.txt"
    assert document.text == TEXT
