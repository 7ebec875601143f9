import json
from pathlib import Path

import pytest
from commands import run

from cantext.analyses.evaluation import evaluate, gold_sentences
from cantext.documents.document import Document
from cantext.errors import InputError
from cantext.lexicon.entry import Entry
from cantext.lexicon.lexicon import make_lexicon
from cantext.segmentation.pipeline import Segmenter

CONLLU = """# sent_id = 1
# text = 我們推動產學研。
1-2\t我們推動\t_
1\t我們\t我們\tPRON
2\t推動\t推動\tVERB
3\t產學研\t_\tNOUN
3.1\t省略\t_\t_
4\t。\t_\tPUNCT

# sent_id = 2
1\t好\t_\tADJ
"""


class Characters:
    """An engine that cuts every character apart: the baseline of a table of scores."""

    name = "characters"
    version = "1"

    def cut(self, text: str) -> list[str]:
        return list(text)


GOLD = [
    (CONLLU, [["我們", "推動", "產學研", "。"], ["好"]]),
    ("我們 推動  產學研\n\n好\r\n", [["我們", "推動", "產學研"], ["好"]]),
    ("1\t香港\t_\n", [["香港"]]),
]


@pytest.mark.parametrize(("text", "sentences"), GOLD)
def test_gold_sentences(text: str, sentences: list[list[str]]) -> None:
    assert list(gold_sentences(Document("gold", text))) == sentences


@pytest.mark.parametrize("text", ["", "\n \n", "# only = comments\n1-2\t好\t_\n"])
def test_gold_without_words(text: str) -> None:
    if text.startswith("#"):
        text = text.replace("# only = comments\n", "")
    with pytest.raises(InputError, match="gold: no gold words"):
        list(gold_sentences(Document("gold", text)))


def test_scores_by_hand() -> None:
    # Wanted: 我們 推動 產學研 好 (4); given: 我 們 推 動 產學研 好 (6); right: 產學研 好 (2).
    segmenter = Segmenter(Characters(), make_lexicon([Entry("產學研", "產學研")]))
    row, errors = evaluate(
        segmenter, Document("g", "我們 推動 產學研\n好"), vocabulary={"好", "我们"}
    )
    assert (row.sentences, row.words) == (2, 4)
    assert row.precision == pytest.approx(2 / 6)
    assert row.recall == pytest.approx(2 / 4)
    assert row.f1 == pytest.approx(2 * 2 / (6 + 4))
    assert row.han_f1 == row.f1
    assert row.oov_rate == pytest.approx(2 / 4)  # 推動 and 產學研
    assert row.oov_recall == pytest.approx(1 / 2)
    assert [(e.gold, e.output, e.count) for e in errors] == [
        ("我們", "我|們", 1),
        ("推動", "推|動", 1),
    ]


def test_a_perfect_score() -> None:
    segmenter = Segmenter(Characters(), make_lexicon([]))
    row, errors = evaluate(segmenter, Document("g", "一 二 。"), vocabulary={"一", "二"})
    assert (row.precision, row.recall, row.f1, row.oov_recall, errors) == (1, 1, 1, None, ())


def test_han_f1_leaves_punctuation_out() -> None:
    segmenter = Segmenter(Characters(), make_lexicon([]))
    row, _ = evaluate(segmenter, Document("g", "我們 。 ， ！"))
    assert row.f1 > 0
    assert row.han_f1 == 0


def test_the_command(tmp_path: Path) -> None:
    (tmp_path / "gold.conllu").write_text(CONLLU, encoding="utf-8")
    done = run("evaluate", "gold.conllu", "--errors", "3", "--json", cwd=tmp_path)
    found = json.loads(done.stdout)
    assert {row["engine"] for row in found["rows"]} >= {"jieba", "jieba-py"}
    assert all(0 <= row["f1"] <= 1 for row in found["rows"])
    assert run("evaluate", "gold.conllu", "--engine", "nope", cwd=tmp_path).returncode == 2


def test_a_gold_file_without_words_is_told_before_engines_are_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(*arguments: object, **more: object) -> None:
        raise AssertionError("an engine was loaded for nothing")

    monkeypatch.setattr("cantext.segmentation.engine.load_engine", load)
    (tmp_path / "good.txt").write_text("政府 推動 創科 。\n", encoding="utf-8")
    (tmp_path / "bad.txt").write_text("\n\n", encoding="utf-8")
    done = run("evaluate", "good.txt", "bad.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert b"bad.txt" in done.stderr
