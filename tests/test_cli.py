"""The commands as their users run them: streams, exit statuses, and the output contract."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from commands import run

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
PAGE = str(EXAMPLES / "interview_page.txt")
SPEECH = str(EXAMPLES / "speech_2025.txt")


def run_process(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "cantext", *arguments], capture_output=True, check=False,
        stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONHASHSEED": "random"},
    )  # fmt: skip


def rows_of(*arguments: str) -> list[dict[str, Any]]:
    done = run(*arguments, "--json")
    assert done.returncode == 0, done.stderr.decode()
    found: list[dict[str, Any]] = json.loads(done.stdout)["rows"]
    return found


CONTRACT = [
    (("freq", SPEECH), "term count per_million documents dp category concept"),
    (("ngrams", SPEECH, "--min-count", "1"), "ngram count per_million documents dp"),
    (
        ("collocations", PAGE, "--node", "產學研"),
        "node collocate count node_count collocate_count expected log_likelihood log_dice mi mi3 "
        "npmi t_score z_score delta_p_forward delta_p_backward",
    ),
    (
        ("terms", PAGE),
        "term count cohesion left_entropy right_entropy c_value known contained_in",
    ),
    (("kwic", "產學研", PAGE), "document line left node right"),
    (("themes", SPEECH), "category concept count per_thousand documents forms"),
    (("duplicates", PAGE), "group kind members"),
    (("clean", PAGE, "--labels"), "document line text kind duplicate_of kept"),
    (("segment", SPEECH), "document line tokens"),
    (("engines",), "engine model licence version"),
    (("dict", "list", "--limit", "3"), "term concept form category source"),
]


@pytest.mark.parametrize(("arguments", "keys"), CONTRACT, ids=[c[0][0] for c in CONTRACT])
def test_rows_have_the_keys_of_the_contract(arguments: tuple[str, ...], keys: str) -> None:
    rows = rows_of(*arguments)
    assert rows
    for row in rows:
        assert set(keys.split()) <= set(row)


def test_nested_keys_of_the_contract() -> None:
    member = rows_of("duplicates", PAGE)[0]["members"][0]
    assert set(member) >= {"document", "line", "text", "relation", "similarity", "kept"}
    token = rows_of("segment", SPEECH)[0]["tokens"][0]
    assert set(token) >= {"text", "start", "end", "kind"}


def test_the_report_has_its_sections_and_says_what_repeats_did() -> None:
    done = run("report", PAGE, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    report = json.loads(done.stdout)
    assert set(report["sections"]) >= {
        "duplicates", "terms", "themes", "collocations", "new_terms",
    }  # fmt: skip
    effects = {row["term"]: (row["before"], row["after"]) for row in report["sections"]["effects"]}
    assert effects["甄柏霖"] == (23, 8)
    text = Path(PAGE).read_text(encoding="utf-8")
    assert text.count("甄柏霖") == 23
    terms = {row["term"]: row["count"] for row in report["sections"]["terms"]}
    assert terms["甄柏霖"] == 8
    assert not {"更多相片", "圖片", "接計劃"} & set(terms)


def test_meta_says_what_made_the_numbers() -> None:
    meta = json.loads(run("freq", SPEECH, "--json").stdout)["meta"]
    assert meta["command"] == "freq"
    assert meta["engine"]["name"] == "hk"
    assert meta["dictionary"]["size"] > 600
    assert len(meta["dictionary"]["sha256"]) == len(meta["inputs"][0]["sha256"]) == 64
    assert meta["inputs"][0]["document"] == SPEECH
    assert meta["documents"] == 1
    assert meta["characters"] == len(Path(SPEECH).read_text(encoding="utf-8"))
    assert meta["duplicates"]["policy"] == "keep"
    assert "per_million" in meta["formulae"]


def test_counts_agree_with_the_text() -> None:
    text = Path(SPEECH).read_text(encoding="utf-8")
    counts = {row["term"]: row["count"] for row in rows_of("freq", SPEECH, "--stopwords", "none")}
    for term in ("簡約公屋", "低空經濟", "357.72億", "3 000", "2024-25"):
        assert counts[term] == text.count(term), term
    words = sum(counts.values())
    assert counts["香港"] / words * 1e6 == pytest.approx(
        next(r["per_million"] for r in rows_of("freq", SPEECH) if r["term"] == "香港")
    )


def test_segment_prints_a_line_for_each_line() -> None:
    done = run("segment", PAGE, "-q", "--separator", "|")
    printed = done.stdout.decode().split("\n")
    lines = Path(PAGE).read_text(encoding="utf-8").split("\n")
    assert len(printed) == len(lines)
    for tokens, line in zip(printed, lines, strict=True):
        assert "".join(tokens.replace("|", "").split()) == "".join(line.replace("|", "").split())


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = (run_process("report", PAGE, "--json") for _ in range(2))
    assert first.returncode == 0, first.stderr.decode()
    assert first.stdout == second.stdout == run("report", PAGE, "--json").stdout


def test_standard_input_is_the_default_when_piped_into() -> None:
    done = run("segment", stdin="產學研合作".encode("big5"))
    assert done.stdout.decode().replace(" ", "") == "產學研合作\n"
    assert b"big5hkscs" in done.stderr


def test_formats() -> None:
    table = list(csv.reader(io.StringIO(run("freq", SPEECH, "--format", "csv").stdout.decode())))
    assert table[0][:3] == ["term", "count", "per_million"]
    assert run("freq", SPEECH, "-f", "tsv").stdout.decode().startswith("term\tcount\t")
    assert run("freq", SPEECH, "-f", "markdown").stdout.decode().startswith("| term | count |")
    lines = run("freq", SPEECH, "-f", "ndjson").stdout.decode().splitlines()
    assert [json.loads(line)["term"] for line in lines] == [row[0] for row in table[1:]]


def test_nothing_of_a_table_is_cut() -> None:
    for width in ("30", "80", "200"):
        shown = run("terms", PAGE, "--width", width).stdout.decode()
        assert "…" not in shown.replace("跨境…", "")
        assert "北部都會區" in shown


def test_languages() -> None:
    assert "最常用詞語" in run("report", PAGE, "--language", "zh-Hant").stdout.decode()
    assert "最常用詞語" in run("report", PAGE, LC_ALL="zh_HK.UTF-8").stdout.decode()
    assert "Top terms" in run("report", PAGE, LC_ALL="en_HK.UTF-8").stdout.decode()


@pytest.mark.parametrize(
    ("content", "arguments", "status", "message"),
    [
        (None, ("freq", "nowhere.txt"), 1, "no such file or folder: nowhere.txt"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ("freq", "input"), 1, "not a text file"),
        ("施政報告".encode(), ("freq", "input", "--encoding", "big5"), 1, "is not big5"),
        ("施政報告".encode(), ("freq", "input", "--encoding", "nope"), 1, "nope"),
        ("施政報告".encode(), ("freq", "input", "--engine", "nope"), 2, "unknown engine 'nope'"),
        ("施政報告".encode(), ("freq", "input", "--engine", "pkuseg", "--model", "x"), 1, "no pk"),
        ("施政報告".encode(), ("freq", "input", "--stopwords", "nope"), 2, "no stopword class"),
        ("施政報告".encode(), ("freq", "input", "--dictionary", "no.tsv"), 1, "no.tsv"),
        ("施政報告".encode(), ("freq", "input", "-o", "no/where.json"), 1, "no/where.json"),
        ("施政報告".encode(), ("collocations", "input", "--measure", "x"), 2, "log_likelihood"),
        ("施政報告".encode(), ("wordcloud", "input"), 2, "--output FILE.png"),
        ("施政報告".encode(), ("clean", "input", "--drop", "poem"), 2, "poem"),
        (
            "施政報告".encode(),
            ("report", "input", "--format", "csv"),
            2,
            "table, json, html or xlsx",
        ),
        ("施政報告".encode(), ("freq", "input", "--pattern", "("), 2, "regular"),
    ],
)
def test_errors_are_one_line(
    tmp_path: Path, content: bytes | None, arguments: tuple[str, ...], status: int, message: str
) -> None:
    if content is not None:
        (tmp_path / "input").write_bytes(content)
    done = run(*arguments, cwd=tmp_path)
    said = done.stderr.decode()
    assert (done.returncode, done.stdout) == (status, b""), said
    assert message in said
    assert said.count("\n") == 1
    assert "Traceback" not in said


def test_unknown_options_are_usage_errors() -> None:
    assert run("freq", SPEECH, "--nope").returncode == 2
    assert run("nope").returncode == 2


@pytest.mark.parametrize(
    "command", ["report", "segment", "freq", "ngrams", "collocations", "terms", "themes",
                "duplicates", "clean"],
)  # fmt: skip
def test_an_empty_file_is_no_error(tmp_path: Path, command: str) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run(command, "empty.txt", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    assert found.get("rows", []) == []
    assert b"without text" in done.stderr


@pytest.mark.parametrize(
    "command", [("segment",), ("freq",), ("freq", "--json"), ("kwic", "產學研")]
)
def test_a_closed_pipe_is_quiet(tmp_path: Path, command: tuple[str, ...]) -> None:
    words = "".join(f"香港推動產學研合作{chr(0x4E00 + i % 9000)}。\n" for i in range(5_000))
    (tmp_path / "long.txt").write_text(words, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "cantext", *command, "long.txt", "-q"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_what_was_written_before_is_not_lost(tmp_path: Path) -> None:
    kept = tmp_path / "out.json"
    kept.write_text("before", encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\0\1\2\3" * 100)
    assert run("freq", "bad.txt", "--json", "-o", "out.json", cwd=tmp_path).returncode == 1
    assert kept.read_text(encoding="utf-8") == "before"
    assert run("freq", SPEECH, "--json", "-o", "out.json", cwd=tmp_path).returncode == 0
    assert json.loads(kept.read_text(encoding="utf-8"))["rows"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.txt", "out.json"]


def test_notes_say_when_repeats_weigh_on_a_count() -> None:
    assert b"--duplicates drop" in run("freq", PAGE).stderr
    assert run("freq", PAGE, "--quiet").stderr == b""
    assert run("freq", PAGE, "--duplicates", "drop").stderr == b""


def test_terms_without_a_dictionary(tmp_path: Path) -> None:
    text = (
        "產學研合作要有耐性。\n大學談產學研，業界也談。\n"
        "我們支持官產學研的平台，\n官產學研缺一不可。\n"
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    done = run("terms", "a.txt", "--no-hk-dictionary", "--json", cwd=tmp_path)
    found = {row["term"]: row for row in json.loads(done.stdout)["rows"]}
    assert "官產學研" in found["產學研"]["contained_in"]
    assert found["產學研"]["known"] is False


def test_a_users_dictionary(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("創科產業專員甄柏霖", encoding="utf-8")
    (tmp_path / "jieba.txt").write_text("甄柏霖 5 nr\n創科產業專員\n", encoding="utf-8")
    done = run("segment", "a.txt", "--dictionary", "jieba.txt", cwd=tmp_path)
    assert done.stdout.decode() == "創科產業專員 甄柏霖\n"


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    hostile = (
        "[/b] [red]紅[/red] \x1b[31m危險\x1b[0m =cmd|' /C calc'!A0 <script>alert(1)</script>\n"
    )
    (tmp_path / "a.txt").write_text(hostile * 3, encoding="utf-8")
    for command in ("report", "freq", "terms", "duplicates"):
        done = run(command, "a.txt", cwd=tmp_path)
        assert done.returncode == 0, done.stderr.decode()
        assert b"\x1b" not in done.stdout


def test_a_word_cloud_is_the_same_picture_twice(tmp_path: Path) -> None:
    for name in ("a.png", "b.png", "a.svg", "b.svg"):
        size = ("--size", "400x300", "--max-words", "20")
        done = run("wordcloud", SPEECH, "-o", str(tmp_path / name), *size)
        assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_dictionary_commands(tmp_path: Path) -> None:
    assert {row["concept"] for row in rows_of("dict", "show", "北都")} == {"北部都會區"}
    assert run("dict", "show", "無此詞語").returncode == 1
    assert run("dict", "check").returncode == 0
    bad = "term\tconcept\tform\tcategory\tsource\n港\t香港\tpref\tnope\t\n"
    (tmp_path / "bad.tsv").write_text(bad, encoding="utf-8")
    done = run("dict", "check", "bad.tsv", cwd=tmp_path)
    assert done.returncode == 1
    for problem in ("single character", "'nope' is not in", "no source", "must be 港"):
        assert problem in done.stdout.decode()
    exported = run("dict", "export", "--to", "jieba").stdout.decode().splitlines()
    assert "產學研 n" in exported


def test_start_up_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['cantext', '--help']\n"
        "from cantext.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'numpy', 'jieba', 'rjieba', 'spacy_pkuseg', 'wordcloud', 'matplotlib', 'PIL', "
        "'opencc', 'rapidfuzz', 'ahocorasick_rs', 'fontTools'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr.decode() == "[]\n" or done.stderr.decode() == "[]\r\n"


def test_counting_imports_what_it_uses() -> None:
    code = (
        f"import sys; sys.argv = ['cantext', 'freq', {PAGE!r}, '--quiet', '--json']\n"
        "from cantext.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'jieba', 'rjieba', 'spacy_pkuseg', 'wordcloud', 'matplotlib', 'PIL', "
        "'fontTools', 'rapidfuzz', 'duckdb', 'cantext.deduplication.clean'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert json.loads(done.stdout)["rows"]
    assert done.stderr.decode().split() == ["[]"]


def test_version() -> None:
    from cantext import __version__

    assert run("--version").stdout.decode().strip() == f"cantext {__version__}"
