"""Keywords of one text: weights, graph, background, and the command."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from blocks import block
from commands import run
from rich.cells import cell_len

from cantext.analyses.keywords import keywords
from cantext.errors import CantextError
from cantext.lexicon.background import Background, background_of, shipped_background
from cantext.lexicon.entry import Entry
from cantext.lexicon.locate import dictionaries_folder
from cantext.measures.ranking import text_rank

PAGE = str(Path(__file__).parent.parent / "examples" / "interview_page.txt")
NONE = Background(99, 1000, {}, {})
BACKGROUND = background_of([["香港", "推動"], ["香港"], ["香港", "政府"]], "three")
TEXT = [
    block(
        "a", ["香港", "推動", "產學研", "。", "產學研", "2025", "的", "香港"], ["產學研", "香港"]
    ),
    block("b", ["香港", "好"], ["香港", "香港"]),
]


def test_weights():
    found = keywords(TEXT, background=BACKGROUND)
    rows = {(row.document, row.term): row for row in found.rows}
    assert list(rows) == [("a", "產學研"), ("a", "香港"), ("b", "香港")]
    row = rows["a", "產學研"]
    # Of the nine words of the text three; none of three documents has it.
    assert (row.count, row.background_documents) == (3, 0)
    assert row.idf == pytest.approx(math.log(4))
    assert row.tf_idf == pytest.approx(3 / 9 * math.log(4))
    assert rows["a", "香港"].tf_idf == 0
    assert found.meta["background"] == {"name": "three", "documents": 3, "words": 5}


def test_ranks_of_words_that_stand_together():
    found = keywords(TEXT[:1], background=NONE, min_count=1, stopwords={"的"}, window=3)
    ranks = {row.term: row.text_rank for row in found.rows}
    # 香港 0, 推動 1, 產學研 2. Sentences: 香港 推動 產學研 | 產學研 2025 的 香港 | 產學研 香港.
    # Within three words: 0-1, 0-2, 1-2 | none, since 香港 is three further | 0-2.
    expected = text_rank(np.array([0, 0, 1]), np.array([1, 2, 2]), [1, 2, 1], 3)
    assert ranks == pytest.approx(dict(zip(["香港", "推動", "產學研"], expected, strict=True)))
    assert sum(ranks.values()) == pytest.approx(1)
    by_rank = keywords(TEXT[:1], background=NONE, min_count=1, measure="text_rank").rows
    assert [row.text_rank for row in by_rank] == sorted(
        (row.text_rank for row in by_rank), reverse=True
    )


def test_what_is_no_keyword():
    def terms(**options):
        rows = keywords(TEXT, background=NONE, min_count=1, **options).rows
        return {row.term for row in rows}

    assert terms() == {"產學研", "香港", "推動"}  # no number, none of one character
    assert terms(min_length=1) == {"產學研", "香港", "推動", "的", "好"}
    assert terms(stopwords={"香港"}) == {"產學研", "推動"}
    tagger = lambda b: ["VERB" if text == "推動" else "NOUN" for text in b.texts]  # noqa: E731
    assert terms(pos=["VERB"], tagger=tagger) == {"推動"}


def test_the_part_of_speech_that_a_word_mostly_has():
    tags = {"a": ["NOUN", "VERB", "NOUN"], "b": ["VERB", "VERB", "VERB"]}
    text = [block("a", ["發展", "發展", "香港"]), block("b", ["發展", "發展", "改革"])]
    rows = keywords(
        text, background=NONE, min_count=1, pos=["VERB"], tagger=lambda b: tags[b.document]
    ).rows
    assert [(row.document, row.term, row.count) for row in rows] == [
        ("a", "發展", 2), ("b", "發展", 2), ("b", "改革", 1),
    ]  # fmt: skip


def test_documents_whose_blocks_come_by_turns():
    parts = [block("a", ["甲甲"]), block("b", ["乙乙", "乙乙"]), block("a", ["甲甲", "丙丙"])]
    rows = keywords(parts, background=NONE, min_count=1).rows
    assert [(row.document, row.term, row.count) for row in rows] == [
        ("a", "甲甲", 2), ("a", "丙丙", 1), ("b", "乙乙", 2),
    ]  # fmt: skip
    assert keywords(parts, background=NONE, limit=0).meta["keywords"] == 2


def test_the_dictionary_names_categories():
    entry = Entry("北都", "北部都會區", category="places")
    (row,) = keywords([block("a", ["北都"] * 2, entries={"北都": entry})], background=NONE).rows
    assert (row.category, row.concept) == ("places", "北部都會區")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"measure": "bm25"}, "unknown measure 'bm25'"),
        ({"window": 1}, "at least 2 words, not 1"),
        ({"pos": ["NOUN"]}, "need a tagger"),
    ],
)
def test_what_cannot_be_done(options, message):
    with pytest.raises(CantextError, match=message):
        keywords(TEXT, **options)


@pytest.mark.parametrize("blocks", [[], [block("a")], [block("a", ["。"])]])
def test_nothing_to_find(blocks):
    assert keywords(blocks).rows == ()


def test_the_shipped_background_is_whole():
    background = shipped_background()
    text = (dictionaries_folder() / "hk_background" / "words.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    assert all(len(row) == 3 for row in rows)
    assert all(2 <= int(n) <= min(background.documents, int(count)) for _, n, count in rows)
    assert len(background.frequencies) == len(rows) == len({word for word, _, _ in rows})
    assert sum(int(count) for _, _, count in rows) < background.words
    readme = (dictionaries_folder() / "hk_background" / "README.md").read_text(encoding="utf-8")
    for number in (len(rows), background.documents, background.words):
        assert f"{number:,}" in readme
    # Variants are one word: 衞生 and 衛生.
    first, second = background.document_frequencies(["衞生", "衛生"])
    assert first == second > 100


def test_the_command_and_a_background_of_ones_own(tmp_path):
    done = run("keywords", PAGE, "--duplicates", "drop", "--json")
    found = json.loads(done.stdout)
    assert found["rows"][0]["term"] == "產學研"
    assert found["meta"]["background"]["name"] == "hk_background"
    for k, text in enumerate(["產學研合作", "產學研項目", "護理牀"]):
        (tmp_path / f"{k}.txt").write_text(text, encoding="utf-8")
    done = run("keywords", PAGE, "--background", str(tmp_path), "--json", "--limit", "300")
    rows = {row["term"]: row for row in json.loads(done.stdout)["rows"]}
    assert rows["產學研"]["background_documents"] == 2
    assert run("keywords", PAGE, "--measure", "x").returncode == 2
    assert run("keywords", PAGE, "--pos", "n").returncode == 2


def test_each_text_has_its_table():
    speech = PAGE.replace("interview_page", "speech_2025")
    done = run("keywords", PAGE, speech, "--limit", "3", "--width", "80", "--pos", "noun")
    page = done.stdout.decode()
    assert all(cell_len(line) <= 80 for line in page.splitlines())
    assert page.count("TF-IDF") == 2
