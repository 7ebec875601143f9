"""Which lines of a page are captions, by what they carry, where they stand and what repeats them.

A line is a caption when it carries a credit or a label, stands above a credit, below 「更多相片」
or beside the number of a picture, or when copies of it stand among captions.
"""

from collections.abc import Sequence

from cantext.deduplication.layout import Plan
from cantext.deduplication.marks import ENUMERATED, NAVIGATION, POSED, SENTENCE
from cantext.deduplication.model import Kind
from cantext.deduplication.outline import PARAGRAPH_SIZE

# A caption that repeats says this much; what is longer than that without a credit is a paragraph.
_LEAST_SIZE = 8
_GALLERY_SIZE = 60


def caption_heads(plan: Plan, first: int, stop: int) -> set[int]:
    """Return the heads of the clusters whose lines are captions, of a part of `filled`."""
    sheet, letters = plan.sheet, plan.letters
    filled, marks, sizes, head = sheet.filled, sheet.marks, sheet.sizes, sheet.clusters.head
    repeats = sheet.clusters.sizes
    heads: set[int] = set()
    repeated: list[int] = []
    counters = letters.count("c", first, stop) >= 2
    for place in range(first, stop):
        letter, i = letters[place], filled[place]
        if letter == "C":
            heads.add(head[i])
            continue
        if letter not in "SqOtuL" or sizes[i] >= PARAGRAPH_SIZE or marks[i] & ENUMERATED:
            continue
        below = letters[place + 1 : place + 2] if place + 1 < stop else ""
        if (
            (below == "P" and filled[place + 1] - i <= 2 and letter != "L")
            or (marks[i] & POSED and letter != "L")
            or (counters and letter in "SqOtu" and letters[max(first, place - 1)] == "c")
        ):
            heads.add(head[i])
        elif head[i] in repeats and sizes[i] >= _LEAST_SIZE and letter != "L":
            repeated.append(place)
    if not heads and not _shows_pictures(letters, first, stop):
        return heads  # what comes back where no picture shows is a quotation or a refrain
    heads |= _unevenly_stopped(plan, repeated)
    heads |= _in_galleries(plan, first, stop, heads)
    _spread(plan, repeated, heads, first, stop)
    return heads


def _shows_pictures(letters: str, first: int, stop: int) -> bool:
    """Whether a credit, 「更多相片」 or the number of a picture stands in this part."""
    return any(letters.find(letter, first, stop) >= 0 for letter in "PGc")


def _unevenly_stopped(plan: Plan, repeated: Sequence[int]) -> set[int]:
    """Lines of which some copies end in a full stop and others do not, as no paragraph would."""
    sheet = plan.sheet
    stopped: set[int] = set()
    bare: set[int] = set()
    for place in repeated:
        i = sheet.filled[place]
        (stopped if sheet.marks[i] & SENTENCE else bare).add(sheet.clusters.head[i])
    return stopped & bare


def _in_galleries(plan: Plan, first: int, stop: int, known: set[int]) -> set[int]:
    """Sentences right below 「更多相片」, and two or more that come back together elsewhere."""
    sheet, letters = plan.sheet, plan.letters
    filled, head, repeats = sheet.filled, sheet.clusters.head, sheet.clusters.sizes
    heads: set[int] = set()
    run: list[int] = []
    open_gallery = False
    for place in range(first, stop + 1):
        letter = letters[place] if place < stop else "N"
        if letter in "Pc":
            continue
        i = filled[place] if place < stop else -1
        gap = place > first and place < stop and i - filled[place - 1] > 1
        if letter == "G":
            open_gallery = True
        elif letter not in "Sq" or gap or sheet.sizes[i] >= _GALLERY_SIZE:
            open_gallery = False
        if letter in "Sq" and open_gallery and head[i] not in repeats:
            heads.add(head[i])
        if letter in "Sq" and head[i] in repeats and not gap:
            run += [i] if head[i] not in known else []
            continue
        # A quotation that comes back is one line; a page in two versions brings its paragraphs.
        if len({head[j] for j in run}) >= 2 and all(sheet.sizes[j] < _GALLERY_SIZE for j in run):
            heads.update(head[j] for j in run)
        run = [i] if letter in "Sq" and head[i] in repeats and head[i] not in known else []
    return heads


def _spread(plan: Plan, repeated: Sequence[int], heads: set[int], first: int, stop: int) -> None:
    """Take in the repeated lines that stand below 「更多相片」 or between captions."""
    sheet, letters = plan.sheet, plan.letters
    filled, head = sheet.filled, sheet.clusters.head

    def in_gallery(place: int) -> bool:
        if place == first or filled[place] - filled[place - 1] > 1:
            return False
        if letters[place - 1] == "G":
            return True
        # Between captions; a paragraph that follows one is followed by something else.
        return head[filled[place - 1]] in heads and (
            place + 1 >= stop
            or filled[place + 1] - filled[place] > 1
            or bool(sheet.marks[filled[place + 1]] & NAVIGATION)
            or head[filled[place + 1]] in heads
        )

    while found := {
        head[filled[place]]
        for place in repeated
        if head[filled[place]] not in heads and in_gallery(place)
    }:
        heads |= found
    heads |= {
        head[filled[place]] for place in range(first + 1, stop - 1) if _among(plan, place, heads)
    }


def _among(plan: Plan, place: int, heads: set[int]) -> bool:
    """Whether a short line stands in the middle of a gallery: a copy with too many errors."""
    sheet = plan.sheet
    above, i, below = sheet.filled[place - 1 : place + 2]
    head, repeats = sheet.clusters.head, sheet.clusters.sizes
    return (
        plan.letters[place] in "Sqt"
        and below - above == 2
        and sheet.sizes[i] < _GALLERY_SIZE
        and head[i] not in repeats
        and all(head[j] in heads and head[j] in repeats for j in (above, below))
    )


def label_captions(
    plan: Plan, kinds: list[Kind | None], heads: set[int], first: int, stop: int
) -> None:
    """Call the lines of these clusters captions, of a part of `filled`.

    Not the first title of the part: a caption may say word for word what the headline says.
    """
    sheet, letters = plan.sheet, plan.letters
    titled = False
    for place in range(first, stop):
        i, letter = sheet.filled[place], letters[place]
        if letter == "t" and not titled:
            titled = True
        elif (
            kinds[i] is None
            and letter in "CSqOtusL"
            and sheet.clusters.head[i] in heads
            and (sheet.sizes[i] < PARAGRAPH_SIZE or letter == "C")
        ):
            kinds[i] = "caption"
