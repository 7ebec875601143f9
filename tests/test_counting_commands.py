"""The commands that count, as their users run them: options, errors, notes, widths."""

import json
from pathlib import Path
from typing import Any

import pytest
from commands import run
from rich.cells import cell_len

EXAMPLES = Path(__file__).parent.parent / "examples"
PAGE = str(EXAMPLES / "interview_page.txt")
SPEECH, BEFORE = str(EXAMPLES / "speech_2025.txt"), str(EXAMPLES / "speech_2023.txt")


def found(*arguments: str) -> dict[str, Any]:
    done = run(*arguments, "--json")
    assert done.returncode == 0, done.stderr.decode()
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_frequencies_by_group() -> None:
    result = found("freq", BEFORE, SPEECH, "--group-by", "year", "--pattern", "疫情|北部都會區")
    rows = {(row["group"], row["term"]): row["count"] for row in result["rows"]}
    assert rows == {("2023", "疫情"): 7, ("2025", "北部都會區"): 6, ("2025", "疫情"): 1}
    assert [group["group"] for group in result["meta"]["groups"]] == ["2023", "2025"]


def test_frequencies_of_concepts_and_parts_of_speech() -> None:
    concepts = {row["term"]: row for row in found("freq", SPEECH, "--by", "concept")["rows"]}
    themes = {row["concept"]: row for row in found("themes", SPEECH)["rows"]}
    assert {name: row["count"] for name, row in concepts.items()} == {
        name: row["count"] for name, row in themes.items()
    }
    by_pos = found("freq", SPEECH, "--by", "pos")
    assert by_pos["meta"]["tagger"]["name"]
    total = sum(row["count"] for row in by_pos["rows"])
    assert total == by_pos["meta"]["tokens"]
    nouns = found("freq", SPEECH, "--pos", "noun,propn", "--stopwords", "none")["rows"]
    tagged = {row["term"]: row["count"] for row in by_pos["rows"]}
    assert sum(row["count"] for row in nouns) == tagged["NOUN"] + tagged["PROPN"]


def test_collocations_of_a_concept_and_a_pattern() -> None:
    by_concept = found("collocations", SPEECH, "--node", "北都", "--concept", "--min-count", "1")
    assert by_concept["meta"]["parameters"]["node"] == ["北部都會區"]
    assert by_concept["meta"]["node_count"] == 6
    by_pattern = found("collocations", SPEECH, "--node", "局$", "--pattern", "--min-count", "1")
    assert {row["node"] for row in by_pattern["rows"]} == {"局$"}
    assert len(by_pattern["rows"][0]["positions"]) == len(by_pattern["meta"]["positions"]) == 10


@pytest.mark.parametrize(
    "arguments",
    [
        ("collocations", PAGE, "--node", "產學研"),
        ("collocations", PAGE, "--node", "產學研", "--positions"),
        ("collocations", PAGE, "--adjacent", "2", "--measure", "fisher"),
        ("freq", SPEECH, "--dispersion"),
        ("freq", BEFORE, SPEECH, "--by", "category"),
        ("ngrams", PAGE, "--skip", "1"),
        ("terms", PAGE, "--limit", "9"),
        ("keywords", PAGE, "--limit", "9"),
        ("kwic", "產學研", PAGE, "--sort", "left"),
        ("compare", SPEECH, "--reference", BEFORE, "--limit", "9"),
        ("trend", BEFORE, SPEECH),
        ("profile", BEFORE, SPEECH, "--group-by", "year"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_tables_fit_a_terminal(arguments: tuple[str, ...], language: str) -> None:
    done = run(*arguments, "--width", "80", "--language", language)
    assert done.returncode == 0, done.stderr.decode()
    lines = done.stdout.decode().splitlines()
    assert len(lines) > 3
    assert all(cell_len(line) <= 80 for line in lines)
    # A table, not blocks of label and value.
    assert any(line.startswith("───") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("freq", SPEECH, "--by", "colour"), "by must be one of term"),
        (("freq", SPEECH, "--by", "pattern"), "name a pattern"),
        (("freq", SPEECH, "--pattern", "("), "no regular expression"),
        (("freq", SPEECH, "--pos", "verbs"), "choose from ADJ"),
        (("freq", SPEECH, "--group-by", "month"), "no document has a month"),
        (("freq", SPEECH, "--group-by", "party"), "the fields are"),
        (("freq", SPEECH, "--date-pattern", "x"), "add --group-by"),
        (("collocations", SPEECH, "--pattern"), "name a node"),
        (("collocations", SPEECH, "--node", "x", "--pattern", "--concept"), "leave one of them"),
        (("collocations", SPEECH, "--node", "甲乙", "--concept"), "no concept"),
        (("collocations", SPEECH, "--measure", "pmi"), "unknown measure"),
        (("collocations", SPEECH, "--within", "page"), "choose from sentence"),
        (("kwic", "x", SPEECH, "--sort", "up"), "choose from text, left"),
        (("kwic", "(", SPEECH, "--pattern"), "no regular expression"),
        (("terms", SPEECH, "--score", "count ** x"), "unknown name 'x'"),
        (("compare", SPEECH, "-r", BEFORE, "--measure", "x"), "unknown measure"),
        (("compare", SPEECH, "-r", BEFORE, "--smoothing", "0"), "above 0"),
    ],
    ids=lambda value: " ".join(value[2:]) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_asked_is_a_usage_error(arguments: tuple[str, ...], message: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert done.stdout == b""
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    ("node", "said"),
    [
        ("學研", "occurrences begin or end inside a word: not counted"),
        ("產*研", "--pattern '產.*研' stands for any"),
    ],
)
def test_a_node_that_is_no_word_is_explained(node: str, said: str) -> None:
    done = run("kwic", node, PAGE)
    assert done.stdout == b"Nothing found.\n"
    assert said in done.stderr.decode()


def test_what_was_left_out_is_said() -> None:
    done = run("kwic", "產學研", PAGE, "--limit", "2")
    assert "occurrences left out; --limit shows more" in done.stderr.decode()
    done = run("collocations", PAGE, "--limit", "1")
    assert "1 of " in done.stderr.decode()


def test_the_same_input_gives_the_same_bytes() -> None:
    for arguments in (("collocations", PAGE), ("keywords", PAGE), ("terms", PAGE)):
        assert run(*arguments, "--json").stdout == run(*arguments, "--json").stdout
