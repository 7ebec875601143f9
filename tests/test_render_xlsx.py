"""Workbooks: what another program reads out of them is what the result says."""

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from commands import run
from hypothesis import given, settings
from hypothesis import strategies as st

from cantext.cli.environment import Environment
from cantext.cli.options import Format, OutputOptions
from cantext.cli.run import Run
from cantext.errors import CantextError, OutputError, UsageError
from cantext.render import xlsx
from cantext.render.xlsx import Sheet, render_xlsx, sheet_names, workbook
from cantext.result import Result

openpyxl = pytest.importorskip("openpyxl")
EXAMPLE = str(Path(__file__).parent.parent / "examples" / "interview_page.txt")


def read(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {page.title: list(page.iter_rows(values_only=True)) for page in book}


def cell(value: Any) -> Any:
    data = workbook([Sheet("a", [{"v": value}])], "en")
    (found,) = openpyxl.load_workbook(io.BytesIO(data))["a"]["A2":"A2"][0]
    return found


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (3, "n", 3),
        (-0.25, "n", -0.25),
        (2**60, "s", str(2**60)),  # a spreadsheet would round it
        (True, "b", True),
        ("=1+1", "s", "=1+1"),
        ('=HYPERLINK("http://x")', "s", '=HYPERLINK("http://x")'),
        ("http://example.org", "s", "http://example.org"),
        ("{=SUM(A1)}", "s", "{=SUM(A1)}"),
        ("0123", "s", "0123"),
        (" 甲 ", "s", " 甲 "),
        ("\x1b[31m\x00", "s", "␛[31m␀"),
        ("甲\ud800", "s", "甲\\ud800"),
        ("a\u202eb", "s", "a\\u202eb"),
        (["甲", "乙"], "s", "甲, 乙"),
        ([{"a": 1}], "s", '[{"a": 1}]'),
    ],
)
def test_cells(value: Any, kind: str, expected: Any) -> None:
    found = cell(value)
    assert (found.data_type, found.value) == (kind, expected)
    assert found.hyperlink is None


def test_what_is_not_there_is_an_empty_cell() -> None:
    pages = read(render_xlsx(Result(({"a": None, "b": float("nan")},), {}), "en"))
    assert pages["rows"] == [("a", "b")]


def test_header_is_frozen_named_and_filtered() -> None:
    data = workbook([Sheet("a", [{"term": "北部都會區", "count": 3}, {"other": 1}])], "zh-Hant")
    page = openpyxl.load_workbook(io.BytesIO(data))["a"]
    assert [found.value for found in page[1]] == ["詞語", "次數", "other"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:C3"
    assert page.column_dimensions["A"].width >= 10  # five characters, two cells each


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_names_of_sheets_are_ones_that_excel_takes(wanted: list[str]) -> None:
    names = sheet_names(wanted)
    assert len({name.lower() for name in names}) == len(wanted)
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
    workbook([Sheet(name, []) for name in wanted], "en")


def test_too_many_rows_and_too_long_a_cell_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OutputError, match=r"32,768 characters.*row 2.*csv"):
        workbook([Sheet("a", [{"v": "長" * 32_768}])], "en")
    workbook([Sheet("a", [{"v": "長" * 32_767}])], "en")
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    workbook([Sheet("a", [{"v": 1}] * 2)], "en")
    with pytest.raises(OutputError, match=r"3 rows.*holds 2 below.*--limit"):
        workbook([Sheet("a", [{"v": 1}] * 3)], "en")


def test_a_manifest_of_any_length_fits() -> None:
    meta = {"command": "freq", "inputs": [{"path": f"{n}.txt", "x": "y" * 40} for n in range(2000)],
            "words": ["長" * 100] * 900}  # fmt: skip
    about = read(render_xlsx(Result((), meta), "en"))["About this run"]
    assert ("inputs.2000.path", "1999.txt") in about
    assert len(about) == 1 + 1 + 4000 + 900


def test_the_same_result_gives_the_same_bytes() -> None:
    result = Result(({"term": "香港", "count": 3},), {"command": "freq"})
    assert render_xlsx(result, "en") == render_xlsx(result, "en")


def test_report_has_a_sheet_a_section_and_groups_are_rows(tmp_path: Path) -> None:
    target = tmp_path / "report.xlsx"
    done = run("report", EXAMPLE, "-f", "xlsx", "-o", str(target), "-q", LC_ALL="zh_HK.UTF-8")
    assert done.returncode == 0, done.stderr
    pages = read(target.read_bytes())
    assert list(pages) == ["資料來源", "重複內容", "重複內容的影響", "最常用詞語", "主題分佈",
                           "詞語搭配", "新發現詞語", "承諾", "最大筆款項", "運算記錄"]  # fmt: skip
    header, first, *_ = pages["最常用詞語"]
    assert dict(zip(header, first, strict=True))["次數"] == 8
    kinds = {row[1] for row in pages["重複內容"][1:]}
    assert "圖片說明" in kinds


def test_every_sheet_of_the_report_has_a_name_that_is_not_cut() -> None:
    from cantext.render.labels import LABELS

    names = [entry for key, entry in LABELS.items() if key.startswith("sheet.")]
    for language in ("en", "zh-Hant"):
        said = [name.of(language) for name in names]
        assert sheet_names(said) == said


def test_a_workbook_is_not_for_a_terminal_but_for_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    piped = run("freq", EXAMPLE, "--format", "xlsx", "-q")
    assert piped.stdout.startswith(b"PK")

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Environment(io.BytesIO(), Terminal(), io.StringIO())
    monkeypatch.setattr(Environment, "current", lambda: screen)
    with pytest.raises(UsageError, match="--output"):
        Run.start(OutputOptions(format=Format.XLSX))
    Run.start(OutputOptions(format=Format.XLSX, output=Path("a.xlsx")))


def test_without_the_package_the_error_names_the_extra(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    done = run("freq", EXAMPLE, "-f", "xlsx", "-o", str(tmp_path / "a.xlsx"))
    assert done.returncode == 1
    assert b"cantext[xlsx]" in done.stderr
    assert not list(tmp_path.iterdir())


NESTED: Result[Any] = Result(
    ({"term": "甲", "dp": None, "members": [{"line": 1}]}, {"term": "乙", "dp": 0.5, "members": []})
)


@pytest.mark.parametrize("package", ["polars", "pandas"])
def test_data_frames(package: str) -> None:
    pytest.importorskip(package)
    frame = getattr(NESTED, f"to_{package}")()
    assert list(frame.columns) == ["term", "dp", "members"]
    assert list(frame["term"]) == ["甲", "乙"]
    assert frame["dp"][1] == 0.5
    assert [list(cell) for cell in frame["members"]] == [[{"line": 1}], []]
    assert len(getattr(Result(()), f"to_{package}")()) == 0


@pytest.mark.parametrize("package", ["polars", "pandas"])
def test_without_its_package_a_data_frame_is_refused(
    package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(CantextError, match=f"pip install {package}"):
        getattr(NESTED, f"to_{package}")()


def test_bom_is_written_on_request() -> None:
    for format in ("csv", "tsv"):
        asked = run("freq", EXAMPLE, "-f", format, "--bom", "-q", "-n", "2").stdout
        plain = run("freq", EXAMPLE, "-f", format, "-q", "-n", "2").stdout
        assert asked == b"\xef\xbb\xbf" + plain
