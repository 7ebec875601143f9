"""Commitments: what is one, who makes it, how far it is, and what two documents share."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from commands import run
from hypothesis import given, settings
from hypothesis import strategies as st
from spellings import simplified

from cantext.analyses.commitments import commitments, group_commitments, match_commitments
from cantext.corpus import Corpus
from cantext.documents.document import Document
from cantext.errors import UsageError
from cantext.normalise import project
from cantext.statements.check import check_word_files
from cantext.statements.rows import CommitmentRow
from cantext.statements.word_lists import word_files

GOLD = Path(__file__).parent / "data" / "commitments.tsv"
SECOND = GOLD.with_name("commitments_second.tsv")


def found(text: str, **wanted: object) -> tuple[CommitmentRow, ...]:
    blocks = Corpus.of([Document("a", text)]).blocks()
    return commitments(blocks, dates={"a": "2025"}, **wanted).rows  # type: ignore[arg-type]


def labelled(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def answered(rows: list[dict[str, str]]) -> list[list[CommitmentRow]]:
    documents = [Document(str(number), row["text"]) for number, row in enumerate(rows)]
    dates = {document.id: "2025" for document in documents}
    by_document: list[list[CommitmentRow]] = [[] for _ in rows]
    for row in commitments(Corpus.of(documents).blocks(), dates=dates).rows:
        by_document[int(row.document)].append(row)
    return by_document


@pytest.fixture(scope="module")
def gold() -> list[dict[str, str]]:
    return labelled(GOLD)


@pytest.fixture(scope="module")
def answers(gold: list[dict[str, str]]) -> list[list[CommitmentRow]]:
    return answered(gold)


def measured(path: Path) -> tuple[float, float, int, int]:
    """Return F1 and the share of right statuses of a labelled set, its size, and its traps."""
    rows = labelled(path)
    right = wrong = missed = status = 0
    for row, said in zip(rows, answered(rows), strict=True):
        wanted = [] if row["statuses"] == "-" else row["statuses"].split(",")
        both = list(zip(wanted, (each.status for each in said), strict=False))
        right += len(both)
        wrong += len(said) - len(both)
        missed += len(wanted) - len(both)
        status += sum(one == other for one, other in both)
    traps = sum(row["statuses"] == "-" for row in rows)
    return 2 * right / (2 * right + wrong + missed), status / right, len(rows), traps


# The rules were made on the first set. The second was labelled before it was run, when they were
# made: they then reached F1 .920 and .957 of statuses on it, and some were mended since.
@pytest.mark.parametrize(("path", "least"), [(GOLD, 250), (SECOND, 115)])
def test_the_labelled_sets_have_their_measures(path: Path, least: int) -> None:
    f1, statuses, size, traps = measured(path)
    assert size >= least
    assert traps >= size / 2
    assert f1 >= 0.95
    assert statuses >= 0.97


@pytest.mark.parametrize(("key", "column"), [("actor", "actor"), ("deadline", "deadline")])
def test_actors_and_deadlines_of_the_labelled_set(
    gold: list[dict[str, str]], answers: list[list[CommitmentRow]], key: str, column: str
) -> None:
    told = [
        (row[column], {getattr(each, key) for each in said})
        for row, said in zip(gold, answers, strict=True)
        if row[column] and said
    ]
    assert len(told) >= 9
    assert sum(wanted in said for wanted, said in told) / len(told) >= 0.95


PARTS = [
    # text, key, value
    ("政府會於2026年內撥款30億元推行計劃。", "target_value", 3_000_000_000),
    ("政府會於2026年內撥款30億元推行計劃。", "currency", "HKD"),
    ("政府會於2026年內撥款30億元推行計劃。", "deadline_end", "2026-12-31"),
    ("政府會在明年上半年公布藍圖。", "deadline", "2026-H1"),
    ("政府會在明年年底前公布藍圖。", "deadline_end", "2026-12-31"),
    ("民青局會增設青年宿舍。", "body", "民政及青年事務局"),
    ("民青局會增設青年宿舍。", "action", "增設"),
    ("民青局會增設青年宿舍。", "object", "青年宿舍"),
    ("我會加快發展北都。", "concept", "北部都會區"),
    ("政府已於2024年推出計劃。", "deadline", None),
]


@pytest.mark.parametrize(("text", "key", "value"), PARTS)
def test_the_parts_of_a_commitment(text: str, key: str, value: object) -> None:
    (row,) = found(text)
    assert getattr(row, key) == value


def test_a_list_goes_on_with_what_stands_above_it() -> None:
    text = "我們會採取以下措施：\n加強巡查，提高罰則。\n增聘人手。\n打擊罪行\n市民應保持警覺。"
    rows = found(text)
    assert [(row.line, row.status, row.actor) for row in rows] == [
        (1, "will", "我們"), (2, "will", "我們"), (3, "will", "我們"),
    ]  # fmt: skip
    assert [row.inherited for row in rows] == [False, True, True]
    assert {row.evidence[0].text for row in rows} == {"會"}


def test_offsets_are_those_of_the_document() -> None:
    text = "香港很好。\n  我們會 加強「海岸」巡查，市民受惠；局方亦已完成檢討。\n"
    for row in found(text):
        assert text[row.start : row.end] == row.text
        for words in row.evidence:
            assert text[words.start : words.end] == words.text


@settings(deadline=None)  # the first text loads the models
@given(
    st.text(
        alphabet="政府會將已正研究計劃，。；：「」（）不如？我們市民完成於2026年億元的了\n",
        max_size=80,
    )
)
def test_any_text_can_be_read(text: str) -> None:
    for row in found(text):
        assert text[row.start : row.end] == row.text
        assert row.text in row.sentence or row.sentence in row.text
        assert row.evidence


def whatever_the_variants(rows: Iterable[CommitmentRow]) -> list[tuple[object, ...]]:
    told = []
    for row in rows:
        words = (row.actor, row.action, row.object, row.concept)
        keys = [project(each or "") for each in words]
        told.append((row.start, row.end, row.status, row.modality, row.deadline, *keys))
    return told


@pytest.mark.parametrize("path", [GOLD, SECOND])
def test_simplified_text_says_the_same(path: Path) -> None:
    rows = labelled(path)
    said = answered([{"text": simplified(row["text"])} for row in rows])
    assert list(map(whatever_the_variants, said)) == list(
        map(whatever_the_variants, answered(rows))
    )


@pytest.mark.parametrize(
    ("text", "other"),
    [
        # A compatibility ideograph, as a PDF has it, and a publisher's variant.
        ("當局於2023\N{CJK COMPATIBILITY IDEOGRAPH-F98E}興建碼頭。", "當局於2023年興建碼頭。"),
        ("隧道預計於2027年投入營運啓用。", "隧道預計於2027年投入營運啟用。"),
        ("如獲批准撥款，工程將於2027年展開。", "如获批准拨款，工程将于2027年展开。"),
        ("我哋搞緊一個公園。", "我哋搞紧一个公园。"),
    ],
)
def test_variants_say_the_same(text: str, other: str) -> None:
    assert whatever_the_variants(found(text)) == whatever_the_variants(found(other))
    assert found(text)


TWO = "政府會於2026年推出綠色基金。房委會已建成三座大樓。當局正研究設立海濱管理局。"


@pytest.mark.parametrize(
    ("wanted", "lines"),
    [
        ({"status": ["done"]}, ["房委會"]),
        ({"actor": "房屋委員會"}, ["房委會"]),
        ({"actor": "政府"}, ["政府"]),
        ({"before": "2026-12-31"}, ["政府"]),
        ({"before": "2025-12-31"}, []),
        ({"limit": 1}, ["政府"]),
    ],
)
def test_rows_are_chosen(wanted: dict[str, object], lines: list[str]) -> None:
    assert [row.actor for row in found(TWO, **wanted)] == lines


def test_an_unknown_status_is_refused() -> None:
    with pytest.raises(UsageError, match="unknown status 'soon'; known are will"):
        found(TWO, status=["soon"])


def test_repeats_count_once() -> None:
    rows = found("政府會撥款1億元興建公園。\n政府會撥款1億元興建公園。\n政府會撥款2億元興建泳池。")
    (group,) = group_commitments(rows, "status").rows
    assert (group.count, group.repeats, group.money) == (2, 1, 300_000_000)


BEFORE = "".join((
    "政府會興建北區泳池。",
    "政府會在2026年前增加500個託兒名額。",
    "我們會重整渡輪航線。",
    "政府會研究社區夜校課程。",
))  # fmt: skip
AFTER = "".join((
    "政府會在2027年前增加800個託兒名額。",
    "政府會興建北區泳池。",
    "當局會資助太陽能板。",
    "政府會推出社區夜校課程。",
))  # fmt: skip


def test_two_documents_are_matched() -> None:
    rows = match_commitments(found(BEFORE), found(AFTER)).rows
    told = [
        (row.change, row.changed, (row.before or row.after).action)
        for row in rows  # type: ignore[union-attr]
    ]
    assert told == [
        ("repeated", (), "興建"),
        ("changed", ("figure", "deadline"), "增加"),
        ("changed", ("status",), "研究"),
        ("dropped", (), "重整"),
        ("new", (), "資助"),
    ]


def test_pairs_are_one_to_one() -> None:
    rows = match_commitments(
        found("政府會興建泳池。政府會興建泳池！"), found("政府會興建泳池。")
    ).rows
    assert [row.change for row in rows] == ["repeated"]


def test_the_word_files_have_nothing_to_mend() -> None:
    assert check_word_files(word_files()) == ()


def test_a_wrong_word_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "cues.tsv"
    path.write_text(
        "form\tkind\tstatus\tmodality\n會\tfuture\tsoon\tintended\n將\tpast\twill\tintended\n正\tprogress\n",
        encoding="utf-8",
    )
    problems = [(each.line, each.problem) for each in check_word_files([path])]
    assert [line for line, _ in problems] == [2, 3, 4]
    assert "'soon' is unknown" in problems[0][1]
    assert "kind 'past' is unknown" in problems[1][1]
    assert "2 cells under 4 columns" in problems[2][1]


def test_the_command(tmp_path: Path) -> None:
    first, second = tmp_path / "pa2024.txt", tmp_path / "pa2025.txt"
    first.write_text(BEFORE, encoding="utf-8")
    second.write_text(AFTER, encoding="utf-8")
    done = run("commitments", str(second), "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert answer["meta"]["statuses"] == {"will": 4}
    assert answer["rows"][0]["deadline"] == "2027"
    matched = json.loads(run("commitments", str(first), str(second), "--match", "--json").stdout)
    assert matched["meta"]["changes"] == {"repeated": 1, "changed": 2, "dropped": 1, "new": 1}
    shown = run("commitments", str(first), str(second), "--match", "--width", "80").stdout.decode()
    assert "changed (figure," in shown
    assert "1: 政府會" in shown
    assert run("commitments", str(first), "--match").returncode == 2
    assert run("commitments", str(first), "--before", "soon").returncode == 2
    assert run("commitments", str(first), "--match", "--by", "status").returncode == 2
    counted = run(
        "commitments", str(first), str(second), "--by", "status", "--format", "csv"
    ).stdout
    assert counted.decode().splitlines()[1].startswith("will,")


def test_a_date_that_is_none_dates_nothing() -> None:
    corpus = Corpus.of([Document("a", "政府會於明年內撥款30億元推行公屋計劃。")])
    for date in (" ", "", "甲乙丙丁", "１２３４"):
        assert commitments(corpus.blocks(), dates={"a": date}).rows


def test_a_report_has_them(tmp_path: Path) -> None:
    path = tmp_path / "pa2025.txt"
    path.write_text(AFTER, encoding="utf-8")
    answer = json.loads(run("report", str(path), "--json", "-q").stdout)
    assert [row["action"] for row in answer["sections"]["commitments"]] == [
        "增加", "興建", "資助", "推出",
    ]  # fmt: skip
    shown = run("report", str(path), "-q", "--width", "80", "--language", "zh-Hant").stdout.decode()
    assert "共 4 項施政承諾及工作：將會（4）" in shown
    page = run("report", str(path), "-q", "--format", "html").stdout.decode()
    assert "commitments-table" in page


def test_a_store_gives_the_same_rows(tmp_path: Path) -> None:
    path, store = tmp_path / "pa2025.txt", tmp_path / "store"
    path.write_text(f"{BEFORE}\n{BEFORE}\n{AFTER}", encoding="utf-8")
    assert run("index", str(path), "--store", str(store), "-q").returncode == 0
    for options in ((), ("--duplicates", "drop"), ("--by", "status")):
        both = [
            run("commitments", str(source), *options, "--format", "ndjson", "-q").stdout
            for source in (path, store)
        ]
        assert both[0] == both[1]
        assert both[0]
