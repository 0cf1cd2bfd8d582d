"""Persons: the same name is not the same person.

Within an article a name is one person. Two articles speak of one person only if the name is the same and they
give the name an office of the same named unit, or the same office of one central body; a person whose unit no
article names stays with that article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from canbo.graph.bodies import body_key, most_written
from canbo.graph.clusters import Clusters
from canbo.graph.iris import Iris, local_names
from canbo.graph.keys import name_key
from canbo.graph.namespaces import term
from canbo.graph.nodes import Described
from canbo.graph.rows import OfficeRow, ParticipationRow, Rows

Mention = tuple[str, str]  # article, key of the name


def mention(row: OfficeRow | ParticipationRow) -> Mention:
    """Return the person of a statement as its article knows them."""
    return row.article.iri, name_key(row.person)


class Persons:
    """All persons of a store, with their nodes."""

    def __init__(self, rows: Rows, iris: Iris) -> None:
        self._iris = iris
        self._written: dict[Mention, list[str]] = defaultdict(list)
        self._sources: dict[Mention, list[str]] = defaultdict(list)
        named: tuple[OfficeRow | ParticipationRow, ...] = (*rows.offices, *rows.participations)
        for row in named:
            self._written[mention(row)].append(row.person)
            self._sources[mention(row)].append(row.iri)
        self._sets = _linked(self._written, rows.offices)
        identities = [min(source for m in members for source in self._sources[m]) for members in self._sets]
        local = local_names({i: self._name(members) for i, members in zip(identities, self._sets, strict=True)})
        self._local = {m: local[i] for i, members in zip(identities, self._sets, strict=True) for m in members}

    def local(self, row: OfficeRow | ParticipationRow) -> str:
        """Return the last part of the IRI of a statement's person."""
        return self._local[mention(row)]

    def node(self, row: OfficeRow | ParticipationRow) -> ox.NamedNode:
        """Return the node of a statement's person."""
        return self._iris.entity("person", self.local(row))

    def quads(self) -> Iterator[ox.Quad]:
        """Yield the description of all persons."""
        for members in self._sets:
            node = self._iris.entity("person", self._local[members[0]])
            name = self._name(members)
            yield from Described(node, "foaf:Person", name, self._of(self._sources, members)).quads()
            yield ox.Quad(node, term("foaf:name"), ox.Literal(name))
            for other in sorted(set(self._of(self._written, members)) - {name}):
                yield ox.Quad(node, term("skos:altLabel"), ox.Literal(other, language="vi"))

    def _name(self, members: list[Mention]) -> str:
        # "NÔNG BÌNH CƯƠNG" stands in headings: a form with small letters is the name where there is one.
        written = list(self._of(self._written, members))
        return most_written([form for form in written if not form.isupper()] or written)

    @staticmethod
    def _of(found: dict[Mention, list[str]], members: list[Mention]) -> Iterable[str]:
        return (value for member in members for value in found[member])


def _linked(mentions: Iterable[Mention], offices: Iterable[OfficeRow]) -> list[list[Mention]]:
    signs: dict[tuple[str, ...], list[Mention]] = defaultdict(list)
    for row in offices:
        name = name_key(row.person)
        body = body_key(row)
        if row.place:
            signs[name, row.place].append(mention(row))
        elif body is not None and not body.scoped:
            signs[name, name_key(row.role_name), body.identity].append(mention(row))
    clusters = Clusters(mentions)
    for same in signs.values():
        clusters.join(same)
    return clusters.sets()
