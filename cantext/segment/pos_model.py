"""Our own part-of-speech tagger: a linear model over hashed features."""

from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile
from zlib import crc32

import numpy as np

from cantext.errors import EngineError
from cantext.lexicon.locate import dictionaries_folder
from cantext.segment.pos import Tag
from cantext.segment.pos_features import CLASS_BITS, ROW_BITS, TAGS, Classes, Weights, tag_scores

MODEL_FOLDER, MODEL_FILE = "hk_pos", "hk_pos.npz"


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
        self._weights, self._classes = _read_model(
            model or dictionaries_folder() / MODEL_FOLDER / MODEL_FILE
        )
        self._checksum = crc32(self._weights.tobytes(), crc32(self._classes.tobytes()))

    @property
    def version(self) -> str:
        """The model's checksum."""
        return f"model {self._checksum:08x}"

    def tag(self, words: Sequence[str], bounds: Sequence[int]) -> list[Tag]:
        """Return the tag of each word; see `cantext.segment.pos.Tagger`."""
        best = tag_scores(self._weights, self._classes, words, bounds).argmax(axis=1)
        return list(map(_TAGS.__getitem__, best.tolist()))


_TAGS = tuple(map(Tag, TAGS))


def _read_model(path: Path) -> tuple[Weights, Classes]:
    """Return the weights and the classes of words of a model file."""
    advice = "reinstall cantext, or train it with dictionaries/hk_general/train_pos.py"
    try:
        # Opened here, since numpy leaves a file open that is no archive.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            weights, classes = stored["weights"], stored["classes"]
    except FileNotFoundError:
        raise EngineError(f"the model {path} is missing; {advice}") from None
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise EngineError(f"the model {path} cannot be read ({error}); {advice}") from None
    if (weights.dtype, weights.shape, classes.dtype, classes.shape) != (
        np.dtype(np.int8), (1 << ROW_BITS, len(TAGS)), np.dtype(np.uint8), (1 << CLASS_BITS,)
    ):  # fmt: skip
        raise EngineError(f"the model {path} is of another release of cantext; {advice}")
    return weights, classes
