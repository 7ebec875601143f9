"""Make the vocabulary of the fast engine from Hong Kong text and an accurate teacher.

    python dictionaries/hk_general/build.py TEXT...

needs `pip install cantext wapic==0.1.0` and writes two files beside itself:

- `words.tsv`: the words the teacher finds in the texts, in their commonest spelling, with counts.
  No text goes into the file.
- `jieba_words.bits`: a bit for each row of the word list that jieba 0.42.1 installs, set when the
  teacher also reads the row as one word. The list itself is not copied; a third of it (一个,
  很敢, 南京长江二桥) breaks the word boundaries that Hong Kong's treebanks draw.

The teacher is wapic's word model (MIT), reading the projection.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from wapic import Segmenter

from cantext.lexicon.general import BITS_FILE, WORDS_FILE, jieba_words
from cantext.normalise import decode_private_use, project

_HAN_WORD = re.compile(r"[㐀-䶿一-鿿𠀀-𯨟]+")
# The running header and page number of Hansard, which stand inside its paragraphs.
_RUNNING_HEADER = re.compile(r"^立法會\s*[─—－-].*$|^\s*\d+\s*$", re.MULTILINE)
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
_WHITE_SPACE = re.compile(r"\s+")
# Endings that the conventions set apart: 食咗 is 食|咗.
_APART = ("咗", "緊", "嘅")
_LONGEST_WORD = 8


def paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text, wrapped lines joined and white space removed."""
    for paragraph in _PARAGRAPH_BREAK.split(_RUNNING_HEADER.sub("\n", text)):
        joined = _WHITE_SPACE.sub("", paragraph)
        if joined:
            yield decode_private_use(joined)


def count_words(teacher: Segmenter, paths: Iterable[Path]) -> dict[str, Counter[str]]:
    """Count the spellings of each projected word."""
    spellings: dict[str, Counter[str]] = {}
    for path in paths:
        originals = list(paragraphs(path.read_text(encoding="utf-8")))
        segmented = teacher.segment_batch([project(original) for original in originals])
        for original, words in zip(originals, segmented, strict=True):
            start = 0
            for word in words:
                stop = start + len(word)
                if _HAN_WORD.fullmatch(word) and not (len(word) > 1 and word.endswith(_APART)):
                    spellings.setdefault(word, Counter())[original[start:stop]] += 1
                start = stop
    return spellings


def words_file(spellings: dict[str, Counter[str]], min_count: int) -> str:
    """Return the rows of `words.tsv`, commonest first."""
    rows = []
    for counts in spellings.values():
        total = sum(counts.values())
        spelling = min(counts, key=lambda form: (-counts[form], form))
        if total >= min_count and len(spelling) <= _LONGEST_WORD:
            rows.append((spelling, total))
    rows.sort(key=lambda row: (-row[1], row[0]))
    return "word\tcount\n" + "".join(f"{word}\t{count}\n" for word, count in rows)


def bits_file(teacher: Segmenter) -> bytes:
    """Return one bit a row of jieba's list, most significant first, set when it is one word."""
    words = [project(word) for word in jieba_words()[0]]
    bits = "".join("1" if len(found) == 1 else "0" for found in teacher.segment_batch(words))
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--min-count", type=int, default=3)
    arguments = parser.parse_args()
    folder = Path(__file__).parent
    teacher = Segmenter()
    (folder / BITS_FILE).write_bytes(bits_file(teacher))
    counted = count_words(teacher, arguments.texts)
    (folder / WORDS_FILE).write_text(words_file(counted, arguments.min_count), encoding="utf-8")


if __name__ == "__main__":
    main()
