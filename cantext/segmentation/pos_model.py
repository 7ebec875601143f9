"""Our own part-of-speech tagger: a linear model over hashed features."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

from cantext.lexicon.locate import dictionaries_folder
from cantext.lexicon.stored import Layout, read_arrays
from cantext.segmentation.pos_features import CLASS_BITS, ROW_BITS, TAGS, tag_scores
from cantext.segmentation.tags import Tag

MODEL_FOLDER, MODEL_FILE = "hk_pos", "hk_pos.npz"
_LAYOUTS: Mapping[str, Layout] = {
    "weights": (np.int8, (1 << ROW_BITS, len(TAGS))),
    "classes": (np.uint8, (1 << CLASS_BITS,)),
}


class HongKongTagger:
    """Gives each word the tag of the highest score.

    The model was trained on Hong Kong's treebanks; its card is dictionaries/hk_pos/MODEL.md.

    >>> [tag.upos for tag in HongKongTagger().tag(["我哋", "去", "咗", "香港"], [0, 4])]
    ['PRON', 'VERB', 'AUX', 'PROPN']

    Raises
    ------
    EngineError
        For a model file that is missing or is none.
    """

    name = "hk"
    tagset = ""

    def __init__(self, model: Path | None = None) -> None:
        path = model or dictionaries_folder() / MODEL_FOLDER / MODEL_FILE
        stored = read_arrays(path, _LAYOUTS, "hk_general/train_pos.py")
        self._weights, self._classes = stored["weights"], stored["classes"]
        self._checksum = crc32(self._weights.tobytes(), crc32(self._classes.tobytes()))

    @property
    def version(self) -> str:
        """The model's checksum."""
        return f"model {self._checksum:08x}"

    def tag(self, words: Sequence[str], bounds: Sequence[int]) -> list[Tag]:
        """Return the tag of each word; see `cantext.segmentation.pos.Tagger`."""
        best = tag_scores(self._weights, self._classes, words, bounds).argmax(axis=1)
        return list(map(_TAGS.__getitem__, best.tolist()))


_TAGS = tuple(map(Tag, TAGS))
