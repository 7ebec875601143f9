"""`cantext.toml`: where it is found, what it may say, and what wins."""

import json
from pathlib import Path

import pytest
from commands import run

LINE = "香港的青蛙政策今日由政府公布，市民可於三個月內提出意見。\n"
TEXT = LINE * 2


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "texts" / "deep").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    for folder in ("texts", "texts/deep", "elsewhere"):
        (tmp_path / folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "texts" / "terms.txt").write_text("青蛙政策\n", encoding="utf-8")
    (tmp_path / "texts" / "mine.txt").write_text("香港\n", encoding="utf-8")
    return tmp_path


def settings(project: Path, content: str, folder: str = "texts") -> None:
    (project / folder / "cantext.toml").write_text(content, encoding="utf-8")


def counts(project: Path, *arguments: str, folder: str = ".") -> tuple[dict[str, int], dict]:  # type: ignore[type-arg]
    done = run("freq", *arguments, "--json", cwd=project / folder)
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    return {row["term"]: row["count"] for row in found["rows"]}, found["meta"]


ALL = """
engine = "jieba"
dictionaries = ["terms.txt"]
stopwords = ["written", "mine.txt"]
duplicates = "drop"
"""


def test_what_a_project_says_counts_and_is_named(project: Path) -> None:
    settings(project, ALL)
    found, meta = counts(project, "texts/a.txt")
    assert found["青蛙政策"] == 2
    assert "香港" not in found
    assert meta["parameters"]["dictionary"] == ["texts/terms.txt"]
    assert meta["parameters"]["stopwords"] == ["written", "texts/mine.txt"]
    assert meta["duplicates"]["policy"] == "drop"
    assert meta["parameters"]["settings"]["file"] == "texts/cantext.toml"
    assert len(meta["parameters"]["settings"]["sha256"]) == 64
    assert run("freq", "texts/a.txt", cwd=project).stderr.decode() == (
        "cantext: settings of texts/cantext.toml\n"
    )


def test_the_command_line_wins(project: Path) -> None:
    settings(project, ALL)
    found, meta = counts(
        project, "texts/a.txt", "--duplicates", "keep", "--stopwords", "none", "-q"
    )
    assert found["青蛙政策"] == 2
    assert found["香港"] == 2
    assert meta["duplicates"]["policy"] == "keep"


def test_a_default_given_on_the_command_line_is_given(project: Path) -> None:
    """`--duplicates keep` is the default of freq, and is still what was asked for."""
    settings(project, 'duplicates = "drop"\n')
    assert counts(project, "texts/a.txt", "-q")[1]["duplicates"]["policy"] == "drop"
    given = counts(project, "texts/a.txt", "--duplicates", "keep", "-q")[1]
    assert given["duplicates"]["policy"] == "keep"


PLACES = [
    # where the file is, where the command runs, the input, whether it is found
    ("texts", ".", "texts/a.txt", True),
    ("texts", ".", "texts", True),
    ("texts", ".", "texts/deep/a.txt", True),
    ("texts", ".", "elsewhere/a.txt", False),
    ("texts", "texts", "../elsewhere/a.txt", True),  # of the working directory
    ("texts", "texts/deep", "../../elsewhere/a.txt", True),
    (".", "texts", "deep/a.txt", True),
    ("texts/deep", ".", "texts/a.txt", False),
]


@pytest.mark.parametrize(("folder", "cwd", "source", "is_found"), PLACES)
def test_where_it_is_found(
    project: Path, folder: str, cwd: str, source: str, is_found: bool
) -> None:
    settings(project, "hk_dictionary = false\n", folder)
    _, meta = counts(project, source, "-q", folder=cwd)
    assert meta["parameters"]["no_hk_dictionary"] is is_found
    assert (meta["parameters"]["settings"] is not None) is is_found


def test_beside_the_texts_wins_over_the_working_directory(project: Path) -> None:
    settings(project, "hk_dictionary = false\n")
    settings(project, "hk_dictionary = true\n", ".")
    assert counts(project, "texts/a.txt", "-q")[1]["parameters"]["no_hk_dictionary"] is True
    assert counts(project, "elsewhere/a.txt", "-q")[1]["parameters"]["no_hk_dictionary"] is False


def test_another_file_or_none(project: Path) -> None:
    settings(project, "hk_dictionary = false\n")
    (project / "other.toml").write_text("hk_dictionary = true\n", encoding="utf-8")
    for choice in ("none", "other.toml"):
        _, meta = counts(project, "texts/a.txt", "-q", "--settings", choice)
        assert meta["parameters"]["no_hk_dictionary"] is False


def test_standard_input_has_the_settings_of_the_working_directory(project: Path) -> None:
    settings(project, "hk_dictionary = false\n")
    done = run("freq", "--json", stdin=TEXT.encode(), cwd=project / "texts")
    assert json.loads(done.stdout)["meta"]["parameters"]["no_hk_dictionary"] is True


BROKEN = [
    ("engine = hk\n", "Invalid value (at line 1"),
    ('engin = "hk"\n', "unknown key 'engin'; the keys are engine, dictionaries"),
    ('engine = "nope"\n', "engine is 'nope', which is no engine; there are jieba"),
    ("engine = 3\n", 'engine must be a name in quotes, as in "hk", not 3'),
    ('duplicates = "away"\n', 'duplicates must be "keep" or "drop", not \'away\''),
    ('dictionaries = "terms.txt"\n', "dictionaries must be a list of names"),
    ('dictionaries = ["nope.txt"]\n', "nope.txt, which is no file"),
    ('stopwords = ["nope"]\n', "no file and no class; the classes are cantonese"),
    ("hk_dictionary = 1\n", "hk_dictionary must be true or false, not 1"),
    ("model = 'x'\n", "unknown key 'model'"),
    ("engine = " + "[" * 9_999 + "]" * 9_999, "nested too deep"),
    (".".join("a" * 9_999) + " = 1\n", "nested too deep"),
]


@pytest.mark.parametrize(("content", "message"), BROKEN, ids=[b[0].strip()[:40] for b in BROKEN])
def test_errors_name_file_and_key(project: Path, content: str, message: str) -> None:
    settings(project, content)
    done = run("freq", "texts/a.txt", cwd=project)
    said = done.stderr.decode()
    assert (done.returncode, done.stdout) == (1, b""), said
    assert said.startswith("cantext: error: texts/cantext.toml: "), said
    assert message in said
    assert said.count("\n") == 1


def test_settings_that_cannot_be_read(project: Path) -> None:
    (project / "texts" / "cantext.toml").write_bytes("engine = '詞'".encode("big5"))
    assert b"not UTF-8 at byte" in run("freq", "texts/a.txt", cwd=project).stderr
    done = run("freq", "texts/a.txt", "--settings", "nope.toml", cwd=project)
    assert (done.returncode, b"cannot read settings nope.toml" in done.stderr) == (1, True)


def test_scores_of_engines_take_no_settings(project: Path) -> None:
    settings(project, 'engine = "nope"\n')
    (project / "texts" / "gold.txt").write_text("香港 政府\n", encoding="utf-8")
    done = run("evaluate", "texts/gold.txt", "--engine", "jieba", "--json", cwd=project)
    assert done.returncode == 0, done.stderr.decode()
