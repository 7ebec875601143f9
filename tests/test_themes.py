"""Concepts counted at the longest match, folded, by date, with examples."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from blocks import block
from commands import run
from hypothesis import given
from hypothesis import strategies as st

from cantext.analyses.themes import Hit, themes
from cantext.corpus import Corpus
from cantext.documents.document import Document
from cantext.errors import UsageError
from cantext.lexicon.entry import ADOPTED, Entry
from cantext.lexicon.lexicon import make_lexicon
from cantext.segmentation.engine import load_engine
from cantext.segmentation.pipeline import Segmenter

LEXICON = make_lexicon(
    [
        Entry("產學研", "產學研", category="innovation"),
        Entry("官產學研", "官產學研", category="innovation"),
        Entry("北部都會區", "北部都會區", category="places"),
        Entry("北都", "北部都會區", "abbr", "places"),
        Entry("香港教育大學", "香港教育大學", category="education"),
        Entry("香港教育學院", "香港教育大學", "former", "education", valid_to="2016"),
        Entry("創科局", "創新及科技局", "abbr", "bodies", valid_from="2015", valid_to="2022-06-30"),
        Entry("創科局", "創新科技及工業局", "abbr", "bodies", valid_from="2022-07-01"),
    ]
)  # fmt: skip


def corpus(**texts: str) -> Corpus:
    documents = []
    for name, text in texts.items():
        date = name[1:].replace("_", "-")
        documents.append(Document(name, text, metadata={"date": date} if date else {}))
    return Corpus.of(documents, Segmenter(load_engine(), LEXICON))


def counted(found: Corpus) -> dict[str, tuple[int, tuple[str, ...]]]:
    return {str(row.concept): (row.count, row.forms) for row in themes(found.blocks()).rows}


CASES = [
    ("官產學研與產學研。", {"官產學研": (1, ("官產學研",)), "產學研": (1, ("產學研",))}),
    ("北部都會區（北都）與北都。", {"北部都會區": (3, ("北都", "北部都會區"))}),
    (
        "香港教育學院即今日的香港教育大學。",
        {"香港教育大學": (2, ("香港教育大學", "香港教育學院"))},
    ),
    ("產学研", {"產學研": (1, ("產学研",))}),
    ("沒有這些。", {}),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_folded_and_counted_once(text: str, expected: dict[str, object]) -> None:
    assert counted(corpus(d=text)) == expected


def test_an_abbreviation_by_the_date_of_its_document() -> None:
    found = corpus(d2016="創科局成立。", d2022_06="創科局。", d2025_09_17="創科局。", d="創科局。")
    rows = {row.concept: (row.count, row.documents) for row in themes(found.blocks()).rows}
    assert rows == {"創新及科技局": (2, 2), "創新科技及工業局": (2, 2)}


def test_rates_and_coverage_are_of_the_words() -> None:
    entries = {"北都": Entry("北都", "北部都會區", "abbr", "p")}
    blocks = [block("a", ["北都", "，", "好", "好"], entries=entries), block("b", ["好", "。"])]
    found = themes(blocks)
    assert found.meta["tokens"] == 4
    assert found.meta["coverage"] == 0.25
    (row,) = found.rows
    assert (row.category, row.concept, row.count, row.documents) == ("p", "北部都會區", 1, 1)
    assert row.per_thousand == 250
    assert themes([]).meta["coverage"] == 0


def test_words_adopted_from_the_text_are_no_concepts() -> None:
    adopted = Entry("甄柏霖", "甄柏霖", category=ADOPTED)
    assert themes([block("a", ["甄柏霖"], entries={"甄柏霖": adopted})]).rows == ()


def test_categories() -> None:
    found = corpus(d2024="北都，北部都會區。", d2025="北都和產學研。")
    by_category = themes(found.blocks(), by="category")
    assert [(row.category, row.concept, row.count, row.documents) for row in by_category.rows] == [
        ("places", None, 3, 2), ("innovation", None, 1, 1),
    ]  # fmt: skip
    assert by_category.rows[0].forms == ("北都", "北部都會區")
    totals = by_category.meta["categories"]
    assert [(item["category"], item["count"], item["documents"]) for item in totals] == [
        ("places", 3, 2), ("innovation", 1, 1),
    ]  # fmt: skip
    one = themes(found.blocks(), category="innovation")
    assert [row.concept for row in one.rows] == ["產學研"]
    assert one.meta["coverage"] == by_category.meta["coverage"]


def test_limits_say_how_many_there_are() -> None:
    found = themes(corpus(d="北都和產學研。").blocks(), limit=1)
    assert (len(found.rows), found.meta["rows"], found.meta["concepts"]) == (1, 2, 2)


def test_examples_are_the_authors_words() -> None:
    text = "第一行。\n發展 北都 的計劃\n"
    (row,) = themes(corpus(d=text).blocks(), examples=3, width=3).rows
    (example,) = row.examples
    assert (example.line, example.left, example.node, example.right) == (
        2,
        "發展 ",
        "北都",
        " 的計",
    )
    assert text[example.start :].startswith("北都")


@given(st.integers(1, 7), st.integers(0, 60))
def test_examples_are_spread_over_the_text(wanted: int, occurrences: int) -> None:
    entry = {"北都": Entry("北都", "北都", category="p")}
    blocks = [block(str(index), ["北都", "好"], entries=entry) for index in range(occurrences)]
    found = themes(blocks, examples=wanted).rows
    if not occurrences:
        assert found == ()
        return
    places = [int(example.document) for example in found[0].examples]
    assert len(places) == min(wanted, occurrences)
    assert places == sorted(set(places))
    if len(places) == wanted > 1:
        gaps = [b - a for a, b in pairwise(places)]
        assert places[0] == 0
        assert max(gaps) <= 2 * max(occurrences // wanted, 1) + 1


def test_arguments_are_checked() -> None:
    for arguments in ({"by": "word"}, {"examples": -1}, {"width": -1}):
        with pytest.raises(UsageError):
            themes([], **arguments)  # type: ignore[arg-type]


def test_hits_of_another_finder() -> None:
    found = themes([block("a", ["好", "公", "屋"])], hits=lambda b: [Hit("房屋", "公屋", 1, 3)])
    (row,) = found.rows
    assert (row.concept, row.forms) == ("公屋", ("公屋",))
    assert found.meta["coverage"] == 2 / 3


SPEECH = "examples/speech_2025.txt"


def test_the_command_counts_as_a_person_would() -> None:
    text = Path(SPEECH).read_text(encoding="utf-8")
    done = run("themes", SPEECH, "--json", "--examples", "2")
    rows = {row["concept"]: row for row in json.loads(done.stdout)["rows"]}
    # None of these stands inside a longer term of the dictionary in this text.
    for concept in ("北部都會區", "簡約公屋", "低空經濟", "新型工業化"):
        assert rows[concept]["count"] == text.count(concept), concept
        assert len(rows[concept]["examples"]) == min(2, text.count(concept))
        for example in rows[concept]["examples"]:
            line = text.split("\n")[example["line"] - 1]
            assert example["left"] + example["node"] + example["right"] in line


def test_categories_add_up_on_the_command_line() -> None:
    concepts = json.loads(run("themes", SPEECH, "--json", "-q").stdout)["rows"]
    categories = json.loads(run("themes", SPEECH, "--json", "-q", "--by", "category").stdout)[
        "rows"
    ]
    totals: Counter[str] = Counter()
    for row in concepts:
        totals[row["category"]] += row["count"]
    assert {row["category"]: row["count"] for row in categories} == totals


def test_the_table_shows_examples_and_coverage() -> None:
    done = run("themes", SPEECH, "-n", "2", "--examples", "1", "--width", "80")
    page = done.stdout.decode()
    assert page.count("Left context") == 2
    assert "of the words stand under a concept" in done.stderr.decode()
    page = run("themes", SPEECH, "--by", "category", "--language", "zh-Hant").stdout.decode()
    assert "個寫法" in page or "類別" in page
