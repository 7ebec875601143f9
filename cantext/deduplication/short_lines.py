"""The short lines of a page between its stretches of text: headlines, menus, headings, teasers.

Between two stretches of text stands a run of short lines. What each is depends on what else is in
the run and on what the run stands between, hardly ever on what the line says.
"""

import re
from collections.abc import Sequence

from cantext.deduplication.layout import Plan
from cantext.deduplication.marks import MOMENT, OPEN
from cantext.deduplication.model import Kind

_TEXT = "SOL"
# What a line is by itself; in a run of short lines anything else is machinery of the page.
_SETTLED: dict[str, Kind] = {"B": "byline", "P": "credit", "C": "caption", "m": "body"}
_FIRST_TEXT = re.compile(f"[{_TEXT}]")
_BANNER = re.compile("(S{1,2})(?=[NKtsn]{5}.*[SO]|[NKtsn]{3}[NK].*[SO])")
_SIGNED = re.compile("t[NnKcs]*B")
# What may stand between a title and its byline; what may stand above a byline without a title.
_BETWEEN = re.compile("[NnKcs]*")
_SIGNATURES = re.compile("[BNPCc]*")
# Lines in which the text of a new article has begun below its headline.
_NEAR = 9
# A name, alone above a date, and a second title below a headline (Han characters).
_NAME_SIZE = 6
_LONG_NAME_SIZE = 12
_NAME_COPIES = 3
_FIRST_TITLE_SIZE = 8
_SECOND_TITLE_SIZE = 6
# Between a byline and the text so many short lines at the most that are no known buttons.
_BUTTONS = 3
# As many short names above a date make a thread of posts.
_POSTS = 2
# So many short lines in a row are links, fewer are headings.
_LINKS = 3


class Runs:
    """Labels the lines of a part of a page that `captions` and their marks have not settled."""

    def __init__(self, plan: Plan, kinds: list[Kind | None], first: int, stop: int) -> None:
        self.sheet = plan.sheet
        self.filled = plan.sheet.filled
        self.kinds = kinds
        self.first, self.stop = first, stop
        self.posts = False
        letters = list(plan.letters[first:stop])
        for at in range(first, stop):
            if kinds[self.filled[at]] == "caption":
                letters[at - first] = "C"
        _join_menus(letters)
        self.letters = _without_banner("".join(letters))
        named = [at for at in range(len(self.letters)) if self._named(at)]
        if len(named) >= _POSTS:  # from the first name to the last text a post asks a question
            last = max(self.letters.rfind(letter) for letter in _TEXT) + 1
            asked = self.letters[named[0] : last].replace("q", "S")
            self.letters = self.letters[: named[0]] + asked + self.letters[named[0] + len(asked) :]
        self.letters = _with_questions(self.letters)

    def label(self) -> None:
        """Give every line of the part that has no kind yet one."""
        runs = self._runs()
        headlines = self._headlines(runs)
        heads = {self.sheet.clusters.head[self._line(at)] for at in headlines}
        for start, stop in runs:
            self._label_run(start, stop, headlines, heads)
        for at, letter in enumerate(self.letters):
            if letter in "SOm":
                self._set(at, "body")
            elif letter == "L":
                self._set(at, "list_item")

    # Places below count from the beginning of the part.

    def _line(self, at: int) -> int:
        return self.filled[self.first + at]

    def _set(self, at: int, kind: Kind) -> None:
        i = self._line(at)
        if self.kinds[i] is None:
            self.kinds[i] = kind

    def _gap(self, at: int) -> bool:
        """Whether a blank line stands above."""
        return at == 0 or self._line(at) - self._line(at - 1) > 1

    def _runs(self) -> list[tuple[int, int]]:
        runs = []
        start = -1
        for at, letter in enumerate(self.letters):
            if letter in _TEXT:
                if start >= 0:
                    runs.append((start, at))
                start = -1
            elif start < 0:
                start = at
        if start >= 0:
            runs.append((start, len(self.letters)))
        return runs

    def _headlines(self, runs: Sequence[tuple[int, int]]) -> list[int]:
        """Return the places of the headlines: the best before the first text, and signed ones."""
        found = []
        self.posts = sum(map(self._named, range(len(self.letters)))) >= _POSTS
        for start, stop in runs:
            signed = [at for at in range(start, stop) if self._signed(at, stop)]
            if signed:
                found += signed
            elif start == 0 and not found and (best := self._best_title(stop)) is not None:
                found.append(best)
        return found

    def _signed(self, at: int, stop: int) -> bool:
        """Whether a byline follows a title, and text or a caption before another title."""
        if self.letters[at] not in "tE" or self.kinds[self._line(at)] is not None:
            return False
        if self.posts and self._named(at):
            return False  # who wrote a post of many
        below = self.letters[at + 1 : min(stop, at + _NEAR)].replace("m", "")
        if (
            below[:1] == "t"
            and not self._gap(at + 1)
            and self.sheet.sizes[self._line(at)] >= _FIRST_TITLE_SIZE
            and (at == 0 or self._gap(at) or self.letters[at - 1] not in "NK")
        ):  # a title in two lines, no button above a title
            below = below[1:]
        rest = below.lstrip("NnKcs")
        if rest[:1] != "B":
            return False
        rest = rest.lstrip("BNnKscPG")
        if not rest:  # the run ends here: text follows, or the page ends
            return stop < len(self.letters)
        if rest[0] in "CP":
            return True
        # Between byline and text buttons and a heading may stand, no other titles with a byline:
        # those are a list of teasers.
        small = rest[: rest.find("C")] if "C" in rest else rest
        return (
            not _SIGNED.search(rest)
            and small.count("t") + small.count("E") <= _BUTTONS
            and ("C" in rest or stop < len(self.letters))
        )

    def _best_title(self, stop: int) -> int | None:
        """Return the likeliest headline above the first text of the part."""
        titles = [
            at
            for at in range(stop)
            if self.letters[at] in "tE" and not (self.posts and self._named(at))
        ]
        if not titles:
            return None
        return max(titles, key=lambda at: (self._likelihood(at, stop), -at))

    def _likelihood(self, at: int, stop: int) -> int:
        i = self._line(at)
        size = self.sheet.sizes[i]
        # No slice: a run may be a million lines.
        end = _skipped(_BETWEEN, self.letters, at + 1, stop)
        below = self.letters[end : min(end + 1, stop)]
        return (
            3 * (self.sheet.clusters.head[i] in self.sheet.clusters.sizes)
            + 2 * (i in self.sheet.clusters.titles)
            + 2 * (below in ("B", "C", "P"))
            + 2 * (at + 1 == stop)
            + (size >= 8)
            + (size >= 12)
            + 2 * (self.letters[at] == "t" and size >= 10)
        )

    def _label_run(self, start: int, stop: int, headlines: Sequence[int], heads: set[int]) -> None:
        inside = [at for at in headlines if start <= at < stop]
        before_text = stop < len(self.letters)
        if not inside:
            if start == 0 and before_text:
                self._label_lead_in(start, stop)
            elif before_text:
                self._label_between(start, stop, heads)
            else:
                self._label_rest(start, stop, heads)
            return
        self._label_rest(start, inside[0], heads, leading=start == 0)
        for at, following in zip(inside, [*inside[1:], stop], strict=True):
            self._set(at, "headline")
            self._label_header(at + 1, following, heads)

    def _label_header(self, start: int, stop: int, heads: set[int]) -> None:
        """Label what stands between a headline and its text."""
        letters = self.letters
        before_text = stop < len(letters)
        for at in range(start, stop):
            letter, i = letters[at], self._line(at)
            if (letter in "tu" and self.sheet.clusters.head[i] in heads) or (
                letter == "t"
                and at == start
                and not self._gap(at)
                and self.sheet.sizes[i] >= _SECOND_TITLE_SIZE
                and letters[at + 1 : at + 2] not in tuple(_TEXT)
            ):
                self._set(at, "headline")
            elif letter in "tuEKs" and at + 1 == stop and before_text and self.sheet.sizes[i]:
                # 「各位市民：」 opens the text.
                self._set(at, "body" if self.sheet.marks[i] & OPEN else "heading")
            elif at == start and self.sheet.clusters.head[i] in self.sheet.clusters.sizes:
                self._set(at, "boilerplate" if letter in "tuEKsn" else self._settled(at))
            else:
                self._label_small(at, stop)
        self._finish(start, stop)

    def _label_lead_in(self, start: int, stop: int) -> None:
        """Short lines above the first text, none of them a headline."""
        for at in range(start, stop):
            if self.letters[at] in "tuE" and at + 1 == stop:
                self._set(at, "heading")
            else:
                self._label_small(at, stop)
        self._finish(start, stop)

    def _label_between(self, start: int, stop: int, heads: set[int]) -> None:
        """Short lines between two stretches of text: one or two are headings, more are links."""
        letters = self.letters
        teasers = letters.find("R", start, stop)
        titles = [at for at in range(start, stop) if letters[at] in "tuEKsn"]
        few = len(titles) < _LINKS
        for at in titles:
            i = self._line(at)
            if letters[at] in "tu" and self.sheet.clusters.head[i] in heads:
                self._set(at, "headline")
            elif 0 <= teasers < at:
                # After a blank line the text goes on.
                self._set(at, "heading" if at + 1 == stop and self._gap(at) else "boilerplate")
            elif self._named(at) or (
                self.posts
                and at + 1 == stop
                and letters[at] in "ts"
                and letters[at - 1] in "Nn"
                and self.sheet.sizes[i] <= _NAME_SIZE
            ):  # who wrote a post or a comment, with or without a date
                self._set(at, "byline")
            elif self.sheet.marks[i] & OPEN and letters[at + 1] in _TEXT:
                self._set(at, "body")
            elif (
                at > start and letters[at - 1] == "N" and letters[at + 1] == "C" and at < titles[-1]
            ):
                self._set(at, "boilerplate")  # the label of an advertisement, not of a picture
            elif not self.sheet.sizes[i]:
                self._set(at, "boilerplate")  # a number is no heading
            elif letters[at] == "n":
                self._set(at, "boilerplate" if not few or at + 1 < stop else "heading")
            else:
                self._set(at, "heading" if few or at + 1 == stop else "boilerplate")
        self._finish(start, stop)

    def _label_rest(self, start: int, stop: int, heads: set[int], *, leading: bool = False) -> None:
        """Short lines above the headline, and below the last text: menus, teasers, footers."""
        letters = self.letters
        teasers = letters.find("R", start, stop)
        title = letters.find("t", start, stop)
        other = _skipped(_SIGNATURES, letters, start, stop)
        for at in range(start, stop):
            letter, i = letters[at], self._line(at)
            told = 0 <= teasers < at
            if letter in "tu" and self.sheet.clusters.head[i] in heads and not told:
                self._set(at, "headline")
            elif letter == "B" and (told or (not leading and 0 <= title < at)):
                # The date of a teaser. Who wrote the article says so above the teasers.
                if at <= other:
                    continue
                self.kinds[i] = "boilerplate"
            else:
                self._label_small(at, stop)
        self._finish(start, stop)

    def _settled(self, at: int) -> Kind:
        return _SETTLED.get(self.letters[at], "boilerplate")

    def _label_small(self, at: int, stop: int) -> None:
        letter = self.letters[at]
        if letter in "tuEKsn":
            self._set(at, "byline" if self._named(at) else "boilerplate")

    def _named(self, at: int) -> bool:
        """Whether it is a name right above a date."""
        return (
            self.letters[at] in "ts"
            and self.letters[at + 1 : at + 2] == "B"
            and bool(self.sheet.marks[self._line(at + 1)] & MOMENT)
            and self._is_name(self._line(at))
        )

    def _is_name(self, i: int) -> bool:
        """Whether it is short, or comes back so often that it is who writes, and no title."""
        clusters, size = self.sheet.clusters, self.sheet.sizes[i]
        return size <= _NAME_SIZE or (
            size <= _LONG_NAME_SIZE and clusters.sizes.get(clusters.head[i], 1) >= _NAME_COPIES
        )

    def _finish(self, start: int, stop: int) -> None:
        for at in range(start, stop):
            self._set(at, self._settled(at))


def _skipped(pattern: re.Pattern[str], letters: str, start: int, stop: int) -> int:
    """Return where a pattern that may match nothing ends, begun at `start`."""
    match = pattern.match(letters, start, stop)
    return match.end() if match else start


def _with_questions(letters: str) -> str:
    """Tell the questions that are titles, above the first text and below the last, from others."""
    first = _FIRST_TEXT.search(letters)
    if first is None:
        return letters.replace("q", "t")
    start = first.start()
    stop = max(letters.rfind(letter) for letter in _TEXT) + 1
    return (
        letters[:start].replace("q", "t")
        + letters[start:stop].replace("q", "S")
        + letters[stop:].replace("q", "t")
    )


def _without_banner(letters: str) -> str:
    """Take a sentence or two above the menu of a page for part of it: a word on cookies."""
    banner = _BANNER.match(letters)
    return "N" * banner.end(1) + letters[banner.end(1) :] if banner else letters


def _join_menus(letters: list[str]) -> None:
    """Names of sections in a run of three or more, buttons among them, are a menu."""
    start = 0
    for at in range(len(letters) + 1):
        if at < len(letters) and letters[at] in "KNGRc":
            continue
        if at - start >= 3:
            letters[start:at] = ["N" if letter == "K" else letter for letter in letters[start:at]]
        start = at + 1
