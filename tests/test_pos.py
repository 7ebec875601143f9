"""Parts of speech: rules as tables, taggers that give each word a tag, what the command writes."""

import json
from itertools import accumulate
from pathlib import Path

import numpy as np
import pytest
from commands import run
from hypothesis import given, settings
from hypothesis import strategies as st
from spellings import simplified

from cantext.documents.document import Document
from cantext.errors import EngineError
from cantext.lexicon.entry import Entry
from cantext.lexicon.lexicon import make_lexicon
from cantext.segmentation.engine import load_engine
from cantext.segmentation.pipeline import Segmenter
from cantext.segmentation.pos import load_tagger, tag_block, tag_of_form, tagged_text
from cantext.segmentation.pos_features import CLASS_BITS, ROW_BITS, TAGS, feature_rows, tag_scores
from cantext.segmentation.pos_jieba import universal
from cantext.segmentation.pos_model import HongKongTagger
from cantext.segmentation.rows import segment_rows
from cantext.segmentation.tags import UNIVERSAL, Tag
from cantext.segmentation.tokens import TokenBlock, kind_of

OWN = HongKongTagger()
CLASSES = np.random.default_rng(1).integers(0, 200, 1 << CLASS_BITS, np.uint8)
SPEECH = Path(__file__).parent.parent / "examples" / "speech_2025.txt"


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("，", "PUNCT"), ("「", "PUNCT"), ("……", "PUNCT"), ("─", "PUNCT"), ("~", "PUNCT"),
        ("-", "PUNCT"), ("_", "PUNCT"), ("$", "SYM"), ("＋", "SYM"), ("%", "SYM"), ("℃", "SYM"),
        ("👍", "SYM"), ("\x00", "X"), ("\u200d", "X"), ("\ufffd", "X"), ("\uffff", "X"),
        ("1,300", "NUM"), ("3 000", "NUM"), ("11.5%", "NUM"), ("357.72億", "NUM"), ("-3", "NUM"),
        ("三百五十七億", "NUM"), ("百分之五", "NUM"), ("2721 1600", "NUM"), ("2024-25", "NUM"),
        ("第三", "ADJ"), ("第599F", "ADJ"),
        ("2025年", "NOUN"), ("9月", "NOUN"), ("十七日", "NOUN"), ("二零二五年", "NOUN"),
        ("5G", None), ("3D", None), ("香港", None), ("AI", None), ("一", None), ("𠮶", None),
        ("https://example.com", "X"), ("a@b.example", "X"), ("<br>", "X"),
    ],
)  # fmt: skip
def test_what_the_form_tells(text: str, tag: str | None) -> None:
    assert tag_of_form(text) == tag


SENTENCES = [
    "我哋/PRON 而家/NOUN 去/VERB 香港/PROPN 。/PUNCT",
    "政府/NOUN 會/AUX 推動/VERB 經濟/NOUN",
    "佢/PRON 唔/ADV 鍾意/VERB 嗰/DET 本/NOUN 書/NOUN",
    "如果/SCONJ 議員/NOUN 不/ADV 支持/VERB 這/DET 項/NOUN 議案/NOUN",
    "一/NUM 個/NOUN 新/ADJ 的/PART 計劃/NOUN 和/CCONJ 問題/NOUN",
    "你/PRON 去/VERB 咗/AUX 邊度/PRON 呀/PART ？/PUNCT",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_our_own_tagger(sentence: str) -> None:
    pairs = [token.rsplit("/") for token in sentence.split()]
    words = [word for word, _ in pairs]
    given_tags = OWN.tag(words, [0, len(words)])
    shown = [tag_of_form(word) or tag.upos for word, tag in zip(words, given_tags, strict=True)]
    assert shown == [tag for _, tag in pairs]


@pytest.mark.parametrize("sentence", [*SENTENCES, "已/ 批出/ 三億七千萬/ 元/ ，/ 共/ 兩/ 次/"])
def test_simplified_words_are_tagged_the_same(sentence: str) -> None:
    words = [token.rsplit("/")[0] for token in sentence.split()]
    others = list(map(simplified, words))
    assert OWN.tag(others, [0, len(words)]) == OWN.tag(words, [0, len(words)])
    assert list(map(tag_of_form, others)) == list(map(tag_of_form, words))
    assert list(map(kind_of, others)) == list(map(kind_of, words))


WORDS = st.lists(
    st.one_of(
        st.sampled_from(["香港", "政府", "嘅", "。", "AI", "2025年", "係", "一"]),
        st.text(min_size=1, max_size=4),
    ),
    max_size=30,
)


@settings(deadline=None)
@given(sentences=st.lists(WORDS.filter(bool), max_size=5))
def test_a_sentence_is_tagged_the_same_wherever_it_stands(sentences: list[list[str]]) -> None:
    words = [word for sentence in sentences for word in sentence]
    together = OWN.tag(words, list(accumulate(map(len, sentences), initial=0)))
    apart = [tag for sentence in sentences for tag in OWN.tag(sentence, [0, len(sentence)])]
    assert together == apart
    assert {tag.upos for tag in together} <= set(TAGS) <= UNIVERSAL


@settings(deadline=None)
@given(words=WORDS)
def test_scores_are_the_sums_that_training_saw(words: list[str]) -> None:
    weights = np.random.default_rng(0).integers(-127, 128, (1 << ROW_BITS, len(TAGS)), np.int8)
    rows = np.stack(list(feature_rows(CLASSES, words, [0, len(words)])), axis=1)
    sums = weights[rows].sum(axis=1, dtype=np.int64)
    assert tag_scores(weights, CLASSES, words, [0, len(words)]).tolist() == sums.tolist()
    assert 127 * rows.shape[1] <= np.iinfo(np.int16).max


@pytest.mark.parametrize(
    ("tag", "upos"),
    [("n", "NOUN"), ("nrfg", "PROPN"), ("ng", "NOUN"), ("vg", "VERB"), ("ad", "ADV"), ("df", "AUX"),
     ("uj", "PART"), ("ul", "AUX"), ("eng", "X"), ("e", "INTJ"), ("mq", "NUM"), ("x", "X"),
     ("", "X")],
)  # fmt: skip
def test_the_tags_of_jieba_in_universal_ones(tag: str, upos: str) -> None:
    assert universal(tag) == upos


def test_jieba_tags_listed_words_and_guesses_at_others() -> None:
    words = ["政府", "推動", "AI", "12", "，", "曾蔭權", "嚿", "\ud800"]
    tags = load_tagger("jieba-py").tag(words, [0, len(words)])
    assert tags[:5] == [
        Tag("NOUN", "n"), Tag("VERB", "v"), Tag("X", "eng"), Tag("NUM", "m"), Tag("X", "x"),
    ]  # fmt: skip
    assert len(tags) == len(words)
    assert all(tag.upos in UNIVERSAL and tag.xpos for tag in tags)


def test_pycantonese_gives_its_own_tags_too() -> None:
    pytest.importorskip("pycantonese")
    words = ["我", "噚日", "買", "鞋", "。", "\ud800"]
    tags = load_tagger("pycantonese").tag([*words, *words], [0, 6, 12])
    assert tags[:4] == [Tag("PRON", "r"), Tag("ADV", "t"), Tag("VERB", "v"), Tag("NOUN", "n")]
    assert tags[6:] == tags[:6]
    assert {tag.upos for tag in tags} <= UNIVERSAL


def block_of(text: str, *entries: Entry) -> TokenBlock:
    (block,) = Segmenter(load_engine("jieba"), make_lexicon(entries)).blocks(Document("-", text))
    return block


def test_the_part_of_speech_of_an_entry_wins() -> None:
    block = block_of(
        "支持產學研，推動落實",
        Entry("產學研", "產學研", pos="ADJ"),
        Entry("推動", "推動", pos="verb"),
        Entry("落實", "落實"),
    )
    assert block.texts == ["支持", "產學研", "，", "推動", "落實"]
    tags = [tag.upos for tag in tag_block(OWN, block)]
    assert tags[:4] == ["VERB", "ADJ", "PUNCT", "VERB"]  # "verb" is no universal tag
    assert [t.upos for t in tag_block(load_tagger("jieba-py"), block)][1] == "ADJ"


def test_sentences_end_at_their_marks() -> None:
    whole = tag_block(OWN, block_of("佢好。好人都去！去邊"))
    parts = [
        tag for text in ("佢好。", "好人都去！", "去邊") for tag in tag_block(OWN, block_of(text))
    ]
    assert whole == parts


def test_blank_lines_and_nothing() -> None:
    assert tagged_text(OWN, block_of("\n\n去\n")) == "\n\n去_VERB\n"
    assert OWN.tag([], [0]) == []
    assert list(segment_rows([], OWN)) == []


@pytest.mark.parametrize("engine", ["jieba", "hk", "pkuseg"])
def test_engines_without_tags_get_ours(engine: str) -> None:
    assert load_tagger(engine).name == "hk"


def test_the_command_joins_word_and_tag() -> None:
    plain = run("segment", str(SPEECH)).stdout.decode().split("\n")
    tagged = run("segment", str(SPEECH), "--pos").stdout.decode().split("\n")
    assert len(tagged) == len(plain)
    for words, pairs in zip(plain, tagged, strict=True):
        split = [pair.rpartition("_") for pair in pairs.split(" ")] if pairs else []
        assert " ".join(word for word, _, _ in split) == words or "3 000" in words
    assert "_PUNCT" in "".join(tagged)


@pytest.mark.parametrize(
    ("engine", "tagger", "tagset"), [("jieba", "hk", None), ("jieba-py", "jieba", "ICTCLAS")]
)
def test_rows_and_manifest(engine: str, tagger: str, tagset: str | None) -> None:
    done = run("segment", str(SPEECH), "--engine", engine, "--pos", "--json")
    answer = json.loads(done.stdout)
    tokens = [token for row in answer["rows"] for token in row["tokens"]]
    assert {token["pos"] for token in tokens} <= UNIVERSAL
    assert all((token["xpos"] is not None) == (tagset is not None) for token in tokens)
    said = answer["meta"]["tagger"]
    assert (said["name"], said["source_tagset"]) == (tagger, tagset)
    assert answer["meta"]["parameters"]["pos"] is True
    ndjson = run("segment", str(SPEECH), "--engine", engine, "--pos", "-f", "ndjson").stdout
    assert [json.loads(line) for line in ndjson.splitlines()] == answer["rows"]


def test_without_the_option_only_entries_have_tags() -> None:
    answer = json.loads(run("segment", str(SPEECH), "--json").stdout)
    tokens = [token for row in answer["rows"] for token in row["tokens"]]
    assert all((token["pos"] is None) or token["term"] for token in tokens)
    assert "tagger" not in answer["meta"]


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "is missing"), (b"", "cannot be read"), (b"PK\x03\x04junk", "cannot be read")],
)
def test_bad_model_file(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "model.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(EngineError, match=message):
        HongKongTagger(path)


def test_model_of_another_release(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    np.savez(path, weights=np.zeros((8, len(TAGS)), np.int8), classes=CLASSES)
    with pytest.raises(EngineError, match="another release"):
        HongKongTagger(path)
