"""What the policy dictionary covers, and what it costs.

    python tests/benchmarks/dictionary.py --coverage ADDRESS HANSARD_FOLDER --terms ADDRESS \
        --cost HANSARD...

`--coverage` gives for each file or folder the share of words, and of characters, under a concept.
`--terms` lists the multi-character sequences among the first 200 of `cantext terms` that the
dictionary lacks; those left out on purpose stand with the reason in `dictionary_lacking.tsv`.
`--cost` measures, in processor time, what loading the dictionary adds to a command, and what
matching adds to segmentation: with and without the dictionary in turn, start-up left out.
"""

import argparse
import csv
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from cantext.analyses.terms import terms
from cantext.analyses.themes import themes
from cantext.corpus import Corpus
from cantext.documents.document import Document
from cantext.lexicon.lexicon import load_lexicon
from cantext.lexicon.matching import TermMatcher
from cantext.normalise import project
from cantext.segmentation.engine import load_engine
from cantext.segmentation.pipeline import Segmenter
from cantext.segmentation.tokens import is_word

_LOADING = """
import gc, time
gc.set_threshold(500_000, 20, 20)  # as a command does
import cantext.segmentation.pipeline
from cantext.normalise import project
project("")
begun = time.process_time()
from cantext.lexicon.lexicon import load_lexicon
from cantext.lexicon.matching import TermMatcher
TermMatcher(load_lexicon())
print(1000 * (time.process_time() - begun))
"""
_RANKED = 200
_LACKING = Path(__file__).parent / "dictionary_lacking.tsv"
_BLOCK = 1 << 16


def documents(path: Path) -> list[Document]:
    """Read a file, or the text files of a folder."""
    paths = sorted(path.glob("*.txt")) if path.is_dir() else [path]
    return [Document(item.name, item.read_text(encoding="utf-8")) for item in paths]


def coverage(path: Path, segmenter: Segmenter) -> str:
    """Return the shares of words and characters under a concept."""
    corpus = Corpus.of(documents(path), segmenter)
    blocks = list(corpus.blocks())
    found = themes(blocks)
    characters = under = 0
    for block in blocks:
        characters += sum(len(text) for text in block.texts if is_word(text))
        under += sum(len(block.texts[index]) for index in block.entries)
    return (
        f"{path.name}: {found.meta['tokens']:,} words, {found.meta['coverage']:.2%} under "
        f"{found.meta['concepts']:,} concepts; {under / characters:.2%} of the characters of words"
    )


def lacking(path: Path) -> list[str]:
    """Return the sequences that `terms` ranks among its first and the dictionary lacks."""
    known = {entry.term for entry in load_lexicon().entries()}
    lines = Corpus.of(documents(path)).lines()
    return [row.term for row in terms(lines, known=known, limit=_RANKED).rows if not row.known]


def reasons() -> dict[str, str]:
    """Return why the dictionary leaves out the sequences that were read, by sequence."""
    with _LACKING.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["term"]: row["reason"] for row in table}


def print_lacking(path: Path) -> None:
    """Print the sequences that the dictionary lacks, by the reason."""
    why = reasons()
    found: dict[str, list[str]] = {}
    for term in lacking(path):
        found.setdefault(why.get(term, "not read yet"), []).append(term)
    count = sum(map(len, found.values()))
    print(f"{path.name}: {count} of the first {_RANKED} terms are not in the dictionary")
    for reason, members in sorted(found.items()):
        print(f"  {reason} ({len(members)}): {' '.join(members)}")


def own_seconds(work: Callable[[], object]) -> float:
    """Return the processor time that a call takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def in_turn(works: dict[str, Callable[[], float]], runs: int) -> dict[str, float]:
    """Return the median time of each, measured in turn so that a busy machine is unfair to none."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            taken[name].append(work())
    return {name: statistics.median(times) for name, times in taken.items()}


def loading(runs: int) -> None:
    """Print what the dictionary adds to a command: what it takes to read it and to match with it.

    In processes of their own, as commands are; the projection's table, which every command makes,
    is made first. The rest of a command varies more from run to run than all of this takes.
    """
    command = [sys.executable, "-c", _LOADING]
    taken = sorted(
        float(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(runs)
    )
    print(
        f"loading: {statistics.median(taken):.0f} ms added (median of {runs}, least {taken[0]:.0f})"
    )


def matching(paths: Iterable[Path], runs: int, engine: str) -> None:
    """Print what finding terms costs."""
    whole = [document for path in paths for document in documents(path)]
    with_terms = Segmenter(load_engine(engine), load_lexicon())
    without = Segmenter(load_engine(engine), load_lexicon(hk_policy=False))
    matcher = TermMatcher(load_lexicon())
    projected = [
        project(document.text[start : start + _BLOCK])
        for document in whole
        for start in range(0, len(document.text), _BLOCK)
    ]

    def segment(segmenter: Segmenter) -> None:
        for document in whole:
            for _ in segmenter.segmentations(document):
                pass

    times = in_turn(
        {
            "with": lambda: own_seconds(lambda: segment(with_terms)),
            "without": lambda: own_seconds(lambda: segment(without)),
            "matcher": lambda: own_seconds(lambda: [matcher.find(text) for text in projected]),
        },
        runs,
    )
    size = sum(len(document.text.encode()) for document in whole) / 1e6
    print(
        f"{engine}, {size:.1f} MB: {times['with']:.2f} s with the dictionary, "
        f"{times['without']:.2f} s without: {times['with'] / times['without'] - 1:+.1%}; "
        f"the matcher by itself {times['matcher']:.2f} s (medians of {runs})"
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--coverage", nargs="*", type=Path, default=[])
    parser.add_argument("--terms", nargs="*", type=Path, default=[])
    parser.add_argument("--cost", nargs="*", type=Path, default=[])
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    if arguments.coverage:
        segmenter = Segmenter()
        for path in arguments.coverage:
            print(coverage(path, segmenter))
    for path in arguments.terms:
        print_lacking(path)
    if arguments.cost:
        loading(arguments.runs)
        for engine in ("jieba", "hk"):
            matching(arguments.cost, arguments.runs, engine)


if __name__ == "__main__":
    main()
