"""The library as its users call it: one line each, typed, with the numbers of the commands."""

import inspect
import json
import pkgutil
import re
from pathlib import Path
from typing import Any

import pytest
from commands import run

import cantext
from cantext.result import plain_value

ROOT = Path(__file__).parent.parent
PAGE = str(ROOT / "examples" / "interview_page.txt")
SPEECH = str(ROOT / "examples" / "speech_2025.txt")
EARLIER = str(ROOT / "examples" / "speech_2023.txt")
STOPWORDS = cantext.load_stopwords()

# The call, and the command that gives the same rows.
SAME: list[tuple[Any, tuple[str, ...]]] = [
    (lambda: cantext.segment(SPEECH), ("segment", SPEECH)),
    (lambda: cantext.frequency(SPEECH), ("freq", SPEECH, "--stopwords", "none")),
    (lambda: cantext.frequency(Path(SPEECH), stopwords=STOPWORDS), ("freq", SPEECH)),
    (lambda: cantext.frequency([SPEECH, EARLIER], limit=9, stopwords=STOPWORDS),
     ("freq", SPEECH, EARLIER, "--limit", "9")),
    (lambda: cantext.ngrams(PAGE, min_count=2, stopwords=STOPWORDS), ("ngrams", PAGE)),
    (lambda: cantext.collocations(PAGE, node="產學研", min_count=2, stopwords=STOPWORDS),
     ("collocations", PAGE, "--node", "產學研")),
    (lambda: cantext.terms(PAGE), ("terms", PAGE)),
    (lambda: cantext.duplicates(PAGE), ("duplicates", PAGE)),
    (lambda: cantext.find_duplicates([PAGE]), ("duplicates", PAGE)),
    (lambda: cantext.compare(SPEECH, EARLIER, stopwords=STOPWORDS, limit=25),
     ("compare", SPEECH, "--reference", EARLIER)),
    (lambda: cantext.concordance(PAGE, "產學研"), ("kwic", "產學研", PAGE)),
    (lambda: cantext.keywords(PAGE, stopwords=STOPWORDS), ("keywords", PAGE)),
    (lambda: cantext.themes(SPEECH), ("themes", SPEECH)),
    (lambda: cantext.profile(SPEECH), ("profile", SPEECH)),
    (lambda: cantext.trend([SPEECH, EARLIER], {SPEECH: "2025", EARLIER: "2023"}, terms=["疫情"]),
     ("trend", SPEECH, EARLIER, "--term", "疫情")),
    (lambda: cantext.figures(SPEECH, kinds=["money"]), ("figures", SPEECH, "--kind", "money")),
    (lambda: cantext.figure_totals([SPEECH, EARLIER], "category"),
     ("figures", SPEECH, EARLIER, "--by", "category")),
    (lambda: cantext.commitments(SPEECH), ("commitments", SPEECH)),
    (lambda: cantext.network(PAGE, stopwords=STOPWORDS), ("network", PAGE)),
]  # fmt: skip


@pytest.mark.parametrize(("call", "command"), SAME, ids=[f"{k}-{c[0]}" for k, (_, c) in
                                                         enumerate(SAME)])  # fmt: skip
def test_one_line_gives_the_rows_of_the_command(call: Any, command: tuple[str, ...]) -> None:
    result = call()
    told = json.loads(run(*command, "--json").stdout)
    assert told["rows"] == plain_value(result.to_dicts())
    assert told["rows"]
    if command[0] != "duplicates":
        for key in ("command", "engine", "dictionary", "inputs"):
            assert plain_value(result.meta[key]) == told["meta"][key]


def test_commitments_are_counted_and_paired_as_the_command_does() -> None:
    earlier, later = cantext.commitments(EARLIER), cantext.commitments(SPEECH)
    pairs = json.loads(run("commitments", EARLIER, SPEECH, "--match", "--json").stdout)
    matched = cantext.match_commitments(earlier.rows, later.rows)
    assert pairs["rows"] == plain_value(matched.to_dicts())
    counted = json.loads(run("commitments", SPEECH, "--by", "actor", "--json").stdout)
    assert counted["rows"] == plain_value(cantext.group_commitments(later.rows, "actor").to_dicts())


def test_every_command_is_a_function_or_is_said_not_to_be() -> None:
    from cantext.cli.catalogue import COMMANDS

    library = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    table = {name for row in library.splitlines() if row.startswith("| `")
             for name in re.findall(r"`([\w-]+)`", row.rsplit("|", 2)[1])}  # fmt: skip
    (left_out,) = re.findall(r"^Commands without a function.*?(?=\n\n)", library, re.M | re.S)
    without = set(re.findall(r"`([\w-]+)`", left_out)) - set(cantext.__all__)
    commands = {*COMMANDS, "dict"}
    assert table <= commands
    assert table | without >= commands
    assert not table & without


def test_what_is_counted_may_be_given_in_every_form() -> None:
    (document,) = cantext.read([SPEECH])
    corpus = cantext.Corpus.of(SPEECH)
    wanted = cantext.frequency(SPEECH).rows
    for texts in (document, [document], iter([SPEECH]), corpus, corpus.blocks(),
                  list(corpus.blocks())):  # fmt: skip
        assert cantext.frequency(texts).rows == wanted
    assert cantext.frequency([]).rows == ()
    assert cantext.terms(corpus.lines()).rows
    assert "engine" not in cantext.frequency(corpus.blocks()).meta


def test_one_path_is_read_as_it_is() -> None:
    (named,), (listed,) = cantext.read(SPEECH), cantext.read([Path(SPEECH)])
    assert (named.id, named.text) == (SPEECH, listed.text)
    with pytest.raises(cantext.CantextError, match=r"no such file or folder: nope\.txt"):
        cantext.read("nope.txt")  # at the call, and not for the folder `/` or the file `n`


def test_a_corpus_drops_repeats_and_a_report_does_so_by_itself() -> None:
    dropped = cantext.Corpus.of(PAGE, duplicates="drop")
    counts = {row.term: row.count for row in cantext.frequency(dropped).rows}
    kept = {row.term: row.count for row in cantext.frequency(PAGE).rows}
    assert (kept["使用"], counts["使用"]) == (11, 5)
    assert {row.term: row.count for row in cantext.report(PAGE).terms}["甄柏霖"] == 8
    assert "甄柏霖" in cantext.clean(PAGE).documents[0].text


def test_a_word_cloud_of_a_text(tmp_path: Path) -> None:
    picture = cantext.wordcloud(SPEECH, width=300, height=200, max_words=20)
    picture.save(tmp_path / "cloud.png")
    assert (tmp_path / "cloud.png").read_bytes().startswith(b"\x89PNG")
    assert not {word.text for word in picture.words} & set(STOPWORDS)


def test_a_text_is_not_taken_for_a_path() -> None:
    with pytest.raises(cantext.CantextError, match="no such file or folder: 施政報告"):
        cantext.frequency("施政報告")
    with pytest.raises(cantext.CantextError, match="give a text as Document"):
        cantext.frequency("施政報告\n香港\n")


def test_every_public_name_is_documented_with_an_example() -> None:
    assert {"read", "segment", "frequency", "collocations", "terms", "duplicates", "compare",
            "wordcloud", "Result"} <= set(cantext.__all__)  # fmt: skip
    assert sorted(cantext.__all__) == cantext.__all__
    assert set(cantext.__all__) <= set(dir(cantext))
    library = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    for name in cantext.__all__:
        found = getattr(cantext, name)
        assert f"`{name}`" in library, name
        assert inspect.getdoc(found), name
        if inspect.isfunction(found) or inspect.isclass(found):
            assert found.__doc__
            assert ">>> " in found.__doc__ or issubclass_of_error(found), f"{name} has no example"


def issubclass_of_error(found: object) -> bool:
    return isinstance(found, type) and issubclass(found, Exception)


def test_no_public_name_is_a_module_too() -> None:
    """Importing a module binds its name in the package, where a public name would be lost."""
    modules = {module.name for module in pkgutil.iter_modules(cantext.__path__)}
    assert "segmentation" in modules
    assert not modules & set(cantext.__all__)


def test_the_notebook_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = ROOT / "examples" / "policy_speeches.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert len(cells) >= 6
    for cell in cells:
        exec(compile(cell, path.name, "exec"), names)
    assert not any(cell.get("outputs") for cell in notebook["cells"])
