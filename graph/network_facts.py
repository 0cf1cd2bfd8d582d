"""The facts behind a network: for each statement its columns, its article and the words that state it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from canbo.graph.namespaces import PREFIXES
from canbo.ontology import table

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node as Term
    from rdflib.term import URIRef


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement for readers. `cells` are (Vietnamese column name, value); empty columns are left out.

    `heading` is the Vietnamese name of its fact table, `document` the name of its article.

    `sentence` is the evidence sentence, `begin` and `end` (code points, exclusive) the stating words inside
    it; both are 0 where the words are not inside. `quote` is the words themselves.
    """

    statement: str
    heading: str
    cells: tuple[tuple[str, str], ...]
    document: str
    headline: str
    date: str
    quote: str
    sentence: str
    begin: int
    end: int
    rule: str


def facts(graph: Graph, statements: Iterable[str]) -> dict[str, Fact]:
    """Return the facts of these statements by IRI; an IRI that is no statement of the graph is left out."""
    found = {}
    for iri in sorted(set(statements)):
        fact = _fact(graph, iri)
        if fact is not None:
            found[iri] = fact
    return found


def _fact(graph: Graph, iri: str) -> Fact | None:
    from rdflib import URIRef

    node = URIRef(iri)
    article = graph.value(node, _term("canbo:statedIn"))
    shown = _table_of(graph, node)
    if article is None or shown is None:
        return None
    words = graph.value(node, _term("prov:wasDerivedFrom"))
    around = _value(graph, words, "nif:sentence")
    quote = _text(graph, words, "nif:anchorOf")
    sentence = _text(graph, around, "nif:anchorOf")
    begin = _number(graph, words, "nif:beginIndex") - _number(graph, around, "nif:beginIndex")
    # Offsets count the article as it is; a sentence that was kept in other words has no place to highlight.
    inside = bool(quote) and sentence[begin : begin + len(quote)] == quote
    return Fact(
        statement=iri,
        heading=str(table("network")["tables"][shown]),
        cells=_cells(graph, node, table("facts")[shown]["columns"]),
        document=_text(graph, article, "dcterms:identifier") or str(article).rsplit("/", 1)[-1],
        headline=_text(graph, article, "schema:headline"),
        date=_text(graph, article, "schema:datePublished") or _text(graph, article, "canbo:asOf"),
        quote=quote,
        sentence=sentence,
        begin=begin if inside else 0,
        end=begin + len(quote) if inside else 0,
        rule=_text(graph, node, "canbo:rule"),
    )


def _table_of(graph: Graph, node: URIRef) -> str | None:
    """Return the name of the fact table (ontology/facts.toml) of a statement, by its class."""
    classes = {str(cls) for cls in graph.objects(node, _term("rdf:type"))}
    tables = table("facts").items()
    return next((name for name, facts in tables if PREFIXES["canbo"] + facts["class"] in classes), None)


def _cells(graph: Graph, node: URIRef, columns: list[dict[str, Any]]) -> tuple[tuple[str, str], ...]:
    words = table("network")
    cells = []
    for column in columns:
        name = column["property"]
        text = _text(graph, node, name if ":" in name else f"canbo:{name}")
        if column["name"] == "value":  # as printed: stores keep numbers by value
            text = _text(graph, node, "canbo:valueText") or text
        elif column.get("scheme") in _CODED:
            text = str(words["values"].get(text, text))
        if text:
            cells.append((str(words["columns"][column["name"]]), text))
    return tuple(cells)


# Columns whose values are codes (`chairs`) and not words of the article.
_CODED = {"status", "part", "measure", "qualifier"}


def _term(name: str) -> URIRef:
    from rdflib import URIRef

    prefix, local = name.split(":")
    return URIRef(PREFIXES[prefix] + local)


def _value(graph: Graph, node: Term | None, name: str) -> Term | None:
    return None if node is None else graph.value(node, _term(name))


def _text(graph: Graph, node: Term | None, name: str) -> str:
    value = _value(graph, node, name)
    return "" if value is None else str(value)


def _number(graph: Graph, node: Term | None, name: str) -> int:
    text = _text(graph, node, name)
    return int(text) if text.isdigit() else 0
