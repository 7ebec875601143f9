"""Lines that stand in several documents: the same ones, and near copies where more is shared.

A syndicated article comes back whole, with a word mended here and there. Alone, two lines that are
nearly the same are as likely two events; so near copies count only between documents that share two
other lines to the letter of their keys, or the address of one page.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from cantext.deduplication.copies import stars
from cantext.deduplication.marks import MACHINE, MARKUP
from cantext.deduplication.model import Kind, Member, Relation

if TYPE_CHECKING:
    from cantext.deduplication.groups import Audit

# Between documents a shorter line proves nothing: every Hansard has its 「多謝主席。」.
SHORTEST_ACROSS = 12
# A line that more documents share is a standing phrase, and no evidence that two are one text.
_MOST_SHARING = 30
_LEAST_SHARED = 2
# An address names a page and no site: it has a path, and hardly any other document shows it.
_SHORTEST_ADDRESS = 24
_MOST_PAGES = 4


class Place(NamedTuple):
    """A line of one of several documents: its document's number and id, index, text and kind."""

    number: int
    document: str
    i: int
    text: str
    kind: Kind


class Spread:
    """The lines that may stand in several documents, by their keys, in order of the documents."""

    def __init__(self) -> None:
        self.places: dict[str, list[Place]] = defaultdict(list)
        self._pages: dict[str, set[int]] = defaultdict(set)
        self._wrapped: set[int] = set()

    def add(self, number: int, found: "Audit") -> None:
        """Note the lines of a document, of several copies the kept one."""
        sheet = found.sheet
        if found.layout == "paged":
            self._wrapped.add(number)
        heads = {i: copies.kept for copies in found.copies for i in copies.members}
        for i in sheet.filled:
            kind, words, mark = found.kinds[i], sheet.words[i], sheet.marks[i]
            if len(words) < SHORTEST_ACROSS:
                continue
            if mark & MACHINE and len(words) >= _SHORTEST_ADDRESS:
                self._pages[words].add(number)
            if (
                kind not in ("boilerplate", "credit", "byline")
                and heads.get(i, i) == i
                and not mark & MARKUP
            ):
                self.places[words].append(Place(number, sheet.document.id, i, sheet.texts[i], kind))

    def groups(self) -> list[list[tuple[Place, Relation, float]]]:
        """Return the lines that stand in several documents, the first of each group the original.

        With their relation to it and their similarity.
        """
        joined: dict[str, list[tuple[Place, Relation, float]]] = {}
        taken: dict[str, set[Place]] = defaultdict(set)
        partners = self._partners()
        for key, (head, similarity) in self._near(partners).items():
            hosts = {place.number for place in self.places[head]}
            for place in self.places[key]:
                if place.number not in hosts and not hosts.isdisjoint(partners[place.number]):
                    joined.setdefault(head, []).append((place, "near", similarity))
                    taken[key].add(place)
        found = []
        for key, places in self.places.items():
            left = [place for place in places if place not in taken[key]] if taken else places
            if not left:
                continue
            group: list[tuple[Place, Relation, float]] = [(left[0], "original", 1.0)]
            group += [(place, "exact", 1.0) for place in left[1:]]
            group += sorted(joined.get(key, []))
            if len({place.number for place, *_ in group}) > 1:
                found.append(group)
        return found

    def _partners(self) -> dict[int, set[int]]:
        """Return of every document those that share two lines with it, or the address of a page."""
        shared: Counter[tuple[int, int]] = Counter()
        for places in self.places.values():
            if len(places) > 1:
                shared.update(_pairs({place.number for place in places}, _MOST_SHARING))
        partners: dict[int, set[int]] = defaultdict(set)
        pages = [pair for numbers in self._pages.values() for pair in _pairs(numbers, _MOST_PAGES)]
        for one, other in [*(p for p, n in shared.items() if n >= _LEAST_SHARED), *pages]:
            partners[one].add(other)
            partners[other].add(one)
        return partners

    def _near(self, partners: dict[int, set[int]]) -> dict[str, tuple[str, float]]:
        """Return the key that each is nearly, and how nearly, between documents that share more."""
        if not partners:
            return {}
        hosts = {
            key: numbers
            for key, places in self.places.items()
            if (numbers := {p.number for p in places if p.number in partners} - self._wrapped)
        }
        keys = list(hosts)

        def apart(a: int, b: int) -> bool:
            one, others = hosts[keys[a]], hosts[keys[b]]
            return not any(partners[number] & others - {number} - one for number in one)

        return {
            keys[b]: (keys[a], similarity)
            for b, (a, similarity) in stars(keys, range(len(keys)), apart).items()
        }


def _pairs(numbers: Iterable[int], most: int) -> Iterable[tuple[int, int]]:
    ordered = sorted(numbers)
    return combinations(ordered, 2) if len(ordered) <= most else ()


def spread_groups(
    spread: Spread,
    inside: dict[tuple[int, int], list[Member]],
    drafts: list[tuple[int, int, Kind, list[Member]]],
) -> None:
    """Turn lines that stand in several documents into groups, or lengthen those within one.

    `inside` are the members of the groups within documents, by document and kept line; `drafts`
    the groups so far, with the document and line that they begin at.
    """
    for (first, *_), *others in spread.groups():
        members = inside.get((first.number, first.i))
        if members is None:
            members = [Member(first.document, first.i + 1, first.text, "original", 1.0, True)]
            drafts.append((first.number, first.i, first.kind, members))
        for place, relation, similarity in others:
            members.append(
                Member(place.document, place.i + 1, place.text, relation, similarity, True)
            )
