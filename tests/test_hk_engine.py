"""The engine hk: conventions as a table, tokens that rebuild any text, scores that add up."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cantext.errors import EngineError
from cantext.normalise import project
from cantext.segmentation import hk
from cantext.segmentation.boundary import (
    WEIGHT_COUNT,
    BoundaryModel,
    feature_indices,
    scored_gaps,
)
from cantext.segmentation.characters import HAN, code_points, hashes_of, kinds_of
from cantext.segmentation.hk import HongKong
from cantext.segmentation.unigram import TABLE_SIZE, best_path

# Deadlines are off: the first example of a run also makes tables, on whatever machine this is.
ENGINE = HongKong()
VOCABULARY = np.zeros(TABLE_SIZE, np.uint32)
RANDOM_WEIGHTS = np.random.default_rng(0).integers(-127, 128, WEIGHT_COUNT).astype(np.int8)


@pytest.mark.parametrize(
    "expected",
    [
        "政府 會 繼續 推動 創科 發展 ，",
        "我 認為 政府 應該 提供 資助 。",
        "我哋 食 咗 飯 先 返 屋企 ，",
        "佢哋 話 唔使 等 ，",
        "我 唔 知 佢哋 點解 而家 先 講",
        "你 有 冇 睇 過 呢個 報告 ？",
        "今日 好多 人 喺度 等 緊 巴士",
        "我 嘅 朋友 去 了 香港 大學 讀書",
    ],
)
def test_conventions(expected: str) -> None:
    words = expected.split()
    assert ENGINE.cut(project("".join(words))) == [project(word) for word in words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("。", ["。"]),
        ("……！？", ["…", "…", "！", "？"]),
        ("  \n\t", [" ", " ", "\n", "\t"]),
        ("a", ["a"]),
        ("covid19疫情", ["covid19", "疫情"]),
        ("3 000", ["3", " ", "000"]),
        ("\uffff\uffff香港\uffff", ["\uffff", "\uffff", "香港", "\uffff"]),
        ("香\uffff港", ["香", "\uffff", "港"]),
        ("\ud800\x00香港\udfff", ["\ud800", "\x00", "香港", "\udfff"]),
        ("\U0010ffff香港👨‍👩‍👧", ["\U0010ffff", "香港", "👨", "‍", "👩", "‍", "👧"]),
    ],
)
def test_edges(text: str, expected: list[str]) -> None:
    assert ENGINE.cut(text) == expected


@settings(deadline=None)
@given(st.text(st.one_of(st.sampled_from("香港政府嘅係咗唔，a1 \uffff\n"), st.characters())))
def test_tokens_join_to_the_text_and_punctuation_stands_alone(text: str) -> None:
    words = ENGINE.cut(text)
    assert "".join(words) == text
    assert all(words)
    alone = [word for word in words if len(word) > 1]
    assert all(
        character.isalnum() or kinds_of(code_points(character))[0] == HAN
        for word in alone
        for character in word
    )


@settings(deadline=None)
@given(
    st.lists(st.text(st.sampled_from("香港政府立法會議員局長表示研究嘅係咗唔，。a1")), min_size=1),
    st.lists(st.sampled_from(["\n", "\r\n", "\r", "\n\n\n"]), min_size=1),
)
def test_a_line_is_cut_alike_wherever_it_stands(lines: list[str], breaks: list[str]) -> None:
    text = "".join(
        line + breaks[k % len(breaks)] if k < len(lines) - 1 else line
        for k, line in enumerate(lines)
    )
    alone = np.concatenate([ENGINE.margins(code_points(line)) for line in lines])
    codes = code_points(text)
    together = ENGINE.margins(codes)[~np.isin(codes, [10, 13])]
    assert together.tolist() == alone.tolist()


@pytest.mark.parametrize("name", ["_BLOCK_CHARACTERS", "_PATH_CHARACTERS"])
def test_a_block_border_changes_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        project("立法會議員就樓宇安全提出質詢，局長表示會研究。我哋唔同意佢嘅講法！covid19 ") * 60
    )
    whole = ENGINE.cut(text)
    for size in (len(text) - 1, 997, 50):
        monkeypatch.setattr(hk, name, size)
        assert ENGINE.cut(text) == whole


@settings(deadline=None)
@given(
    st.text(st.sampled_from("香港政府推动创科发展嘅係咗唔，a1 \uffff"), min_size=1),
    st.lists(st.booleans(), min_size=80, max_size=80),
)
def test_scores_are_the_sums_that_training_saw(text: str, cuts: list[bool]) -> None:
    codes = code_points(text[:80])
    hashes, kinds = hashes_of(codes), kinds_of(codes)
    starts = np.array(cuts[: len(codes)], np.uint8)
    starts[0] = 1
    scored = scored_gaps(kinds)
    if not scored.any():
        return
    sums = RANDOM_WEIGHTS[feature_indices(hashes, kinds, starts)].sum(axis=1, dtype=np.int64)
    scores = BoundaryModel(RANDOM_WEIGHTS).scores(hashes, kinds, starts)
    assert scores[scored].tolist() == sums.tolist()


def write_model(path: Path, weights: np.ndarray, scale: float = 40.0) -> None:
    np.savez(path, weights=weights, vocabulary=VOCABULARY, scale=np.float32(scale))


def test_a_model_decides(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    for weight, expected in ((1, ["香", "港", "政", "府"]), (-1, ["香港政府"])):
        write_model(path, np.full(WEIGHT_COUNT, weight, np.int8))
        assert HongKong(path).cut("香港政府") == expected


def test_margins_are_hundredths_of_the_log_odds(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    write_model(path, np.ones(WEIGHT_COUNT, np.int8), scale=100.0)
    codes = code_points("香港")
    hashes, kinds = hashes_of(codes), kinds_of(codes)
    features = feature_indices(hashes, kinds, best_path(VOCABULARY, hashes, kinds)).shape[1]
    assert HongKong(path).margins(codes)[1] == features


def test_version_names_the_model(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    write_model(path, np.zeros(WEIGHT_COUNT, np.int8))
    assert ENGINE.version.startswith("model ")
    assert HongKong(path).version != ENGINE.version


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "is missing"), (b"", "cannot be read"), (b"PK\x03\x04junk", "cannot be read")],
)
def test_bad_model_file(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "model.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(EngineError, match=message):
        HongKong(path)


@pytest.mark.parametrize("weights", [np.zeros(8, np.int8), np.zeros(WEIGHT_COUNT, np.float32)])
def test_model_of_another_release(tmp_path: Path, weights: np.ndarray) -> None:
    path = tmp_path / "model.npz"
    write_model(path, weights)
    with pytest.raises(EngineError, match="another release"):
        HongKong(path)


def test_model_is_small_enough_to_ship() -> None:
    path = Path(__file__).parents[1] / "dictionaries" / "hk_general" / hk.MODEL_FILE
    assert path.stat().st_size < 15_000_000
