"""The line model: a linear-chain conditional random field over the attributes of lines.

Lafferty, McCallum and Pereira 2001, *Conditional random fields*. Each attribute, of a line and of
its neighbours, and each of some pairs of attributes has a weight for every kind; a table has one
for every kind after every other. The kinds of a document are those of the highest sum, found by
Viterbi's algorithm. `dictionaries/hk_lines/train_lines.py` learns the weights from labelled pages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import prod
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cantext.deduplication.line_attributes import VALUES, Numbers
from cantext.deduplication.model import KINDS, Kind
from cantext.lexicon.locate import dictionaries_folder
from cantext.lexicon.stored import Layout, read_arrays

Scores = NDArray[np.float32]

# The kinds the model tells apart: a blank line is one by itself.
TOLD: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind != "blank")
MODEL_FOLDER, MODEL_FILE = "hk_lines", "hk_lines.npz"

# An attribute of the line itself and of those so many lines above and below.
_REACH: Mapping[str, int] = {
    "letter": 3,
    "size": 2,
    "first": 1,
    "last": 1,
    "words": 1,
    "digits": 1,
    "latin": 1,
    "stops": 1,
    "copies": 1,
    "sentence": 1,
    "bullet": 1,
    "moment": 1,
    "field": 1,
    "enumerated": 1,
    "numbered": 1,
    "names": 1,
    "dates": 1,
    "cells": 1,
    "said": 1,
    "rule": 1,
}
_PAIRS: tuple[tuple[str, ...], ...] = (
    ("letter", "gap_above", "gap_below"),
    ("letter", "letter-1"),
    ("letter", "letter+1"),
    ("letter-1", "letter+1"),
    ("letter", "size"),
    ("letter", "zone"),
    ("letter", "text_above"),
    ("letter", "text_below"),
    ("letter", "copies"),
    ("letter", "first"),
    ("letter", "run"),
    ("letter", "run_place"),
    ("letter", "start"),
    ("letter", "end"),
    ("letter", "layout"),
    ("letter", "menus"),
    ("letter", "menu_after"),
    ("letter", "menu_before"),
    ("letter", "since_related"),
    ("letter", "since_menu"),
    ("letter", "cells"),
    ("size", "zone"),
    ("size", "size-1"),
    ("size", "size+1"),
    ("size", "last"),
    ("size", "said"),
    ("size", "names"),
    ("size", "dates"),
    ("first", "first-1"),
    ("first", "first+1"),
    ("last", "last+1"),
    ("zone", "digits", "words"),
    ("zone", "said"),
    ("zone", "said", "menu_after"),
    ("zone", "menu_below"),
    ("zone", "names"),
    ("zone", "longest"),
    ("letter", "longest"),
    ("dates", "letter+1"),
    ("names", "letter+1"),
    ("last", "text_below"),
    ("rule", "letter"),
    ("rule", "size"),
    ("rule", "zone"),
    ("rule", "rule-1"),
    ("rule", "rule+1"),
    ("rule", "layout"),
    ("rule", "last"),
    ("rule", "gap_above"),
)


def _columns() -> Iterator[tuple[str, ...]]:
    for name in VALUES:
        reach = _REACH.get(name, 0)
        for step in range(-reach, reach + 1):
            yield (f"{name}{step:+}" if step else name,)
    yield from _PAIRS


def _values(name: str) -> int:
    return VALUES[name.split("+")[0].split("-")[0]] + 1


COLUMNS: tuple[tuple[str, ...], ...] = tuple(_columns())
# Where the values of each column begin among all features.
_STARTS = tuple(accumulate((prod(map(_values, names)) for names in COLUMNS), initial=0))
FEATURES = _STARTS[-1]


def features(known: Mapping[str, Numbers]) -> Iterator[Numbers]:
    """Yield, for each column, which feature every line has."""
    shifted: dict[str, Numbers] = {}
    size = len(next(iter(known.values())))
    for start, names in zip(_STARTS, COLUMNS, strict=False):
        column = np.zeros(size, dtype=np.intp)
        for name in names:
            if name not in shifted:
                shifted[name] = _shifted(known, name)
            column = column * _values(name) + shifted[name]
        yield column + start


def _shifted(known: Mapping[str, Numbers], name: str) -> Numbers:
    base = name.split("+")[0].split("-")[0]
    values, step = known[base], int(name[len(base) :] or 0)
    if not step:
        return values
    found = np.full(len(values), VALUES[base])
    if step > 0:
        found[:-step] = values[step:]
    else:
        found[-step:] = values[:step]
    return found


@dataclass(frozen=True)
class LineModel:
    """Weights of features by kind, and of a kind after another; `first` and `last` of the ends."""

    weights: Scores
    steps: Scores
    ends: Scores

    def scores(self, known: Mapping[str, Numbers]) -> Scores:
        """Return the sum of weights of every line for every kind, in the order of `TOLD`."""
        total = np.zeros((len(known["letter"]), len(TOLD)), dtype=np.float32)
        for column in features(known):
            total += self.weights[column]
        return total

    def best(self, scores: Scores) -> list[int]:
        """Return the kinds, as places in `TOLD`, whose scores and steps sum to the most."""
        back = np.empty(scores.shape, dtype=np.int8)
        reached = scores[0] + self.ends[0]
        for line in range(1, len(scores)):
            paths = reached[:, None] + self.steps
            back[line] = paths.argmax(axis=0)
            reached = paths.max(axis=0) + scores[line]
        kind = int((reached + self.ends[1]).argmax())
        found = [kind]
        for line in range(len(scores) - 1, 0, -1):
            kind = int(back[line, kind])
            found.append(kind)
        return found[::-1]


# The weights are stored as whole numbers of this size.
UNIT = 1 / 64
_LAYOUT: Mapping[str, Layout] = {
    "weights": (np.int16, (FEATURES, len(TOLD))),
    "steps": (np.int16, (len(TOLD), len(TOLD))),
    "ends": (np.int16, (2, len(TOLD))),
}


@lru_cache(maxsize=1)
def line_model(path: Path | None = None) -> LineModel:
    """Return the model of the package, read once.

    Raises
    ------
    EngineError
        The model file is missing or of another release.
    """
    place = path or dictionaries_folder() / MODEL_FOLDER / MODEL_FILE
    stored = read_arrays(place, _LAYOUT, f"{MODEL_FOLDER}/train_lines.py")
    return LineModel(*(stored[name].astype(np.float32) * UNIT for name in _LAYOUT))
