"""Texts as arrays: code points, kinds and hashes of characters, for what runs on numpy."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
Kinds = NDArray[np.uint8]
Flags = NDArray[np.uint8]
# How sure an engine is that a word begins at a character: above zero one does.
Margins = NDArray[np.int16]
# The margin where no score is needed: between a letter and a Chinese character, within a number.
SURE = 30_000

# Kinds of characters: a gap is scored between two Chinese ones; letters and digits stay together;
# any other character stands alone.
OTHER, HAN, WORD = 0, 1, 2
# The pipeline puts it for a term or a number it keeps whole. A noncharacter: never in a text, and
# if it is, it stands for itself.
HOLD = 0xFFFF
# All characters past the last Chinese ones look alike.
_TABLE_SIZE = 0x30000
_HAN_RANGES = (
    (0x3005, 0x3008),  # 々〆〇
    (0x3400, 0x4DC0),
    (0x4E00, 0xA000),
    (0xF900, 0xFB00),
    (0x20000, _TABLE_SIZE),
)


def code_points(text: str) -> Codes:
    """Return the code points of a text, lone surrogates too.

    >>> code_points("香a").tolist()
    [39321, 97]
    """
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def text_of(codes: Codes) -> str:
    """Return the text of code points.

    >>> text_of(code_points("香a"))
    '香a'
    """
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


@lru_cache(maxsize=1)
def _tables() -> tuple[Kinds, Codes]:
    """Return the kind and the hash of every character; 4 ms, made once."""
    codes = np.arange(_TABLE_SIZE, dtype=np.uint32)
    kinds = np.zeros(_TABLE_SIZE, np.uint8)
    kinds[np.strings.isalnum(codes.view("U1"))] = WORD
    for first, stop in _HAN_RANGES:
        kinds[first:stop] = HAN
    # Letters and digits look alike to a model, and like a piece that is held back, so that it
    # reads a text the same with and without the pipeline.
    return kinds, mixed(np.where(kinds == WORD, HOLD, codes))


def kinds_of(codes: Codes) -> Kinds:
    """Return OTHER, HAN or WORD for each character.

    >>> kinds_of(code_points("香a。")).tolist()
    [1, 2, 0]
    """
    return _tables()[0].take(codes, mode="clip")


def hashes_of(codes: Codes) -> Codes:
    """Return a well-mixed number for each character."""
    return _tables()[1].take(codes, mode="clip")


def mixed(numbers: NDArray[np.integer]) -> Codes:
    """Turn numbers into well-spread 32-bit hashes (the finaliser of SplitMix64)."""
    spread = numbers.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    spread = (spread ^ (spread >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    spread = (spread ^ (spread >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (spread ^ (spread >> np.uint64(31))).astype(np.uint32)
