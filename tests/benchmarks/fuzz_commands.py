"""Try every command on hostile inputs with options drawn at random, and say how many were tried.

    python tests/benchmarks/fuzz_commands.py [--number 1000] [--seed 1] [--only counts] [--first 0]

What must hold of each run is in tests/hostile.py. A row per family of commands (those wired in one
module): how many ended with status 0, 1 and 2, and the longest time one took. A run that breaks a
rule is told with its number, from which `--first NUMBER --number 1` repeats it; the others go on.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from hostile import families, invocation, runner_in


def main() -> int:
    """Print a row for each family; return 1 when something broke a rule."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--number", type=int, default=1000, help="inputs for each family")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--only", action="append", help="a family; may be repeated")
    parser.add_argument("--verbose", action="store_true", help="show what is run")
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}, inputs from {arguments.first}")
    print(
        f"{'family':12} {'tried':>7} {'done':>7} {'error':>7} {'usage':>7} {'faults':>6} "
        f"{'longest':>8}"
    )
    total = faults = 0
    for family, commands in families().items():
        if arguments.only and family not in arguments.only:
            continue
        ended: Counter[int] = Counter()
        broken = 0
        longest, slowest = 0.0, ""
        with tempfile.TemporaryDirectory() as place, runner_in(Path(place)) as runner:
            for number in range(arguments.first, arguments.first + arguments.number):
                rng = random.Random(f"{arguments.seed} {family} {number}")
                folder = Path(place, "files")
                folder.mkdir()
                trial = invocation(rng.choice(commands), rng, folder)
                if arguments.verbose:
                    print(number, trial.command, *map(ascii, trial.arguments))
                began = time.perf_counter()
                try:
                    ended[trial.run(runner).returncode] += 1
                except Exception:
                    broken += 1
                    print(f"--- {family} {number}: cantext {trial.command}")
                    print(" ".join(map(ascii, trial.arguments)).replace(place, "."))
                    print("".join(traceback.format_exc().splitlines(True)[-12:]), flush=True)
                took = time.perf_counter() - began
                if took > longest:
                    longest, slowest = took, f"{number}: {trial.command}"
                shutil.rmtree(folder)
        total += arguments.number
        faults += broken
        print(
            f"{family:12} {arguments.number:7,} {ended[0]:7,} {ended[1]:7,} {ended[2]:7,} "
            f"{broken:6,} {longest:6.2f} s ({slowest})",
            flush=True,
        )
    print(f"{total:,} inputs, {faults:,} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
