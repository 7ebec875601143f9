"""What recurs because of the page and not because of the text: running headers, footers, menus."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from cantext.duplicates.shape import Shape, ends_sentence, is_page_number

_MIN_PAGES = 3
_PAGE = 8  # filled lines, at the least, on most pages
_DIGITS = re.compile(r"\d+")


def page_furniture(squeezed: Sequence[str]) -> set[int]:
    """Return the indices of running headers and page numbers of paged text, such as a PDF's.

    A running header is a short line that recurs and nearly always has a page number as its
    neighbour; the page numbers grow. A number elsewhere (a table's cell) is not touched. `squeezed`
    are the projected lines of a document without their spaces, "" for a blank line.
    """
    filled = [index for index, text in enumerate(squeezed) if text]
    position = {index: place for place, index in enumerate(filled)}
    numbers = [index for index in filled if is_page_number(squeezed[index])]
    if len(numbers) < _MIN_PAGES:
        return set()
    keys = squeezed
    counts = Counter(keys[index] for index in filled)
    numbered = set(numbers)
    beside: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for number in numbers:
        for step in (-1, 1):  # the header above its number, or the footer below it
            place = position[number] + step
            if 0 <= place < len(filled):
                neighbour = filled[place]
                if neighbour not in numbered and not ends_sentence(keys[neighbour]):
                    beside[keys[neighbour], step].append((neighbour, number))
    found: set[int] = set()
    # The commonest first: a table's head that follows the page number is no header of the page.
    for (key, _), pairs in sorted(beside.items(), key=lambda item: (-len(item[1]), item[0])):
        pairs = [(header, number) for header, number in pairs if number not in found]
        # A table's row that comes back beside its row number is rare next to the true header.
        if (
            len(pairs) < max(_MIN_PAGES, len(found) // 10)
            or len(pairs) < 0.6 * counts[key]
            or len(key) > 60
        ):
            continue
        if not _far_apart([position[header] for header, _ in pairs]):
            continue
        growing = _growing([(_value(keys[number]), number) for _, number in pairs])
        if len(growing) >= 0.8 * len(pairs):
            found.update(index for index in filled if keys[index] == key)
            found.update(growing)
            # The annexes count A1, A2 … or start again.
            found.update(number for _, number in pairs if not keys[number].isdigit())
    return found or _lone_page_numbers(keys, numbers, position)


def _far_apart(places: list[int]) -> bool:
    """Whether most of these lines are a page apart."""
    gaps = sorted(after - before for before, after in pairwise(places))
    return gaps[len(gaps) // 2] >= _PAGE


def _value(key: str) -> int:
    digits = _DIGITS.search(key)
    return int(digits[0]) if digits else -1


def _growing(numbers: list[tuple[int, int]]) -> list[int]:
    """Return the lines whose number is one to three more, or less, than a neighbour's in order."""
    kept = []
    for place, (value, index) in enumerate(numbers):
        before = numbers[place - 1][0] if place else None
        after = numbers[place + 1][0] if place + 1 < len(numbers) else None
        if (before is not None and 1 <= value - before <= 3) or (
            after is not None and 1 <= after - value <= 3
        ):
            kept.append(index)
    return kept


def _lone_page_numbers(
    keys: Sequence[str], numbers: Sequence[int], position: dict[int, int]
) -> set[int]:
    """Numbers alone on a line that count up by one with at least eight lines between them."""
    found: set[int] = set()
    run: list[int] = []
    for index in numbers:
        if run and _value(keys[index]) == _value(keys[run[-1]]) + 1:
            if position[index] - position[run[-1]] >= _PAGE:
                run.append(index)
            continue
        if run and position[index] - position[run[-1]] < _PAGE:
            continue  # a table between two page numbers
        if len(run) >= _MIN_PAGES:
            found.update(run)
        run = [index]
    if len(run) >= _MIN_PAGES:
        found.update(run)
    return found


def recurring_footers(
    keys: Sequence[str], shapes: Sequence[Shape], filled: Sequence[int]
) -> set[int]:
    """Return the lines that recur beside addresses, buttons and other page machinery.

    A label such as 「原文連結：」 says nothing about itself; that it stands again and again next to
    an address, and never next to text alone, does. A label that ends in a colon needs no more than
    the address after it.
    """
    machinery = {
        index
        for index in filled
        if shapes[index].machine
        or shapes[index].navigation
        or shapes[index].settled == "boilerplate"
    }
    if not machinery:
        return set()
    found: set[int] = set()
    while True:
        beside: dict[str, list[int]] = defaultdict(list)
        total: Counter[str] = Counter()
        for place, index in enumerate(filled):
            shape = shapes[index]
            if index in machinery or shape.settled or shape.sentence or shape.credited:
                continue
            total[keys[index]] += 1
            around = [filled[near] for near in (place - 1, place + 1) if 0 <= near < len(filled)]
            # Next to an address stand labels of any kind; next to a button, as likely a headline.
            longest = 24 if any(shapes[near].machine for near in around) else 8
            if len(keys[index]) <= longest and any(near in machinery for near in around):
                beside[keys[index]].append(index)
        new = {
            index
            for key, indices in beside.items()
            if len(indices) >= 3 and len(indices) >= 0.8 * total[key]
            for index in indices
        }
        if not new:
            return found
        found |= new
        machinery |= new
