"""Measure the duplicate detector: kinds, duplicate pairs, hard negatives, contained passages, time.

    python tests/benchmarks/duplicates.py [--pages FOLDER] [--seeds 100-200] [--lines 200000]

The generated pages come from `duplicate_pages.py`. `--pages` names a folder with `gold.jsonl` (one
object a page: `page`, `kinds` by line number, `groups` of exact repeats) and `pages/*.txt`. In the
same run: hashing of the lines as they are, hashing of a folded form, datasketch's MinHash where it
is installed, and a plain rapidfuzz threshold.
"""

import argparse
import json
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from duplicate_pages import Page, make_page

from cantext.deduplication.clean import clean, label_lines
from cantext.deduplication.groups import find_duplicates
from cantext.documents.document import Document

Pairs = set[tuple[int, int]]


def pairs_of(groups: Iterable[Iterable[int]]) -> Pairs:
    """Return the unordered pairs within groups."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def cantext_pairs(text: str) -> Pairs:
    """Pairs by this project."""
    rows = find_duplicates([Document("page", text)], contained=False).rows
    return pairs_of([member.line for member in row.members] for row in rows)


def _hashed(text: str, key: Callable[[str], str]) -> Pairs:
    groups: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            groups[key(line)].append(number)
    return pairs_of(groups.values())


def exact_pairs(text: str) -> Pairs:
    """Pairs by hashing lines as they are, white space at the ends aside."""
    return _hashed(text, str.strip)


def folded_pairs(text: str) -> Pairs:
    """Pairs by hashing letters and digits after NFKC."""
    return _hashed(
        text,
        lambda line: (
            "".join(filter(str.isalnum, unicodedata.normalize("NFKC", line).lower()))
            or line.strip()
        ),
    )


def _joined(lines: dict[int, str], alike: Iterable[tuple[int, int]]) -> Pairs:
    parent = {number: number for number in lines}

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = number = parent[parent[number]]
        return number

    for a, b in alike:
        parent[root(b)] = root(a)
    groups: dict[int, list[int]] = defaultdict(list)
    for number in lines:
        groups[root(number)].append(number)
    return pairs_of(groups.values())


def threshold_pairs(text: str, threshold: float = 90) -> Pairs:
    """Pairs by `rapidfuzz.fuzz.ratio` at 90 or above, joined."""
    from rapidfuzz import fuzz, process

    lines = {n: s.strip() for n, s in enumerate(text.split("\n"), start=1) if s.strip()}
    numbers = list(lines)
    scores = process.cdist(list(lines.values()), list(lines.values()), scorer=fuzz.ratio)
    alike = [
        (numbers[a], numbers[b]) for a, b in zip(*(scores >= threshold).nonzero(), strict=True)
    ]
    return _joined(lines, alike)


def datasketch_pairs(text: str) -> Pairs:
    """Pairs by datasketch's MinHash LSH over character bigrams, Jaccard 0.8, joined."""
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found]

    lines = {n: s.strip() for n, s in enumerate(text.split("\n"), start=1) if s.strip()}
    lsh = MinHashLSH(threshold=0.8, num_perm=64)
    hashes = {}
    for number, line in lines.items():
        minhash = MinHash(num_perm=64)
        minhash.update_batch([line[i : i + 2].encode() for i in range(max(1, len(line) - 1))])
        hashes[number] = minhash
        lsh.insert(str(number), minhash)
    alike = [(number, int(hit)) for number in lines for hit in lsh.query(hashes[number])]
    return _joined(lines, alike)


@dataclass
class Score:
    """True positives, false positives and false negatives."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, gold: set[object], found: set[object]) -> None:
        """Count one page."""
        self.right += len(gold & found)
        self.extra += len(found - gold)
        self.missed += len(gold - found)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, 2 * self.right + self.extra + self.missed)


@dataclass
class Method:
    """The scores of one way to find pairs."""

    find: Callable[[str], Pairs]
    pairs: Score = field(default_factory=Score)
    redundant: Score = field(default_factory=Score)
    merged: int = 0
    negatives: int = 0
    seconds: float = 0.0


def redundant_lines(pairs: Pairs) -> set[object]:
    """Return the lines that repeat an earlier one."""
    return {b for _, b in pairs}


def generated(seeds: range, publishers: Iterable[int]) -> None:
    """Print the table of the generated pages."""
    methods = {
        "cantext": Method(cantext_pairs),
        "exact hash": Method(exact_pairs),
        "folded hash": Method(folded_pairs),
        "rapidfuzz ratio ≥ 90": Method(threshold_pairs),
    }
    if find_spec("datasketch"):
        methods["datasketch"] = Method(datasketch_pairs)
    else:
        print("(datasketch is not installed: left out)")
    contained = Score()
    kinds: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    clean_seconds = 0.0
    pages = [(publisher, make_page(seed, publisher)) for seed in seeds for publisher in publishers]
    for publisher, page in pages:
        gold = pairs_of(page.groups.values())
        for method in methods.values():
            started = time.process_time()
            found = method.find(page.text)
            method.seconds += time.process_time() - started
            method.pairs.add(set(gold), set(found))
            method.redundant.add(redundant_lines(gold), redundant_lines(found))
            for one, other in page.negatives:
                crossing = {
                    (min(a, b), max(a, b)) for a in page.groups[one] for b in page.groups[other]
                }
                method.negatives += 1
                method.merged += bool(crossing & found)
        started = time.process_time()
        labels = label_lines(Document("page", page.text))
        clean_seconds += time.process_time() - started
        for label in labels:
            if label.line in page.kinds:
                kinds[publisher][0] += page.kinds[label.line] == label.kind
                kinds[publisher][1] += 1
        contained.add(set(page.contained), _contained(page))
    lines = sum(len(page.lines) for _, page in pages)
    print(f"\n{len(pages)} generated pages, {lines} lines, seeds {seeds.start}–{seeds.stop - 1}")
    print(f"{'':22}{'pair F1':>9}{'prec.':>9}{'recall':>9}{'redundant':>11}{'neg. merged':>13}")
    for name, method in methods.items():
        score = method.pairs
        precision = score.right / max(1, score.right + score.extra)
        recall = score.right / max(1, score.right + score.missed)
        print(
            f"{name:22}{score.f1:9.4f}{precision:9.4f}{recall:9.4f}{method.redundant.f1:11.4f}"
            f"{method.merged:6d}/{method.negatives:<6d}"
            f"{1000 * method.seconds / len(pages):8.1f} ms a page"
        )
    print(f"contained passages F1 {contained.f1:.4f}")
    for publisher, (right, total) in sorted(kinds.items()):
        print(f"kinds right, publisher {publisher}: {right / total:.4f} of {total}")
    print(f"label_lines: {1000 * clean_seconds / len(pages):.1f} ms a page")


def _contained(page: Page) -> set[object]:
    group_of = {line: group for group, lines in page.groups.items() for line in lines}
    rows = find_duplicates([Document("page", page.text)]).rows
    return {
        (group_of[row.members[1].line], row.members[0].line)
        for row in rows
        if row.members[-1].relation == "contained"
    }


def labelled(folder: Path) -> None:
    """Print kinds and pairs on real pages with their labels."""
    total = right = 0
    shares: list[tuple[float, str]] = []
    pairs = Score()
    wrong: dict[tuple[str, str], int] = defaultdict(int)
    seconds: list[float] = []
    for row in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(row)
        text = (folder / "pages" / f"{gold['page']}.txt").read_text(encoding="utf-8")
        started = time.process_time()
        labels = label_lines(Document(gold["page"], text))
        seconds.append(time.process_time() - started)
        hits = 0
        for label in labels:
            kind = gold["kinds"].get(str(label.line))
            if kind is not None:
                hits += kind == label.kind
                wrong[kind, label.kind] += kind != label.kind
        total += len(gold["kinds"])
        right += hits
        shares.append((hits / len(gold["kinds"]), gold["page"]))
        pairs.add(set(pairs_of(gold["groups"])), set(cantext_pairs(text)))
    print(f"\n{len(shares)} labelled pages, {total} lines")
    print(f"kinds right {right / total:.4f}; the mean of pages {sum(shares_of(shares)):.4f}")
    print("lowest pages:", ", ".join(f"{page} {share:.3f}" for share, page in sorted(shares)[:3]))
    print("wrong (gold, found):", {key: n for key, n in sorted(wrong.items()) if n})
    print(
        f"pairs F1 {pairs.f1:.4f}: right {pairs.right}, extra {pairs.extra}, missed {pairs.missed}"
    )
    seconds.sort()
    print(f"time a page: median {1000 * seconds[len(seconds) // 2]:.1f} ms")


def shares_of(shares: list[tuple[float, str]]) -> list[float]:
    """Return each page's part in the mean."""
    return [share / len(shares) for share, _ in shares]


def archive(lines: int) -> None:
    """Print the time for one document of many lines, made of generated pages."""
    parts: list[str] = []
    seed = count = 0
    while count < lines:
        page = make_page(10_000 + seed, seed % 4)
        parts.append(page.text)
        count += len(page.lines)
        seed += 1
    document = Document("archive", "".join(parts))
    started = time.perf_counter()
    find_duplicates([document])
    middle = time.perf_counter()
    clean([document])
    print(
        f"\n{count} lines in one document: find_duplicates {middle - started:.1f} s, "
        f"clean {time.perf_counter() - middle:.1f} s"
    )


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=Path, action="append", default=[])
    parser.add_argument("--seeds", default="100-200")
    parser.add_argument("--lines", type=int, default=0)
    options = parser.parse_args()
    first, last = map(int, options.seeds.split("-"))
    find_duplicates([Document("warm", "一\n")])  # tables are made on first use
    generated(range(first, last), range(4))
    for folder in options.pages:
        labelled(folder)
    if options.lines:
        archive(options.lines)


if __name__ == "__main__":
    main()
