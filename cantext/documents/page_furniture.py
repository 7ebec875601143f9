"""Running headers and page numbers: what stands at the edge of page after page."""

import re
from collections import Counter, defaultdict

from cantext.documents.pdf_rows import Fragment

# Rows from the top and from the bottom of a page among which headers are looked for.
_EDGE_ROWS = 3
# Pages on which the same words at the same height make a header: so many, and such a share.
_LEAST_PAGES = 3
_LEAST_SHARE = 0.02
_NUMBER = r"(?:\d{1,5}|[ivxlc]{1,7})"
# 「- 12 -」「第12頁」「第12頁，共30頁」「Page 3 of 7」「P. 3」「3 / 7」
PAGE_NUMBER = re.compile(
    rf"[\s\-–—─―~_.\[(（〔]*(?:第\s*\d{{1,5}}\s*頁(?:\s*[，,/／]?\s*(?:共|全)\s*\d{{1,5}}\s*頁)?"
    rf"|(?:page|p\.?)\s*\d{{1,5}}(?:\s*(?:of|/)\s*\d{{1,5}})?"
    rf"|{_NUMBER}(?:\s*[/／]\s*\d{{1,5}})?)[\s\-–—─―~_.\])）〕]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


def running_fragments(pages: list[list[Fragment]], heights: list[float]) -> list[set[int]]:
    """Return for each page the indices of the fragments that are headers, footers, page numbers.

    Words count when the same ones (figures aside) stand at the same height, near the edge, on
    three pages and 2% of them or more; a lone number when it goes up with the pages. In a text of
    one or two pages only what reads as a page number, in the outer twelfth of the page, is one.
    """
    edges = [_edge(fragments) for fragments in pages]
    words: dict[tuple[str, int], set[int]] = defaultdict(set)
    offsets: Counter[tuple[int, int]] = Counter()
    for page, (fragments, edge) in enumerate(zip(pages, edges, strict=True)):
        for index in edge:
            part = fragments[index]
            key, band = _key(part.text), _band(part)
            if key and not PAGE_NUMBER.fullmatch(part.text):
                words[key, band].add(page)
                words[key, band + 1].add(page)  # two bands, lest a boundary part equals
            elif number := _DIGITS.search(part.text):
                offsets[int(number[0]) - page, band] += 1
                offsets[int(number[0]) - page, band + 1] += 1
    least = max(_LEAST_PAGES, round(_LEAST_SHARE * len(pages)))
    found: list[set[int]] = []
    for page, (fragments, edge) in enumerate(zip(pages, edges, strict=True)):
        running = set()
        for index in edge:
            part = fragments[index]
            key, band = _key(part.text), _band(part)
            if not PAGE_NUMBER.fullmatch(part.text):
                if key and max(len(words[key, band]), len(words[key, band + 1])) >= least:
                    running.add(index)
                continue
            number = _DIGITS.search(part.text)
            place = int(number[0]) - page if number else 0
            outer = part.bottom > heights[page] * 11 / 12 or part.top < heights[page] / 12
            if (
                number and max(offsets[place, band], offsets[place, band + 1]) >= _LEAST_PAGES
            ) or outer:
                running.add(index)
        found.append(running)
    return found


def _edge(fragments: list[Fragment]) -> list[int]:
    """Return the indices of the fragments in the outer rows of a page."""
    heights = sorted({round(part.top) for part in fragments}, reverse=True)
    rows: list[int] = []
    for height in heights:  # a point or two of difference is the same row
        if not rows or rows[-1] - height > 4:
            rows.append(height)
    outer = {*rows[:_EDGE_ROWS], *rows[-_EDGE_ROWS:]}
    return [
        index
        for index, part in enumerate(fragments)
        if any(abs(round(part.top) - row) <= 4 for row in outer)
    ]


def _key(text: str) -> str:
    """Return what a header keeps from page to page."""
    return _DIGITS.sub("#", re.sub(r"\s+", "", text)).strip("#-–—─")


def _band(part: Fragment) -> int:
    return round(part.top / 6)
