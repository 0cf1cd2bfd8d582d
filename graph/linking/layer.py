"""The entity layer as triples of a store: what it consists of, and how it is taken out."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from canbo.graph.linking import links
from canbo.graph.namespaces import TYPE, term
from canbo.graph.store import Store

FOLDERS = (
    "person", "body", "body-in-term", "post", "tenure", "succession", "meeting", "participation", "instrument",
    "indicator", "place", "unnamed-unit", *links.FOLDERS, "judgement", "build", "software",
)  # fmt: skip
CLASSES = (
    "foaf:Person", "org:FormalOrganization", "BodyInTerm", "org:Post", "org:Membership", "Succession", "schema:Event",
    "Participation", "Instrument", "Indicator", "schema:AdministrativeArea", "UnnamedUnit", "PossibleIdentity",
    "Judgement", "prov:Activity",
)  # fmt: skip


def clear(store: Store) -> None:
    """Take the whole entity layer out of `store`."""
    store.note(entities=False)
    # Not in one transaction: what is cut off here is taken out by who opens the store next.
    store.unload(list(_present(store)))


def _present(store: Store) -> Iterator[ox.Quad]:
    """Yield the triples of the entity layer that is in the store."""
    below = tuple(f"{store.iris.base}{folder}/" for folder in FOLDERS)
    for name in CLASSES:
        for quad in list(store.oxigraph.quads_for_pattern(None, TYPE, term(name))):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(below):
                yield from store.oxigraph.quads_for_pattern(quad.subject, None, None)
