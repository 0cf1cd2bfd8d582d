"""Possible identities: two nodes that may be one, with the score that says why nobody can be sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from canbo.graph.iris import Iris, digest
from canbo.graph.linking.score import Score
from canbo.graph.namespaces import DERIVED, LABEL, TYPE, term

PERSONS, MEETINGS, INSTRUMENTS, UNITS = "person-link", "meeting-link", "instrument-link", "unit-link"
FOLDERS = (PERSONS, MEETINGS, INSTRUMENTS, UNITS)


def possible(  # noqa: PLR0917
    iris: Iris, folder: str, one: ox.NamedNode, other: ox.NamedNode, score: Score, sources: Iterable[str]
) -> Iterator[ox.Quad]:
    """Yield a link between two nodes that may be one and the same, derived from these statements."""
    first, second = sorted((one, other), key=lambda node: node.value)
    node = iris.entity(folder, digest(f"{first.value} {second.value}", 16))
    yield ox.Quad(node, TYPE, term("PossibleIdentity"))
    yield ox.Quad(node, LABEL, ox.Literal(f"{_local(first)} ? {_local(second)}", language="vi"))
    yield ox.Quad(node, term("between"), first)
    yield ox.Quad(node, term("between"), second)
    yield ox.Quad(node, term("score"), ox.Literal(_decimal(score.value), datatype=term("xsd:decimal")))
    for part in score.parts:
        yield ox.Quad(node, term("because"), ox.Literal(str(part)))
    for source in sources:
        yield ox.Quad(node, DERIVED, ox.NamedNode(source))


def _decimal(value: float) -> str:
    """Write a score as stores keep decimals: without idle zeros."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _local(node: ox.NamedNode) -> str:
    return node.value.rpartition("/")[2]
