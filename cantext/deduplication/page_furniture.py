"""What recurs because of the page and not because of the text: running headers, footers, menus."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from cantext.deduplication.line_marks import LONGEST_PAGE_NUMBER, ends_sentence, is_page_number
from cantext.deduplication.marks import (
    BULLET,
    CREDITED,
    ENCLOSED,
    ENUMERATED,
    LABELLED,
    MACHINE,
    MOMENT,
    NAVIGATION,
    NOISE,
    OPEN,
    SENTENCE,
    SETTLED,
)
from cantext.normalise import project

_MIN_PAGES = 3
# A page shows so many buttons, addresses or dates; where none are, nothing is a footer.
_LEAST_MACHINERY = 3
_LONGEST_CLOSING = 8
_NEARLY = 0.8
# The title stands among so many filled lines at the beginning.
_TITLE_PAGE = 12
_PAGE = 8  # filled lines, at the least, on most pages
_DIGITS = re.compile(r"\d+")
_IN_NUMBERS = frozenset("0123456789０１２３４５６７８９ivxlcIVXLCｉｖｘｌｃＩＶＸＬＣ")


def page_furniture(distinct: Sequence[str], which: Sequence[int]) -> set[int]:
    """Return the indices of running headers and page numbers of paged text, such as a PDF's.

    A running header is a short line that recurs and nearly always has a page number as its
    neighbour; the page numbers grow. A number elsewhere (a table's cell) is not touched. `distinct`
    are the different lines of a document, and `which` says of every line which of them it is.
    """
    likely = {
        n
        for n, text in enumerate(distinct)
        if len(text) <= 40
        and not _IN_NUMBERS.isdisjoint(text)
        and len(squeezed := "".join(text.split())) <= LONGEST_PAGE_NUMBER
        and is_page_number(project(squeezed))
    }
    if not likely or sum(n in likely for n in which) < _MIN_PAGES:
        return set()
    # Spaces come and go between the characters of a running header.
    keys = [project("".join(text.split())) if len(text) <= 200 else text for text in distinct]
    return _furniture(list(map(keys.__getitem__, which)))


def _furniture(squeezed: Sequence[str]) -> set[int]:
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
    for (key, step), pairs in sorted(beside.items(), key=lambda item: (-len(item[1]), item[0])):
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
            headers = [index for index in filled if keys[index] == key]
            if _is_title(position[headers[0]], step, filled, numbered):
                headers = headers[1:]
            found.update(headers)
            found.update(growing)
            # The annexes count A1, A2 … or start again.
            found.update(number for _, number in pairs if not keys[number].isdigit())
    if not found:
        return _lone_page_numbers(keys, numbers, position)
    return found | _outermost(keys, numbers, found)


def _is_title(place: int, step: int, filled: Sequence[int], numbered: set[int]) -> bool:
    """Whether the first copy of a running header is the title that the header repeats.

    It stands on the first page away from any number; as the very first line, it is the header of
    the first page unless headers stand above their number and no number stands below this one.
    """
    if not place and step > 0:
        return False
    return place < _TITLE_PAGE and numbered.isdisjoint(filled[max(0, place - 1) : place + 2])


def _outermost(keys: Sequence[str], numbers: Sequence[int], found: set[int]) -> set[int]:
    """Return the first and the last page number where they stand alone, without a header."""
    known = [index for index in numbers if index in found]
    outer: set[int] = set()
    before = [index for index in numbers if index < known[0]] if known else []
    after = [index for index in numbers if index > known[-1]] if known else []
    if before and _value(keys[before[-1]]) == _value(keys[known[0]]) - 1:
        outer.add(before[-1])
    if after and _value(keys[after[0]]) == _value(keys[known[-1]]) + 1:
        outer.add(after[0])
    return outer


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


def _closing_blocks(words: Sequence[str], marks: Sequence[int], filled: Sequence[int]) -> set[int]:
    """Return short lines that close one article or post after another, whatever they say.

    They stand below text, alone or one under the other in the same order, and never above text as
    a heading that recurs does; or they stand between the date of a post and the post.
    """
    spoken = SETTLED | SENTENCE | OPEN | CREDITED | LABELLED | BULLET | ENUMERATED | ENCLOSED
    short = [
        place
        for place, i in enumerate(filled)
        if len(words[i]) <= _LONGEST_CLOSING and not marks[i] & spoken
    ]
    counts = Counter(words[filled[place]] for place in short)
    places: dict[str, list[int]] = defaultdict(list)
    for place in short:
        key = words[filled[place]]
        if counts[key] >= _MIN_PAGES:
            places[key].append(place)
    keys = set(places)
    copies = Counter(words[i] for i in filled) if keys else Counter()
    while True:
        failing = {
            key for key in keys if not _closes(places[key], keys, copies, words, marks, filled)
        }
        if not failing:
            break
        keys -= failing
    return {filled[place] for key in keys for place in places[key]}


def _regular(closing: set[int], words: Sequence[str], filled: Sequence[int]) -> bool:
    """Whether two lines or more recur together, or one more often, where no machinery shows."""
    counts = Counter(words[i] for i in closing)
    return len(counts) >= 2 or any(count > _MIN_PAGES for count in counts.values())


def _closes(
    places: Sequence[int],
    keys: set[str],
    copies: Counter[str],
    words: Sequence[str],
    marks: Sequence[int],
    filled: Sequence[int],
) -> bool:
    """Whether a line nearly always stands below text or another of `keys`, and above neither text.

    Below another it must follow it most of the times that the other comes.
    """
    above: Counter[str] = Counter()
    fit = 0
    for place in places:
        upper = filled[place - 1] if place else None
        lower = filled[place + 1] if place + 1 < len(filled) else None
        if upper is not None and marks[upper] & MOMENT:
            fit += 1  # between the date of a post and the post
            continue
        if upper is None or (lower is not None and marks[lower] & (SENTENCE | OPEN)):
            continue
        if marks[upper] & SENTENCE or marks[upper] & (NAVIGATION | MACHINE):
            fit += 1
        elif len(words[upper]) > 2 and words[upper] not in keys and copies[words[upper]] > 1:
            fit += 1  # the signature that a writer puts below each post
        elif words[upper] in keys and words[upper] != words[filled[place]]:
            above[words[upper]] += 1
            fit += 1
    if fit < _NEARLY * len(places):
        return False
    total = Counter(words[i] for i in filled if words[i] in above) if above else Counter()
    return all(count >= _NEARLY * total[key] for key, count in above.items())


def recurring_footers(
    words: Sequence[str], marks: Sequence[int], filled: Sequence[int]
) -> set[int]:
    """Return the lines that recur beside addresses, buttons and other page machinery.

    A label such as 「原文連結：」 says nothing about itself; that it stands again and again next to
    an address, and never next to text alone, does.
    """
    machinery = {i for i in filled if marks[i] & (MACHINE | NAVIGATION | NOISE)}
    closing = _closing_blocks(words, marks, filled)
    shown = len(machinery) + sum(1 for i in filled if marks[i] & MOMENT)
    if shown >= _LEAST_MACHINERY or _regular(closing, words, filled):
        machinery |= closing
    if not machinery:
        return set()
    # Short lines that recur are few, and the others are asked nothing.
    plain = SETTLED | SENTENCE | CREDITED | LABELLED
    total = Counter(
        words[i] for i in filled if len(words[i]) <= 24 and not marks[i] & (plain | NAVIGATION)
    )
    recurring = {key for key, count in total.items() if count >= 3}
    places = [
        (place, i)
        for place, i in enumerate(filled)
        if words[i] in recurring and not marks[i] & (plain | NAVIGATION)
    ]
    found: set[int] = set()
    last = len(filled) - 1
    while True:
        beside: dict[str, list[int]] = defaultdict(list)
        for place, i in places:
            if i in machinery:
                continue
            around = [filled[near] for near in (place - 1, place + 1) if 0 <= near <= last]
            # Next to an address stand labels of any kind; next to a button, as likely a headline.
            longest = 24 if any(marks[near] & MACHINE for near in around) else 8
            if len(words[i]) <= longest and any(near in machinery for near in around):
                beside[words[i]].append(i)
        new = {
            i
            for key, lines in beside.items()
            if len(lines) >= 3 and len(lines) >= 0.8 * total[key]
            for i in lines
        }
        if not new:
            return found | {i for i in machinery if not marks[i] & (MACHINE | NAVIGATION | NOISE)}
        found |= new
        machinery |= new
