"""What one text is about: its words weighed against a background, and against each other."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from cantext.analyses.counts import TagsOf
from cantext.analyses.numbered_words import NumberedWords
from cantext.analyses.over_texts import over_texts
from cantext.errors import UsageError
from cantext.lexicon.background import Background, shipped_background
from cantext.lexicon.entry import Entry
from cantext.result import Result
from cantext.segmentation.classifiers import marked
from cantext.segmentation.tokens import TokenBlock, kind_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MEASURES = ("tf_idf", "text_rank", "count")


@dataclass(frozen=True, slots=True)
class KeywordRow:
    """A word of a text; `meta["formulae"]` says what the measures are.

    `background_documents` is how many documents of the background have it.
    """

    document: str
    term: str
    count: int
    tf_idf: float
    idf: float
    background_documents: int
    text_rank: float
    category: str | None
    concept: str | None


@over_texts("keywords")
def keywords(
    blocks: Iterable[TokenBlock],
    *,
    background: Background | None = None,
    measure: str = "tf_idf",
    window: int = 5,
    min_count: int = 2,
    min_length: int = 2,
    stopwords: Collection[str] = frozenset(),
    pos: Collection[str] = (),
    tagger: TagsOf | None = None,
    limit: int | None = None,
) -> Result[KeywordRow]:
    """Find the keywords of each text, strongest first.

    Parameters
    ----------
    blocks
        Tokens, in blocks of which several may carry the same document; or texts: paths,
        documents or a corpus (see `cantext.analyses.over_texts`).
    background
        Document frequencies; the shipped ones of Hong Kong text by default.
    measure
        One of `MEASURES` to sort by; ties by count and term.
    window
        TextRank joins words that stand within so many words of a sentence, at least 2.
    min_count, min_length
        Occurrences in the text, and characters, at least.
    stopwords
        Words that are no keywords; they count as words of the text and as distance.
    pos
        Parts of speech that keywords may have, the one that a word mostly has; all when empty.
    tagger
        Gives the part of speech of each token; needed for `pos`.
    limit
        How many rows, of each text; None for all.

    Notes
    -----
    Keywords are words of letters or characters: numbers are left out. TF-IDF takes all words of the
    text as its length. The graph of TextRank has the words that could be keywords by all but their
    count; the weight of an edge is how often the two words stand within the window.

    Raises
    ------
    UsageError
        If the measure is unknown, the window too small, or `pos` given without a tagger.

    Examples
    --------
    >>> from cantext.corpus import Corpus
    >>> from cantext.documents.document import Document
    >>> text = Document("a", "北都是政府的重點。政府推動北都，北都推動香港，香港政府推動。")
    >>> [row.term for row in keywords(Corpus.of([text]).blocks()).rows]
    ['北都', '推動', '香港', '政府']
    """
    from cantext.measures.catalogue import formulae

    if measure not in MEASURES:
        raise UsageError(f"unknown measure {measure!r}; known are {', '.join(MEASURES)}")
    if window < 2:
        raise UsageError(f"window must be at least 2 words, not {window}")
    if pos and tagger is None:
        raise UsageError("parts of speech need a tagger")
    background = background or shipped_background()
    tags: Counter[tuple[str, str]] = Counter()
    entries: dict[str, Entry] = {}

    def watched() -> Iterator[TokenBlock]:
        for block in marked(blocks, stopwords):
            for k, entry in block.entries.items():
                entries.setdefault(block.texts[k], entry)
            if pos and tagger is not None:
                tags.update(zip(block.texts, tagger(block), strict=True))
            yield block

    words = NumberedWords.of(watched())
    wanted = _wanted(words, min_length, frozenset(stopwords), _of_speech(tags, frozenset(pos)))
    frequencies = _frequencies(words, wanted, background)
    rows: list[KeywordRow] = []
    found = 0
    for document, text in zip(words.documents, _texts(words, wanted), strict=True):
        own = text.rows(document, frequencies, background, window, entries, min_count)
        own.sort(key=lambda row: (-getattr(row, measure), -row.count, row.term))
        found += len(own)
        rows += own if limit is None else own[: max(limit, 0)]
    meta = {
        "tokens": len(words.ids),
        "types": words.n_types(),
        "documents": len(words.documents),
        "keywords": found,
        "background": dict(background.described),
        "parameters": {
            "measure": measure,
            "window": window,
            "min_count": min_count,
            "min_length": min_length,
            "stopwords": len(frozenset(stopwords)),
            "pos": sorted(pos),
            "limit": limit,
        },
        "formulae": formulae("tf_idf", "idf", "text_rank"),
    }
    return Result(tuple(rows), meta)


def _of_speech(tags: Counter[tuple[str, str]], pos: frozenset[str]) -> frozenset[str] | None:
    """Return the words that mostly have one of the parts of speech, None for all words."""
    if not pos:
        return None
    mostly: dict[str, str] = {}
    # By falling count, so that the first tag of a word is its commonest.
    for (text, tag), _ in sorted(tags.items(), key=lambda item: (-item[1], item[0])):
        mostly.setdefault(text, tag)
    return frozenset(text for text, tag in mostly.items() if tag in pos)


def _wanted(
    words: NumberedWords,
    min_length: int,
    stopwords: frozenset[str],
    of_speech: frozenset[str] | None,
) -> "NDArray[np.bool_]":
    """Tell for each type whether it may be a keyword."""
    import numpy as np

    return np.fromiter(
        (
            len(text) >= min_length
            and text not in stopwords
            and kind_of(text) in ("word", "latin")
            and (of_speech is None or text in of_speech)
            for text in words.texts
        ),
        np.bool_,
        count=len(words.texts),
    )


def _frequencies(
    words: NumberedWords, wanted: "NDArray[np.bool_]", background: Background
) -> "NDArray[np.int64]":
    """Return the document frequency of each type that may be a keyword."""
    import numpy as np

    places = np.flatnonzero(wanted)
    frequencies = np.zeros(len(words.texts), np.int64)
    frequencies[places] = background.document_frequencies(words.texts[k] for k in places.tolist())
    return frequencies


def _texts(words: NumberedWords, wanted: "NDArray[np.bool_]") -> "Iterator[_Text]":
    """Yield the words of each document; blocks of several may have come by turns."""
    import numpy as np

    order = np.argsort(words.owners, kind="stable")
    ids, sentences, owners = words.ids[order], words.sentences[order], words.owners[order]
    bounds = np.searchsorted(owners, np.arange(len(words.documents) + 1)).tolist()
    for first, stop in pairwise(bounds):
        yield _Text(words.texts, ids[first:stop], sentences[first:stop], wanted)


@dataclass(frozen=True, slots=True)
class _Text:
    """The words of one document: types as in the whole, and which of them may be keywords."""

    texts: tuple[str, ...]
    ids: "NDArray[np.int32]"
    sentences: "NDArray[np.int32]"
    wanted: "NDArray[np.bool_]"

    def rows(
        self,
        document: str,
        frequencies: "NDArray[np.int64]",
        background: Background,
        window: int,
        entries: dict[str, Entry],
        min_count: int,
    ) -> list[KeywordRow]:
        """Return a row for each word that is frequent enough."""
        import numpy as np

        from cantext.measures.ranking import inverse_document_frequency, tf_idf

        types, counts = np.unique(self.ids[self.wanted[self.ids]], return_counts=True)
        df = frequencies[types]
        weights = tf_idf(counts, len(self.ids), df, background.documents)
        rarity = inverse_document_frequency(df, background.documents)
        ranks = self._text_ranks(types, window)
        rows = []
        for k in np.flatnonzero(counts >= min_count).tolist():
            text = self.texts[types[k]]
            entry = entries.get(text)
            rows.append(
                KeywordRow(
                    document=document,
                    term=text,
                    count=int(counts[k]),
                    tf_idf=float(weights[k]),
                    idf=float(rarity[k]),
                    background_documents=int(df[k]),
                    text_rank=float(ranks[k]),
                    category=entry.category or None if entry else None,
                    concept=entry.concept or None if entry else None,
                )
            )
        return rows

    def _text_ranks(self, types: "NDArray[np.int32]", window: int) -> "NDArray[np.float64]":
        """Return the TextRank of each of the types (ascending)."""
        import numpy as np

        from cantext.measures.ranking import text_rank

        size = max(len(types), 1)
        met = [np.zeros(0, np.int64)]
        for distance in range(1, window):
            one, other = self.ids[:-distance], self.ids[distance:]
            near = self.sentences[:-distance] == self.sentences[distance:]
            near &= self.wanted[one] & self.wanted[other] & (one != other)
            first = np.searchsorted(types, one[near]).astype(np.int64)
            second = np.searchsorted(types, other[near]).astype(np.int64)
            met.append(np.minimum(first, second) * size + np.maximum(first, second))
        edges, weights = np.unique(np.concatenate(met), return_counts=True)
        return text_rank(edges // size, edges % size, weights, len(types))
