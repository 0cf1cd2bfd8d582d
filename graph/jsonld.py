"""A streaming JSON-LD writer: one node object for each subject, with a context that binds the prefixes."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox

from canbo.graph.namespaces import PREFIXES, TYPE, VOCABULARIES
from canbo.graph.turtle import quad_key

_STRING = VOCABULARIES["xsd"] + "string"


TAIL = "\n]}\n"


def head(base: str) -> str:
    """Return what comes before the nodes, which are separated by commas and followed by `TAIL`."""
    context = {"@base": base, **dict(sorted(PREFIXES.items()))}
    return f'{{"@context": {json.dumps(context, indent=1)},\n"@graph": ['


def node(group: list[ox.Quad], base: str) -> str:
    """Return the object of one subject, all of whose triples are in `group`."""
    return json.dumps(_node(group, base), ensure_ascii=False)


def _node(group: list[ox.Quad], base: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for quad in sorted(group, key=quad_key):
        found["@id"] = _id(quad.subject, base)
        if quad.predicate == TYPE:
            found.setdefault("@type", []).append(_compact(quad.object))
        else:
            found.setdefault(_compact(quad.predicate), []).append(_value(quad.object, base))
    return {name: found[name] for name in ("@id", "@type") if name in found} | found


def _id(node: Any, base: str) -> str:
    """Return an IRI relative to the base; `article/a` can be mistaken for no prefixed name."""
    iri = str(node.value)
    rest = iri.removeprefix(base)
    return rest if rest != iri and base.endswith("/") and rest and ":" not in rest and rest[0] not in "/?#" else iri


def _compact(node: Any) -> str:
    iri = str(node.value)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace) and not set("/:") & set(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _value(node: Any, base: str) -> dict[str, str]:
    if not isinstance(node, ox.Literal):
        return {"@id": _id(node, base)}
    if node.language:
        return {"@value": node.value, "@language": node.language}
    kind = node.datatype.value
    return {"@value": node.value} if kind == _STRING else {"@value": node.value, "@type": _compact(node.datatype)}
