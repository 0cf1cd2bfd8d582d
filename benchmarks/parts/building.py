"""A whole build: read, validate, store, link; with one process, and with two that read."""

from __future__ import annotations

import resource
import shutil
from pathlib import Path

import canbo

from .process import Row, megabytes, memory, timed
from .stores import files, store_of

JOBS = {"1 process": 1, "2 processes": 2}


def build(folder: Path, size: int, variant: str) -> Row:
    """Build the store of a size from nothing; the other parts go on with it.

    `memory` is that of this process, `readers` that of the largest process that read for it.
    """
    jobs = JOBS[variant]
    to = store_of(folder, size)
    shutil.rmtree(to, ignore_errors=True)
    row: Row = {}
    with timed(row):
        summary = canbo.build(files(folder, 0, size), to, jobs=jobs)
    row["articles/s"] = size / row["s"]
    row["memory"] = memory()
    row["readers"] = megabytes(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) if jobs > 1 else None
    with canbo.open_store(to) as store:
        row["triples"] = len(store.oxigraph)
    return row | {"added": len(summary.added), "failures": len(summary.failures)}
