import csv
import io
import json
from pathlib import Path

import jieba
import pytest
from commands import Done, run

from cantext.lexicon.entry import Entry
from cantext.lexicon.lexicon import load_lexicon, make_lexicon
from cantext.lexicon.lookup import concepts_of, search
from cantext.lexicon.own import completed, with_entry


def dict_rows(*arguments: str, **more: str) -> list[dict[str, str]]:
    done = run("dict", *arguments, "--json", **more)
    assert done.returncode == 0, done.stderr.decode()
    rows: list[dict[str, str]] = json.loads(done.stdout)["rows"]
    return rows


def test_show_tells_of_succession_and_nesting() -> None:
    done = run("dict", "show", "創科局", "--json")
    found = json.loads(done.stdout)
    assert {row["concept"] for row in found["rows"]} == {"創新及科技局", "創新科技及工業局"}
    told = {item["concept"]: item for item in found["meta"]["concepts"]}
    (change,) = told["創新科技及工業局"]["succession"]
    assert (change["relation"], change["date"]) == ("succeeded_by", "2022-07-01")
    assert "創科" in told["創新及科技局"]["contains"]
    page = run("dict", "show", "運輸及房屋局").stdout.decode()
    assert "2022-07-01: split; one part went to 房屋局" in page
    assert "2007-07-01: took over a part of 環境運輸及工務局 (transport)" in page
    page = run("dict", "show", "運輸及物流局", "--language", "zh-Hant").stdout.decode()
    assert "2022-07-01：接掌運輸及房屋局分拆出的職能" in page


def test_show_in_any_spelling_and_what_is_near() -> None:
    assert dict_rows("show", "卫生署")[0]["concept"] == "衞生署"
    done = run("dict", "show", "都會區")
    assert (done.returncode, "北部都會區" in done.stderr.decode()) == (1, True)


def test_concepts_by_likelihood() -> None:
    lexicon = load_lexicon()
    assert concepts_of(lexicon, "創科局")[0].concept == "創新科技及工業局"
    (concept,) = concepts_of(lexicon, "北都")
    assert concept.forms[0].term == concept.concept == "北部都會區"
    assert "北部都會區大學城" in concept.contained_in


SEARCHES = [
    ("產學研", ["產學研", "產學研中心", "官產學研", "大學"]),
    ("大学", ["大學", "官產學研"]),  # the latter's concept is 大學生態
    ("ecosystem", ["官產學研"]),
    ("ECO SYSTEM", []),
    ("無", []),
]


@pytest.mark.parametrize(("text", "expected"), SEARCHES)
def test_search(text: str, expected: list[str]) -> None:
    lexicon = make_lexicon(
        [
            Entry("官產學研", "大學生態", english="University ecosystem"),
            Entry("產學研", "產學研"), Entry("產學研中心", "產學研中心"),
            Entry("大學", "產學研與大學"),
        ]
    )  # fmt: skip
    assert [entry.term for entry in search(lexicon, text)] == expected


def test_search_command() -> None:
    found = dict_rows("search", "northern metropolis", "--category", "places")
    assert found[0]["term"] == "北都"
    assert {row["category"] for row in found} == {"places"}
    assert dict_rows("search", "冇呢個詞") == []
    assert run("dict", "search", "北都", "--category", "nope").returncode == 2


def test_stats_add_up() -> None:
    done = run("dict", "stats", "--json")
    found = json.loads(done.stdout)
    assert sum(row["forms"] for row in found["rows"]) == found["meta"]["forms"]
    assert found["meta"]["forms"] == found["meta"]["dictionary"]["size"] == len(load_lexicon())
    entries = load_lexicon().entries()
    assert found["meta"]["guarded"] == sum(bool(entry.guard) for entry in entries) > 0


def test_check_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "bad.tsv").write_text("term\tstatus\n甲灣\tx\n", encoding="utf-8")
    done = run("dict", "check", "bad.tsv", "--format", "csv", cwd=tmp_path)
    assert done.returncode == 1
    table = list(csv.reader(io.StringIO(done.stdout.decode())))
    assert table[1][:2] == ["bad.tsv", "2"]
    done = run("dict", "check", "--nested", "--json")
    nested = {row["term"]: row["contains"] for row in json.loads(done.stdout)["rows"]}
    assert nested["官產學研"] == ["產學研"]


def add(folder: Path, *arguments: str) -> Done:
    return run("dict", "add", *arguments, CANTEXT_CONFIG_DIR=str(folder))


def test_terms_added_are_read_by_every_command(tmp_path: Path) -> None:
    folder = tmp_path / "made" / "anew"
    done = add(folder, "北都新城", "--concept", "北都", "--note", "ours")
    assert done.returncode == 0, done.stderr.decode()
    assert add(folder, "青蛙政策", "--english", "frog policy").returncode == 0
    own = (folder / "my_terms.tsv").read_text(encoding="utf-8").splitlines()
    assert [line.split("\t")[:4] for line in own[1:]] == [
        ["北都新城", "北部都會區", "alt", "places"], ["青蛙政策", "青蛙政策", "pref", "user"],
    ]  # fmt: skip
    text = "北都新城與青蛙政策。".encode()
    variables = {"CANTEXT_CONFIG_DIR": str(folder)}
    done = run("themes", "--json", "-q", stdin=text, **variables)
    found = json.loads(done.stdout)
    assert {row["concept"]: row["forms"] for row in found["rows"]} == {
        "北部都會區": ["北都新城"], "青蛙政策": ["青蛙政策"],
    }  # fmt: skip
    assert found["meta"]["dictionary"]["name"] == "hk_policy+my_terms.tsv"
    assert len(dict_rows("show", "北都新城", **variables)) >= 3
    assert run("dict", "check", str(folder / "my_terms.tsv")).returncode == 0
    done = run("themes", "--json", "-q", "--no-user-dictionary", stdin=text, **variables)
    assert json.loads(done.stdout)["meta"]["dictionary"]["name"] == "hk_policy"


REFUSED = [
    (("甲",), "single character"),
    (("我們",), "also a stopword"),
    (("北都城", "--concept", "冇呢個"), "in no dictionary; add it first"),
    (("北都城", "--form", "short"), "form 'short' is unknown"),
    (("北都城", "--guard", "特"), "must have one _"),
    (("北都城", "--from", "2015年"), "date '2015年'"),
    (("北都城", "--category", "nope"), "'nope' is not in categories.tsv"),
    (("北\t都",), "U+0009"),
    (("北都 ",), "spaces too many"),
]


@pytest.mark.parametrize(("arguments", "message"), REFUSED, ids=[r[1] for r in REFUSED])
def test_what_add_refuses(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    done = add(tmp_path, *arguments)
    assert done.returncode == 1
    assert message in done.stderr.decode()
    assert not (tmp_path / "my_terms.tsv").exists()


def test_add_keeps_what_is_there(tmp_path: Path) -> None:
    assert add(tmp_path, "青蛙政策").returncode == 0
    before = (tmp_path / "my_terms.tsv").read_bytes()
    done = add(tmp_path, "青蛙政策")
    assert (done.returncode, b"is already in" in done.stderr) == (1, True)
    assert (tmp_path / "my_terms.tsv").read_bytes() == before
    assert add(tmp_path, "白兔政策").returncode == 0
    assert (tmp_path / "my_terms.tsv").read_text(encoding="utf-8").count("\n") == 3


def test_completed_entries() -> None:
    lexicon = load_lexicon()
    entry = completed(Entry("新名", "新名", form=""), lexicon)
    assert (entry.form, entry.category) == ("pref", "user")
    entry = completed(Entry("卫署", "卫生署", form="abbr", source="user"), lexicon)
    assert (entry.concept, entry.category) == ("衞生署", "government_bodies")
    assert with_entry(Path("no.tsv"), entry).splitlines()[1].startswith("卫署\t衞生署\tabbr")


def test_export_to_jieba_keeps_terms_whole(tmp_path: Path) -> None:
    done = run("dict", "export", "--to", "jieba")
    lines = done.stdout.decode().splitlines()
    words = {line.rsplit(" ", 1)[0]: line.rsplit(" ", 1)[1] for line in lines}
    assert len(words) == len(lines)
    assert words["北部都會區"] == "ns"
    assert "港大" not in words
    assert b"ambiguous forms left out" in done.stderr
    (tmp_path / "user.txt").write_bytes(done.stdout)
    jieba.setLogLevel(60)
    tokenizer = jieba.Tokenizer()
    with (tmp_path / "user.txt").open("rb") as stream:
        tokenizer.load_userdict(stream)
    assert "北部都會區" in tokenizer.lcut("加快建設北部都會區發展")


@pytest.mark.parametrize("to", ["csv", "tsv", "json", "skos"])
def test_exports_hold_every_term(to: str) -> None:
    text = run("dict", "export", "--to", to, "--category", "talent").stdout.decode()
    terms = {entry.term for entry in load_lexicon().entries() if entry.category == "talent"}
    assert terms
    assert all(term in text for term in terms)
    assert "北部都會區" not in text


def test_what_export_refuses() -> None:
    for arguments in (("--to", "xml"), ("--category", "nope"), ("--to", "skos", "--base", "x")):
        assert run("dict", "export", *arguments).returncode == 2


def test_export_as_a_table_for_spreadsheets(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text("term\tconcept\tnote\n甲乙\t甲乙\t=1+1\n", encoding="utf-8")
    given = ("dict", "export", "--no-hk-dictionary", "--dictionary", str(path))
    plain = run(*given).stdout.decode()
    safe = run(*given, "--spreadsheet-safe", "--bom").stdout.decode()
    assert ",=1+1" in plain
    assert ",'=1+1" in safe
    assert safe.startswith("\ufeff")


def test_stats_show_the_ids_that_options_take() -> None:
    shown = run("dict", "stats", "--width", "100").stdout.decode()
    for row in json.loads(run("dict", "stats", "--json").stdout)["rows"]:
        assert f" {row['category']} " in shown
    assert "housing_land" in run("dict", "stats", "--language", "zh-Hant").stdout.decode()
