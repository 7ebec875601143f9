"""The engine `hk`: our own boundary classifier on top of the fast engine's segmentation."""

import re
from importlib.metadata import version
from pathlib import Path
from zipfile import BadZipFile
from zlib import crc32

import numpy as np

from cantext.errors import EngineError
from cantext.lexicon.locate import dictionaries_folder
from cantext.segment.boundary import (
    HAN,
    OTHER,
    WEIGHT_COUNT,
    Codes,
    Flags,
    Weights,
    boundary_scores,
    code_points,
    kinds_of,
    word_starts,
)
from cantext.segment.rust_jieba import RustJieba

MODEL_FILE = "hk_model.npz"
# Large enough for numpy to pay, small enough for the arrays to stay in the processor's cache.
_BLOCK_CHARACTERS = 1 << 15
# Beyond it no feature reaches: longer than any word of the fast engine plus its neighbours.
_CONTEXT = 128

_SURROGATE = re.compile("[\ud800-\udfff]")


class HongKong:
    """Cuts between two Chinese characters where a trained linear score is above zero.

    Letters and digits stay together, any other character stands alone. The model was trained on
    Hong Kong text; its card is dictionaries/hk_general/MODEL.md.

    >>> HongKong().cut("佢哋話特区政府推动创科发展")
    ['佢哋', '話', '特区', '政府', '推动', '创科', '发展']

    Raises
    ------
    EngineError
        For a model file that is missing or is none.
    """

    name = "hk"

    def __init__(self, model: Path | None = None) -> None:
        path = model or dictionaries_folder() / "hk_general" / MODEL_FILE
        self._weights = _read_weights(path)
        self._checksum = crc32(self._weights.tobytes())
        self._jieba = RustJieba()

    @property
    def version(self) -> str:
        """The model's checksum and the release of rjieba, whose words are features."""
        return f"model {self._checksum:08x}, rjieba {version('rjieba')}"

    def cut(self, text: str) -> list[str]:
        """Return the words of a projected text."""
        if not text:
            return []
        codes = code_points(text)
        # Half a surrogate pair is no text to Rust; it stands alone either way.
        readable = _SURROGATE.sub("\ufffd", text) if _has_surrogates(codes) else text
        flags = self._cut_flags(codes, word_starts(self._jieba.cut(readable), len(text)))
        begins = np.flatnonzero(flags).tolist()
        ends = [*begins[1:], len(text)]
        # C functions throughout: a Python loop per word would cost as much as the scores.
        return list(map(text.__getitem__, map(slice, begins, ends)))

    def _cut_flags(self, codes: Codes, starts: Flags) -> Flags:
        """Return 1 for each character that begins a word."""
        kinds = kinds_of(codes)
        flags = np.ones(len(codes), np.uint8)
        # Within a run of letters and digits, and between two Chinese characters for now.
        flags[1:] = (kinds[1:] != kinds[:-1]) | (kinds[1:] == OTHER)
        for begin in range(0, len(codes), _BLOCK_CHARACTERS):
            stop = min(begin + _BLOCK_CHARACTERS, len(codes))
            low, high = max(0, begin - _CONTEXT), min(len(codes), stop + _CONTEXT)
            scores = boundary_scores(self._weights, codes[low:high], starts[low:high])
            flags[begin:stop] |= (scores[begin - low : stop - low] > 0) & (kinds[begin:stop] == HAN)
        return flags


def _has_surrogates(codes: Codes) -> bool:
    return bool(((codes >= 0xD800) & (codes <= 0xDFFF)).any())


def _read_weights(path: Path) -> Weights:
    """Return the weights of a model file."""
    advice = "reinstall cantext, or train it with dictionaries/hk_general/train_hk.py"
    try:
        # Opened here, since numpy leaves a file open that is no archive.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            weights: Weights = stored["weights"]
    except FileNotFoundError:
        raise EngineError(f"the model {path} is missing; {advice}") from None
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise EngineError(f"the model {path} cannot be read ({error}); {advice}") from None
    if weights.dtype != np.int8 or weights.shape != (WEIGHT_COUNT,):
        raise EngineError(f"the model {path} is of another release of cantext; {advice}")
    return weights
