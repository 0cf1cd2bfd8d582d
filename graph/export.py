"""The graph as a file: Turtle, N-Triples, N-Quads, TriG, JSON-LD or RDF/XML, the same bytes for the same graph.

Subjects are written one after the other in the order of their IRIs, so only their names are held in memory. All
is in the default graph: N-Quads and TriG hold the same triples as N-Triples and Turtle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from canbo.graph.jsonld import jsonld
from canbo.graph.namespaces import DERIVED, PREFIXES, TYPE, term
from canbo.graph.output import ExportError, opened
from canbo.graph.store import Store
from canbo.graph.turtle import quad_key, turtle


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
        if wanted in (Format.TURTLE, Format.TRIG):
            out.writelines(piece.encode() for piece in turtle(counted, store.iris.base))
        elif wanted is Format.JSON_LD:
            out.writelines(piece.encode() for piece in jsonld(counted, store.iris.base))
        else:
            _serialize(counted, wanted, out)
    return counted.count


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
    data = store.oxigraph
    every = data.quads_for_pattern(None, None, None, ox.DefaultGraph())
    subjects = {quad.subject for quad in every}
    spans: set[object] = set()
    if not with_evidence:
        spans = {quad.subject for quad in data.quads_for_pattern(None, TYPE, _SPAN)}
    for subject in sorted(subjects - spans, key=str):
        group = [
            quad
            for quad in data.quads_for_pattern(subject, None, None, ox.DefaultGraph())
            if (with_text or quad.predicate != _TEXT)
            and (with_evidence or quad.predicate != DERIVED or quad.object not in spans)
        ]
        if group:
            yield group


def _serialize(groups: Iterable[list[ox.Quad]], wanted: Format, out: BinaryIO) -> None:
    quads = (quad for group in groups for quad in sorted(group, key=quad_key))
    if wanted is Format.N_QUADS:
        ox.serialize(quads, out, ox.RdfFormat.N_QUADS)
        return
    triples = (ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    if wanted is Format.N_TRIPLES:
        ox.serialize(triples, out, ox.RdfFormat.N_TRIPLES)
    else:
        ox.serialize(triples, out, ox.RdfFormat.RDF_XML, prefixes=PREFIXES)
