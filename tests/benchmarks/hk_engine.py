"""Accuracy of the engine `hk` on sentences it was not trained on, beside other engines, in one run.

    python tests/benchmarks/hk_engine.py --gold WRITTEN CANTONESE ...

takes the arguments of dictionaries/hk_general/train_hk.py and needs what it needs. It repeats the
training with parts left out:

- five folds by blocks of 20 sentences; the two treebanks are translations of each other, so a block
  is left out of both at once;
- film → LegCo: trained on the films (sentences up to number 650) and without the LegCo part.

F1 is that of words, a word being right when both its ends are; "pipeline" engines are fed as
cantext feeds them, without the policy dictionary. All of it takes about five minutes, once the
teachers' words are in the file of `--labels`.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from cantext.documents.document import Document
from cantext.lexicon.lexicon import load_lexicon
from cantext.normalise import project
from cantext.segmentation.characters import code_points
from cantext.segmentation.hk import HongKong
from cantext.segmentation.pipeline import Segmenter
from cantext.segmentation.protocol import Engine
from cantext.segmentation.rust_jieba import RustJieba

_DICTIONARIES = Path(__file__).resolve().parents[2] / "dictionaries" / "hk_general"
sys.path.insert(0, str(_DICTIONARIES))
import train_hk  # noqa: E402  # a script beside its model, not part of the package

FOLDS = 5
_BLOCK = 20
_FIRST_LEGCO = 651
Sentences = list[list[str]]
Numbered = list[tuple[int, list[str]]]
Counts = np.ndarray  # right, expected, given
Cut = Callable[[str], list[str]]


def fold_of(number: int, blocks: Sequence[int]) -> int:
    """Return the fold of a sentence: blocks take turns, by their rank among those present."""
    return blocks.index((number - 1) // _BLOCK) % FOLDS


def spans(words: Iterable[str]) -> set[tuple[int, int]]:
    """Return where words begin and end."""
    found, start = set(), 0
    for word in words:
        found.add((start, start + len(word)))
        start += len(word)
    return found


def count(gold: Iterable[list[str]], cut: Cut) -> Counts:
    """Return how many words are right, expected and given."""
    total = np.zeros(3)
    for words in gold:
        expected, given = spans(words), spans(cut("".join(words)))
        total += len(expected & given), len(expected), len(given)
    return total


def f1(counts: Counts) -> float:
    """Return F1 in percent."""
    return float(200 * counts[0] / (counts[1] + counts[2]))


def pipeline(engine: Engine) -> Cut:
    """Return an engine as cantext feeds it, without the policy dictionary."""
    segmenter = Segmenter(engine, load_lexicon(hk_policy=False))
    return lambda text: [t for block in segmenter.blocks(Document("-", text)) for t in block.texts]


def megabytes_per_second(cut: Callable[[str], object], text: str) -> float:
    """Return the best of three speeds on blocks of 65,536 characters."""
    blocks = [text[begin : begin + 65536] for begin in range(0, len(text), 65536)]
    best = 0.0
    for _ in range(3):
        begun = time.perf_counter()
        for block in blocks:
            cut(block)
        best = max(best, len(text.encode()) / 1e6 / (time.perf_counter() - begun))
    return best


def margins_of(engine: HongKong) -> Callable[[str], object]:
    """Return what the pipeline asks of the engine, which makes no strings."""
    return lambda text: engine.margins(code_points(text))


def show(name: str, figures: Iterable[float]) -> None:
    """Print a row of the table."""
    print(name.ljust(34), *(f"{figure:10.2f}" for figure in figures), flush=True)


def main() -> None:
    """Train the parts and print the table."""
    arguments = train_hk.parser().parse_args()
    import jieba
    from wapic import Segmenter as Wapic

    jieba.setLogLevel(60)
    wapic = Wapic()
    fast = RustJieba()

    table = train_hk.make_table(train_hk.vocabulary())
    teacher = train_hk.teacher_gaps(arguments, table)
    base = train_hk.distil(teacher)
    sample = teacher.sample(train_hk.SAMPLE, np.random.default_rng(3))
    del teacher
    spoken = [words for path in arguments.words for words in train_hk.spaced_sentences(path)]
    speech = train_hk.gaps_of(train_hk.gold_texts(spoken), table)
    annotated = train_hk.read_annotation(arguments.annotation, arguments.data)
    policy = train_hk.gaps_of(train_hk.annotated_texts(annotated), table)
    treebanks = [train_hk.conllu_sentences(path) for path in arguments.gold]
    blocks = sorted({(number - 1) // _BLOCK for number, _ in treebanks[0]})

    def model(weights: np.ndarray, folder: str) -> HongKong:
        path = Path(folder, "model.npz")
        train_hk.save(path, weights, table)
        return HongKong(path)

    def fitted(keep: Callable[[int], bool], folder: str) -> HongKong:
        kept = [words for bank in treebanks for number, words in bank if keep(number)]
        gold = [train_hk.gaps_of(train_hk.gold_texts(kept), table), policy]
        return model(train_hk.fit(base, gold, speech, sample), folder)

    def parts(keep: Callable[[int], bool], banks: list[Numbered]) -> list[Sentences]:
        """Return the sentences kept: written LegCo, written film, Cantonese LegCo and film."""
        return [
            [words for number, words in bank if keep(number) and (number >= _FIRST_LEGCO) == legco]
            for bank in banks
            for legco in (True, False)
        ]

    everything = parts(lambda number: True, treebanks)
    as_written = parts(
        lambda number: True, [train_hk.conllu_sentences(path, str) for path in arguments.gold]
    )
    columns = ("zh LegCo", "zh film", "yue LegCo", "yue film", "MB/s")
    print("word F1, percent".ljust(34), *(column.rjust(10) for column in columns))
    source = "\n".join(path.read_text(encoding="utf-8") for path in arguments.text[:4])[:400_000]
    text = project(source)
    speed = megabytes_per_second(jieba.lcut, source)
    show("plain jieba", [*(f1(count(part, jieba.lcut)) for part in as_written), speed])
    cutters: dict[str, Cut] = {
        "jieba on the projection": jieba.lcut,
        "wapic on the projection": lambda t: list(wapic.segment(t)),
        "engine jieba alone": fast.cut,
    }
    for name, cut in cutters.items():
        scores = [f1(count(part, cut)) for part in everything]
        show(name, [*scores, megabytes_per_second(cut, text)])
    show("engine jieba, pipeline", [f1(count(part, pipeline(fast))) for part in everything])
    with tempfile.TemporaryDirectory() as folder:
        distilled = model(base, folder)
        scores = [f1(count(part, pipeline(distilled))) for part in everything]
        show("hk, no gold, pipeline", scores)
        totals = np.zeros((2, 4, 3))
        speed = 0.0
        for fold in range(FOLDS):

            def unseen(number: int, fold: int = fold) -> bool:
                return fold_of(number, blocks) == fold

            engine = fitted(lambda number: not unseen(number), folder)
            tested = parts(unseen, treebanks)
            totals[0] += [count(part, pipeline(engine)) for part in tested]
            totals[1] += [count(part, engine.cut) for part in tested]
            speed = max(speed, megabytes_per_second(margins_of(engine), text))
        show("hk, five folds, pipeline", [*map(f1, totals[0]), speed])
        show("hk, five folds, engine alone", map(f1, totals[1]))
        films = fitted(lambda number: number < _FIRST_LEGCO, folder)
        scores = [f1(count(part, pipeline(films))) for part in everything]
        show("hk, film → LegCo, pipeline", [scores[0], float("nan"), scores[2], float("nan")])


if __name__ == "__main__":
    main()
