"""Whether terms of the policy dictionary are told from characters that meet by chance."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from cantext.documents.document import Document
from cantext.lexicon.lexicon import load_lexicon, match_key
from cantext.normalise import project
from cantext.segmentation.engine import load_engine
from cantext.segmentation.pipeline import Segmenter

TABLE = Path(__file__).parent / "data" / "term_cases.tsv"
QUOTES = frozenset('「」"')  # as the projection writes them
FLOOR = 0.95
# Every trap of the table was made to be one; a text has a trap for every two terms at most.
TRAP_FLOOR = 0.85


class Case(NamedTuple):
    """A clause, a term whose characters stand in it, and whether a reader has the term there."""

    text: str
    term: str
    whole: str
    note: str


@cache
def cases() -> tuple[Case, ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    assert tuple(header) == Case._fields
    return tuple(Case(*row) for row in rows)


def visible(projected: str, start: int, end: int) -> list[int]:
    """Return the places in [start, end) that hold no quotation mark."""
    return [place for place in range(start, end) if projected[place] not in QUOTES]


def tokens_of(segmenter: Segmenter, text: str) -> list[tuple[str, int, int]]:
    return [
        token
        for block in segmenter.blocks(Document("-", text))
        for token in zip(block.texts, block.starts, block.ends, strict=True)
    ]


def is_whole(case: Case, tokens: list[tuple[str, int, int]]) -> bool:
    """Whether some token, quotation marks aside, is exactly the term where it occurs."""
    projected = project(case.text)
    places = visible(projected, 0, len(projected))
    first = match_key(case.text).index(match_key(case.term))
    occurrence = places[first : first + len(match_key(case.term))]
    return any(visible(projected, start, end) == occurrence for _, start, end in tokens)


def test_every_case_is_sound() -> None:
    lexicon = load_lexicon()
    for case in cases():
        assert lexicon.look_up(case.term), f"{case.term}: not in the dictionary"
        assert match_key(case.text).count(match_key(case.term)) == 1, case
        assert case.whole in ("yes", "no"), case
    assert max(Counter((case.text, case.term) for case in cases()).values()) == 1
    traps = [case.term for case in cases() if case.whole == "no"]
    assert len(cases()) >= 240
    assert len(traps) >= 90
    assert len(set(traps)) >= 60


@pytest.mark.parametrize(
    ("text", "term", "tokens", "expected"),
    [
        ("港大公布", "港大", ["港大", "公布"], True),
        ("香港大學", "港大", ["香港", "大學"], False),
        ("香港大學", "港大", ["香港大學"], False),
        ("「居屋」計劃", "居屋計劃", ["「居屋」計劃"], True),
        ("「居屋」計劃", "居屋計劃", ["「", "居屋", "」", "計劃"], False),
        ("「居屋」好", "居屋", ["「", "居屋", "」", "好"], True),
        ("“衛生署”", "衞生署", ["“衛生署”"], True),
    ],
)
def test_what_counts_as_whole(text: str, term: str, tokens: list[str], expected: bool) -> None:
    ends = [sum(map(len, tokens[: i + 1])) for i in range(len(tokens))]
    placed = [(token, end - len(token), end) for token, end in zip(tokens, ends, strict=True)]
    assert is_whole(Case(text, term, "", ""), placed) is expected


@pytest.mark.parametrize("engine", ["jieba", "hk"])
def test_terms_are_told_from_chance_meetings(engine: str) -> None:
    segmenter = Segmenter(load_engine(engine))
    failing = []
    for case in cases():
        tokens = tokens_of(segmenter, case.text)
        if is_whole(case, tokens) != (case.whole == "yes"):
            failing.append((case, "|".join(text for text, _, _ in tokens)))
    traps = sum(case.whole == "no" for case in cases())
    trapped = sum(case.whole == "no" for case, _ in failing)
    trap_share = 1 - trapped / traps
    term_share = 1 - (len(failing) - trapped) / (len(cases()) - traps)
    # The table has more traps than terms; each is weighed as if a third of the cases were traps.
    share = (2 * term_share + trap_share) / 3
    report = "\n".join(
        [
            f"{engine}: {share:.1%}, being {term_share:.1%} of the terms and {trap_share:.1%} of "
            f"{traps} traps",
            *(f"{case.term} (whole: {case.whole}): {found}" for case, found in failing),
        ]
    )
    assert share >= FLOOR, report
    assert trap_share >= TRAP_FLOOR, report
