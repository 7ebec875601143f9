"""A document laid out for the detector: its lines, their keys, shapes and clusters of copies."""

import re
from collections import Counter
from dataclasses import dataclass

from cantext.documents.document import Document, Line
from cantext.duplicates.candidates import near_candidates
from cantext.duplicates.furniture import page_furniture, recurring_footers
from cantext.duplicates.key import LineKey, bracket_tail, line_key, prose_key
from cantext.duplicates.shape import Shape, line_shape, prose_shape
from cantext.duplicates.verify import budget, is_near
from cantext.normalise import project

# 「標題｜某報」, the title a browser shows: headline, separator, name of the site.
_SITE_TAIL = re.compile(r"^(.{6,}?)\s*[|_–—-]\s*([^|_–—\-\d]{2,16})$")
# A cut line must show this much before it says which line it was.
_SHORTEST_CUT = 6


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of a document with what is known of each, all in lists of one length.

    `cluster[i]` is the index of the first line of which line i is a copy (i itself when it is
    none), `relation[i]` and `similarity[i]` how it relates to that line. `titles` are the lines
    that repeat another with the name of the site behind it.
    """

    document: Document
    lines: list[Line]
    keys: list[LineKey]
    shapes: list[Shape]
    filled: list[int]
    furniture: set[int]
    footers: set[int]
    titles: set[int]
    cluster: list[int]
    relation: list[str]
    similarity: list[float]
    sizes: Counter[int]


def lay_out(document: Document) -> Sheet:
    """Read a document into a sheet: every distinct line is looked at once."""
    lines = list(document.lines())
    text = project(document.text)
    folded = [text[line.start : line.start + len(line.text)] for line in lines]
    furniture = page_furniture(["".join(part.split()) for part in folded])
    known: dict[str, tuple[LineKey, Shape]] = {}
    if furniture:
        for part in set(folded):
            known[part] = (prose_key(part), prose_shape(part))
    else:
        credits = _recurring_tails(folded)
        for part in set(folded):
            key = line_key(part, credits)
            known[part] = (key, line_shape(part, credit=key.credit, labelled=key.labelled))
    keys = [known[part][0] for part in folded]
    shapes = [known[part][1] for part in folded]
    filled = [i for i, shape in enumerate(shapes) if shape.settled != "blank"]
    footers: set[int] = set()
    if not furniture:
        words = [key.words for key in keys]
        footers = recurring_footers(words, shapes, [i for i in filled if not shapes[i].markup])
    titles: set[int] = set()
    cluster, relation, similarity = _clusters(
        folded, keys, shapes, filled, skip=furniture | footers, prose=bool(furniture), titles=titles
    )
    return Sheet(
        document,
        lines,
        keys,
        shapes,
        filled,
        furniture,
        footers,
        titles,
        cluster,
        relation,
        similarity,
        Counter(cluster[i] for i in filled),
    )


def _recurring_tails(folded: list[str]) -> frozenset[str]:
    """Bracketed tails that end three different lines or more: a source, whatever its name."""
    tails: Counter[str] = Counter()
    for text in set(folded):
        if text.rstrip()[-1:] in (")", "]", "】") and len(text) < 400:
            tail = bracket_tail(text)
            if tail:
                tails[tail] += 1
    return frozenset(tail for tail, count in tails.items() if count >= 3 and len(tail) <= 20)


def _clusters(
    folded: list[str],
    keys: list[LineKey],
    shapes: list[Shape],
    filled: list[int],
    *,
    skip: set[int],
    prose: bool,
    titles: set[int],
) -> tuple[list[int], list[str], list[float]]:
    cluster = list(range(len(keys)))
    relation = ["original"] * len(keys)
    similarity = [1.0] * len(keys)
    whole = [i for i in filled if not keys[i].truncated]
    first: dict[tuple[str, str], int] = {}
    stamps: dict[str, list[str]] = {}  # in order of their first line
    for i in whole:
        if keys[i].stamp and keys[i].stamp not in stamps.setdefault(keys[i].words, []):
            stamps[keys[i].words].append(keys[i].stamp)
    present = {keys[i].words for i in whole}
    for i in whole:
        words = keys[i].words
        site = _SITE_TAIL.match(folded[i].strip()) if len(words) < 100 else None
        if site:
            shorter = line_key(site[1]).words
            if shorter in present and len(shorter) >= 6:
                words = shorter
                titles.add(i)
        # Without a stamp a line is a copy of the first stamped one; two stamps are two events.
        several = stamps.get(words, [])
        stamp = (keys[i].stamp or several[0]) if len(several) > 1 else ""
        anchor = first.setdefault((words, stamp), i)
        if anchor != i:
            cluster[i], relation[i] = anchor, "exact"
    if not prose:
        anchors = [
            i
            for i in first.values()
            if i not in skip and not shapes[i].machine and not shapes[i].markup
        ]
        _join_near(anchors, keys, cluster, relation, similarity)
        _join_truncated(filled, keys, cluster, relation, similarity)
    return cluster, relation, similarity


def _join_near(
    anchors: list[int],
    keys: list[LineKey],
    cluster: list[int],
    relation: list[str],
    similarity: list[float],
) -> None:
    """Give every anchor to the nearest earlier one within reach; stars only, never chains."""
    words = [keys[i].words for i in anchors]
    pairs = list(near_candidates(words))
    if not pairs:
        return
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cpdist

    distances = cpdist(
        [words[a] for a, _ in pairs],
        [words[b] for _, b in pairs],
        scorer=Levenshtein.distance,
        score_cutoff=5,
    )
    reach: list[tuple[int, int, int]] = []
    for (a, b), distance in zip(pairs, distances.tolist(), strict=True):
        if distance <= 5 and is_near(words[a], words[b]):
            reach.append((int(distance), a, b))
    heads: set[int] = set()
    taken: set[int] = set()
    joined: dict[int, tuple[int, float]] = {}
    for distance, a, b in sorted(reach):
        # b joins a unless b leads a star or has joined, or a itself has joined another.
        if b in taken or b in heads or a in taken:
            continue
        heads.add(a)
        taken.add(b)
        share = 1 - distance / max(len(words[a]), len(words[b]))
        joined[anchors[b]] = (anchors[a], share)
    for i, anchor in enumerate(cluster):
        if anchor in joined:
            cluster[i], similarity[i] = joined[anchor]
            relation[i] = "near"


def _join_truncated(
    filled: list[int],
    keys: list[LineKey],
    cluster: list[int],
    relation: list[str],
    similarity: list[float],
) -> None:
    """Give a line that ends in an ellipsis to the one line it can be the beginning of."""
    cut = [i for i in filled if keys[i].truncated]
    if not cut:
        return
    whole = sorted({(keys[i].words, cluster[i]) for i in filled if not keys[i].truncated})
    anchors: dict[str, int] = {}
    for i in cut:
        words = keys[i].words
        targets = _beginning_with(words, whole) if len(words) >= _SHORTEST_CUT else {}
        if len(targets) == 1:
            target, length = next(iter(targets.items()))
            cluster[i], relation[i], similarity[i] = target, "truncated", len(words) / length
            if len(words) == length:
                relation[i], similarity[i] = "exact", 1.0
        elif words in anchors:
            cluster[i], relation[i] = anchors[words], "exact"
        else:
            anchors[words] = i


def _beginning_with(words: str, whole: list[tuple[str, int]]) -> dict[int, int]:
    """Return {cluster: length of its key} for the lines that begin with `words`."""
    from bisect import bisect_left

    targets: dict[int, int] = {}
    for place in range(bisect_left(whole, (words, -1)), len(whole)):
        key, anchor = whole[place]
        if not key.startswith(words):
            break
        targets.setdefault(anchor, len(key))
        if len(targets) > 1:
            return targets
    if targets:
        return targets
    # The cut line may carry a typing error of its own.
    if budget(len(words)) and len(whole) <= 2_000:
        for key, anchor in whole:
            if len(key) > len(words) and any(
                is_near(words, key[: len(words) + shift]) for shift in (0, -1, 1)
            ):
                targets.setdefault(anchor, len(key))
    return targets
