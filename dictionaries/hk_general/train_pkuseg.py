"""Train the model of the engine `pkuseg` with spacy-pkuseg's own trainer.

    python dictionaries/hk_general/train_pkuseg.py --text TEXT... --lines TEXT... --gold GOLD... \\
        --words WORDS... --annotation TABLE --data FOLDER --leave-out TABLE...

needs `pip install cantext wapic==0.1.0` and writes `features.msgpack` and `weights.npz` to
dictionaries/hk_pkuseg, in about twenty minutes on one core, with 3 GB of memory. TEXT is plain
text, wrapped (`--text`) or of a paragraph a line (`--lines`), GOLD CoNLL-U, WORDS words parted by
spaces, TABLE word boundaries of our own (`standoff.py`) in the texts below FOLDER; paragraphs with a
sentence of a table to leave out are not read. Seeds are fixed: the same input gives the same model.

1. The teacher, wapic's word model (MIT), cuts a sample of the projected text. As in the pipeline,
   numbers and Latin words are replaced by one character in nine paragraphs of ten.
2. spacy-pkuseg trains on it; features seen once are left out.
3. It trains on from there on the treebanks and our annotation (each sentence four times), the
   Cantonese conversations and a sample of step 1, so that the style of step 1 is not forgotten.
4. The model is made small: features whose weights hardly tell one tag from another go, with the
   words that only they name; weights are rounded, so that they compress.
"""

import argparse
import contextlib
import io
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import spacy_pkuseg
import srsly
from spacy_pkuseg.config import config

from standoff import read_annotation
from teaching import (
    conllu_tokens,
    sentences,
    sentences_left_out,
    shown_gold,
    shown_words,
    spaced_words,
    texts,
)

# Characters of `--text` that are read; `--lines` is read whole.
SAMPLE = 2_000_000
_HELD = 0.9
# Passes of steps 2 and 3; what is mixed in step 3.
_TEACHER_PASSES, _GOLD_PASSES = 4, 4
_GOLD_COPIES = 4
_KEPT_SENTENCES = 5_000
# Step 4: the least difference between two tags' weights that counts, and the step of rounding.
_LEAST = 0.05
_STEP = 1 / 32

Sentences = Sequence[Sequence[str]]


def taught(wrapped: Iterable[str], lines: Iterable[str]) -> list[list[str]]:
    """Return sentences as cut by the teacher: a sample of the wrapped text, and all lines."""
    from wapic import Segmenter

    chance = random.Random(1)
    paragraphs = list(wrapped)
    chance.shuffle(paragraphs)
    sample, size = [], 0
    for paragraph in paragraphs:
        if size >= SAMPLE:
            break
        sample.append(paragraph)
        size += len(paragraph)
    sample += lines
    chance.shuffle(sample)
    found: dict[tuple[str, ...], None] = {}
    for text, words in zip(sample, Segmenter().segment_batch(sample), strict=True):
        shown = shown_words(words, text) if chance.random() < _HELD else words
        found |= dict.fromkeys(map(tuple, sentences(shown)))
    return [list(sentence) for sentence in found]


def train(text: Iterable[Sequence[str]], folder: Path, *, base: Path | None, passes: int) -> None:
    """Train a model of spacy-pkuseg on sentences, from the model `base` on."""
    random.seed(1)
    config.featureTrim = 1
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch, "train.txt")
        file.write_text("".join(" ".join(words) + "\n" for words in text), encoding="utf-8")
        # Its trainer wants a test file and prints as it goes; scores are the benchmark's work.
        test = Path(scratch, "test.txt")
        test.write_text("香港 政府\n", encoding="utf-8")
        with contextlib.redirect_stdout(io.StringIO()):
            spacy_pkuseg.train(
                str(file), str(test), str(folder), train_iter=passes,
                init_model=str(base) if base else None,
            )  # fmt: skip


def base_model(arguments: argparse.Namespace, teacher: Sentences, scratch: Path) -> Path:
    """Do step 2, unless it was done; return the model's folder."""
    folder: Path = arguments.base or scratch / "base"
    if not (folder / "weights.npz").exists():
        train(teacher, folder, base=None, passes=_TEACHER_PASSES)
    return folder


def tune(base: Path, gold: Sentences, speech: Sentences, teacher: Sentences, folder: Path) -> None:
    """Do step 3."""
    kept = random.Random(5).sample(teacher, min(_KEPT_SENTENCES, len(teacher)))
    text = [*list(gold) * _GOLD_COPIES, *speech, *kept]
    train(text, folder, base=base, passes=_GOLD_PASSES)


def shrink(model: Path, folder: Path) -> tuple[int, int]:
    """Do step 4; return the number of features before and after."""
    stored = srsly.read_msgpack(model / "features.msgpack")
    with np.load(model / "weights.npz") as file:
        tags, count = map(int, file["sizes"])
        weights = file["w"]
    nodes = weights[: tags * count].reshape(count, tags)
    # What all tags get alike decides nothing.
    nodes = nodes - (nodes.max(axis=1, keepdims=True) + nodes.min(axis=1, keepdims=True)) / 2
    telling = np.ptp(nodes, axis=1) >= _LEAST
    index: dict[str, int] = stored["feature_to_idx"]
    # The decoder reads feature 0, "$$", everywhere; sorted names compress best.
    first = min(index, key=index.__getitem__)
    names = [first, *sorted(name for name in index if telling[index[name]] and name != first)]
    order = [index[name] for name in names]
    rounded = np.rint(nodes[order] / _STEP) * _STEP
    kept = np.concatenate([rounded.ravel(), weights[tags * count :]])

    words = set()
    for name in names:
        kind, _, rest = name.partition(".")
        if kind in ("w1", "w-1"):
            words.add(rest)
        elif kind == "ww":
            words |= set(rest.partition(".")[2].split("*"))
    folder.mkdir(parents=True, exist_ok=True)
    features = {
        "unigram": sorted(words & set(stored["unigram"])),
        # Read in training alone.
        "bigram": [],
        "feature_to_idx": {name: place for place, name in enumerate(names)},
        "tag_to_idx": stored["tag_to_idx"],
    }
    srsly.write_msgpack(folder / "features.msgpack", features)
    np.savez_compressed(folder / "weights.npz", sizes=np.array([tags, len(names)]), w=kept)
    return count, len(names)


def arguments_of(parser: argparse.ArgumentParser) -> None:
    """Add the options that name training text."""
    for option in ("--text", "--lines", "--gold", "--words"):
        parser.add_argument(option, nargs="+", type=Path, required=True)
    parser.add_argument("--annotation", nargs="*", type=Path, default=[])
    parser.add_argument("--leave-out", nargs="*", type=Path, default=[])
    parser.add_argument("--data", type=Path, default=Path())
    parser.add_argument(
        "--base", type=Path, help="keep the model of step 2 in this folder, and read it from there"
    )


def treebank_sentences(paths: Iterable[Path]) -> list[list[str]]:
    """Return the words of treebanks, as the pipeline shows them."""
    return [
        shown_gold(form for form, _ in tokens)
        for path in paths
        for _, tokens in conllu_tokens(path)
    ]


def annotated_sentences(tables: Iterable[Path], folder: Path) -> list[list[str]]:
    """Return the words of our annotation, as the pipeline shows them."""
    return [
        shown_gold(sentence.words)
        for table in tables
        for sentence in read_annotation(table, folder)
    ]


def speech_sentences(paths: Iterable[Path]) -> list[list[str]]:
    """Return the words of conversations, as the pipeline shows them."""
    return [shown_gold(words) for path in paths for words in spaced_words(path)]


def taught_by_options(arguments: argparse.Namespace) -> list[list[str]]:
    """Do step 1 on the files that the options name."""
    left_out = sentences_left_out(arguments.leave_out, arguments.data)
    return taught(texts(arguments.text, (), left_out), texts((), arguments.lines, left_out))


def main() -> None:
    """Train and write the model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments_of(parser)
    parser.add_argument(
        "--output", type=Path, default=Path(__file__).resolve().parents[1] / "hk_pkuseg"
    )
    arguments = parser.parse_args()
    begun = time.perf_counter()

    def progress(step: str) -> None:
        print(f"{time.perf_counter() - begun:6.0f} s  {step}", file=sys.stderr)

    teacher = taught_by_options(arguments)
    size = sum(len(word) for words in teacher for word in words)
    progress(f"{len(teacher):,} sentences of {size:,} characters cut by the teacher")
    with tempfile.TemporaryDirectory() as scratch:
        tuned = Path(scratch, "tuned")
        base = base_model(arguments, teacher, Path(scratch))
        progress("trained on them")
        gold = treebank_sentences(arguments.gold)
        gold += annotated_sentences(arguments.annotation, arguments.data)
        speech = speech_sentences(arguments.words)
        tune(base, gold, speech, teacher, tuned)
        progress(f"tuned on {len(gold):,} gold sentences and {len(speech):,} of conversations")
        before, after = shrink(tuned, arguments.output)
    progress(f"{after:,} of {before:,} features written to {arguments.output}")


if __name__ == "__main__":
    main()
