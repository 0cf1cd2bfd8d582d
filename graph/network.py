"""The network of the entity layer: who holds what, met where, adopted and carried out what.

`read` turns a store's graph into a networkx `MultiDiGraph`. Nodes are IRIs with the attribute `node`
(`Node`), edges have the kind and label as key and the attribute `edge` (`Edge`). Both name the statements
they rest on; `canbo.graph.network_facts` turns those into facts with quotes. The Vietnamese names, colours
and shapes of kinds are in `ontology/tables/network.toml`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import networkx as nx

from canbo.graph.namespaces import PREFIXES
from canbo.ontology import table
from canbo.ontology.folding import fold

if TYPE_CHECKING:
    from rdflib import Graph


class NodeKind(StrEnum):
    """What a node stands for."""

    PERSON = "person"
    BODY = "body"
    PLACE = "place"
    MEETING = "meeting"
    INSTRUMENT = "instrument"

    @property
    def vi(self) -> str:
        """Return its name in the legend."""
        return str(table("network")["nodes"][self]["vi"])


class EdgeKind(StrEnum):
    """How a node is related to the node that the edge points to."""

    HOLDS = "holds"
    CHAIRS = "chairs"
    SPEAKS = "speaks"
    ATTENDS = "attends"
    ORGANISES = "organises"
    LOCATED = "located"
    ADOPTS = "adopts"
    DISCUSSES = "discusses"
    APPLIES = "applies"
    GOVERNS = "governs"
    PART_OF = "part_of"

    @property
    def vi(self) -> str:
        """Return its name in the legend."""
        return str(table("network")["edges"][self]["vi"])


@dataclass(frozen=True, slots=True)
class Node:
    """A node: `label` is its name, `detail` what tells it from its namesakes (date, title)."""

    iri: str
    kind: NodeKind
    label: str
    detail: str = ""
    names: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return label, detail and other names folded, for search without accents."""
        return fold(" ".join((self.label, self.detail, *self.names)))


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation. `label` is the office for `holds`, else the name of the kind; `former` for offices left."""

    kind: EdgeKind
    label: str
    former: bool = False
    statements: tuple[str, ...] = ()


if TYPE_CHECKING:
    Network = nx.MultiDiGraph[str]
else:
    Network = nx.MultiDiGraph

# Class, properties of the name (the first that a node has counts), of the detail, and of further names.
_NODES: dict[NodeKind, tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    NodeKind.PERSON: ("foaf:Person", ("foaf:name", "rdfs:label"), (), ("skos:altLabel",)),
    NodeKind.BODY: ("org:FormalOrganization", ("skos:prefLabel", "rdfs:label"), (), ()),
    NodeKind.PLACE: ("schema:AdministrativeArea", ("skos:prefLabel", "rdfs:label"), (), ("skos:altLabel",)),
    NodeKind.MEETING: ("schema:Event", ("schema:name", "rdfs:label"), ("schema:startDate",), ()),
    NodeKind.INSTRUMENT: (
        "canbo:Instrument",
        ("eli:id_local", "eli:title", "rdfs:label"),
        ("eli:title",),
        (),
    ),
}

# Each query gives ?from ?to, and where there are: ?statement (which states it), ?what and ?status.
_EDGES: dict[EdgeKind, str] = {
    EdgeKind.HOLDS: """
        ?tenure a org:Membership ; org:member ?from ; org:organization ?to .
        OPTIONAL { ?tenure canbo:status ?status }
        OPTIONAL { ?tenure prov:wasDerivedFrom ?statement . ?statement canbo:roleName ?what }""",
    EdgeKind.ATTENDS: """
        ?taken a canbo:Participation ; canbo:participant ?from ; canbo:inMeeting ?to ; canbo:part ?what .
        OPTIONAL { ?taken prov:wasDerivedFrom ?statement }""",
    EdgeKind.ORGANISES: """
        ?to a schema:Event ; schema:organizer ?from .
        OPTIONAL { ?to prov:wasDerivedFrom ?statement }""",
    EdgeKind.LOCATED: """
        ?from a schema:Event ; canbo:place ?to .
        FILTER NOT EXISTS { ?from schema:organizer ?body . ?body canbo:governs ?to }
        OPTIONAL { ?from prov:wasDerivedFrom ?statement }""",
    EdgeKind.ADOPTS: """
        ?from a schema:Event ; canbo:adopted ?to .
        OPTIONAL { ?to prov:wasDerivedFrom ?statement . ?from prov:wasDerivedFrom ?met .
                   ?statement canbo:inMeeting ?met }""",
    EdgeKind.DISCUSSES: """
        ?from a schema:Event ; canbo:discussed ?to .
        OPTIONAL { ?to prov:wasDerivedFrom ?statement . ?from prov:wasDerivedFrom ?met .
                   ?statement canbo:statedIn ?article . ?met canbo:statedIn ?article }""",
    EdgeKind.APPLIES: """
        ?from a canbo:Instrument ; eli:applies ?to .
        OPTIONAL { ?from prov:wasDerivedFrom ?statement . ?statement canbo:applies ?other }""",
    EdgeKind.GOVERNS: """
        ?from a org:FormalOrganization ; canbo:governs ?to .
        OPTIONAL { ?from prov:wasDerivedFrom ?statement }""",
    EdgeKind.PART_OF: "?from a schema:AdministrativeArea ; dcterms:isPartOf ?to .",
}
_PARTS = {kind.value: kind for kind in (EdgeKind.CHAIRS, EdgeKind.SPEAKS, EdgeKind.ATTENDS)}


def read(graph: Graph) -> Network:
    """Return the network of all persons, bodies, places, meetings and instruments in a store's graph."""
    network: Network = nx.MultiDiGraph()
    for node in sorted(_nodes(graph), key=lambda node: node.iri):
        network.add_node(node.iri, node=node)
    edges = [found for kind in _EDGES for found in _edges(graph, kind)]
    for start, end, edge in sorted(edges, key=lambda found: (found[0], found[1], found[2].kind, found[2].label)):
        # A meeting's place may be :notStated, which is no node.
        if start in network and end in network:
            network.add_edge(start, end, key=f"{edge.kind}|{edge.label}", edge=edge)
    # A store may hold places that nothing happened in; they are the gazetteer, not the network.
    network.remove_nodes_from([n.iri for n in nodes(network) if n.kind is NodeKind.PLACE and _idle(network, n)])
    return network


def _idle(network: Network, node: Node) -> bool:
    used = inward(network, node.iri) + outward(network, node.iri)
    return not node.statements and all(edge.kind is EdgeKind.PART_OF for edge in used)


def inward(network: Network, iri: str) -> list[Edge]:
    """Return the edges that point to a node."""
    found: list[tuple[str, str, Edge]] = list(network.in_edges(iri, data="edge"))
    return [edge for _, _, edge in found]


def outward(network: Network, iri: str) -> list[Edge]:
    """Return the edges that start at a node."""
    found: list[tuple[str, str, Edge]] = list(network.out_edges(iri, data="edge"))
    return [edge for _, _, edge in found]


def nodes(network: Network) -> list[Node]:
    """Return the nodes in order of their IRIs."""
    return [network.nodes[iri]["node"] for iri in sorted(network)]


def edges(network: Network) -> list[tuple[str, str, Edge]]:
    """Return the edges as (IRI, IRI, edge), ordered."""
    found: list[tuple[str, str, str, Edge]] = list(network.edges(keys=True, data="edge"))
    return [(start, end, edge) for start, end, _, edge in sorted(found, key=lambda one: one[:3])]


def _nodes(graph: Graph) -> Iterator[Node]:
    for kind, (cls, naming, detailing, further) in _NODES.items():
        names = _first(graph, cls, naming)
        details = _first(graph, cls, detailing)
        others = _pairs(graph, cls, further)
        statements = _pairs(graph, cls, ("prov:wasDerivedFrom",))
        if kind is NodeKind.PLACE:
            for place, figures in _figures(graph).items():
                statements[place] = [*statements[place], *figures]
        for iri in _pairs(graph, cls, ("rdf:type",)):
            label = names.get(iri) or iri.rsplit("/", 1)[-1]
            detail = details.get(iri, "")
            yield Node(
                iri=iri,
                kind=kind,
                label=label,
                detail=detail if detail != label else "",
                names=tuple(sorted(others[iri])),
                statements=tuple(sorted(set(statements[iri]))),
            )


def _first(graph: Graph, cls: str, properties: Iterable[str]) -> dict[str, str]:
    """Return for each node of a class the value of the first of the properties that it has."""
    found: dict[str, str] = {}
    for name in properties:
        for iri, values in _pairs(graph, cls, (name,)).items():
            found.setdefault(iri, min(values))
    return found


def _pairs(graph: Graph, cls: str, properties: tuple[str, ...]) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in properties:
        for row in _select(graph, f"?node a {cls} ; {name} ?value ."):
            found[row["node"]].append(row["value"])
    return found


def _figures(graph: Graph) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in _select(
        graph, "?statement a canbo:FigureStatement ; canbo:place ?node . ?node a schema:AdministrativeArea ."
    ):
        found[row["node"]].append(row["statement"])
    return found


def _edges(graph: Graph, kind: EdgeKind) -> Iterator[tuple[str, str, Edge]]:
    found: defaultdict[tuple[str, str, EdgeKind, str, bool], set[str]] = defaultdict(set)
    for row in _select(graph, _EDGES[kind]):
        what = row.get("what", "")
        of = _PARTS.get(what.rsplit("/", 1)[-1], kind) if kind is EdgeKind.ATTENDS else kind
        former = row.get("status", "").endswith("/former")
        label = what if kind is EdgeKind.HOLDS and what else of.vi
        statements = found[row["from"], row["to"], of, f"nguyên {label}" if former else label, former]
        if "statement" in row:
            statements.add(row["statement"])
    for (start, end, of, label, former), statements in found.items():
        yield start, end, Edge(of, label, former, tuple(sorted(statements)))


def _select(graph: Graph, pattern: str) -> Iterator[dict[str, str]]:
    """Return the solutions of a graph pattern as strings, unbound variables left out."""
    answer = graph.query(f"SELECT DISTINCT * WHERE {{ {pattern} }}", initNs=PREFIXES)
    for row in answer.bindings:
        yield {str(name): str(value) for name, value in row.items()}
