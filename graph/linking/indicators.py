"""Indicators: one for each standard indicator, and one for each phrase that is none of these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from canbo.graph.iris import Iris, digest, slug
from canbo.graph.keys import name_key
from canbo.graph.linking.delta import Delta
from canbo.graph.linking.nodes import Described
from canbo.graph.linking.shared import described
from canbo.graph.namespaces import CONCEPTS, DERIVED, term, text
from canbo.graph.rows import FigureRow, Row
from canbo.ontology.indicators import indicators, standard


class IndicatorKind:
    """How indicators are made of statements: see `shared.Shared`."""

    folder = "indicator"
    predicates = ("rdf:type", "rdfs:label", "searchKey", "sortKey", "skos:prefLabel", "skos:exactMatch")

    def __init__(self, iris: Iris) -> None:
        self._iris = iris

    def of(self, row: Row) -> tuple[str, str] | None:
        """Return the local name of the indicator of a figure and how it is written."""
        if not isinstance(row, FigureRow) or not row.indicator:
            return None
        return _local(row.indicator), row.indicator

    def describe(self, node: ox.NamedNode, forms: Iterable[str], row: Row) -> Iterator[ox.Quad]:
        """Yield the description of an indicator that is written in these forms."""
        known = standard(row.indicator) if isinstance(row, FigureRow) else None
        label = indicators()[known].vi if known else min(forms, key=lambda form: (sum(map(str.isupper, form)), form))
        yield from Described(node, "Indicator", label, ()).quads()
        yield ox.Quad(node, term("skos:prefLabel"), ox.Literal(label, language="vi"))
        if known:
            yield ox.Quad(node, term("skos:exactMatch"), ox.NamedNode(f"{CONCEPTS}standard-indicator/{known}"))


def whole(delta: Delta) -> None:
    """Link all figures of the store, phrase by phrase: there are far more of them than can be held as rows."""
    kind, phrase = IndicatorKind(delta.iris), term("indicatorName")
    forms: dict[str, list[ox.Literal]] = defaultdict(list)
    found = delta.store.query(f"SELECT DISTINCT ?phrase {{ ?figure {phrase} ?phrase }}")
    assert isinstance(found, ox.QuerySolutions)
    for (one,) in found:
        if isinstance(one, ox.Literal) and one.value:
            forms[_local(one.value)].append(one)
    for local, written in forms.items():
        node, figure = delta.iris.entity(kind.folder, local), ""
        for form in written:
            for quad in delta.store.quads_for_pattern(None, phrase, form):
                figure = text(quad.subject)
                delta.add([ox.Quad(node, DERIVED, quad.subject)])
        row = delta.row(figure)
        if row is not None:
            delta.add(described(kind, node, {form.value for form in written}, row))


def _local(phrase: str) -> str:
    """Return the last part of the IRI of the indicator that a phrase is."""
    known = standard(phrase)
    if known is not None:
        return known
    key = name_key(phrase)
    # Phrases may differ in accents alone ("số hộ", "sơ hở"), so the slug is not enough.
    return f"{slug(key)}-{digest(key, 6)}"
