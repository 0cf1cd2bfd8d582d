"""The network as one self-contained page: it loads nothing, and tells the browser to allow nothing.

The graph library (cytoscape, `graph/web/`, copied there by scripts/vendor_web.sh) stands inside the file.
"""

from __future__ import annotations

import html
import json
from collections.abc import Collection, Mapping
from pathlib import Path
from string import Template
from typing import Any

from canbo.graph.layout import layout
from canbo.graph.network import Network, edges, nodes
from canbo.graph.network_facts import Fact
from canbo.graph.offline import policy
from canbo.ontology import table

MOST = 400  # nodes in a page: more are slow to lay out and cannot be made out
_SCALE = 1.3  # points of the layout to pixels of the page


def page(
    network: Network, facts: Mapping[str, Fact], title: str, remark: str = "", centres: Collection[str] = ()
) -> bytes:
    """Return the page in UTF-8; the same network gives the same bytes.

    `facts` has the facts of all statements of the network; `centres` are the nodes to mark. All text is
    escaped: a markup in an article is shown as text.
    """
    web = Path(__file__).parent / "web"
    # The first line of the style is cytoscape's own; it would add it as a style that the policy forbids.
    style = (web / "page.css").read_text(encoding="utf-8")
    library = (web / "cytoscape.min.js").read_text(encoding="utf-8")
    script = (web / "page.js").read_text(encoding="utf-8")
    parts = {
        "policy": policy([library, script], [style]),
        "title": html.escape(title),
        "style": style,
        "data": _json(_data(network, facts, remark, centres)),
        "library": library,
        "script": script,
    }
    return Template((web / "page.html").read_text(encoding="utf-8")).substitute(parts).encode()


def _json(data: dict[str, Any]) -> str:
    """Return JSON that can stand inside a script element: no `<`, `>` or `&` of an article is left."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return "".join(f"\\u{ord(c):04x}" if c in "<>&\u2028\u2029" else c for c in text)


def _data(network: Network, facts: Mapping[str, Fact], remark: str, centres: Collection[str]) -> dict[str, Any]:
    """Return what page.js reads. Nodes and facts have numbers: their IRIs would be most of the file."""
    where = layout(network, ratio=1.05)  # a panel on either side leaves about a square
    ids = {node.iri: f"n{number}" for number, node in enumerate(nodes(network))}
    places = {statement: number for number, statement in enumerate(sorted(facts))}
    look = table("network")
    return {
        "remark": remark,
        "look": {"nodes": look["nodes"], "edges": look["edges"]},
        "nodes": [
            {
                "id": ids[node.iri],
                "kind": node.kind,
                "label": node.label,
                "detail": node.detail,
                "key": node.key,
                "lines": where.boxes[node.iri].lines,
                "x": round(where.boxes[node.iri].x * _SCALE, 1),
                "y": round(where.boxes[node.iri].y * _SCALE, 1),
                "centre": node.iri in centres,
                "facts": [places[s] for s in node.statements if s in places],
            }
            for node in nodes(network)
        ],
        "edges": [
            {
                "from": ids[start],
                "to": ids[end],
                "kind": edge.kind,
                "label": edge.label,
                "former": edge.former,
                "facts": [places[s] for s in edge.statements if s in places],
            }
            for start, end, edge in edges(network)
        ],
        "facts": [_shown(facts[statement]) for statement in sorted(facts)],
    }


def _shown(fact: Fact) -> dict[str, Any]:
    return {
        "heading": fact.heading,
        "cells": fact.cells,
        "document": fact.document,
        "headline": fact.headline,
        "date": fact.date,
        "quote": fact.quote,
        "sentence": fact.sentence,
        "begin": fact.begin,
        "end": fact.end,
    }
