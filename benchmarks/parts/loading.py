"""The same triples, those of a store, into three databases."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyoxigraph as ox

import canbo

from .process import Row, memory, timed
from .stores import store_of

DATABASES = ("rdflib in memory", "Oxigraph in memory", "Oxigraph on disk")


def written(folder: Path, size: int) -> Path:
    """Write all triples of a store, texts too, as N-Triples; return the file. Not measured here."""
    file = folder / f"triples-{size}.nt"
    with canbo.open_store(store_of(folder, size)) as store:
        canbo.export(store, file, with_text=True)
    return file


def load(folder: Path, size: int, database: str) -> Row:
    """Load the file of a size into a new database."""
    file = folder / f"triples-{size}.nt"
    row: Row = {}
    with tempfile.TemporaryDirectory(dir=folder) as scratch, timed(row):
        count = _rdflib(file) if database == DATABASES[0] else _oxigraph(file, database, Path(scratch))
    return row | {"triples": count, "triples/s": count / row["s"], "memory": memory()}


def _rdflib(file: Path) -> int:
    from rdflib import Graph

    return len(Graph(bind_namespaces="none").parse(file, format="nt"))


def _oxigraph(file: Path, database: str, scratch: Path) -> int:
    store = ox.Store() if database == DATABASES[1] else ox.Store(scratch / "database")
    store.bulk_load(path=file, format=ox.RdfFormat.N_TRIPLES)
    store.flush()
    return len(store)
