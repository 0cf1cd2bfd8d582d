"""The builds that read the articles of a store, with the version of the program that did."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from canbo.graph.linking.delta import Delta
from canbo.graph.namespaces import TYPE, term, text


def link(delta: Delta, changed: Iterable[str]) -> None:
    """Bring the builds up to date where the articles with these IRIs are new, changed or gone."""
    data = delta.store
    generated = term("prov:wasGeneratedBy")
    builds = {
        text(q.object)
        for article in changed
        for q in data.quads_for_pattern(ox.NamedNode(f"{article}/text"), generated, None)
    }
    for build in builds:
        version = build.rpartition("/")[2]
        node = ox.NamedNode(build)
        software = delta.iris.node(f"software/canbo-{version}")
        delta.add([ox.Quad(node, TYPE, term("prov:Activity"))])
        delta.add([ox.Quad(node, term("prov:wasAssociatedWith"), software)])
    for quad in delta.look(None, TYPE, term("prov:Activity")):
        used = data.quads_for_pattern(None, generated, quad.subject)
        if next(iter(used), None) is None and isinstance(quad.subject, ox.NamedNode):
            delta.drop(quad.subject)
