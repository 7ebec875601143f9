from pathlib import Path

import pytest

from cantext.errors import DictionaryError, UsageError
from cantext.lexicon.check import check_files
from cantext.lexicon.entry import Entry
from cantext.lexicon.files import COLUMNS, read_dictionary
from cantext.lexicon.general import general_vocabulary
from cantext.lexicon.lexicon import (
    categories,
    extend,
    load_lexicon,
    make_lexicon,
    match_key,
    policy_files,
)
from cantext.lexicon.stopwords import DEFAULT_CLASSES, load_stopwords, stopword_classes

HEADER = "\t".join(COLUMNS)


def test_the_shipped_files_have_nothing_to_mend() -> None:
    assert check_files(policy_files()) == ()


def test_the_shipped_dictionary_is_large_and_has_the_emblems() -> None:
    lexicon = load_lexicon()
    entries = lexicon.entries()
    assert len({entry.concept for entry in entries}) >= 600
    assert {entry.category for entry in entries} == set(categories())
    for term in ("產學研", "行政長官", "一國兩制", "立法會", "北部都會區", "大灣區"):
        assert lexicon.look_up(term), term


SAME = [
    ("國家「十四五」規劃", "國家十四五規劃"),
    ("衞生署", "衛生署"),
    ("東鐵綫", "東鐵線"),
    ("個人資料（私隱）條例", "個人資料(私隱)條例"),
    ("iAM Smart", "IAM SMART"),
    ("産學研", "产学研"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_meet(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


def test_jieba_user_dictionaries(tmp_path: Path) -> None:
    path = tmp_path / "user.txt"
    path.write_text("\ufeff# ours\n甄柏霖 5 nr\n創科專員\n\nCloud 9 計劃 3\n", encoding="utf-8")
    assert [entry.term for entry in read_dictionary(path)] == ["甄柏霖", "創科專員", "Cloud 9 計劃"]


def test_our_own_format_needs_no_more_than_terms(tmp_path: Path) -> None:
    path = tmp_path / "user.tsv"
    path.write_text("term\tconcept\tform\n北都\t北部都會區\tabbr\n", encoding="utf-8")
    (entry,) = read_dictionary(path)
    assert (entry.concept, entry.form, entry.category) == ("北部都會區", "abbr", "user")


BROKEN = [
    (f"{HEADER}\n產學研\n", r":2: 1 cells under 12 columns"),
    ("term\tcolour\n產學研\tred\n", r":1: unknown column 'colour'"),
    ("term\tform\n產學研\tshort\n", r":2: form 'short' is unknown"),
    ("term\tform\n 產學研\tpref\n", r":2: the term is empty or has spaces"),
    ("term\tform\n產\x1b學研\tpref\n", r":2: a control character"),
    ("產學研\t3\n", r":1: a tab, but no header row"),
]


@pytest.mark.parametrize(("content", "message"), BROKEN)
def test_broken_files_are_named_with_line_and_mend(
    tmp_path: Path, content: str, message: str
) -> None:
    path = tmp_path / "broken.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DictionaryError, match=message):
        read_dictionary(path)


def test_a_dictionary_that_is_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "big5.txt"
    path.write_bytes("產學研".encode("big5"))
    with pytest.raises(DictionaryError, match="not UTF-8 at byte 0"):
        read_dictionary(path)


PROBLEMS = [
    ("乙計劃\t乙計劃\tpref\n甲計劃\t甲計劃\tpref\n", None),
    ("甲計劃\t甲計劃\tpref\n乙計劃\t乙計劃\tpref\n", "sort by term"),
    ("衛生署\t衛生署\tpref\n衞生署\t衛生署\talt\n", "is already at user.tsv:2"),
    ("青都\t青蛙都會區\tabbr\n", "has no preferred form"),
    ("北都\t北部都會區\tpref\n", "its concept must be 北都"),
    ("\ue40c生署\t\ue40c生署\tpref\n", "private-use"),
    ("我們\t我們\tpref\n", "also a stopword"),
    ("港\t港\tpref\n", "single character"),
]


@pytest.mark.parametrize(("rows", "problem"), PROBLEMS)
def test_problems_found(tmp_path: Path, rows: str, problem: str | None) -> None:
    path = tmp_path / "user.tsv"
    path.write_text("term\tconcept\tform\n" + rows, encoding="utf-8")
    found = [item.problem for item in check_files([path])]
    if problem is None:
        assert found == []
    else:
        assert any(problem in text for text in found), found


def test_dates_in_order(tmp_path: Path) -> None:
    path = tmp_path / "user.tsv"
    path.write_text(
        "term\tvalid_from\tvalid_to\n丙局\t2022\t2015\n甲局\t2015年\t\n", encoding="utf-8"
    )
    assert [item.line for item in check_files([path])] == [2, 3]


def test_the_users_entry_replaces_the_shipped_one() -> None:
    lexicon = make_lexicon([Entry("北都", "北部都會區")], [Entry("北都", "北都縣")])
    assert [entry.concept for entry in lexicon.look_up("北都")] == ["北都縣"]
    assert match_key("北都") in lexicon.user_keys


def test_an_extended_lexicon_keeps_what_it_has() -> None:
    lexicon = make_lexicon([Entry("北都", "北部都會區")])
    extended = extend(lexicon, [Entry("北都", "別的"), Entry("甄柏霖", "甄柏霖")])
    assert extended.look_up("北都")[0].concept == "北部都會區"
    assert (len(extended), len(lexicon)) == (2, 1)


def test_the_digest_follows_the_entries() -> None:
    one, same, other = (make_lexicon([Entry(t, t)]) for t in ("產學研", "產學研", "官產學研"))
    assert one.sha256 == same.sha256 != other.sha256


def test_stopword_classes() -> None:
    assert set(DEFAULT_CLASSES) <= set(stopword_classes())
    assert load_stopwords(["none"]) == frozenset()
    words = load_stopwords()
    assert {"的", "嘅", "我們", "佢哋"} <= words
    assert not {"推動", "落實", "發展", "加強", "提升", "產學研"} & load_stopwords(
        stopword_classes()
    )


def test_stopwords_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("# mine\n香港\n\n 政府 \n", encoding="utf-8")
    assert load_stopwords([str(path)]) == {"香港", "政府"}
    with pytest.raises(UsageError, match="no stopword class or file 'nope'; the classes are"):
        load_stopwords(["nope"])


def test_the_general_vocabulary_follows_hong_kongs_boundaries() -> None:
    vocabulary = general_vocabulary()
    assert len(vocabulary) > 200_000
    assert min(vocabulary.values()) >= 1
    assert not {"一个", "三年", "十二项"} & vocabulary.keys()
    for word in ("而家", "佢哋", "唔使", "政府", "议员"):
        assert word in vocabulary
    assert "南京长江二桥" not in vocabulary
