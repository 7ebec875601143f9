"""Accuracy of the engine `pkuseg` on sentences it was not trained on, beside others, in one run.

    python tests/benchmarks/pkuseg_engine.py --gold WRITTEN CANTONESE ...

takes the arguments of dictionaries/hk_general/train_pkuseg.py and needs what it needs, and numba.
It repeats the training five times with a fifth of the treebanks left out, by the folds of
hk_engine.py: blocks of 20 sentences, a block being left out of both treebanks at once, since they
are translations of each other. Models are scored small, as they ship.

F1 is that of words, a word being right when both its ends are, cut as cantext cuts without the
policy dictionary. The shipped `hk` was trained on these treebanks, so that only its speed stands
here; its scores are what hk_engine.py prints. Speed is that of `cut`, or of `margins` for `hk`, on
65,536 characters at a time. All of it takes about an hour on one core, half of it for the model of
step 2, which `--base` keeps.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np

from cantext.normalise import project
from cantext.segmentation.engine import load_engine
from cantext.segmentation.hk import HongKong
from cantext.segmentation.pkuseg import Pkuseg

_FOLDER = Path(__file__).resolve().parent
sys.path[:0] = [str(_FOLDER), str(_FOLDER.parents[1] / "dictionaries" / "hk_general")]
import teaching  # noqa: E402  # scripts beside the models, not part of the package
import train_pkuseg  # noqa: E402
from hk_engine import (  # noqa: E402
    FOLDS,
    count,
    f1,
    fold_of,
    margins_of,
    megabytes_per_second,
    pipeline,
    show,
)

_BLOCK = 20
_FIRST_LEGCO = 651
Numbered = list[tuple[int, list[str]]]


def parts(banks: list[Numbered], numbers: set[int]) -> list[list[list[str]]]:
    """Return the sentences of some numbers: written LegCo and film, Cantonese LegCo and film."""
    return [
        [words for number, words in bank if number in numbers and (number >= _FIRST_LEGCO) == legco]
        for bank in banks
        for legco in (True, False)
    ]


def main() -> None:
    """Train the folds and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    train_pkuseg.arguments_of(parser)
    arguments = parser.parse_args()
    banks: list[Numbered] = [
        [
            (number, [project(form) for form, _ in tokens])
            for number, tokens in teaching.conllu_tokens(path)
        ]
        for path in arguments.gold
    ]
    numbers = {number for number, _ in banks[0]}
    blocks = sorted({(number - 1) // _BLOCK for number in numbers})
    source = "\n".join(path.read_text(encoding="utf-8") for path in arguments.text[:4])[:400_000]
    text = project(source)

    columns = ("zh LegCo", "zh film", "yue LegCo", "yue film", "MB/s")
    print("word F1, percent".ljust(34), *(column.rjust(10) for column in columns))
    for name in ("pycantonese", "wapic", "jieba"):
        engine = load_engine(name)
        scores = [f1(count(part, pipeline(engine))) for part in parts(banks, numbers)]
        show(name, [*scores, megabytes_per_second(engine.cut, text)])
    own = HongKong()
    show("hk, as shipped", [float("nan")] * 4 + [megabytes_per_second(margins_of(own), text)])

    teacher = train_pkuseg.taught_by_options(arguments)
    speech = train_pkuseg.speech_sentences(arguments.words)
    annotated = train_pkuseg.annotated_sentences(arguments.annotation, arguments.data)
    total, speed = np.zeros((4, 3)), 0.0
    with tempfile.TemporaryDirectory() as folder:
        tuned, small = Path(folder, "tuned"), Path(folder, "small")
        base = train_pkuseg.base_model(arguments, teacher, Path(folder))
        for fold in range(FOLDS):
            unseen = {number for number in numbers if fold_of(number, blocks) == fold}
            gold = [
                teaching.shown_gold(words)
                for bank in banks
                for number, words in bank
                if number not in unseen
            ]
            train_pkuseg.tune(base, [*gold, *annotated], speech, teacher, tuned)
            train_pkuseg.shrink(tuned, small)
            engine = Pkuseg(small)
            total += [count(part, pipeline(engine)) for part in parts(banks, unseen)]
            speed = max(speed, megabytes_per_second(engine.cut, text))
    show("pkuseg, five folds", [*map(f1, total), speed])


if __name__ == "__main__":
    main()
