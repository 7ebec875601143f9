"""CPU seconds of `figures` against those of `segment`, whole commands, side by side.

python tests/benchmarks/figures_speed.py TEXT [TEXT …]
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

_COMMANDS = {"segment": ["segment"], "figures": ["figures", "--format", "ndjson"]}
_RUNS = 3


def cpu_seconds(command: list[str]) -> float:
    """Return user and system time of a command, as the system counts it."""
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return (
        after.children_user + after.children_system - before.children_user - before.children_system
    )


def main() -> None:
    """Run each command in turn, and print the least time of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="+", type=Path)
    texts = [str(path) for path in parser.parse_args().texts]
    size = sum(Path(name).stat().st_size for name in texts) / 1e6
    times: dict[str, list[float]] = {name: [] for name in _COMMANDS}
    for _ in range(_RUNS):
        for name, words in _COMMANDS.items():
            head, *rest = words
            times[name].append(
                cpu_seconds([sys.executable, "-m", "cantext", head, *texts, *rest, "-q"])
            )
    for name, found in times.items():
        print(f"{name:8} {min(found):6.2f} s   {size / min(found):5.1f} MB/s")
    print(f"figures at {min(times['segment']) / min(times['figures']):.2f} of the speed of segment")


if __name__ == "__main__":
    main()
