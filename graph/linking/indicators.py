"""Indicators: one for each standard indicator, and one for each phrase that is none of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from canbo.graph.iris import Iris, digest, slug
from canbo.graph.keys import name_key
from canbo.graph.linking.nodes import Described
from canbo.graph.namespaces import CONCEPTS, term
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
        known = standard(row.indicator)
        if known is not None:
            return known, row.indicator
        key = name_key(row.indicator)
        # Phrases may differ in accents alone ("số hộ", "sơ hở"), so the slug is not enough.
        return f"{slug(key)}-{digest(key, 6)}", row.indicator

    def describe(self, node: ox.NamedNode, forms: Iterable[str], row: Row) -> Iterator[ox.Quad]:
        """Yield the description of an indicator that is written in these forms."""
        known = standard(row.indicator) if isinstance(row, FigureRow) else None
        label = indicators()[known].vi if known else min(forms, key=lambda form: (sum(map(str.isupper, form)), form))
        yield from Described(node, "Indicator", label, ()).quads()
        yield ox.Quad(node, term("skos:prefLabel"), ox.Literal(label, language="vi"))
        if known:
            yield ox.Quad(node, term("skos:exactMatch"), ox.NamedNode(f"{CONCEPTS}standard-indicator/{known}"))
