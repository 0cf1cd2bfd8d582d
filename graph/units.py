"""The units of the gazetteer that statements name, as nodes of the graph, with those above them and their successors.

A unit that is in the graph has all its successors there, as far as the gazetteer knows them for certain; a unit
since the reform has of those that it replaced only the ones that are there for another reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pyoxigraph as ox

from canbo.graph.concepts import concept
from canbo.graph.instruments import UnitAt
from canbo.graph.iris import Iris, dated
from canbo.graph.keys import search_key, sort_key
from canbo.graph.namespaces import GSO_CODE, LABEL, TYPE, term
from canbo.graph.rows import Rows
from canbo.graph.scopes import Scope
from canbo.ontology import gazetteer
from canbo.ontology.folding import old_spelling
from canbo.ontology.gazetteer import Share, Unit


def referenced_places(rows: Rows, iris: Iris) -> dict[str, Unit]:
    """Return the units that articles name or may mean, what they were replaced by, and all units above these, by IRI.

    A unit that was gone before the reform leads to one of its time and that to those since the reform; nothing more
    follows, so a district adds the five or ten communes that its area is in now, and their province.
    """
    named = {*(row.about for row in rows.articles), *rows.candidates}
    for row in (*rows.offices, *rows.meetings, *rows.figures):
        named.add(row.place)
    found: dict[str, Unit] = {}
    open_ = [unit for iri in sorted(named) if (unit := _unit(iri, iris)) is not None]
    while open_:
        unit = open_.pop()
        if iris.place(unit).value in found:
            continue
        found[iris.place(unit).value] = unit
        above = gazetteer.above(unit)
        open_ += [*_successors(unit), *([] if above is None else [above])]
    return dict(sorted(found.items()))


def unit_at(places: dict[str, Unit], iris: Iris) -> UnitAt:
    """Return the function that finds the unit of a scope's levels which a place is or lies in."""

    def find(place: str, scope: Scope) -> str:
        unit = places.get(place)
        while unit is not None:
            if unit.level in scope.levels and (not scope.kinds or unit.kind in scope.kinds or len(scope.levels) == 1):
                return iris.place(unit).value
            unit = gazetteer.above(unit)
        return ""

    return find


def describe(places: dict[str, Unit], iris: Iris) -> Iterator[ox.Quad]:
    """Yield the description of these units."""
    for iri, unit in places.items():
        node = ox.NamedNode(iri)
        yield ox.Quad(node, TYPE, term("schema:AdministrativeArea"))
        yield ox.Quad(node, LABEL, ox.Literal(unit.name, language="vi"))
        yield ox.Quad(node, term("skos:prefLabel"), ox.Literal(unit.name, language="vi"))
        if (other := old_spelling(unit.name)) != unit.name:
            yield ox.Quad(node, term("skos:altLabel"), ox.Literal(other, language="vi"))  # Hoà Bình beside Hòa Bình
        yield ox.Quad(node, term("skos:notation"), ox.Literal(unit.code, datatype=GSO_CODE))
        yield ox.Quad(node, term("searchKey"), ox.Literal(search_key(unit.name)))
        yield ox.Quad(node, term("sortKey"), ox.Literal(sort_key(unit.name)))
        kind = concept("place-kind", unit.kind)
        if kind is not None:
            yield ox.Quad(node, term("placeKind"), kind)
        above = gazetteer.above(unit)
        if above is not None:
            yield ox.Quad(node, term("dcterms:isPartOf"), iris.place(above))
        yield from _validity(node, unit)
        for successor in map(iris.place, _successors(unit)):
            yield ox.Quad(node, term("dcterms:isReplacedBy"), successor)
            yield ox.Quad(successor, term("dcterms:replaces"), node)


def _validity(node: ox.NamedNode, unit: Unit) -> Iterator[ox.Quad]:
    """Yield the first and last day; of a month in which a unit was gone, that month, as its day is not known."""
    if unit.since:
        yield ox.Quad(node, term("schema:validFrom"), dated(unit.since))
    if len(unit.until) == len(gazetteer.REFORM):
        last = date.fromisoformat(unit.until) - timedelta(days=1)
        yield ox.Quad(node, term("schema:validThrough"), dated(last.isoformat()))
    elif unit.until:
        yield ox.Quad(node, term("schema:validThrough"), dated(unit.until))


def _successors(unit: Unit) -> list[Unit]:
    return [one.new for one in gazetteer.succession(unit) if one.share is not Share.PERHAPS]


def _unit(iri: str, iris: Iris) -> Unit | None:
    below = f"{iris.base}place/"
    return gazetteer.by_id(iri.removeprefix(below)) if iri.startswith(below) else None
