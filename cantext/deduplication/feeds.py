"""Feeds: many short articles of one form, each closed by the same footers.

One article says little about which of its lines is what; a hundred of one form do. In most feeds as
many paragraphs follow the caption in every article, and that count is learned from the captions
that carry a credit. Where none does, a caption is known by the lead, which says it again.
"""

from collections import Counter
from collections.abc import Sequence

from cantext.deduplication.captions import caption_heads, label_captions
from cantext.deduplication.layout import Plan
from cantext.deduplication.model import Kind
from cantext.deduplication.outline import PARAGRAPH_SIZE
from cantext.deduplication.short_lines import Runs

# Of the articles with a credit, so many must have the same number of lines after it.
_REGULAR = 0.7
# Of the bigrams of a caption, as many come back in the paragraphs below it.
_SAID_AGAIN = 0.25
_SAID_AGAIN_IN_FORM = 0.1
_SHORTER = 0.85


def label_feed(plan: Plan, kinds: list[Kind | None]) -> None:
    """Label the articles of a feed one by one, and what stands between them."""
    regular = _regular_paragraphs(plan)
    slots = set() if regular else _said_again(plan)
    end = 0
    for first, stop in plan.articles:
        Runs(plan, kinds, end, first).label()
        _label_article(plan, kinds, first, stop, regular, slots)
        end = stop
    Runs(plan, kinds, end, len(plan.letters)).label()


def _regular_paragraphs(plan: Plan) -> int:
    """Return how many lines follow the last caption of most articles, 0 where that differs."""
    after: Counter[int] = Counter()
    for first, stop in plan.articles:
        lines = plan.letters[first:stop].replace("m", "")
        last = lines.rfind("C")
        if last > 0:
            after[len(lines) - 1 - last] += 1
    usual, count = after.most_common(1)[0] if after else (0, 0)
    return usual if count >= _REGULAR * after.total() else 0


def _label_article(
    plan: Plan, kinds: list[Kind | None], first: int, stop: int, regular: int, slots: set[int]
) -> None:
    filled, letters = plan.sheet.filled, plan.letters
    places = [p for p in range(first, stop) if kinds[filled[p]] is None and letters[p] != "m"]
    if places and letters[places[0]] in "tKLEusq":
        kinds[filled[places[0]]] = "headline"
        places = places[1:]
    if regular:
        texts = [place for place in places if letters[place] not in "BPN"]
        for place in texts[:-regular]:
            if plan.sheet.sizes[filled[place]] < PARAGRAPH_SIZE or letters[place] == "C":
                kinds[filled[place]] = "caption"
        for place in texts[-regular:]:
            if letters[place] in "SqOtu":
                kinds[filled[place]] = "body"
    else:
        for place in places:
            if filled[place] in slots:
                kinds[filled[place]] = "caption"
    label_captions(plan, kinds, caption_heads(plan, first, stop), first, stop)
    Runs(plan, kinds, first, stop).label()


def _said_again(plan: Plan) -> set[int]:
    """Return the lines between headline and lead that the lead says again, in a feed of such.

    One article proves nothing; where half of those with two paragraphs have one, it is their form.
    """
    sheet, letters = plan.sheet, plan.letters
    shares: dict[int, float] = {}
    asked = 0
    for first, stop in plan.articles:
        texts = [sheet.filled[place] for place in range(first, stop) if letters[place] in "SqO"]
        if len(texts) < 2:
            continue
        asked += 1
        one, *rest = texts
        if sheet.sizes[one] < min(PARAGRAPH_SIZE, _SHORTER * sheet.sizes[rest[0]]):
            shares[one] = _share_said(sheet.words[one], [sheet.words[i] for i in rest[:3]])
    said = sum(share >= _SAID_AGAIN for share in shares.values())
    if said < max(2, 0.5 * asked):
        return set()
    return {i for i, share in shares.items() if share >= _SAID_AGAIN_IN_FORM}


def _share_said(words: str, below: Sequence[str]) -> float:
    text = "\n".join(below)
    bigrams = [words[n : n + 2] for n in range(len(words) - 1)]
    return sum(bigram in text for bigram in bigrams) / max(1, len(bigrams))
