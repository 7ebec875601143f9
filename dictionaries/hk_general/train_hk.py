"""Train the model of the engine `hk`: first on two teachers' words in large text, then on gold.

    python dictionaries/hk_general/train_hk.py --text TEXT... --lines NEWS --pkuseg MODEL \\
        --gold GOLD... --words WORDS... --annotation TABLE --data FOLDER --leave-out TABLE...

needs `pip install cantext wapic==0.1.0 numba` and writes `hk_model.npz` beside itself, in about ten
minutes, most of them the second teacher's. TEXT is plain text (wrapped lines of a paragraph are
joined), NEWS one paragraph a line, GOLD CoNLL-U, WORDS words parted by spaces, TABLE word boundaries
of our own (`standoff.py`) in the texts below FOLDER; paragraphs with a sentence of a table to leave
out are not read. Seeds are fixed: the same input gives the same model.

1. The vocabulary: that of the fast engine (`cantext.lexicon.general`) and the Chinese forms of the
   policy dictionary and the names up to four characters, as a hash table.
2. The teachers cut the projected text: wapic's word model (MIT), and the model that the wheel of
   pkuseg 0.0.25 carries (MIT). Where they disagree, nothing is learned. As in the pipeline, numbers
   and Latin words are replaced by one character.
3. Logistic regression on hashed features (cantext/segmentation/boundary.py), by AdaGrad (Duchi, Hazan &
   Singer 2011), one gap at a time, each feature dropped with probability 0.3. Dropout matters: else
   the opinion of the first segmentation is all that is learned.
4. The same on the treebanks and our annotation (each error counts eight times), the Cantonese
   conversations and a sample of step 3 (half), so that newspaper style is not forgotten; it starts
   from half the weights of step 3. Weights are rounded to 8 bits.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numba
import numpy as np

from cantext.lexicon.general import general_names, general_vocabulary
from cantext.lexicon.lexicon import load_lexicon
from cantext.lexicon.matching import TermMatcher
from cantext.normalise import project
from cantext.segmentation.boundary import WEIGHT_COUNT, feature_indices, scored_gaps
from cantext.segmentation.characters import HOLD, code_points, hashes_of, kinds_of
from cantext.segmentation.hk import MODEL_FILE
from cantext.segmentation.pretoken import pretokens
from cantext.segmentation.unigram import LONGEST, best_path, make_table
from standoff import AnnotatedSentence, read_annotation
from teaching import conllu_tokens, sentences_left_out, spaced_words, texts

_DROPOUT = 0.3
_L2 = 1e-5
# Neighbouring gaps share their features: the order is shuffled by stretches in step 3.
_STRETCH = 64
SAMPLE = 200_000
# Numbers and Latin words are held back in nine paragraphs of ten, so that the model reads both.
_HELD_SHARE = 0.9
# What a term of the policy dictionary weighs at least, on the scale of jieba's counts.
_TERM_COUNT = 300
_BLOCK = 1 << 16

# Step 4: how much of step 3's weights it starts from, and how much each part's errors count.
_PRIOR = 0.5
_GOLD, _SPEECH, _TEACHER = 8, 0.5, 0.5
_PASSES = 10

Cut = Callable[[Sequence[str]], Iterable[Sequence[str]]]
Labelled = tuple[np.ndarray, np.ndarray, np.ndarray]  # code points, where words begin, importance


@dataclass(frozen=True)
class Gaps:
    """Training examples: the weights each gap reads, whether a word begins there, and its worth."""

    indices: np.ndarray
    labels: np.ndarray
    importance: np.ndarray

    def sample(self, size: int, generator: np.random.Generator) -> "Gaps":
        """Return about `size` gaps in stretches."""
        count = min(size, len(self.labels)) // _STRETCH
        chosen = np.sort(generator.choice(len(self.labels) // _STRETCH, count, replace=False))
        places = (chosen[:, None] * _STRETCH + np.arange(_STRETCH)).ravel()
        return Gaps(self.indices[places], self.labels[places], self.importance[places])

    def times(self, factor: float) -> "Gaps":
        """Return the same with another importance."""
        return Gaps(self.indices, self.labels, self.importance * np.float32(factor))


def vocabulary() -> dict[str, int]:
    """Return the words of the fast engine, the short terms of the dictionary and the names."""
    words = dict(general_vocabulary())
    for key in (*load_lexicon().by_key, *map(project, general_names())):
        kinds = kinds_of(code_points(key))
        if 1 < len(key) <= LONGEST and scored_gaps(kinds)[1:].all():
            words[key] = max(words.get(key, 0), _TERM_COUNT)
    return words


def begins_of(words: Iterable[str], text: str) -> np.ndarray:
    """Return 1 for each character of a text that begins a word or is white space."""
    begins = np.ones(len(text), np.uint8)
    place = 0
    for word in words:
        while text[place].isspace():
            place += 1
        begins[place + 1 : place + len(word)] = 0
        place += len(word)
    return begins


def labelled(text: str, begins: np.ndarray, importance: np.ndarray, *, hold: bool = True) -> Labelled:
    """Return a projected text as the pipeline shows it to an engine, with its labels."""
    codes, begins = code_points(text).copy(), begins.copy()
    shown = np.ones(len(text), np.bool_)
    for start, end in pretokens(text) if hold else ():
        codes[start] = HOLD
        shown[start + 1 : end] = False
        begins[start : end + 1 : end - start] = 1
    return codes[shown], begins[shown], importance[shown]


def joined(texts: Iterable[Labelled]) -> Labelled:
    """Return texts as one, a line break after each."""
    parts = []
    for text in texts:
        parts += [text, (np.array([10], np.uint32), np.ones(1, np.uint8), np.ones(1, np.float32))]
    codes, begins, importance = map(np.concatenate, zip(*parts, strict=True))
    return codes, begins, importance


def gaps_of(texts: Iterable[Labelled], table: np.ndarray) -> Gaps:
    """Return the scored gaps of texts."""
    codes, begins, importance = joined(texts)
    indices, labels, worth = [], [], []
    for start in range(0, len(codes), _BLOCK):
        block = slice(start, start + _BLOCK)
        hashes, kinds = hashes_of(codes[block]), kinds_of(codes[block])
        indices.append(feature_indices(hashes, kinds, best_path(table, hashes, kinds)))
        scored = scored_gaps(kinds)
        labels.append(begins[block][scored])
        worth.append(importance[block][scored])
    return Gaps(*map(np.concatenate, (indices, labels, worth)))


def teachers(pkuseg_model: Path) -> tuple[Cut, Cut]:
    """Return the two teachers; each cuts many texts."""
    import spacy_pkuseg
    from wapic import Segmenter

    pkuseg = spacy_pkuseg.pkuseg(str(pkuseg_model), user_dict=None)
    return Segmenter().segment_batch, lambda texts: map(pkuseg.cut, texts)


def taught(texts: Sequence[str], cuts: Sequence[Cut]) -> Iterator[Labelled]:
    """Yield projected texts as the first teacher cuts them; worth nothing where another differs."""
    chance = np.random.default_rng(1)
    for text, *cut in zip(texts, *(cut(texts) for cut in cuts), strict=True):
        first, *others = [begins_of(words, text) for words in cut]
        agreed = np.all([first == other for other in others], axis=0).astype(np.float32)
        yield labelled(text, first, agreed, hold=bool(chance.random() < _HELD_SHARE))


def conllu_sentences(
    path: Path, form: Callable[[str], str] = project
) -> list[tuple[int, list[str]]]:
    """Return the number and the words of each sentence, projected unless told otherwise."""
    return [
        (number, [form(word) for word, _ in tokens]) for number, tokens in conllu_tokens(path)
    ]


def spaced_sentences(path: Path) -> list[list[str]]:
    """Return the projected words of each line."""
    return [list(map(project, words)) for words in spaced_words(path)]


def gold_texts(sentences: Iterable[Sequence[str]]) -> list[Labelled]:
    """Return gold sentences as the pipeline shows them to an engine without the dictionary."""
    found = []
    for words in sentences:
        text = "".join(words)
        found.append(labelled(text, begins_of(words, text), np.ones(len(text), np.float32)))
    return found


def annotated_texts(sentences: Iterable[AnnotatedSentence]) -> list[Labelled]:
    """Return our annotation; inside the dictionary's terms there is nothing to learn.

    The pipeline makes those whole, and the treebanks, which know no dictionary, cut some of them.
    """
    matcher = TermMatcher(load_lexicon())
    found = []
    for sentence in sentences:
        words = [project(word) for word in sentence.words]
        text = "".join(words)
        importance = np.ones(len(text), np.float32)
        for span in matcher.find(text).firm:
            importance[span.start + 1 : span.end] = 0
        found.append(labelled(text, begins_of(words, text), importance))
    return found


@numba.njit(cache=True)
def _descend(indices, labels, order, importance, weights, squares, rate, seed):  # noqa: ANN001
    """Pass once over the examples in an order, changing weights and squares in place."""
    np.random.seed(seed)
    count, features = len(order), indices.shape[1]
    kept = np.ones(features, np.bool_)
    for turn in range(count):
        example = order[turn]
        if importance[example] == 0:
            continue
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
    """Return the weights of step 3."""
    weights = np.zeros(WEIGHT_COUNT, np.float32)
    squares = np.full(WEIGHT_COUNT, 0.01, np.float32)
    generator = np.random.default_rng(1)
    for seed, rates in enumerate(((0.1, 0.055), (0.03, 0.01))):
        stretches = np.array_split(np.arange(len(gaps.labels)), len(gaps.labels) // _STRETCH + 1)
        generator.shuffle(stretches)
        halves = np.array_split(np.concatenate(stretches), 2)
        for half, rate in zip(halves, rates, strict=True):
            _descend(gaps.indices, gaps.labels, half, gaps.importance, weights, squares, rate, seed)
    return weights


def fit(base: np.ndarray, gold: Sequence[Gaps], speech: Gaps, teacher: Gaps) -> np.ndarray:
    """Return the weights of step 4, from step 3's."""
    parts = [*(part.times(_GOLD) for part in gold), speech.times(_SPEECH), teacher.times(_TEACHER)]
    indices = np.concatenate([part.indices for part in parts])
    labels = np.concatenate([part.labels for part in parts])
    importance = np.concatenate([part.importance for part in parts])
    weights = base * np.float32(_PRIOR)
    squares = np.full(WEIGHT_COUNT, 0.1, np.float32)
    generator = np.random.default_rng(2)
    for turn in range(_PASSES):
        rate = 0.1 * (1 - 0.8 * turn / _PASSES)
        order = generator.permutation(len(labels))
        _descend(indices, labels, order, importance, weights, squares, rate, turn)
    return weights


def save(path: Path, weights: np.ndarray, table: np.ndarray) -> None:
    """Write a model: weights in 8 bits, those few beyond the scale clipped."""
    scale = np.float32(127 / np.quantile(np.abs(weights[weights != 0]), 0.9999))
    rounded = np.clip(np.rint(weights * scale), -127, 127).astype(np.int8)
    np.savez(path, weights=rounded, vocabulary=table, scale=scale)


def parser() -> argparse.ArgumentParser:
    """Return the arguments that training and its benchmark share."""
    found = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    found.add_argument("--text", nargs="+", type=Path, required=True)
    found.add_argument("--lines", nargs="*", type=Path, default=[])
    found.add_argument("--pkuseg", type=Path, required=True)
    found.add_argument("--gold", nargs="+", type=Path, required=True)
    found.add_argument("--words", nargs="+", type=Path, required=True)
    found.add_argument("--annotation", type=Path, required=True)
    found.add_argument("--data", type=Path, required=True)
    found.add_argument("--leave-out", nargs="*", type=Path, default=[])
    found.add_argument(
        "--labels", type=Path, help="keep the teachers' words in this file, and read them from it"
    )
    return found


def teacher_gaps(arguments: argparse.Namespace, table: np.ndarray) -> Gaps:
    """Return the examples of step 3; the teachers' labels come from a file if there is one."""
    if arguments.labels and arguments.labels.exists():
        with np.load(arguments.labels) as stored:
            return gaps_of([(stored["codes"], stored["begins"], stored["importance"])], table)
    left_out = sentences_left_out(arguments.leave_out, arguments.data)
    paragraphs = list(texts(arguments.text, arguments.lines, left_out))
    labels = joined(taught(paragraphs, teachers(arguments.pkuseg)))
    if arguments.labels:
        np.savez(arguments.labels, **dict(zip(("codes", "begins", "importance"), labels, strict=True)))
    return gaps_of([labels], table)


def main() -> None:
    """Train and write the model."""
    options = parser()
    options.add_argument("--output", type=Path, default=Path(__file__).parent / MODEL_FILE)
    arguments = options.parse_args()
    begun = time.perf_counter()

    def progress(step: str) -> None:
        print(f"{time.perf_counter() - begun:6.0f} s  {step}", file=sys.stderr)

    table = make_table(vocabulary())
    teacher = teacher_gaps(arguments, table)
    progress(f"{len(teacher.labels):,} gaps, of which the teachers agree on {teacher.importance.mean():.1%}")
    base = distil(teacher)
    progress("distilled")
    treebanks = [words for path in arguments.gold for _, words in conllu_sentences(path)]
    annotated = annotated_texts(read_annotation(arguments.annotation, arguments.data))
    gold = [gaps_of(gold_texts(treebanks), table), gaps_of(annotated, table)]
    conversations = [words for path in arguments.words for words in spaced_sentences(path)]
    speech = gaps_of(gold_texts(conversations), table)
    sizes = [len(part.labels) for part in (*gold, speech)]
    progress("{:,} gaps of treebanks, {:,} of our annotation, {:,} of conversations".format(*sizes))
    sample = teacher.sample(SAMPLE, np.random.default_rng(3))
    save(arguments.output, fit(base, gold, speech, sample), table)
    progress(f"wrote {arguments.output}")


if __name__ == "__main__":
    main()
