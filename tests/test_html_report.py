"""Pages: how they are built, and that they say what the JSON says."""

import json
import re
from itertools import pairwise

import pytest
from commands import run
from hypothesis import given
from hypothesis import strategies as st
from parsed_pages import LANGUAGES, PAGE, SPEECH, Parsed, page_of, report_pages

from cantext.analyses.report import report
from cantext.corpus import Corpus
from cantext.documents.document import Document
from cantext.render.copies import differences
from cantext.render.page import render_report_page


@pytest.fixture(scope="module")
def pages() -> dict[str, Parsed]:
    return report_pages()


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_tables_and_language(pages: dict[str, Parsed], language: str) -> None:
    page = pages[language]
    levels = [int(tag[1]) for tag, _, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.all("html")[0][0]["lang"] == {"en": "en", "zh-Hant": "zh-Hant-HK"}[language]
    tables, captions = page.all("table"), page.all("caption")
    assert len(tables) == len(captions) >= 6
    assert all(text.strip() for _, text in captions)
    assert all(th.get("scope") in ("row", "col") for th, _ in page.all("th"))
    assert all(text.strip() for _, text in page.all("th"))
    ids = [attributes["id"] for _, attributes, _ in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] for attributes, _ in page.all("a")]
    assert links
    assert all(link[0] == "#" and link[1:] in ids for link in links)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_click_has_its_context(pages: dict[str, Parsed], language: str) -> None:
    page = pages[language]
    contexts = page.data()["contexts"]
    assert isinstance(contexts, dict)
    wanted = {a["data-kwic"] for _, a, _ in page.elements if "data-kwic" in a}
    assert wanted == set(contexts)
    assert all(len(found["lines"]) == min(found["total"], 10) for found in contexts.values())


@given(st.text("甲乙丙丁", max_size=12), st.text("甲乙丙丁", max_size=12))
def test_differences_make_up_both_lines(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert "".join(piece.text for piece in pieces if piece.change != "added") == before
    assert "".join(piece.text for piece in pieces if piece.change != "removed") == after


def test_copies_are_marked(pages: dict[str, Parsed]) -> None:
    page = pages["zh-Hant"]
    assert len(page.all("details")) >= 10
    assert "（創科產業局FB圖片）" in [text for _, text in page.all("ins")]
    assert [text for _, text in page.all("del")]
    assert "完全相同" in page.text[0]


def test_the_page_says_what_the_json_says(pages: dict[str, Parsed]) -> None:
    sections = json.loads(run("report", PAGE, "--json", "--quiet").stdout)["sections"]
    assert list(sections) == [
        "sources", "duplicates", "effects", "terms", "themes", "collocations", "new_terms",
        "commitments", "figures",
    ]  # fmt: skip
    assert list(sections["terms"][0])[:7] == [
        "term", "count", "per_million", "documents", "dp", "category", "concept",
    ]  # fmt: skip
    page = pages["en"]
    rows = [text.split("\n") for _, text in page.all("tr")]
    shown = {"".join(row) for row in rows}
    for row in sections["terms"]:
        assert any(line.startswith(f"{row['term']}{row['count']:,}") for line in shown)
    for row in sections["effects"]:
        cells = f"{row['term']}{row['before']:,}{row['after']:,}{row['change']:+,}"
        assert cells in shown
    (summary,) = (
        text for attributes, text in page.all("div") if attributes.get("class") == "summary"
    )
    worst = sections["effects"][0]
    for part in (sections["terms"][0]["term"], worst["term"], worst["before"], worst["after"]):
        assert str(part) in summary


def test_the_same_input_gives_the_same_page() -> None:
    assert page_of("report", SPEECH) == page_of("report", SPEECH)


@pytest.mark.parametrize("text", ["", "。", "一", "香港", "a" * 9999, "香港" + "a" * 9999])
def test_a_report_on_next_to_nothing(text: str) -> None:
    done = run("report", "--format", "html", stdin=text.encode())
    assert done.returncode == 0, done.stderr.decode()
    page = Parsed(done.stdout.decode())
    assert len(page.all("h2")) == 10  # the sections, and the head of the contexts


def test_a_report_without_contexts() -> None:
    made = report(Corpus.of([Document("a", "香港的房屋")]))
    page = Parsed(render_report_page(made, made.meta, "en"))
    assert "香港" in page.text[0]
    assert page.data()["contexts"] == {}


SINGLE = [
    ("freq", SPEECH, "--limit", "5"),
    ("ngrams", PAGE, "--min-count", "2"),
    ("collocations", PAGE, "--node", "產學研"),
    ("terms", PAGE),
    ("kwic", "產學研", PAGE),
    ("themes", SPEECH),
    ("themes", SPEECH, "--examples", "2"),
    ("compare", PAGE, "--reference", SPEECH),
    ("clean", PAGE, "--labels"),
    ("segment", SPEECH),
    ("engines",),
]


@pytest.mark.parametrize("arguments", SINGLE, ids=[a[0] for a in SINGLE])
def test_single_analyses_are_pages_too(arguments: tuple[str, ...]) -> None:
    page = Parsed(page_of(*arguments, "--language", "zh-Hant"))
    rows = json.loads(run(*arguments, "--json", "--quiet").stdout)["rows"]
    assert len(page.all("tr")) == len(rows) + 1
    assert arguments[0] in page.all("h1")[0][1]
    assert "{'" not in page.text[0]


def test_a_deadline_stays_in_one_line() -> None:
    page = Parsed(page_of("commitments", SPEECH, "--language", "en"))
    cells = [a for a, _ in page.all("td") if a.get("data-label") == "Deadline"]
    assert cells
    assert {cell["class"] for cell in cells} == {"unbroken"}


def test_groups_of_copies_are_a_page_of_their_own() -> None:
    page = Parsed(page_of("duplicates", PAGE))
    rows = json.loads(run("duplicates", PAGE, "--json", "--quiet").stdout)["rows"]
    groups = [a for a, _ in page.all("details") if a.get("class") == "group"]
    assert len(groups) == len(rows)


def test_a_limit_is_told() -> None:
    total = json.loads(run("freq", SPEECH, "--json", "--quiet").stdout)["meta"]["terms"]
    page = page_of("freq", SPEECH, "--limit", "5", "--language", "en")
    assert f"5 of {total:,} shown; <code>--limit</code>" in page


def test_other_formats_of_a_report_are_refused() -> None:
    done = run("report", PAGE, "--format", "csv")
    assert done.returncode == 2
    assert b"html" in done.stderr
