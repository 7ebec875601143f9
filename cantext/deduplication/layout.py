"""The layout of a document: paged, a feed of articles, a page, or plain running text.

*Paged* text (a PDF) has running headers with page numbers. A *page* (scraped from the web) carries
addresses, buttons and photo credits; when one block of footers comes back after every few lines it
is a *feed* of short articles. Everything else is *plain*.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from cantext.deduplication.marks import (
    BYLINE,
    CREDIT,
    CREDITED,
    MACHINE,
    MARKUP,
    MOMENT,
    NAVIGATION,
    RELATED,
)
from cantext.deduplication.outline import outline
from cantext.deduplication.sheet import Sheet

Layout = Literal["paged", "feed", "page", "plain"]

# As much machinery makes a page of a document.
_LEAST_EVIDENCE = 3
_SMALL_PAGE = 40
_LEAST_LINKS = 4
# Below a paragraph stand so many links at the most.
_MOST_LINKS = 50
_LEAST_SHARE = 0.03
# In a feed, so many articles at least, and of the blocks of machinery so many alike.
_LEAST_ARTICLES = 3
_ALIKE = 0.6
_ALWAYS = 0.9


@dataclass(frozen=True)
class Plan:
    """What the lines of a document look like, read once; `letters` go with `sheet.filled`."""

    sheet: Sheet

    @cached_property
    def letters(self) -> str:
        """The letter of every filled line (see `outline`)."""
        return outline(self.sheet, self.sheet.filled)

    @cached_property
    def layout(self) -> Layout:
        """The layout of the document."""
        sheet = self.sheet
        if sheet.furniture:
            return "paged"
        shown = MACHINE | NAVIGATION | MARKUP | CREDIT | CREDITED | RELATED
        evidence = sum(1 for i in sheet.filled if sheet.marks[i] & shown) + len(sheet.footers)
        evidence += sum(1 for i in sheet.filled if sheet.marks[i] & (BYLINE | MOMENT) == BYLINE)
        evidence += self._links_below()
        lines = len(sheet.filled)
        if evidence < _LEAST_EVIDENCE and not (evidence and lines <= _SMALL_PAGE):
            return "plain"
        if evidence < _LEAST_SHARE * lines:
            return "plain"
        return "feed" if len(self.articles) >= _LEAST_ARTICLES else "page"

    def _links_below(self) -> int:
        """Return how many short lines stand below the last text, if more than a signature has.

        Names of signatories are shorter still, and a list of works has stops or numbers. Short
        lines with hardly a text above them are a list of headlines, and what was asked for.
        """
        text = max(self.letters.rfind(letter) for letter in "SOLEqC")
        links = sum(letter in "tKNnR" for letter in self.letters[text + 1 :])
        texts = sum(map(self.letters.count, "SOLEqC"))
        return links if _LEAST_LINKS <= links <= _MOST_LINKS * texts else 0

    @cached_property
    def articles(self) -> list[tuple[int, int]]:
        """The articles of a feed, as bounds of places in `sheet.filled`; none if it is no feed.

        In a feed the same block of footers follows every article.
        """
        sheet, letters = self.sheet, self.letters
        runs: list[tuple[int, int]] = []
        blocks: list[tuple[str, ...]] = []
        block: list[str] = []
        start = -1
        for place, letter in enumerate(letters):
            if letter in "NGRc":
                if start >= 0:
                    runs.append((start, place))
                    start = -1
                i = sheet.filled[place]
                block.append("address" if sheet.marks[i] & MACHINE else sheet.words[i])
            elif letter != "m":
                if block:
                    blocks.append(tuple(block))
                    block = []
                if start < 0:
                    start = place
        if start >= 0:
            runs.append((start, len(letters)))
        if block:
            blocks.append(tuple(block))
        if len(blocks) < _LEAST_ARTICLES:
            return []
        usual, count = Counter(blocks).most_common(1)[0]
        # One address after each article is a feed too, but one 更多相片 between captions is not.
        if count < max(_LEAST_ARTICLES, _ALIKE * len(blocks)):
            return []
        titled = sum(letters[first] in "tKEq" and stop - first > 1 for first, stop in runs)
        # One button alone stands between paragraphs too; not if a title follows it every time.
        enough = _ALIKE if len(usual) > 1 or "address" in usual else _ALWAYS
        return runs if titled >= enough * len(runs) else []
