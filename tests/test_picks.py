"""Terms found put into a user's dictionary."""

import json
from pathlib import Path

import pytest
from commands import run

from cantext.analyses.terms import TermRow
from cantext.cli.picks import chosen_rows, with_terms
from cantext.errors import DictionaryError, UsageError
from cantext.lexicon.files import read_dictionary

PAGE = str(Path(__file__).parent.parent / "examples" / "interview_page.txt")


def row(term: str, known: bool = False) -> TermRow:
    return TermRow(term, 3, 9.0, 1.0, 1.0, 3.0, known, (), 1, 5.0)


ROWS = [row("產學研"), row("施政報告", known=True), row("護理牀")]


def test_what_is_picked() -> None:
    assert [r.term for r in chosen_rows(ROWS, [])] == ["產學研", "護理牀"]
    assert [r.term for r in chosen_rows(ROWS, ["護理牀", "施政報告", "護理牀"])] == [
        "護理牀", "施政報告",
    ]  # fmt: skip
    with pytest.raises(UsageError, match="--pick '甲' is none of the terms found"):
        chosen_rows(ROWS, ["甲"])


def test_a_new_file_is_a_dictionary(tmp_path: Path) -> None:
    path = tmp_path / "my.tsv"
    text, added = with_terms(path, ROWS)
    path.write_text(text, encoding="utf-8")
    assert added == ["產學研", "施政報告", "護理牀"]
    assert [(e.term, e.concept, e.category) for e in read_dictionary(path)] == [
        ("產學研", "產學研", "user"),
        ("施政報告", "施政報告", "user"),
        ("護理牀", "護理牀", "user"),
    ]
    assert with_terms(path, ROWS) == (text, [])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # The columns of the file stay; 護理床 is a spelling of 護理牀.
        ("term\tnote\n护理床\tmine\n", "term\tnote\n护理床\tmine\n產學研\tfound 3 times by "),
        ("# mine\n官產學研 5 n\n\n", "# mine\n官產學研 5 n\n產學研 3 n\n"),
        ("", "term\tconcept\tform"),
    ],
)
def test_a_file_that_is_there_is_added_to(tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "my.txt"
    path.write_text(before, encoding="utf-8")
    text, added = with_terms(path, ROWS[::2])
    assert text.startswith(after)
    assert "產學研" in added
    path.write_text(text, encoding="utf-8")
    assert "產學研" in {entry.term for entry in read_dictionary(path)}


def test_a_broken_dictionary_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "my.tsv"
    path.write_text("term\tcolour\n甲\t紅\n", encoding="utf-8")
    with pytest.raises(DictionaryError):
        with_terms(path, ROWS)


def test_the_command(tmp_path: Path) -> None:
    path = tmp_path / "my.tsv"
    found = run("terms", PAGE, "--pick", "官產學研,電動護理", "--add-to", str(path), "-n", "1")
    assert found.returncode == 2  # no such terms
    assert not path.exists()
    found = run("terms", PAGE, "--no-hk-dictionary", "--pick", "產學研", "--add-to", str(path))
    assert found.returncode == 0
    assert "1 terms added: 產學研" in found.stderr.decode()
    assert [entry.term for entry in read_dictionary(path)] == ["產學研"]
    shown = run("terms", PAGE, "--known", "--dictionary", str(path), "--no-hk-dictionary", "--json")
    rows = json.loads(shown.stdout)["rows"]
    assert rows
    assert "產學研" not in [row["term"] for row in rows]
