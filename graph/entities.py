"""The entity layer: built from the statements that are in the store, thrown away and built again.

The result is a function of the set of statements: not of the order in which articles were read, nor of what
the layer was before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from canbo.graph.bodies import Bodies, most_written
from canbo.graph.instruments import Instruments
from canbo.graph.iris import Iris, local_names
from canbo.graph.keys import name_key
from canbo.graph.meetings import Meetings
from canbo.graph.namespaces import TYPE, term
from canbo.graph.nodes import Described, Names
from canbo.graph.partition import swap
from canbo.graph.persons import Persons
from canbo.graph.rows import FigureRow, ParticipationRow, Rows, read_rows
from canbo.graph.store import Store
from canbo.graph.tenures import Tenures
from canbo.graph.units import describe, referenced_places, unit_at

FOLDERS = (
    "person", "body", "post", "tenure", "meeting", "participation", "instrument", "indicator", "place", "build",
    "software",
)  # fmt: skip
_CLASSES = (
    "foaf:Person", "org:FormalOrganization", "org:Post", "org:Membership", "schema:Event", "Participation",
    "Instrument", "Indicator", "schema:AdministrativeArea", "prov:Activity",
)  # fmt: skip


def rebuild_entities(store: Store) -> int:
    """Build the entity layer of `store` anew, in one transaction; return how many triples it has."""
    rows = read_rows(store.oxigraph)
    new = set(entity_quads(rows, store.iris))
    swap(store.oxigraph, _present(store), new)
    store.note(entities=True)
    return len(new)


def entity_quads(rows: Rows, iris: Iris) -> Iterator[ox.Quad]:
    """Yield the entity layer for these statements; a triple may come more than once."""
    names = Names(iris.base)
    persons = Persons(rows, iris)
    bodies = Bodies(rows, iris, names)
    meetings = Meetings(rows, iris, names, bodies)
    places = referenced_places(rows, iris)
    yield from persons.quads()
    yield from bodies.quads()
    yield from Tenures(rows, iris, persons, bodies).quads()
    yield from meetings.quads()
    yield from Instruments(rows, iris, names, meetings, unit_at(places, iris)).quads()
    yield from _participations(rows.participations, iris, persons, meetings)
    yield from _indicators(rows.figures, iris)
    yield from describe(places, iris)
    yield from _builds(rows.builds, iris)


def _present(store: Store) -> set[ox.Quad]:
    """Return the triples of the entity layer that is in the store."""
    below = tuple(f"{store.iris.base}{folder}/" for folder in FOLDERS)
    found: set[ox.Quad] = set()
    for name in _CLASSES:
        for quad in store.oxigraph.quads_for_pattern(None, TYPE, term(name)):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(below):
                found.update(store.oxigraph.quads_for_pattern(quad.subject, None, None))
    return found


def _participations(
    rows: tuple[ParticipationRow, ...], iris: Iris, persons: Persons, meetings: Meetings
) -> Iterator[ox.Quad]:
    grouped: dict[tuple[str, str, str], list[ParticipationRow]] = defaultdict(list)
    for row in rows:
        if meetings.local(row.meeting):
            grouped[persons.local(row), meetings.local(row.meeting), row.part].append(row)
    local = local_names({"|".join(key): f"{key[0]} {key[1]} {key[2].rpartition('/')[2]}" for key in grouped})
    for key, same in grouped.items():
        row = same[0]
        node = iris.entity("participation", local["|".join(key)])
        label = f"{row.person}: {meetings.label(row.meeting)}"
        yield from Described(node, "Participation", label, (r.iri for r in same), searched=False).quads()
        yield ox.Quad(node, term("participant"), persons.node(row))
        yield ox.Quad(node, term("inMeeting"), meetings.node(row.meeting))
        if row.part:
            yield ox.Quad(node, term("part"), ox.NamedNode(row.part))


def _indicators(rows: tuple[FigureRow, ...], iris: Iris) -> Iterator[ox.Quad]:
    """Yield the indicators: one for each phrase, whatever its case and the place of its tone marks."""
    grouped: dict[str, list[FigureRow]] = defaultdict(list)
    for row in rows:
        if row.indicator:
            grouped[name_key(row.indicator)].append(row)
    local = local_names({key: key for key in grouped})
    for key, same in grouped.items():
        node = iris.entity("indicator", local[key])
        label = most_written([row.indicator for row in same])
        yield from Described(node, "Indicator", label, (row.iri for row in same)).quads()
        yield ox.Quad(node, term("skos:prefLabel"), ox.Literal(label, language="vi"))


def _builds(builds: tuple[str, ...], iris: Iris) -> Iterator[ox.Quad]:
    for build in builds:
        node = ox.NamedNode(build)
        version = build.rpartition("/")[2]
        yield ox.Quad(node, TYPE, term("prov:Activity"))
        yield ox.Quad(node, term("prov:wasAssociatedWith"), iris.node(f"software/canbo-{version}"))
