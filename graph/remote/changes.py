"""A change of the graph as SPARQL Update: only operations that can be done twice, small enough for every server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import pyoxigraph as ox

Quads = Iterable[ox.Quad]

_OPERATION = 1000  # triples: Virtuoso 7 refused INSERT DATA of 5,000 ("400"), and took twenty of 500 in one request
_REQUEST = 20_000  # triples: an article has about a thousand and so is one request


def n_triples(quads: Quads) -> bytes:
    """Return quads as N-Triples, whatever graph they are in."""
    triples = (ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def requests(gone: Quads, come: Quads, graph: str, last: Sequence[str] = ()) -> Iterator[str]:
    """Yield the updates that take `gone` out of a graph and put `come` in; the last one has the operations `last`, too.

    One request where that is possible, so that a server whose requests are transactions does all or nothing.
    """
    operations = [*_data("DELETE DATA", gone, graph), *_data("INSERT DATA", come, graph)]
    size = _REQUEST // _OPERATION
    while len(operations) > size:
        yield " ;\n".join(operations[:size])
        operations = operations[size:]
    if operations or last:
        yield " ;\n".join([*operations, *last])


def is_one_request(gone: int, come: int) -> bool:
    """Tell whether so many triples, out and in, are sent at once."""
    return -(-gone // _OPERATION) + -(-come // _OPERATION) <= _REQUEST // _OPERATION


def within(graph: str, triples: str) -> str:
    """Return triples or patterns in a named graph, or as they are where there is none."""
    return f"GRAPH <{graph}> {{ {triples} }}" if graph else triples


def _data(operation: str, quads: Quads, graph: str) -> Iterator[str]:
    # In the order of their text: the same change is the same request.
    rest = iter(sorted(quads, key=str))
    while some := list(islice(rest, _OPERATION)):
        yield f"{operation} {{ {within(graph, n_triples(some).decode())} }}"
