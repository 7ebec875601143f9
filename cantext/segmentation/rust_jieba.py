"""The engine `jieba`: jieba's algorithm in Rust on our general Hong Kong vocabulary."""

from importlib.metadata import version

from cantext.lexicon.general import general_vocabulary


class RustJieba:
    """The most probable path through the vocabulary's words; no guessing of unknown words.

    jieba's hidden Markov model was trained on Simplified newspaper text and joins Hong Kong's
    function words, so it is off.
    """

    name = "jieba"

    def __init__(self) -> None:
        from rjieba import Jieba

        self._jieba = Jieba.empty()  # type: ignore[no-untyped-call]  # its stub gives no return type
        add_word = self._jieba.add_word
        for word, count in general_vocabulary().items():
            add_word(word, count, None)

    @property
    def version(self) -> str:
        """The release of rjieba; the vocabulary is part of cantext's own version."""
        return f"rjieba {version('rjieba')}"

    def cut(self, text: str) -> list[str]:
        """Return the words of a projected text."""
        words: list[str] = self._jieba.cut(text, hmm=False)
        return words
