"""Captions and headlines whose words also stand inside a paragraph of the same document.

An edit changes at most three trigrams, so that of a passage within k edits of a caption one of the
3k + 1 rarest trigrams of the caption is right; two are asked for, of one more.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cantext.deduplication.grams import (
    ABSENT,
    IDENTITY,
    IDENTITY_BITS,
    Grams,
    chunks,
    gram_counts,
    rarest,
)
from cantext.deduplication.marks import MARKUP
from cantext.deduplication.model import Kind
from cantext.deduplication.sheet import Sheet
from cantext.deduplication.verify import budget, is_near

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]

# Fewer characters than this turn up in a paragraph by chance.
_SHORTEST = 10
_LONGEST = 400
_MOST_PARAGRAPHS = 100
_LEAST_SHARED = 2
# So few pairs are looked at before arrays are worth their while.
_FEW = 200
# Pairs of a passage and a paragraph that share a trigram, looked at together.
_PAIRS = 1 << 21
# Paragraphs compared letter by letter, the likeliest first.
_ALIGNED = 3


def contained_in(sheet: Sheet, kinds: list[Kind]) -> Iterator[tuple[int, int, float]]:
    """Yield (paragraph, caption, share of the caption's words found there), indices of lines.

    A caption is compared word for word first, then with a typing error or two. Of several
    paragraphs the first that holds all words counts, else the one that holds most.
    """
    captions: dict[str, list[int]] = defaultdict(list)
    bodies: dict[str, int] = {}
    for i in sheet.filled:
        kind, words = kinds[i], sheet.words[i]
        if kind == "body":
            if len(words) >= _SHORTEST and not sheet.marks[i] & MARKUP:
                bodies.setdefault(words, i)
        elif kind in ("caption", "headline") and _SHORTEST <= len(words) <= _LONGEST:
            captions[words].append(i)
    if not captions or not bodies:
        return
    passages, paragraphs = list(captions), list(bodies)
    places: dict[int, tuple[int, float]] = {}
    few = len(passages) * len(paragraphs) <= _FEW
    for n, likely in (_sharing_any if few else _likely)(passages, paragraphs):
        if found := _find(passages[n], [(m, paragraphs[m]) for m in likely]):
            places[n] = found
    for n, words in enumerate(passages):
        if n in places:
            paragraph, share = places[n]
            for i in captions[words]:
                yield bodies[paragraphs[paragraph]], i, share


def _sharing_any(
    passages: Sequence[str], paragraphs: Sequence[str]
) -> Iterator[tuple[int, list[int]]]:
    """Yield what `_likely` does, by any trigrams: each passage is held against each paragraph."""
    for n, words in enumerate(passages):
        grams = [words[at : at + 3] for at in range(len(words) - 2)]
        shared = [sum(gram in paragraph for gram in grams) for paragraph in paragraphs]
        likely = [m for m, count in enumerate(shared) if count >= _LEAST_SHARED]
        likely.sort(key=shared.__getitem__, reverse=True)
        if likely:
            yield n, likely


def _likely(passages: Sequence[str], paragraphs: Sequence[str]) -> Iterator[tuple[int, list[int]]]:
    """Yield (passage, paragraphs that share some of its rarest trigrams, the likeliest first)."""
    import numpy as np

    counts = gram_counts(paragraphs, 3)
    grams = Grams(passages, 3)
    wanted = np.array([3 * budget(length) + 2 for length in range(_LONGEST + 1)])
    ranks = grams.ranks(counts)
    owners, needles = rarest(grams, ranks, wanted)
    held = needles >= ABSENT
    owners, needles = owners[held], needles[held]
    if not len(needles):
        return
    wanted = np.zeros(1 << IDENTITY_BITS, dtype=np.bool_)
    wanted[needles & IDENTITY] = True
    postings = [_postings(chunk, counts, wanted, first) for first, chunk in _numbered(paragraphs)]
    del counts, wanted
    holders = np.concatenate(postings)
    del postings
    holders = _different(holders)[0]
    # Where among the holders, sorted by trigram, those of each needle stand.
    order = np.argsort(owners, kind="stable")
    owners, needles = owners[order], needles[order]
    low = np.searchsorted(holders, needles.astype(np.int64) << 32)
    high = np.searchsorted(holders, (needles.astype(np.int64) + 1) << 32)
    sizes = np.minimum(high - low, _MOST_PARAGRAPHS)
    # Some passages at a time: a paragraph of few different characters holds trigrams of them all.
    ends = np.cumsum(sizes)
    start = 0
    while start < len(owners):
        done = ends[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, done + _PAIRS, side="right")))
        stop = int(np.searchsorted(owners, owners[stop - 1], side="right"))
        part = slice(start, stop)
        yield from _sharing(owners[part], low[part], sizes[part], holders)
        start = stop


def _sharing(
    owners: "Counts", low: "Counts", sizes: "Counts", holders: "Counts"
) -> Iterator[tuple[int, list[int]]]:
    """Yield what `_likely` does, of needles whose `holders` are `sizes` from `low` on."""
    import numpy as np

    offsets = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    found = holders[np.repeat(low, sizes) + offsets] & 0xFFFFFFFF
    pairs, shared = _different(np.repeat(owners, sizes) << 32 | found)
    enough = shared >= _LEAST_SHARED
    pairs, shared = pairs[enough], shared[enough]
    if not len(pairs):
        return
    passage = pairs >> 32
    order = np.lexsort((pairs & 0xFFFFFFFF, -shared, passage))
    bounds = np.flatnonzero(np.concatenate(([True], passage[1:] != passage[:-1], [True])))
    ordered = (pairs[order] & 0xFFFFFFFF).tolist()
    for first, last in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        yield int(passage[first]), ordered[first : min(last, first + _MOST_PARAGRAPHS)]


def _different(numbers: "Counts") -> tuple["Counts", "Counts"]:
    """Return the different numbers in rising order, and how often each comes; they are sorted."""
    import numpy as np

    numbers.sort()
    if not len(numbers):
        return numbers, numbers
    first = np.flatnonzero(np.concatenate(([True], numbers[1:] != numbers[:-1])))
    return numbers[first], np.diff(first, append=len(numbers))


def _numbered(paragraphs: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    first = 0
    for chunk in chunks(paragraphs):
        yield first, chunk
        first += len(chunk)


def _postings(
    paragraphs: Sequence[str], counts: "NDArray[np.uint32]", wanted: "NDArray[np.bool_]", first: int
) -> "Counts":
    """Return the wanted trigrams of paragraphs: the rank in the upper half, the paragraph below."""
    import numpy as np

    grams = Grams(paragraphs, 3)
    places = np.flatnonzero(wanted[grams.mixed >> np.uint32(32 - IDENTITY_BITS)])
    owners = np.searchsorted(grams.stops, places) + first
    found: Counts = grams.ranks(counts, places).astype(np.int64) << 32 | owners
    return found


def _find(words: str, likely: list[tuple[int, str]]) -> tuple[int, float] | None:
    for n, paragraph in sorted(likely):
        if words in paragraph:
            return n, 1.0
    # An edit breaks one of the pieces, or two neighbours.
    pieces = [words[at : at + 3] for at in range(0, len(words) - 2, 3)]
    least = len(pieces) - budget(len(words)) - 1
    close = [
        (n, paragraph)
        for n, paragraph in likely
        if sum(piece in paragraph for piece in pieces) >= least
    ]
    for n, paragraph in close[:_ALIGNED]:
        if share := _aligned(words, paragraph):
            return n, share
    return None


def _aligned(words: str, paragraph: str) -> float:
    """Return the share of `words` in the stretch of the paragraph most like it, 0 if unlike."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.fuzz import partial_ratio_alignment

    if len(paragraph) < len(words):
        if is_near(words, paragraph):
            return 1 - Levenshtein.distance(words, paragraph) / len(words)
        return 0.0
    found = partial_ratio_alignment(words, paragraph, score_cutoff=85)
    if found is None:
        return 0.0
    # The stretch may start or stop a character off where an edit changed the length.
    for start in (found.dest_start, found.dest_start - 1, found.dest_start + 1):
        for stop in (found.dest_end, found.dest_end - 1, found.dest_end + 1):
            stretch = paragraph[max(start, 0) : stop]
            if stretch == words or is_near(words, stretch):
                return 1 - Levenshtein.distance(words, stretch) / len(words)
    return 0.0
