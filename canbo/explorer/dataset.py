"""What the explorer says of its data: VoID, DCAT and the description of the SPARQL service, in one graph.

https://www.w3.org/TR/void/ , https://www.w3.org/TR/vocab-dcat-3/ , https://www.w3.org/TR/sparql11-service-description/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from canbo import __version__
from canbo.explorer.guard import host_name
from canbo.explorer.limited import Job, Pool
from canbo.explorer.page import asked_of
from canbo.explorer.snapshot import Snapshot
from canbo.explorer.words import LANGUAGES, say
from canbo.explorer.worker import GRAPHS, ROWS
from canbo.graph.namespaces import CANBO, PREFIXES, TYPE, VOCABULARIES, term

_VOID = "http://rdfs.org/ns/void#"
_DCAT = "http://www.w3.org/ns/dcat#"
_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_NAMES = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/ld+json": "JSON-LD",
    "application/rdf+xml": "RDF_XML",
}
_COUNTS = "SELECT ?kind (COUNT(?thing) AS ?number) { ?thing a ?kind } GROUP BY ?kind ORDER BY ?kind"
_PROPERTIES = "SELECT ?kind (COUNT(?thing) AS ?number) { ?thing ?kind ?other } GROUP BY ?kind ORDER BY ?kind"

Object = ox.NamedNode | ox.BlankNode | ox.Literal


def origin(request: Request) -> str:
    """Return scheme, host and port under which the explorer is asked; the guard has let the host pass."""
    host = request.headers.get("host", "")
    name, _, port = host_name(host), *host.rpartition(":")[1:]
    name = name.partition("%")[0]  # the zone of a local address is no part of an IRI
    shown = f"[{name}]" if ":" in name else name
    return f"{request.url.scheme}://{shown}" + (f":{port}" if re.fullmatch(r"[0-9]{1,5}", port) else "")


def serialised(triples: list[ox.Triple], media_type: str) -> Response:
    """Return triples in one of the media types of `worker.GRAPHS`."""
    prefixes = {**PREFIXES, "void": _VOID, "dcat": _DCAT, "sd": _SD}
    body = ox.serialize(triples, format=GRAPHS[media_type], prefixes=prefixes) or b""
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return Response(body, headers={"content-type": media_type + charset, "vary": "accept", "cache-control": "no-cache"})


def described(request: Request) -> list[ox.Triple]:
    """Return the description of the data set and of its service."""
    here = origin(request)
    return [*_dataset(here, asked_of(request).snapshot, partitions(request)), *_service(here)]


def partitions(request: Request) -> dict[str, list[tuple[str, int]]]:
    """Return the classes of the data and how many things they have, and the properties and their triples."""
    snapshot = asked_of(request).snapshot
    counts: dict[str, list[tuple[str, int]]] = snapshot.kept("dataset", dict)
    for name, text in _PARTITIONS.items():
        if not counts.get(name):  # counted outside of `kept`, which pages wait for
            counts[name] = _counts(request.app.state.pool, snapshot, text)
    return counts


_PARTITIONS = {"class": _COUNTS, "property": _PROPERTIES}


def _counts(pool: Pool, snapshot: Snapshot, text: str) -> list[tuple[str, int]]:
    """Return kinds and how many there are; none where a large store takes longer than a query may."""
    outcome = pool.run(Job(text), snapshot.state)
    if outcome.status != "done":
        return []
    found = ox.parse_query_results(outcome.body, ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)  # it was a SELECT
    return [(row["kind"].value, int(row["number"].value)) for row in found]


def _dataset(here: str, snapshot: Snapshot, counts: dict[str, list[tuple[str, int]]]) -> Iterator[ox.Triple]:
    node = ox.NamedNode(f"{here}/dataset")
    endpoint = ox.NamedNode(f"{here}/sparql")
    base = snapshot.store.marker.base
    said: list[tuple[str, Object]] = [
        (TYPE.value, ox.NamedNode(_VOID + "Dataset")),
        (TYPE.value, ox.NamedNode(_DCAT + "Dataset")),
        *((term("dcterms:title").value, ox.Literal(say("title", lang), language=lang)) for lang in LANGUAGES),
        *((term("dcterms:description").value, ox.Literal(say("tagline", lang), language=lang)) for lang in LANGUAGES),
        (term("dcterms:language").value, ox.Literal("vi")),
        (_VOID + "uriSpace", ox.Literal(base)),
        (_VOID + "sparqlEndpoint", endpoint),
        (_DCAT + "landingPage", ox.NamedNode(f"{here}/")),
        *((_VOID + "vocabulary", ox.NamedNode(iri)) for name, iri in VOCABULARIES.items() if name != "xsd"),
        (term("dcterms:conformsTo").value, ox.NamedNode(CANBO.removesuffix("#"))),
    ]
    if counts["property"]:
        said.append((_VOID + "triples", _whole(sum(number for _, number in counts["property"]))))
    yield from (ox.Triple(node, ox.NamedNode(name), value) for name, value in said)
    for kind, held, many in (("class", "classPartition", "entities"), ("property", "propertyPartition", "triples")):
        for place, (iri, number) in enumerate(counts[kind]):
            part = ox.BlankNode(f"{kind}{place}")
            yield ox.Triple(node, ox.NamedNode(_VOID + held), part)
            yield ox.Triple(part, ox.NamedNode(_VOID + kind), ox.NamedNode(iri))
            yield ox.Triple(part, ox.NamedNode(_VOID + many), _whole(number))
    yield from _distribution(here, node)


def _distribution(here: str, node: ox.NamedNode) -> Iterator[ox.Triple]:
    given, service = ox.NamedNode(f"{here}/dataset#sparql"), ox.NamedNode(f"{here}/sparql#service")
    yield ox.Triple(node, ox.NamedNode(_DCAT + "distribution"), given)
    yield ox.Triple(given, TYPE, ox.NamedNode(_DCAT + "Distribution"))
    yield ox.Triple(given, ox.NamedNode(_DCAT + "accessService"), service)
    yield ox.Triple(given, ox.NamedNode(_DCAT + "accessURL"), ox.NamedNode(f"{here}/sparql"))
    for media_type in GRAPHS:
        yield ox.Triple(given, ox.NamedNode(_DCAT + "mediaType"), ox.NamedNode(_MEDIA + media_type))
    yield ox.Triple(service, ox.NamedNode(_DCAT + "servesDataset"), node)


def _service(here: str) -> Iterator[ox.Triple]:
    node, graphs, graph = ox.NamedNode(f"{here}/sparql#service"), ox.BlankNode("dataset"), ox.BlankNode("default")
    said: list[tuple[str, Object]] = [
        (TYPE.value, ox.NamedNode(_SD + "Service")),
        (TYPE.value, ox.NamedNode(_DCAT + "DataService")),
        (_SD + "endpoint", ox.NamedNode(f"{here}/sparql")),
        (_DCAT + "endpointURL", ox.NamedNode(f"{here}/sparql")),
        (_SD + "supportedLanguage", ox.NamedNode(_SD + "SPARQL11Query")),
        *((_SD + "resultFormat", ox.NamedNode(_FORMATS + _NAMES[one])) for one in (*ROWS, *GRAPHS)),
        (_SD + "defaultDataset", graphs),
        (term("dcterms:title").value, ox.Literal(f"canbo {__version__}")),
    ]
    yield from (ox.Triple(node, ox.NamedNode(name), value) for name, value in said)
    yield ox.Triple(graphs, TYPE, ox.NamedNode(_SD + "Dataset"))
    yield ox.Triple(graphs, ox.NamedNode(_SD + "defaultGraph"), graph)
    yield ox.Triple(graph, TYPE, ox.NamedNode(_SD + "Graph"))


def _whole(number: int) -> ox.Literal:
    return ox.Literal(number)
