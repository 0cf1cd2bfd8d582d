"""The units of the gazetteer that statements name, as nodes of the graph with the units above them."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from canbo.graph.concepts import concept
from canbo.graph.instruments import UnitAt
from canbo.graph.iris import Iris
from canbo.graph.keys import search_key, sort_key
from canbo.graph.namespaces import GSO_CODE, LABEL, TYPE, term
from canbo.graph.rows import Rows
from canbo.graph.scopes import Scope
from canbo.ontology import gazetteer
from canbo.ontology.gazetteer import Level, Unit

_LEVELS = {2: Level.PROVINCE, 3: Level.DISTRICT, 5: Level.COMMUNE}


def referenced_places(rows: Rows, iris: Iris) -> dict[str, Unit]:
    """Return the units that articles name and all units above them, by IRI."""
    named = {row.about for row in rows.articles}
    for row in (*rows.offices, *rows.meetings, *rows.figures):
        named.add(row.place)
    found: dict[str, Unit] = {}
    for iri in sorted(named):
        unit = _unit(iri, iris)
        while unit is not None:
            found[iris.place(unit).value] = unit
            unit = _above(unit)
    return found


def unit_at(places: dict[str, Unit], iris: Iris) -> UnitAt:
    """Return the function that finds the unit of a scope's levels which a place is or lies in."""

    def find(place: str, scope: Scope) -> str:
        unit = places.get(place)
        while unit is not None:
            if unit.level in scope.levels and (not scope.kinds or unit.kind in scope.kinds or len(scope.levels) == 1):
                return iris.place(unit).value
            unit = _above(unit)
        return ""

    return find


def describe(places: dict[str, Unit], iris: Iris) -> Iterator[ox.Quad]:
    """Yield the description of these units."""
    for iri, unit in places.items():
        node = ox.NamedNode(iri)
        yield ox.Quad(node, TYPE, term("schema:AdministrativeArea"))
        yield ox.Quad(node, LABEL, ox.Literal(unit.name, language="vi"))
        yield ox.Quad(node, term("skos:prefLabel"), ox.Literal(unit.name, language="vi"))
        yield ox.Quad(node, term("skos:notation"), ox.Literal(unit.code, datatype=GSO_CODE))
        yield ox.Quad(node, term("searchKey"), ox.Literal(search_key(unit.name)))
        yield ox.Quad(node, term("sortKey"), ox.Literal(sort_key(unit.name)))
        kind = concept("place-kind", unit.kind)
        if kind is not None:
            yield ox.Quad(node, term("placeKind"), kind)
        above = _above(unit)
        if above is not None:
            yield ox.Quad(node, term("dcterms:isPartOf"), iris.place(above))


def _unit(iri: str, iris: Iris) -> Unit | None:
    code = iri.rpartition("-")[2]
    level = _LEVELS.get(len(code))
    if level is None or not iri.startswith(f"{iris.base}place/"):
        return None
    return next((unit for unit in gazetteer.by_code(code, level) if iris.place(unit).value == iri), None)


def _above(unit: Unit) -> Unit | None:
    if unit.level is Level.PROVINCE:
        return None
    level = Level.DISTRICT if unit.level is Level.COMMUNE else Level.PROVINCE
    return next(iter(gazetteer.by_code(unit.parent, level)), None)
