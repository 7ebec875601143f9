"""Every word we show exists in both languages."""

import json
import re
import string
from collections.abc import Mapping
from pathlib import Path

import pytest
from commands import run

from cantext.errors import CantextError
from cantext.render.labels import (
    LABELS,
    label,
    language_from_locale,
    phrase,
    value_label,
)

# The output contract: these keys may grow in number but are never renamed.
CONTRACT = {
    "segment": "document line tokens text start end kind pos term",
    "freq": "term count per_million documents dp category concept",
    "ngrams": "ngram count per_million documents",
    "collocations": "node collocate count node_count collocate_count expected log_likelihood "
    "log_dice mi mi3 npmi t_score z_score delta_p_forward delta_p_backward",
    "terms": "term count cohesion left_entropy right_entropy c_value known contained_in",
    "kwic": "document line left node right",
    "compare": "term count reference_count per_million reference_per_million log_likelihood "
    "log_ratio percent_diff bic simple_maths",
    "trend": "period term count per_million documents",
    "themes": "category concept count per_thousand documents forms",
    "duplicates": "group kind members document line text relation similarity kept",
    "clean": "document line text kind duplicate_of kept",
}
KINDS = [
    "headline",
    "byline",
    "caption",
    "credit",
    "boilerplate",
    "heading",
    "list_item",
    "body",
    "blank",
]
RELATIONS = ["original", "exact", "near", "truncated", "contained"]
SECTIONS = ["sources", "duplicates", "terms", "themes", "collocations", "new_terms", "figures"]
# Names of measures that are not translated, and marks around words of the text.
NO_CHINESE_NEEDED = {"log_dice", "bic", "f1", "bar", "text.counted", "text.placed"}


@pytest.mark.parametrize("command", CONTRACT)
def test_every_key_of_the_contract_has_a_label(command: str) -> None:
    assert set(CONTRACT[command].split()) <= set(LABELS)


EXAMPLES = Path(__file__).parent.parent / "examples"
ROWS = {
    "freq": [], "ngrams": ["--min-count", "1"], "collocations": ["--min-count", "1"],
    "terms": [], "keywords": [], "kwic": ["人工智能"],
    "themes": ["--examples", "1"], "profile": [], "duplicates": [], "clean": ["--labels"],
    "segment": [], "network": ["--min-count", "2"], "trend": ["--term", "人工智能"],
    "compare": ["--reference", str(EXAMPLES / "speech_2023.txt")], "report": [],
}  # fmt: skip


@pytest.mark.parametrize("command", ROWS)
def test_every_key_of_the_rows_has_a_label(command: str) -> None:
    """Workbooks and pages name every key in the reader's language."""
    done = run(command, *ROWS[command], str(EXAMPLES / "speech_2025.txt"), "--json", "-q")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    parts = found["sections"].values() if "sections" in found else [found["rows"]]
    rows = [row for part in parts for row in part]
    assert rows or command == "duplicates"
    assert {key for row in rows for key in row} <= set(LABELS)


def test_every_kind_relation_and_section_has_a_label() -> None:
    keys = {f"kind.{kind}" for kind in KINDS} | {f"relation.{name}" for name in RELATIONS}
    assert keys | {f"section.{name}" for name in SECTIONS} <= set(LABELS)


@pytest.mark.parametrize("key", LABELS)
def test_every_label_has_both_languages(key: str) -> None:
    entry = LABELS[key]
    han = re.compile("[\u3001\uff1a\uff1b\u4e00-\u9fff]")
    assert not han.search(entry.english)
    if key not in NO_CHINESE_NEEDED:
        assert entry.english.strip()
        assert han.search(entry.chinese)
    if not key.startswith(("text.", "word.")):  # those may be joined to other words
        assert entry.english.strip() == entry.english
        assert entry.chinese.strip() == entry.chinese


@pytest.mark.parametrize("key", LABELS)
def test_both_languages_use_the_same_fields(key: str) -> None:
    def fields(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    assert fields(LABELS[key].english) == fields(LABELS[key].chinese)


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_no_two_columns_of_a_command_share_a_heading(language: str) -> None:
    for keys in CONTRACT.values():
        headings = [label(key, language) for key in keys.split()]
        assert len(set(headings)) == len(headings), headings


def test_chinese_labels_are_in_traditional_characters() -> None:
    from opencc import OpenCC

    # No label may change when Simplified characters are turned into Traditional ones.
    to_traditional = OpenCC("s2t")
    for key, entry in LABELS.items():
        assert to_traditional.convert(entry.chinese) == entry.chinese, key


def test_unknown_language_and_unknown_key() -> None:
    with pytest.raises(CantextError, match=r"'fr'.*en or zh-Hant"):
        label("term", "fr")
    with pytest.raises(KeyError):
        label("no_such_label", "en")


def test_a_value_without_a_name_stands_for_itself() -> None:
    assert value_label("relation", "exact", "zh-Hant") == "完全相同"
    assert value_label("relation", "rhyme", "zh-Hant") == "rhyme"


def test_braces_in_corpus_text_are_not_fields() -> None:
    text = phrase("text.missing_glyphs", "en", font="{0}", characters="{x!r}")
    assert "{0}" in text
    assert "{x!r}" in text


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "en"),
        ({"LANG": "zh_HK.UTF-8"}, "zh-Hant"),
        ({"LANG": "zh_TW"}, "zh-Hant"),
        ({"LANG": "zh_MO.UTF-8@euro"}, "zh-Hant"),
        ({"LANG": "zh-Hant-HK"}, "zh-Hant"),
        ({"LANG": "zh_CN.GB18030"}, "zh-Hant"),
        ({"LANG": "yue_HK.UTF-8"}, "zh-Hant"),
        ({"LANG": "ZH"}, "zh-Hant"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "zha_CN"}, "en"),  # Zhuang
        ({"LANG": "en_HK.UTF-8"}, "en"),
        ({"LANG": "zh_HK", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB", "LC_MESSAGES": "zh_HK"}, "zh-Hant"),
        ({"LANG": "en_GB", "LC_MESSAGES": "zh_HK", "LC_ALL": "en_US"}, "en"),
        ({"LANG": "zh_HK", "LC_ALL": ""}, "zh-Hant"),
    ],
)
def test_language_from_locale(environ: Mapping[str, str], expected: str) -> None:
    assert language_from_locale(environ) == expected
