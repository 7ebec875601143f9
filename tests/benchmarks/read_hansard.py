"""Measure the reading of LegCo records, on files given by path.

    python tests/benchmarks/read_hansard.py --pdf RECORD.pdf --twin RECORD.txt
    python tests/benchmarks/read_hansard.py --turns RECORD.txt RECORD.json

With --pdf and --twin: how much of the text that another program took out of the same PDF is in
ours, in order (characters, white space and page headers left out, garbled ones recovered on both
sides); and how often the lines of that text that end a paragraph (a blank line follows) and those
that do not (26 characters or more) are treated so. With --turns: the speakers of the events of type
"speech" in the JSON file, one who goes on after an interruption counted once, against ours.
"""

import argparse
import difflib
import json
import re
import subprocess
import tempfile
import time
from pathlib import Path

from cantext.documents.document import Document
from cantext.documents.hansard import speaker_turns
from cantext.documents.pdf import read_pdf
from cantext.documents.repair import recover
from cantext.documents.unwrap import unwrap

_HEADER = re.compile(
    r"^立法會 +[─－\uf8e7—–-]+ +\d+年 *\d+月 *\d+日 *\n(?: *\n)* *\d{4} *\n", re.MULTILINE
)


def squeezed(text: str) -> str:
    """Return the characters of a text, without white space and controls."""
    return re.sub(r"[\s\x00-\x1f]", "", recover(text)[0])


def differing(first: str, second: str) -> tuple[int, int]:
    """Return how many characters only the first has, and only the second, in order (GNU diff)."""
    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder, name) for name in "ab"]
        for name, text in zip(names, (first, second), strict=True):
            name.write_text("\n".join(text) + "\n", encoding="utf-8")
        done = subprocess.run(["diff", "-d", *names], capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    return sum(line[:1] == "<" for line in lines), sum(line[:1] == ">" for line in lines)


def measure_pdf(path: Path, twin: Path) -> None:
    """Print the agreement of a PDF with its twin."""
    began = time.perf_counter()
    read = read_pdf(path.read_bytes(), name=path.name)
    seconds = time.perf_counter() - began
    other = _HEADER.sub("\x01\n", twin.read_text(encoding="utf-8"))
    theirs, ours = squeezed(other), squeezed(read.text)
    missing, added = differing(theirs, ours)
    print(f"read in {seconds:.1f} s: {len(read.text):,} characters; {dict(read.repairs)}")
    print(f"of the twin's {len(theirs):,} characters {1 - missing / len(theirs):.2%} are in ours")
    print(f"of our {len(ours):,} characters {1 - added / len(ours):.2%} are in the twin")
    spaces = len(re.findall(r"[\u4e00-\u9fff] +[\u4e00-\u9fff]", read.text))
    print(f"spaces left between Han: {spaces}")
    ends, total = set(), 0
    for line in read.text.split("\n"):
        total += len(squeezed(line))
        ends.add(total)
    seen = {"paragraphs kept apart": [0, 0], "wrapped lines joined": [0, 0]}
    at, lines = 0, other.split("\n")
    for index, line in enumerate(lines[:-1]):
        text = squeezed(line)
        found = ours.find(text, at) if text else -1
        if found < 0 or found - at > 400 or "\x01" in "".join(lines[index : index + 3]):
            continue
        at = found + len(text)
        is_end = not squeezed(lines[index + 1])
        if is_end or len(text) >= 26:
            counts = seen["paragraphs kept apart" if is_end else "wrapped lines joined"]
            counts[0] += 1
            counts[1] += (at in ends) == is_end
    for name, (number, right) in seen.items():
        print(f"{name}: {right:,} of {number:,} ({right / number:.1%})")


def measure_turns(path: Path, events: Path) -> None:
    """Print how the speakers found agree with those listed."""
    listed: list[str] = []
    for event in json.loads(events.read_text(encoding="utf-8"))["events"]:
        if event["type"] == "speech" and listed[-1:] != [event["speaker"]["full"]]:
            listed.append(event["speaker"]["full"])
    text = path.read_text(encoding="utf-8")
    for mode, shown in (("as it stands", text), ("unwrapped", unwrap(text).text)):
        found: list[str] = []
        for turn in speaker_turns(Document(path.name, shown)):
            if found[-1:] != [turn.speaker]:
                found.append(turn.speaker)
        matcher = difflib.SequenceMatcher(None, listed, found, autojunk=False)
        same = sum(block.size for block in matcher.get_matching_blocks())
        print(
            f"{path.name}, {mode}: {same} of {len(listed)} listed speakers found in order; "
            f"{len(found) - same} more found"
        )
        for code, _, _, start, end in matcher.get_opcodes():
            if code == "insert":
                print("    not listed:", "、".join(found[start:end]))


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--pdf", type=Path)
    parser.add_argument("--twin", type=Path)
    parser.add_argument("--turns", type=Path, nargs=2, metavar=("TEXT", "JSON"))
    arguments = parser.parse_args()
    if arguments.pdf and arguments.twin:
        measure_pdf(arguments.pdf, arguments.twin)
    if arguments.turns:
        measure_turns(*arguments.turns)


if __name__ == "__main__":
    main()
