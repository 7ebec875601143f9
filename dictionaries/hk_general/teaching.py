"""Training text for the models: what a teacher or an annotator cut, as an engine is shown it."""

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from cantext.normalise import decode_private_use, project
from cantext.segmentation.pretoken import pretokens
from standoff import read_annotation

# What the pipeline puts for a number or a Latin word that it keeps whole.
HOLD = "\uffff"
_SENTENCE_ENDS = frozenset("。！？!?；;")
_WHITE_SPACE = re.compile(r"\s+")


def texts(
    wrapped: Iterable[Path], lines: Iterable[Path], left_out: Collection[str] = ()
) -> Iterator[str]:
    """Yield the projected paragraphs of files, but for those that contain a sentence left out.

    Parameters
    ----------
    wrapped
        Files whose paragraphs are parted by blank lines.
    lines
        Files of a paragraph a line.
    left_out
        From `sentences_left_out`.
    """
    from build import paragraphs  # which needs the teacher

    for path in wrapped:
        yield from _without(map(project, paragraphs(path.read_text(encoding="utf-8"))), left_out)
    for path in lines:
        text = project(decode_private_use(path.read_text(encoding="utf-8")))
        yield from _without((line for line in text.splitlines() if line.strip()), left_out)


def _without(found: Iterable[str], left_out: Collection[str]) -> Iterator[str]:
    for paragraph in found:
        bare = _WHITE_SPACE.sub("", paragraph)
        if not any(sentence in bare for sentence in left_out):
            yield paragraph


def sentences_left_out(tables: Iterable[Path], folder: Path) -> tuple[str, ...]:
    """Return the annotated sentences of tables, projected and without white space.

    `folder` holds the texts that the tables point into; see `standoff.py`.
    """
    found = (sentence.text for table in tables for sentence in read_annotation(table, folder))
    return tuple(dict.fromkeys(_WHITE_SPACE.sub("", project(text)) for text in found))


def shown_words(words: Iterable[str], text: str) -> list[str]:
    """Return the words of a projected text as the pipeline shows them: numbers held, no spaces.

    >>> shown_words(["资助", "1", ",", "300", "项"], "资助1,300 项") == ["资助", HOLD, "项"]
    True
    """
    shown: list[str] = []
    held = pretokens(text)
    index = place = 0
    for word in words:
        while text[place].isspace():
            place += 1
        end = place + len(word)
        while place < end:
            while index < len(held) and held[index][1] <= place:
                index += 1
            start, stop = held[index] if index < len(held) else (end, end)
            if start > place:
                shown.append(text[place : min(start, end)])
            elif start == place:
                shown.append(HOLD)
            place = min(stop, end) if start <= place else min(start, end)
    return shown


def sentences(words: Iterable[str]) -> Iterator[list[str]]:
    """Yield the sentences of a paragraph, each with the mark that ends it."""
    sentence: list[str] = []
    for word in words:
        sentence.append(word)
        if word in _SENTENCE_ENDS:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def conllu_tokens(path: Path) -> list[tuple[int, list[tuple[str, str]]]]:
    """Return the number of each sentence with its words and their universal tags."""
    found = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        number, tokens = 0, []
        for line in block.splitlines():
            if line.startswith("# sent_id"):
                number = int(line.split("=")[1])
            elif line and line[0] != "#" and (row := line.split("\t"))[0].isdecimal():
                tokens.append((row[1], row[3]))
        if tokens:
            found.append((number, tokens))
    return found


def spaced_words(path: Path) -> list[list[str]]:
    """Return the words of each line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [words for line in lines if (words := line.split())]


def shown_gold(words: Iterable[str]) -> list[str]:
    """Return gold words, projected, as the pipeline shows them."""
    projected = [project(word) for word in words]
    return shown_words(projected, "".join(projected))
