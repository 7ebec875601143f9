"""Rates by period, what they come to, and the page that shows them."""

import json
from pathlib import Path

import pytest
from blocks import block
from commands import run
from rich.cells import cell_len

from cantext.analyses.trend import trend
from cantext.errors import CantextError
from cantext.lexicon.entry import ADOPTED, Entry
from cantext.measures.significance import homogeneity, kendall_tau
from cantext.render.cells import sparkline

EXAMPLES = Path(__file__).parent.parent / "examples"
ENTRIES = {
    "北都": Entry("北都", "北部都會區", category="places"),
    "劏房": Entry("劏房", "劏房", category="housing_land"),
    "甄柏霖": Entry("甄柏霖", "甄柏霖", category=ADOPTED),
}
TEXTS = [
    block("a", ["改善", "劏房", "，", "劏房", "甄柏霖"], entries=ENTRIES),
    block("b", ["劏房", "北都"], ["人工", "智能"], entries=ENTRIES),
    block("c", ["北都", "北都"], ["甲", "乙"], entries=ENTRIES),
    block("d", ["北都", "劏房"], entries=ENTRIES),
]
YEARS = {"a": "2023", "b": "2024", "c": "2024", "d": "unknown"}


def counted(**options):
    found = trend(TEXTS, YEARS, **options)
    return [(row.term, row.period, row.count, row.documents) for row in found.rows]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"terms": ["劏房", "人工智能"]}, [("劏房", "2023", 2, 1), ("劏房", "2024", 1, 1),
                                          ("人工智能", "2023", 0, 0), ("人工智能", "2024", 1, 1)]),
        ({"patterns": ["^[劏北]"]}, [("^[劏北]", "2023", 2, 1), ("^[劏北]", "2024", 4, 2)]),
        ({"concepts": ["北部都會區"]}, [("北部都會區", "2023", 0, 0),
                                        ("北部都會區", "2024", 3, 2)]),
        ({"categories": ["places"]}, [("places", "2023", 0, 0), ("places", "2024", 3, 2)]),
        # All categories, most frequent first, and none for words adopted from the text.
        ({}, [("housing_land", "2023", 2, 1), ("housing_land", "2024", 1, 1),
              ("places", "2023", 0, 0), ("places", "2024", 3, 2)]),
        ({"terms": ["沒有"]}, [("沒有", "2023", 0, 0), ("沒有", "2024", 0, 0)]),
    ],
)  # fmt: skip
def test_rows(options, expected):
    assert counted(**options) == expected


def test_rates_are_of_the_words_of_a_period():
    found = trend(TEXTS, YEARS, terms=["劏房"])
    assert [(row.words, row.per_million) for row in found.rows] == [
        (4, pytest.approx(500_000)),
        (8, pytest.approx(125_000)),
    ]
    assert found.meta["undated"] == 1
    assert found.meta["tokens"] == 12
    assert found.meta["documents"] == 3


def test_what_the_periods_come_to():
    texts = [block(str(year), ["甲"] * year + ["乙"] * (9 - year)) for year in range(1, 7)]
    found = trend(texts, {str(year): str(year) for year in range(1, 7)}, terms=["甲", "丙"])
    rising, none = found.meta["trends"]
    assert rising["tau"] == 1
    assert rising["tau_p"] == pytest.approx(kendall_tau(range(6))[1])
    g2, p = homogeneity([1, 2, 3, 4, 5, 6], [9] * 6)
    assert rising["heterogeneity"] == pytest.approx(g2)
    assert rising["heterogeneity_p"] == pytest.approx(p)
    assert rising["percent_change"] == pytest.approx(500)
    assert rising["log_ratio"] == pytest.approx(2.584962500721156)  # log2(6)
    assert none["percent_change"] is None
    assert (none["tau"], none["tau_p"], none["log_ratio"]) == (0, 1, 0)


def test_a_period_without_words_tells_nothing():
    texts = [block("a", ["甲", "乙"]), block("b", ["，"]), block("c", ["甲", "甲"])]
    found = trend(texts, {"a": "1", "b": "2", "c": "3"}, terms=["甲"])
    assert [row.words for row in found.rows] == [2, 0, 2]
    assert found.meta["trends"][0]["tau"] == 1


def test_nothing_to_follow():
    assert trend([], {}, terms=["甲"]).meta["trends"] == []
    with pytest.raises(CantextError, match="no document has a period"):
        trend(TEXTS, {}, terms=["甲"])
    with pytest.raises(CantextError, match="empty"):
        trend(TEXTS, YEARS, terms=[" "])
    with pytest.raises(CantextError, match="no regular expression"):
        trend(TEXTS, YEARS, patterns=["("])


@pytest.mark.parametrize(
    ("values", "drawn"),
    [
        ([], ""),
        ([0.0], "_"),
        ([5.0], "█"),
        ([1, 2, 3, 4, 5, 6, 7, 8], "▁▂▃▄▅▆▇█"),
        ([None, 2], "_█"),
    ],
)
def test_sparklines(values, drawn):
    assert sparkline(values) == drawn


SPEECHES = [str(EXAMPLES / "speech_2023.txt"), str(EXAMPLES / "speech_2025.txt")]


def test_the_command():
    done = run("trend", *SPEECHES, "-t", "疫情", "--concept", "北都", "--json")
    found = json.loads(done.stdout)
    counts = {(row["term"], row["period"]): row["count"] for row in found["rows"]}
    assert counts == {
        ("疫情", "2023"): 7, ("疫情", "2025"): 1,
        ("北部都會區", "2023"): 0, ("北部都會區", "2025"): 6,
    }  # fmt: skip
    assert set(found["rows"][0]) >= {"period", "term", "count", "per_million", "documents"}
    assert "tau" in found["meta"]["formulae"]


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_the_page(language):
    done = run("trend", *SPEECHES, "-t", "疫情", "--language", language, "--width", "80")
    page = done.stdout.decode()
    assert "█▂" in page
    assert all(cell_len(line) <= 80 for line in page.splitlines())
    whole = run("trend", *SPEECHES, "--language", language, "--width", "80").stdout.decode()
    assert all(cell_len(line) <= 80 for line in whole.splitlines())


@pytest.mark.parametrize(
    "options",
    [("--period", "week"), ("--concept", "甲乙丙"), ("--category", "x"), ("--period", "month")],
)
def test_what_cannot_be_asked(options):
    assert run("trend", *SPEECHES, "-t", "疫情", *options).returncode == 2


def test_themes_of_ones_own_are_followed(tmp_path: Path) -> None:
    """The counts of a period are what `themes` counts in its text alone."""
    path = tmp_path / "themes.toml"
    path.write_text(
        '"青年" = ["青年*", "學生"]\n["房屋"]\n"公屋" = ["*公屋"]\n"住" = ["住*"]\n', "utf-8"
    )
    speeches = [str(EXAMPLES / f"speech_{year}.txt") for year in (2023, 2025)]
    found = json.loads(run("trend", *speeches, "--themes", str(path), "--json").stdout)
    assert found["meta"]["themes"]["name"] == "themes.toml"
    counted = {(row["period"], row["term"]): row["count"] for row in found["rows"]}
    alone = {}
    for year, speech in zip(("2023", "2025"), speeches, strict=True):
        given = ("themes", speech, "--themes", str(path), "--by", "category", "--json")
        for row in json.loads(run(*given).stdout)["rows"]:
            alone[year, row["category"]] = row["count"]
    assert {key: count for key, count in counted.items() if count} == alone
    assert sum(alone.values()) > 5
    one = ("--themes", str(path), "--category", "房屋", "--term", "政府", "--json")
    chosen = json.loads(run("trend", *speeches, *one).stdout)
    assert [(told["term"], told["kind"]) for told in chosen["meta"]["trends"]] == [
        ("政府", "term"), ("房屋", "category")
    ]  # fmt: skip
    refused = run("trend", *speeches, "--themes", str(path), "--category", "housing_land")
    assert refused.returncode == 2
    assert "choose from 青年, 房屋" in refused.stderr.decode()
