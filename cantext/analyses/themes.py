"""Dictionary-based content analysis: how often each concept and category is spoken of."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from cantext.analyses.over_texts import over_texts
from cantext.errors import UsageError
from cantext.lexicon.entry import ADOPTED
from cantext.result import Result
from cantext.segmentation.columns import TokenColumns, pieces_of
from cantext.segmentation.tokens import TokenBlock, is_word

Level = Literal["concept", "category"]
LEVELS: tuple[Level, ...] = ("concept", "category")


class Hit(NamedTuple):
    """An occurrence of a concept: the tokens of a block from `first` to `stop`, not included."""

    category: str
    concept: str
    first: int
    stop: int


class Example(NamedTuple):
    """An occurrence in context, as the author wrote it; `start` is its offset in the document."""

    document: str
    line: int
    left: str
    node: str
    right: str
    start: int


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A concept of the dictionary, all its forms counted together, or a category.

    `per_thousand` is per thousand words; `forms` are the spellings found, commonest first;
    `examples` are occurrences from all over the text, as many as were asked for. In the row of a
    category `concept` is None.
    """

    category: str
    concept: str | None
    count: int
    per_thousand: float
    documents: int
    forms: tuple[str, ...]
    examples: tuple[Example, ...] = ()


@over_texts("themes")
def themes(
    blocks: Iterable[TokenBlock],
    *,
    category: str | None = None,
    by: Level = "concept",
    examples: int = 0,
    width: int = 20,
    limit: int | None = None,
    hits: Callable[[TokenBlock], Iterable[Hit]] | None = None,
) -> Result[ThemeRow]:
    """Count the dictionary's concepts, each occurrence once, at the longest match.

    Abbreviations and former names count for their concept; what was the abbreviation of one body
    and is now another's counts for the one that bore it at the document's date, where that is
    known.

    Parameters
    ----------
    blocks
        Tokens, in blocks of which several may carry the same document; or texts: paths,
        documents or a corpus (see `cantext.analyses.over_texts`).
    category
        Concepts of one category alone.
    by
        `concept`, or `category` for a row each.
    examples
        How many occurrences each row shows; they are spread evenly over the text.
    width
        Characters of the line on either side of an example.
    limit
        How many rows; None for all.
    hits
        Finds the occurrences in a block, when they are not those of the dictionary: the `hits` of a
        `ThemeDictionary`.

    Returns
    -------
    Result
        Rows by count, then category and concept. `meta` gives the words of the text (`tokens`), the
        share of them under a concept of any category (`coverage`), and the totals by category.

    Raises
    ------
    UsageError
        When `by` is no level, or `examples` or `width` is negative.

    Examples
    --------
    >>> from cantext.corpus import Corpus
    >>> from cantext.documents.document import Document
    >>> corpus = Corpus.of([Document("a", "北部都會區，簡稱北都。")])
    >>> [(row.concept, row.count, row.forms) for row in themes(corpus.blocks()).rows]
    [('北部都會區', 2, ('北部都會區', '北都'))]
    """
    if by not in LEVELS:
        raise UsageError(f"by must be {' or '.join(LEVELS)}, not {by!r}")
    if examples < 0 or width < 0:
        raise UsageError(f"examples ({examples}) and width ({width}) must not be negative")
    pieces = None if hits or examples else pieces_of(blocks)
    if pieces is not None:
        concepts, categories, words, covered = _counted(pieces)
    else:
        concepts, categories, words, covered = _read(
            blocks, hits or dictionary_hits, examples, width
        )
    chosen = {key: found for key, found in concepts.items() if category in (None, key[0])}
    totals = {key: found for key, found in categories.items() if category in (None, key)}
    if by == "concept":
        rows = [_row(*key, found, words) for key, found in chosen.items()]
    else:
        rows = [_row(key, None, found, words) for key, found in totals.items()]
    rows.sort(key=lambda row: (-row.count, row.category, row.concept or ""))
    ranked = sorted(totals.items(), key=lambda item: (-item[1].count, item[0]))
    return Result(
        tuple(rows if limit is None else rows[: max(limit, 0)]),
        {
            "tokens": words,
            "concepts": len(chosen),
            "rows": len(rows),
            "coverage": covered / words if words else 0.0,
            "categories": [
                {
                    "category": name,
                    "count": found.count,
                    "per_thousand": _rate(found.count, words),
                    "documents": len(found.documents),
                }
                for name, found in ranked
            ],
            "parameters": {
                "category": category,
                "by": by,
                "examples": examples,
                "width": width,
                "limit": limit,
            },
            "formulae": {
                "per_thousand": "1000 × count / words of the text",
                "coverage": "words under a concept / words of the text",
            },
        },
    )


def dictionary_hits(block: TokenBlock) -> Iterator[Hit]:
    """Yield the occurrences of the dictionary's concepts, as segmentation found them."""
    for index, entry in block.entries.items():
        if entry.category != ADOPTED:  # a word of the text, no concept of a dictionary
            yield Hit(entry.category, entry.concept, index, index + 1)


@dataclass(slots=True)
class _Found:
    """What was found of a concept or a category so far."""

    wanted: int
    width: int
    count: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)
    examples: list[Example] = field(default_factory=list)
    # Every so-many-th occurrence is an example.
    step: int = 1

    def add(self, block: TokenBlock, hit: Hit) -> None:
        if hit.stop - hit.first == 1 and not self.wanted:
            form = block.texts[hit.first]
        else:
            example = _example(block, hit, self.width)
            form = example.node
            if self.wanted and self.count % self.step == 0:
                self.examples.append(example)
                if len(self.examples) == 2 * self.wanted:
                    # Thinned out whenever there are too many, so that memory stays flat.
                    del self.examples[1::2]
                    self.step *= 2
        self.forms[form] += 1
        self.documents.add(block.document)
        self.count += 1

    def spread(self) -> tuple[Example, ...]:
        """Return as many examples as are wanted, from all over the text."""
        have = len(self.examples)
        if have <= self.wanted:
            return tuple(self.examples)
        return tuple(self.examples[index * have // self.wanted] for index in range(self.wanted))


_Concepts: TypeAlias = dict[tuple[str, str], _Found]


def _read(
    blocks: Iterable[TokenBlock],
    find: Callable[[TokenBlock], Iterable[Hit]],
    examples: int,
    width: int,
) -> tuple[_Concepts, dict[str, _Found], int, int]:
    """Return what was found of concepts and categories, and the words in all and under them."""
    concepts: _Concepts = {}
    categories: dict[str, _Found] = {}
    words = covered = 0
    for block in blocks:
        # Counting types first: `is_word` is asked once a type, not once a token.
        words += sum(n for text, n in Counter(block.texts).items() if is_word(text))
        under: set[int] = set()
        for hit in find(block):
            under.update(range(hit.first, hit.stop))
            key = hit.category, hit.concept
            if key not in concepts:
                concepts[key] = _Found(examples, width)
            if hit.category not in categories:
                categories[hit.category] = _Found(examples, width)
            concepts[key].add(block, hit)
            categories[hit.category].add(block, hit)
        covered += sum(is_word(block.texts[index]) for index in under)
    return concepts, categories, words, covered


def _counted(pieces: Iterable[TokenColumns]) -> tuple[_Concepts, dict[str, _Found], int, int]:
    """Return the same of columns, for the dictionary's concepts without examples."""
    concepts: _Concepts = {}
    categories: dict[str, _Found] = {}
    words = covered = 0
    for piece in pieces:
        more_words, more_covered = _count_piece(piece, concepts, categories)
        words, covered = words + more_words, covered + more_covered
    return concepts, categories, words, covered


def _count_piece(
    columns: TokenColumns, concepts: _Concepts, categories: dict[str, _Found]
) -> tuple[int, int]:
    """Add what is found; return the words, and how many of them are under a concept."""
    import numpy as np

    totals = np.bincount(columns.ids, minlength=len(columns.types)).tolist()
    kinds = zip(columns.types, totals, strict=True)
    words = sum(count for kind, count in kinds if count and is_word(kind.text))
    covered = 0
    entries = [columns.entries.get(kind) if kind.concept else None for kind in columns.types]
    is_hit = np.array([e is not None and e.category != ADOPTED for e in entries], np.bool_)
    places = np.flatnonzero(is_hit[columns.ids]) if len(is_hit) else np.zeros(0, np.intp)
    n_documents = max(len(columns.documents), 1)
    cells = columns.ids[places].astype(np.int64) * n_documents + columns.owners[places]
    for cell, count in zip(
        *(each.tolist() for each in np.unique(cells, return_counts=True)), strict=True
    ):
        number, document = divmod(cell, n_documents)
        entry = entries[number]
        assert entry is not None
        form = columns.types[number].text
        covered += count if is_word(form) else 0
        for found in (
            concepts.setdefault((entry.category, entry.concept), _Found(0, 0)),
            categories.setdefault(entry.category, _Found(0, 0)),
        ):
            found.forms[form] += count
            found.documents.add(columns.documents[document])
            found.count += count
    return words, covered


def _example(block: TokenBlock, hit: Hit, width: int) -> Example:
    line = block.lines[bisect_right(block.bounds, hit.first) - 1]
    start, end = block.starts[hit.first] - line.start, block.ends[hit.stop - 1] - line.start
    text = line.text
    return Example(
        block.document,
        line.number,
        text[max(start - width, 0) : start],
        text[start:end],
        text[end : end + width],
        line.start + start,
    )


def _row(category: str, concept: str | None, found: _Found, words: int) -> ThemeRow:
    forms = sorted(found.forms, key=lambda form: (-found.forms[form], form))
    return ThemeRow(
        category=category,
        concept=concept,
        count=found.count,
        per_thousand=_rate(found.count, words),
        documents=len(found.documents),
        forms=tuple(forms),
        examples=found.spread(),
    )


def _rate(count: int, words: int) -> float:
    return 1000 * count / words if words else 0.0
