"""What changes in the entity layer: triples to add and to take out, gathered and then done as one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from canbo.graph.iris import Iris
from canbo.graph.linking.layer import Rewriting
from canbo.graph.linking.unnamed import UnnamedUnits
from canbo.graph.namespaces import DERIVED, text
from canbo.graph.rows import Reader, Row
from canbo.graph.store import Store

Subject = ox.NamedNode | ox.BlankNode | ox.Triple
_CHUNK = 200_000  # triples, about 100 MB


@dataclass
class Delta:
    """The change of one step of linking: looked up in `store`, done to `into`.

    Rows are those of the store with their unnamed units resolved.
    """

    store: ox.Store
    into: Store
    iris: Iris
    reader: Reader
    units: UnnamedUnits
    whole: Rewriting | None = None  # the whole layer is built anew, so nothing is looked up in the one that is there
    # In the order in which they came: those of a node lie side by side in the store and are found faster in a row.
    _add: dict[ox.Quad, None] = field(default_factory=dict)
    _remove: set[ox.Quad] = field(default_factory=set)

    @property
    def fresh(self) -> bool:
        """Tell whether the whole layer is built anew."""
        return self.whole is not None

    def look(
        self, node: Subject | None, predicate: ox.NamedNode | None, value: ox.NamedNode | ox.Literal | None
    ) -> Iterator[ox.Quad]:
        """Yield the triples of a pattern that the layer has which is brought up to date; a new one has none."""
        return iter(()) if self.whole is not None else self.store.quads_for_pattern(node, predicate, value)

    def row(self, iri: str) -> Row | None:
        """Return the statement of this IRI with its unit resolved, or None where there is none."""
        row = self.reader.row(iri)
        return None if row is None else self.units.resolved(row)

    def derived(self, iri: str, folders: Sequence[str]) -> list[ox.NamedNode]:
        """Return the nodes of these folders that are in the store and derived from a statement."""
        if self.whole is not None:
            return []
        below = tuple(f"{self.iris.base}{folder}/" for folder in folders)
        found = self.look(None, DERIVED, ox.NamedNode(iri))
        return [q.subject for q in found if isinstance(q.subject, ox.NamedNode) and q.subject.value.startswith(below)]

    def sources(self, node: ox.NamedNode) -> list[str]:
        """Return the statements that a node of the store is derived from."""
        return [text(quad.object) for quad in self.look(node, DERIVED, None)]

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Have these triples added; a new layer goes to the store as it comes and is never whole in memory."""
        self._add.update(dict.fromkeys(quads))
        if self.whole is not None and len(self._add) > _CHUNK:
            self.apply()

    def remove(self, quads: Iterable[ox.Quad]) -> None:
        """Have these triples taken out, unless they are added again."""
        self._remove.update(quads)

    def is_removed(self, quad: ox.Quad) -> bool:
        """Tell whether a triple of the store will be gone."""
        return quad in self._remove and quad not in self._add

    def drop(self, node: ox.NamedNode) -> None:
        """Have the whole description of a node taken out."""
        self.remove(self.look(node, None, None))

    def changed(self) -> set[ox.Quad]:
        """Return the triples that come or go, without those that are taken out and added again."""
        return self._add.keys() ^ self._remove

    def apply(self) -> None:
        """Do it, in one transaction; where the whole layer is new, in bulk: a run that is cut off begins again."""
        if self.whole is not None:
            self.whole.write(self._add)
        else:
            self.into.swap(self._remove, self._add)
        self._add.clear()
        self._remove.clear()
