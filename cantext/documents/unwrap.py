"""Text that was taken from a PDF page by page: headers out, wrapped lines joined, spaces mended.

For plain text that still has the layout of pages. It is not done unasked: a poem has short lines
too, and what is shown of a plain text is what its author wrote.
"""

import re
from collections import Counter
from collections.abc import Sequence

from cantext.documents.blocks import WIDE, Block, Extracted, assemble, counted
from cantext.documents.hansard import LABEL
from cantext.documents.page_furniture import PAGE_NUMBER
from cantext.documents.pdf_paragraphs import ITEM
from cantext.documents.repair import join_all, recover, without_layout_spaces

_DIGITS = re.compile(r"\d+")
_WIDE_CHARACTER = re.compile(f"[{WIDE}]")
_NARROW_HEAD = re.compile(rf"[^\s{WIDE}]+[，。、；：！？」』）％]*")
# So many page numbers in a row are pages; so large a share of them has the header beside it.
_LEAST_PAGES = 3
_HEADER_SHARE = 0.3
# A line is full when it has this share of the width of the long lines: quotations and items are
# set narrower by a tenth or so.
_FULL = 0.8
_LEADER = re.compile(r"\.{5,}|(?:\. ){5,}|…{3,}")


def unwrap(text: str) -> Extracted:
    r"""Return text without the layout of the pages it was taken from.

    Left out are page numbers that go up by one, and the lines beside them that come back. A line
    runs on in the next when it is full, no blank line parts them, and the next one opens no item,
    no turn of a speaker and no indented paragraph. Spaces beside Han go, and characters of
    private-use fonts are recovered; `repairs` counts `page_headers`, `lines_joined` and
    `characters_recovered`.

    >>> page = "立法會 ─ 2013年 2月 27日\n\n{}\n{}\n"
    >>> half = "政府會在未來五年內投放更多資源推動創新科技發展，並且支"
    >>> text = "".join(page.format(n, part) for n, part in
    ...                ((7, half), (8, "援本地企業升級轉型。\n\n" + half), (9, "援大學。")))
    >>> print(unwrap(text).text)
    政府會在未來五年內投放更多資源推動創新科技發展，並且支援本地企業升級轉型。
    政府會在未來五年內投放更多資源推動創新科技發展，並且支援大學。
    <BLANKLINE>
    """
    lines = re.sub(r"\r\n?", "\n", text).replace("\f", "\n").split("\n")
    gone = page_lines(lines)
    width = _ordinary_width([line for i, line in enumerate(lines) if i not in gone])
    blocks: list[list[str]] = []
    joined = recovered = 0
    last = ""  # the line before, "" after a blank one
    for index, raw in enumerate(lines):
        if index in gone:
            continue
        line = raw.rstrip()
        if not line.strip():
            # The blank lines around a header part nothing.
            if index - 1 not in gone and index + 1 not in gone:
                last = ""
            continue
        if last and _runs_on(last, line, width):
            blocks[-1].append(without_layout_spaces(line.strip()))
            joined += 1
        else:
            blocks.append([without_layout_spaces(line.strip())])
        last = line
    pieces = []
    for block in blocks:
        mended, found = recover(without_layout_spaces(join_all(block)))
        pieces.append(Block(mended, "list_item" if ITEM.match(mended) else "body"))
        recovered += found
    mended, kinds = assemble(pieces)
    return Extracted(
        mended,
        kinds,
        {},
        counted(page_headers=len(gone), lines_joined=joined, characters_recovered=recovered),
    )


def page_lines(lines: Sequence[str]) -> set[int]:
    """Return the indices of the lines that are page numbers, and of the headers beside them."""
    numbers = _page_numbers(lines)
    if len(numbers) < _LEAST_PAGES:
        return set()
    beside: Counter[str] = Counter()
    places: list[tuple[int, str]] = []
    for index in numbers:
        for step in (-1, 1):
            near = _next_filled(lines, index, step)
            if near is not None:
                key = _key(lines[near])
                beside[key] += 1
                places.append((near, key))
    least = max(_LEAST_PAGES, _HEADER_SHARE * len(numbers))
    return set(numbers) | {place for place, key in places if key and beside[key] >= least}


def _page_numbers(lines: Sequence[str]) -> list[int]:
    """Return the indices of the longest run of lone numbers that go up by one."""
    best: dict[int, tuple[int, int]] = {}  # number → length of its run, index of its line
    before: dict[int, int | None] = {}
    end: tuple[int, int] | None = None
    for index, line in enumerate(lines):
        text = line.strip()
        if not text or len(text) > 30 or not PAGE_NUMBER.fullmatch(text):
            continue
        found = _DIGITS.search(text)
        if not found:
            continue
        number = int(found[0])
        length, previous = best.get(number - 1, (0, -1))
        if previous >= 0 and index - previous < 4:
            length, previous = 0, -1  # figures of a table, one under the other
        if (length + 1, 0) >= (best.get(number, (0, 0))[0], 0):
            best[number] = (length + 1, index)
            before[index] = previous if previous >= 0 else None
            if end is None or length + 1 > end[0]:
                end = (length + 1, index)
    run: list[int] = []
    at = end[1] if end else None
    while at is not None:
        run.append(at)
        at = before[at]
    return run[::-1]


def _next_filled(lines: Sequence[str], index: int, step: int) -> int | None:
    for near in range(index + step, index + 4 * step, step):
        if 0 <= near < len(lines) and lines[near].strip():
            return near
    return None


def _key(line: str) -> str:
    return _DIGITS.sub("#", "".join(line.split()))


def _width(text: str) -> int:
    """Return the cells of a line without the spaces that the layout put beside Han."""
    text = without_layout_spaces(text.strip())
    return len(text) + len(_WIDE_CHARACTER.findall(text))


def _ordinary_width(lines: Sequence[str]) -> int:
    """Return the width that a tenth of the longer lines reach."""
    widths = sorted(width for width in map(_width, lines) if width >= 20)
    return widths[int(0.9 * len(widths))] if widths else 0


def _runs_on(last: str, line: str, width: int) -> bool:
    text = without_layout_spaces(line.strip())
    if ITEM.match(text) or LABEL.match(text) or _LEADER.search(last):
        return False
    # A paragraph that opens with an indent, under a line that has none or a smaller one.
    indent = len(line) - len(line.lstrip(" \u3000"))
    if indent > len(last) - len(last.lstrip(" \u3000")) and last.rstrip()[-1:] in "。！？：”」":
        return False
    head = _NARROW_HEAD.match(text)
    room = min(len(head[0]), 24) if head else 0
    return _width(last) + room >= _FULL * width
