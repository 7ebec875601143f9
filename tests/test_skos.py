"""The SKOS export, read by another program."""

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.namespace import DCTERMS, RDF, SKOS

from cantext.lexicon.entry import Entry
from cantext.lexicon.lexicon import Category
from cantext.lexicon.relations import Relation
from cantext.lexicon.skos import DEFAULT_BASE, skos_turtle

CATEGORIES = {
    "bodies": Category("bodies", "", "Bodies", "機構", "Who governs."),
    "bureaux": Category("bureaux", "bodies", "Bureaux", "決策局", 'The "bureaux".'),
    "places": Category("places", "", "Places", "地方", "Where."),
}
OLD = {"category": "bureaux", "valid_from": "2015", "valid_to": "2022-06-30", "source": "gov.hk"}
ENTRIES = [
    Entry("創新及科技局", "創新及科技局", english="Innovation and Technology Bureau", **OLD),
    Entry("創科局", "創新及科技局", "abbr", **OLD),
    Entry("創料局", "創新及科技局", "hidden", **OLD),
    Entry("創新科技及工業局", "創新科技及工業局", category="bureaux", english="ITIB"),
    Entry("創科局", "創新科技及工業局", "abbr", category="bureaux", english="the Bureau"),
    Entry('a <b> "c" \\ d%', 'a <b> "c" \\ d%', category="own"),
]
RELATIONS = [
    Relation("創新及科技局", "succeeded_by", "創新科技及工業局", "2022-07-01", "gov.hk"),
    Relation("創新及科技局", "transferred_to", "創新科技及工業局", "2020", "gov.hk"),
    Relation("創新及科技局", "succeeded_by", "不在此", "2022-07-01", "gov.hk"),
]


def graph_of(entries: list[Entry], base: str = DEFAULT_BASE) -> rdflib.Graph:
    text = "".join(skos_turtle(entries, CATEGORIES, RELATIONS, base=base))
    return rdflib.Graph().parse(data=text, format="turtle")


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return graph_of(ENTRIES)


def name(concept: str) -> rdflib.URIRef:
    return rdflib.URIRef(DEFAULT_BASE + concept)


def labels(graph: rdflib.Graph, concept: str, kind: rdflib.URIRef) -> set[tuple[str, str | None]]:
    found = graph.objects(name(concept), kind)
    return {(str(item), item.language) for item in found if isinstance(item, rdflib.Literal)}


def test_labels(graph: rdflib.Graph) -> None:
    assert labels(graph, "創新及科技局", SKOS.prefLabel) == {
        ("創新及科技局", "zh-Hant-HK"), ("Innovation and Technology Bureau", "en"),
    }  # fmt: skip
    assert labels(graph, "創新及科技局", SKOS.altLabel) == {("創科局", "zh-Hant-HK")}
    assert labels(graph, "創新及科技局", SKOS.hiddenLabel) == {("創料局", "zh-Hant-HK")}
    assert labels(graph, "創新科技及工業局", SKOS.prefLabel) == {
        ("創新科技及工業局", "zh-Hant-HK"), ("ITIB", "en"),
    }  # fmt: skip
    assert ("the Bureau", "en") in labels(graph, "創新科技及工業局", SKOS.altLabel)


def test_one_scheme_with_categories_above(graph: rdflib.Graph) -> None:
    (scheme,) = graph.subjects(RDF.type, SKOS.ConceptScheme)
    assert set(graph.subjects(RDF.type, SKOS.Concept)) == set(graph.subjects(SKOS.inScheme, scheme))
    broader = set(graph.objects(name("創新及科技局"), SKOS.broader))
    assert broader == {name("category/bureaux")}
    assert set(graph.objects(name("category/bureaux"), SKOS.broader)) == {name("category/bodies")}
    assert set(graph.subjects(SKOS.topConceptOf, scheme)) == {name("category/bodies")}
    definition = graph.value(name("category/bureaux"), SKOS.definition)
    assert str(definition) == 'The "bureaux".'
    assert name("category/places") not in set(graph.subjects())


def test_succession(graph: rdflib.Graph) -> None:
    replaced = list(graph.subject_objects(DCTERMS.isReplacedBy))
    assert replaced == [(name("創新及科技局"), name("創新科技及工業局"))]
    assert str(graph.value(name("創新及科技局"), DCTERMS.valid)) == "2015/2022-06-30"


def test_names_that_need_care(graph: rdflib.Graph) -> None:
    (odd,) = (c for c in graph.subjects(RDF.type, SKOS.Concept) if "%3Cb%3E" in str(c))
    (label,) = graph.objects(odd, SKOS.prefLabel)
    assert str(label) == 'a <b> "c" \\ d%'


def test_another_base() -> None:
    graph = graph_of(ENTRIES[:1], "https://example.org/terms/")
    assert rdflib.URIRef("https://example.org/terms/創新及科技局") in set(graph.subjects())


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=12), st.text(max_size=12))
def test_any_name_comes_back(term: str, english: str) -> None:
    graph = graph_of([Entry(term, term, english=english)])
    (concept,) = graph.subjects(RDF.type, SKOS.Concept)
    found = {str(item) for item in graph.objects(concept, SKOS.prefLabel)}
    assert found == ({term, english} if english else {term})


def test_no_label_is_of_two_kinds() -> None:
    """SKOS S13, for forms that differ in nothing that the export keeps."""
    graph = graph_of([Entry("甲", "甲"), Entry("甲", "甲", "alt"), Entry("乙", "甲", "alt"),
                      Entry("乙", "甲", "hidden")])  # fmt: skip
    kinds = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
    found = [{text for text, _ in labels(graph, "甲", kind)} for kind in kinds]
    assert found == [{"甲"}, {"乙"}, set()]
