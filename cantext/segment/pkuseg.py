"""pkuseg, by its maintained fork spacy-pkuseg, with a model folder of the user's."""

import re
from importlib.metadata import version
from pathlib import Path

from cantext.errors import EngineError

# Any one of the first; a .pkl is a pickle, which runs code when it is read: trust its source.
_FEATURES = ("features.msgpack", "features.pkl", "features.json")
_WEIGHTS = "weights.npz"
_HAN_RUN = re.compile(r"([㐀-䶿一-鿿豈-﫿𠀀-𯨟]+)")


class Pkuseg:
    """A conditional random field over characters; its models are Simplified, as the projection is.

    Its default user dictionary is left off: it lowers F1 by two to three points on Hong Kong text.
    """

    name = "pkuseg"

    def __init__(self, model: Path | None) -> None:
        if model is None:
            raise EngineError(
                "engine pkuseg needs a model folder: --model PATH. spacy-pkuseg ships none; "
                "unpack one (weights.npz and features.msgpack or features.pkl, for example 'mixed' "
                "of github.com/lancopku/pkuseg-python/releases) into a folder and name it"
            )
        has_features = any((model / name).is_file() for name in _FEATURES)
        if not has_features or not (model / _WEIGHTS).is_file():
            raise EngineError(
                f"no pkuseg model in {model}: it needs {_WEIGHTS} and one of "
                f"{', '.join(_FEATURES)}; name the folder that holds them"
            )
        import spacy_pkuseg

        try:
            self._segmenter = spacy_pkuseg.pkuseg(str(model), user_dict=None)
        except Exception as error:  # the loader raises whatever the broken file provokes
            raise EngineError(f"the pkuseg model in {model} cannot be loaded: {error}") from error
        self._model = model

    @property
    def version(self) -> str:
        """The release of spacy-pkuseg and the name of the model folder."""
        return f"spacy-pkuseg {version('spacy-pkuseg')}, model {self._model.name}"

    def cut(self, text: str) -> list[str]:
        """Return the words of a projected text."""
        words: list[str] = []
        for index, piece in enumerate(_HAN_RUN.split(text)):
            if index % 2:
                words += self._segmenter.cut(piece)
            else:
                words += piece
        return words
