"""All namespaces, prefixes and terms of the graph, in one place.

Terms are `https://w3id.org/canbo/def#…`; the concept schemes (`role/…`, `unit/…`) are vocabulary too and stay where
they are whatever the base of the data is (`canbo.graph.settings.base`).
"""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

CANBO = "https://w3id.org/canbo/def#"
CONCEPTS = "https://w3id.org/canbo/"

# Scheme of a column (ontology/facts.toml) or of an entity, and the folder its concepts have below CONCEPTS.
SCHEMES = {
    "role": "role",
    "status": "status",
    "meeting": "meeting-kind",
    "part": "part",
    "kind": "kind",
    "event": "tenure-event",
    "mention": "mention",
    "measure": "measure",
    "qualifier": "qualifier",
    "unit": "unit",
    "body-kind": "body-kind",
    "place-kind": "place-kind",
    "indicator-scheme": "standard-indicator",
    "unit-kind": "unit-kind",
    "place-reason": "place-reason",
}

VOCABULARIES = {
    "canbo": CANBO,
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# What is bound in exports and queries.
PREFIXES = VOCABULARIES | {folder: f"{CONCEPTS}{folder}/" for folder in SCHEMES.values()}


@cache
def term(name: str) -> ox.NamedNode:
    """Return the node of a prefixed name (`org:Post`); a name without prefix is a term of canbo (`place`)."""
    prefix, _, local = name.rpartition(":")
    return ox.NamedNode(PREFIXES[prefix or "canbo"] + local)


def text(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """Return the IRI of a node or the lexical form of a literal; data of canbo have no triples for terms."""
    if isinstance(node, ox.Triple):
        raise TypeError(f"a triple stands for a term: {node}")
    return node.value


TYPE = term("rdf:type")
LABEL = term("rdfs:label")
DERIVED = term("prov:wasDerivedFrom")
STATED_IN = term("statedIn")
NOT_STATED = term("notStated")
GSO_CODE = term("gsoCode")
