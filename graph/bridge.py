"""Oxigraph as rdflib sees it: the default graph of a store, and graphs in memory.

oxrdflib gives every string the datatype `xsd:string`, and rdflib (7.6) does not take that for equal to the string
without one that Turtle files give: `sh:in ("current" "former")` and `graph.value(node, p) == Literal("current")`
would never hold. Here strings come back plain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.query import Result
from rdflib.term import Literal, Node, URIRef

from canbo.graph.namespaces import PREFIXES, VOCABULARIES

_STRING = VOCABULARIES["xsd"] + "string"
_XSD_STRING = URIRef(_STRING)


class _PlainStore(OxigraphStore):  # type: ignore[misc, unused-ignore]
    """An Oxigraph store whose strings have no datatype."""

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        for (subject, predicate, obj), contexts in super().triples(triple_pattern, context):
            yield (subject, predicate, _plain(obj)), contexts

    def query(self, *args: Any, **kwargs: Any) -> Result:
        result = super().query(*args, **kwargs)
        if result.type == "SELECT":
            found = result.bindings
            result.bindings = [{name: _plain(value) for name, value in row.items()} for row in found]
        elif result.graph is not None:
            plain = Graph(bind_namespaces="none")
            for subject, predicate, obj in result.graph:
                plain.add((subject, predicate, _plain(obj)))
            result.graph = plain
        return result


def default_graph(database: ox.Store) -> Graph:
    """Return the default graph of an Oxigraph store as an rdflib graph with all prefixes bound; it is not a copy."""
    return _bound(Graph(_PlainStore(store=database), DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none"))


def memory_graph(quads: Iterable[ox.Quad]) -> Graph:
    """Return the triples of `quads` as an rdflib graph in memory with all prefixes bound."""
    graph = _bound(Graph(bind_namespaces="none"))
    for quad in quads:
        graph.add((_node(quad.subject), _iri(quad.predicate.value), _node(quad.object)))
    return graph


def _bound(graph: Graph) -> Graph:
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def _plain(node: Any) -> Any:
    return Literal(str(node)) if isinstance(node, Literal) and node.datatype == _XSD_STRING else node


def _node(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    if isinstance(node, ox.NamedNode):
        return _iri(node.value)
    if isinstance(node, ox.Literal):
        if node.language:
            return Literal(node.value, lang=node.language)
        kind = node.datatype.value
        return Literal(node.value, datatype=None if kind == _STRING else _iri(kind))
    raise TypeError(f"canbo has no {type(node).__name__} in its data")


@lru_cache(maxsize=65536)
def _iri(value: str) -> URIRef:
    return URIRef(value)
