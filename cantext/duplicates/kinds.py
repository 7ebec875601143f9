"""The kind of every line, from structure: where it stands, what recurs, how it ends.

Three layouts are told apart. *Paged* text (a PDF) has running headers with page numbers: those are
boilerplate and all else is the text. A *page* (scraped from the web) carries addresses, buttons and
photo credits: there headlines, captions and teasers are looked for; when one block of footers comes
back after every few lines it is a *feed* of short articles, whose usual form settles the doubtful
ones. Everything else is *plain* running text, of which nothing is taken for a caption lightly.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from cantext.duplicates.model import Kind
from cantext.duplicates.sheet import Sheet

Layout = Literal["paged", "feed", "page", "plain"]

_TITLE_LENGTH = (4, 60)
_HEADING_LENGTH = 40
# A title may be a question or a quotation, never a whole statement or half of one.
_UNTITLED_END = re.compile(r"[。；;，,、：:][」』”’\"')）]*\s*$")
_PARAGRAPH = 90  # Han characters: a caption is shorter


def layout_of(sheet: Sheet) -> Layout:
    """Return the layout of a document."""
    if sheet.furniture:
        return "paged"
    evidence = sum(
        1
        for i in sheet.filled
        if (shape := sheet.shapes[i]).machine
        or shape.navigation
        or shape.markup
        or shape.settled == "credit"
        or sheet.keys[i].credit
    )
    lines = len(sheet.filled)
    if evidence < 3 and not (evidence and lines <= 40):
        return "plain"
    if evidence < 0.03 * lines:
        return "plain"
    return "feed" if len(_feed_articles(sheet)) >= 3 else "page"


def kinds_of(sheet: Sheet) -> list[Kind]:
    """Return the kind of every line of a sheet, in order."""
    layout = layout_of(sheet)
    kinds: list[Kind | None] = [None] * len(sheet.lines)
    for i, shape in enumerate(sheet.shapes):
        kinds[i] = _settled(sheet, i, layout)
        if shape.markup:
            kinds[i] = "body"
    if layout == "paged":
        _label_paged(sheet, kinds)
    elif layout == "plain":
        _label_plain(sheet, kinds)
    elif layout == "feed":
        _label_feed(sheet, kinds)
    else:
        _label_page(sheet, kinds)
    return [kind or "body" for kind in kinds]


def _settled(sheet: Sheet, i: int, layout: Layout) -> Kind | None:
    shape = sheet.shapes[i]
    if shape.settled == "blank":
        return "blank"
    if i in sheet.furniture or i in sheet.footers:
        return "boilerplate"
    if shape.settled == "boilerplate":
        # An address in running text may be all that a footnote says; it stays.
        return "boilerplate" if layout != "paged" or not shape.machine else None
    if layout in ("page", "feed"):
        if shape.navigation:
            return "boilerplate"
        if shape.settled == "credit":
            return "credit"
        if shape.settled == "byline":
            return "byline"
    return None


# Feeds ------------------------------------------------------------------------------------------


def _machinery(sheet: Sheet, i: int) -> bool:
    shape = sheet.shapes[i]
    return i in sheet.footers or shape.machine or shape.navigation or shape.settled == "boilerplate"


def _feed_articles(sheet: Sheet) -> list[list[int]]:
    """Return the articles of a feed as lists of lines, or [] when the page is not a feed.

    In a feed the same block of footers follows every article.
    """
    runs: list[list[int]] = [[]]
    blocks: list[tuple[str, ...]] = []
    block: list[str] = []
    for i in sheet.filled:
        if sheet.shapes[i].markup:
            continue
        if _machinery(sheet, i):
            block.append("address" if sheet.shapes[i].machine else sheet.keys[i].words)
        else:
            if block:
                blocks.append(tuple(block))
                block = []
                runs.append([])
            runs[-1].append(i)
    if block:
        blocks.append(tuple(block))
    if len(blocks) < 3:
        return []
    usual, count = Counter(blocks).most_common(1)[0]
    # One address after each article is a feed too, but one 更多相片 between captions is not.
    if count < 0.6 * len(blocks) or "address" not in usual:
        return []
    articles = [run for run in runs if run]
    titled = sum(_may_be_title(sheet, run[0]) for run in articles)
    return articles if titled >= 0.6 * len(articles) else []


def _label_feed(sheet: Sheet, kinds: list[Kind | None]) -> None:
    articles = _feed_articles(sheet)
    after: Counter[int] = Counter()  # lines that follow the last caption known by its credit
    for article in articles:
        credited = [place for place, i in enumerate(article) if place and _credited(sheet, i)]
        if credited:
            after[len(article) - 1 - credited[-1]] += 1
    usual, count = after.most_common(1)[0] if after else (0, 0)
    regular = usual if usual and count >= 0.7 * after.total() else 0
    for article in articles:
        open_lines = [i for i in article if kinds[i] is None]
        if not open_lines:
            continue
        if _may_be_title(sheet, open_lines[0]):
            kinds[open_lines[0]] = "headline"
            open_lines = open_lines[1:]
        tail = open_lines[-regular:] if regular and len(open_lines) >= regular else []
        for place, i in enumerate(open_lines):
            if _credited(sheet, i):
                kinds[i] = "caption"
            elif i in tail or not regular:
                kinds[i] = None
            elif place < len(open_lines) - regular and sheet.shapes[i].han < _PARAGRAPH:
                kinds[i] = "caption"
        if not regular:
            _label_flow(sheet, kinds, article)


# Pages ------------------------------------------------------------------------------------------


def _label_page(sheet: Sheet, kinds: list[Kind | None]) -> None:
    _label_menus(sheet, kinds)
    _label_headlines(sheet, kinds)
    _label_teasers(sheet, kinds)
    _label_flow(sheet, kinds, sheet.filled)


def _label_menus(sheet: Sheet, kinds: list[Kind | None]) -> None:
    """Names of channels in a run of three or more, buttons among them, are a menu."""
    run: list[int] = []
    for i in [*sheet.filled, -1]:
        if i >= 0 and (sheet.shapes[i].channel or sheet.shapes[i].navigation):
            run.append(i)
            continue
        if len(run) >= 3:
            for member in run:
                kinds[member] = "boilerplate"
        run = []


def _label_headlines(sheet: Sheet, kinds: list[Kind | None]) -> None:
    """Call the first title-like line a headline, and one that a byline follows; and copies."""
    filled = sheet.filled
    clusters: set[int] = set()
    opened = False
    for place, i in enumerate(filled):
        if kinds[i] is not None or not _may_be_title(sheet, i) or sheet.shapes[i].bullet:
            opened = opened or (kinds[i] is None and sheet.shapes[i].sentence)
            continue
        following = next(
            (j for j in filled[place + 1 : place + 4] if not sheet.shapes[j].navigation), None
        )
        signed = following is not None and kinds[following] == "byline"
        # 「責任編輯：…」 closes a page: a headline has its text below.
        signed = signed and any(
            sheet.shapes[j].sentence or _credited(sheet, j) for j in filled[place + 2 : place + 9]
        )
        if signed or (not opened and not clusters):
            clusters.add(sheet.cluster[i])
    for i in filled:
        if kinds[i] is None and sheet.cluster[i] in clusters:
            kinds[i] = "headline"


def _label_teasers(sheet: Sheet, kinds: list[Kind | None]) -> None:
    """Call what stands under 相關新聞 and its like boilerplate, up to a blank or the next text."""
    filled = sheet.filled
    for place, i in enumerate(filled):
        if not sheet.shapes[i].related:
            continue
        kinds[i] = "boilerplate"
        for at in range(place + 1, min(place + 16, len(filled))):
            j = filled[at]
            signed = at + 1 < len(filled) and kinds[filled[at + 1]] == "byline"
            if signed or kinds[j] not in (None, "headline") or not _may_be_title(sheet, j):
                break
            if at > place + 1 and j - filled[at - 1] > 1 and kinds[j] == "headline":
                break  # after a blank a headline is one again
            kinds[j] = "boilerplate"


def _label_flow(sheet: Sheet, kinds: list[Kind | None], part: Sequence[int]) -> None:
    """Captions, list items, headings, lists of links and body among the open lines of `part`."""
    captions = _caption_clusters(sheet, kinds, part)
    for i in part:
        if kinds[i] is not None:
            continue
        shape = sheet.shapes[i]
        if sheet.cluster[i] in captions and shape.han < _PARAGRAPH:
            kinds[i] = "caption"
        elif shape.bullet and not (shape.enumerated and not shape.sentence):
            kinds[i] = "list_item"
        elif shape.enumerated and shape.han <= _HEADING_LENGTH and not shape.sentence:
            kinds[i] = "heading"
        elif "<" in sheet.keys[i].words and shape.han < 8:
            kinds[i] = "body"  # remains of markup: no words to count, but no heading either
        elif (
            shape.sentence or shape.han >= _PARAGRAPH or (shape.han >= 15 and _ends_open(sheet, i))
        ):
            kinds[i] = "body"
    _label_titles(kinds, part)


def _caption_clusters(sheet: Sheet, kinds: list[Kind | None], part: Sequence[int]) -> set[int]:
    """Return the clusters one of whose lines shows that it is a caption.

    It carries a credit or a label, or has a credit line below it. With captions on the page, a
    line that repeats is one too when a copy of it stands among captions, or when some copies end
    in a full stop and others do not, as no paragraph would.
    """
    captions: set[int] = set()
    open_lines = [i for i in part if kinds[i] is None and not sheet.shapes[i].enumerated]
    following = dict(pairwise(part))
    for i in open_lines:
        below = following.get(i)
        adjacent = below is not None and below - i <= 2 and kinds[below] == "credit"
        if _credited(sheet, i) or (adjacent and not sheet.shapes[i].bullet):
            captions.add(sheet.cluster[i])
    repeated = [
        i
        for i in open_lines
        if sheet.sizes[sheet.cluster[i]] > 1
        and 8 <= sheet.shapes[i].han < _PARAGRAPH
        and not sheet.shapes[i].bullet
        and sheet.cluster[i] not in captions
    ]
    stopped = {sheet.cluster[i] for i in repeated if sheet.shapes[i].sentence}
    captions |= stopped & {sheet.cluster[i] for i in repeated if not sheet.shapes[i].sentence}
    preceding = {after: before for before, after in pairwise(part)}

    def in_gallery(i: int) -> bool:
        above, below = preceding.get(i), following.get(i)
        if above is None or i - above > 1:
            return False
        if _opens_gallery(sheet, above):
            return True
        # Between captions; a paragraph that follows one is followed by something else.
        return sheet.cluster[above] in captions and (
            below is None
            or below - i > 1
            or sheet.shapes[below].navigation
            or sheet.cluster[below] in captions
        )

    while found := {
        sheet.cluster[i] for i in repeated if sheet.cluster[i] not in captions and in_gallery(i)
    }:
        captions |= found
    return captions


def _opens_gallery(sheet: Sheet, i: int) -> bool:
    """Whether the line is a button of a picture gallery: 更多相片."""
    words = sheet.keys[i].words
    return sheet.shapes[i].navigation and words.endswith(("相片", "图片", "照片", "图辑"))


def _label_titles(kinds: list[Kind | None], part: Sequence[int]) -> None:
    """Short lines that end no sentence: a heading opens text, three in a row are links."""
    place = 0
    while place < len(part):
        if kinds[part[place]] is not None:
            place += 1
            continue
        stop = place
        while stop < len(part) and kinds[part[stop]] is None:
            stop += 1
        run = part[place:stop]
        before_text = stop < len(part) and kinds[part[stop]] in ("body", "list_item", "caption")
        for position, i in enumerate(run):
            opens = before_text and position == len(run) - 1
            kinds[i] = "boilerplate" if len(run) >= 3 and not opens else "heading"
        place = stop


# Plain and paged text ---------------------------------------------------------------------------


def _label_plain(sheet: Sheet, kinds: list[Kind | None]) -> None:
    captions = {
        sheet.cluster[i]
        for i in sheet.filled
        if sheet.keys[i].credit and not sheet.shapes[i].enumerated
    }
    # A repeat with a label, a stamp or an ellipsis is a page's doing, whatever the page.
    captions |= {
        sheet.cluster[i]
        for i in sheet.filled
        if sheet.sizes[sheet.cluster[i]] > 1
        and not sheet.shapes[i].bullet
        and ((key := sheet.keys[i]).labelled or key.stamp or key.truncated)
    }
    titled = False
    for place, i in enumerate(sheet.filled):
        if kinds[i] is not None:
            continue
        shape = sheet.shapes[i]
        if sheet.cluster[i] in captions and not shape.enumerated and shape.han < _PARAGRAPH:
            kinds[i] = "caption"
        elif shape.enumerated and shape.han <= _HEADING_LENGTH and not shape.sentence:
            kinds[i] = "heading"
        elif shape.bullet and shape.han < 2 * _PARAGRAPH and not _numbered_paragraph(sheet, i):
            kinds[i] = "list_item"
        elif shape.sentence or shape.han > _HEADING_LENGTH:
            kinds[i] = "body"
        elif not titled and place == 0 and _may_be_title(sheet, i):
            kinds[i] = "headline"
        elif _ends_open(sheet, i):
            kinds[i] = "body"
        else:
            kinds[i] = "heading"
        titled = True


def _label_paged(sheet: Sheet, kinds: list[Kind | None]) -> None:
    """Only lines set apart by blanks may be headings; the rest is wrapped text."""
    last = len(sheet.lines) - 1
    for i in sheet.filled:
        if kinds[i] is not None:
            continue
        shape = sheet.shapes[i]
        alone = (i == 0 or sheet.shapes[i - 1].settled == "blank") and (
            i == last or sheet.shapes[i + 1].settled == "blank"
        )
        if not alone or shape.sentence or shape.han > 30 or _ends_open(sheet, i):
            kinds[i] = "body"
            continue
        neighbours = [j for j in (i - 2, i + 2) if 0 <= j <= last]
        listed = sum(
            sheet.shapes[j].settled != "blank"
            and not sheet.shapes[j].sentence
            and sheet.shapes[j].han <= 30
            for j in neighbours
        )
        kinds[i] = "list_item" if listed == 2 else "heading"


# Single lines -----------------------------------------------------------------------------------


def _may_be_title(sheet: Sheet, i: int) -> bool:
    shape = sheet.shapes[i]
    low, high = _TITLE_LENGTH
    if "<" in sheet.keys[i].words and shape.han < 2 * low:
        return False  # remains of markup
    if shape.settled or shape.credited or not low <= shape.han <= high:
        return False
    return not _UNTITLED_END.search(sheet.lines[i].text)


def _credited(sheet: Sheet, i: int) -> bool:
    key, shape = sheet.keys[i], sheet.shapes[i]
    return bool(key.credit or (key.labelled and not shape.bullet)) and shape.han < 2 * _PARAGRAPH


def _ends_open(sheet: Sheet, i: int) -> bool:
    """Whether the line ends in a comma or colon and goes on below: 「主席：」 is no heading."""
    return sheet.lines[i].text.rstrip().endswith(("，", ",", "、", "：", ":", "﹕", "︰"))


def _numbered_paragraph(sheet: Sheet, i: int) -> bool:
    return sheet.lines[i].text.lstrip()[:1].isdigit() and sheet.shapes[i].sentence
