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

from canbo.graph.iris import Iris
from canbo.graph.linking.delta import Delta
from canbo.graph.namespaces import DERIVED, TYPE, term, text
from canbo.graph.rows import Row

_WRITTEN = term("writtenAs")


class Shared(Protocol):
    """A kind of shared node. `predicates` are all that `describe` yields; a form may be empty (nothing is kept)."""

    folder: str
    predicates: tuple[str, ...]

    def of(self, row: Row) -> tuple[str, str] | None:
        """Return the local name of the node that a statement belongs to and how it is written, or None."""
        ...

    def describe(self, node: ox.NamedNode, forms: Iterable[str], row: Row) -> Iterator[ox.Quad]:
        """Yield the description of a node, from its forms and any one of its statements."""
        ...


def relink(kind: Shared, rows: Iterable[Row], iris: Iris) -> Iterator[ox.Quad]:
    """Yield all nodes of a kind for all statements of a store."""
    forms: dict[str, set[str]] = defaultdict(set)
    first: dict[str, Row] = {}
    for row in rows:
        found = kind.of(row)
        if found is None:
            continue
        local, form = found
        forms[local].add(form)
        first.setdefault(local, row)
        yield ox.Quad(iris.entity(kind.folder, local), DERIVED, ox.NamedNode(row.iri))
    for local, row in first.items():
        yield from _described(kind, iris.entity(kind.folder, local), forms[local], row)


def link(kind: Shared, delta: Delta, touched: Mapping[str, Row | None]) -> set[ox.NamedNode]:
    """Bring the nodes of a kind up to date where statements are new, changed or gone; return those whose label changed.

    `touched` has the statements by IRI, None for one that is gone.
    """
    now = {iri: found for iri, row in touched.items() if row is not None and (found := kind.of(row)) is not None}
    joined: dict[ox.NamedNode, set[str]] = defaultdict(set)
    for iri, (local, _) in now.items():
        joined[delta.iris.entity(kind.folder, local)].add(iri)
    left: dict[ox.NamedNode, set[str]] = defaultdict(set)
    for iri in touched:
        for node in delta.derived(iri, (kind.folder,)):
            left[node].add(iri)
    return {node for node in {*joined, *left} if _refresh(kind, delta, node, joined[node], left[node], now, touched)}


def _refresh(
    kind: Shared, delta: Delta, node: ox.NamedNode, joined: set[str], left: set[str],
    now: Mapping[str, tuple[str, str]], touched: Mapping[str, Row | None],
) -> bool:  # fmt: skip
    store = delta.store
    delta.remove(ox.Quad(node, DERIVED, ox.NamedNode(iri)) for iri in left)
    delta.add(ox.Quad(node, DERIVED, ox.NamedNode(iri)) for iri in joined)
    old = [q for name in kind.predicates for q in store.quads_for_pattern(node, term(name), None)]
    old += store.quads_for_pattern(node, _WRITTEN, None)
    delta.remove(old)
    others = (text(q.object) for q in store.quads_for_pattern(node, DERIVED, None))
    kept = (row for iri in others if iri not in touched and (row := delta.row(iri)) is not None)
    forms = {now[iri][1] for iri in joined}
    written = {text(q.object) for q in store.quads_for_pattern(node, _WRITTEN, None)}
    # Who only joins leaves every form as it is; where one left, another must be found that still writes so.
    missing = written - forms if left else set()
    forms |= written - missing
    row = next((touched[iri] for iri in sorted(joined)), None)
    while missing or row is None:
        other = next(kept, None)
        if other is None:
            break
        row = row or other
        found = kind.of(other)
        form = found[1] if found is not None else ""
        missing.discard(form)
        forms.add(form)
    new = list(_described(kind, node, forms, row)) if row is not None else []
    delta.add(new)
    label = term("rdfs:label")
    return {q for q in old if q.predicate == label} != {q for q in new if q.predicate == label} and bool(old)


def _described(kind: Shared, node: ox.NamedNode, forms: set[str], row: Row) -> Iterator[ox.Quad]:
    yield from kind.describe(node, sorted(forms), row)
    for form in forms - {""}:
        yield ox.Quad(node, _WRITTEN, ox.Literal(form))


def exists(store: ox.Store, node: ox.NamedNode) -> bool:
    """Tell whether a node is in the store."""
    return next(iter(store.quads_for_pattern(node, TYPE, None)), None) is not None
