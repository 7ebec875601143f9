"""Pairs of lines that say the same and pairs that do not, from `data/duplicate_cases.tsv`.

Every pair was written with its expectation before it was run: credits of unusual forms, labels,
stamps, spellings, slips and cuts, up to three at once; and lines that differ in a number, a unit,
a date, a name, a body, a place, a polarity, a topic or an event, however alike they look.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from cantext.deduplication.groups import find_duplicates
from cantext.documents.document import Document

_FILE = Path(__file__).parent / "data" / "duplicate_cases.tsv"
_ESCAPES = {r"\u200b": "\u200b", r"\u00a0": "\u00a0", r"\u2009": "\u2009", r"\u3000": "\u3000"}


def _cases() -> list[dict[str, str]]:
    text = _FILE.read_text(encoding="utf-8")
    for escape, character in _ESCAPES.items():
        text = text.replace(escape, character)
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


CASES = _cases()


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case['why']}" for n, case in enumerate(CASES)])
def test_pair(case: dict[str, str]) -> None:
    for lines in ((case["first"], case["second"]), (case["second"], case["first"])):
        page = Document("page", "\n\n".join(lines) + "\n")
        rows = find_duplicates([page], contained=False).rows
        assert bool(rows) == (case["expected"] == "same")


def test_there_are_as_many_as_the_docs_say() -> None:
    counts = Counter(case["expected"] for case in CASES)
    assert counts["same"] >= 160
    assert counts["different"] >= 180
