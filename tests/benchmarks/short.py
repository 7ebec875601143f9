"""Short benchmark for CI: is anything a quarter slower than it was, in units of plain jieba?

    python tests/benchmarks/short.py            prints the ratios, and fails on a regression
    python tests/benchmarks/short.py --record   writes them as what later runs are held against

Each task and the yardstick (`jieba.lcut` on the same text) run in turn, five times, and the least
CPU time of each counts: a ratio depends little on the machine or on what else runs there.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jieba

from cantext.analyses.collocations import collocations
from cantext.analyses.frequency import frequency
from cantext.analyses.terms import terms
from cantext.corpus import Corpus
from cantext.deduplication import find_duplicates
from cantext.documents.document import Document

ROOT = Path(__file__).resolve().parents[2]
RECORD = Path(__file__).with_suffix(".json")
# A task may take a quarter more; what is left of the noise comes on top.
MARGIN, NOISE = 1.25, 1.1
ROUNDS = 5


def texts() -> list[Document]:
    """Return the example texts, twenty times each under other names and with other numbers."""
    found = []
    for path in sorted((ROOT / "examples").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found += [Document(f"{k}-{path.name}", text.replace("1", str(k))) for k in range(20)]
    return found


def main() -> int:
    """Measure, print, and compare or record."""
    documents = texts()
    corpus = Corpus.of(documents)
    blocks = list(corpus.blocks())
    lines = list(corpus.lines())
    tasks: dict[str, Callable[[], Any]] = {
        "jieba.lcut": lambda: [jieba.lcut(document.text) for document in documents],
        "segment": lambda: list(corpus.segmentations()),
        "frequency": lambda: frequency(blocks),
        "collocations": lambda: collocations(blocks, limit=100),
        "terms": lambda: terms(lines, limit=100),
        "duplicates": lambda: find_duplicates(documents),
    }
    jieba.setLogLevel(60)
    least = dict.fromkeys(tasks, float("inf"))
    for _ in range(ROUNDS):
        for name, task in tasks.items():
            begun = time.process_time()
            task()
            least[name] = min(least[name], time.process_time() - begun)
    yardstick = least.pop("jieba.lcut")
    ratios = {name: round(seconds / yardstick, 3) for name, seconds in least.items()}
    if "--record" in sys.argv:
        RECORD.write_text(json.dumps(ratios, indent=2) + "\n", encoding="utf-8")
    before = json.loads(RECORD.read_text(encoding="utf-8"))
    characters = sum(document.characters for document in documents)
    print(
        f"{characters:,} characters; jieba.lcut takes {yardstick:.2f} s of CPU, the rest of that:"
    )
    slower = [name for name in ratios if ratios[name] > before[name] * MARGIN * NOISE]
    for name, ratio in ratios.items():
        mark = "  SLOWER" if name in slower else ""
        print(f"  {name:<14}{ratio:>7.3f}   recorded {before[name]:.3f}{mark}")
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main())
