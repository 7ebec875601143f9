"""`--chart` and `wordcloud` from the command line."""

import json
import re
import shlex
from pathlib import Path

import pytest
from commands import run

from cantext.errors import CantextError
from cantext.render.charts import encode
from cantext.render.charts.results import (
    bars_of,
    dispersion_of,
    keyness_bars,
    places_of,
    trend_lines,
)

EXAMPLES = Path(__file__).parent.parent / "examples"
OLD, NEW = str(EXAMPLES / "speech_2023.txt"), str(EXAMPLES / "speech_2025.txt")
COMMANDS = {
    "freq": ("freq", NEW),
    "ngrams": ("ngrams", NEW, "--min-count", "1"),
    "keywords": ("keywords", OLD, NEW),
    "themes": ("themes", NEW, "--by", "category"),
    "compare": ("compare", NEW, "--reference", OLD),
    "trend": ("trend", OLD, NEW, "--term", "房屋"),
    "kwic": ("kwic", "產學研", OLD, NEW, "--also", "房屋"),
}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("suffix", ["png", "svg"])
def test_a_chart_beside_the_table(name: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"chart.{suffix}"
    plain = run(*COMMANDS[name])
    done = run(*COMMANDS[name], "--chart", str(path), "--language", "en")
    assert done.returncode == 0, done.stderr
    assert done.stdout == plain.stdout
    assert path.stat().st_size > 2000
    assert b"chart written" in done.stderr
    again = path.read_bytes()
    run(*COMMANDS[name], "--chart", str(path), "--language", "en")
    assert path.read_bytes() == again


def test_the_chart_has_the_words_and_the_language(tmp_path: Path) -> None:
    path = tmp_path / "chart.svg"
    run("freq", NEW, "--limit", "5", "--chart", str(path), "--language", "zh-Hant")
    rows = json.loads(run("freq", NEW, "--limit", "5", "--json").stdout)["rows"]
    drawn = path.read_text(encoding="utf-8")
    assert "最常用詞語：speech_2025.txt" in drawn
    for row in rows:
        assert f"{row['term']}: {row['count']} 次數" in drawn


def test_rows_left_out_of_a_chart_are_told(tmp_path: Path) -> None:
    path = tmp_path / "chart.svg"
    done = run("freq", NEW, "--chart", str(path))
    assert b"30 of" in done.stderr
    assert b"rows drawn" in done.stderr
    done = run("freq", NEW, "--limit", "8", "--chart", str(path))
    assert b"rows drawn" not in done.stderr


def test_kwic_draws_every_occurrence_whatever_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "chart.svg"
    whole = json.loads(run("kwic", "產學研", NEW, "--json").stdout)
    done = run("kwic", "產學研", NEW, "--limit", "1", "--json", "--chart", str(path))
    told = json.loads(done.stdout)
    hits = whole["meta"]["hits"]
    assert f"產學研: {hits}" in path.read_text(encoding="utf-8")
    assert len(told["rows"]) == 1
    assert told["meta"]["left_out"] == hits - 1
    plain = json.loads(run("kwic", "產學研", NEW, "--limit", "1", "--json").stdout)
    assert told == plain


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--chart", "a.gif"), "--chart FILE.png"),
        (("--chart-size", "800x600"), "--chart-size needs a chart"),
        (("--chart", "a.png", "--chart-size", "big"), "width and height"),
        (("--chart", "a.png", "--chart-size", "10x10"), "between 100 and 10,000"),
    ],
)
def test_usage_errors_of_charts(arguments: tuple[str, ...], message: str, tmp_path: Path) -> None:
    done = run("freq", NEW, *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert not list(tmp_path.iterdir())


def test_a_chart_of_nothing_is_an_error_and_no_file(tmp_path: Path) -> None:
    done = run("freq", "-", "--chart", str(tmp_path / "a.png"), stdin="。".encode())
    assert done.returncode == 1
    assert b"nothing to draw" in done.stderr
    assert not list(tmp_path.iterdir())


def test_bars_without_a_value_are_left_out() -> None:
    rows = [{"t": "a", "count": 3, "group": "2023"}, {"t": "b", "count": None, "group": ""}]
    chart = bars_of(rows, "t", "count", "text.title_freq", "en", also="group")
    assert (chart.labels, chart.values, chart.unit) == (("a · 2023",), (3,), "Count")


def test_keyness_has_sides_and_logarithms_of_ratios() -> None:
    rows = [
        {"term": "甲", "key": "target", "log_likelihood": 9.0, "odds_ratio": 4.0, "bic": -1.0},
        {"term": "乙", "key": "reference", "log_likelihood": 5.0, "odds_ratio": 0.5, "bic": 2.0},
        {"term": "丙", "key": "reference", "log_likelihood": None, "odds_ratio": 0.0, "bic": 2.0},
    ]
    chart = keyness_bars(rows, "log_likelihood", ("新", "舊"), "en")
    assert (chart.left_name, chart.right_name) == ("舊", "新")
    assert (chart.labels, chart.values) == (("甲", "乙"), (9.0, -5.0))
    assert keyness_bars(rows, "odds_ratio", ("新", "舊"), "en").values == (2.0, -1.0)
    assert keyness_bars(rows, "bic", ("新", "舊"), "en").values == (9.0, -5.0)


def test_a_period_without_words_has_no_rate() -> None:
    rows = [
        {"period": p, "kind": "term", "term": "房屋", "per_million": rate, "words": words}
        for p, rate, words in (("2013", 5.0, 100), ("2014", 0.0, 0), ("2015", 0.0, 100))
    ]
    chart = trend_lines(rows, "en")
    assert chart.series[0].values == (5.0, None, 0.0)
    assert chart.at == (2013, 2014, 2015)


@pytest.mark.parametrize(
    ("periods", "places"),
    [
        (["2013", "2025"], (2013, 2025)),
        (["2025-Q1", "2025-Q2"], (2025, 2025.25)),
        (["2025-01", "2025-07"], (2025, 2025.5)),
        (["2025-01-01", "2025-01-02"], (2025, 2025 + 1 / 372)),
        (["上", "下"], None),
        (["2025", "下"], None),
    ],
)
def test_periods_stand_where_they_are_in_time(
    periods: list[str], places: tuple[float, ...] | None
) -> None:
    found = places_of(periods)
    assert found == (None if places is None else pytest.approx(places))


def test_documents_of_a_dispersion_stand_end_to_end() -> None:
    rows = [
        {"query": "甲", "document": "x/b.txt", "start": 5},
        {"query": "甲", "document": "a.txt", "start": 7},
    ]
    chart = dispersion_of(rows, ["甲", "乙"], [("a.txt", 100), ("x/b.txt", 50)], "en")
    assert (chart.terms, chart.positions) == (("甲", "乙"), ((7, 105), ()))
    assert chart.length == 150
    assert [(part.name, part.start) for part in chart.parts] == [("a.txt", 0), ("b.txt", 100)]
    with pytest.raises(CantextError, match="needs a text"):
        encode(dispersion_of([], [], [], "en"), "svg")


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_wordcloud_formats_and_looks(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"cloud.{suffix}"
    for more in (
        ("--by", "category"),
        ("--colormap", "viridis", "--background", "#111111"),
        ("--exclude", "創科,發展", "--max-words", "20"),
    ):
        done = run("wordcloud", NEW, *more, "--size", "800x450", "--output", str(path))
        assert done.returncode == 0, done.stderr
        assert path.stat().st_size > 2000


def test_excluded_words_are_not_drawn(tmp_path: Path) -> None:
    path = tmp_path / "cloud.svg"
    run("wordcloud", NEW, "--size", "800x450", "--output", str(path))
    first, second = re.findall(r'aria-label="(\S+) ', path.read_text(encoding="utf-8"))[:2]
    run("wordcloud", NEW, "--exclude", f"{first},{second}", "--size", "800x450", "-o", str(path))
    left = re.findall(r'aria-label="(\S+) ', path.read_text(encoding="utf-8"))
    assert not {first, second} & set(left)
    assert len(left) > 20


def test_two_clouds_on_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "two.svg"
    done = run(
        "wordcloud", "--compare", OLD, NEW, "--size", "1000x500", "--language", "zh-Hant",
        "--output", str(path),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    drawn = path.read_text(encoding="utf-8")
    assert 'aria-label="speech_2023.txt"' in drawn
    assert "每百萬詞" in drawn
    done = run("wordcloud", NEW, "--compare", OLD, NEW, "--output", str(path))
    assert done.returncode == 2
    assert b"leave out other inputs" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--mask", "absent.png"), 1, "Cannot read the mask"),
        (("--colormap", "none"), 1, "Unknown colour map"),
        (("--font", "No Such Font"), 1, "No font"),
        (("--background", "blau"), 1, "Unknown background"),
        (("--size", "20x20"), 2, "between 100"),
    ],
)
def test_errors_of_wordcloud(
    arguments: tuple[str, ...], code: int, message: str, tmp_path: Path
) -> None:
    done = run("wordcloud", NEW, *arguments, "--output", str(tmp_path / "c.png"))
    assert done.returncode == code
    assert message in done.stderr.decode()
    assert not list(tmp_path.iterdir())


def test_the_commands_and_the_python_of_the_guide_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = (EXAMPLES.parent / "docs" / "pictures.md").read_text(encoding="utf-8")
    (tmp_path / "examples").symlink_to(EXAMPLES)
    lines = re.findall(r"^cantext (.*)$", guide, flags=re.MULTILINE)
    assert len(lines) == 10
    for line in lines:
        done = run(*shlex.split(line), cwd=tmp_path)
        assert done.returncode == 0, (line, done.stderr)
    monkeypatch.chdir(tmp_path)
    (block,) = re.findall(r"```python\n(.*?)```", guide, flags=re.DOTALL)
    exec(compile(block, "pictures.md", "exec"), {})
    names = {path.name for path in tmp_path.iterdir()}
    assert {"words.png", "keys.svg", "themes.pdf", "two.svg", "concepts.graphml"} <= names
