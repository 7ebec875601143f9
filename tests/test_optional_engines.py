"""The engines that are extras: where they are installed, and where they are not."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cantext.errors import EngineError
from cantext.normalise import project
from cantext.segmentation import engine as registry
from cantext.segmentation.engine import describe_engines
from cantext.segmentation.protocol import Engine
from cantext.segmentation.runs import cut_runs

HOSTILE = st.text(
    st.one_of(st.sampled_from("香港政府嘅係咗唔，a1_ \uffff\n。々〇㐀𠀀"), st.characters())
)


def installed(name: str) -> Engine:
    """Return an engine, or skip the test where it is not installed."""
    pytest.importorskip(name)
    return registry.load_engine(name)


@pytest.mark.parametrize("name", ["wapic", "pycantonese"])
def test_a_missing_package_names_its_extra(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(EngineError, match=rf"pip install 'cantext\[{name}\]'"):
        registry.ENGINES[name].load(None)


@pytest.mark.parametrize("name", ["wapic", "pycantonese"])
def test_the_list_says_what_is_installed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_installed", lambda package: "1.0")
    (row,) = [row for row in describe_engines() if row.engine == name]
    assert (row.available, row.version, row.hint) == (True, "1.0", "")
    assert row.model
    assert row.licence.startswith("MIT")
    monkeypatch.setattr(registry, "_installed", lambda package: "")
    (row,) = [row for row in describe_engines() if row.engine == name]
    assert (row.available, row.version) == (False, "")
    assert row.hint == f"pip install 'cantext[{name}]'"
    assert row.hint in row.description


@pytest.mark.parametrize(
    ("name", "expected"),
    [("wapic", "特区 政府 推动 创科 发展 。"), ("pycantonese", "佢哋 今日 唔使 返工 。")],
)
def test_words(name: str, expected: str) -> None:
    engine = installed(name)
    words = expected.split()
    assert engine.cut(project("".join(words))) == words
    assert engine.name == name
    assert engine.version.startswith(name)


def test_pycantonese_is_shown_the_characters_it_was_trained_on() -> None:
    engine = installed("pycantonese")
    # In Traditional characters one word each; in Simplified ones they are cut up.
    text = "廣東話圖書館"
    assert engine.cut(project(text)) == [project("廣東話"), project("圖書館")]


@pytest.mark.parametrize("name", ["wapic", "pycantonese"])
@settings(deadline=None, max_examples=50)
@given(text=HOSTILE)
def test_tokens_join_to_the_text(name: str, text: str) -> None:
    words = installed(name).cut(text)
    assert "".join(words) == text
    assert all(words)
    assert all(word.isalnum() or len(word) == 1 for word in words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("香港", ["香", "港"]),
        ("covid19香_港 é²。。", ["covid19", "香", "_", "港", " ", "é²", "。", "。"]),
        ("\ud800\n𠀀々", ["\ud800", "\n", "𠀀", "々"]),
    ],
)
def test_runs(text: str, expected: list[str]) -> None:
    assert cut_runs(text, list) == expected
