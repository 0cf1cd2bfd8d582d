"""From the words of a column to a concept of `ontology/schemes.ttl` or, for indicators, `ontology/indicators.ttl`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pyoxigraph as ox

from canbo.graph.keys import name_key
from canbo.graph.namespaces import CONCEPTS, SCHEMES, term
from canbo.ontology import turtle
from canbo.ontology.indicators import standard

_NAMES = ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel", "skos:notation")
_INDICATORS = f"{CONCEPTS}{SCHEMES['indicator-scheme']}/"


@cache
def concept(scheme: str, name: str) -> ox.NamedNode | None:
    """Return the concept that `name` is a label, notation or id of, or None where the scheme has none.

    For the scheme `meeting`, the name begins with the label: `Hội nghị tổng kết …` is a `Hội nghị`. For the scheme
    `indicator-scheme`, fillers may stand around the label: `ước thu ngân sách toàn huyện`.
    """
    if scheme == "indicator-scheme":
        found = standard(name)
        return ox.NamedNode(f"{_INDICATORS}{found}") if found else None
    known = _concepts().get(SCHEMES[scheme], {})
    key = name_key(name)
    if scheme != "meeting":
        return known.get(key)
    begins = [label for label in known if key == label or key.startswith(label + " ")]
    return known[max(begins, key=len)] if begins else None


@cache
def labels(node: str) -> dict[str, str]:
    """Return the preferred labels of a concept by language (`vi`, `en`)."""
    file = "indicators.ttl" if node.startswith(_INDICATORS) else "schemes.ttl"
    found = _vocabulary(file).quads_for_pattern(ox.NamedNode(node), term("skos:prefLabel"), None)
    return {q.object.language or "": q.object.value for q in found if isinstance(q.object, ox.Literal)}


@cache
def _vocabulary(file: str) -> ox.Store:
    store = ox.Store()
    store.load(turtle(file).encode(), ox.RdfFormat.TURTLE)
    return store


@cache
def _concepts() -> dict[str, dict[str, ox.NamedNode]]:
    """Return for each scheme's folder its concepts by every key; a preferred label beats another's alias."""
    found: dict[str, dict[str, ox.NamedNode]] = {}
    for node, text in _named():
        folder, _, _ = node.value.removeprefix(CONCEPTS).partition("/")
        found.setdefault(folder, {}).setdefault(name_key(text), node)
    return found


def _named() -> Iterator[tuple[ox.NamedNode, str]]:
    for name in _NAMES:
        quads = list(_vocabulary("schemes.ttl").quads_for_pattern(None, term(name), None))
        for quad in sorted(quads, key=lambda q: str(q.subject)):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                yield quad.subject, quad.object.value
    for quad in _vocabulary("schemes.ttl").quads_for_pattern(None, term("skos:inScheme"), None):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject, quad.subject.value.rpartition("/")[2]
