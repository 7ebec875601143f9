"""The word cloud of texts."""

import os
from collections.abc import Collection, Iterable

from cantext.analyses.frequency import FrequencyRow, frequency
from cantext.analyses.over_texts import Tokens
from cantext.corpus import Corpus
from cantext.documents.texts import Texts
from cantext.lexicon.stopwords import load_stopwords
from cantext.render.wordcloud import Picture, word_cloud
from cantext.segmentation.tokens import kind_of


def wordcloud(
    texts: Texts | Corpus | Tokens,
    *,
    stopwords: Collection[str] | None = None,
    min_length: int = 2,
    max_words: int = 200,
    width: int = 1600,
    height: int = 900,
    seed: int = 1,
    background: str = "white",
    font: str | os.PathLike[str] | None = None,
) -> Picture:
    """Draw the most frequent words of texts; `Picture.save` writes PNG, SVG or PDF.

    Parameters
    ----------
    texts
        Paths, documents or a corpus (see `cantext.analyses.over_texts`); or their tokens.
    stopwords
        Words to leave out; by default those of `load_stopwords()`.
    min_length
        Characters of a word at least. Numbers and punctuation are never drawn.
    max_words, width, height, seed, background, font
        As for `cantext.word_cloud`, which draws counts of any other kind.

    Examples
    --------
    >>> from cantext.documents.document import Document
    >>> picture = wordcloud(Document("a", "產學研合作，產學研基金"), width=200, height=100)
    >>> [word.text for word in picture.words][0]
    '產學研'

    Raises
    ------
    CantextError
        When there is no word to draw, or the font cannot be used.
    """
    left_out = load_stopwords() if stopwords is None else stopwords
    rows = drawn_words(frequency(texts, stopwords=left_out, min_length=min_length).rows)
    return word_cloud(
        {row.term: row.count for row in rows},
        max_words=max_words,
        width=width,
        height=height,
        seed=seed,
        background=background,
        font=font,
    )


def drawn_words(rows: Iterable[FrequencyRow]) -> list[FrequencyRow]:
    """Return the rows that a cloud shows: words, and no numbers, addresses or punctuation."""
    return [row for row in rows if kind_of(row.term) in ("word", "latin")]
