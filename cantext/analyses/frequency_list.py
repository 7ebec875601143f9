"""Frequency lists: the counts of a reference that need no text."""

import csv
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cantext.analyses.counts import TermCount
from cantext.errors import InputError
from cantext.segmentation.tokens import is_word

_TERMS = ("term", "word", "type", "token", "item", "ngram", "詞語", "詞")
_COUNTS = ("count", "freq", "frequency", "次數", "頻數", "詞頻")
_DOCUMENTS = ("documents", "df", "document_frequency", "range", "出現篇數")
_WHOLE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class FrequencyList:
    """Terms with their counts; `tokens` is the number of words of the text that was counted.

    `tells_documents` says whether the terms have document frequencies.
    """

    name: str
    terms: Mapping[str, TermCount]
    tokens: int
    tells_documents: bool = False


def read_frequency_list(path: Path, tokens: int | None = None) -> FrequencyList:
    r"""Read a list of terms with their counts.

    Parameters
    ----------
    path
        What `cantext freq` writes as JSON, NDJSON, CSV or TSV; any CSV or TSV with a column of
        terms (`term`, `word`, `type` …) and one of counts (`count`, `freq`, `frequency` …); or
        lines of a term and a count, parted by a tab, a comma or a space.
    tokens
        Words of the text that was counted. Without it what the JSON says, or the sum of the counts,
        which is too low when the list leaves words out.

    Raises
    ------
    InputError
        When the file cannot be read or is no such list; the message names the line.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "list.tsv")
    ...     _ = path.write_text("word\tfreq\n房屋\t56\n土地\t71\n", encoding="utf-8")
    ...     found = read_frequency_list(path)
    >>> found.terms["土地"].count, found.tokens
    (71, 127)
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot read frequency list {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    said: int | None = None
    rows: Iterable[tuple[int, Mapping[str, Any]]]
    if text.lstrip()[:1] == "{":
        rows, said = _json_rows(path, text)
    else:
        rows = _table_rows(path, text)
    counts: dict[str, TermCount] = {}
    tells_documents = True
    for number, row in rows:
        term, count = _field(row, _TERMS), _whole(_field(row, _COUNTS))
        if not isinstance(term, str) or not term or count is None:
            raise InputError(
                f"{path}:{number}: no term with a whole count; give columns named term and count"
            )
        documents = _whole(_field(row, _DOCUMENTS))
        tells_documents &= documents is not None
        before = counts.get(term, TermCount(0, 0))
        counts[term] = TermCount(before.count + count, max(before.documents, documents or 0))
    if not counts:
        raise InputError(f"{path}: the frequency list is empty")
    total = sum(found.count for term, found in counts.items() if is_word(term))
    size = tokens or said or total
    if size < total:
        raise InputError(f"{path}: {size:,} words cannot hold counts of {total:,} in all")
    return FrequencyList(path.as_posix(), counts, size, tells_documents)


def _json_rows(path: Path, text: str) -> tuple[list[tuple[int, Mapping[str, Any]]], int | None]:
    """Read what cantext writes as JSON or NDJSON; the words of the text if the manifest says."""
    lines = [(k, line) for k, line in enumerate(text.split("\n"), start=1) if line.strip()]
    try:
        if len(lines) == 1 or lines[0][1].strip() == "{":
            whole = json.loads(text)
            if isinstance(whole, dict) and isinstance(whole.get("rows"), list):
                meta = whole.get("meta")
                tokens = _whole(meta.get("tokens")) if isinstance(meta, dict) else None
                return [(k, _row(row)) for k, row in enumerate(whole["rows"], start=1)], tokens
        return [(k, _row(json.loads(line))) for k, line in lines], None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: broken JSON: {error}; give what `cantext freq` wrote") from error


def _row(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _table_rows(path: Path, text: str) -> list[tuple[int, Mapping[str, Any]]]:
    """Read delimited lines, with a header or without."""
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    delimiter = next((mark for mark in "\t,; " if mark in first), "\t")
    try:
        cells = list(csv.reader(lines, delimiter=delimiter))
    except csv.Error as error:
        raise InputError(f"{path}: {error}; give a CSV or TSV of terms and counts") from error
    header = [cell.strip().lower() for cell in cells[0]] if cells else []
    if any(name in header for name in _TERMS):
        return [
            (k, dict(zip(header, row, strict=False)))
            for k, row in enumerate(cells[1:], start=2)
            if row
        ]
    return [
        (k, {"term": row[0], "count": row[1] if len(row) > 1 else None})
        for k, row in enumerate(cells, start=1)
        if row
    ]


def _field(row: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((row[name] for name in names if row.get(name) is not None), None)


def _whole(value: Any) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    text = str(value).replace(",", "").strip()
    return int(text) if len(text) < 19 and _WHOLE.fullmatch(text) else None
