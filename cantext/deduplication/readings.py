"""Keys and marks of many lines at once.

Most lines of an archive are quiet: no pattern of `key` and `line_marks` can match them, and the
classes of their characters tell so. Their keys and marks are worked out in arrays, those of the
rest by the patterns, a line at a time. Both ways give the same (a test holds them together).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from cantext.deduplication import characters as c
from cantext.deduplication.characters import classes_of, joined, projected_codes, text_of
from cantext.deduplication.credits import bracket_tail
from cantext.deduplication.key import LONGEST_CAPTION, line_key, peeled_key, prose_key
from cantext.deduplication.line_marks import (
    ASK_ALL,
    ASK_BYLINE,
    ASK_CREDIT,
    ASK_END,
    ASK_FIELD,
    ASK_LEADER,
    ASK_MACHINE,
    ASK_MOMENT,
    ASK_NAVIGATION,
    ASK_NOISE,
    ASK_POSED,
    ASK_SECTION,
    LONG,
    marks_by_asking,
    marks_of_key,
)
from cantext.deduplication.marks import BLANK, OPEN, SENTENCE, UNTITLED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]
    Flags = NDArray[np.bool_]
    Counts = NDArray[np.int64]

# Characters read at a time: enough to drown the cost of a call, few enough to stay in the cache.
_CHUNK = 300_000
# The title of a window is no longer than this, and the name of the site at its end.
_LONGEST_TITLE = 120
_SITE_TAIL = 20
# A bracketed tail that ends this many different lines is a source, whatever its name.
_RECURRING = 3


@dataclass(slots=True)
class Readings:
    """Keys, marks and sizes of lines, in lists of one length; what few lines have apart.

    `words[n]` is the key of line n, `marks[n]` its marks, `sizes[n]` how much it says: its Han
    characters, and a third of its Latin letters. `stamps` holds the dates taken off lines, `sited`
    the projected text of lines that may end in the name of a site, both by n in rising order.
    """

    words: list[str] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    stamps: dict[int, str] = field(default_factory=dict)
    sited: dict[int, str] = field(default_factory=dict)


def read_lines(lines: Sequence[str], *, prose: bool = False) -> Readings:
    """Read lines that need not be projected; `prose` is wrapped text, of which nothing is peeled.

    >>> readings = read_lines(["▲ 產學研論壇開幕。（資料圖片）", "產學研論壇開幕。"])
    >>> readings.words
    ['产学研论坛开幕', '产学研论坛开幕']
    """
    readings = Readings()
    credits = frozenset() if prose else recurring_tails(lines)
    for chunk in _chunks(lines):
        _read_chunk(_Chunk(chunk), readings, credits, prose=prose)
    return readings


def _chunks(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    sizes = accumulate(map(len, lines))
    start, full = 0, _CHUNK
    for stop, size in enumerate(sizes, start=1):
        if size >= full or stop == len(lines):
            yield lines[start:stop]
            start, full = stop, size + _CHUNK


def recurring_tails(lines: Sequence[str]) -> frozenset[str]:
    """Return the bracketed tails that end three different lines or more, projected."""
    from cantext.normalise import project

    found: Counter[str] = Counter()
    for line in lines:
        end = line.rstrip()
        if end[-1:] in _BRACKETS and len(end) < 400:
            start = max(map(end.rfind, _OPENING))
            if start > 0:
                found[end[start:]] += 1
    tails: Counter[str] = Counter()
    for end, count in found.items():
        if tail := bracket_tail("-" + project(end)):
            tails[tail] += count
    return frozenset(
        tail for tail, count in tails.items() if count >= _RECURRING and len(tail) <= 20
    )


_BRACKETS = frozenset(")]】）］")
_OPENING = "([【（［"


class _Chunk:
    """Some lines as code points and classes, with the bounds of each line (its line break out)."""

    def __init__(self, lines: Sequence[str]) -> None:
        import numpy as np

        self.lines = lines
        self._texts: list[str] | None = None
        # Stripped of the ends, and each ended by a line break of its own.
        self.codes = projected_codes(joined([line.strip() for line in lines]))
        self.classes = classes_of(self.codes)
        self.stops: Counts = np.flatnonzero(self.codes == 10)
        self.starts: Counts = np.concatenate(([0], self.stops[:-1] + 1))
        self.lengths: Counts = self.stops - self.starts
        self.any: Codes = np.bitwise_or.reduceat(self.classes, self.starts)
        # Of an empty line the first and last are its line break, which has no class.
        self.first: Codes = self.classes[self.starts]
        self.last: Codes = self.classes[np.maximum(self.stops - 1, self.starts)]
        self.before: Codes = self.classes[np.maximum(self.stops - 2, self.starts)]

    def has(self, bits: int) -> "Flags":
        """Return which lines have a character of one of these classes."""
        found: Flags = (self.any & bits) != 0
        return found

    def count(self, bits: int) -> "Counts":
        """Return how many characters of these classes each line has."""
        import numpy as np

        found: Counts = np.add.reduceat((self.classes & bits) != 0, self.starts, dtype=np.int64)
        return found

    def tail(self, size: int) -> "Codes":
        """Return the classes in the last `size` characters of each line."""
        import numpy as np

        bounds = np.empty(2 * len(self.stops), dtype=np.int64)
        bounds[::2] = np.maximum(self.starts, self.stops - size)
        bounds[1::2] = self.stops
        found: Codes = np.bitwise_or.reduceat(self.classes, bounds)[::2]
        return found

    def lines_with(self, places: "Counts") -> "Counts":
        """Return the lines in which these places of the text stand."""
        import numpy as np

        found: Counts = np.searchsorted(self.stops, places)
        return found

    def text(self, n: int) -> str:
        """Return line n, projected."""
        if self._texts is None:
            self._texts = text_of(self.codes).split("\n")
        return self._texts[n]


def _read_chunk(chunk: _Chunk, readings: Readings, credits: frozenset[str], *, prose: bool) -> None:
    words = _plain_words(chunk)
    marks = _plain_marks(chunk)
    base = len(readings.words)
    odd = _asks_whole_key(chunk, words, prose=prose)
    if prose:
        asks = _asks_marks(chunk, prose=True)
        for n in asks.nonzero()[0].tolist():
            marks[n] = marks_by_asking(chunk.text(n), int(asks[n]), marks[n])
        for n in odd.nonzero()[0].tolist():
            key = prose_key(chunk.text(n))
            words[n] = key.words
            marks[n] |= marks_of_key(key)
    else:
        asks = _asks_marks(chunk)
        for n in asks.nonzero()[0].tolist():
            marks[n] = marks_by_asking(chunk.text(n), int(asks[n]), marks[n])
        for n in (odd | _asks_key(chunk)).nonzero()[0].tolist():
            text = chunk.text(n)
            key = line_key(text, credits) if odd[n] else peeled_key(text, credits, words[n])
            words[n] = key.words
            marks[n] |= marks_of_key(key)
            if key.stamp:
                readings.stamps[base + n] = key.stamp
        sited = ((chunk.tail(_SITE_TAIL) & c.SITE) != 0) & (chunk.lengths <= _LONGEST_TITLE)
        for n in sited.nonzero()[0].tolist():
            readings.sited[base + n] = chunk.text(n)
    readings.words += words
    readings.marks += marks
    # A Latin word of six letters weighs as much as two characters.
    readings.sizes += (chunk.count(c.HAN) + chunk.count(c.LATIN) // 3).tolist()


def _plain_words(chunk: _Chunk) -> list[str]:
    """Return the keys of the lines as though no pattern matched: their words without the noise."""
    import numpy as np

    classes, codes = chunk.classes, chunk.codes
    kept = (classes & c.KEPT) != 0
    # 2024-25, 10:30 and 3.1 keep their marks.
    joins = np.flatnonzero(classes & c.CONNECTOR)
    joins = joins[(joins > 0) & (joins < len(codes) - 1)]
    digits = c.DIGIT
    joins = joins[((classes[joins - 1] & digits) != 0) & ((classes[joins + 1] & digits) != 0)]
    kept[joins] = True
    kept[chunk.stops] = True
    folded = codes[kept]
    folded[folded == ord("著")] = ord("着")  # publishers spell the particle both ways
    return text_of(folded).split("\n")[:-1]


def _plain_marks(chunk: _Chunk) -> list[int]:
    """Return the marks of the lines as though only their ends and lengths told anything."""
    import numpy as np

    last = chunk.codes[np.maximum(chunk.stops - 1, chunk.starts)]
    stops = (chunk.last & c.STOP) != 0
    opens = np.isin(last, _OPEN_CODES)
    untitled = opens | np.isin(last, _UNTITLED_CODES)
    long = chunk.lengths > LONG
    marks = stops * SENTENCE | (opens & ~long) * OPEN | (untitled & ~long) * UNTITLED
    marks = np.where(long, SENTENCE, marks)
    marks[chunk.lengths == 0] = BLANK
    found: list[int] = marks.tolist()
    return found


_OPEN_CODES = list(map(ord, ",、:﹕︰"))
_UNTITLED_CODES = list(map(ord, "。;；"))


def _bare(words: list[str]) -> "Flags":
    import numpy as np

    return np.fromiter((not word for word in words), dtype=np.bool_, count=len(words))


def _grouped(chunk: _Chunk) -> "Flags":
    """Which lines may have a number such as 3,000 or 3 000."""
    import numpy as np

    found = np.zeros(len(chunk.lines), dtype=np.bool_)
    classes = chunk.classes
    digit = (classes & c.DIGIT) != 0
    gap = ((classes & c.SPACE) != 0) | (chunk.codes == ord(","))
    places = np.flatnonzero(digit[:-2] & gap[1:-1] & digit[2:])
    found[chunk.lines_with(places)] = True
    return found


def _asks_whole_key(chunk: _Chunk, words: list[str], *, prose: bool) -> "Flags":
    """Which lines want `line_key`, or of wrapped text `prose_key`, from the beginning."""
    odd = chunk.has(c.ODD) | _grouped(chunk) | _spread(chunk) | _bare(words)
    if prose:
        page = ((chunk.last & (c.DIGIT | c.LATIN)) != 0) & ((chunk.tail(64) & c.DOTS) != 0)
        odd |= page
    else:
        odd |= (chunk.lengths <= LONGEST_CAPTION) & _machine(chunk)
    return odd


def _machine(chunk: _Chunk) -> "Flags":
    """Which lines may hold an address or a tag."""
    return chunk.has(c.TAG) | (chunk.has(c.LATIN) & chunk.has(c.DOTS | c.COLON))


def _asks_key(chunk: _Chunk) -> "Flags":
    """Which lines may have something to peel, a reporting verb or a vague time."""
    first, last, before = chunk.first, chunk.last, chunk.before
    # Labels, a bracketed credit or a date in front.
    head = (first & (c.LABEL_FIRST | c.OPENING | c.DIGIT)) != 0
    # Something may hang on the end, unless that is a full stop with nothing loose before it.
    end = chunk.tail(34)
    quiet = ((last & c.CLAUSE_END) != 0) & (
        (before & (c.CLOSING | c.DOTS | c.CLAUSE_END | c.DIGIT)) == 0
    )
    bare_credit = (
        ((end & c.SEPARATOR) != 0)
        & ((end & c.CREDIT) != 0)
        & (((end & (c.COLON | c.PERSON | c.LATIN)) != 0) | ((last & c.CREDIT_LAST) != 0))
    )
    tail = ~quiet & (
        (((last | before) & (c.CLOSING | c.CLAUSE_END)) != 0)
        | ((chunk.tail(8) & c.DIGIT) != 0)
        | ((chunk.tail(64) & c.DOTS) != 0)
        | bare_credit
    )
    peeled: Flags = head | tail | _reporting(chunk) | _vague(chunk)
    return peeled & (chunk.lengths <= LONGEST_CAPTION)


def _spread(chunk: _Chunk) -> "Flags":
    """Which lines may set every character apart: 施 政 報 告."""
    spaces = chunk.count(c.SPACE)
    found: Flags = (spaces >= 3) & (chunk.lengths - spaces <= 1.3 * (spaces + 1))
    return found


def _reporting(chunk: _Chunk) -> "Flags":
    """Which lines may begin with 「X表示，」: the end of such a verb before a comma."""
    import numpy as np

    classes = chunk.classes
    found = np.zeros(len(chunk.lines), dtype=np.bool_)
    verb = (classes[:-1] & c.VERB_LAST) != 0
    places = np.flatnonzero(verb & ((classes[1:] & c.COMMA) != 0)) + 1
    lines = chunk.lines_with(places)
    found[lines[places - chunk.starts[lines] <= 64]] = True
    # Spaces before the comma are not looked through by the pair above.
    blank = (classes & c.SPACE) != 0
    places = np.flatnonzero(blank[:-1] & ((classes[1:] & c.COMMA) != 0))
    found[chunk.lines_with(places)] = True
    return found


def _vague(chunk: _Chunk) -> "Flags":
    """Which lines may hold 日前, 早前 or 近日, also with noise between the two characters."""
    import numpy as np

    places = np.flatnonzero((chunk.classes & c.KEPT) != 0)
    codes = chunk.codes[places]
    first, second = codes[:-1], codes[1:]
    day, before, early, near = map(ord, "日前早近")
    pairs = ((second == before) & ((first == day) | (first == early))) | (
        (first == near) & (second == day)
    )
    found = np.zeros(len(chunk.lines), dtype=np.bool_)
    found[chunk.lines_with(places[:-1][pairs])] = True
    return found


def _asks_marks(chunk: _Chunk, *, prose: bool = False) -> "Codes":
    """Return which questions of `marks_by_asking` may be answered with yes, by line, as bits."""
    import numpy as np

    has, first, last, lengths = chunk.has, chunk.first, chunk.last, chunk.lengths
    short = lengths <= LONG
    # The patterns read a line with its spaces drawn together, and may find it shorter.
    asks = np.where(_gappy(chunk), ASK_END | ASK_LEADER if prose else ASK_ALL, 0).astype(np.uint32)
    asks[lengths == 0] = ASK_END

    def ask(question: int, flags: "Flags") -> None:
        asks[flags] |= np.uint32(question)

    # A bracket or a quotation mark behind the full stop, or a full stop of English.
    ask(ASK_END, short & ((last & (c.CLOSING | c.DOTS)) != 0))
    ask(ASK_LEADER, short & ((first & (c.LEADER | c.DIGIT)) != 0))
    if prose:
        return asks
    opens_plain = (first & c.ALNUM) != 0
    ask(ASK_FIELD, (lengths <= 40) & has(c.COLON))
    ask(ASK_POSED, short & has(c.POSE) & has(c.OPENING))
    rights = (lengths <= 80) & (has(c.RIGHTS) | has(c.LATIN))
    ask(ASK_MACHINE, short & (rights | _machine(chunk)))
    entries = chunk.count(c.MENU) + 1
    menu = (entries > 1) & (lengths <= 22 * entries)
    link = has(c.COLON) & (~opens_plain | ((first & c.LINK_FIRST) != 0))
    ask(ASK_NAVIGATION, (lengths <= 16) | ((lengths <= 120) & (menu | link)))
    ask(ASK_SECTION, (lengths <= 14) | ((lengths <= 24) & has(c.LATIN)))
    ask(ASK_NOISE, short & (~has(c.ALNUM) | ((first & c.TAG) != 0)))
    dated = has(c.DIGIT) & (6 * chunk.count(c.DIGIT) >= lengths)
    ask(ASK_MOMENT, (lengths <= 16) | ((lengths <= 60) & dated))
    named = ((first & c.BYLINE_FIRST) != 0) | ((last & c.PERSON) != 0)
    signed = has(c.COLON | c.SPACE | c.PERSON) & (~opens_plain | named)
    ask(ASK_BYLINE, (lengths <= 60) & signed)
    framed = has(c.COLON | c.PERSON | c.LATIN) | ((first & (c.OPENING | c.LABEL_FIRST)) != 0)
    ends = c.CREDIT_LAST | c.CLOSING | c.DOTS | c.CLAUSE_END | c.LABEL_FIRST
    ask(ASK_CREDIT, (lengths <= 30) & has(c.CREDIT) & (framed | ((last & ends) != 0)))
    return asks


def _gappy(chunk: _Chunk) -> "Flags":
    """Which lines have two spaces side by side."""
    import numpy as np

    space = (chunk.classes & c.SPACE) != 0
    places = np.flatnonzero(space[:-1] & space[1:])
    found = np.zeros(len(chunk.lines), dtype=np.bool_)
    found[chunk.lines_with(places[chunk.codes[places] != 10])] = True
    return found
