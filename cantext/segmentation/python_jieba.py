"""The same algorithm and vocabulary in pure Python, by the jieba package: the slow twin."""

import io
import re
from importlib.metadata import version

from cantext.lexicon.general import general_vocabulary

# The Han characters that jieba-rs takes as words; jieba's own class lacks all but the first block.
_HAN_RUN = re.compile(r"([㐀-䶿一-鿿豈-﫿𠀀-𪛟𪜀-𫜿𫝀-𫠟𫠠-𬺯𬺰-𮯯𮯰-𮹟]+)")


class PythonJieba:
    """jieba 0.42.1's own dynamic programming over its word graph."""

    name = "jieba-py"

    def __init__(self) -> None:
        import jieba

        self._tokenizer = jieba.Tokenizer()
        rows = "".join(f"{word} {count}\n" for word, count in general_vocabulary().items())
        # What `initialize` does, less its file and its cache in the temporary folder.
        self._tokenizer.FREQ, self._tokenizer.total = self._tokenizer.gen_pfdict(
            io.BytesIO(rows.encode())
        )
        self._tokenizer.initialized = True

    @property
    def version(self) -> str:
        """The release of jieba."""
        return f"jieba {version('jieba')}"

    def cut(self, text: str) -> list[str]:
        """Return the words of a projected text."""
        words: list[str] = []
        for index, piece in enumerate(_HAN_RUN.split(text)):
            if index % 2:
                words += self._cut_han(piece)
            else:
                words += piece
        return words

    def _cut_han(self, run: str) -> list[str]:
        route: dict[int, tuple[float, int]] = {}
        self._tokenizer.calc(run, self._tokenizer.get_DAG(run), route)
        words = []
        start = 0
        while start < len(run):
            stop = route[start][1] + 1
            words.append(run[start:stop])
            start = stop
        return words
