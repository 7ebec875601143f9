"""Tables and JSON to documents, and documents to JSON Lines and back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cantext.documents.converted import read_converted, to_row, write_lines
from cantext.documents.document import Document, Reading, Turn
from cantext.documents.records import (
    Fields,
    Tally,
    delimiter_of,
    read_json,
    read_json_lines,
    read_table,
    without_markup,
)
from cantext.errors import InputError


def rows(text: str, fields: Fields | None = None, kind: str = "csv"):
    """Return (own id, text, metadata) of every record, and the tally."""
    fields, tally = fields or Fields(), Tally()
    if kind == "csv":
        found = read_table(text, fields, tally, delimiter=delimiter_of(text))
    else:
        found = (read_json if kind == "json" else read_json_lines)(text, fields, tally)
    return [(r.id, r.extracted.text, r.extracted.metadata) for r in found], tally


@pytest.mark.parametrize(
    ("table", "fields", "expected"),
    [
        ("text\n甲\n乙\n", None, [("", "甲", {}), ("", "乙", {})]),
        ("id,Text\na,甲\n", None, [("a", "甲", {})]),
        ("\ufeffid,text\r\na,甲\r\n", None, [("a", "甲", {})]),
        ('id,text\na,"甲，\n""乙"""\n', None, [("a", '甲，\n"乙"', {})]),
        ("id\ttext\na\t甲,乙\n", None, [("a", "甲,乙", {})]),
        ("編號;內容\n7;甲\n", None, [("7", "甲", {})]),
        ("a,b\n甲,乙\n", Fields(text="b"), [("", "乙", {"a": "甲"})]),
        ("a,b\n甲,乙\n", Fields(text="B", id="a"), [("甲", "乙", {"a": "甲"})]),
        ("text,when\n甲,2025/9/17\n", Fields(date="when"),
         [("", "甲", {"date": "2025-09-17", "when": "2025/9/17"})]),
        ("text,date\n甲,17 Sep 2025\n", None, [("", "甲", {"date": "2025-09-17"})]),
        ("text,date\n甲,2025-09\n", None, [("", "甲", {"date": "2025-09"})]),
        ("headline,text\n題,甲\n", None, [("", "甲", {"title": "題", "headline": "題"})]),
        ("發言人,text\n主席,甲\n", None, [("", "甲", {"speaker": "主席", "發言人": "主席"})]),
        ("text,a\n甲\n乙,1,2,3\n", None, [("", "甲", {}), ("", "乙", {"a": "1"})]),
        ("text\n\n甲\n", None, [("", "甲", {})]),
    ],
)  # fmt: skip
def test_rows_are_documents(table: str, fields: Fields | None, expected: list) -> None:
    found, _ = rows(table, fields)
    assert [
        (i, t, {k: v for k, v in m.items() if k not in ("id", "編號")}) for i, t, m in found
    ] == (expected)


def test_what_was_left_out_is_tallied() -> None:
    found, tally = rows("text,date\n甲,soon\n,2025-01-01\n乙,later\n")
    assert [text for _, text, _ in found] == ["甲", "乙"]
    assert tally.notes() == [
        "rows without text left out: 1",
        "dates not understood: 2 (such as 'soon'); write them as 2025-09-17",
    ]


@pytest.mark.parametrize(
    ("source", "fields", "texts"),
    [
        ('{"text": "甲"}', None, ["甲"]),
        ('[{"text": "甲"}, {"text": "乙"}, 3]', None, ["甲", "乙"]),
        ('["甲", "乙"]', None, ["甲", "乙"]),
        ('{"n": 2, "articles": [{"content": "甲"}]}', None, ["甲"]),
        ('{"data": {"body": "甲"}}', Fields(text="data.body"), ["甲"]),
        ('{"text": ["甲", "乙"]}', None, ["甲\n乙"]),
        ('{"text": 5}', None, ["5"]),
        ('{"text": "<p>甲</p><p>乙</p>"}', None, ["甲\n乙"]),
        ('[{"text": ""}, {"text": "甲"}]', None, ["甲"]),
        ('[{"note": "x"}, {"text": "甲"}]', None, ["甲"]),
    ],
)
def test_json_shapes(source: str, fields: Fields | None, texts: list[str]) -> None:
    assert [text for _, text, _ in rows(source, fields, "json")[0]] == texts


def test_values_within_objects_are_metadata() -> None:
    source = {
        "text": "甲", "by": {"name": "陳", "age": 40}, "tags": ["乙", "丙"], "ok": True,
        "none": None, "long": "長" * 3000, "list": [1, 2], "deep": {"a": {"b": {"c": {"d": "深"}}}},
    }  # fmt: skip
    ((_, _, metadata),), _ = rows(json.dumps(source), None, "json")
    assert metadata == {"by.name": "陳", "by.age": "40", "tags": "乙、丙", "ok": "true"}


def test_bad_lines_are_told_and_the_others_read() -> None:
    found, tally = rows('{"text": "甲"}\n{"text"\n\n[1]\n{"text": "丁"}', None, "ndjson")
    assert [text for _, text, _ in found] == ["甲", "丁"]
    assert tally.notes() == ["line 2 is no JSON object, left out, 2 in all"]


@pytest.mark.parametrize(
    ("source", "fields", "kind", "said"),
    [
        (
            "a,b\n1,2\n",
            None,
            "csv",
            "which field holds the text? Say --text-field with one of: a, b",
        ),
        ("a,b\n1,2\n", Fields(text="c"), "csv", "no field 'c'; there are: a, b"),
        ("", None, "csv", "a table without fields"),
        ("a" + ",b" * 3000, None, "csv", "3,001 columns"),
        ('{"a": 1, "b": 2}', None, "json", "Say --text-field with one of: a, b"),
        ('{"a": 1}\n{"a": 2}', None, "ndjson", "Say --text-field with one of: a"),
        ('{"a": ', None, "json", "not well-formed JSON: Expecting value: line 1"),
        ("[" * 100_000, None, "json", "nested too deep"),
        ("3", None, "json", "JSON without an object"),
    ],
)
def test_what_has_no_text_is_one_line(source: str, fields, kind: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        rows(source, fields, kind)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("甲 &amp; 乙", "甲 &amp; 乙"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("<編者按>文", "<編者按>文"),
        ("<p>甲 &amp; 乙</p>", "甲 & 乙"),
        ("甲<br>乙<br/>丙", "甲\n乙\n丙"),
        ("<p>甲<script>x</script><style>y</style>乙</p>", "甲乙"),
        ("<p>甲", "甲"),
        ("<p>甲\x00乙</p>", "甲乙"),
    ],
)
def test_markup_in_fields(text: str, plain: str) -> None:
    assert without_markup(text)[0] == plain


# Converted -------------------------------------------------------------------------------------


DOCUMENT = Document(
    id="會議.pdf",
    text="標題\n主席：請就座。\n圖說\n",
    encoding="utf-8",
    sha256="ab",
    metadata={"title": "標題", "date": "2025-09-17", "speaker": "主席"},
    kinds={1: "heading", 3: "caption"},
    turns=(Turn("主席", 6, 10),),
    reading=Reading("pdf"),
)


def test_a_row_says_what_a_document_is() -> None:
    assert to_row(DOCUMENT) == {
        "id": "會議.pdf",
        "title": "標題",
        "date": "2025-09-17",
        "text": "標題\n主席：請就座。\n圖說\n",
        "metadata": {"title": "標題", "date": "2025-09-17", "speaker": "主席"},
        "spans": [
            {"kind": "heading", "start": 0, "end": 2},
            {"kind": "speech", "speaker": "主席", "start": 6, "end": 10},
            {"kind": "caption", "start": 11, "end": 13},
        ],
        "format": "pdf",
        "encoding": "utf-8",
        "sha256": "ab",
    }


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.dictionaries(st.text("ab", min_size=1), st.text(st.characters(exclude_categories=["Cs"]))),
    st.data(),
)
def test_documents_come_back(text: str, metadata: dict[str, str], data: st.DataObject) -> None:
    count = len(list(Document("", text).lines()))
    kinds = data.draw(
        st.dictionaries(st.integers(1, count), st.sampled_from(["heading", "caption"]))
        if count
        else st.just({})
    )
    document = Document("a", text, sha256="x", metadata=metadata, kinds=dict(sorted(kinds.items())))
    lines = "".join(write_lines([document, DOCUMENT]))
    assert lines.count("\n") == 2
    first, second = read_converted(lines, sha256="x")
    assert first == document
    assert isinstance(second, Document)
    assert (second.turns, second.kinds, second.metadata) == (
        DOCUMENT.turns, DOCUMENT.kinds, DOCUMENT.metadata,
    )  # fmt: skip


@pytest.mark.parametrize(
    "spans",
    [
        None, 3, [3], [{}], [{"kind": "heading"}], [{"kind": "heading", "start": -1, "end": 2}],
        [{"kind": "heading", "start": 0, "end": 99}], [{"kind": 1, "start": 0, "end": 1}],
        [{"kind": "heading", "start": True, "end": 1}], [{"kind": "heading", "start": 1, "end": 0}],
    ],
)  # fmt: skip
def test_spans_that_cannot_be_are_dropped(spans: object) -> None:
    line = json.dumps({"id": "a", "text": "甲乙", "metadata": 3, "spans": spans})
    (document,) = read_converted(line)
    assert document == Document("a", "甲乙")


def test_lines_that_are_no_documents_are_numbered() -> None:
    assert list(read_converted('{"id": "a"}\nx\n\n[]')) == [1, 2, 4]
