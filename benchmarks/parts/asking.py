"""Every question of the catalogue in Oxigraph, and the same text in rdflib where the store is small."""

from __future__ import annotations

import os
import signal
from functools import partial
from pathlib import Path
from types import FrameType

from rdflib import Graph

import canbo
from canbo.graph.catalogue import Query, load, names
from canbo.graph.namespaces import PREFIXES
from canbo.graph.query import prepare
from queries import all_values, in_oxigraph, measured, parameters

from .process import Row, memory
from .stores import store_of

MOST = 100  # articles that rdflib is asked about
_LIMIT = {"Oxigraph": 20.0, "rdflib": 0.5}  # seconds for all values of a question; two are asked in any case
_MOST_ONE = float(os.environ.get("CANBO_BENCH_PATIENCE", "3"))  # seconds for one value in rdflib
_FAULTS = (TypeError, ValueError, AttributeError, KeyError, NotImplementedError, RecursionError)


class _TooLongError(Exception):
    """A question has had its time."""


def ask(folder: Path, size: int, engine: str) -> list[Row]:
    """Ask all questions of one engine."""
    if engine == "rdflib" and size > MOST:
        raise SystemExit(f"rdflib is asked about {MOST} articles at most")
    with canbo.open_store(store_of(folder, size)) as store:
        values = all_values(store)
        graph = _copy(folder, size) if engine == "rdflib" else None
        rows = []
        for query in map(load, names()):
            count = partial(in_oxigraph, store, query) if graph is None else partial(_in_rdflib, graph, query)
            try:
                rows.append(measured(query, parameters(query, values), _LIMIT[engine], count))
            except _TooLongError:
                rows.append({"question": query.name, "why": f"over {_MOST_ONE:g} s"})
            except _FAULTS as error:  # of rdflib: it cannot compare, or has not what the question uses
                rows.append({"question": query.name, "why": f"{type(error).__name__}: {error}"})
    return [row | {"memory": memory()} for row in rows]


def _copy(folder: Path, size: int) -> Graph:
    return Graph(bind_namespaces="none").parse(folder / f"triples-{size}.nt", format="nt")


def _in_rdflib(graph: Graph, query: Query, given: dict[str, str]) -> int:
    """Count the rows; rdflib is stopped when the time of the question is over."""
    signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, _MOST_ONE)
    try:
        return sum(1 for _ in graph.query(prepare(query, given), initNs=PREFIXES))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _stop(_: int, __: FrameType | None) -> None:
    raise _TooLongError
