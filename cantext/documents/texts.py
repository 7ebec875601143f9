"""Texts as a caller has them, paths or documents or several of both, to documents."""

import os
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from cantext.documents.document import Document
from cantext.errors import InputError

Text: TypeAlias = str | os.PathLike[str] | Document
Texts: TypeAlias = Text | Iterable[Text]


def documents_of(texts: Texts) -> Iterator[Document]:
    r"""Yield the documents of texts, in order; paths are read as `read_documents` reads them.

    A string is a path, a glob or `-`, never a text: that is given as `Document("its name", text)`.

    >>> [document.text for document in documents_of([Document("a", "甲"), Document("b", "乙")])]
    ['甲', '乙']

    Raises
    ------
    InputError
        When there is no such file, or it cannot be read.
    """
    from cantext.documents.reading import read_documents

    if isinstance(texts, Document):
        yield texts
    elif isinstance(texts, str | os.PathLike):
        path = os.fspath(texts)
        if "\n" in path or (not path.isascii() and len(path) > 255):
            raise InputError(f"{path[:20]!r}… is no path; give a text as Document('name', text)")
        yield from read_documents([path])
    else:
        for text in texts:
            yield from documents_of(text)
