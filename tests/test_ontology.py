"""The ontology and its concept schemes: consistent, labelled, declared, up to date, and able to find errors."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from canbo.extractors.article import read_article
from canbo.extractors.document import Document
from canbo.graph.bridge import memory_graph
from canbo.graph.linking.run import relink
from canbo.graph.mapping import article_quads
from canbo.graph.namespaces import SCHEMES
from canbo.graph.store import open_store
from canbo.graph.validation import shapes
from canbo.ontology import table, turtle

from .sample_graph import PREFIXES, good

ROOT = Path(__file__).resolve().parents[1]
CANBO = "https://w3id.org/canbo/def#"
# What OWL itself, RDF and XML Schema define needs no declaration.
BUILT_IN = (str(OWL), str(RDF), str(RDFS), "http://www.w3.org/2001/XMLSchema#")
KINDS = {
    OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.NamedIndividual, RDFS.Datatype,
}  # fmt: skip
reasoner = pytest.mark.skipif(importlib.util.find_spec("owlready2") is None, reason="needs canbo[reason]")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(data=turtle("canbo.ttl"), format="turtle")


@pytest.fixture(scope="module")
def schemes() -> Graph:
    graph = Graph().parse(data=turtle("schemes.ttl"), format="turtle")
    return graph.parse(data=turtle("indicators.ttl"), format="turtle")


@pytest.fixture(scope="module")
def data() -> Graph:
    """Return what the program itself writes of two example articles, entity layer included."""
    with open_store(mode="memory") as store:
        for path in sorted((ROOT / "examples" / "articles").glob("*.txt"))[:2]:
            document = Document.of(path.stem, path.read_text(encoding="utf-8"))
            store.replace_article(document.name, article_quads(read_article(document), store.iris))
        relink(store)
        return memory_graph(store.oxigraph)


def _parse(text: str) -> Graph:
    return Graph().parse(data=PREFIXES + text, format="turtle")


def _own(ontology: Graph) -> list[URIRef]:
    found = {s for kind in KINDS for s in ontology.subjects(RDF.type, kind)}
    return sorted(s for s in found if isinstance(s, URIRef) and s.startswith(CANBO))


def _terms(graph: Graph) -> set[str]:
    """Return the classes, properties and datatypes that a graph uses, and the canbo terms it points at."""
    used: set[Node] = set(graph.predicates()) | set(graph.objects(None, RDF.type))
    used |= {o.datatype for o in graph.objects() if isinstance(o, Literal) and o.datatype}
    used |= {o for o in graph.objects() if isinstance(o, URIRef) and o.startswith(CANBO)}
    return {str(term) for term in used if not str(term).startswith(BUILT_IN)}


def _declared(ontology: Graph) -> set[str]:
    return {str(s) for kind in KINDS for s in ontology.subjects(RDF.type, kind)}


# ---- The ontology -----------------------------------------------------------------------------------------------


def test_every_term_has_label_and_comment_in_both_languages(ontology: Graph) -> None:
    assert len(_own(ontology)) > 60
    for term in _own(ontology):
        for property_ in (RDFS.label, RDFS.comment):
            languages = [o.language for o in ontology.objects(term, property_) if isinstance(o, Literal)]
            assert sorted(map(str, languages)) == ["en", "vi"], f"{term} {property_}"


def test_foreign_terms_are_labelled_for_vietnamese_readers(ontology: Graph) -> None:
    kinds = KINDS - {OWL.AnnotationProperty}
    terms = {s for kind in kinds for s in ontology.subjects(RDF.type, kind) if isinstance(s, URIRef)}
    for term in terms:
        languages = {o.language for o in ontology.objects(term, RDFS.label) if isinstance(o, Literal)}
        assert {"vi", "en"} <= languages, term


def test_every_column_of_the_fact_tables_is_a_property(ontology: Graph) -> None:
    declared = _declared(ontology)
    namespaces = dict(ontology.namespaces())
    for facts in table("facts").values():
        assert CANBO + facts["class"] in declared
        for column in facts["columns"]:
            for name in (column["property"], column.get("concept", column["property"])):
                prefix, _, local = name.rpartition(":")
                assert str(namespaces[prefix or "canbo"]) + local in declared, name


def test_every_term_that_the_program_writes_is_declared(ontology: Graph, data: Graph) -> None:
    assert len(data) > 1000
    assert _terms(data) - _declared(ontology) == set()


def test_every_term_of_the_sample_the_shapes_and_the_schemes_is_declared(ontology: Graph, schemes: Graph) -> None:
    declared = _declared(ontology)
    assert _terms(_parse(good())) - declared == set()
    assert _terms(schemes) - declared == set()
    paths = {str(node) for node in shapes().all_nodes() if isinstance(node, URIRef)}
    shacl = (str(SH), "https://w3id.org/canbo/shape#", *BUILT_IN)
    assert {p for p in paths if not p.startswith(shacl)} - declared == set()


def test_a_term_that_is_not_declared_is_found(ontology: Graph) -> None:
    assert _terms(_parse("<x> canbo:personNam 'A B' .")) - _declared(ontology) == {CANBO + "personNam"}


def test_no_canbo_term_is_used_without_being_defined(ontology: Graph) -> None:
    used = {str(n) for n in ontology.all_nodes() | set(ontology.predicates()) if str(n).startswith(CANBO)}
    assert used <= _declared(ontology) | {CANBO}  # CANBO itself: the preferred namespace


def test_version_is_that_of_the_program(ontology: Graph) -> None:
    from canbo import __version__

    head = URIRef("https://w3id.org/canbo/def")
    assert str(ontology.value(head, OWL.versionInfo)) == __version__
    assert str(ontology.value(head, OWL.versionIRI)).endswith(f"/{__version__}")
    assert "creativecommons.org/licenses/by/4.0" in str(ontology.value(head, DCTERMS.license))


# ---- The reasoner -----------------------------------------------------------------------------------------------


@reasoner
def test_ontology_is_consistent_and_every_class_can_have_members() -> None:
    from canbo.graph.reasoning import check

    assert check().good


@reasoner
def test_sample_and_written_data_are_consistent(data: Graph) -> None:
    from canbo.graph.reasoning import check

    assert check(_parse(good()) + data).good


@reasoner
@pytest.mark.parametrize(
    "broken",
    [
        "<x> a foaf:Person, org:FormalOrganization .",
        "<x> a canbo:OfficeStatement, org:Membership .",
        "<x> a canbo:Instrument, schema:NewsArticle .",
        # What properties say of their ends: a figure with a role; a tenure of a place; a body that governs a person.
        "<x> a canbo:FigureStatement ; canbo:role <role/bi-thu> .",
        "<x> org:member <y> . <y> a schema:AdministrativeArea .",
        "<x> canbo:governs <y> . <y> a foaf:Person .",
        "<x> a canbo:OfficeStatement ; canbo:personName 'A B', 'C D' .",
    ],
)
def test_reasoner_finds_mixed_up_data(broken: str) -> None:
    from canbo.graph.reasoning import check

    assert not check(_parse(broken)).consistent


@reasoner
def test_reasoner_finds_a_broken_ontology() -> None:
    from canbo.graph.reasoning import check

    found = check(_parse("canbo:OfficeStatement rdfs:subClassOf foaf:Person ."))
    assert found.consistent
    assert not found.good
    assert found.unsatisfiable == (CANBO + "OfficeStatement",)


# ---- The concept schemes ----------------------------------------------------------------------------------------


def test_schemes_are_what_the_tables_give() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "make_schemes.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_every_scheme_of_the_mapping_is_there(schemes: Graph) -> None:
    found = {str(s).rpartition("/")[2] for s in schemes.subjects(RDF.type, SKOS.ConceptScheme)}
    assert found == set(SCHEMES.values())
    assert {row["id"] for row in table("concepts")["scheme"]} == found


def test_concepts_are_labelled_once_in_each_language(schemes: Graph) -> None:
    concepts = set(schemes.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) > 250
    for concept in concepts:
        labels = [o for o in schemes.objects(concept, SKOS.prefLabel) if isinstance(o, Literal)]
        assert sorted(str(label.language) for label in labels) == ["en", "vi"], concept
        hidden = set(schemes.objects(concept, SKOS.hiddenLabel))
        assert not hidden & set(labels), concept
        assert len(list(schemes.objects(concept, SKOS.inScheme))) == 1, concept


def test_no_two_concepts_of_a_scheme_share_a_label(schemes: Graph) -> None:
    for scheme in schemes.subjects(RDF.type, SKOS.ConceptScheme):
        members = list(schemes.subjects(SKOS.inScheme, scheme))
        for property_ in (SKOS.prefLabel, SKOS.notation):
            labels = Counter(label for one in members for label in schemes.objects(one, property_))
            assert [label for label, times in labels.items() if times > 1] == [], scheme


def test_place_kinds_are_those_of_the_gazetteer() -> None:
    assert {row["id"] for row in table("concepts")["place-kind"]} == set(table("place_kinds"))


def test_role_aliases_are_lower_case_and_lead_to_one_role() -> None:
    roles = table("roles")["role"]
    names = Counter(name for role in roles for name in {role["vi"].lower(), *role.get("aliases", ())})
    assert [name for name, times in names.items() if times > 1] == []
    assert [name for name in names if name != name.lower()] == []
    ids = {role["id"] for role in roles}
    assert len(ids) == len(roles)
    assert {short["role"] for short in table("roles")["short"]} <= ids
