"""Which lines of a document are copies of which: exact ones, near ones, and lines cut short."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cantext.deduplication.candidates import LONGEST, near_candidates
from cantext.deduplication.key import line_key
from cantext.deduplication.marks import BLANK, MACHINE, MARKUP, TRUNCATED
from cantext.deduplication.model import Relation
from cantext.deduplication.readings import Readings
from cantext.deduplication.verify import FARTHEST, SHORTEST, budget, is_near

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Places = NDArray[np.int64]
    _Pairs = tuple[_Places, _Places, NDArray[Any]]

# 「標題｜某報」, the title a browser shows: headline, separator, name of the site.
_SITE_TAIL = re.compile(r"^(.{6,}?)\s*[|_–—-]\s*([^|_–—\-\d]{2,16})$")
# A cut line must show this much before it says which line it was.
_SHORTEST_CUT = 6
# More lines than this that begin alike are a template: which of them was cut, nobody can say.
_MOST_BEGINNINGS = 500
_NOTHING: frozenset[tuple[str, int]] = frozenset()
# A key that was held against so many in vain fills in a template, as they do.
_MOST_FAILURES = 8
# So few keys are held against each other, all with all, before arrays are worth their while.
_FEW = 48
# Pairs whose distance is taken at a time.
_BATCH = 200_000


@dataclass(slots=True)
class Clusters:
    """Who is a copy of whom, by line.

    `head[i]` is the first line of which line i is a copy, i itself when it is none; `relation` and
    `similarity` hold how a line relates to its head, where it is not an exact copy. `sizes` counts
    the lines of a head. `titles` are lines that repeat another with the name of the site behind it.
    """

    head: list[int]
    relation: dict[int, Relation] = field(default_factory=dict)
    similarity: dict[int, float] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)
    titles: set[int] = field(default_factory=set)

    def size(self, i: int) -> int:
        """Return how many lines say what line i says, itself included."""
        return self.sizes.get(self.head[i], 1)


def join_copies(
    readings: Readings, which: Sequence[int], *, skip: set[int], prose: bool
) -> Clusters:
    """Gather the copies of a document.

    Parameters
    ----------
    readings
        Of its distinct lines.
    which
        Of every line, which of the distinct lines it is.
    skip
        Lines that are no text: nothing is a near copy of them.
    prose
        Wrapped text: exact copies only.
    """
    first = _first_lines(which, len(readings.words))
    marks = readings.marks
    whole = [n for n, mark in enumerate(marks) if not mark & (BLANK | TRUNCATED)]
    titled = {} if prose else _site_titles(readings)
    anchor = _exact(readings, whole, titled)
    moved: dict[int, _Move] = {}
    if not prose:
        anchors = [
            n
            for n in whole
            if anchor[n] == n and first[n] not in skip and not marks[n] & (MACHINE | MARKUP)
        ]
        moved = _near(readings, anchors)
        moved |= _truncated(readings, whole, [moved[a][0] if a in moved else a for a in anchor])
    return _by_line(which, first, anchor, moved, titled)


# Where a distinct line goes: the head it is a copy of, how, and how alike.
_Move = tuple[int, Relation, float]


def _first_lines(which: Sequence[int], count: int) -> list[int]:
    """Return the first line of every distinct line; distinct lines are numbered as they come."""
    first: list[int] = []
    for i, n in enumerate(which):
        if n == len(first):
            first.append(i)
            if len(first) == count:
                break
    return first


def _site_titles(readings: Readings) -> dict[int, str]:
    """Return the words before the name of the site, of lines that end in one and repeat another."""
    present = set(readings.words)
    found: dict[int, str] = {}
    for n, text in readings.sited.items():
        match = _SITE_TAIL.match(text)
        if match and not readings.marks[n] & TRUNCATED:
            words = line_key(match[1]).words
            if words in present and len(words) >= 6:
                found[n] = words
    return found


def _exact(readings: Readings, whole: Sequence[int], titled: dict[int, str]) -> list[int]:
    """Return of every distinct line the first one that says the same, itself if none did."""
    stamps: dict[str, list[str]] = {}  # in order of their first line
    for n, stamp in readings.stamps.items():
        if not readings.marks[n] & TRUNCATED:
            several = stamps.setdefault(readings.words[n], [])
            if stamp not in several:
                several.append(stamp)
    anchor = list(range(len(readings.words)))
    head: dict[str | tuple[str, str], int] = {}
    for n in whole:
        words = readings.words[n]
        if titled and n in titled:
            words = titled[n]
        # Without a stamp a line is a copy of the first stamped one; two stamps are two events.
        if stamps and len(several := stamps.get(words, [])) > 1:
            anchor[n] = head.setdefault((words, readings.stamps.get(n) or several[0]), n)
        else:
            anchor[n] = head.setdefault(words, n)
    return anchor


def _near(readings: Readings, anchors: Sequence[int]) -> dict[int, _Move]:
    """Give every anchor to the nearest earlier one within reach."""
    stamps = readings.stamps

    def two_events(a: int, b: int) -> bool:
        return a in stamps and b in stamps and stamps[a] != stamps[b]

    return {
        b: (a, "near", similarity)
        for b, (a, similarity) in stars(readings.words, anchors, two_events).items()
    }


def stars(
    words: Sequence[str], anchors: Sequence[int], apart: Callable[[int, int], bool]
) -> dict[int, tuple[int, float]]:
    """Return {anchor: (earlier anchor that it is a near copy of, similarity)}.

    Stars only, never chains: who leads a star joins no other. `anchors` are places of different
    keys in `words`; those that are `apart` are no copies, however alike.

    >>> keys = ["政府推出产学研资助计划", "天气转凉", "政府推出产学妍资助计划"]
    >>> {b: a for b, (a, _) in stars(keys, [0, 1, 2], lambda a, b: False).items()}
    {2: 0}
    """
    heads: set[int] = set()
    found: dict[int, tuple[int, float]] = {}
    failures: dict[int, int] = {}
    for distance, a, b in _by_distance(words, anchors):
        # b joins a unless b leads a star or has joined, or a itself has joined another.
        if b in found or b in heads or a in found or apart(a, b):
            continue
        if failures.get(a, 0) >= _MOST_FAILURES and failures.get(b, 0) >= _MOST_FAILURES:
            continue
        if is_near(words[a], words[b]):
            heads.add(a)
            found[b] = (a, 1 - distance / max(len(words[a]), len(words[b])))
        else:
            failures[a] = failures.get(a, 0) + 1
            failures[b] = failures.get(b, 0) + 1
    return found


def _by_distance(words: Sequence[str], anchors: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield (distance, anchor, later anchor) of the pairs that may be near, the nearest first."""
    import numpy as np

    usable = [n for n in anchors if SHORTEST <= len(words[n]) <= LONGEST]
    keys = [words[n] for n in usable]
    first, second, distances = _few(keys) if len(keys) <= _FEW else _many(keys)
    order = np.lexsort((second, first, distances))
    for start in range(0, len(order), _BATCH):
        part = order[start : start + _BATCH]
        for distance, one, other in zip(
            distances[part].tolist(), first[part].tolist(), second[part].tolist(), strict=True
        ):
            yield distance, usable[one], usable[other]


def _few(keys: Sequence[str]) -> "_Pairs":
    """Return pairs of places in `keys` within reach, and their distances: all with all."""
    import numpy as np
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cdist

    if len(keys) < 2:
        nothing = np.empty(0, dtype=np.int64)
        return nothing, nothing, nothing
    distances = cdist(
        keys, keys, scorer=Levenshtein.distance, score_cutoff=FARTHEST, dtype=np.uint8
    )
    first, second = np.nonzero(distances <= FARTHEST)
    later = first < second
    first, second = first[later], second[later]
    return first, second, distances[first, second]


def _many(keys: Sequence[str]) -> "_Pairs":
    """Return what `_few` does, of the candidates alone."""
    import numpy as np
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cpdist

    first, second = near_candidates(keys)
    distances = np.concatenate(
        [
            np.empty(0, dtype=np.uint8),
            *(
                cpdist(
                    [keys[a] for a in first[start : start + _BATCH].tolist()],
                    [keys[b] for b in second[start : start + _BATCH].tolist()],
                    scorer=Levenshtein.distance,
                    score_cutoff=FARTHEST,
                    dtype=np.uint8,
                )
                for start in range(0, len(first), _BATCH)
            ),
        ]
    )
    within = distances <= FARTHEST
    return first[within], second[within], distances[within]


def _truncated(readings: Readings, whole: Sequence[int], heads: Sequence[int]) -> dict[int, _Move]:
    """Give a line that ends in an ellipsis to the one line it can be the beginning of.

    `heads` are the lines that the whole lines are copies of.
    """
    cut = [n for n, mark in enumerate(readings.marks) if mark & TRUNCATED]
    if not cut:
        return {}
    moved: dict[int, _Move] = {}
    beginnings = _Beginnings(readings, [readings.words[n] for n in cut], whole, heads)
    alike: dict[str, int] = {}
    for n in cut:
        words = readings.words[n]
        targets = beginnings.of(words) if len(words) >= _SHORTEST_CUT else {}
        if len(targets) == 1:
            head, length = next(iter(targets.items()))
            moved[n] = (head, "truncated", len(words) / length)
            if len(words) == length:
                moved[n] = (head, "exact", 1.0)
        elif words in alike:
            moved[n] = (alike[words], "exact", 1.0)
        else:
            alike[words] = n
    return moved


class _Beginnings:
    """The whole lines that may begin as a cut line does, a typing error or two apart at most."""

    def __init__(
        self, readings: Readings, cut: Sequence[str], whole: Sequence[int], heads: Sequence[int]
    ) -> None:
        size = _SHORTEST_CUT
        # Of an erring line, its first characters are right or those after them.
        self.opening: dict[str, set[tuple[str, int]]] = {key[:size]: set() for key in cut}
        self.second: dict[str, set[tuple[str, int]]] = {
            key[size : 2 * size]: set() for key in cut if len(key) >= 2 * size
        }
        for n in whole:
            key = readings.words[n]
            if (found := self.opening.get(key[:size])) is not None:
                found.add((key, heads[n]))
            for start in (size, size - 1, size + 1):
                if (found := self.second.get(key[start : start + size])) is not None:
                    found.add((key, heads[n]))
        self.sorted = sorted(entry for found in self.opening.values() for entry in found)

    def of(self, words: str) -> dict[int, int]:
        """Return {head: length of its key} for the lines that begin with `words`."""
        targets: dict[int, int] = {}
        for place in range(bisect_left(self.sorted, (words, -1)), len(self.sorted)):
            key, head = self.sorted[place]
            if not key.startswith(words):
                break
            targets.setdefault(head, len(key))
            if len(targets) > 1:
                return targets
        return targets or self._erring(words)

    def _erring(self, words: str) -> dict[int, int]:
        targets: dict[int, int] = {}
        if not budget(len(words)):
            return targets
        size = _SHORTEST_CUT
        opening = self.opening[words[:size]]
        second = self.second.get(words[size : 2 * size], _NOTHING)
        if max(len(opening), len(second)) > _MOST_BEGINNINGS:
            return targets
        for key, head in sorted(opening | second):
            if len(key) > len(words) and any(
                is_near(words, key[: len(words) + shift]) for shift in (0, -1, 1)
            ):
                targets.setdefault(head, len(key))
        return targets


def _by_line(
    which: Sequence[int],
    first: Sequence[int],
    anchor: Sequence[int],
    moved: dict[int, _Move],
    titled: dict[int, str],
) -> Clusters:
    heads = [first[moved[a][0] if a in moved else a] for a in anchor]
    clusters = Clusters(list(map(heads.__getitem__, which)))
    sizes = Counter(clusters.head)
    clusters.sizes = {head: size for head, size in sizes.items() if size > 1}
    if moved or titled:
        for i, n in enumerate(which):
            move = moved.get(anchor[n])
            if move and move[1] != "exact":
                clusters.relation[i], clusters.similarity[i] = move[1], move[2]
            if n in titled:
                clusters.titles.add(i)
    return clusters
