"""What is in a store: articles, statements by fact table, entities by class, figures by period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from canbo.graph.namespaces import CANBO, VOCABULARIES, term, text
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
    """Return what is in the store: counted by whatever answers its queries, so that a server sends numbers only."""
    first, last = _row(store, "SELECT (MIN(STR(?d)) AS ?first) (MAX(STR(?d)) AS ?last) WHERE { ?article :asOf ?d }", 2)
    found = _rows(store, "SELECT DISTINCT ?build WHERE { ?text prov:wasGeneratedBy ?build }", 1)
    return Status(
        articles=int(_row(store, _ARTICLES, 1)[0]),
        triples=int(_row(store, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", 1)[0]),
        tables=table_counts(store),
        entities=_counts(store, ENTITIES),
        periods=dict(sorted((name, int(count)) for name, count in _rows(store, _PERIODS, 2))),
        first=first,
        last=last,
        versions=tuple(sorted({build.rpartition("/")[2] for (build,) in found})),
        linked=store.marker.entities,
    )


def table_counts(store: Store) -> dict[str, int]:
    """Return how many statements of each fact table are in the store."""
    classes = {name: facts["class"] for name, facts in table("facts").items()}
    found = _counts(store, classes.values())
    return {name: found[cls] for name, cls in classes.items()}


_ARTICLES = """SELECT (COUNT(DISTINCT ?article) AS ?n) WHERE {
  ?text prov:specializationOf ?article ; :sha256 ?hash . ?article dcterms:identifier ?name }"""
_PERIODS = "SELECT ?period (COUNT(*) AS ?n) WHERE { ?figure :periodName ?period } GROUP BY ?period"


def _counts(store: Store, classes: Iterable[str]) -> dict[str, int]:
    """Return the number of nodes of each class, given by prefixed name."""
    names = {term(name).value: name for name in classes}
    values = " ".join(f"<{iri}>" for iri in names)
    asked = (
        f"SELECT ?class (COUNT(?node) AS ?n) WHERE {{ VALUES ?class {{ {values} }} ?node a ?class }} GROUP BY ?class"
    )
    found = {iri: int(count) for iri, count in _rows(store, asked, 2)}
    return {name: found.get(iri, 0) for iri, name in names.items()}


def _row(store: Store, query: str, width: int) -> tuple[str, ...]:
    return next(_rows(store, query, width), ("",) * width)


def _rows(store: Store, query: str, width: int) -> Iterator[tuple[str, ...]]:
    found = store.engine.query(query, prefixes={**VOCABULARIES, "": CANBO})
    assert isinstance(found, ox.QuerySolutions)
    for row in found:
        yield tuple("" if row[i] is None else text(row[i]) for i in range(width))
