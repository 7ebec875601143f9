"""Our own part-of-speech tagger: a linear model over hashed features."""

from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile
from zlib import crc32

import numpy as np

from cantext.errors import EngineError
from cantext.lexicon.locate import dictionaries_folder
from cantext.segment.pos import Tag
from cantext.segment.pos_features import ROW_BITS, TAGS, Weights, tag_scores

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
        self._weights = _read_weights(model or dictionaries_folder() / MODEL_FOLDER / MODEL_FILE)
        self._checksum = crc32(self._weights.tobytes())

    @property
    def version(self) -> str:
        """The model's checksum."""
        return f"model {self._checksum:08x}"

    def tag(self, words: Sequence[str], bounds: Sequence[int]) -> list[Tag]:
        """Return the tag of each word; see `cantext.segment.pos.Tagger`."""
        best = tag_scores(self._weights, words, bounds).argmax(axis=1)
        return list(map(_TAGS.__getitem__, best.tolist()))


_TAGS = tuple(map(Tag, TAGS))


def _read_weights(path: Path) -> Weights:
    """Return the weights of a model file."""
    advice = "reinstall cantext, or train it with dictionaries/hk_general/train_pos.py"
    try:
        # Opened here, since numpy leaves a file open that is no archive.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            weights: Weights = stored["weights"]
    except FileNotFoundError:
        raise EngineError(f"the model {path} is missing; {advice}") from None
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise EngineError(f"the model {path} cannot be read ({error}); {advice}") from None
    if weights.dtype != np.int8 or weights.shape != (1 << ROW_BITS, len(TAGS)):
        raise EngineError(f"the model {path} is of another release of cantext; {advice}")
    return weights
