"""The network as GraphML, for Gephi, yEd, Cytoscape and networkx itself."""

from __future__ import annotations

import io
from collections.abc import Mapping

import networkx as nx

from canbo.graph.network import Network, edges, nodes
from canbo.graph.network_facts import Fact


def graphml(network: Network, facts: Mapping[str, Fact]) -> bytes:
    """Return the network as GraphML in UTF-8; the same network gives the same bytes.

    Nodes have `label`, `kind`, `detail` and `evidence`, edges `label`, `kind`, `former` and `evidence`: one
    line for each fact, `[article] the words`. Node ids are IRIs.
    """
    plain: Network = nx.MultiDiGraph()
    for node in nodes(network):
        quotes = _evidence(node.statements, facts)
        plain.add_node(node.iri, label=node.label, kind=node.kind.value, detail=node.detail, evidence=quotes)
    for start, end, edge in edges(network):
        quotes = _evidence(edge.statements, facts)
        key = f"{edge.kind}|{edge.label}"
        plain.add_edge(start, end, key=key, label=edge.label, kind=edge.kind.value, former=edge.former, evidence=quotes)
    out = io.BytesIO()
    # By the standard library: write_graphml would use lxml where it is there, and write other bytes.
    nx.write_graphml_xml(plain, out, named_key_ids=True)
    return out.getvalue()


def _evidence(statements: tuple[str, ...], facts: Mapping[str, Fact]) -> str:
    found = (facts[statement] for statement in statements if statement in facts)
    return "\n".join(f"[{fact.document}] {_xml_text(fact.quote)}" for fact in found)


def _xml_text(text: str) -> str:
    """Return text without the control characters that XML cannot hold."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t")
