"""Accuracy of part-of-speech taggers on sentences that they were not trained on, in one run.

    python tests/benchmarks/pos_tagger.py --written GOLD --cantonese GOLD

needs what dictionaries/hk_general/train_pos.py needs; pycantonese is scored where it is installed.

- Our own tagger is trained five times, by blocks of 20 sentences; the two treebanks are
  translations of each other, so a block is left out of both at once. The classes of words are those
  of the shipped model, which no treebank had a part in. The others are scored as they come.
- On gold words: the share of words with the right tag, with punctuation and without.
- End to end: F1 of words of which both ends and the tag are right, cut by the engine named, fed as
  cantext feeds it, without the policy dictionary. An engine that was trained on the treebanks (hk,
  pkuseg) has no place here.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from cantext.documents.document import Document
from cantext.errors import EngineError
from cantext.lexicon.lexicon import load_lexicon
from cantext.lexicon.locate import dictionaries_folder
from cantext.segmentation.engine import load_engine
from cantext.segmentation.pipeline import Segmenter
from cantext.segmentation.pos import load_tagger, tag_block, tag_of_form
from cantext.segmentation.pos_model import MODEL_FILE, MODEL_FOLDER, HongKongTagger
from cantext.segmentation.tags import Tagger

_DICTIONARIES = Path(__file__).resolve().parents[2] / "dictionaries" / "hk_general"
sys.path.insert(0, str(_DICTIONARIES))
import teaching  # noqa: E402  # scripts beside the models, not part of the package
import train_pos  # noqa: E402

FOLDS = 5
_BLOCK = 20
_FIRST_LEGCO = 651
Tokens = list[tuple[str, str]]
Part = list[Tokens]
ENGINE = "jieba"


def gold_counts(tagger: Tagger, sentences: Part) -> np.ndarray:
    """Return right words, words, and both without punctuation."""
    total = np.zeros(4)
    words = [word for sentence in sentences for word, _ in sentence]
    if not words:
        return total
    bounds = np.cumsum([0, *map(len, sentences)]).tolist()
    given = tagger.tag(words, bounds)
    expected = [tag for sentence in sentences for _, tag in sentence]
    for word, tag, (upos, _) in zip(words, expected, given, strict=True):
        right = (tag_of_form(word) or upos) == tag
        total[:2] += right, 1
        if tag not in ("PUNCT", "SYM"):
            total[2:] += right, 1
    return total


def text_counts(tagger: Tagger, segmenter: Segmenter, sentences: Part) -> np.ndarray:
    """Return words right in span and tag, words expected, words given."""
    total = np.zeros(3)
    for sentence in sentences:
        expected, start = set(), 0
        for word, tag in sentence:
            expected.add((start, start + len(word), tag))
            start += len(word)
        text = "".join(word for word, _ in sentence)
        given = {
            (start, end, tag.upos)
            for block in segmenter.blocks(Document("-", text))
            for start, end, tag in zip(
                block.starts, block.ends, tag_block(tagger, block), strict=True
            )
        }
        total += len(expected & given), len(expected), len(given)
    return total


def parts(banks: Sequence[list[tuple[int, Tokens]]], keep: Callable[[int], bool]) -> list[Part]:
    """Return the sentences kept: written LegCo, written film, Cantonese LegCo and film."""
    return [
        [tokens for number, tokens in bank if keep(number) and (number >= _FIRST_LEGCO) == legco]
        for bank in banks
        for legco in (True, False)
    ]


def show(name: str, counts: np.ndarray, column: int) -> None:
    """Print a row of accuracies."""
    print(name.ljust(36), *(f"{100 * row[column] / row[column + 1]:10.2f}" for row in counts))


def show_f1(name: str, counts: np.ndarray) -> None:
    """Print a row of F1."""
    print(name.ljust(36), *(f"{200 * row[0] / (row[1] + row[2]):10.2f}" for row in counts))


def main() -> None:
    """Train the folds and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--written", type=Path, required=True)
    parser.add_argument("--cantonese", type=Path, required=True)
    arguments = parser.parse_args()
    banks = [teaching.conllu_tokens(path) for path in (arguments.written, arguments.cantonese)]
    blocks = sorted({(number - 1) // _BLOCK for number, _ in banks[0]})
    with np.load(dictionaries_folder() / MODEL_FOLDER / MODEL_FILE) as shipped:
        classes = shipped["classes"]
    segmenter = Segmenter(load_engine(ENGINE), load_lexicon(hk_policy=False))

    rows: dict[str, list[np.ndarray]] = {}
    everything = parts(banks, lambda number: True)
    for name in ("jieba-py", "pycantonese"):
        try:
            tagger = load_tagger(name)
        except EngineError as error:
            print(error, file=sys.stderr)
            continue
        rows[tagger.name] = [
            np.array([gold_counts(tagger, part) for part in everything]),
            np.array([text_counts(tagger, segmenter, part) for part in everything]),
        ]
    own = rows["hk, five folds"] = [np.zeros((4, 4)), np.zeros((4, 3))]
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(FOLDS):

            def unseen(number: int, fold: int = fold) -> bool:
                return blocks.index((number - 1) // _BLOCK) % FOLDS == fold

            kept = [tokens for bank in banks for number, tokens in bank if not unseen(number)]
            path = Path(folder, "model.npz")
            np.savez(path, weights=train_pos.fit(kept, classes), classes=classes)
            tagger = HongKongTagger(path)
            tested = parts(banks, unseen)
            own[0] += [gold_counts(tagger, part) for part in tested]
            own[1] += [text_counts(tagger, segmenter, part) for part in tested]
    columns = ("zh LegCo", "zh film", "yue LegCo", "yue film")
    print(" " * 36, *(column.rjust(10) for column in columns))
    for name, (gold, text) in rows.items():
        show(f"{name}: gold words", gold, 0)
        show(f"{name}: without punctuation", gold, 2)
        show_f1(f"{name}: end to end, engine {ENGINE}", text)
    gold = own[0].reshape(2, 2, 4).sum(axis=1)
    print("hk, treebank by treebank:", *(f"{100 * row[0] / row[1]:.2f}" for row in gold))
    print("without punctuation:", *(f"{100 * row[2] / row[3]:.2f}" for row in gold))


if __name__ == "__main__":
    main()
