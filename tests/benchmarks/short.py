"""Short benchmark for CI: is anything a quarter slower than it was?

    python tests/benchmarks/short.py            prints the ratios, and fails on a regression
    python tests/benchmarks/short.py --record   writes them as what later runs are held against
    python tests/benchmarks/short.py segment …  the same of these tasks alone

A ratio is the CPU time of a task in units of a yardstick that runs right before and right after it:
counting in a dictionary of Python and sorting in numpy, half and half, as the tasks themselves are.
(`jieba.lcut`, which was the yardstick, lives on the cache of the processor, and was 10% slower
where another process used that.) A round takes a fifth of a second of the task, the ratio is the
median of the rounds, and the bound is a quarter above the recorded ratio. What seems slower is
measured twice more, and the median of the three counts; what is recorded is such a median too.

What segments looks up a table of megabytes, and takes up to a quarter more where other processes
use the cache too; the rest does not. So the record is the larger of a quiet and of a busy machine:
on a quiet one a regression of these tasks shows from about a half on, of the others from a quarter.
"""

import argparse
import gc
import io
import json
import math
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

import cantext
from cantext.analyses.collocations import collocations
from cantext.analyses.concordance import concordance
from cantext.analyses.frequency import frequency
from cantext.analyses.terms import terms
from cantext.analyses.themes import themes
from cantext.corpus import Corpus
from cantext.deduplication.groups import find_duplicates
from cantext.documents.document import Document
from cantext.render.table import Column, console, table
from cantext.store.build import build_store
from cantext.store.work import Work

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
RECORD = Path(__file__).with_suffix(".json")
BOUND = 1.25
ROUNDS = 5
AGAIN = 2
SECONDS = 0.2  # of a task in a round; of the yardstick, half of that

Task = Callable[[], Any]


def texts(copies: int) -> list[Document]:
    """Return the example texts, each a number of times, under other names, with other numbers."""
    found = []
    for path in sorted(EXAMPLES.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found += [Document(f"{k}-{path.name}", text.replace("1", str(k))) for k in range(copies)]
    return found


def yardstick(text: str) -> Task:
    """Return what the tasks are held against."""
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.uint64)
    small = text[: len(text) // 4]

    def run() -> None:
        pairs = Counter(small[i : i + 2] for i in range(len(small) - 1))
        sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
        np.unique((codes[:-1] << np.uint64(21)) + codes[1:], return_counts=True)

    return run


def tasks(folder: Path) -> dict[str, Task]:
    """Return what is measured: the analyses, what is read and written, a store, a whole run."""
    documents, few = texts(20), texts(3)
    corpus, small = Corpus.of(documents), Corpus.of(few)
    blocks, lines = list(corpus.blocks()), list(corpus.lines())
    pages = sorted((ROOT / "tests" / "html").glob("*.html"))
    rows = [{"term": f"第{k}屆立法會", "count": k, "rate": k / 7} for k in range(5_000)]
    columns = [Column("term", "term"), Column("count", "count"), Column("rate", "measure")]
    stores = iter(range(1_000_000))
    page = str(EXAMPLES / "interview_page.txt")
    return {
        "segment": lambda: list(corpus.segmentations()),
        "frequency": lambda: frequency(blocks),
        "collocations": lambda: collocations(blocks, limit=100),
        "terms": lambda: terms(lines, limit=100),
        "themes": lambda: themes(blocks),
        "kwic": lambda: concordance(blocks, "香港"),
        "figures": lambda: cantext.figures(small),
        "commitments": lambda: cantext.commitments(small),
        "duplicates": lambda: find_duplicates(few),
        "report": lambda: cantext.report(few),
        "read HTML": lambda: list(cantext.read(pages)),
        "build a store": lambda: build_store([str(EXAMPLES)], folder / str(next(stores)), Work()),
        "draw a table": lambda: console(io.StringIO(), environ={}).print(table(rows, columns)),
        "freq, a run": lambda: subprocess.run(
            [sys.executable, "-m", "cantext", "freq", page, "--quiet"],
            check=True, stdout=subprocess.DEVNULL, cwd=folder,
            env={**os.environ, "CANTEXT_CONFIG_DIR": str(folder)},
        ),
    }  # fmt: skip


def spent() -> float:
    """Return the seconds of CPU so far, those of finished child processes too."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def seconds(task: Task, times: int) -> float:
    """Return the seconds of CPU that a task takes once, of a number of times."""
    begun = spent()
    for _ in range(times):
        task()
    return (spent() - begun) / times


def enough(task: Task, wanted: float) -> int:
    """Return how many times a task runs in the seconds wanted; it runs once to warm up."""
    task()
    return max(1, math.ceil(wanted / seconds(task, 1)))


def ratio(task: Task, unit: Task) -> float:
    """Return how long a task takes in units of the yardstick: the median of the rounds."""
    times, unit_times = enough(task, SECONDS), enough(unit, SECONDS / 2)
    ratios = []
    before = seconds(unit, unit_times)
    for _ in range(ROUNDS):
        taken = seconds(task, times)
        after = seconds(unit, unit_times)
        ratios.append(2 * taken / (before + after))
        before = after
    return statistics.median(ratios)


def held(name: str, task: Task, unit: Task, recorded: Mapping[str, float]) -> bool:
    """Measure a task, print what it takes, and return whether that is within the bound."""
    found = [ratio(task, unit)]
    before = recorded[name]
    if found[0] > BOUND * before:
        found += [ratio(task, unit) for _ in range(AGAIN)]
    now = statistics.median(found)
    slower = now > BOUND * before
    told = ", ".join(f"{each:.2f}" for each in found)
    print(
        f"  {name:<14}{now:>8.2f}   recorded {before:>7.2f}, {now / before - 1:+4.0%}"
        f"{f'   (of {told})' if len(found) > 1 else ''}{'   SLOWER' if slower else ''}",
        flush=True,
    )
    return not slower


def main() -> int:
    """Measure, print, and compare or record."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--record", action="store_true")
    parser.add_argument("tasks", nargs="*", help="all when none is named")
    asked = parser.parse_args()
    gc.set_threshold(500_000, 20, 20)  # as the command line sets it
    with tempfile.TemporaryDirectory() as folder:
        unit = yardstick("\n".join(document.text for document in texts(20)))
        found = tasks(Path(folder))
        chosen = {name: found[name] for name in asked.tasks or found}
        recorded = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
        print(f"the yardstick takes {seconds(unit, enough(unit, 1)) * 1e3:.2f} ms of CPU; in that:")
        if asked.record:
            for name, task in chosen.items():
                three = sorted(ratio(task, unit) for _ in range(1 + AGAIN))
                recorded[name] = round(three[1], 3)
                print(f"  {name:<14}", ", ".join(f"{each:.2f}" for each in three), flush=True)
            kept = {name: recorded[name] for name in found if name in recorded}
            RECORD.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
            return 0
        within = [held(name, task, unit, recorded) for name, task in chosen.items()]
    print(f"{len(within)} tasks, {within.count(False)} slower than {BOUND} times what is recorded")
    return 0 if all(within) else 1


if __name__ == "__main__":
    sys.exit(main())
