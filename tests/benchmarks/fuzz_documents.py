"""Try the readers on broken variants of good files, and say how many were tried.

    python tests/benchmarks/fuzz_documents.py [--number 1000] [--seed 1] [--only a.pdf]

Each variant is read as a user's file would be. A row per kind: how many were read, how many refused
in one line, and the longest time one took. What is neither ends the run with its traceback, and the
file that did it stays beside the working folder as `fuzz-failure`.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from mutations import broken, good_files, try_file


def main() -> None:
    """Print a row for each kind of file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--number", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only")
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}")
    print(f"{'file':12} {'tried':>7} {'read':>7} {'refused':>7} {'longest':>8}")
    total = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, data in good_files().items():
            if arguments.only not in (None, name):
                continue
            rng = random.Random(f"{arguments.seed} {name}")
            outcomes = {"read": 0, "refused": 0}
            longest = 0.0
            path = Path(folder, name)
            for _ in range(arguments.number):
                path.write_bytes(broken(data, rng))
                try:
                    outcome, seconds = try_file(path)
                except BaseException:
                    Path("fuzz-failure").write_bytes(path.read_bytes())
                    raise
                outcomes[outcome] += 1
                longest = max(longest, seconds)
            total += arguments.number
            print(
                f"{name:12} {arguments.number:7,} {outcomes['read']:7,} {outcomes['refused']:7,} "
                f"{longest:6.2f} s",
                flush=True,
            )
    print(f"{total:,} variants, none that was neither read nor refused")


if __name__ == "__main__":
    main()
