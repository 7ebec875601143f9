"""Train the model of the engine `hk`: first on a teacher's words in large text, then on treebanks.

    python dictionaries/hk_general/train_hk.py --text TEXT... --gold GOLD... --words WORDS...

needs `pip install cantext wapic==0.1.0 numba` and writes `hk_model.npz` beside itself, in about three
minutes. TEXT is plain text (wrapped lines of a paragraph are joined; `--lines` for one paragraph a
line), GOLD is CoNLL-U, WORDS is words parted by spaces. Seeds are fixed: the same input gives the
same model.

1. The teacher, wapic's word model (MIT), cuts the projected text. As in the pipeline, numbers, Latin
   words and (in two paragraphs of five) dictionary terms are replaced by one character.
2. Logistic regression on hashed features (cantext/segment/boundary.py), by AdaGrad (Duchi, Hazan &
   Singer 2011), one gap at a time, each feature dropped with probability 0.3. Dropout matters: else
   the fast engine's opinion is all that is learned.
3. The same on the treebanks (each error counts eight times), the Cantonese conversations and a
   sample of step 1 (half), so that newspaper style is not forgotten; it starts from half the weights
   of step 2. Weights are rounded to 8 bits.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numba
import numpy as np

from build import paragraphs
from cantext.lexicon.lexicon import load_lexicon
from cantext.lexicon.matching import TermMatcher
from cantext.normalise import decode_private_use, project
from cantext.segment.boundary import (
    WEIGHT_COUNT,
    code_points,
    feature_indices,
    kinds_of,
    scored_gaps,
    word_starts,
)
from cantext.segment.hk import MODEL_FILE
from cantext.segment.pretoken import pretokens
from cantext.segment.rust_jieba import RustJieba

_HOLD = "\uffff"
_DROPOUT = 0.3
_L2 = 1e-5
# Neighbouring gaps share their features: the order is shuffled by stretches in step 2.
_STRETCH = 64
SAMPLE = 200_000


@dataclass(frozen=True)
class Gaps:
    """Training examples: the weights each gap reads, and whether a word begins there."""

    indices: np.ndarray
    labels: np.ndarray

    def sample(self, size: int, generator: np.random.Generator) -> "Gaps":
        """Return about `size` gaps in stretches."""
        count = min(size, len(self.labels)) // _STRETCH
        chosen = np.sort(generator.choice(len(self.labels) // _STRETCH, count, replace=False))
        places = (chosen[:, None] * _STRETCH + np.arange(_STRETCH)).ravel()
        return Gaps(self.indices[places], self.labels[places])


# Step 3: how much of step 2's weights it starts from, and how much each part's errors count.
_PRIOR = 0.5
_GOLD, _SPEECH, _TEACHER = 8, 0.5, 0.5
_PASSES = 10


def held(words: Iterable[str], text: str, matcher: TermMatcher | None) -> tuple[str, np.ndarray]:
    """Return a projected text as the pipeline shows it to an engine, and where words begin."""
    begins = np.ones(len(text) + 1, np.uint8)
    place = 0
    for word in words:
        while text[place].isspace():
            place += 1
        begins[place + 1 : place + len(word)] = 0
        place += len(word)
    pieces = [(span.start, span.end) for span in matcher.find(text).firm] if matcher else []
    taken = sorted(pieces)
    for start, end in pretokens(text):
        if not any(start < stop and first < end for first, stop in taken):
            pieces.append((start, end))
    kept: list[str] = []
    flags: list[np.ndarray] = []
    place = 0
    for start, end in sorted(pieces):
        kept += [text[place:start], _HOLD]
        flags += [begins[place:start], np.ones(1, np.uint8)]
        place = end
    return "".join([*kept, text[place:]]), np.concatenate([*flags, begins[place:-1]])


def gaps_of(sentences: Iterable[tuple[str, np.ndarray]], jieba: RustJieba) -> Gaps:
    """Return the scored gaps of sentences, a line break between them."""
    texts, flags = [], []
    for text, begins in sentences:
        texts += [text, "\n"]
        flags += [begins, np.ones(1, np.uint8)]
    joined = "".join(texts)
    codes = code_points(joined)
    starts = word_starts(jieba.cut(joined), len(joined))
    labels = np.concatenate(flags)[scored_gaps(kinds_of(codes))]
    return Gaps(feature_indices(codes, starts), labels)


def taught(paths: Iterable[Path], by_lines: bool) -> Iterator[tuple[str, np.ndarray]]:
    """Yield texts as cut by the teacher; terms held in two of five, numbers in nine of ten."""
    from wapic import Segmenter

    teacher, matcher = Segmenter(), TermMatcher(load_lexicon())
    chance = random.Random(1)
    for path in paths:
        source = path.read_text(encoding="utf-8")
        pieces = map(decode_private_use, source.splitlines()) if by_lines else paragraphs(source)
        texts = [project(piece) for piece in pieces if piece.strip()]
        for text, words in zip(texts, teacher.segment_batch(texts), strict=True):
            draw = chance.random()
            if draw < 0.9:
                yield held(words, text, matcher if draw < 0.4 else None)
            else:
                yield unheld(words, text)


def unheld(words: Iterable[str], text: str) -> tuple[str, np.ndarray]:
    """Return a projected text as it is, and where words begin."""
    begins = np.ones(len(text), np.uint8)
    place = 0
    for word in words:
        while text[place].isspace():
            place += 1
        begins[place + 1 : place + len(word)] = 0
        place += len(word)
    return text, begins


def conllu_sentences(
    path: Path, form: Callable[[str], str] = project
) -> list[tuple[int, list[str]]]:
    """Return the number and the words of each sentence, projected unless told otherwise."""
    sentences = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        number, words = 0, []
        for line in block.splitlines():
            if line.startswith("# sent_id"):
                number = int(line.split("=")[1])
            elif line and line[0] != "#" and (row := line.split("\t"))[0].isdecimal():
                words.append(form(row[1]))
        if words:
            sentences.append((number, words))
    return sentences


def spaced_sentences(path: Path) -> list[list[str]]:
    """Return the projected words of each line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [[project(word) for word in line.split()] for line in lines if line.strip()]


def gold_texts(sentences: Iterable[list[str]]) -> list[tuple[str, np.ndarray]]:
    """Return gold sentences as the pipeline shows them to an engine without the dictionary."""
    return [held(words, "".join(words), None) for words in sentences]


@numba.njit(cache=True)
def _descend(indices, labels, order, importance, weights, squares, rate, seed):  # noqa: ANN001
    """Pass once over the examples in an order, changing weights and squares in place."""
    np.random.seed(seed)
    count, features = len(order), indices.shape[1]
    kept = np.ones(features, np.bool_)
    for turn in range(count):
        example = order[turn]
        total = np.float32(0.0)
        for feature in range(features):
            kept[feature] = np.random.random() >= _DROPOUT
            if kept[feature]:
                total += weights[indices[example, feature]]
        chance = 1 / (1 + np.exp(-total / (1 - _DROPOUT)))
        error = np.float32(chance - labels[example]) * importance[example]
        if abs(error) < 1e-3:
            continue
        for feature in range(features):
            if kept[feature]:
                place = indices[example, feature]
                slope = error + _L2 * weights[place]
                squares[place] += slope * slope
                weights[place] -= rate * slope / np.sqrt(squares[place])


def distil(gaps: Gaps) -> np.ndarray:
    """Return the weights of step 2."""
    weights = np.zeros(WEIGHT_COUNT, np.float32)
    squares = np.full(WEIGHT_COUNT, 0.01, np.float32)
    generator = np.random.default_rng(1)
    importance = np.ones(len(gaps.labels), np.float32)
    for seed, rates in enumerate(((0.1, 0.055), (0.03, 0.01))):
        stretches = np.array_split(np.arange(len(gaps.labels)), len(gaps.labels) // _STRETCH + 1)
        generator.shuffle(stretches)
        halves = np.array_split(np.concatenate(stretches), 2)
        for half, rate in zip(halves, rates, strict=True):
            _descend(gaps.indices, gaps.labels, half, importance, weights, squares, rate, seed)
    return weights


def fit(base: np.ndarray, gold: Gaps, speech: Gaps, teacher: Gaps) -> np.ndarray:
    """Return the 8-bit weights of a model: step 3, from step 2's weights."""
    parts = (gold, speech, teacher)
    indices = np.concatenate([part.indices for part in parts])
    labels = np.concatenate([part.labels for part in parts])
    importance = np.repeat(
        np.array((_GOLD, _SPEECH, _TEACHER), np.float32), [len(part.labels) for part in parts]
    )
    weights = base * np.float32(_PRIOR)
    squares = np.full(WEIGHT_COUNT, 0.1, np.float32)
    generator = np.random.default_rng(2)
    for turn in range(_PASSES):
        rate = 0.1 * (1 - 0.8 * turn / _PASSES)
        order = generator.permutation(len(labels))
        _descend(indices, labels, order, importance, weights, squares, rate, turn)
    return rounded(weights)


def rounded(weights: np.ndarray) -> np.ndarray:
    """Return weights in 8 bits; the few beyond the scale are clipped."""
    scale = 127 / np.quantile(np.abs(weights[weights != 0]), 0.9999)
    return np.clip(np.rint(weights * scale), -127, 127).astype(np.int8)


def main() -> None:
    """Train and write the model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", nargs="+", type=Path, required=True)
    parser.add_argument("--lines", nargs="*", type=Path, default=[])
    parser.add_argument("--gold", nargs="+", type=Path, required=True)
    parser.add_argument("--words", nargs="+", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / MODEL_FILE)
    arguments = parser.parse_args()
    begun = time.perf_counter()

    def progress(step: str) -> None:
        print(f"{time.perf_counter() - begun:6.0f} s  {step}", file=sys.stderr)

    jieba = RustJieba()
    sentences = [*taught(arguments.text, False), *taught(arguments.lines, True)]
    teacher = gaps_of(sentences, jieba)
    progress(f"{len(teacher.labels):,} gaps labelled by the teacher")
    base = distil(teacher)
    progress("distilled")
    treebanks = [words for path in arguments.gold for _, words in conllu_sentences(path)]
    gold = gaps_of(gold_texts(treebanks), jieba)
    conversations = [words for path in arguments.words for words in spaced_sentences(path)]
    speech = gaps_of(gold_texts(conversations), jieba)
    progress(f"{len(gold.labels):,} gaps of treebanks, {len(speech.labels):,} of conversations")
    sample = teacher.sample(SAMPLE, np.random.default_rng(3))
    np.savez(arguments.output, weights=fit(base, gold, speech, sample))
    progress(f"wrote {arguments.output}")


if __name__ == "__main__":
    main()
