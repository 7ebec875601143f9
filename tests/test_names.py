"""The list of names and fixed terms of the general vocabulary keeps its form."""

import csv
import re
import unicodedata
from pathlib import Path

import pytest

DICTIONARIES = Path(__file__).parents[1] / "dictionaries"
NAMES = DICTIONARIES / "hk_general" / "names.tsv"
KINDS = {"person", "organisation", "place", "event", "work", "term", "phrase"}
COUNTS = re.compile(
    r"(?=\S)(?:news:[1-9]\d*)?(?:(?:^| )hansard:[1-9]\d*)?(?:(?:^| )address:[1-9]\d*)?"
)


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    lines = NAMES.read_bytes().decode("utf-8").split("\n")
    assert lines[0] == "term\tkind\tcounted_in"
    assert lines[-1] == "", "the file ends with a line feed"
    return [line.split("\t") for line in lines[1:-1]]


def test_every_row_has_a_term_a_known_kind_and_a_count(rows: list[list[str]]) -> None:
    assert rows
    for row in rows:
        assert len(row) == 3, row
        term, kind, counted_in = row
        assert len(term) >= 3, row
        assert not re.search(r"\s", term), row
        assert kind in KINDS, row
        assert COUNTS.fullmatch(counted_in), row


def test_rows_stand_by_kind_then_by_term(rows: list[list[str]]) -> None:
    keys = [(kind, term) for term, kind, _ in rows]
    assert keys == sorted(keys)


def test_each_term_stands_once(rows: list[list[str]]) -> None:
    terms = [term for term, _, _ in rows]
    assert len(terms) == len(set(terms))


def test_terms_are_in_normal_form_without_private_or_compatibility_characters(
    rows: list[list[str]],
) -> None:
    for term, _, _ in rows:
        assert unicodedata.is_normalized("NFC", term), term
        for character in term:
            assert unicodedata.category(character) not in {"Co", "Cn", "Cc", "Cf"}, term
            assert not 0xF900 <= ord(character) <= 0xFAFF, term
            assert not 0x2F800 <= ord(character) <= 0x2FA1F, term


def test_no_term_is_in_the_policy_dictionary_too(rows: list[list[str]]) -> None:
    policy = set()
    for path in sorted((DICTIONARIES / "hk_policy").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            policy.update(
                row["term"]
                for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
                if "term" in row
            )
    assert policy
    assert not policy & {term for term, _, _ in rows}
