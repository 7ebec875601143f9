"""Train the part-of-speech tagger on treebanks, with word classes from large text.

    python dictionaries/hk_general/train_pos.py --gold GOLD... --text TEXT... --lines TEXT... \\
        --words WORDS...

needs `pip install cantext wapic==0.1.0 numba scipy` and writes `hk_pos.npz` to dictionaries/hk_pos,
in two minutes. GOLD is CoNLL-U with universal tags, TEXT plain text, wrapped (`--text`) or of a
paragraph a line (`--lines`), WORDS words parted by spaces. Seeds are fixed: the same input gives the
same model.

1. The classes of words are made from the texts as cantext cuts them, and from WORDS, which count
   three times, since there is little Cantonese in the texts (`word_classes.py`).
2. Multinomial logistic regression on hashed features (cantext/segmentation/pos_features.py), by AdaGrad
   (Duchi, Hazan & Singer 2011), one word at a time, each feature dropped with probability 0.3.
   Weights are rounded to 8 bits. Punctuation, symbols and numbers are tagged by rule and not trained
   on.
"""

import argparse
from collections.abc import Iterable, Sequence
from itertools import accumulate
from pathlib import Path

import numba
import numpy as np

from cantext.documents.document import Document
from cantext.normalise import project
from cantext.segmentation.pipeline import Segmenter
from cantext.segmentation.pos import tag_of_form
from cantext.segmentation.pos_features import ROW_BITS, TAGS, feature_rows
from cantext.segmentation.pos_model import MODEL_FILE, MODEL_FOLDER
from teaching import conllu_tokens, spaced_words, texts
from word_classes import word_classes

_DROPOUT = 0.3
_L2 = 2e-3
_RATE = 0.15
_PASSES = 12
_SPEECH_COPIES = 3

Tagged = Sequence[Sequence[tuple[str, str]]]


def classes_of(wrapped: Iterable[Path], lines: Iterable[Path], words: Iterable[Path]) -> np.ndarray:
    """Do step 1."""
    segmenter = Segmenter()
    document = Document("-", "\n".join(texts(wrapped, lines)))
    found = [
        list(map(project, block.texts[first:stop]))
        for block in segmenter.blocks(document)
        for first, stop in block.sentences()
    ]
    spoken = [list(map(project, line)) for path in words for line in spaced_words(path)]
    return word_classes(found + _SPEECH_COPIES * spoken)


def examples(sentences: Tagged, classes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of weights that each word reads, and its tag's place in `TAGS`.

    Words that are tagged by rule are left out.
    """
    words = [word for sentence in sentences for word, _ in sentence]
    bounds = list(accumulate(map(len, sentences), initial=0))
    rows = np.stack(list(feature_rows(classes, words, bounds)), axis=1)
    places = {tag: place for place, tag in enumerate(TAGS)}
    tags = np.array([
        places.get(tag, -1) if tag_of_form(word) is None else -1
        for sentence in sentences
        for word, tag in sentence
    ])  # fmt: skip
    return rows[tags >= 0], tags[tags >= 0]


@numba.njit(cache=True)
def _descend(rows, tags, order, weights, squares, rate, seed):  # noqa: ANN001
    """Pass once over the examples in an order, changing weights and squares in place."""
    np.random.seed(seed)
    features, count = rows.shape[1], weights.shape[1]
    kept = np.ones(features, np.bool_)
    error = np.zeros(count, np.float32)
    for example in order:
        error[:] = 0
        for feature in range(features):
            kept[feature] = np.random.random() >= _DROPOUT
            if kept[feature]:
                for tag in range(count):
                    error[tag] += weights[rows[example, feature], tag]
        error /= 1 - _DROPOUT
        error[:] = np.exp(error - error.max())
        error /= error.sum()
        error[tags[example]] -= 1
        for feature in range(features):
            if kept[feature]:
                row = rows[example, feature]
                for tag in range(count):
                    slope = error[tag] + _L2 * weights[row, tag]
                    squares[row, tag] += slope * slope
                    weights[row, tag] -= rate * slope / np.sqrt(squares[row, tag])


def fit(sentences: Tagged, classes: np.ndarray) -> np.ndarray:
    """Do step 2: return the 8-bit weights of a model; the few beyond the scale are clipped."""
    rows, tags = examples(sentences, classes)
    weights = np.zeros((1 << ROW_BITS, len(TAGS)), np.float32)
    squares = np.full_like(weights, 0.5)
    generator = np.random.default_rng(1)
    for turn in range(_PASSES):
        rate = _RATE * (1 - 0.9 * turn / _PASSES)
        _descend(rows, tags, generator.permutation(len(tags)), weights, squares, rate, turn)
    scale = 127 / np.quantile(np.abs(weights[weights != 0]), 0.9999)
    return np.clip(np.rint(weights * scale), -127, 127).astype(np.int8)


def main() -> None:
    """Train and write the model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for option in ("--gold", "--text", "--lines", "--words"):
        parser.add_argument(option, nargs="+", type=Path, required=True)
    parser.add_argument(
        "--output",
        type=Path,
        default=Path(__file__).resolve().parents[1] / MODEL_FOLDER / MODEL_FILE,
    )
    arguments = parser.parse_args()
    sentences = [tokens for path in arguments.gold for _, tokens in conllu_tokens(path)]
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    classes = classes_of(arguments.text, arguments.lines, arguments.words)
    np.savez_compressed(arguments.output, weights=fit(sentences, classes), classes=classes)


if __name__ == "__main__":
    main()
