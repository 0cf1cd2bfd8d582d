"""Nodes that many statements share by their key alone: bodies, posts, bodies in a term, indicators.

Which node a statement belongs to does not depend on any other statement, so an article adds itself to its nodes and
takes itself out of them, at a cost that does not grow with the number of articles that speak of the same body. Only
how a node is written depends on several statements: the forms are kept beside it (`:writtenAs`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

import pyoxigraph as ox

from canbo.graph.linking.delta import Delta
from canbo.graph.namespaces import DERIVED, term, text
from canbo.graph.rows import Row

_WRITTEN = term("writtenAs")


class Shared(Protocol):
    """A kind of shared node; a form may be empty (nothing is kept)."""

    @property
    def folder(self) -> str:
        """Return the folder of the nodes' IRIs."""
        ...

    @property
    def predicates(self) -> tuple[str, ...]:
        """Return the prefixed names of all properties that `describe` yields."""
        ...

    def of(self, row: Row) -> tuple[str, str] | None:
        """Return the local name of the node that a statement belongs to and how it is written, or None."""
        ...

    def describe(self, node: ox.NamedNode, forms: Iterable[str], row: Row) -> Iterator[ox.Quad]:
        """Yield the description of a node, from its forms and any one of its statements."""
        ...


def link(kind: Shared, delta: Delta, touched: Mapping[str, Row | None]) -> None:
    """Bring the nodes of a kind up to date where statements are new, changed or gone.

    `touched` has the statements by IRI, None for one that is gone.
    """
    joined: dict[ox.NamedNode, dict[str, str]] = defaultdict(dict)  # statement and form
    for iri, row in touched.items():
        found = kind.of(row) if row is not None else None
        if found is not None:
            joined[delta.iris.entity(kind.folder, found[0])][iri] = found[1]
    left: dict[ox.NamedNode, set[str]] = defaultdict(set)
    for iri in touched:
        for node in delta.derived(iri, (kind.folder,)):
            left[node].add(iri)
    for node in {*joined, *left}:
        delta.remove(ox.Quad(node, DERIVED, ox.NamedNode(iri)) for iri in left[node])
        delta.add(ox.Quad(node, DERIVED, ox.NamedNode(iri)) for iri in joined[node])
        old = [q for name in kind.predicates for q in delta.look(node, term(name), None)]
        delta.remove([*old, *delta.look(node, _WRITTEN, None)])
        forms, row = _forms(kind, delta, node, joined[node], touched, complete=not left[node])
        if row is not None:
            delta.add(described(kind, node, forms, row))


def _forms(
    kind: Shared,
    delta: Delta,
    node: ox.NamedNode,
    joined: Mapping[str, str],
    touched: Mapping[str, Row | None],
    *,
    complete: bool,
) -> tuple[set[str], Row | None]:
    """Return how a node is written, and one of its statements, None where it has none any more.

    Where no statement has left (`complete`) every form stays; else another statement must be found that writes so.
    """
    forms = set(joined.values())
    written = {text(q.object) for q in delta.look(node, _WRITTEN, None)}
    missing = set() if complete else written - forms
    forms |= written - missing
    row = touched[min(joined)] if joined else None
    sources = delta.look(node, DERIVED, None)
    kept = (
        one for quad in sources if (iri := text(quad.object)) not in touched and (one := delta.row(iri)) is not None
    )
    while missing or row is None:
        other = next(kept, None)
        if other is None:
            break
        row = row or other
        found = kind.of(other)
        if found is not None:
            missing.discard(found[1])
            forms.add(found[1])
    return forms, row


def described(kind: Shared, node: ox.NamedNode, forms: set[str], row: Row) -> Iterator[ox.Quad]:
    """Yield the description of a node with these forms, of which `row` is any one statement."""
    yield from kind.describe(node, sorted(forms), row)
    for form in forms - {""}:
        yield ox.Quad(node, _WRITTEN, ox.Literal(form))
