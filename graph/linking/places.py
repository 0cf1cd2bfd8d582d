"""The units of the gazetteer that statements name, as nodes of the graph, with those above them and their successors.

A unit that is in the graph has all its successors there, as far as the gazetteer knows them for certain; a unit
since the reform has of those that it replaced only the ones that are there for another reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import pyoxigraph as ox

from canbo.graph.concepts import concept
from canbo.graph.iris import Iris, dated
from canbo.graph.keys import search_key, sort_key
from canbo.graph.linking.bodies import place_unit
from canbo.graph.linking.delta import Delta
from canbo.graph.namespaces import GSO_CODE, LABEL, TYPE, term, text
from canbo.ontology import gazetteer, table
from canbo.ontology.folding import old_spelling
from canbo.ontology.gazetteer import Share, Unit

FOLDER = "place"
_REPLACES = term("dcterms:replaces")


def closure(named: Iterable[str], iris: Iris) -> dict[str, Unit]:
    """Return the units that these places are, what they were replaced by, and all units above these, by IRI.

    A unit that was gone before the reform leads to one of its time and that to those since the reform; nothing more
    follows, so a district adds the five or ten communes that its area is in now, and their province.
    """
    found: dict[str, Unit] = {}
    open_ = [unit for iri in sorted(named) if (unit := place_unit(iri, iris)) is not None]
    while open_:
        unit = open_.pop()
        if iris.place(unit).value in found:
            continue
        found[iris.place(unit).value] = unit
        above = gazetteer.above(unit)
        open_ += [*_successors(unit), *([] if above is None else [above])]
    return dict(sorted(found.items()))


def all_named(store: ox.Store) -> set[str]:
    """Return the places that articles name, and figures; those of other statements are in their rows."""
    figures = f"?any a {term(table('facts')['indicators']['class'])} ; {term('place')} ?place"
    places: set[str] = set()
    for pattern in (f"?any {term('about')} ?place", f"?any {term('placeCandidate')} ?place", figures):
        found = store.query(f"SELECT DISTINCT ?place {{ {pattern} }}")
        assert isinstance(found, ox.QuerySolutions)
        places |= {one[0].value for one in found}
    return places


def named(store: ox.Store, article: str, statements: Iterable[str]) -> Iterator[str]:
    """Yield the places that an article names: its own, and those of its statements."""
    for iri, name in [(article, "about"), *((iri, name) for iri in statements for name in ("place", "placeCandidate"))]:
        for quad in store.quads_for_pattern(ox.NamedNode(iri), term(name), None):
            yield text(quad.object)


def governed(delta: Delta, statements: Iterable[str]) -> set[str]:
    """Return the places of the bodies of the store that are derived from these statements."""
    bodies = {node for iri in statements for node in delta.derived(iri, ("body",))}
    return {text(quad.object) for node in bodies for quad in delta.look(node, term("governs"), None)}


def link(delta: Delta, before: Iterable[str], now: Iterable[str]) -> None:
    """Bring the units up to date where articles named the places `before` and name `now` others."""
    needed = closure(now, delta.iris)
    delta.add(describe(needed, delta.iris))
    waiting = [iri for iri in closure(before, delta.iris) if iri not in needed]
    gone: set[str] = set()
    while waiting:
        iri = waiting.pop()
        node = ox.NamedNode(iri)
        if iri in gone or not _unneeded(delta, node, gone):
            continue
        gone.add(iri)
        delta.drop(node)
        delta.remove(delta.look(None, _REPLACES, node))
        for name in ("dcterms:isPartOf", "dcterms:isReplacedBy"):
            waiting += [text(quad.object) for quad in delta.look(node, term(name), None)]


def _unneeded(delta: Delta, node: ox.NamedNode, gone: set[str]) -> bool:
    """Tell whether nothing in the store leads to a unit but units that go, and the unit that it was replaced by."""
    for quad in delta.look(None, None, node):
        if quad.predicate != _REPLACES and text(quad.subject) not in gone and not delta.is_removed(quad):
            return False
    return True


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
