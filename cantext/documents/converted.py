"""Documents as JSON Lines, for other tools and to be read back: what `cantext convert` writes.

An object a line: `id`, `title`, `date`, `text`, `metadata`, `spans`, and `format`, `encoding` and
`sha256` of what the text was read from. A span is a stretch of characters of `text`, from `start`
to `end` (exclusive): a line whose kind the format told (`heading`, `caption`, …), or a `speech`
with its `speaker`.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NotRequired, TypedDict

from cantext.documents.document import Document, Reading, Turn
from cantext.documents.json_lines import json_lines

_KEYS = frozenset(("id", "text", "metadata", "spans"))
_SPEECH = "speech"


class Span(TypedDict):
    """A stretch of characters of a document's text, `end` exclusive, and what it is."""

    kind: str
    start: int
    end: int
    speaker: NotRequired[str]


class ConvertedRow(TypedDict):
    """A document; `format`, `encoding` and `sha256` are those of what its text was read from."""

    id: str
    title: str | None
    date: str | None
    text: str
    metadata: dict[str, str]
    spans: list[Span]
    format: str
    encoding: str
    sha256: str


def to_row(document: Document) -> ConvertedRow:
    r"""Return a document as an object for JSON.

    >>> row = to_row(Document("a.html", "預算\n甲\n", kinds={1: "heading"}))
    >>> row["spans"]
    [{'kind': 'heading', 'start': 0, 'end': 2}]
    """
    spans: list[Span] = [
        {
            "kind": document.kinds[line.number],
            "start": line.start,
            "end": line.start + len(line.text),
        }
        for line in (document.lines() if document.kinds else ())
        if line.number in document.kinds
    ]
    spans += [
        {"kind": _SPEECH, "speaker": turn.speaker, "start": turn.start, "end": turn.end}
        for turn in document.turns
    ]
    return {
        "id": document.id,
        "title": document.metadata.get("title"),
        "date": document.metadata.get("date"),
        "text": document.text,
        "metadata": dict(document.metadata),
        "spans": sorted(spans, key=lambda span: (span["start"], span["end"], span["kind"])),
        "format": document.reading.format,
        "encoding": document.encoding,
        "sha256": document.sha256,
    }


def write_lines(documents: Iterable[Document]) -> Iterator[str]:
    """Yield a line of JSON for each document, line break included."""
    for document in documents:
        # Lone surrogates (of UTF-7 and the like) have been refused when the bytes were decoded.
        yield json.dumps(to_row(document), ensure_ascii=False) + "\n"


def is_converted(text: str) -> bool:
    """Whether text is JSON Lines that `write_lines` wrote, by its first line.

    >>> is_converted(next(write_lines([Document("a", "甲")]))), is_converted('{"id": 1}')
    (True, False)
    """
    if not text.startswith('{"id":'):
        return False
    try:
        first = json.loads(text.split("\n", 1)[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(first, dict) and first.keys() >= _KEYS and isinstance(first["spans"], list)


def read_converted(text: str, *, sha256: str = "") -> Iterator[Document | int]:
    r"""Yield the documents of such lines, and the number of a line that is none.

    `sha256` is the digest of the bytes read now: those once converted may have been edited since.

    >>> document = Document("a", "甲：乙\n", turns=(Turn("甲", 2, 3),))
    >>> [document] == list(read_converted("".join(write_lines([document]))))
    True
    """
    for number, value in json_lines(text):
        document = _document(value, sha256)
        yield number if document is None else document


def _document(value: dict[str, Any] | None, sha256: str) -> Document | None:
    if value is None or not isinstance(value.get("text"), str):
        return None
    text = value["text"]
    kinds, turns = _spans(value.get("spans"), text)
    metadata = value.get("metadata")
    return Document(
        id=str(value.get("id", "")),
        text=text,
        encoding=str(value.get("encoding", "utf-8")),
        sha256=sha256,
        metadata=_strings(metadata if isinstance(metadata, dict) else {}),
        kinds=kinds,
        turns=turns,
        reading=Reading(format=str(value.get("format", "text"))),
    )


def _strings(metadata: Mapping[Any, Any]) -> dict[str, str]:
    return {str(key): item for key, item in metadata.items() if isinstance(item, str)}


def _spans(spans: Any, text: str) -> tuple[dict[int, str], tuple[Turn, ...]]:
    """Return the kinds of lines and the turns of spans that lie in the text; others are dropped."""
    if not isinstance(spans, list) or not spans:
        return {}, ()
    starts = [line.start for line in Document("", text).lines()]
    kinds: dict[int, str] = {}
    turns: list[Turn] = []
    for span in spans:
        if not isinstance(span, dict):
            continue
        kind, start, end = span.get("kind"), span.get("start"), span.get("end")
        if not (isinstance(kind, str) and type(start) is int and type(end) is int):
            continue
        if not 0 <= start <= end <= len(text):
            continue
        if kind == _SPEECH:
            turns.append(Turn(str(span.get("speaker", "")), start, end))
        elif starts:
            kinds[bisect_right(starts, start)] = kind
    return kinds, tuple(turns)
