"""Runs of Chinese characters: what an engine that knows nothing else is shown of a text."""

import re
from collections.abc import Callable, Iterable

_HAN_RUN = re.compile("([\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]+)")
_LETTERS_OR_OTHER = re.compile(r"[^\W_]+|[\W_]")


def cut_runs(text: str, cut: Callable[[str], Iterable[str]]) -> list[str]:
    """Return the words of a text: `cut` cuts its Chinese runs; letters and digits stay together.

    Any other character stands alone.

    >>> cut_runs("covid19疫情，", list)
    ['covid19', '疫', '情', '，']
    """
    words: list[str] = []
    for index, piece in enumerate(_HAN_RUN.split(text)):
        words += cut(piece) if index % 2 else _LETTERS_OR_OTHER.findall(piece)
    return words
