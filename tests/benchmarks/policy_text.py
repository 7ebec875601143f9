"""Accuracy on today's policy text with the dictionary, on sentences annotated by hand.

    python tests/benchmarks/policy_text.py --data FOLDER [--errors N] [--engine E...]

The sentences are from the 2025 Policy Address, Hong Kong news of 2025 and Hansard, annotated by the
conventions of docs/segmentation.md, sentence by sentence, without sight of any engine's output; a
table (tests/benchmarks/gold/) says only where they stand below FOLDER and how long the words are.
`policy_test_a` and `policy_test_b` are the same sentences by two annotators; the first line of the
output says how well they agree. No sentence of these tables was used in training; `policy_dev_a` is
for reading errors, the others for scores alone.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from cantext.documents.document import Document
from cantext.lexicon.lexicon import load_lexicon
from cantext.normalise import project
from cantext.segmentation.engine import load_engine
from cantext.segmentation.pipeline import Segmenter

_HK_GENERAL = Path(__file__).resolve().parents[2] / "dictionaries" / "hk_general"
sys.path.insert(0, str(_HK_GENERAL))
from standoff import AnnotatedSentence, read_annotation  # noqa: E402  # beside the model

_GOLD = Path(__file__).parent / "gold"
SOURCES = ("pa", "news", "hansard")
Cut = Callable[[str], Iterable[str]]


def spans(words: Iterable[str]) -> list[tuple[int, int, str]]:
    """Return begin and end of words, white space left out, and the words."""
    found, place = [], 0
    for word in words:
        size = len("".join(word.split()))
        if size:
            found.append((place, place + size, word))
        place += size
    return found


def f1_by_source(pairs: Iterable[tuple[str, Iterable[str], Iterable[str]]]) -> list[float]:
    """Return word F1 in percent for each source and for all, from (source, expected, given)."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for source, expected, given in pairs:
        a = {span[:2] for span in spans(expected)}
        b = {span[:2] for span in spans(given)}
        for key in (source, "all"):
            right[key] += 2 * len(a & b)
            total[key] += len(a) + len(b)
    return [100 * right[key] / total[key] for key in (*SOURCES, "all")]


def errors(gold: Sequence[AnnotatedSentence], cut: Cut) -> Counter[tuple[str, str]]:
    """Count the shortest stretches that are cut otherwise: (expected, given)."""
    found: Counter[tuple[str, str]] = Counter()
    for sentence in gold:
        expected, given = spans(sentence.words), spans(cut(sentence.text))
        shared = sorted(
            ({span[0] for span in expected} & {span[0] for span in given}) | {expected[-1][1]}
        )
        for begin, end in pairwise(shared):
            a = " ".join(word for first, last, word in expected if begin <= first and last <= end)
            b = " ".join(word for first, last, word in given if begin <= first and last <= end)
            if a.split() != b.split():
                found[a, b] += 1
    return found


def pipeline(engine: str, *, dictionary: bool) -> Cut:
    """Return an engine as cantext feeds it."""
    segmenter = Segmenter(load_engine(engine), load_lexicon(hk_policy=dictionary))
    return lambda text: [t for block in segmenter.blocks(Document("-", text)) for t in block.texts]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--gold", nargs="+", type=Path, default=sorted(_GOLD.glob("*.tsv")))
    parser.add_argument("--engine", nargs="+", default=["jieba", "hk"])
    parser.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
    import jieba

    jieba.setLogLevel(60)
    cutters: dict[str, Cut] = {
        "plain jieba": jieba.lcut,
        "jieba on the projection": lambda text: jieba.lcut(project(text)),
    }
    try:
        from wapic import Segmenter as Wapic

        wapic = Wapic()
        cutters["wapic on the projection"] = lambda text: wapic.segment(project(text))
    except ImportError:
        print("wapic is not installed and left out", file=sys.stderr)
    for engine in arguments.engine:
        cutters[f"{engine}, without the dictionary"] = pipeline(engine, dictionary=False)
        cutters[f"{engine}, with the dictionary"] = pipeline(engine, dictionary=True)

    tables = {path.stem: list(read_annotation(path, arguments.data)) for path in arguments.gold}
    if {"policy_test_a", "policy_test_b"} <= tables.keys():
        pairs = zip(tables["policy_test_a"], tables["policy_test_b"], strict=True)
        agreed = f1_by_source((one.source, one.words, other.words) for one, other in pairs)
        print("the two annotators".ljust(50), *(f"{figure:8.2f}" for figure in agreed))
    print("word F1, percent".ljust(50), *(name.rjust(8) for name in (*SOURCES, "all")))
    for table, gold in tables.items():
        for name, cut in cutters.items():
            figures = f1_by_source((one.source, one.words, cut(one.text)) for one in gold)
            print(
                f"{table}: {name}".ljust(50), *(f"{figure:8.2f}" for figure in figures), flush=True
            )
        if arguments.errors:
            for (a, b), times in errors(gold, cut).most_common(arguments.errors):
                print(f"  {times:3} × {a}  as  {b}")


if __name__ == "__main__":
    main()
