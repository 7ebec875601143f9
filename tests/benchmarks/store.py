"""What a token store costs to build and to ask, as whole commands, start-up included.

    python tests/benchmarks/store.py FOLDER [--times 10] [--jobs 1 2] [--node 政府]

FOLDER holds texts. They are copied `--times` times under other names, so that the archive grows and
its words stay: cost a megabyte should not change. Beside each build stands plain jieba with a
Counter on a sample of the same texts, in the same minute. Wall time needs an idle machine;
processor time, of all processes together, is nearly the same on a busy one.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

_PLAIN = """
import sys, jieba
from collections import Counter
jieba.setLogLevel(60)
counts = Counter()
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as source:
        for line in source:
            counts.update(jieba.cut(line))
print(sum(counts.values()))
"""
_SAMPLE = 2_000_000  # bytes that plain jieba is given


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds, processor seconds, and the peak of its largest process."""

    wall: float
    processor: float
    megabytes: float


def cost(*command: str) -> Cost:
    """Run a command in a process of its own and measure it with all its children."""
    measured = (
        "import json, resource, subprocess, sys\n"
        "status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, "
        "stderr=subprocess.DEVNULL).returncode\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(status, used.ru_utime + used.ru_stime, used.ru_maxrss)"
    )
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", measured, *command], check=True, capture_output=True, text=True
    )
    wall = time.perf_counter() - begin
    status, processor, peak = done.stdout.split()
    if status != "0":
        raise SystemExit(f"failed: {' '.join(command)}")
    return Cost(wall, float(processor), int(peak) / 1024)


def archive(texts: list[Path], times: int, folder: Path) -> int:
    """Copy the texts so many times under other names; return the bytes."""
    for k in range(times):
        for path in texts:
            shutil.copy(path, folder / f"{k:03}-{path.name}")
    return sum(path.stat().st_size for path in folder.iterdir())


def sample(texts: list[Path]) -> tuple[list[str], int]:
    """Return the first texts, up to so many bytes, and how many these are."""
    found: list[str] = []
    size = 0
    for path in texts:
        if size >= _SAMPLE:
            break
        found.append(str(path))
        size += path.stat().st_size
    return found, size


def row(name: str, measured: Cost, size: int | None = None) -> None:
    """Print one line of the table."""
    rate = "" if size is None else f"{measured.processor / (size / 1e6):8.2f}"
    print(
        f"{name:44}{measured.wall:9.2f}{measured.processor:11.2f}{measured.megabytes:8.0f}{rate}",
        flush=True,
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--jobs", type=int, nargs="+", default=[os.cpu_count() or 1])
    parser.add_argument("--node", default="政府")
    options = parser.parse_args()
    texts = sorted(options.folder.glob("*.txt"))
    print(f"{'':44}{'seconds':>9}{'processor':>11}{'MB':>8}{'s a MB':>8}")
    cantext = [sys.executable, "-m", "cantext"]
    with tempfile.TemporaryDirectory() as name:
        folder, store = Path(name, "texts"), Path(name, "a.store")
        folder.mkdir()
        size = archive(texts, options.times, folder)
        for jobs in options.jobs:
            shutil.rmtree(store, ignore_errors=True)
            built = cost(*cantext, "index", str(folder), "--store", str(store), "--jobs", str(jobs))
            row(f"index {size / 1e6:.0f} MB, {jobs} processes", built, size)
        few, few_size = sample(texts)
        row(
            f"plain jieba and a Counter, {few_size / 1e6:.0f} MB",
            cost(sys.executable, "-c", _PLAIN, *few),
            few_size,
        )
        for command in (
            ("freq", "--limit", "20"),
            ("collocations", "--node", options.node, "--limit", "20"),
            ("kwic", options.node, "--limit", "20"),
            ("compare", "--reference", str(store), "--limit", "20"),
            ("themes", "--limit", "20"),
            ("sql", "SELECT kind, sum(count) FROM types GROUP BY kind"),
            ("ngrams", "--size", "2", "--limit", "20"),
            ("ngrams", "--size", "5", "--limit", "20"),
        ):
            arguments = list(command)
            arguments.insert(2 if command[0] == "kwic" else 1, str(store))
            told = " ".join(argument for argument in command if argument != str(store))
            row(told[:43], cost(*cantext, *arguments))
        bytes_of_store = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
        print(
            f"the store on the disk: {bytes_of_store / 1e6:.0f} MB of {size / 1e6:.0f} MB of text"
        )


if __name__ == "__main__":
    main()
