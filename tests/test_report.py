from pathlib import Path

import pytest

import cantext
from cantext.analyses.adoption import Occurrences, adopt_words, occurrences
from cantext.analyses.report import report
from cantext.analyses.themes import themes
from cantext.corpus import Corpus
from cantext.deduplication.credits import without_credit
from cantext.documents.document import Document, Line
from cantext.lexicon.entry import Entry
from cantext.lexicon.lexicon import make_lexicon
from cantext.lexicon.stopwords import load_stopwords
from cantext.segmentation.pipeline import Segmenter

EXAMPLES = Path(__file__).parent.parent / "examples"
PAGE = EXAMPLES / "interview_page.txt"


@pytest.fixture(scope="module")
def page() -> Corpus:
    return Corpus.of(cantext.read([PAGE]), duplicates="drop")


def test_dropping_counts_what_is_left(page: Corpus) -> None:
    kept = "".join(text for _, text in page.lines())
    assert PAGE.read_text(encoding="utf-8").count("甄柏霖") == 23
    assert kept.count("甄柏霖") == 8
    assert kept.count("FB圖片") == 1  # in the byline, which names the photographer too
    assert page.manifest("freq", {})["duplicates"]["policy"] == "drop"


def test_kept_and_dropped_lines_make_the_whole(page: Corpus) -> None:
    both = sum(len(b.lines) for b in page.blocks()) + sum(
        len(b.lines) for b in page.dropped_blocks()
    )
    assert both == sum(1 for _ in page.documents[0].lines())


def test_offsets_stay_true_where_lines_are_left_out(page: Corpus) -> None:
    text = page.documents[0].text
    for block in page.blocks():
        for token, start, end in zip(block.texts, block.starts, block.ends, strict=True):
            assert text[start:end] == token


def test_a_report_says_what_it_counts(page: Corpus) -> None:
    found = report(page, stopwords=load_stopwords(), top=20)
    assert len(found.terms) == 20
    assert {"甄柏霖", "伍樂生", "護理牀"} <= set(found.meta["adopted_words"])
    effects = {row.term: (row.before, row.after, row.change) for row in found.effects}
    assert effects["甄柏霖"] == (23, 8, -15)
    assert [row.change for row in found.effects] == sorted(row.change for row in found.effects)
    assert found.dropped_lines == sum(count for _, count in found.dropped_kinds)
    assert not {row.term for row in found.new_terms} & {"接計劃", "項目", "資助"}
    assert {row.category for row in found.themes} == {name for name, _ in found.categories}
    nodes = [row.node for row in found.collocations]
    assert "產學研" in nodes


def test_a_report_that_keeps_repeats_has_no_effects() -> None:
    found = report(Corpus.of(cantext.read([PAGE])))
    assert found.effects == ()
    assert found.dropped_lines == 0
    assert next(row.count for row in found.terms if row.term == "甄柏霖") == 23


def test_a_report_on_nothing() -> None:
    found = report(Corpus.of([Document("-", "")], duplicates="drop"))
    assert (found.words, found.terms, found.new_terms) == (0, (), ())


def test_a_lone_surrogate_is_no_obstacle() -> None:
    text = "甄柏霖\ud800好。\n問甄柏霖。\n請甄柏霖，\n" * 2
    for duplicates in ("keep", "drop"):
        corpus = Corpus.of([Document("-", text)], duplicates=duplicates)
        assert report(corpus).words > 0


def test_adopted_words_stand_between_word_ends() -> None:
    text = "對接計劃一。\n對接計劃二！\n新對接計劃？\n甄柏霖好。\n問甄柏霖。\n請甄柏霖，"
    corpus, adopted = adopt_words(Corpus.of([Document("-", text)]))
    assert adopted == ("甄柏霖",)
    assert "甄柏霖" in next(corpus.blocks()).texts


def test_agreement_of_what_does_not_occur() -> None:
    assert occurrences([], ["甲"]) == {"甲": Occurrences(0, 0, 0)}
    assert occurrences([], ["甲"])["甲"].agreement == 0.0
    assert occurrences([], []) == {}


def test_themes_fold_forms_into_their_concept() -> None:
    lexicon = make_lexicon(
        [
            Entry("北部都會區", "北部都會區", category="places"),
            Entry("北都", "北部都會區", "abbr", "places"),
            Entry("立法會", "立法會", category="bodies"),
        ]
    )
    segmenter = Segmenter(lexicon=lexicon)
    texts = [Document("a", "北部都會區即北都。"), Document("b", "北都、立法會")]
    result = themes(Corpus.of(texts, segmenter).blocks())
    rows = {row.concept: row for row in result.rows}
    assert (rows["北部都會區"].count, rows["北部都會區"].documents) == (3, 2)
    assert rows["北部都會區"].forms == ("北都", "北部都會區")
    assert result.meta["tokens"] == 5
    assert rows["立法會"].per_thousand == pytest.approx(1000 / 5)
    assert result.meta["coverage"] == pytest.approx(4 / 5)
    only = themes(Corpus.of(texts, segmenter).blocks(), category="bodies")
    assert [row.concept for row in only.rows] == ["立法會"]


CREDITS = [
    ("港股升逾五百點。（法新社資料圖片）", "港股升逾五百點。"),
    ("港股升逾五百點。(港台圖片)", "港股升逾五百點。"),
    ("儀式在中環舉行。（陳大文攝）", "儀式在中環舉行。"),
    ("工程完成（第二期）", "工程完成（第二期）"),
    ("沒有括號的說明", "沒有括號的說明"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), CREDITS)
def test_captions_count_without_their_credit(text: str, expected: str) -> None:
    assert without_credit(Line(3, 7, text)) == Line(3, 7, expected)


def test_repeats_in_passing() -> None:
    corpus = Corpus.of([Document("a", "施政報告第一章說\n目的\n目的\n施政報告第一章說\n")])
    assert corpus.repeated_share() == (1, pytest.approx(8 / 20))


def test_the_public_names_are_there() -> None:
    for name in cantext.__all__:
        assert getattr(cantext, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nope'"):
        _ = cantext.nope
