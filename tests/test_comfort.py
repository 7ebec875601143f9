"""Completion, `doctor`, `config`, `man`, --verbose, --dry-run, and consoles of other encodings."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from commands import command_names, run

import cantext.doctor
from cantext.cli.settings import in_force, read_settings, template
from cantext.doctor import examine, within

EXAMPLES = Path(__file__).parent.parent / "examples"
SPEECH = str(EXAMPLES / "speech_2025.txt")
PAGE = str(EXAMPLES / "interview_page.txt")


def completed(line: str) -> list[str]:
    """Return what bash would be given for a line that ends where the cursor is."""
    words = line.split(" ")
    done = run(_CANTEXT_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1))
    return done.stdout.decode().split()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("cantext coll", ["collocations"]),
        ("cantext freq --engine jie", ["jieba", "jieba-py"]),
        ("cantext freq --stopwords written,cl", ["written,classifiers"]),
        ("cantext freq --pos NOUN,PR", ["NOUN,PRON", "NOUN,PROPN"]),
        ("cantext freq --format x", ["xlsx"]),
        ("cantext freq --by con", ["concept"]),
        ("cantext trend --category housing", ["housing_land"]),
        ("cantext trend --concept 簡約公", ["簡約公屋"]),
        ("cantext trend --period q", ["quarter"]),
        ("cantext collocations --measure log_l", ["log_likelihood", "log_likelihood_two_term"]),
        ("cantext collocations --within se", ["sentence"]),
        ("cantext network --measure t_", ["t_score"]),
        ("cantext compare --measure per", ["percent_diff"]),
        ("cantext clean --drop caption,cred", ["caption,credit"]),
        ("cantext dict show 產學研1", ["產學研1+計劃"]),
        ("cantext dict export --to js", ["json"]),
        ("cantext explain mtl", ["mtld"]),
        ("cantext schema fre", ["freq"]),
        ("cantext config i", ["init"]),
    ],
)
def test_names_are_completed(line: str, expected: list[str]) -> None:
    assert completed(line) == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "pwsh"])
def test_every_shell_gets_its_script(shell: str) -> None:
    done = run(_CANTEXT_COMPLETE=f"source_{shell}")
    assert done.returncode == 0
    assert "cantext" in done.stdout.decode()


def test_a_misspelt_name_brings_the_right_one() -> None:
    assert "freq" in run("frq").stderr.decode()
    assert "--limit" in run("freq", SPEECH, "--lmit", "3").stderr.decode()
    assert "table" in run("freq", SPEECH, "--format", "tabel").stderr.decode()


@pytest.mark.parametrize(
    ("version", "bounds", "expected"),
    [
        ("2.0", ">=2", True),
        ("2", ">=2.0.0", True),
        ("1.9.10", ">=1.9.9", True),
        ("2024.11.2", ">=2024.11", True),
        ("1.0.1", "==1.0.1", True),
        ("1.0.2", "==1.0.1", False),
        ("1.0.1", ">=1,!=1.0.1", False),
        ("14.0", "<14,>=11.0", False),
        ("13.9.9", "<14,>=11.0", True),
        ("0.1.0", "<=0.1", True),
        ("0.1.1", ">0.1,<0.2", True),
        ("5", "", True),
    ],
)
def test_bounds_of_versions(version: str, bounds: str, expected: bool) -> None:
    assert within(version, bounds) is expected


def test_doctor_finds_a_version_outside_its_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    there = cantext.doctor._version
    odd = {"numpy": "1.26.4", "pypdfium2": "4.30.0", "duckdb": ""}
    monkeypatch.setattr(
        cantext.doctor, "_version", lambda name: odd[name] if name in odd else there(name)
    )
    found = {(check.area, check.name): check for check in examine()}
    assert found["packages", "required"].state == "broken"
    assert found["packages", "required"].advice == "pip install 'numpy<3,>=2.1'"
    assert found["extras", "pdf"].state == "broken"
    assert "pypdfium2 4.30.0" in found["extras", "pdf"].found
    assert found["extras", "store"].state == "missing"
    assert found["extras", "store"].advice == "pip install 'cantext[store]'"


def test_doctor_tells_what_is_there() -> None:
    done = run("doctor", "--json")
    rows = {(row["area"], row["name"]): row for row in json.loads(done.stdout)["rows"]}
    assert rows["system", "python"]["found"].startswith(sys.version.split()[0])
    assert rows["engines", "hk"]["state"] == "ok"
    assert "forms" in rows["data", "policy dictionary"]["found"]
    assert rows["extras", "pdf"]["found"].startswith("pypdfium2 ")
    assert rows["fonts", "that of cantext"]["state"] == "ok"
    assert done.returncode == int(any(row["state"] == "broken" for row in rows.values()))
    assert "分詞引擎" in run("doctor", "--language", "zh-Hant").stdout.decode()


def test_doctor_tells_what_is_missing_and_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "my_terms.tsv").write_text("term\tconcept\n甲\n", encoding="utf-8")
    monkeypatch.setattr("cantext.doctor._version", lambda name: "" if name == "duckdb" else "1")
    monkeypatch.setattr("locale.getencoding", lambda: "big5hkscs")
    monkeypatch.setattr("sys.platform", "linux")
    found = {
        (check.area, check.name): check
        for check in examine({"CANTEXT_CONFIG_DIR": str(tmp_path)}, terminal=True)
    }
    store = found["extras", "store"]
    assert (store.state, store.advice) == ("missing", "pip install 'cantext[store]'")
    assert found["data", "your dictionary"].state == "broken"
    assert "my_terms.tsv" in found["data", "your dictionary"].advice
    assert "UTF-8 locale" in found["terminal", "encoding"].advice
    (tmp_path / "cantext.toml").write_text("engine = 7\n", encoding="utf-8")
    done = run("doctor", cwd=tmp_path)
    assert done.returncode == 1
    assert "engine" in done.stdout.decode()


def test_config_shows_what_is_in_force_and_why(tmp_path: Path) -> None:
    (tmp_path / "cantext.toml").write_text('duplicates = "drop"\n', encoding="utf-8")
    found = json.loads(run("config", "--json", cwd=tmp_path).stdout)
    rows = {row["setting"]: (row["value"], row["source"]) for row in found["rows"]}
    assert rows["duplicates"] == ("drop", "cantext.toml")
    assert rows["engine"] == ("hk", "default")
    assert found["meta"]["settings"]["file"] == "cantext.toml"
    assert b"all are defaults" in run("config", "--settings", "none", cwd=tmp_path).stderr


def test_config_init_begins_a_file_that_changes_nothing(tmp_path: Path) -> None:
    assert run("config", "init", "--dry-run", cwd=tmp_path).returncode == 0
    assert not (tmp_path / "cantext.toml").exists()
    assert run("config", "init", cwd=tmp_path).returncode == 0
    path = tmp_path / "cantext.toml"
    assert in_force(read_settings(path)) == in_force(None)
    refused = run("config", "init", cwd=tmp_path)
    assert (refused.returncode, refused.stderr.count(b"--force")) == (2, 1)
    path.write_text('engine = "jieba"\n', encoding="utf-8")
    assert run("config", "init", "--force", cwd=tmp_path).returncode == 0
    assert path.read_text(encoding="utf-8") == template()
    assert run("config", "burn").returncode == 2


def test_the_keys_of_the_template_are_those_that_are_read(tmp_path: Path) -> None:
    text = "\n".join(re.findall(r"^# (\w+ = .*)$", template(), flags=re.MULTILINE))
    assert set(tomllib.loads(text)) == {row.setting for row in in_force(None)}
    (tmp_path / "cantext.toml").write_text(text, encoding="utf-8")
    assert read_settings(tmp_path / "cantext.toml").written["engine"] == "hk"


def test_the_manual_page_has_every_command_and_is_roff(tmp_path: Path) -> None:
    page = run("man").stdout.decode()
    for name in command_names():
        assert f"\n.SS {name}\n" in page
    assert r"\fB\-\-limit\fR, \fB\-n\fR \fIN\fR" in page
    assert ".TP\n\n" not in page
    if groff := shutil.which("groff"):
        (tmp_path / "cantext.1").write_text(page, encoding="utf-8")
        done = subprocess.run(
            [groff, "-man", "-Kutf8", "-Tutf8", "-ww", "-z", "cantext.1"],
            cwd=tmp_path, capture_output=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, b"")


WRITES = [
    (("freq", SPEECH, "--json"), "--output"),
    (("freq", SPEECH), "--chart"),
    (("freq", SPEECH, "--format", "xlsx"), "--output"),
    (("wordcloud", SPEECH, "--size", "300x200"), "--output"),
    (("clean", PAGE), "--output"),
    (("convert", PAGE), "--output"),
    (("network", PAGE), "--output"),
    (("terms", PAGE, "--no-hk-dictionary"), "--add-to"),
    (("report", PAGE, "--format", "html"), "--output"),
    (("index", SPEECH), "--store"),
    (("dict", "export"), "--output"),
    (("man",), "--output"),
]


@pytest.mark.parametrize(("arguments", "option"), WRITES, ids=[f"{a[0]}{o}" for a, o in WRITES])
def test_a_dry_run_writes_nothing_and_says_what_it_would(
    arguments: tuple[str, ...], option: str, tmp_path: Path
) -> None:
    name = "out.png" if arguments[0] in ("wordcloud", "network") or option == "--chart" else "out"
    before = sorted(tmp_path.iterdir())
    done = run(*arguments, option, str(tmp_path / name), "--dry-run", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    told = [line for line in done.stderr.decode().splitlines() if " would " in line]
    assert len(told) == 1
    assert name in told[0]
    assert "bytes" in told[0]
    assert sorted(tmp_path.iterdir()) == before


def test_dry_run_of_a_term_of_ones_own(tmp_path: Path) -> None:
    folder = tmp_path / "config"
    done = run("dict", "add", "青蛙政策", "--dry-run", CANTEXT_CONFIG_DIR=str(folder))
    assert done.returncode == 0
    assert b"would write" in done.stderr
    assert not folder.exists()


def test_verbose_says_what_is_read_with_what_and_how_long() -> None:
    told = run("freq", SPEECH, "--verbose").stderr.decode()
    for part in ("read ", "utf-8", "engine hk, model", "dictionary hk_policy", "done in "):
        assert part in told
    rows = [json.loads(run("freq", SPEECH, "--json", *more).stdout) for more in ((), ("-v",))]
    assert rows[0] == rows[1]


@pytest.mark.parametrize("encoding", ["cp950", "ascii", "cp437"])
def test_a_console_of_another_encoding_gets_utf_8(encoding: str) -> None:
    for arguments in (("segment", SPEECH), ("freq", "--help"), ("freq", "--nope")):
        done = subprocess.run(
            [sys.executable, "-m", "cantext", *arguments], capture_output=True, check=False,
            env={**os.environ, "PYTHONIOENCODING": encoding, "COLUMNS": "80"},
        )  # fmt: skip
        assert done.returncode == (2 if "--nope" in arguments else 0), done.stderr.decode()
        assert "Traceback" not in done.stderr.decode()
        assert (done.stdout + done.stderr).decode("utf-8")
