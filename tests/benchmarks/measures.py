"""How long the measures take on a million pairs, words and cells.

    python tests/benchmarks/measures.py [TEXT...]

With texts, the pairs are the first million of all pairs of content words within five words of each
other (fewer texts give fewer pairs, and the time is that of a million at the same rate); without,
they are drawn from a Zipf distribution. Each figure is the best of five runs, in seconds of
processor time on one core, so that other work on the machine does not count.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from cantext.measures import dispersion, keyness, significance
from cantext.measures.pairs import pair_measures

MILLION = 1_000_000


def seconds(work: Callable[[], Any], runs: int = 5) -> float:
    """Return the processor time of the best of several runs."""
    best = float("inf")
    for _ in range(runs):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def drawn_pairs() -> tuple[np.ndarray, ...]:
    """Return pairs as a large text has them: most are met once or twice."""
    rng = np.random.default_rng(0)
    o11 = np.minimum(rng.zipf(1.8, MILLION), 5000)
    r1 = o11 + rng.zipf(1.5, MILLION).clip(0, 50_000)
    c1 = o11 + rng.zipf(1.5, MILLION).clip(0, 50_000)
    return o11, r1, c1, np.full(MILLION, 5_000_000), r1, c1


def real_pairs(paths: list[Path]) -> tuple[np.ndarray, ...]:
    """Return the pairs of texts."""
    import cantext
    from cantext.analyses.numbered_words import NumberedWords
    from cantext.analyses.windows import all_pairs

    words = NumberedWords.of(cantext.Corpus.of(cantext.read(map(str, paths))).blocks())
    pairs = all_pairs(words, 5, 5, 1, frozenset())
    pairs = pairs[np.arange(min(len(pairs), MILLION))]
    totals = np.bincount(words.ids, minlength=len(words.texts))
    f1, f2 = totals[pairs.nodes], totals[pairs.collocates]
    return pairs.counts, pairs.windows, f2, len(words.ids) - f1, f1, f2


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", nargs="*", type=Path)
    texts = parser.parse_args().texts
    pairs = real_pairs(texts) if texts else drawn_pairs()
    size = len(pairs[0])
    taken = seconds(lambda: pair_measures(*pairs)) * MILLION / size
    print(f"19 association measures of a million pairs ({size:,} measured)  {taken:6.2f} s")

    f1, f2 = pairs[4].astype(float), pairs[5].astype(float)
    sizes = (float(f1.sum()), float(f2.sum()))
    names = (
        "log_likelihood", "log_likelihood_two_term", "chi_squared", "chi_squared_yates",
        "log_ratio", "percent_diff", "bic", "simple_maths", "odds_ratio",
    )  # fmt: skip

    def keynesses() -> None:
        for name in names:
            getattr(keyness, name)(f1, sizes[0], f2, sizes[1])

    taken = seconds(keynesses) * MILLION / size
    print(f"{len(names)} keyness measures of a million words {taken:33.2f} s")
    g2 = keyness.log_likelihood(f1, sizes[0], f2, sizes[1])
    taken = seconds(lambda: significance.benjamini_hochberg(significance.p_value(g2)))
    print(f"p-values, and adjusted, of a million words {taken * MILLION / size:29.2f} s")

    rng = np.random.default_rng(0)
    items, parts = rng.integers(0, 50_000, MILLION), rng.integers(0, 1000, MILLION)
    cells, counts = np.unique(items * 1000 + parts, return_counts=True)
    sized = np.bincount(parts, minlength=1000)
    spread = seconds(
        lambda: dispersion.dispersions(cells // 1000, cells % 1000, counts, sized, 50_000)
    )
    print(f"5 dispersions of {len(cells):,} cells {spread:39.2f} s")
    places = np.arange(MILLION)
    arf = seconds(lambda: dispersion.average_reduced_frequency(items, places, MILLION, 50_000))
    print(f"ARF of a million words {arf:49.2f} s")


if __name__ == "__main__":
    main()
