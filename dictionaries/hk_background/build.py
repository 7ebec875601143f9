"""Count in how many stretches of Hong Kong text each word occurs: the background of `keywords`.

    python dictionaries/hk_background/build.py TEXT...

writes beside itself `words.tsv` (word, stretches that have it, occurrences; words of two stretches
and more) and `background.json` (how many stretches and words there are, and what cut them). No text
goes into the files.

Each text is cut into stretches of about a thousand characters at the ends of paragraphs, so that a
sitting of a hundred thousand words and a news item weigh by what they say. Words are those of the
default engine with the policy dictionary, as every analysis counts them.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from cantext.documents.document import Document
from cantext.lexicon.background import BACKGROUND_FILE, WORDS_FILE
from cantext.normalise import decode_private_use, project
from cantext.segmentation.pipeline import Segmenter
from cantext.segmentation.tokens import is_word, kind_of

# The running header and page number of Hansard, which stand inside its paragraphs.
_RUNNING_HEADER = re.compile(r"^立法會\s*[─—－-].*$|^\s*\d+\s*$", re.MULTILINE)
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
_INNER_SPACE = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_STRETCH = 1000


def paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text: those that blank lines part, or else its lines."""
    text = _RUNNING_HEADER.sub("\n", text)
    pieces = _PARAGRAPH_BREAK.split(text)
    wrapped = len(pieces) > text.count("\n") / 20
    for piece in pieces if wrapped else text.splitlines():
        joined = _INNER_SPACE.sub("", piece).strip()
        if joined:
            yield decode_private_use(joined)


def stretches(paths: Iterable[Path]) -> Iterator[str]:
    """Yield stretches of at least a thousand characters; the last of a text may be shorter."""
    for path in paths:
        lines: list[str] = []
        for paragraph in paragraphs(path.read_text(encoding="utf-8")):
            lines.append(paragraph)
            if sum(map(len, lines)) >= _STRETCH:
                yield "\n".join(lines)
                lines = []
        if lines:
            yield "\n".join(lines)


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", nargs="+", type=Path)
    paths = sorted(parser.parse_args().texts)
    segmenter = Segmenter()
    spellings: dict[str, Counter[str]] = {}
    having: Counter[str] = Counter()
    documents = words = 0
    for text in stretches(paths):
        documents += 1
        found: Counter[str] = Counter()
        for block in segmenter.blocks(Document(str(documents), text)):
            found.update(block.texts)
        words += sum(count for word, count in found.items() if is_word(word))
        kept = [word for word in found if kind_of(word) in ("word", "latin")]
        keys = dict(zip(kept, project("\n".join(kept)).split("\n"), strict=True))
        for word, key in keys.items():
            spellings.setdefault(key, Counter())[word] += found[word]
        having.update(set(keys.values()))
    folder = Path(__file__).parent
    rows = [
        (max(sorted(texts), key=texts.__getitem__), having[key], sum(texts.values()))
        for key, texts in spellings.items()
        if having[key] > 1
    ]
    rows.sort(key=lambda row: (-row[1], -row[2], row[0]))
    table = "".join(f"{word}\t{n}\t{count}\n" for word, n, count in rows)
    (folder / WORDS_FILE).write_text("word\tdocuments\tcount\n" + table, encoding="utf-8")
    said = {
        "documents": documents,
        "words": words,
        "types": len(spellings),
        "texts": len(paths),
        "engine": f"{segmenter.engine.name} {segmenter.engine.version}",
        "dictionary": segmenter.lexicon.sha256,
    }
    (folder / BACKGROUND_FILE).write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
    print(f"{documents:,} stretches, {words:,} words, {len(rows):,} rows")


if __name__ == "__main__":
    main()
