"""The entity layer as triples of a store: what it consists of, and how a new one takes the place of another."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator

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
_PLACE = "schema:AdministrativeArea"
_PARTS = 256


class Rewriting:
    """A layer that is built anew over the one that is there, of which most stays as it was.

    A triple that the store has already is not written again, and what the new layer has no more is taken out at the
    end: nearly always that is little, and taking out and writing triples cost ten times as much as finding that they
    are there. Nothing of this is one transaction: what is cut off here is put right by who opens the store next.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._before = _count(store)
        # Hashes of what the new layer has, in parts, so that each can be sorted by itself: eight bytes a triple.
        self._new = [array("q") for _ in range(_PARTS)]
        self._added = 0

    def write(self, quads: Collection[ox.Quad]) -> None:
        """Have these triples in the store."""
        there = self._store.oxigraph
        come: Collection[ox.Quad] = quads
        if self._before:
            for quad in quads:
                found = hash(quad)
                self._new[found % _PARTS].append(found)
            come = [quad for quad in quads if quad not in there]
        if come:
            self._added += len(come)
            self._store.load(come)

    def finish(self) -> None:
        """Take out what the layer had before and has no more."""
        if not self._before:
            return
        for number, part in enumerate(self._new):
            self._new[number] = array("q", sorted(set(part)))
        # A triple that two steps made is added once and counted once, as those that were there are.
        if self._before + self._added != sum(map(len, self._new)):
            self._store.unload([quad for quad in _present(self._store) if not self._has(quad)])

    def _has(self, quad: ox.Quad) -> bool:
        found = hash(quad)
        part = self._new[found % _PARTS]
        at = bisect_left(part, found)
        return at < len(part) and part[at] == found


def _count(store: Store) -> int:
    """Return how many triples the entity layer has that is in the store."""
    return sum(_of_class(store, name) for name in CLASSES)


def _of_class(store: Store, name: str) -> int:
    # Places of articles have the class of units; all other classes are of the layer alone, and to see that a node is
    # below one of its folders takes longer than to count its triples.
    below = f'FILTER(STRSTARTS(STR(?node), "{store.iris.base}place/"))' if name == _PLACE else ""
    nodes = f"SELECT ?node {{ ?node a {term(name)} {below} }}"
    found = store.oxigraph.query(f"SELECT (COUNT(*) AS ?n) {{ {{ {nodes} }} ?node ?property ?value }}")
    assert isinstance(found, ox.QuerySolutions)
    return sum(int(one[0].value) for one in found)


def _present(store: Store) -> Iterator[ox.Quad]:
    """Yield the triples of the entity layer that is in the store."""
    below = tuple(f"{store.iris.base}{folder}/" for folder in FOLDERS)
    for name in CLASSES:
        for quad in list(store.oxigraph.quads_for_pattern(None, TYPE, term(name))):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(below):
                yield from store.oxigraph.quads_for_pattern(quad.subject, None, None)
