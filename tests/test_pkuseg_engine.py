"""The engine pkuseg: its shipped model, and that nothing is ever downloaded."""

import json
import socket
from pathlib import Path

import pytest
from commands import run
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cantext.errors import EngineError
from cantext.lexicon.locate import dictionaries_folder
from cantext.normalise import project
from cantext.segmentation import pkuseg
from cantext.segmentation.pkuseg import MODEL_FOLDER, Pkuseg

ENGINE = Pkuseg()
MODEL = dictionaries_folder() / MODEL_FOLDER


@pytest.mark.parametrize(
    "expected",
    [
        "政府 會 繼續 推動 創科 發展 ，",
        "我 認為 政府 應該 提供 資助 。",
        "我哋 食 咗 飯 先 返 屋企 ，",
        "今日 好多 人 喺度 等 緊 巴士",
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
        ("香\uffff港", ["香", "\uffff", "港"]),
        ("香港\n香港", ["香港", "\n", "香港"]),
        ("香\x1c港", ["香", "\x1c", "港"]),
        ("\ud800\x00香港\udfff", ["\ud800", "\x00", "香港", "\udfff"]),
        ("香港👨‍👩‍👧", ["香港", "👨", "‍", "👩", "‍", "👧"]),
    ],
)
def test_edges(text: str, expected: list[str]) -> None:
    assert ENGINE.cut(text) == expected


@settings(deadline=None)
@example("香_港.香-港/香,港|香*香:港")
@given(st.text(st.one_of(st.sampled_from("香港政府嘅係咗唔，a1_ \uffff\n。"), st.characters())))
def test_tokens_join_to_the_text_and_marks_stand_alone(text: str) -> None:
    words = ENGINE.cut(text)
    assert "".join(words) == text
    assert all(word.isalnum() or len(word) == 1 for word in words)


def test_a_line_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pkuseg, "_LONGEST", 2000)
    text = "香港特区政府推动创科发展" * 1000
    words = ENGINE.cut(text)
    assert "".join(words) == text
    assert words[:6] == ["香港", "特区", "政府", "推动", "创科", "发展"]


def test_the_model_that_ships_is_used_by_the_command() -> None:
    done = run("segment", "--engine", "pkuseg", "--json", stdin="我哋支持特區政府。".encode())
    assert done.returncode == 0, done.stderr.decode()
    answer = json.loads(done.stdout)
    words = [token["text"] for token in answer["rows"][0]["tokens"]]
    assert words[0] == "我哋"
    assert words[-1] == "。"
    assert "".join(words) == "我哋支持特區政府。"
    assert answer["meta"]["engine"]["name"] == "pkuseg"
    assert f"model {MODEL_FOLDER} " in answer["meta"]["engine"]["version"]


def test_the_model_is_small_enough_to_ship() -> None:
    assert {path.name for path in MODEL.iterdir()} == {
        "features.msgpack",
        "weights.npz",
        "MODEL.md",
    }
    assert sum(path.stat().st_size for path in MODEL.iterdir()) < 20_000_000


@pytest.mark.parametrize("name", ["news", "mixed", "postag", "spacy_ontonotes"])
def test_a_folder_named_like_a_model_on_the_web_is_not_downloaded(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).symlink_to(MODEL)
    engine = Pkuseg(Path(name))
    assert engine.cut("香港") == ["香港"]
    assert f"model {name} " in engine.version


def test_a_broken_model(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="name the folder that holds them"):
        Pkuseg(tmp_path)
    (tmp_path / "features.msgpack").write_bytes(b"\xc1")
    (tmp_path / "weights.npz").write_bytes(b"no archive")
    with pytest.raises(EngineError, match="cannot be loaded"):
        Pkuseg(tmp_path)
