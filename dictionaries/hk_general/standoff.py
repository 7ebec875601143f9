"""Word boundaries of our own annotation, kept without the text they are in.

The texts are not ours to copy, so a row says where a sentence stands and how long its words are:

    source  file  start  end  sizes

`file` is a path below the folder of texts, `start` and `end` are offsets in its characters, `sizes`
the lengths of the words in characters, white space left out.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cantext.normalise import decode_private_use

COLUMNS = ("source", "file", "start", "end", "sizes")
# A line break that a PDF put between two Chinese characters or after a comma.
_WRAP = re.compile(r"(?<=[一-鿿，、；])\s*\n\s*(?=[一-鿿])")
_WHITE_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class AnnotatedSentence:
    """A sentence as it stands in its file, wrapped lines joined, and its words without spaces."""

    source: str
    text: str
    words: tuple[str, ...]


@cache
def _text_of(path: Path) -> str:
    return decode_private_use(path.read_text(encoding="utf-8"))


def read_annotation(path: Path, folder: Path) -> Iterator[AnnotatedSentence]:
    """Yield the annotated sentences of a table, their text read from the files below a folder."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            stretch = _text_of(folder / row["file"])[int(row["start"]) : int(row["end"])]
            bare = _WHITE_SPACE.sub("", stretch)
            sizes = [int(size) for size in row["sizes"].split()]
            if sum(sizes) != len(bare):
                raise ValueError(f"{path.name}: {row['file']} is not the text that was annotated")
            words, place = [], 0
            for size in sizes:
                words.append(bare[place : place + size])
                place += size
            yield AnnotatedSentence(row["source"], _WRAP.sub("", stretch), tuple(words))


def write_annotation(
    path: Path, folder: Path, files: Iterable[Path], sentences: Iterable[tuple[str, list[str]]]
) -> None:
    """Write a table from (source, words); each sentence is looked up in the files."""
    bare = [(file, *_without_white_space(_text_of(file))) for file in files]
    rows = []
    for source, words in sentences:
        wanted = "".join(words)
        for file, text, places in bare:
            found = text.find(wanted)
            if found >= 0:
                last = places[found + len(wanted) - 1] + 1
                sizes = " ".join(str(len(word)) for word in words)
                name = file.relative_to(folder).as_posix()
                rows.append((source, name, str(places[found]), str(last), sizes))
                break
        else:
            raise ValueError(f"no file has the sentence {wanted[:20]}…")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerows([COLUMNS, *rows])


def _without_white_space(text: str) -> tuple[str, list[int]]:
    places = [place for place, character in enumerate(text) if not character.isspace()]
    return "".join(text[place] for place in places), places
