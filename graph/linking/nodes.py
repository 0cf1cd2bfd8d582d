"""What all nodes of the entity layer have: a class, a label, keys for search and order, and their statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from canbo.graph.keys import search_key, sort_key
from canbo.graph.namespaces import DERIVED, LABEL, TYPE, term


@dataclass(frozen=True, slots=True)
class Described:
    """A node, its class (a prefixed name), its Vietnamese label and the statements it was built from."""

    node: ox.NamedNode
    cls: str
    label: str
    sources: Iterable[str]
    searched: bool = True

    def quads(self) -> Iterator[ox.Quad]:
        """Yield class, label, keys and sources."""
        yield ox.Quad(self.node, TYPE, term(self.cls))
        yield ox.Quad(self.node, LABEL, ox.Literal(self.label, language="vi"))
        if self.searched:
            yield ox.Quad(self.node, term("searchKey"), ox.Literal(search_key(self.label)))
            yield ox.Quad(self.node, term("sortKey"), ox.Literal(sort_key(self.label)))
        for source in self.sources:
            yield ox.Quad(self.node, DERIVED, ox.NamedNode(source))
