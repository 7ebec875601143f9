"""The most probable path: against a plain recurrence, word by word, and against rjieba."""

import math
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cantext.normalise import project
from cantext.segmentation.characters import HAN, code_points, hashes_of, kinds_of
from cantext.segmentation.rust_jieba import RustJieba
from cantext.segmentation.unigram import LONGEST, Table, best_path, make_table

WORDS = {"香港": 900, "香": 50, "港": 40, "港人": 90, "人": 300, "香港人": 20, "特首": 60, "首": 9}


@cache
def table() -> Table:
    return make_table(WORDS)


def cut(text: str) -> list[str]:
    codes = code_points(text)
    starts = np.flatnonzero(best_path(table(), hashes_of(codes), kinds_of(codes))).tolist()
    return [text[a:b] for a, b in pairwise([*starts, len(text)])]


def cost(words: list[str]) -> int:
    total = sum(WORDS.values())
    return sum(
        round(-math.log(WORDS[word] / total) * 48) if word in WORDS else 1000 for word in words
    )


def cheapest(run: str) -> int:
    """The least cost of a run of Chinese characters, by the recurrence itself."""
    best = [0]
    for end in range(1, len(run) + 1):
        best.append(
            min(
                best[start] + cost([run[start:end]])
                for start in range(max(0, end - LONGEST), end)
                if end - start == 1 or run[start:end] in WORDS
            )
        )
    return best[-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("香港人", ["香港", "人"]),
        ("。香港，特首", ["。", "香港", "，", "特首"]),
        ("丁丁", ["丁", "丁"]),
        ("a1香港", ["a", "1", "香港"]),
    ],
)
def test_words_of(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@settings(deadline=None)
@given(st.text(st.sampled_from("香港人特首丁"), min_size=1, max_size=64))
def test_no_other_path_is_cheaper(run: str) -> None:
    words = cut(run)
    assert "".join(words) == run
    assert cost(words) == cheapest(run)


def test_a_very_long_run_is_cut() -> None:
    assert cut("香港" * 5000) == ["香港"] * 5000


def test_too_many_words_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        make_table({chr(0x4E00 + i) + chr(0x4E00 + j): 1 for i in range(770) for j in range(770)})


def test_the_shipped_vocabulary_cuts_as_rjieba_does() -> None:
    from cantext.lexicon.general import general_vocabulary

    text = project("政府會繼續推動創新科技發展，佢哋話唔使等，市民可以在網上提出意見。" * 3)
    codes = code_points(text)
    kinds = kinds_of(codes)
    shipped = make_table(general_vocabulary())
    ours = best_path(shipped, hashes_of(codes), kinds)
    theirs = np.zeros(len(text) + 1, np.uint8)
    theirs[np.cumsum([0, *map(len, RustJieba().cut(text))])] = 1
    assert ours[kinds == HAN].tolist() == theirs[:-1][kinds == HAN].tolist()
