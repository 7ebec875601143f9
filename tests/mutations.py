"""Good files of every kind, and broken variants of them, for fuzzing the readers."""

import gzip
import io
import random
import time
import zipfile
from pathlib import Path

from docx_files import docx, p, table
from pdf_files import Page, Text, paragraph, pdf

from cantext.documents.reading import read_documents
from cantext.errors import CantextError

_TEXT = "政府會在未來五年內投放更多資源推動創新科技發展，並且支援本地企業升級轉型，讓市民分享成果。"
_HTML = Path(__file__).parent / "html"
# Pieces that mean something to one parser or another.
_TOKENS = [
    b"\x00", b"\xff\xfe", b"<", b"</", b">", b"<!--", b"<![CDATA[", b"&#x110000;", b"&a;", b'"',
    b"<!DOCTYPE a [<!ENTITY a 'b'>]>", b"{", b"[", b"\\u0000", b"\\ud800", b",", b"\n", b"\r",
    b"-->", b"00:00:00,000 --> 00:00:01,000", b"endobj", b"stream", b"/Kids[2 0 R]", b"-1",
    b"9999999999", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b\x08", b"\xa4\xa4", b"\xef\xbb\xbf",
    b"WEBVTT", b"```", b"| |", b"**", b"](", b"'",
]  # fmt: skip


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def good_files() -> dict[str, bytes]:
    """Return a file of each kind, by a name for it."""
    pages = [
        Page(
            [Text(72, 800, "頁首"), *paragraph(_TEXT * 2, x=72, y=700, width=20), Text(500, 30, n)]
        )
        for n in "123"
    ]
    word = docx(p("題", "1") + p(_TEXT) + table(["甲", "乙"], ["丙", "丁"]))
    srt = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{_TEXT}\n\n" for n in range(1, 5))
    return {
        "a.txt": _TEXT.encode() * 5,
        "big5.txt": _TEXT.encode("big5") * 5,
        "utf16.txt": _TEXT.encode("utf-16"),
        "a.pdf": pdf(pages, info={"Title": "題", "CreationDate": "D:20250917"}),
        "a.docx": word,
        "a.html": (_HTML / "news_article.html").read_bytes(),
        "old.html": (_HTML / "table_layout.html").read_bytes(),
        "a.xml": f"<article><info><title>題</title></info><para>{_TEXT}</para></article>".encode(),
        "a.md": f"---\ntitle: 題\n---\n# 題\n\n{_TEXT}\n\n- 甲\n\n| 甲 | 乙 |\n|--|--|\n".encode(),
        "a.srt": srt.encode(),
        "a.csv": f'id,text,date\n1,"{_TEXT}",2025-09-17\n2,乙,\n'.encode(),
        "a.json": f'[{{"id": 1, "text": "{_TEXT}", "a": {{"b": [1, 2]}}}}]'.encode(),
        "a.jsonl": f'{{"id": "1", "text": "{_TEXT}", "metadata": {{}}, "spans": []}}\n'.encode()
        * 3,
        "a.txt.gz": gzip.compress(_TEXT.encode() * 9, mtime=0),
        "a.zip": _zip({"a.txt": _TEXT.encode(), "b.docx": word, "c/d.md": b"# x"}),
    }


def broken(data: bytes, rng: random.Random) -> bytes:
    """Return a file with a few things gone wrong: cut, flipped, doubled, moved, put in.

    Of most packed files what is inside goes wrong, and is packed again: a checksum hides the rest.
    """
    packed = data.startswith((b"PK", b"\x1f\x8b"))
    if not packed or rng.random() < 0.3:
        return _broken(data, rng)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        wrong = rng.choice(sorted(files))
        return _zip({**files, wrong: broken(files[wrong], rng)})
    return gzip.compress(broken(gzip.decompress(data), rng), mtime=0)


def _broken(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        if not out:
            return bytes(out)
        at = rng.randrange(len(out))
        length = min(len(out) - at, int(rng.paretovariate(0.7)))
        kind = rng.randrange(7)
        if kind == 0:
            out[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del out[at : at + length]
        elif kind == 2:
            out[at:at] = out[at : at + length] * rng.randint(1, 20)
        elif kind == 3:
            out[at:at] = rng.choice(_TOKENS) * rng.choice((1, 1, 1, 50))
        elif kind == 4:
            out[at : at + length] = rng.randbytes(min(length, 500))
        elif kind == 5:
            del out[at:]
        else:
            to = rng.randrange(len(out))
            out[to:to] = out[at : at + length]
    return bytes(out)


def try_file(path: Path) -> tuple[str, float]:
    """Read a file as a user would; return "read" or "refused" and the seconds it took.

    Whatever else is raised is a fault of ours.
    """
    began = time.perf_counter()
    refused: list[CantextError] = []
    documents = list(
        read_documents([path], errors="replace", note=lambda note: None, refuse=refused.append)
    )
    for document in documents:
        lines = list(document.lines())
        assert all(1 <= number <= len(lines) for number in document.kinds)
    assert all("\n" not in str(error) for error in refused)
    return ("read" if documents else "refused"), time.perf_counter() - began
