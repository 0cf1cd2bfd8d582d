"""What is in a store: articles, statements by fact table, entities by class, figures by period."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pyoxigraph as ox

from canbo.graph.namespaces import TYPE, term, text
from canbo.graph.store import Store
from canbo.ontology import table

ENTITIES = (
    "foaf:Person", "org:FormalOrganization", "org:Post", "org:Membership", "schema:Event", "Participation",
    "Instrument", "Indicator", "schema:AdministrativeArea",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Status:
    """Counts. `tables` by fact table, `entities` by class (prefixed name), `periods` by period of figures.

    `first` and `last` are the earliest and latest date on which an article speaks, empty where none is known.
    """

    articles: int
    triples: int
    tables: dict[str, int]
    entities: dict[str, int]
    periods: dict[str, int]
    first: str
    last: str
    versions: tuple[str, ...]
    linked: bool


def status(store: Store) -> Status:
    """Return what is in the store."""
    data = store.oxigraph
    periods = Counter(text(q.object) for q in data.quads_for_pattern(None, term("periodName"), None))
    days = sorted(text(q.object) for q in data.quads_for_pattern(None, term("asOf"), None))
    articles = store.articles().values()
    return Status(
        articles=len(articles),
        triples=len(data),
        tables=table_counts(store),
        entities={name: _count(data, name) for name in ENTITIES},
        periods=dict(sorted(periods.items())),
        first=days[0] if days else "",
        last=days[-1] if days else "",
        versions=tuple(sorted({article.version for article in articles})),
        linked=store.marker.entities,
    )


def table_counts(store: Store) -> dict[str, int]:
    """Return how many statements of each fact table are in the store."""
    return {name: _count(store.oxigraph, facts["class"]) for name, facts in table("facts").items()}


def _count(data: ox.Store, name: str) -> int:
    return sum(1 for _ in data.quads_for_pattern(None, TYPE, term(name)))
