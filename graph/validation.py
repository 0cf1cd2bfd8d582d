"""Validation: the shapes of `ontology/shapes/` over a graph, as findings that a person can act on.

One function, `validate`. It is the only place that calls pyshacl, whose own `validate` ignores keyword
arguments that it does not know: a misspelt `shacl_graph` would say that everything conforms. `Finding` and
`Report` are values in a stable order; `canbo.graph.validation_report` renders them.

A Violation keeps a statement out of the store (`accepted`); a Warning is reported and nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from canbo.extractors.errors import CanboError
from canbo.graph.findings import Finding, Report, Severity, order, prefixed
from canbo.graph.namespaces import TYPE, term
from canbo.ontology import turtle, turtle_names

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["DataFileError", "Finding", "Report", "Severity", "accepted", "shapes", "validate", "validate_files"]


class DataFileError(CanboError):
    """An RDF file cannot be read."""


def validate(data: Graph) -> Report:
    """Check `data`, an rdflib graph in memory or over Oxigraph, against all shapes; it is not changed.

    Beyond SHACL, every quote is compared with the text at its offsets wherever the text is in `data`.
    """
    import pyshacl

    from canbo.graph.quotes import check_quotes
    from canbo.graph.validation_reader import Reader

    data = _in_memory(data)
    # Core SHACL, no inference, and so no copy of the data.
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes(), advanced=False, inference="none", inplace=True)
    reader = Reader(data, shapes())
    found = {*reader.findings(results), *(reader.fault(fault) for fault in check_quotes(data))}
    return Report(tuple(sorted(found, key=order)), reader.statements)


def validate_files(paths: Sequence[Path]) -> Report:
    """Check RDF files, together as one set of data. The ending of a file tells its form.

    Raises DataFileError, with the path and the line, where a file cannot be read.
    """
    from canbo.graph.bridge import default_graph

    database = ox.Store()
    for path in paths:
        database.extend(_quads(path))
    return validate(default_graph(database))


def accepted(quads: Iterable[ox.Quad], report: Report) -> list[ox.Quad]:
    """Return `quads`, the triples of articles, without what `report` found violated.

    Rejected statements go, with triples that point at them and evidence that nothing else needs. A
    violation of the article itself (an impossible date) takes that value only.
    """
    values = {(f.node, f.path, f.value) for f in report.violations if not f.statements and f.path and f.value}
    gone = report.rejected
    kept = [
        quad
        for quad in quads
        if _iri(quad.subject) not in gone
        and _iri(quad.object) not in gone
        and (_iri(quad.subject), prefixed(quad.predicate.value), _value(quad.object)) not in values
    ]
    return _without_idle_spans(kept) if gone else kept


@cache
def shapes() -> Graph:
    """Return all shapes as one graph, parsed once. It must not be changed."""
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    for name in turtle_names("shapes"):
        graph.parse(data=turtle(name), format="turtle")
    return graph


def _quads(path: Path) -> list[ox.Quad]:
    """Return the triples of a file, those of named graphs too, as quads of the default graph."""
    ending = path.suffix.removeprefix(".").lower()
    form = ox.RdfFormat.from_extension(ending)
    if form is None:
        raise DataFileError(f"{path}: {ending or 'no ending'!r} is no RDF file; give .ttl, .nt, .nq, .trig or .rdf")
    try:
        found = list(ox.parse(path=str(path), format=form, base_iri=path.absolute().as_uri()))
    except SyntaxError as error:
        raise DataFileError(f"{path}: line {error.lineno}: {error.msg}; mend the file") from error
    except OSError as error:
        raise DataFileError(f"{path}: cannot be read: {error.strerror or error}") from error
    return [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in found]


def _in_memory(data: Graph) -> Graph:
    """Return `data` where it is in memory, else a copy that is.

    pyshacl asks for the size of the graph at every result, and Oxigraph counts all triples to tell it: the 36
    development articles took nine minutes over Oxigraph and 2 seconds in memory.
    """
    from rdflib import Graph
    from rdflib.plugins.stores.memory import Memory

    if isinstance(data.store, Memory):
        return data
    copy = Graph(bind_namespaces="none")
    for triple in data:
        copy.add(triple)
    return copy


def _without_idle_spans(quads: list[ox.Quad]) -> list[ox.Quad]:
    spans = {q.subject for q in quads if q.predicate == TYPE and q.object == term("nif:String")}
    sentence = term("nif:sentence")
    needed = {q.object for q in quads if q.object in spans and q.predicate != sentence}
    needed |= {q.object for q in quads if q.predicate == sentence and q.subject in needed}
    idle = spans - needed
    return [quad for quad in quads if quad.subject not in idle]


def _iri(node: object) -> str:
    return node.value if isinstance(node, ox.NamedNode) else ""


def _value(node: object) -> str:
    return node.value if isinstance(node, ox.Literal) else prefixed(_iri(node))
