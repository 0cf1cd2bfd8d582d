"""What certainly conforms does so for pyshacl too: on bad data of every kind, and on articles with a triple spoilt."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal, URIRef

from canbo.graph.bridge import memory_graph
from canbo.graph.conformance import conforms
from canbo.graph.iris import Iris
from canbo.graph.mapping import article_quads, article_triples
from canbo.graph.shape_functions import Shapes
from canbo.graph.triples import triples_of
from canbo.graph.validation import validate
from canbo.graph.verdicts import ShapeError

from .handmade import sin_ho
from .sample_graph import good
from .test_shapes import CASES, GOOD


def quads(graph: Graph) -> list[ox.Quad]:
    found = ox.parse(graph.serialize(format="nt").encode(), format=ox.RdfFormat.N_TRIPLES)
    return [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in found]


def changed(old: str, new: str) -> Graph:
    data = GOOD.replace(old, new, 1) if old else f"{GOOD}\n{new}"
    return Graph().parse(data=data, format="turtle")


def test_good_data_certainly_conform() -> None:
    assert conforms(triples_of(quads(Graph().parse(data=good(), format="turtle"))))
    assert conforms(article_triples(sin_ho(), Iris("https://w3id.org/canbo/")))


@pytest.mark.parametrize("shape", CASES)
def test_both_say_the_same_of_bad_data(shape: str) -> None:
    """Every shape has a case; a Warning keeps nothing out and is not looked for."""
    graph = changed(*CASES[shape])
    report = validate(graph)
    assert conforms(triples_of(quads(graph))) == report.conforms, [found.shape for found in report.violations]


ODD = [
    ox.Literal(""), ox.Literal(" "), ox.Literal("x" * 400), ox.Literal("current", language="vi"),
    ox.Literal("0123", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    ox.Literal("-5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    ox.Literal("1e3", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
    ox.Literal("2023-02-30", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")),
    ox.Literal("2023-13", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#gYearMonth")),
    ox.Literal("1999", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#gYear")),
    ox.NamedNode("http://example.org/x"), ox.NamedNode("https://w3id.org/canbo/status/former"),
]  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_what_certainly_conforms_conforms(seed: int) -> None:
    """One triple of good data is taken out, doubled with an odd value, or given one."""
    dice = random.Random(seed)
    found = quads(Graph().parse(data=good(), format="turtle"))
    victim = dice.choice(sorted(found, key=str))
    other = ox.Quad(victim.subject, victim.predicate, dice.choice([*ODD, dice.choice(found).object]))
    spoilt = {
        "without": [quad for quad in found if quad != victim],
        "beside": [*found, other],
        "instead": [other if quad == victim else quad for quad in found],
    }[dice.choice(["without", "beside", "instead"])]
    if conforms(triples_of(spoilt)):
        assert validate(memory_graph(spoilt)).conforms, (victim, other)


def test_a_construct_that_is_not_known_is_an_error() -> None:
    shape = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://example.org/> .
        :s a sh:PropertyShape ; sh:targetClass :C ; sh:path :p ; sh:equals :q ."""
    found = Shapes(triples_of(ox.parse(shape.encode(), format=ox.RdfFormat.TURTLE)))
    with pytest.raises(ShapeError, match="sh:equals"):
        found.shape("<http://example.org/s>")


def test_a_blank_node_and_a_language_are_left_to_pyshacl() -> None:
    found = article_quads(sin_ho(), Iris("https://w3id.org/canbo/"))
    blank = ox.Quad(ox.BlankNode(), ox.NamedNode("http://example.org/p"), ox.Literal("x"))
    assert not conforms(triples_of([*found, blank]))
    graph = memory_graph(found)
    name = URIRef("https://w3id.org/canbo/def#personName")
    office = next(graph.subjects(name, None))
    graph.set((office, name, Literal("Giàng A Páo", lang="vi")))
    assert conforms(triples_of(quads(graph))) == validate(graph).conforms
