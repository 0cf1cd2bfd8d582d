"""A streaming Turtle writer: subjects in the order they come, IRIs below the base relative, prefixes bound.

rdflib's pretty writer takes a minute for half a million triples, and pyoxigraph's escapes the slashes of prefixed
names (`article:dev_01\\/office\\/1`); this one writes `<article/dev_01/office/1>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import pyoxigraph as ox

from canbo.graph.namespaces import PREFIXES, TYPE, VOCABULARIES

# A cautious subset of what Turtle allows as a local name.
_LOCAL = re.compile(r"[A-Za-z_0-9](?:[\w-]*\w)?", re.ASCII)
_XSD = VOCABULARIES["xsd"]
_PLAIN = {
    _XSD + "integer": re.compile(r"[+-]?\d+"),
    _XSD + "decimal": re.compile(r"[+-]?\d*\.\d+"),
    _XSD + "boolean": re.compile(r"true|false"),
}
_ESCAPES = {
    "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f",
}  # fmt: skip
_ESCAPED = re.compile(r'[\\"\n\r\t\b\f]')
_RELATIVE = re.compile(r"[\w.%-]+(?:/[\w.%-]+)*")

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class TurtleWriter:
    """Writes triples as text. `base` is what data IRIs begin with."""

    def __init__(self, base: str) -> None:
        self._base = base
        # "https://w3id.org/canbo/role/" before "https://w3id.org/canbo/".
        self._prefixes = sorted(PREFIXES.items(), key=lambda item: (-len(item[1]), item[0]))
        self._short = lru_cache(maxsize=100_000)(self._shorten)

    def head(self) -> str:
        """Return the base and the prefixes."""
        lines = [f"@base <{self._base}> ."]
        lines += [f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in sorted(PREFIXES.items())]
        return "\n".join(lines) + "\n"

    def subject(self, quads: Iterable[ox.Quad]) -> str:
        """Return the block of one subject, all of whose triples are in `quads`; the type comes first."""
        lines: dict[str, list[str]] = {}
        subject = ""
        for quad in sorted(quads, key=quad_key):
            subject = self.node(quad.subject)
            predicate = "a" if quad.predicate == TYPE else self.node(quad.predicate)
            lines.setdefault(predicate, []).append(self.node(quad.object))
        # Types first, the rest in the order of their IRIs.
        parts = [f"{p} {', '.join(o)}" for p, o in sorted(lines.items(), key=lambda item: item[0] != "a")]
        return f"\n{subject} " + " ;\n    ".join(parts) + " .\n"

    def node(self, node: Node) -> str:
        """Return a term as Turtle writes it."""
        if isinstance(node, ox.NamedNode):
            short: str = self._short(node.value)
            return short
        if isinstance(node, ox.Literal):
            return self._literal(node)
        return str(node)

    def _literal(self, node: ox.Literal) -> str:
        kind = node.datatype.value
        if kind in _PLAIN and _PLAIN[kind].fullmatch(node.value):
            return node.value
        text = '"' + _ESCAPED.sub(lambda match: _ESCAPES[match[0]], node.value) + '"'
        if node.language:
            return f"{text}@{node.language}"
        return text if kind == _XSD + "string" else f"{text}^^{self._short(kind)}"

    def _shorten(self, iri: str) -> str:
        for prefix, namespace in self._prefixes:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        rest = iri.removeprefix(self._base)
        return f"<{rest}>" if rest != iri and self._base.endswith("/") and _RELATIVE.fullmatch(rest) else f"<{iri}>"


def quad_key(quad: ox.Quad) -> tuple[str, str, str]:
    """Return the key that orders triples: subject, predicate, object as N-Triples writes them."""
    return str(quad.subject), str(quad.predicate), str(quad.object)
