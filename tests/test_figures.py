"""Figures of a corpus: what they measure, their verb, their sums, and the command."""

import csv
import io
import json
from dataclasses import asdict
from pathlib import Path

import pytest
from commands import run
from spellings import simplified

from cantext.analyses.figures import figure_totals, figures
from cantext.corpus import Corpus
from cantext.documents.document import Document
from cantext.errors import UsageError
from cantext.lexicon.figure_check import check_figure_list
from cantext.lexicon.figure_lists import ROWS, figure_files
from cantext.normalise import project

EXAMPLES = Path(__file__).parent.parent / "examples"
SPEECH = str(EXAMPLES / "speech_2025.txt")
LABELLED = Path(__file__).parent / "data" / "figures" / "quantities.txt"
_DATED = ("date", "period")


def corpus(*texts: str, metadata: dict[str, str] | None = None) -> Corpus:
    return Corpus.of(
        [Document(str(n), text, metadata=metadata or {}) for n, text in enumerate(texts)]
    )


def labelled() -> list[tuple[str, list[list[str]]]]:
    """Return the sentences with their labels; a trap is no label."""
    found: list[tuple[str, list[list[str]]]] = []
    for line in LABELLED.read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "! ")) or not line:
            continue
        if "|" in line:
            found[-1][1].append(line.split("|"))
        else:
            found.append((line, []))
    return found


def f1(right: int, found: int, wanted: int) -> float:
    return 2 * right / (found + wanted)


def test_labelled_sentences() -> None:
    """The value and unit of at least 98% are right, and what they measure of 90%."""
    sentences = labelled()
    rows = figures(corpus("\n".join(text for text, _ in sentences))).rows
    starts, at = [], 0
    for text, _ in sentences:
        starts.append(at)
        at += len(text) + 1
    right = wanted = found = 0
    measured = measured_right = measured_found = 0
    for start, (text, labels) in zip(starts, sentences, strict=True):
        here = [row for row in rows if start <= row.start < start + len(text)]
        at = 0
        for piece, kind, value, unit, measures in labels:
            if kind == "date" and piece in ("今年", "去年"):
                continue  # the command does not list them
            place = text.index(piece, at)
            at = place + len(piece)
            row = next((r for r in here if r.start < start + at and r.end > start + place), None)
            wanted += 1
            right += row is not None and is_right(row, kind, value, unit)
            if measures == "-" or kind in _DATED:
                continue
            measured += 1
            if row is not None and row.measures:
                measured_found += 1
                measured_right += measures in row.measures or row.measures in measures
        found += len(here)
    assert wanted > 250
    assert f1(right, found, wanted) >= 0.98
    assert f1(measured_right, measured_found, measured) >= 0.9


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(text for text, _ in labelled()),
        # A compatibility ideograph, as a PDF has it.
        "政府推\N{CJK COMPATIBILITY IDEOGRAPH-FA08}一項計劃，涉及三億元。",
    ],
    ids=["labelled", "compatibility"],
)
def test_variants_have_the_same_figures(text: str) -> None:
    def told(text: str) -> list[dict[str, object]]:
        rows = [asdict(row) for row in figures(corpus(text)).rows]
        return [
            {key: project(cell) if isinstance(cell, str) else cell for key, cell in row.items()}
            for row in rows
        ]

    assert told(simplified(text)) == told(text)
    assert any(row["verb"] for row in told(text))


def is_right(row, kind, value, unit) -> bool:
    if kind in _DATED:
        return row.kind in _DATED and value in ("-", row.date)
    low, _, high = value.partition("~")
    return (
        row.kind == kind
        and row.value == pytest.approx(float(low), rel=1e-4)
        and row.value_high == (float(high) if high else None)
        and (unit in (row.unit, "-"))
    )


@pytest.mark.parametrize(
    ("text", "measures", "verb"),
    [
        ("當局會提供300個簡約公屋單位。", "簡約公屋單位", "提供"),
        ("失業率由3.4%降至3.1%。", "失業率", "降至"),
        ("政府撥款50億元推動創新科技。", "創新科技", "撥款"),
        ("七成半的物業毋須繳交差餉。", "物業", None),
        ("政府會分兩期發放1 000張「服務券」。", "服務券", "發放"),
        ("未來五年會繼續推展。", None, None),
        ("本港有兩班前往倫敦的航班。", "航班", "有"),
        ("基金（環保基金）獲注資50億元，支援社區活動。", "基金", "注資"),
        ("比率由2002年的約21%上升至33%。", "比率", "上升至"),
    ],
)
def test_what_is_measured(text, measures, verb) -> None:
    row = figures(corpus(text)).rows[-1]
    assert row.measures == measures
    assert verb in (None, row.verb)


def test_offsets_are_those_of_the_document() -> None:
    text = "前言\n\n沒有數字。\r\n撥款三億元。提供八百個名額。"
    for row in figures(corpus(text)).rows:
        assert text[row.start : row.end] == row.text
        assert text[row.sentence_start :].startswith(row.sentence)
    assert [row.line for row in figures(corpus(text)).rows] == [4, 4]


def test_the_date_of_the_document_dates_the_year() -> None:
    (row,) = figures(corpus("工程於明年年底完成。", metadata={"date": "2025-09-17"})).rows
    assert row.date == "2026-12"


def test_what_is_part_of_a_term_is_no_figure() -> None:
    assert figures(corpus("我們堅持一國兩制。")).rows == ()


def test_choice_of_rows() -> None:
    texts = corpus("撥款3億元，提供800個名額，增幅達5%。")
    assert [row.text for row in figures(texts, kinds=["money", "percentage"]).rows] == [
        "3億元",
        "5%",
    ]
    assert [row.text for row in figures(texts, minimum=800).rows] == ["3億元", "800個"]
    assert len(figures(texts, limit=1).rows) == 1
    assert figures(texts, limit=1).meta["rows"] == 3
    with pytest.raises(UsageError, match="no kind of figure 'sums'"):
        figures(texts, kinds=["sums"])


def test_repeated_lines_are_added_once() -> None:
    texts = corpus("撥款2億元支援長者。\n撥款2億元支援長者。", "撥款2億元支援長者。")
    (row,) = figure_totals(texts, "category").rows
    assert (row.figures, row.documents, row.currency, row.total) == (1, 2, "HKD", 200_000_000)


def test_the_sum_leaves_out_what_is_no_amount_of_its_own() -> None:
    texts = corpus("撥款由2億元增至3億元。每月資助300元。上限最多5萬元。另撥款100萬美元。")
    rows = figure_totals(texts, "kind").rows
    assert [(row.currency, row.amounts, row.total) for row in rows] == [
        ("HKD", 1, 300_000_000),
        ("USD", 1, 1_000_000),
    ]


def test_numbers_are_numbers_in_csv() -> None:
    done = run("figures", SPEECH, "--kind", "money", "--format", "csv", "-q")
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
    assert rows
    assert all(float(row["value"]) > 0 for row in rows)


def test_a_store_gives_the_same(tmp_path: Path) -> None:
    assert run("index", SPEECH, "--store", "s.store", "-q", cwd=tmp_path).returncode == 0
    stored = json.loads(run("figures", "s.store", "--json", "-q", cwd=tmp_path).stdout)
    plain = json.loads(run("figures", SPEECH, "--json", "-q").stdout)
    assert stored["rows"] == plain["rows"]
    assert stored["rows"]


def test_the_shipped_lists_are_in_order() -> None:
    assert [*(problem for path in figure_files() for problem in check_figure_list(path))] == []


@pytest.mark.parametrize(
    ("name", "row", "problem"),
    [
        ("units.tsv", "個\t個\tnumber\t\t\tx", "kind 'number' is unknown"),
        ("units.tsv", "成\t%\tpercentage\tten\t\tx", "factor 'ten' of 成 is no number"),
        ("currencies.tsv", "元\t元\thkd\tafter\t\t\tx", "no ISO 4217 code"),
        ("qualifiers.tsv", "約\tabout\tbeside\t\tx", "place 'beside' is unknown"),
        ("verbs.tsv", "撥款\tpay\tx", "sense 'pay' is unknown"),
        ("idioms.tsv", "普通\tidiom\t\t\tx", "has no numeral"),
        ("times.tsv", "明年\tyear\tnext", "is no number of years"),
        ("nouns.tsv", "政府\twho\tx", "role 'who' is unknown"),
        ("verbs.tsv", "撥款", "1 cells under 3 columns"),
    ],
)
def test_what_is_wrong_with_a_list_is_told(tmp_path: Path, name, row, problem) -> None:
    path = tmp_path / "figures" / name
    path.parent.mkdir()
    path.write_text("\t".join(ROWS[name]._fields) + f"\n{row}\n", encoding="utf-8")
    ((line, told),) = check_figure_list(path)
    assert line == 2
    assert problem in told
