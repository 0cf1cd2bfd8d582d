"""The triples of one article in the store: found by its IRI, replaced or removed in one transaction."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

Quads = set[ox.Quad]


def stored(store: ox.Store, article: str) -> Quads:
    """Return all triples whose subject is the article's node or one below it (`…/office/1`, `…/span/3-9`)."""
    below = article + "/"
    found: Quads = set()
    waiting = [ox.NamedNode(article)]
    seen = {article}
    while waiting:
        node = waiting.pop()
        own = list(store.quads_for_pattern(node, None, None))
        found.update(own)
        # Parts point at the article or its text, or a statement points at them; the rest of the graph is not walked.
        near = [quad.object for quad in own]
        near += [quad.subject for quad in store.quads_for_pattern(None, None, node)]
        for other in near:
            if isinstance(other, ox.NamedNode) and other.value.startswith(below) and other.value not in seen:
                seen.add(other.value)
                waiting.append(other)
    return found


def swap(store: ox.Store, old: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> None:
    """Take `old` out of the default graph and put `new` in, as one transaction: both happen, or neither."""
    old, new = set(old), set(new)
    gone, come = old - new, new - old
    if not gone:
        if come:
            store.extend(list(come))
        return
    update = f"DELETE DATA {{ {_data(gone)} }}"
    if come:
        update += f" ; INSERT DATA {{ {_data(come)} }}"
    store.update(update)


def _data(quads: Iterable[ox.Quad]) -> str:
    triples = [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads]
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
