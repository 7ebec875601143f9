"""Measure how often the encoding of short texts is found, on text given by path.

    python tests/benchmarks/encodings.py TEXT... [--lengths 10 20 50] [--samples 500] [--seed 1]

TEXT is a UTF-8 file or a folder of *.txt; of a CoNLL-U file the `# text` lines count. Samples are
windows of so many characters, white space run together, with something beyond ASCII in them. A
sample is right when the decoded text equals the original; which codec's name was given does not
matter. Samples that an encoding cannot write are drawn again. charset-normalizer is measured
beside it on the same samples when it is installed.
"""

import argparse
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from cantext.documents.encoding import decode
from cantext.errors import InputError

ENCODINGS = (
    ("utf-8", "utf-8", None),
    ("utf-16-le, no mark", "utf-16-le", None),
    ("utf-16-be, no mark", "utf-16-be", None),
    ("big5", "big5", None),
    ("big5hkscs", "big5hkscs", None),
    ("big5hkscs, not cp950", "big5hkscs", "cp950"),
    ("cp950", "cp950", None),
    ("cp950, not big5hkscs", "cp950", "big5hkscs"),
    ("gb18030, Traditional", "gb18030", None),
    ("gb18030, Simplified", "gb18030", None),
)


def ours(data: bytes) -> str | None:
    """Return the text cantext reads, None when it reads none."""
    try:
        return decode(data).text
    except InputError:
        return None


def charset_normalizer() -> Callable[[bytes], str | None] | None:
    """Return charset-normalizer as a function of the same kind, None when it is not installed."""
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        return None

    def best(data: bytes) -> str | None:
        match = from_bytes(data).best()
        return None if match is None else str(match)

    return best


def texts(paths: list[Path]) -> Iterator[str]:
    """Yield the texts of files and folders."""
    for path in paths:
        for file in sorted(path.rglob("*.txt")) if path.is_dir() else [path]:
            text = file.read_text(encoding="utf-8")
            if file.suffix == ".conllu":
                text = "\n".join(re.findall(r"^# text = (.*)$", text, re.MULTILINE))
            yield text


def encodable(text: str, codec: str) -> bool:
    """Say whether a codec writes the text and reads the same text back."""
    try:
        return text.encode(codec).decode(codec) == text
    except UnicodeError:
        return False


def windows(
    text: str, length: int, codec: str, beyond: str | None, rng: random.Random
) -> Iterator[str]:
    """Yield random windows that `codec` can write and `beyond` cannot, at most 200,000 tries."""
    for _ in range(200_000):
        start = rng.randrange(len(text) - length)
        window = text[start : start + length]
        if window.isascii() or not encodable(window, codec):
            continue
        if beyond is None or not encodable(window, beyond):
            yield window


def main() -> None:
    """Print a row per encoding and length: samples, and the share read right by each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("text", nargs="+", type=Path)
    parser.add_argument("--lengths", nargs="+", type=int, default=[10, 20, 50])
    parser.add_argument("--samples", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="print so many wrong ones a row")
    arguments = parser.parse_args()

    from opencc import OpenCC

    # NFC turns the compatibility ideographs of PDF text into the characters they stand for.
    text = unicodedata.normalize("NFC", re.sub(r"\s+", " ", " ".join(texts(arguments.text))))
    simplified = OpenCC("t2s").convert(text)
    other = charset_normalizer()
    heading = "charset-normalizer" if other else "(charset-normalizer is not installed)"
    print(f"seed {arguments.seed}; {len(text):,} characters")
    print(f"{'encoding':22} {'length':>6} {'samples':>7} {'cantext':>8}  {heading}")
    for label, codec, beyond in ENCODINGS:
        source = simplified if label.endswith("Simplified") else text
        for length in arguments.lengths:
            rng = random.Random(f"{arguments.seed} {label} {length}")
            samples = []
            for window in windows(source, length, codec, beyond, rng):
                samples.append(window)
                if len(samples) == arguments.samples:
                    break
            if not samples:
                print(f"{label:22} {length:6} {0:7}        –")
                continue
            data = [sample.encode(codec) for sample in samples]
            wrong = [s for s, d in zip(samples, data, strict=True) if ours(d) != s]
            line = f"{label:22} {length:6} {len(samples):7} {1 - len(wrong) / len(samples):8.2%}"
            if other:
                right = sum(other(d) == s for s, d in zip(samples, data, strict=True))
                line += f"  {right / len(samples):18.2%}"
            print(line)
            for sample in wrong[: arguments.show]:
                print(f"    {sample!r} → {ours(sample.encode(codec))!r}")


if __name__ == "__main__":
    main()
