"""The graph as a file: Turtle, N-Triples, N-Quads, TriG, JSON-LD or RDF/XML, the same bytes for the same graph.

Subjects are written one after the other in the order of their IRIs. The store gives them in another order; what has to
wait for its turn waits in temporary files, so memory does not grow with the graph. All is in the default graph: N-Quads
and TriG hold the same triples as N-Triples and Turtle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from canbo.graph import jsonld
from canbo.graph.namespaces import DERIVED, PREFIXES, TYPE, term
from canbo.graph.output import ExportError, opened
from canbo.graph.sorting import in_order
from canbo.graph.store import Store
from canbo.graph.turtle import TurtleWriter


class Format(StrEnum):
    """The formats, called by their usual file endings."""

    TURTLE = "ttl"
    N_TRIPLES = "nt"
    N_QUADS = "nq"
    TRIG = "trig"
    JSON_LD = "jsonld"
    RDF_XML = "rdf"


_NAMES = {
    "turtle": Format.TURTLE, "n-triples": Format.N_TRIPLES, "ntriples": Format.N_TRIPLES, "n-quads": Format.N_QUADS,
    "nquads": Format.N_QUADS, "json-ld": Format.JSON_LD, "json": Format.JSON_LD, "rdf/xml": Format.RDF_XML,
    "rdfxml": Format.RDF_XML, "xml": Format.RDF_XML, "owl": Format.RDF_XML,
}  # fmt: skip
_SPAN = term("nif:String")
_TEXT = term("nif:isString")


def format_of(file: str | Path, name: str = "") -> Format:
    """Return the format called `name`, else the one of the file's ending, Turtle for a file without one."""
    wanted = (name or Path(file).suffix.removeprefix(".") or "ttl").lower()
    if wanted in list(Format):
        return Format(wanted)
    if wanted in _NAMES:
        return _NAMES[wanted]
    known = ", ".join(one.value for one in Format)
    raise ExportError(f"{wanted!r} is no format of export: give --format or a file ending out of {known}")


def export(
    store: Store,
    file: str | Path,
    format: Format | None = None,
    *,
    with_evidence: bool = True,
    with_text: bool = False,
) -> int:
    """Write the graph of `store` to `file` (`-`: standard output) and return how many triples were written.

    The format follows from the file's ending where none is given. Without evidence, the quoted words and the links
    to them are left out; the full text of articles is written only `with_text`. The file appears whole or not at all.
    """
    wanted = format or format_of(file)
    counted = _Counted(_groups(store, with_evidence, with_text))
    with opened(file) as out:
        if wanted is Format.RDF_XML:
            lines = in_order(map(_lines, counted))
            triples = (quad.triple for found in lines for quad in ox.parse(found, format=ox.RdfFormat.N_TRIPLES))
            ox.serialize(triples, out, ox.RdfFormat.RDF_XML, prefixes=PREFIXES)
        else:
            out.writelines(_pieces(counted, wanted, store.iris.base))
    return counted.count


def _pieces(groups: Iterable[list[ox.Quad]], wanted: Format, base: str) -> Iterator[bytes]:
    """Yield the file piece by piece."""
    if wanted in (Format.TURTLE, Format.TRIG):
        writer = TurtleWriter(base)
        yield writer.head().encode()
        yield from in_order((str(group[0].subject), writer.subject(group).encode()) for group in groups)
    elif wanted is Format.JSON_LD:
        yield jsonld.head(base).encode()
        nodes = in_order((str(group[0].subject), jsonld.node(group, base).encode()) for group in groups)
        for number, node in enumerate(nodes):
            yield (b",\n" if number else b"\n") + node
        yield jsonld.TAIL.encode()
    else:
        yield from in_order(map(_lines, groups))


class _Counted:
    """Groups of triples, counted as they pass."""

    def __init__(self, groups: Iterable[list[ox.Quad]]) -> None:
        self._groups = groups
        self.count = 0

    def __iter__(self) -> Iterator[list[ox.Quad]]:
        for group in self._groups:
            self.count += len(group)
            yield group


def _groups(store: Store, with_evidence: bool, with_text: bool) -> Iterator[list[ox.Quad]]:
    """Yield the triples to write, those of one subject at a time, subjects in any order."""
    data = store.oxigraph
    for group in _subjects(store):
        if not with_evidence and any(quad.predicate == TYPE and quad.object == _SPAN for quad in group):
            continue
        kept = [
            quad
            for quad in group
            if (with_text or quad.predicate != _TEXT)
            and (with_evidence or quad.predicate != DERIVED or not _is_span(data, quad.object))
        ]
        if kept:
            yield kept


def _subjects(store: Store) -> Iterator[list[ox.Quad]]:
    data = store.oxigraph
    every = data.quads_for_pattern(None, None, None, ox.DefaultGraph())
    if store.path is not None:
        # On disk triples lie by subject, in the order of its hash: one pass over them finds all of each.
        yield from (list(group) for _, group in groupby(every, key=lambda quad: quad.subject))
    else:
        for subject in {quad.subject for quad in every}:
            yield list(data.quads_for_pattern(subject, None, None, ox.DefaultGraph()))


def _is_span(data: ox.Store, node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> bool:
    return isinstance(node, ox.NamedNode) and ox.Quad(node, TYPE, _SPAN) in data


def _lines(group: list[ox.Quad]) -> tuple[str, bytes]:
    """Return a subject and its triples as N-Triples, which are N-Quads of the default graph too."""
    subject = str(group[0].subject)
    lines = sorted((str(quad.predicate), str(quad.object)) for quad in group)
    return subject, "".join(f"{subject} {predicate} {value} .\n" for predicate, value in lines).encode()
