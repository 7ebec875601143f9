"""What a text is made of: how rich its vocabulary, how long its sentences, in which register."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from cantext.analyses.numbered_words import NumberedWords
from cantext.analyses.over_texts import over_texts
from cantext.errors import UsageError
from cantext.lexicon.registers import Register, cantonese_share, markers, register_of
from cantext.result import Result
from cantext.segmentation.tokens import TokenBlock, is_word, kind_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Quotations of a line; an inner pair belongs to the outer one. Straight quotation marks pair off.
_QUOTATION = re.compile(
    r"「(?:[^「」]|「[^「」]*」)*」|『[^『』]*』|“[^“”]*”|‘[^‘’]*’|\"[^\"]*\"|＂[^＂]*＂"
)


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """A text; `meta["formulae"]` says what the measures are.

    `words` are tokens without punctuation and addresses; `hapaxes` words that occur once.
    `cantonese_share` is None where the text has no marker of either register. `quotations` are
    passages between quotation marks, `cantonese_quotations` those of them in Cantonese.
    """

    document: str
    characters: int
    words: int
    types: int
    ttr: float
    mattr: float
    mtld: float
    hapaxes: int
    sentences: int
    sentence_length: float
    cantonese_share: float | None
    cantonese_markers: int
    written_markers: int
    latin_share: float
    latin_words: int
    quotations: int
    cantonese_quotations: int


@dataclass(frozen=True, slots=True)
class QuotationRow:
    """A passage between quotation marks, these included; `start` is its offset in the document.

    `register` is `cantonese`, `mixed`, `written` or `unmarked`.
    """

    document: str
    line: int
    text: str
    words: int
    cantonese_share: float | None
    cantonese_markers: int
    written_markers: int
    register: Register
    start: int


@over_texts("profile")
def profile(
    blocks: Iterable[TokenBlock],
    *,
    window: int = 100,
    groups: Mapping[str, str] | None = None,
) -> Result[ProfileRow]:
    r"""Describe each text, in the order they come; groups in that of their names.

    Parameters
    ----------
    blocks
        Tokens, in blocks of which several may carry the same document; or texts: paths,
        documents or a corpus (see `cantext.analyses.over_texts`).
    window
        Words of a window of MATTR.
    groups
        The group of each document (see `cantext.analyses.groups`); the documents of a group are
        one text then, and documents without a group are left out.

    Raises
    ------
    UsageError
        If the window is below 1.

    Examples
    --------
    >>> from cantext.corpus import Corpus
    >>> from cantext.documents.document import Document
    >>> text = Document("a", "他說：「我哋一定做得到。」\n這是AI的時代。")
    >>> (row,) = profile(Corpus.of([text]).blocks()).rows
    >>> row.cantonese_markers, row.written_markers, row.latin_words, row.quotations
    (1, 5, 1, 1)
    """
    from cantext.measures.catalogue import formulae

    if window < 1:
        raise UsageError(f"window must be at least 1 word, not {window}")
    quoted: dict[str, list[QuotationRow]] = {}
    characters: dict[str, int] = {}

    def watched() -> Iterator[TokenBlock]:
        for block in blocks:
            if groups is not None and block.document not in groups:
                continue
            name = block.document if groups is None else groups[block.document]
            quoted.setdefault(name, []).extend(_quotations(block))
            visible = sum(len("".join(line.text.split())) for line in block.lines)
            characters[name] = characters.get(name, 0) + visible
            yield block

    words = NumberedWords.of(watched())
    traits = _Traits.of(words.texts)
    names = [name if groups is None else groups[name] for name in words.documents]
    rows = [
        _row(name, ids, sentences, traits, window, characters[name], quoted[name])
        for name, ids, sentences in _texts(words, names)
    ]
    if groups is not None:
        rows.sort(key=lambda row: row.document)
    meta = {
        "tokens": len(words.ids),
        "types": words.n_types(),
        "documents": len(words.documents),
        "parameters": {"window": window},
        "formulae": formulae(
            "ttr", "mattr", "mtld", "sentence_length", "cantonese_share", "latin_share"
        ),
    }
    return Result(tuple(rows), meta)


@over_texts("profile")
def quotations(blocks: Iterable[TokenBlock]) -> Result[QuotationRow]:
    """Return what stands between quotation marks, in the order of the text, with its register.

    A quotation is looked for within a line. Marks are 「」, 『』, “”, ‘’ and straight double ones;
    a quotation within another is part of it.

    >>> from cantext.corpus import Corpus
    >>> from cantext.documents.document import Document
    >>> text = Document("a", "他說：「我哋一定做得到。」")
    >>> [(row.text, row.register) for row in quotations(Corpus.of([text]).blocks()).rows]
    [('「我哋一定做得到。」', 'cantonese')]
    """
    from cantext.measures.catalogue import formulae

    rows: list[QuotationRow] = []
    words = 0
    documents: set[str] = set()
    for block in blocks:
        rows += _quotations(block)
        words += sum(map(is_word, block.texts))
        documents.add(block.document)
    meta = {
        "tokens": words,
        "documents": len(documents),
        "quotations": len(rows),
        "parameters": {},
        "formulae": formulae("cantonese_share"),
    }
    return Result(tuple(rows), meta)


def _quotations(block: TokenBlock) -> Iterator[QuotationRow]:
    cantonese, written = markers("cantonese"), markers("written")
    for index, line in enumerate(block.lines):
        for match in _QUOTATION.finditer(line.text):
            first, stop = block.bounds[index], block.bounds[index + 1]
            begin = bisect_left(block.starts, line.start + match.start(), first, stop)
            end = bisect_left(block.starts, line.start + match.end(), begin, stop)
            texts = block.texts[begin:end]
            spoken = sum(text in cantonese for text in texts)
            formal = sum(text in written for text in texts)
            share = cantonese_share(spoken, formal)
            yield QuotationRow(
                document=block.document,
                line=line.number,
                text=match.group(),
                words=sum(map(is_word, texts)),
                cantonese_share=share,
                cantonese_markers=spoken,
                written_markers=formal,
                register=register_of(share),
                start=line.start + match.start(),
            )


@dataclass(frozen=True, slots=True)
class _Traits:
    """What is looked up of each type."""

    cantonese: "NDArray[np.bool_]" = field(repr=False)
    written: "NDArray[np.bool_]" = field(repr=False)
    latin: "NDArray[np.bool_]" = field(repr=False)

    @classmethod
    def of(cls, texts: tuple[str, ...]) -> "_Traits":
        import numpy as np

        cantonese, written = markers("cantonese"), markers("written")
        return cls(
            np.array([text in cantonese for text in texts], np.bool_),
            np.array([text in written for text in texts], np.bool_),
            np.array([kind_of(text) == "latin" for text in texts], np.bool_),
        )


def _texts(
    words: NumberedWords, names: list[str]
) -> "Iterator[tuple[str, NDArray[np.int32], NDArray[np.int32]]]":
    """Yield the name, words and sentences of each text, be it a document or a group of them."""
    import numpy as np

    order = {name: k for k, name in enumerate(dict.fromkeys(names))}
    of_document = np.array([order[name] for name in names], np.int64)
    texts = of_document[words.owners] if len(names) else words.owners
    sorting = np.argsort(texts, kind="stable")
    bounds = np.searchsorted(texts[sorting], np.arange(len(order) + 1)).tolist()
    for name, k in order.items():
        part = sorting[bounds[k] : bounds[k + 1]]
        yield name, words.ids[part], words.sentences[part]


def _row(
    name: str,
    ids: "NDArray[np.int32]",
    sentences: "NDArray[np.int32]",
    traits: _Traits,
    window: int,
    characters: int,
    quoted: list[QuotationRow],
) -> ProfileRow:
    import numpy as np

    from cantext.measures.diversity import mattr, mtld, type_token_ratio

    counts = np.unique(ids, return_counts=True)[1]
    n_sentences = sum(1 for _ in groupby(sentences.tolist()))
    spoken, formal = int(traits.cantonese[ids].sum()), int(traits.written[ids].sum())
    latin = int(traits.latin[ids].sum())
    return ProfileRow(
        document=name,
        characters=characters,
        words=len(ids),
        types=len(counts),
        ttr=type_token_ratio(ids),
        mattr=mattr(ids, window),
        mtld=mtld(ids),
        hapaxes=int((counts == 1).sum()),
        sentences=n_sentences,
        sentence_length=len(ids) / n_sentences if n_sentences else 0.0,
        cantonese_share=cantonese_share(spoken, formal),
        cantonese_markers=spoken,
        written_markers=formal,
        latin_share=latin / len(ids) if len(ids) else 0.0,
        latin_words=latin,
        quotations=len(quoted),
        cantonese_quotations=sum(row.register == "cantonese" for row in quoted),
    )
