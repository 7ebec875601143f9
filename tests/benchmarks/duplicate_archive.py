"""Time the duplicate detector on an archive of a million lines made from a seed, beside others.

    python tests/benchmarks/duplicate_archive.py [--lines 1000000] [--others 50000]

Every article has a headline, a byline, paragraphs, captions and a footer; the captions come back
with the variations of `duplicate_pages.py`, as in the gallery below an article, and hard negatives
(the caption with another number) stand beside them. Words are drawn from the general dictionary by
their frequency, so that the text has the bigrams of real text though it says nothing. Each method
runs in a process of its own, on as many lines as it can do in reasonable time; the peak memory is
that of the process, reading and the text itself (180 MB) included; CPU seconds are its own, without
those of the two processes that look at articles one by one. `datasketch` is no dependency of
the project: install it to have its row.
"""

import argparse
import random
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import accumulate, pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from duplicate_pages import CREDITS, NAMES, VARIATIONS

_WORDS = Path(__file__).parents[2] / "dictionaries" / "hk_general" / "words.tsv"
_FOOTER = ("編輯：資料室", "分享", "返回頁首")
_BATCH = 20_000


@dataclass
class Archive:
    """Lines, and of each the number of its group of copies (0: repeats nothing of the text)."""

    lines: list[str]
    groups: list[int]
    negatives: list[tuple[int, int]]


class _Writer:
    """Draws sentences; words by their frequency."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        rows = [row.split("\t") for row in _WORDS.read_text(encoding="utf-8").splitlines()]
        rows = [row for row in rows if len(row) > 1 and row[1].isdigit() and len(row[0]) > 1]
        self.words = [row[0] for row in rows]
        self.weights = list(accumulate(int(row[1]) ** 0.8 for row in rows))
        self.drawn: list[str] = []

    def clause(self, length: int) -> str:
        """Return words of `length` characters or a little more."""
        taken, size = [], 0
        while size < length:
            if not self.drawn:
                self.drawn = self.rng.choices(self.words, cum_weights=self.weights, k=_BATCH)
            taken.append(self.drawn.pop())
            size += len(taken[-1])
        return "".join(taken)

    def sentence(self, length: int) -> str:
        """Return clauses with commas and a full stop."""
        parts, left = [], length
        while left > 0:
            part = min(left, self.rng.randint(8, 20))
            parts.append(self.clause(part))
            left -= part
        return "，".join(parts) + "。"


def make_archive(lines: int, seed: int = 1) -> Archive:
    """Make an archive of at least `lines` lines, about 60 characters each."""
    writer = _Writer(seed)
    rng = writer.rng
    archive = Archive([], [], [])
    groups = 0
    names = sorted(set(VARIATIONS) - {"simplified", "spaced out"})

    def add(text: str, group: int = 0) -> None:
        archive.lines.append(text)
        archive.groups.append(group)

    while len(archive.lines) < lines:
        groups += 1
        title = f"{writer.clause(10)}　{writer.clause(8)}"
        title_group = groups
        add(title, title_group)
        add(f"記者：{rng.choice(NAMES)}")
        captions = []
        for _ in range(rng.randint(2, 4)):
            groups += 1
            number = rng.randint(11, 4900)
            head, tail = writer.clause(12), writer.clause(14)
            captions.append((groups, f"{head}{number}個{tail}。"))
            if rng.random() < 0.2:
                groups += 1
                archive.negatives.append((groups - 1, groups))
                captions.append((groups, f"{head}{number + 1}個{tail}。"))
        for place, (group, text) in enumerate(captions):
            credit = rng.choice(CREDITS).format(name=rng.choice(NAMES))
            add(f"{text}（{credit}）", group)
            for _ in range(2):
                add("".join(writer.sentence(rng.randint(30, 60)) for _ in range(3)))
            if place == 1:
                add(writer.clause(6))
        add(title, title_group)
        for group, text in captions:
            for name in rng.sample(names, rng.choice([0, 1, 1, 2])):
                if name != "cut":  # which of two negatives was cut, nobody could say
                    text = VARIATIONS[name](text, rng)
            add(text, group)
        for line in _FOOTER:
            add(line)
        add(f"https://news.example/{len(archive.lines)}")
    return archive


def found_with_contained(archive: Archive) -> list[int]:
    """Return the groups when passages inside paragraphs are looked for as well."""
    return found_groups(archive, contained=True)


def found_groups(archive: Archive, *, contained: bool = False) -> list[int]:
    """Return the group of every line as this project sees it, a number of its own if none."""
    from cantext.deduplication.groups import find_duplicates
    from cantext.documents.document import Document

    document = Document("archive", "\n".join(archive.lines) + "\n")
    archive.lines.clear()  # who reads a file has its text alone
    rows = find_duplicates([document], contained=contained).rows
    labels = list(range(-1, -len(archive.groups) - 1, -1))
    for row in rows:
        if row.members[-1].relation != "contained":
            for member in row.members:
                labels[member.line - 1] = row.group
    return labels


def found_in_documents(archive: Archive) -> list[int]:
    """Return the groups when every article is a document of its own, in two processes."""
    from cantext.deduplication.groups import find_duplicates
    from cantext.deduplication.parallel import audits
    from cantext.documents.document import Document

    starts = [0, *(n + 1 for n, line in enumerate(archive.lines) if line.startswith("https:"))]
    documents = [
        Document(str(start), "\n".join(archive.lines[start:stop]) + "\n")
        for start, stop in pairwise(starts)
    ]
    archive.lines.clear()
    labels = list(range(-1, -len(archive.groups) - 1, -1))
    for row in find_duplicates(audits(documents, 2)).rows:
        if row.members[-1].relation != "contained":
            for member in row.members:
                labels[int(member.document) + member.line - 1] = row.group
    return labels


def by_exact_hash(archive: Archive) -> list[int]:
    """Group lines that are the same to the letter."""
    numbers: dict[str, int] = {}
    return [numbers.setdefault(line, len(numbers)) for line in archive.lines]


def by_datasketch(archive: Archive) -> list[int]:
    """Group by datasketch's MinHash LSH over character bigrams, Jaccard 0.8."""
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found]

    lsh = MinHashLSH(threshold=0.8, num_perm=64)
    hashes = []
    for number, line in enumerate(archive.lines):
        minhash = MinHash(num_perm=64)
        minhash.update_batch([line[i : i + 2].encode() for i in range(max(1, len(line) - 1))])
        hashes.append(minhash)
        lsh.insert(str(number), minhash)
    return _joined(
        len(hashes),
        ((n, int(hit)) for n, minhash in enumerate(hashes) for hit in lsh.query(minhash)),
    )


def by_rapidfuzz(archive: Archive) -> list[int]:
    """Group by `rapidfuzz.fuzz.ratio` at 90 or above, every line against every other."""
    from rapidfuzz import fuzz, process

    lines, step = archive.lines, 500
    pairs = []
    for start in range(0, len(lines), step):
        scores = process.cdist(lines[start : start + step], lines, scorer=fuzz.ratio, workers=2)
        rows, columns = (scores >= 90).nonzero()
        pairs += zip((rows + start).tolist(), columns.tolist(), strict=True)
    return _joined(len(lines), pairs)


def _joined(count: int, alike: Iterable[tuple[int, int]]) -> list[int]:
    parent = list(range(count))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = number = parent[parent[number]]
        return number

    for a, b in alike:
        parent[root(b)] = root(a)
    return [root(number) for number in range(count)]


METHODS: dict[str, Callable[[Archive], list[int]]] = {
    "cantext": found_groups,
    "cantext, contained too": found_with_contained,
    "cantext, article by article": found_in_documents,
    "exact hash": by_exact_hash,
    "datasketch": by_datasketch,
    "rapidfuzz ratio ≥ 90": by_rapidfuzz,
}


def pair_f1(gold: list[int], found: list[int]) -> float:
    """Return the F1 of pairs among lines that have a gold group, counted by cells."""
    cells: Counter[tuple[int, int]] = Counter()
    ours: Counter[int] = Counter()
    theirs: Counter[int] = Counter()
    for a, b in zip(gold, found, strict=True):
        if a:
            cells[a, b] += 1
            theirs[a] += 1
            ours[b] += 1
    both, gold_pairs, found_pairs = (
        sum(n * (n - 1) // 2 for n in counter.values()) for counter in (cells, theirs, ours)
    )
    return 2 * both / max(1, gold_pairs + found_pairs)


def merged_negatives(archive: Archive, found: list[int]) -> int:
    """Return how many pairs of captions that differ in a number were taken for one."""
    labels: dict[int, set[int]] = defaultdict(set)
    for gold, group in zip(archive.groups, found, strict=True):
        labels[gold].add(group)
    return sum(bool(labels[a] & labels[b]) for a, b in archive.negatives)


def measure(name: str, lines: int) -> None:
    """Run one method and print its row."""
    archive = make_archive(lines)
    size = sum(len(line.encode()) + 1 for line in archive.lines) / 1e6
    made = len(archive.lines)
    started, worked = time.perf_counter(), time.process_time()
    found = METHODS[name](archive)
    seconds, cpu = time.perf_counter() - started, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{name:28}{made:10,}{size:8.0f}{seconds:9.1f}{cpu:9.1f}{peak:9.2f}"
        f"{pair_f1(archive.groups, found):9.4f}"
        f"{merged_negatives(archive, found):8}/{len(archive.negatives)}"
    )


def main() -> None:
    """Print a table, a process for each method."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--others", type=int, default=20_000, help="lines for the slow methods")
    parser.add_argument("--method", choices=METHODS)
    options = parser.parse_args()
    if options.method:
        measure(options.method, options.lines)
        return
    archive = make_archive(min(options.lines, 100_000))
    copies = Counter(group for group in archive.groups if group)
    repeats = sum(n - 1 for n in copies.values()) / len(archive.lines)
    print(f"redundancy: {repeats:.0%} of lines repeat a headline or caption, besides footers")
    print(
        f"{'':28}{'lines':>10}{'MB':>8}{'seconds':>9}{'CPU':>9}{'peak GB':>9}{'pair F1':>9}"
        f"{'neg. merged':>14}"
    )
    for name in METHODS:
        if name == "datasketch" and not find_spec("datasketch"):
            print("(datasketch is not installed: left out)")
            continue
        fast = name.startswith("cantext") or name == "exact hash"
        lines = options.lines if fast else options.others
        subprocess.run(
            [sys.executable, __file__, "--method", name, "--lines", str(lines)], check=False
        )


if __name__ == "__main__":
    main()
