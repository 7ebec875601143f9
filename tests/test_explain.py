"""Measures explained: one text for manifests, the command and the documentation."""

import json
import re
from pathlib import Path

import pytest
from commands import run
from rich.cells import cell_len

from cantext.measures.catalogue import CATALOGUE, explanation, formulae
from cantext.render.explain import with_reference
from cantext.render.labels import LABELS

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "statistics.md"
EXAMPLES = ROOT / "examples"
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("key", CATALOGUE)
def test_every_measure_is_explained_in_both_languages(key: str) -> None:
    measure = CATALOGUE[key]
    assert key in LABELS
    assert measure.formula
    assert measure.commands
    for text in (measure.range, measure.reading, measure.misleads):
        assert text.english.endswith(".")
        assert HAN.search(text.chinese)
        assert text.chinese.endswith("。")
    if measure.cited and "our own" not in measure.cited:
        year = re.search(r"\d{4}", measure.cited)
        assert year
        assert measure.reference


def test_the_page_says_what_the_catalogue_says() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_reference(page), "run python -m cantext.render.explain docs/statistics.md"
    for key, measure in CATALOGUE.items():
        assert f"### `{key}`" in page
        assert f"    {measure.formula}\n" in page
    with pytest.raises(ValueError, match="lacks the line"):
        with_reference("nothing")


def test_chinese_is_traditional() -> None:
    from opencc import OpenCC

    to_traditional = OpenCC("s2t")
    for measure in CATALOGUE.values():
        for text in (measure.range, measure.reading, measure.misleads):
            assert to_traditional.convert(text.chinese) == text.chinese, measure.key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("log_dice", "log_dice"),
        ("logDice", "log_dice"),
        ("G2", "log_likelihood"),
        ("Log-likelihood", "log_likelihood"),
        ("%DIFF", "percent_diff"),
        ("卡方", "chi_squared"),
        ("MI3", "mi3"),
        ("TF-IDF", "tf_idf"),
        ("nothing", None),
        ("", None),
    ],
)
def test_names(name: str, key: str | None) -> None:
    found = explanation(name)
    assert (found.key if found else None) == key


def test_no_name_means_two_measures() -> None:
    names = [alias for measure in CATALOGUE.values() for alias in measure.aliases]
    assert len(set(names)) == len(names)
    assert not set(names) & set(CATALOGUE)


SPEECH, BEFORE = str(EXAMPLES / "speech_2025.txt"), str(EXAMPLES / "speech_2023.txt")


@pytest.mark.parametrize(
    "arguments",
    [
        ("collocations", SPEECH, "--min-count", "1"),
        ("compare", SPEECH, "-r", BEFORE),
        ("freq", SPEECH),
        ("ngrams", SPEECH, "--min-count", "1"),
        ("terms", SPEECH),
        ("keywords", SPEECH),
        ("profile", SPEECH),
        ("trend", BEFORE, SPEECH, "-t", "疫情"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_the_manifest_names_the_formula_of_each_measure(arguments: tuple[str, ...]) -> None:
    found = json.loads(run(*arguments, "--json").stdout)
    keys = {*found["rows"][0], *(key for row in found["meta"].get("trends", ()) for key in row)}
    for key, measure in CATALOGUE.items():
        if arguments[0] in measure.commands:
            assert key in keys, key
            stated = found["meta"]["formulae"][key]
            assert stated == formulae(key)[key] or key == "log_ratio"


def test_the_command() -> None:
    for language in ("en", "zh-Hant"):
        done = run("explain", "log_dice", "互信息", "--language", language, "--width", "80")
        page = done.stdout.decode()
        assert all(cell_len(line) <= 80 for line in page.splitlines())
        assert "14 + log2" in page
        assert "Church" in page
    rows = json.loads(run("explain", "--json").stdout)["rows"]
    assert [row["measure"] for row in rows] == list(CATALOGUE)
    assert run("explain", "--format", "markdown").stdout.decode().count("\n") > len(CATALOGUE)
    wrong = run("explain", "logdic")
    assert wrong.returncode == 2
    assert "close are log_dice" in wrong.stderr.decode()
