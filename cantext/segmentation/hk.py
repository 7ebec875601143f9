"""The engine `hk`: our own boundary classifier, trained on Hong Kong text."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import numpy as np

from cantext.lexicon.locate import dictionaries_folder
from cantext.lexicon.stored import Layout, read_arrays
from cantext.segmentation.boundary import WEIGHT_COUNT, BoundaryModel, scored_gaps
from cantext.segmentation.characters import (
    HAN,
    OTHER,
    SURE,
    Codes,
    Kinds,
    Margins,
    code_points,
    hashes_of,
    kinds_of,
)
from cantext.segmentation.unigram import TABLE_SIZE, best_path

MODEL_FILE = "hk_model.npz"
# The dynamic programme runs over all runs of a block at once; arrays this size are quickest.
_PATH_CHARACTERS = 1 << 16
# Small enough for the arrays of the scores to stay in the processor's cache.
_BLOCK_CHARACTERS = 1 << 15
_LAYOUTS: Mapping[str, Layout] = {
    "weights": (np.int8, (WEIGHT_COUNT,)),
    "vocabulary": (np.uint32, (TABLE_SIZE,)),
    "scale": (np.float32, ()),
}
# Beyond it no feature reaches: longer than any word of the vocabulary plus its neighbours.
_CONTEXT = 128
# No feature of a gap reads more than five characters to the left or the right: with so many line
# breaks between two lines, and at both ends, a line is read alike wherever it stands.
_BREAKS = 5


class HongKong:
    """Cuts between two Chinese characters where a trained linear score is above zero.

    Letters and digits stay together, any other character stands alone. The model was trained on
    Hong Kong text; its card is dictionaries/hk_general/MODEL.md.

    >>> HongKong().cut("佢哋話政府会推动创科发展")
    ['佢哋', '話', '政府', '会', '推动', '创科', '发展']

    Raises
    ------
    EngineError
        For a model file that is missing or is none.
    """

    name = "hk"

    def __init__(self, model: Path | None = None) -> None:
        path = model or dictionaries_folder() / "hk_general" / MODEL_FILE
        stored = read_arrays(path, _LAYOUTS, "hk_general/train_hk.py")
        weights, self._vocabulary = stored["weights"], stored["vocabulary"]
        # Hundredths of the logarithm of the odds for each unit of a score.
        self._unit = np.float32(100 / stored["scale"])
        self._checksum = crc32(self._vocabulary.tobytes(), crc32(weights.tobytes()))
        self._model = BoundaryModel(weights)

    @property
    def version(self) -> str:
        """The model's checksum."""
        return f"model {self._checksum:08x}"

    def cut(self, text: str) -> list[str]:
        """Return the words of a projected text."""
        if not text:
            return []
        begins = np.flatnonzero(self.margins(code_points(text)) > 0).tolist()
        return [text[begin:end] for begin, end in pairwise([*begins, len(text)])]

    def margins(self, codes: Codes) -> Margins:
        """Return for each character how sure it is that a word begins there.

        Above zero one begins. The unit is a hundredth of the logarithm of the odds. A line is cut
        by itself: the same wherever it stands.
        """
        # Runs of line breaks, and those that there are as it were before and behind the text.
        is_break = np.ones(len(codes) + 2, np.bool_)
        is_break[1:-1] = (codes == ord("\n")) | (codes == ord("\r"))
        edges = np.flatnonzero(np.diff(is_break, prepend=False, append=False))
        begins, ends = edges[0::2], edges[1::2]
        lacking = _BREAKS - (ends - begins)
        lacking[0] += 1
        lacking[-1] += 1
        lacking = np.maximum(lacking, 0)
        inserted = np.repeat(np.maximum(begins - 1, 0), lacking)
        parted = np.insert(codes, inserted, ord("\n"))
        is_own = np.ones(len(parted), np.bool_)
        is_own[inserted + np.arange(len(inserted))] = False
        parted[parted == ord("\r")] = ord("\n")
        return self._margins(parted)[is_own]

    def _margins(self, codes: Codes) -> Margins:
        kinds, hashes = kinds_of(codes), hashes_of(codes)
        starts = np.empty(len(codes), np.uint8)
        for begin, stop in _blocks_of_runs(kinds):
            starts[begin:stop] = best_path(self._vocabulary, hashes[begin:stop], kinds[begin:stop])
        margins = np.full(len(codes), SURE, np.int16)
        # Within a run of letters and digits, and between two Chinese characters for now.
        margins[1:][(kinds[1:] == kinds[:-1]) & (kinds[1:] != OTHER)] = -SURE
        scored = scored_gaps(kinds)
        for begin in range(0, len(codes), _BLOCK_CHARACTERS):
            stop = min(begin + _BLOCK_CHARACTERS, len(codes))
            near = slice(max(0, begin - _CONTEXT), min(len(codes), stop + _CONTEXT))
            scores = self._model.scores(hashes[near], kinds[near], starts[near])
            # Rounded up, so that what is above zero stays so.
            scaled = np.ceil(scores[begin - near.start : stop - near.start] * self._unit)
            np.copyto(margins[begin:stop], scaled, where=scored[begin:stop], casting="unsafe")
        return margins


def _blocks_of_runs(kinds: Kinds) -> Iterator[tuple[int, int]]:
    """Yield [begin, stop) of blocks that part no run of Chinese characters, if they can help it."""
    breaks = np.flatnonzero(kinds != HAN)
    begin = 0
    while begin < len(kinds):
        stop = min(begin + _PATH_CHARACTERS, len(kinds))
        last = np.searchsorted(breaks, stop) - 1
        if stop < len(kinds) and last >= 0 and breaks[last] > begin:
            stop = int(breaks[last])
        yield begin, stop
        begin = stop
