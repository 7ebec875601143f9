"""The main job: what a text keeps saying, and what its repeats did to the counts."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cantext.analyses.adoption import LEAST_AGREEMENT, adopt_words, occurrences
from cantext.analyses.collocations import CollocationRow, collocations
from cantext.analyses.commitments import commitments
from cantext.analyses.figure_rows import FigureRow
from cantext.analyses.figures import largest_amounts
from cantext.analyses.frequency import FrequencyRow, frequency
from cantext.analyses.groups import date_of
from cantext.analyses.over_texts import corpus_of
from cantext.analyses.report_context import CONCEPTS, WORDS, ReportContext, report_context
from cantext.analyses.terms import TermRow, terms
from cantext.analyses.themes import ThemeRow, themes
from cantext.corpus import Corpus
from cantext.deduplication.groups import find_duplicates
from cantext.deduplication.model import DuplicateGroup
from cantext.documents.texts import Texts
from cantext.result import Result
from cantext.segmentation.classifiers import marked
from cantext.segmentation.tokens import TokenBlock, kind_of
from cantext.statements.rows import CommitmentRow

# How many nodes the collocations section looks around, and how many collocates each shows.
_NODES = 6
_COLLOCATES = 6
_NODE_COUNT = 3
_EFFECTS = 10
# A term of one character says little, and most are function words.
_SHORTEST_TERM = 2


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A document that was read."""

    document: str
    characters: int
    lines: int
    dropped: int
    encoding: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class EffectRow:
    """A term whose count changes when repeats are left out."""

    term: str
    before: int
    after: int
    change: int


@dataclass(frozen=True, slots=True)
class Report:
    """The sections of a report, each strongest first, and the manifest of the run.

    `words` and `types` count the text that counts; `lines` and `dropped_lines` the text as read.
    `categories` are the dictionary's categories with the total of their concepts; `context` is for
    pages, and no section; `figures` are the largest amounts of money.
    """

    sources: tuple[SourceRow, ...]
    duplicates: tuple[DuplicateGroup, ...]
    effects: tuple[EffectRow, ...]
    terms: tuple[FrequencyRow, ...]
    themes: tuple[ThemeRow, ...]
    categories: tuple[tuple[str, int], ...]
    collocations: tuple[CollocationRow, ...]
    new_terms: tuple[TermRow, ...]
    commitments: tuple[CommitmentRow, ...]
    figures: tuple[FigureRow, ...]
    words: int
    types: int
    lines: int
    dropped_lines: int
    dropped_kinds: tuple[tuple[str, int], ...]
    coverage: float
    meta: Mapping[str, Any] = field(default_factory=dict)
    context: ReportContext | None = None

    def sections(self) -> dict[str, tuple[Any, ...]]:
        """Return the sections by the names of the output contract."""
        return {
            "sources": self.sources,
            "duplicates": self.duplicates,
            "effects": self.effects,
            "terms": self.terms,
            "themes": self.themes,
            "collocations": self.collocations,
            "new_terms": self.new_terms,
            "commitments": self.commitments,
            "figures": self.figures,
        }


def report(
    texts: Texts | Corpus,
    *,
    stopwords: frozenset[str] = frozenset(),
    top: int = 30,
    duplicates: Result[DuplicateGroup] | None = None,
    context_lines: int = 0,
) -> Report:
    """Analyse a corpus whole.

    Parameters
    ----------
    texts
        Paths or documents, whose repeats are dropped; or a corpus. Under the policy `drop`, repeats
        and boilerplate are not counted, and `effects` says what that changed; under `keep`
        everything counts and `effects` is empty.
    stopwords
        Left out of top terms and collocations.
    top
        Rows of the terms, of the new terms and of the largest amounts of money at most.
    duplicates
        What `find_duplicates` found in the documents, when that is known already.
    context_lines
        How many lines in context to gather of each term; with 0 the report has no `context`.

    Examples
    --------
    >>> from cantext.documents.document import Document
    >>> found = report(Document("a", "產學研合作，產學研項目，產學研基金。"))
    >>> [(row.term, row.count) for row in found.terms[:1]], found.words
    ([('產學研', 3)], 6)
    """
    corpus, adopted = adopt_words(corpus_of(texts, "drop"))
    blocks = list(corpus.blocks())
    counted = frequency(blocks, stopwords=stopwords, min_length=_SHORTEST_TERM)
    spoken = themes(blocks)
    top_terms = tuple(row for row in counted.rows if _is_content(row.term))
    sources = tuple(_source(corpus, index) for index in range(len(corpus.documents)))
    nodes = _nodes(spoken.rows, top_terms)
    pairs = _collocations(blocks, nodes, stopwords)
    new_terms = _new_terms(corpus, blocks, adopted)[:top]
    context = None
    if context_lines:
        context = report_context(
            list(marked(blocks, stopwords)),
            lengths=[(document.id, len(document.text)) for document in corpus.documents],
            words=[(row.term, row.count) for row in top_terms[: max(top, WORDS)]],
            concepts=[
                (row.category, row.concept)
                for row in spoken.rows[:CONCEPTS]
                if row.concept is not None
            ],
            nodes=dict(nodes),
            pairs=[(row.node, row.collocate) for row in pairs],
            new_terms=[row.term for row in new_terms],
            most=context_lines,
        )
    return Report(
        sources=sources,
        duplicates=(duplicates or find_duplicates(corpus.documents)).rows,
        effects=_effects(counted.rows, corpus.dropped_blocks(), stopwords),
        terms=top_terms[:top],
        themes=spoken.rows,
        categories=tuple((row["category"], row["count"]) for row in spoken.meta["categories"]),
        collocations=pairs,
        new_terms=new_terms,
        commitments=commitments(
            blocks, dates={document.id: date_of(document) for document in corpus.documents}
        ).rows,
        figures=largest_amounts(replace(corpus, advance=None), top),
        words=counted.meta["tokens"],
        types=counted.meta["types"],
        lines=sum(row.lines for row in sources),
        dropped_lines=sum(row.dropped for row in sources),
        dropped_kinds=_dropped_kinds(corpus),
        coverage=spoken.meta["coverage"],
        meta={
            "tokens": counted.meta["tokens"],
            "types": counted.meta["types"],
            "coverage": spoken.meta["coverage"],
            "categories": spoken.meta["categories"],
            "formulae": {**counted.meta["formulae"], **spoken.meta["formulae"]},
            "parameters": {"top": top},
            "adopted_words": list(adopted),
        },
        context=context,
    )


def _is_content(term: str) -> bool:
    return kind_of(term) in ("word", "latin")


def _nodes(
    spoken: Iterable[ThemeRow], top_terms: Iterable[FrequencyRow]
) -> list[tuple[str, tuple[str, ...]]]:
    """Return the dictionary's commonest concepts with their forms, made up with top terms."""
    nodes = [
        (row.concept, row.forms)
        for row in spoken
        if row.concept is not None and row.count >= _NODE_COUNT
    ][:_NODES]
    covered = {form for _, forms in nodes for form in forms}
    nodes += [
        (row.term, (row.term,))
        for row in top_terms
        if row.term not in covered and row.count >= _NODE_COUNT
    ]
    return nodes[:_NODES]


def _collocations(
    blocks: list[TokenBlock],
    nodes: Iterable[tuple[str, tuple[str, ...]]],
    stopwords: frozenset[str],
) -> tuple[CollocationRow, ...]:
    """Return the strongest collocates of each node."""
    found = []
    for name, forms in nodes:
        rows = collocations(blocks, node=forms, stopwords=stopwords, min_count=2).rows
        telling = [r for r in rows if _is_content(r.collocate) and len(r.collocate) > 1]
        found += [replace(row, node=name) for row in telling[:_COLLOCATES]]
    return tuple(found)


def _new_terms(
    corpus: Corpus, blocks: list[TokenBlock], adopted: Collection[str]
) -> tuple[TermRow, ...]:
    """Return what neither the dictionary nor the engine's vocabulary has as one word.

    What mostly begins or ends inside a word of the text (接計劃 of 對接|計劃) is a fragment.
    """
    segmenter = corpus.segmenter
    known = {entry.term for entry in segmenter.lexicon.entries()} - set(adopted)
    rows = [
        row
        for row in terms(corpus.lines(), known=known, new_only=True).rows
        if row.term in adopted or len(segmenter.pieces(row.term)) > 1
    ]
    standing = occurrences(blocks, [row.term for row in rows])
    return tuple(row for row in rows if standing[row.term].agreement >= LEAST_AGREEMENT)


def _effects(
    after: Iterable[FrequencyRow], dropped: Iterable[TokenBlock], stopwords: frozenset[str]
) -> tuple[EffectRow, ...]:
    counts = {row.term: row.count for row in after}
    gone = frequency(dropped, stopwords=stopwords, min_length=_SHORTEST_TERM)
    rows = [
        EffectRow(
            row.term, counts.get(row.term, 0) + row.count, counts.get(row.term, 0), -row.count
        )
        for row in gone.rows
        # What occurs only in what was left out is boilerplate itself, and no surprise.
        if _is_content(row.term) and row.term in counts
    ]
    rows.sort(key=lambda row: (row.change, row.term))
    return tuple(rows[:_EFFECTS])


def _dropped_kinds(corpus: Corpus) -> tuple[tuple[str, int], ...]:
    """Return how many lines of each kind were left out, most first."""
    if corpus.cleaning is None:
        return ()
    kinds = Counter(
        dropped.kind for document in corpus.cleaning.documents for dropped in document.dropped
    )
    return tuple(sorted(kinds.items(), key=lambda item: (-item[1], item[0])))


def _source(corpus: Corpus, index: int) -> SourceRow:
    document = corpus.documents[index]
    lines = sum(1 for _ in document.lines())
    kept = sum(1 for _ in corpus.kept_lines(index))
    return SourceRow(
        document.id,
        len(document.text),
        lines,
        lines - kept,
        document.encoding,
        document.metadata.get("date"),
    )
