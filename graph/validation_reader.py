"""From the results of a SHACL validation to findings: whose article, which column, which words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from rdflib import RDF, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from canbo.graph.findings import SHAPES, Fault, Finding, Severity, prefixed
from canbo.graph.namespaces import VOCABULARIES
from canbo.ontology import table

_CANBO = VOCABULARIES["canbo"]
_NIF = VOCABULARIES["nif"]
_STATED_IN = URIRef(_CANBO + "statedIn")
_DERIVED = URIRef(VOCABULARIES["prov"] + "wasDerivedFrom")
_PART_OF = URIRef(VOCABULARIES["prov"] + "specializationOf")
_IDENTIFIER = URIRef(VOCABULARIES["dcterms"] + "identifier")
_CONTEXT = URIRef(_NIF + "referenceContext")
_ANCHOR = URIRef(_NIF + "anchorOf")
_SENTENCE = URIRef(_NIF + "sentence")
_SPAN = URIRef(_NIF + "String")
_OF_ARTICLE = {URIRef(VOCABULARIES["schema"] + "NewsArticle"), URIRef(_CANBO + "TextSnapshot"), _SPAN}
_SEVERITIES: dict[Node, Severity] = {
    SH.Violation: Severity.VIOLATION,
    SH.Warning: Severity.WARNING,
    SH.Info: Severity.INFO,
}


class Reader:
    """Reads validation results against the data and shapes they are about."""

    def __init__(self, data: Graph, shapes: Graph) -> None:
        self._data = data
        self._shapes = shapes
        self._tables: dict[Node, str] = {
            node: name for name in table("facts") for node in data.subjects(RDF.type, _class_of(name))
        }

    @property
    def statements(self) -> int:
        """Return how many statements the data have."""
        return len(self._tables)

    def findings(self, results: Graph) -> Iterator[Finding]:
        """Yield a finding for each result of a SHACL report."""
        for result in results.objects(None, SH.result):
            shape = results.value(result, SH.sourceShape)
            component = results.value(result, SH.sourceConstraintComponent)
            yield self._finding(
                results.value(result, SH.focusNode) or BNode(),
                shape if isinstance(shape, URIRef) else URIRef(SHAPES),
                _path(results, results.value(result, SH.resultPath)),
                _shown(results.value(result, SH.value)),
                str(component).partition("#")[2],
            )

    def fault(self, fault: Fault) -> Finding:
        """Return the finding for a fault that was found outside SHACL."""
        shape = URIRef(SHAPES + fault.shape)
        path = _path(self._shapes, self._shapes.value(shape, SH.path))
        return self._finding(URIRef(fault.node), shape, path, fault.value, "")

    def _finding(self, node: Node, shape: URIRef, path: str, value: str, component: str) -> Finding:
        statements = self._statements(node)
        # What an entity was built from names its article and words, but does not fall with it.
        first = statements[0] if statements else self._source(node)
        quote, sentence = self._words(node, first)
        messages = {m.language: str(m) for m in self._shapes.objects(shape, SH.message) if isinstance(m, Literal)}
        name = self._table(node, statements)
        return Finding(
            article=self._article(node, first),
            table=name,
            node=str(node),
            statements=tuple(str(s) for s in statements),
            path=path,
            column=_columns(name).get(path, ""),
            value=value,
            severity=_SEVERITIES[self._shapes.value(shape, SH.severity) or SH.Violation],
            message_vi=messages.get("vi", ""),
            message_en=messages.get("en", ""),
            quote=quote,
            sentence=sentence,
            shape=str(shape).removeprefix(SHAPES),
            component=component,
        )

    def _statements(self, node: Node) -> list[Node]:
        """Return the statements that stand or fall with `node`: itself, or those that quote it."""
        if node in self._tables:
            return [node]
        if (node, RDF.type, _SPAN) not in self._data:
            return []
        spans = [node, *self._data.subjects(_SENTENCE, node)]
        found = {s for span in spans for s in self._data.subjects(_DERIVED, span)}
        return sorted(found & self._tables.keys(), key=str)

    def _source(self, node: Node) -> Node | None:
        sources = (s for s in self._data.objects(node, _DERIVED) if s in self._tables)
        return min(sources, key=str, default=None)

    def _table(self, node: Node, statements: list[Node]) -> str:
        if statements:
            return self._tables[statements[0]]
        return "article" if _OF_ARTICLE & set(self._data.objects(node, RDF.type)) else "entities"

    def _article(self, node: Node, statement: Node | None) -> str:
        about = node if statement is None else self._data.value(statement, _STATED_IN)
        about = self._data.value(about, _CONTEXT) or about
        about = self._data.value(about, _PART_OF) or about
        name = self._data.value(about, _IDENTIFIER)
        if name is not None:
            return str(name)
        # No article, or one without a name: its IRI says which it is.
        _, found, below = str(statement or node).partition("article/")
        return below.partition("/")[0] if found else ""

    def _words(self, node: Node, statement: Node | None) -> tuple[str, str]:
        """Return the quote that a node is about, and the sentence it stands in."""
        spans = [node] if (node, _CONTEXT, None) in self._data else self._data.objects(statement, _DERIVED)
        span = min(spans, key=str, default=None) if statement or spans == [node] else None
        if span is None:
            return "", ""
        sentence = self._data.value(span, _SENTENCE)
        return self._anchor(span), "" if sentence is None else self._anchor(sentence)

    def _anchor(self, span: Node) -> str:
        return min((str(words) for words in self._data.objects(span, _ANCHOR)), default="")


@cache
def _columns(name: str) -> dict[str, str]:
    """Return the columns of a fact table by property, as a prefixed name."""
    found: dict[str, str] = {}
    for column in table("facts").get(name, {}).get("columns", ()):
        for key in ("property", "concept"):
            if key in column:
                prefix = "" if ":" in column[key] else "canbo:"
                found[prefix + column[key]] = column["name"]
    return found


@cache
def _class_of(name: str) -> URIRef:
    return URIRef(_CANBO + str(table("facts")[name]["class"]))


def _path(graph: Graph, path: Node | None) -> str:
    if path is None:
        return ""
    if isinstance(path, BNode):
        return "/".join(prefixed(str(step)) for step in Collection(graph, path))
    return prefixed(str(path))


def _shown(value: Node | None) -> str:
    if value is None or isinstance(value, BNode):
        return ""
    return prefixed(str(value)) if isinstance(value, URIRef) else str(value)
