"""A store as a file: Turtle in the order of its subjects, and N-Quads."""

from __future__ import annotations

import tempfile
from pathlib import Path

import canbo

from .process import Row, memory, timed
from .stores import store_of

FORMATS = {"Turtle": "ttl", "N-Quads": "nq"}


def export(folder: Path, size: int, format: str) -> Row:
    """Export the store of a size."""
    row: Row = {}
    with tempfile.TemporaryDirectory(dir=folder) as scratch, canbo.open_store(store_of(folder, size)) as store:
        file = Path(scratch) / f"graph.{FORMATS[format]}"
        with timed(row):
            triples = canbo.export(store, file)
        row["MB"] = file.stat().st_size / 1e6
    return row | {"triples": triples, "triples/s": triples / row["s"], "memory": memory()}
