"""Dictionary-based content analysis: how often each concept and category is spoken of."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cantext.lexicon.entry import ADOPTED
from cantext.result import Result
from cantext.segment.tokens import TokenBlock, is_word


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A concept of the dictionary: all its forms counted together.

    `per_thousand` is per thousand words; `forms` are the spellings found, commonest first.
    """

    category: str
    concept: str
    count: int
    per_thousand: float
    documents: int
    forms: tuple[str, ...]


def themes(
    blocks: Iterable[TokenBlock], *, category: str | None = None, limit: int | None = None
) -> Result[ThemeRow]:
    """Count the dictionary's concepts, each occurrence once, at the longest match.

    Abbreviations and former names count for their concept. `meta` gives the words of the text, the
    share of them under a concept (`coverage`), and the totals by category.

    >>> from cantext.corpus import Corpus
    >>> from cantext.documents.document import Document
    >>> corpus = Corpus.of([Document("a", "北部都會區，簡稱北都。")])
    >>> [(row.concept, row.count, row.forms) for row in themes(corpus.blocks()).rows]
    [('北部都會區', 2, ('北部都會區', '北都'))]
    """
    counts: Counter[tuple[str, str]] = Counter()
    forms: dict[tuple[str, str], Counter[str]] = {}
    documents: dict[tuple[str, str], set[str]] = {}
    words = 0
    for block in blocks:
        # Counting types first: `is_word` is asked once a type, not once a token.
        words += sum(n for text, n in Counter(block.texts).items() if is_word(text))
        for index, entry in block.entries.items():
            if entry.category == ADOPTED:  # a word of the text, no concept of a dictionary
                continue
            key = (entry.category, entry.concept)
            counts[key] += 1
            forms.setdefault(key, Counter())[block.texts[index]] += 1
            documents.setdefault(key, set()).add(block.document)
    rows = [
        ThemeRow(
            category=key[0],
            concept=key[1],
            count=count,
            per_thousand=1000 * count / words if words else 0.0,
            documents=len(documents[key]),
            forms=tuple(sorted(forms[key], key=lambda form: (-forms[key][form], form))),
        )
        for key, count in counts.items()
        if category is None or key[0] == category
    ]
    rows.sort(key=lambda row: (-row.count, row.category, row.concept))
    by_category: Counter[str] = Counter()
    for row in rows:
        by_category[row.category] += row.count
    ranked = sorted(by_category.items(), key=lambda item: (-item[1], item[0]))
    return Result(
        tuple(rows[:limit]),
        {
            "tokens": words,
            "concepts": len(rows),
            "coverage": sum(counts.values()) / words if words else 0.0,
            "categories": [{"category": name, "count": count} for name, count in ranked],
            "parameters": {"category": category, "limit": limit},
            "formulae": {
                "per_thousand": "1000 × count / words of the text",
                "coverage": "tokens under a concept / words of the text",
            },
        },
    )
