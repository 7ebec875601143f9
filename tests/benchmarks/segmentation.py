"""Accuracy and speed of the engines beside plain jieba, in one run.

    python tests/benchmarks/segmentation.py --gold GOLD... --text TEXT...

GOLD is CoNLL-U (`.conllu`) or words parted by spaces. F1 is that of words, a word being right when
both its ends are (SIGHAN's definition), with and without the policy dictionary, whose longer terms
the treebanks cut. TEXT is what speed is measured on: whole commands, start-up included, in turn.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

Cut = Callable[[str], list[str]]
_PLAIN_SEGMENT = """
import sys, jieba
jieba.setLogLevel(60)
with open(sys.argv[1], encoding="utf-8") as source, open(sys.argv[2], "w", encoding="utf-8") as out:
    for line in source:
        out.write(" ".join(jieba.cut(line)))
"""
_PLAIN_FREQ = """
import sys, json, jieba
from collections import Counter
jieba.setLogLevel(60)
counts = Counter()
with open(sys.argv[1], encoding="utf-8") as source:
    for line in source:
        counts.update(jieba.cut(line))
with open(sys.argv[2], "w", encoding="utf-8") as out:
    json.dump(counts.most_common(), out, ensure_ascii=False)
"""


def gold_sentences(path: Path) -> Iterator[list[str]]:
    """Yield the words of each sentence."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".conllu":
        yield from (line.split() for line in text.splitlines() if line.strip())
        return
    for block in text.split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
        words = [row[1] for row in rows if row[0].isdecimal()]
        if words:
            yield words


def spans(words: list[str]) -> set[tuple[int, int]]:
    """Return where words begin and end."""
    found, start = set(), 0
    for word in words:
        found.add((start, start + len(word)))
        start += len(word)
    return found


def f1(gold: list[list[str]], cut: Cut) -> float:
    """Return the word F1 in percent."""
    right = wanted = given = 0
    for words in gold:
        expected, got = spans(words), spans(cut("".join(words)))
        right += len(expected & got)
        wanted += len(expected)
        given += len(got)
    return 200 * right / (wanted + given)


def cutters() -> dict[str, Cut]:
    """Return what is compared, by name."""
    import jieba

    from cantext.documents.document import Document
    from cantext.lexicon.lexicon import load_lexicon
    from cantext.segmentation.pipeline import Segmenter

    jieba.setLogLevel(60)

    def of(segmenter: Segmenter) -> Cut:
        return lambda text: [t for b in segmenter.blocks(Document("-", text)) for t in b.texts]

    return {
        "plain jieba": jieba.lcut,
        "cantext, no policy dictionary": of(Segmenter(lexicon=load_lexicon(hk_policy=False))),
        "cantext": of(Segmenter()),
    }


def seconds(command: list[str]) -> float:
    """Return how long a whole command takes."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return time.perf_counter() - begun


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", nargs="*", type=Path, default=[])
    parser.add_argument("--text", nargs="*", type=Path, default=[])
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.gold:
        print("word F1".ljust(32), *(path.stem.rjust(16) for path in arguments.gold))
        golds = [list(gold_sentences(path)) for path in arguments.gold]
        for name, cut in cutters().items():
            print(name.ljust(32), *(f"{f1(gold, cut):16.2f}" for gold in golds))
    if not arguments.text:
        return
    with tempfile.TemporaryDirectory() as folder:
        text, out = Path(folder, "text.txt"), str(Path(folder, "out"))
        text.write_bytes(b"\n".join(path.read_bytes() for path in arguments.text))
        size = text.stat().st_size / 1e6
        python, source = sys.executable, str(text)
        commands = {
            "segment: cantext": [python, "-m", "cantext", "segment", source, "-q", "-o", out],
            "segment: plain jieba": [python, "-c", _PLAIN_SEGMENT, source, out],
            "freq: cantext": [python, "-m", "cantext", "freq", source, "-q", "--json", "-o", out],
            "freq: plain jieba": [python, "-c", _PLAIN_FREQ, source, out],
        }
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(arguments.runs):
            for name, command in commands.items():
                taken[name].append(seconds(command))
        print(f"\nwhole commands on {size:.1f} MB, median of {arguments.runs}, in turn")
        medians = {name: sorted(times)[len(times) // 2] for name, times in taken.items()}
        for name, median in medians.items():
            print(f"{name:32} {median:8.2f} s {size / median:8.2f} MB/s")
        for job in ("segment", "freq"):
            ratio = medians[f"{job}: plain jieba"] / medians[f"{job}: cantext"]
            print(f"{job}: {ratio:.1f} times plain jieba")


if __name__ == "__main__":
    main()
