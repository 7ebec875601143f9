"""Train the part-of-speech tagger on treebanks.

    python dictionaries/hk_general/train_pos.py --gold GOLD...

needs `pip install cantext numba` and writes `hk_pos.npz` to dictionaries/hk_pos, in ten seconds.
GOLD is CoNLL-U with universal tags. Seeds are fixed: the same input gives the same model.

Multinomial logistic regression on hashed features (cantext/segment/pos_features.py), by AdaGrad
(Duchi, Hazan & Singer 2011), one word at a time, each feature dropped with probability 0.3. Weights
are rounded to 8 bits. Punctuation and symbols are tagged by rule and not trained on.
"""

import argparse
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import numba
import numpy as np

from cantext.segment.pos import tag_of_form
from cantext.segment.pos_features import ROW_BITS, TAGS, feature_rows
from cantext.segment.pos_model import MODEL_FILE, MODEL_FOLDER
from teaching import conllu_tokens

_DROPOUT = 0.3
_L2 = 2e-3
_RATE = 0.15
_PASSES = 12

Tagged = Sequence[Sequence[tuple[str, str]]]


def examples(sentences: Tagged) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of weights that each word reads, and its tag's place in `TAGS`.

    Words that are tagged by rule are left out.
    """
    words = [word for sentence in sentences for word, _ in sentence]
    bounds = list(accumulate(map(len, sentences), initial=0))
    rows = np.stack(list(feature_rows(words, bounds)), axis=1)
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


def fit(sentences: Tagged) -> np.ndarray:
    """Return the 8-bit weights of a model; the few beyond the scale are clipped."""
    rows, tags = examples(sentences)
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
    parser.add_argument("--gold", nargs="+", type=Path, required=True)
    parser.add_argument(
        "--output",
        type=Path,
        default=Path(__file__).resolve().parents[1] / MODEL_FOLDER / MODEL_FILE,
    )
    arguments = parser.parse_args()
    sentences = [tokens for path in arguments.gold for _, tokens in conllu_tokens(path)]
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(arguments.output, weights=fit(sentences))


if __name__ == "__main__":
    main()
