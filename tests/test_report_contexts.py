"""What a page shows at a click: the occurrences behind each count of a report."""

from collections import Counter

import pytest
from parsed_pages import PAGE, SPEECH

import cantext
from cantext.analyses.report import Report, report
from cantext.analyses.report_context import pair_places, term_places, text_places
from cantext.corpus import Corpus
from cantext.documents.document import Document
from cantext.lexicon.stopwords import load_stopwords
from cantext.render.page import render_report_page


@pytest.fixture(scope="module")
def found() -> Report:
    corpus = Corpus.of(cantext.read([PAGE, SPEECH]), duplicates="drop")
    return report(corpus, stopwords=load_stopwords(), context_lines=10)


def test_contexts_have_the_counts_of_the_rows(found: Report) -> None:
    context = found.context
    assert context is not None
    for word, count in context.words:
        assert context.terms[word].total == count
    for row in found.themes:
        assert row.concept is not None
        assert context.concepts[row.category, row.concept].total == row.count
    for pair in found.collocations:
        assert context.pairs[pair.node, pair.collocate].total == pair.count
    for term in found.new_terms:
        assert context.new_terms[term.term].total == term.count
    assert len(context.terms) == 100
    assert len(context.positions) == 10


def test_context_lines_and_positions_are_the_text(found: Report) -> None:
    context = found.context
    assert context is not None
    documents = {document.id: document for document in cantext.read([PAGE, SPEECH])}
    lines = {(d.id, line.number): line.text for d in documents.values() for line in d.lines()}
    groups = (context.terms, context.concepts, context.pairs, context.new_terms)
    for occurrences in groups:
        for shown in occurrences.values():
            for line in shown.lines:
                assert f"{line.left}{line.node}{line.right}" in lines[line.document, line.line]
    text = "".join(document.text for document in documents.values())
    for word, positions in context.positions.items():
        assert len(positions) == context.terms[word].total
        assert all(text[place : place + len(word)] == word for place in positions)
    assert context.length == len(text)


def test_context_lines_come_from_all_over_the_text() -> None:
    text = "".join(f"第{number}段談房屋。\n" for number in range(100))
    made = report(Corpus.of([Document("a", text)]), context_lines=10)
    assert made.context is not None
    shown = made.context.terms["房屋"]
    assert shown.total == 100
    assert [line.line for line in shown.lines] == list(range(1, 101, 10))


PLACES = [
    ("政府推動產學研。", ["產學研"], [4]),
    ("甲甲甲", ["甲甲"], [0, 1]),
    ("M+與M+館，XM+", ["M+"], [0, 3]),
    ("AI、MAIN、AI", ["AI"], [0, 8]),
    ("無", ["有"], []),
]


@pytest.mark.parametrize(("text", "wanted", "expected"), PLACES)
def test_texts_are_found_wherever_they_stand(
    text: str, wanted: list[str], expected: list[int]
) -> None:
    blocks = list(Corpus.of([Document("a", text)]).blocks())
    found = text_places(blocks, wanted)[wanted[0]]
    assert [start for _, _, start, _ in found] == expected


PAIRS = [
    ("政府推動房屋。", "政府", "房屋", ["政府推動房屋"]),
    ("房屋由政府推動，政府有房屋", "政府", "房屋", ["房屋由政府", "政府有房屋"]),
    ("政府。房屋", "政府", "房屋", []),  # another sentence
    ("政府\n房屋", "政府", "房屋", []),  # another line
    ("政府，，，、、、，，，房屋", "政府", "房屋", ["政府，，，、、、，，，房屋"]),  # no distance
    ("政府房屋政府", "政府", "房屋", ["政府房屋"]),  # the first of two as near
    ("房屋、政府", "政府", "房屋", ["房屋、政府"]),
    ("政府、房屋、" * 9_999, "政府", "房屋", ["政府、房屋"] * 9_999),  # no time of its square
]


@pytest.mark.parametrize(("text", "node", "collocate", "expected"), PAIRS)
def test_pairs_are_found_within_the_span(
    text: str, node: str, collocate: str, expected: list[str]
) -> None:
    blocks = list(Corpus.of([Document("a", text)]).blocks())
    found = pair_places(blocks, [node], [collocate])[collocate]
    assert [text[start:end] for _, _, start, end in found] == expected


def test_documents_of_one_name_are_one_in_the_plot() -> None:
    documents = [Document("a", "房屋房屋。" * 9), Document("a", "房屋")]
    made = report(Corpus.of(documents), context_lines=3)
    assert made.context is not None
    assert max(made.context.positions["房屋"]) < made.context.length == 47
    assert "房屋" in render_report_page(made, made.meta, "en")


def test_terms_are_tokens() -> None:
    blocks = list(Corpus.of([Document("a", "香港大部分人在香港。")]).blocks())
    texts = Counter(text for block in blocks for text in block.texts)
    assert len(term_places(blocks, ["香港"])["香港"]) == texts["香港"]
