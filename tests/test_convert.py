"""The commands on inputs of every kind: convert and back, what fails, what is chosen."""

import json
from pathlib import Path

import pytest
from commands import run
from pdf_files import Page, Text, pdf
from test_documents_hansard import RECORD

PAGES = Path(__file__).parent / "html"
TEXT = "行政長官發表施政報告，提出北部都會區的規劃。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "in" / "c.html").write_bytes((PAGES / "news_article.html").read_bytes())
    (tmp_path / "in" / "d.pdf").write_bytes(pdf([Page([Text(72, 700, TEXT)])]))
    return tmp_path


def test_what_convert_writes_every_command_reads(folder: Path) -> None:
    done = run("convert", "in/a.txt", "in/c.html", "in/d.pdf", "-o", "out.jsonl", cwd=folder)
    assert (done.returncode, done.stdout) == (0, b"")
    rows = [json.loads(line) for line in (folder / "out.jsonl").read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["in/a.txt", "in/c.html", "in/d.pdf"]
    assert rows[1]["date"] == "2025-10-08"
    assert [span["kind"] for span in rows[1]["spans"]] == [
        "heading",
        "caption",
        "caption",
        "heading",
    ]
    first = json.loads(
        run("freq", "in/a.txt", "in/c.html", "in/d.pdf", "--json", cwd=folder).stdout
    )
    again = json.loads(run("freq", "out.jsonl", "--json", cwd=folder).stdout)
    assert again["rows"] == first["rows"]
    assert [i["document"] for i in again["meta"]["inputs"]] == ["in/a.txt", "in/c.html", "in/d.pdf"]
    twice = run("convert", "out.jsonl", cwd=folder).stdout.decode().splitlines()
    assert [{**json.loads(line), "sha256": ""} for line in twice] == [
        {**row, "sha256": ""} for row in rows
    ]


def test_convert_writes_one_object_with_its_manifest(folder: Path) -> None:
    found = json.loads(run("convert", "in/d.pdf", "--json", cwd=folder).stdout)
    assert found["rows"][0]["text"] == TEXT + "\n"
    assert found["meta"]["inputs"][0]["format"] == "pdf"
    assert run("convert", "in/d.pdf", "-f", "csv", cwd=folder).returncode == 2


def test_one_bad_file_is_told_the_others_counted_and_the_status_is_1(folder: Path) -> None:
    done = run("freq", "in", "--json", cwd=folder)
    assert done.returncode == 1
    said = done.stderr.decode()
    assert "cantext: not read: in/b.pdf: a broken or truncated PDF" in said
    found = json.loads(done.stdout)
    assert [i["document"] for i in found["meta"]["inputs"]] == ["in/a.txt", "in/c.html", "in/d.pdf"]
    assert found["rows"]
    (missing,) = found["meta"]["not_read"]
    assert missing.startswith("in/b.pdf: a broken or truncated PDF")
    quiet = run("freq", "in", "--quiet", cwd=folder)
    assert b"not read: in/b.pdf" in quiet.stderr


def test_strict_stops_at_the_first(folder: Path) -> None:
    done = run("freq", "in", "--strict", "--json", cwd=folder)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().startswith("cantext: error: in/b.pdf: ")


def test_nothing_read_is_an_error(folder: Path) -> None:
    done = run("freq", "in/b.pdf", cwd=folder)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == (
        "cantext: error: in/b.pdf: a broken or truncated PDF: fetch or save it again, or give the "
        "text\n"
    )


def test_speakers_are_counted_and_chosen(folder: Path) -> None:
    (folder / "record.txt").write_text(RECORD, encoding="utf-8")
    done = run("convert", "record.txt", "--split", "speaker", cwd=folder)
    ids = [json.loads(line)["id"] for line in done.stdout.decode().splitlines()]
    assert ids[:2] == ["record.txt#主席", "record.txt#區敏晴議員"]
    one = run(
        "convert", "record.txt", "--where", "speaker=主席", "--where", "date=2031", cwd=folder
    )
    assert [json.loads(line)["id"] for line in one.stdout.decode().splitlines()] == ids[:1]
    none = run("convert", "record.txt", "--where", "speaker=某某議員", cwd=folder)
    assert none.returncode == 2
    assert "of 'speaker' there are: 主席" in none.stderr.decode()
    whole = json.loads(run("convert", "record.txt", cwd=folder).stdout)
    assert [s["speaker"] for s in whole["spans"] if s["kind"] == "speech"][:2] == [
        "主席",
        "區敏晴議員",
    ]
    joined = json.loads(run("convert", "record.txt", "--unwrap", cwd=folder).stdout)
    assert "傷健人士出入不便" in joined["text"]


def test_a_table_from_standard_input_counts_its_text_alone() -> None:
    table = f"編號,刊登日期,全文內容\nx,2025-09-17,{TEXT}\n"
    options = ("--text-field", "全文內容", "--id-field", "編號", "--date-field", "刊登日期")
    done = run("freq", "-", *options, "--json", stdin=table.encode("big5"))
    found = json.loads(done.stdout)
    (described,) = found["meta"]["inputs"]
    assert described["document"] == "-#x"
    assert described["metadata"]["date"] == "2025-09-17"
    assert described["encoding"] == "big5hkscs"
    assert 0.9 < described["encoding_confidence"] < 1
    assert "刊登日期" not in {row["term"] for row in found["rows"]}
    assert found["meta"]["parameters"]["text_field"] == "全文內容"
