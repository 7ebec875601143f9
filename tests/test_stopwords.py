import json
import pickle
from pathlib import Path

import pytest
from blocks import block
from commands import run
from spellings import simplified

from cantext.analyses.collocations import collocations
from cantext.analyses.compare import compare
from cantext.analyses.frequency import frequency
from cantext.analyses.ngrams import ngrams
from cantext.documents.document import Document
from cantext.errors import DictionaryError, UsageError
from cantext.lexicon.stopwords import (
    DEFAULT_CLASSES,
    Classifier,
    Stopwords,
    class_words,
    load_stopwords,
    stopword_classes,
)
from cantext.normalise import project
from cantext.segmentation.classifiers import marked

CLASSES = {
    "cantonese": "嘅", "classifiers": "個", "legislature": "主席", "media": "資料圖片",
    "reporting": "表示", "time": "今日", "written": "的",
}  # fmt: skip


def test_the_classes() -> None:
    assert stopword_classes() == sorted(CLASSES)
    for name, word in CLASSES.items():
        assert word in class_words(name), name
    assert set(stopword_classes()) - set(DEFAULT_CLASSES) == {"reporting", "time"}


def test_what_is_left_out_by_default_and_what_is_not() -> None:
    words = load_stopwords()
    assert {"的", "嘅", "我們", "佢哋"} <= words
    assert not {"表示", "指出", "強調"} & words
    assert {"表示", "指出", "強調"} <= load_stopwords(["reporting"])


@pytest.mark.parametrize("verb", ["推動", "落實", "發展", "加強", "提升", "優化", "鞏固", "善用"])
def test_policy_verbs_are_never_left_out(verb: str) -> None:
    assert not any(verb in class_words(name) for name in stopword_classes())


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_lists_are_sorted_and_hold_no_word_twice(name: str) -> None:
    path = Path(__file__).parent.parent / "dictionaries" / "stopwords" / f"{name}.txt"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    assert lines == sorted(set(lines))


def test_stopwords_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("# mine\n香港\n\n 政府 \n", encoding="utf-8")
    assert load_stopwords([str(path)]) == {"香港", "政府"}
    assert load_stopwords([str(path), "cantonese"]) >= {"香港", "嘅"}
    with pytest.raises(UsageError, match="no stopword class or file 'nope'; the classes are"):
        load_stopwords(["nope"])
    path.write_bytes("香港".encode("big5"))
    with pytest.raises(DictionaryError, match=r"mine\.txt: not UTF-8 at byte 0; save"):
        load_stopwords([str(path)])


def test_simplified_text_has_the_same_words_left_out() -> None:
    text = (
        "我們會為三個地區的居民提供更多服務，並於這兩年與業界一起推動發展。那些項目將會由他們負責。"
    )
    rows = [
        frequency([Document("a", text)], stopwords=load_stopwords()).rows
        for text in (text, simplified(text))
    ]
    told = [sorted((project(row.term), row.count) for row in found) for found in rows]
    assert told[0] == told[1]
    assert project("我們") not in dict(told[0])
    # A department and a neighbourhood are words of Traditional text.
    assert not {"系", "里"} & load_stopwords()


def test_a_classifier_is_a_word_of_its_own() -> None:
    one = Classifier("人")
    assert one == Classifier("人")
    assert one != "人"
    assert hash(one) == hash(Classifier("人"))
    assert f"三{one}" == "三人"
    assert json.dumps(one) == '"\\u4eba"'
    assert pickle.loads(pickle.dumps(one)) == one
    words = Stopwords(["的"], ["人"])
    assert one in words
    assert "人" not in words
    assert words == {"的", one}


def test_a_classifier_that_another_class_leaves_out_is_left_out_everywhere() -> None:
    words = Stopwords(["個"], ["個", "人"])
    assert "個" in words
    assert words.classifiers == {"人"}


PLACES = [
    # tokens of a line, whether 人 is a classifier
    (["三", "人"], True),
    (["1,300", "人"], True),
    (["三百", "人"], True),
    (["數十", "人"], True),
    (["幾", "人"], True),
    (["這", "人"], True),
    (["每", "人"], True),
    (["嗰", "人"], True),
    (["第三", "人"], True),
    (["人"], False),
    (["香港", "人"], False),
    (["，", "人"], False),
    (["三", "，", "人"], False),
    (["人", "三"], False),
]


@pytest.mark.parametrize(("tokens", "is_classifier"), PLACES)
def test_after_a_number_or_a_demonstrative(tokens: list[str], is_classifier: bool) -> None:
    (found,) = marked([block("a", tokens)], Stopwords((), ["人"]))
    place = tokens.index("人")
    assert isinstance(found.texts[place], Classifier) is is_classifier
    assert [str(text) for text in found.texts] == tokens


def test_not_across_lines() -> None:
    (found,) = marked([block("a", ["三"], ["人"])], Stopwords((), ["人"]))
    assert found.texts == ["三", "人"]


def test_a_plain_set_marks_nothing() -> None:
    given = block("a", ["三", "人"])
    assert list(marked([given], frozenset({"人"}))) == [given]


THREE = [block("a", ["三", "人", "推動", "人", "權"], ["三", "人", "推動", "人", "權"])]
WORDS = Stopwords(["三"], ["人"])


def test_counts_leave_out_classifiers_alone() -> None:
    found = frequency(THREE, stopwords=WORDS)
    assert {row.term: row.count for row in found.rows} == {"人": 2, "推動": 2, "權": 2}
    assert found.meta["tokens"] == 10
    everything = frequency(THREE).rows
    assert {row.term: row.count for row in everything}["人"] == 4


def test_runs_of_words_leave_out_classifiers_at_their_ends() -> None:
    runs = {row.ngram for row in ngrams(THREE, stopwords=WORDS).rows}
    assert runs == {"推動 人", "人 權"}
    assert "人 推動" in {row.ngram for row in ngrams(THREE, stopwords=["三"]).rows}


def test_collocates_and_keys_leave_out_classifiers() -> None:
    for stopwords, count in ((WORDS, 2), (frozenset({"三"}), 4)):
        found = collocations(THREE, node="推動", stopwords=stopwords, min_count=1).rows
        assert {row.collocate: row.count for row in found}["人"] == count
    rows = compare(THREE, [block("b", ["三", "人"] * 3)], stopwords=WORDS, min_count=1).rows
    (row,) = [row for row in rows if row.term == "人"]
    assert (row.count, row.reference_count) == (2, 0)


def test_commands_leave_out_classifiers() -> None:
    text = "三人去，人與社會。\n這項項目。\n".encode()
    rows = json.loads(run("freq", "--json", "-q", stdin=text).stdout)["rows"]
    counts = {row["term"]: row["count"] for row in rows}
    assert counts["人"] == 1
    assert "項" not in counts
    rows = json.loads(run("freq", "--json", "-q", "--stopwords", "none", stdin=text).stdout)["rows"]
    assert {row["term"]: row["count"] for row in rows}["人"] == 2
