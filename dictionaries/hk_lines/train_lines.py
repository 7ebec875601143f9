"""Train the line model that tells the kinds of lines, or measure it on pages that it has not seen.

    python dictionaries/hk_lines/train_lines.py [--folds 8 | --leave-out third_hand] [--out FILE]

Reads the pages labelled by hand in tests/benchmarks/pages, and some generated ones, and writes
`hk_lines.npz` beside this file. With `--folds` nothing is written: each page is labelled by a model
that was trained on the other folds, rules and model are scored, and `--errors` lists the lines got
wrong. So are with `--leave-out` the pages of one writer, by a model that was trained on those of
the others. Needs scipy.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "benchmarks"))

from duplicate_hand import FOLDER, read_page
from duplicate_pages import make_page

from cantext.documents.document import Document
from cantext.deduplication.kinds import allowed_kinds, asks_model, careful, rule_kinds
from cantext.deduplication.layout import Plan
from cantext.deduplication.line_model import (
    COLUMNS,
    FEATURES,
    MODEL_FILE,
    TOLD,
    UNIT,
    LineModel,
    features,
)
from cantext.deduplication.sheet import lay_out
from cantext.deduplication.line_attributes import Numbers, line_attributes

# The folders of labelled pages, one for each writer; the rules were made on the first alone.
HANDS = ("develop", "second_hand", "third_hand")
# How strongly weights are held near zero, and how far the search for them goes.
RIDGE = 2.0
STEPS = 80
# How much a page that was changed at random counts beside one as it is.
CHANGED = 0.3
_COPIES = 2
# So many seeds of each publisher of the page generator.
GENERATED = 5
_STRANGE = "山海風雲天地星河光影文心樂土城鄉園林樓台書畫琴棋"

Floats = NDArray[np.float64]
# The lines of a page: label (empty for a blank line) and text.
Lines = list[tuple[str, str]]
Pages = list[tuple[str, Lines]]


@dataclass(frozen=True)
class Example:
    """A page with its features, a row a line, the truth as places in `TOLD`, and its weight."""

    name: str
    texts: Sequence[str]
    known: dict[str, Numbers]
    features: NDArray[np.intp]
    truth: Numbers
    rules: Numbers
    allowed: NDArray[np.bool_]
    weight: float
    modelled: bool


def example(name: str, lines: Lines, weight: float = 1.0) -> Example:
    """Lay a labelled page out as the detector does."""
    plan = Plan(lay_out(Document(name, "".join(f"{text}\n" for _, text in lines))))
    rules = rule_kinds(plan)
    known = line_attributes(plan, rules)
    filled = plan.sheet.filled
    return Example(
        name,
        [plan.sheet.texts[i] for i in filled],
        known,
        np.stack(list(features(known)), axis=1),
        np.array([TOLD.index(lines[i][0]) for i in filled]),
        np.array([TOLD.index(rules[i]) for i in filled]),
        allowed_kinds(plan, rules),
        weight,
        asks_model(plan),
    )


def changed(lines: Lines, others: Sequence[Lines], chance: random.Random) -> Iterator[Lines]:
    """Yield the page as other scrapers and other publishers might have it.

    With a blank line between all lines or none; with menus of words that nobody knows; without
    what stands above the headline or below the text; glued to another page.
    """
    filled = [line for line in lines if line[0]]
    if len(filled) < len(lines):
        yield filled
    else:
        yield [line for pair in filled for line in (pair, ("", ""))]
    yield [
        (kind, "".join(chance.sample(_STRANGE, chance.randint(2, 4))))
        if kind == "boilerplate" and len(text) <= 6 and chance.random() < 0.5
        else (kind, text)
        for kind, text in lines
    ]
    first = next((n for n, (kind, _) in enumerate(lines) if kind not in ("boilerplate", "")), 0)
    last = max(n for n, (kind, _) in enumerate(lines) if kind not in ("boilerplate", ""))
    yield lines[first : chance.choice([last + 1, len(lines)])]
    yield [*lines, *chance.choice(others)]


def examples(pages: Sequence[tuple[str, Lines]], seed: int = 1) -> list[Example]:
    """Return the pages and their changed copies."""
    chance = random.Random(seed)
    found = []
    for name, lines in pages:
        found.append(example(name, lines))
        others = list(changed(lines, [page for _, page in pages], chance))
        for other in chance.sample(others, _COPIES):
            found.append(example(name, other, CHANGED))
    return found


@dataclass(frozen=True)
class Batch:
    """All pages side by side: rows of lines, padded to the longest page."""

    rows: NDArray[np.intp]  # of page and line, the row in the matrix of features; 0 beyond the end
    inside: NDArray[np.bool_]
    weights: Floats


def batch(pages: Sequence[Example]) -> Batch:
    """Lay the pages side by side."""
    lengths = [len(page.truth) for page in pages]
    rows = np.zeros((len(pages), max(lengths)), dtype=np.intp)
    inside = np.zeros(rows.shape, dtype=np.bool_)
    start = 0
    for number, length in enumerate(lengths):
        rows[number, :length] = np.arange(start, start + length)
        inside[number, :length] = True
        start += length
    return Batch(rows, inside, np.array([page.weight for page in pages]))


def log_sum(values: Floats, axis: int) -> Floats:
    """Return the logarithm of the sum of exponentials."""
    top = values.max(axis=axis, keepdims=True)
    total: Floats = np.log(np.exp(values - top).sum(axis=axis)) + top.squeeze(axis)
    return total


def train(pages: Sequence[Example]) -> LineModel:
    """Return the weights of the highest penalised likelihood."""
    count = len(TOLD)
    table = np.concatenate([page.features for page in pages])
    used, columns = np.unique(table, return_inverse=True)
    columns = columns.reshape(table.shape)
    matrix = csr_matrix(
        (
            np.ones(columns.size),
            columns.ravel(),
            np.arange(0, columns.size + 1, columns.shape[1]),
        ),
        shape=(len(table), len(used)),
    )
    turned = matrix.T.tocsr()
    truth = np.concatenate([page.truth for page in pages])
    side = batch(pages)
    row_weights = np.repeat(side.weights, side.inside.sum(axis=1))
    gold = np.eye(count)[truth]
    bounds = (len(used) * count, len(used) * count + count * count)

    def split(theta: Floats) -> tuple[Floats, Floats, Floats]:
        return (
            theta[: bounds[0]].reshape(-1, count),
            theta[bounds[0] : bounds[1]].reshape(count, count),
            theta[bounds[1] :].reshape(2, count),
        )

    def loss(theta: Floats) -> tuple[float, Floats]:
        weights, steps, ends = split(theta)
        scores = matrix @ weights
        total, shares, moves, edges = likelihood(scores, steps, ends, truth, side)
        slope = turned @ ((shares - gold) * row_weights[:, None])
        gradient = np.concatenate([slope.ravel(), moves.ravel(), edges.ravel()])
        return total + RIDGE / 2 * float(theta @ theta), gradient + RIDGE * theta

    start = np.zeros(bounds[1] + 2 * count)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    weights, steps, ends = split(found)
    all_weights = np.zeros((FEATURES, count))
    all_weights[used] = weights
    parts = (all_weights, steps, ends)
    return LineModel(*(whole(part).astype(np.float32) * UNIT for part in parts))


def likelihood(
    scores: Floats, steps: Floats, ends: Floats, truth: Numbers, side: Batch
) -> tuple[float, Floats, Floats, Floats]:
    """Return −log likelihood, each line's probabilities, and the slopes for steps and ends."""
    pages, longest = side.rows.shape
    emitted = scores[side.rows]
    forward, backward = np.empty_like(emitted), np.empty_like(emitted)
    forward[:, 0] = emitted[:, 0] + ends[0]
    for line in range(1, longest):
        reached = log_sum(forward[:, line - 1, :, None] + steps, 1) + emitted[:, line]
        forward[:, line] = np.where(side.inside[:, line, None], reached, forward[:, line - 1])
    backward[:, -1] = ends[1]
    for line in range(longest - 2, -1, -1):
        after = log_sum(steps + (emitted[:, line + 1] + backward[:, line + 1])[:, None, :], 2)
        backward[:, line] = np.where(side.inside[:, line + 1, None], after, ends[1])
    whole_page = log_sum(forward[:, -1] + ends[1], 1)
    shares = np.exp(forward + backward - whole_page[:, None, None])
    moves = np.zeros_like(steps)
    edges = np.zeros_like(ends)
    total = 0.0
    lasts = side.inside.sum(axis=1) - 1
    for page in range(pages):
        last, weight = lasts[page], side.weights[page]
        kinds = truth[side.rows[page, : last + 1]]
        own = scores[side.rows[page, : last + 1]]
        total += weight * (
            whole_page[page]
            - own[np.arange(last + 1), kinds].sum()
            - steps[kinds[:-1], kinds[1:]].sum()
            - ends[0, kinds[0]]
            - ends[1, kinds[-1]]
        )
        pair = (
            forward[page, :last, :, None]
            + steps
            + (emitted[page, 1 : last + 1] + backward[page, 1 : last + 1])[:, None, :]
        )
        moves += weight * np.exp(pair - whole_page[page]).sum(axis=0)
        np.add.at(moves, (kinds[:-1], kinds[1:]), -weight)
        for end, line in enumerate((0, last)):
            edges[end] += weight * shares[page, line]
            edges[end, kinds[line]] -= weight
    return total, shares[side.inside], moves, edges


def whole(values: Floats) -> NDArray[np.int16]:
    """Return weights as the whole numbers that are stored."""
    return np.clip(np.rint(values / UNIT), -32768, 32767).astype(np.int16)


def labelled(folders: Sequence[str]) -> list[tuple[str, Lines]]:
    """Read the labelled pages."""
    found = []
    for folder in folders:
        for path in sorted((FOLDER / folder).glob("*.txt")):
            page = read_page(path)
            lines = page.text.split("\n")[:-1]
            found.append(
                (page.name, [(page.kinds.get(n, ""), s) for n, s in enumerate(lines, start=1)])
            )
    return found


def generated() -> list[Example]:
    """Return pages of the generator, of other seeds than the benchmark's."""
    found = []
    for seed in range(GENERATED):
        for publisher in range(4):
            page = make_page(seed, publisher)
            lines = [(page.kinds.get(n, ""), text) for n, text in enumerate(page.lines, start=1)]
            found.append(example(f"{publisher}-{seed}", lines, CHANGED))
    return found


def predict(model: LineModel, page: Example) -> Numbers:
    """Return the kinds that the detector would give the lines of a page."""
    if not page.modelled:
        return page.rules
    return np.array(model.best(careful(model.scores(page.known), page.allowed)))


def measure(splits: Iterable[tuple[Pages, Pages]], *, errors: bool) -> None:
    """Print how many lines rules and model get right on pages that the model has not seen.

    A split has the pages to learn from, and those to label.
    """
    right = by_rules = lines = 0
    wrong: Counter[tuple[str, str]] = Counter()
    for seen, unseen in splits:
        model = train(examples(seen) + generated())
        for name, text in unseen:
            page = example(name, text)
            told = predict(model, page)
            hits, rule_hits = int((told == page.truth).sum()), int((page.rules == page.truth).sum())
            right, by_rules, lines = right + hits, by_rules + rule_hits, lines + len(told)
            print(f"{name:28}{rule_hits / len(told):7.3f}{hits / len(told):7.3f}{len(told):6}")
            for row, (truth, kind) in enumerate(zip(page.truth, told, strict=True)):
                if truth != kind:
                    wrong[TOLD[truth], TOLD[kind]] += 1
                    if errors:
                        print(f"    {TOLD[truth]} → {TOLD[kind]}: {page.texts[row].strip()[:60]}")
    print(f"{'all':28}{by_rules / lines:7.3f}{right / lines:7.3f}{lines:6}")
    lost = sum(n for (_, kind), n in wrong.items() if kind in ("boilerplate", "credit"))
    kept = sum(
        n
        for (kind, found), n in wrong.items()
        if kind in ("byline", "boilerplate", "credit") and found in ("boilerplate", "credit")
    )
    print(f"text taken for boilerplate or a credit: {lost - kept}")
    print("wrong (gold, found):", dict(wrong.most_common(12)))


def main() -> None:
    """Train, or measure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--leave-out", choices=HANDS, help="label the pages of one writer")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name(MODEL_FILE))
    options = parser.parse_args()
    pages = labelled(HANDS)
    if options.leave_out:
        others = labelled([hand for hand in HANDS if hand != options.leave_out])
        measure([(others, labelled([options.leave_out]))], errors=options.errors)
        return
    if options.folds:
        parts = [pages[fold :: options.folds] for fold in range(options.folds)]
        splits = (([page for page in pages if page not in part], part) for part in parts)
        measure(splits, errors=options.errors)
        return
    model = train(examples(pages) + generated())
    np.savez_compressed(
        options.out,
        weights=whole(model.weights),
        steps=whole(model.steps),
        ends=whole(model.ends),
    )
    print(f"{len(pages)} pages, {len(COLUMNS)} columns, {FEATURES} features → {options.out}")


if __name__ == "__main__":
    main()
