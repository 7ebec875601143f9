"""pkuseg, by its maintained fork spacy-pkuseg, with the model we trained or one of the user's."""

import re
from importlib.metadata import version
from pathlib import Path
from zlib import crc32

from cantext.errors import EngineError
from cantext.lexicon.locate import dictionaries_folder

MODEL_FOLDER = "hk_pkuseg"
# Any one of the first; a .pkl is a pickle, which runs code when it is read: trust its source.
_FEATURES = ("features.msgpack", "features.pkl", "features.json")
_WEIGHTS = "weights.npz"
# A sentence with its end marks, a character of white space: what the model is shown at a time. No
# sentence is read further than this, since it takes a kilobyte a character or so to cut one.
_LONGEST = 2000
_SENTENCE = re.compile(
    rf"[^\s。！？!?；;]{{1,{_LONGEST}}}[。！？!?；;]{{0,{_LONGEST}}}|[。！？!?；;]{{1,{_LONGEST}}}|\s"
)
_LETTERS_OR_OTHER = re.compile(r"[^\W_]+|[\W_]")


class Pkuseg:
    """A conditional random field over characters; its models are Simplified, as the projection is.

    Our own was trained on Hong Kong text; its card is dictionaries/hk_pkuseg/MODEL.md. pkuseg's
    default user dictionary is left off: it lowers F1 by two to three points on Hong Kong text.

    >>> Pkuseg().cut("佢哋話特区政府推动创科发展。")
    ['佢哋', '話', '特区', '政府', '推动', '创科', '发展', '。']

    Parameters
    ----------
    model
        A folder with a model in spacy-pkuseg's format; ours by default. Nothing is downloaded.

    Raises
    ------
    EngineError
        For a folder that holds no model, or one that cannot be read.
    """

    name = "pkuseg"

    def __init__(self, model: Path | None = None) -> None:
        # An absolute path is never the name of a model that spacy-pkuseg would download.
        folder = (model or dictionaries_folder() / MODEL_FOLDER).absolute()
        features = next((name for name in _FEATURES if (folder / name).is_file()), None)
        if features is None or not (folder / _WEIGHTS).is_file():
            raise EngineError(
                f"no pkuseg model in {model or folder}: it needs {_WEIGHTS} and one of "
                f"{', '.join(_FEATURES)}; "
                + ("name the folder that holds them" if model else "reinstall cantext")
            )
        import spacy_pkuseg

        try:
            self._segmenter = spacy_pkuseg.pkuseg(str(folder), user_dict=None)
        except Exception as error:  # the loader raises whatever the broken file provokes
            raise EngineError(
                f"the pkuseg model in {model or folder} cannot be loaded: {error}"
            ) from error
        self._folder = folder.name
        self._checksum = crc32((folder / _WEIGHTS).read_bytes())
        self._checksum = crc32((folder / features).read_bytes(), self._checksum)

    @property
    def version(self) -> str:
        """The release of spacy-pkuseg, and the model folder's name with the files' checksum."""
        return f"spacy-pkuseg {version('spacy-pkuseg')}, model {self._folder} {self._checksum:08x}"

    def cut(self, text: str) -> list[str]:
        """Return the words of a projected text."""
        words: list[str] = []
        for piece in _SENTENCE.findall(text):
            for word in self._segmenter.cut(piece) or (piece,):
                # A model may join a mark to its neighbours.
                words += (word,) if word.isalnum() else _LETTERS_OR_OTHER.findall(word)
        return words
