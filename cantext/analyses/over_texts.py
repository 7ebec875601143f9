"""Analyses of tokens that take texts as well, so that the simplest call is one line."""

from collections.abc import Callable, Iterable
from functools import wraps
from itertools import chain
from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar

from cantext.corpus import Corpus
from cantext.documents.document import Document
from cantext.documents.texts import Texts
from cantext.result import Result
from cantext.segmentation.columns import ColumnSource
from cantext.segmentation.tokens import TokenBlock

Options = ParamSpec("Options")
Row = TypeVar("Row")
Tokens: TypeAlias = Iterable[TokenBlock]


def over_texts(
    command: str,
) -> Callable[
    [Callable[Concatenate[Tokens, Options], Result[Row]]],
    Callable[Concatenate[Texts | Corpus | Tokens, Options], Result[Row]],
]:
    """Let an analysis take texts in the place of tokens: paths, documents or a corpus.

    Paths and documents are cut by the default engine and the shipped dictionary, and all lines
    count; `Corpus.of` makes a corpus of other choices. Of texts the result is signed: its `meta` is
    the manifest of the run, as the command of this name writes it.
    """

    def decorate(
        analysis: Callable[Concatenate[Tokens, Options], Result[Row]],
    ) -> Callable[Concatenate[Texts | Corpus | Tokens, Options], Result[Row]]:
        @wraps(analysis)
        def analyse(
            texts: Texts | Corpus | Tokens, /, *arguments: Options.args, **options: Options.kwargs
        ) -> Result[Row]:
            found = corpus_or_tokens(texts)
            if not isinstance(found, Corpus):
                return analysis(found, *arguments, **options)
            result = analysis(found.blocks(), *arguments, **options)
            return found.signed(result, command, {})

        return analyse

    return decorate


def corpus_or_tokens(texts: Texts | Corpus | Tokens) -> Corpus | Tokens:
    """Return tokens as they are, and of anything else the corpus.

    >>> corpus_or_tokens([Document("a", "施政報告")]).documents[0].id
    'a'
    """
    if isinstance(texts, ColumnSource):  # tokens of a store, which must not be taken apart
        return texts
    found: Corpus | Tokens = _corpus_or(TokenBlock, texts)
    return found


def corpus_or_lines(
    texts: Texts | Corpus | Iterable[tuple[str, str]],
) -> Corpus | Iterable[tuple[str, str]]:
    """Return pairs of a document's id and a line as they are, and of anything else the corpus."""
    found: Corpus | Iterable[tuple[str, str]] = _corpus_or(tuple, texts)
    return found


def _corpus_or(kind: type, texts: Any) -> Any:
    """Return an iterable whose first item is of a kind as it is, and of anything else the corpus.

    What is read once is read as it comes.
    """
    if isinstance(texts, Corpus):
        return texts
    if isinstance(texts, str | Document) or not isinstance(texts, Iterable):
        return Corpus.of(texts)
    items = iter(texts)
    first = next(items, None)
    if first is None:
        return ()
    every = chain([first], items)
    return every if isinstance(first, kind) else Corpus.of(every)


def tokens_of(texts: Texts | Corpus | Tokens) -> Tokens:
    """Return tokens as they are, and the tokens of anything else."""
    found = corpus_or_tokens(texts)
    return found.blocks() if isinstance(found, Corpus) else found


def corpus_of(texts: Texts | Corpus, duplicates: Any = "keep") -> Corpus:
    """Return a corpus as it is, and of paths and documents a new one."""
    return texts if isinstance(texts, Corpus) else Corpus.of(texts, duplicates=duplicates)
