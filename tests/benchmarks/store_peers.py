"""A token store beside Conc and polars-corpus, on the same words of the same texts.

    python tests/benchmarks/store_peers.py STORE [--conc PYTHON] [--polars-corpus PYTHON]

STORE was built by `cantext index`. Its words are written out, separated by spaces, since neither of
the others segments Chinese; then each builds its corpus of them and answers the questions that all
three know, in a process of its own. PYTHON is an interpreter that has the package: the two need
different versions of polars. Both are asked for tables alone; cantext measures dispersion besides.

Conc counts n-grams of all tokens of its own kind of index, polars-corpus n-grams across sentences,
so that counts differ a little; the number of words is the same.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

# Each program prints lines of: what, seconds of the clock, seconds of the processor.
_TIMED = """
import resource, sys, time
from contextlib import contextmanager
@contextmanager
def told(what):
    begin, used = time.perf_counter(), time.process_time()
    yield
    print(what, time.perf_counter() - begin, time.process_time() - used, sep="\\t", flush=True)
def peak():
    print("peak MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 0, sep="\\t")
"""
_CANTEXT = """
store, node = sys.argv[1:]
from cantext.analyses.collocations import collocations
from cantext.analyses.concordance import concordance
from cantext.analyses.frequency import frequency
from cantext.analyses.ngrams import ngrams
from pathlib import Path
import duckdb, numpy
from cantext.store.blocks import StoredBlocks
from cantext.store.store import Store
def blocks():
    return StoredBlocks(Store(Path(store)))
with told("open"):
    blocks()
with told("frequency"):
    frequency(blocks(), limit=20)
with told("bigrams"):
    ngrams(blocks(), n=2, limit=20)
with told("5-grams"):
    ngrams(blocks(), n=5, limit=20)
with told("collocates"):
    collocations(blocks(), node=node, limit=20)
with told("concordance"):
    concordance(blocks(), node, limit=20)
peak()
"""
_CONC = """
words, node = sys.argv[1:]
import logging, tempfile, spacy
from spacy.tokenizer import Tokenizer
logging.disable(logging.CRITICAL)
def whitespace(*_, **__):
    model = spacy.blank("xx")
    model.tokenizer = Tokenizer(model.vocab)  # cuts at spaces
    model.disable_pipes = lambda *_: None
    return model
spacy.load = whitespace
from conc.conc import Conc
from conc.corpus import Corpus
with tempfile.TemporaryDirectory() as folder:
    with told("build"):
        corpus = Corpus("words", "words").build_from_files(words, folder)
    with told("open"):
        conc = Conc(corpus)
    with told("frequency"):
        conc.frequencies(show_document_frequency=True).to_frame()
    with told("bigrams"):
        conc.ngram_frequencies(2).to_frame()
    with told("5-grams"):
        conc.ngram_frequencies(5).to_frame()
    with told("collocates"):
        conc.collocates(node).to_frame()
    with told("concordance"):
        conc.concordance(node).to_frame()
peak()
"""
_POLARS = """
words, node = sys.argv[1:]
from pathlib import Path
import polars as pl
import polars_corpus as plc
with told("build"):
    tokens, files = [], []
    for path in sorted(Path(words).glob("*.txt")):
        found = path.read_text(encoding="utf-8").split()
        tokens += found
        files += [path.name] * len(found)
    frame = pl.DataFrame({"token": tokens, "file_id": files})
del tokens, files
with told("frequency"):
    plc.frequency_list(frame)
def grams(n):
    each = pl.col("token").corpus.ngrams(n).over("file_id")
    return frame.select(each.alias("gram")).group_by("gram").len().sort("len").tail(20)
with told("bigrams"):
    grams(2)
with told("5-grams"):
    grams(5)
with told("collocates"):
    plc.collocations(plc.search_cqp(frame, f'[token="{node}"]'), "token", "ll")
with told("concordance"):
    plc.concordance(plc.search_cqp(frame, f'[token="{node}"]'), window=5).head(20)
peak()
"""
_WHAT = ("build", "open", "frequency", "bigrams", "5-grams", "collocates", "concordance", "peak MB")


def export(store: Path, folder: Path) -> int:
    """Write the words of each document, a line each; return how many there are."""
    from cantext.segmentation.tokens import is_word
    from cantext.store.blocks import StoredBlocks
    from cantext.store.store import Store

    words = 0
    for k, block in enumerate(StoredBlocks(Store(store))):
        lines = []
        for index in range(len(block.lines)):
            kept = [text for text in block.line_texts(index) if is_word(text)]
            words += len(kept)
            lines.append(" ".join(text.replace(" ", "") for text in kept))
        (folder / f"{k:06}.txt").write_text("\n".join(lines), encoding="utf-8")
    return words


def asked(python: str, program: str, *arguments: str) -> dict[str, tuple[float, float]]:
    """Run a program in an interpreter; return what it says of each step."""
    done = subprocess.run(
        [python, "-c", _TIMED + program, *arguments], capture_output=True, text=True
    )
    told = {}
    for line in done.stdout.splitlines():
        name, *seconds = line.split("\t")
        if name in _WHAT and len(seconds) == 2:
            told[name] = float(seconds[0]), float(seconds[1])
    if done.returncode:
        print(f"{python}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
    return told


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("store", type=Path)
    parser.add_argument("--conc", metavar="PYTHON")
    parser.add_argument("--polars-corpus", metavar="PYTHON")
    parser.add_argument("--node", default="政府")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        words = export(options.store, Path(name))
        found = {"cantext": asked(sys.executable, _CANTEXT, str(options.store), options.node)}
        if options.conc:
            found["Conc"] = asked(options.conc, _CONC, name, options.node)
        if options.polars_corpus:
            found["polars-corpus"] = asked(options.polars_corpus, _POLARS, name, options.node)
    print(f"{words:,} words; seconds of the clock / of the processor")
    print(f"{'':14}" + "".join(f"{name:>20}" for name in found))
    for what in _WHAT:
        cells = []
        for told in found.values():
            wall, used = told.get(what, (None, None))
            memory = what == "peak MB"
            cells.append(
                "–" if wall is None else f"{wall:.0f}" if memory else f"{wall:.2f} / {used:.2f}"
            )
        print(f"{what:14}" + "".join(f"{cell:>20}" for cell in cells))


if __name__ == "__main__":
    main()
