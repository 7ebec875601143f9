import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cantext.documents.document import Document
from cantext.errors import EngineError, UsageError
from cantext.lexicon.entry import Entry
from cantext.lexicon.lexicon import make_lexicon
from cantext.segmentation.engine import ENGINES, describe_engines, load_engine
from cantext.segmentation.pipeline import Segmenter

EXAMPLES = Path(__file__).parent.parent / "examples"
TERMS = (
    "產學研",
    "行政長官",
    "一國兩制",
    "財政司司長",
    "M+博物館",
    "產學研1+計劃",
    "第二十三條",
    "468",
    "468規定",
    "AI",
)


@cache
def segmenter(engine: str = "jieba") -> Segmenter:
    ambiguous = [Entry(t, t, status="ambiguous") for t in ("港大", "理大", "港獨", "中大")]
    return Segmenter(load_engine(engine), make_lexicon([*(Entry(t, t) for t in TERMS), *ambiguous]))


def tokens(text: str, engine: str = "jieba") -> list[str]:
    return [t for block in segmenter(engine).blocks(Document("-", text)) for t in block.texts]


CASES = [
    ("行政長官在立法會宣讀", "行政長官|在|立法會|宣讀"),
    ("「一國兩制」下", "「|一國兩制|」|下"),
    ("產學研1+計劃撥款100億元", "產學研1+計劃|撥款|100億|元"),
    ("參觀M+博物館。", "參觀|M+博物館|。"),
    ("第二十三條立法", "第二十三條|立法"),
    ("共468,665.00元，即468規定", "共|468,665.00|元|，|即|468規定"),
    ("AI-driven和AI", "AI-driven|和|AI"),
    ("香港大部分市民", "香港|大部分|市民"),
    ("港大和理大", "港大|和|理大"),
    ("香港獨特優勢", "香港|獨特|優勢"),
    ("佢哋而家唔使做嘢", "佢哋|而家|唔使|做嘢"),
    ("  施政\u3000報告 \t", "施政|報告"),
    ("一\x00二", "一|\x00|二"),
    ("施 政 報 告", "施政|報告"),
    ("行\u3000政\u3000長\u3000官", "行政長官"),
    ("目 錄", "目|錄"),
    ("甲 乙 香港", "甲|乙|香港"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_tokens_of(text: str, expected: str) -> None:
    assert tokens(text) == expected.split("|")


HOSTILE = st.text(
    st.one_of(
        st.sampled_from(
            "香港產學研一國兩制港大1230,. %第年萬ab+@「」\n\r\t\u3000\uffff\ue40c\ud800👩\u200d"
        ),
        st.characters(),
    ),
    max_size=60,
)


@pytest.mark.parametrize("engine", ["jieba", "jieba-py", "hk"])
@settings(deadline=None)
@given(text=HOSTILE)
def test_tokens_rebuild_the_text(engine: str, text: str) -> None:
    document = Document("-", text)
    for block in segmenter(engine).blocks(document):
        for index, line in enumerate(block.lines):
            line_tokens = block.line_tokens(index)
            joined = "".join("".join(token.text.split()) for token in line_tokens)
            assert joined == "".join(line.text.split())
            end = line.start
            for token in line_tokens:
                assert end <= token.start < token.end <= line.start + len(line.text)
                assert document.text[token.start : token.end] == token.text
                end = token.end


@pytest.mark.parametrize("name", ["interview_page.txt", "speech_2023.txt", "speech_2025.txt"])
def test_the_two_jiebas_agree(name: str) -> None:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    assert tokens(text, "jieba") == tokens(text, "jieba-py")


def test_entries_point_at_their_tokens() -> None:
    (block,) = segmenter().blocks(Document("-", "官員談產學研。\n一國兩制"))
    assert {block.texts[i]: e.concept for i, e in block.entries.items()} == {
        "產學研": "產學研",
        "一國兩制": "一國兩制",
    }


def test_some_lines_alone() -> None:
    document = Document("-", "甲校\n乙校\r\n丙校\n丁校")
    chosen = [line for line in document.lines() if line.number in (1, 3, 4)]
    blocks = list(segmenter().blocks(document, chosen))
    assert [line.number for block in blocks for line in block.lines] == [1, 3, 4]
    found = [
        token for block in blocks for i in range(len(block.lines)) for token in block.line_tokens(i)
    ]
    assert all(document.text[token.start : token.end] == token.text for token in found)
    assert "".join(token.text for token in found) == "甲校丙校丁校"


def test_blocks_join_to_the_whole() -> None:
    text = "香港推動產學研合作，資助1,300個項目。\n" * 9000
    blocks = list(segmenter().blocks(Document("-", text)))
    assert len(blocks) > 2
    assert sum(len(block.lines) for block in blocks) == 9000
    assert {tuple(block.line_texts(i)) for block in blocks for i in range(len(block.lines))} == {
        ("香港", "推動", "產學研", "合作", "，", "資助", "1,300", "個", "項目", "。")
    }


def test_the_reading_follows_the_date() -> None:
    lexicon = make_lexicon(
        [
            Entry("創科局", "創新及科技局", "abbr", valid_from="2015", valid_to="2022-06-30"),
            Entry("創科局", "創新科技及工業局", "abbr", valid_from="2022-07-01"),
        ]
    )
    cutter = Segmenter(segmenter().engine, lexicon)
    concepts = []
    for date in ("2019-03-01", "2022-06-30", "2022-07-01", ""):
        (block,) = cutter.blocks(Document("-", "創科局", metadata={"date": date}))
        concepts.append(block.entries[0].concept)
    assert concepts == ["創新及科技局", "創新及科技局", "創新科技及工業局", "創新科技及工業局"]


def test_a_firm_term_stands_whatever_the_engine_says() -> None:
    class Crossing:
        """An engine that joins all it sees."""

        name, version = "crossing", "1"

        def cut(self, text: str) -> list[str]:
            return [text]

    for status, expected in (("", ["離島區議會"]), ("firm", ["離島", "區議會"])):
        lexicon = make_lexicon([Entry("區議會", "區議會", status=status)])
        (block,) = Segmenter(Crossing(), lexicon).blocks(Document("-", "離島區議會"))
        assert block.texts == expected


def test_unknown_engine() -> None:
    with pytest.raises(UsageError, match="unknown engine 'nope'; the engines are jieba"):
        load_engine("nope")


def test_a_model_is_for_pkuseg_alone(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"needs weights\.npz and one of features\.msgpack"):
        load_engine("pkuseg", model=tmp_path)
    with pytest.raises(UsageError, match="reads no model folder"):
        load_engine("jieba", model=tmp_path)


def test_every_engine_is_known_by_its_own_name() -> None:
    rows = describe_engines()
    assert [row.engine for row in rows] == list(ENGINES)
    installed = [row.engine for row in rows if row.available]
    assert [load_engine(name).name for name in installed] == installed
    assert set(installed) >= {"jieba", "jieba-py", "hk", "pkuseg"}


def test_pkuseg_cuts_with_a_model_folder(tmp_path: Path) -> None:
    text = (EXAMPLES / "speech_2025.txt").read_text(encoding="utf-8")
    words = "\n".join(" ".join(tokens(line)) for line in text.splitlines() if line.strip())
    (tmp_path / "gold.txt").write_text(words, encoding="utf-8")
    # In a process of its own: training prints, and sets state for the whole process.
    train = "import spacy_pkuseg as p; p.train('gold.txt', 'gold.txt', 'model', train_iter=3)"
    subprocess.run(
        [sys.executable, "-c", f"if __name__ == '__main__': {train}"], cwd=tmp_path, check=True,
        capture_output=True,
    )  # fmt: skip
    engine = load_engine("pkuseg", model=tmp_path / "model")
    for sample in ("推动产学研合作，资助项目。", "", "ab 3,000\n第三轮"):
        assert "".join(engine.cut(sample)) == sample
    cutter = Segmenter(engine, segmenter().lexicon)
    document = Document("-", text)
    cut = [token for block in cutter.blocks(document) for token in block.texts]
    assert "".join("".join(cut).split()) == "".join(text.split())
    assert cut.count("2024-25") == text.count("2024-25")
    assert "model model" in engine.version
