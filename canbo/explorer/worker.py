"""The process that answers queries: one store, opened read-only, one query at a time, until it is ended.

`canbo.explorer.limited` starts it and ends it when a query takes too long; nothing inside a process can stop a query of
the database. It reads one line of JSON for each job and writes one line of JSON, the head, and then the bytes of the
answer. Everything that a query may make slow or large is done here: parsing, running and writing.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from itertools import islice
from typing import IO, Any

import pyoxigraph as ox

from canbo.extractors.errors import CanboError
from canbo.graph.namespaces import PREFIXES
from canbo.graph.query import Solutions
from canbo.graph.results import as_text
from canbo.graph.sparql import CallsOutError, QueryError, check
from canbo.graph.store import open_store

READY = b"ready\n"
ROWS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
_OWN_GRAPH = "the query has SERVICE, FROM or FROM NAMED: this service only reads its own graph"
_GRACE = 5  # seconds after which a worker that nobody has ended ends itself


class _TooLargeError(Exception):
    """The answer has more bytes than may be given."""


class _Bounded(io.RawIOBase):
    """Holds what is written to it; more than `most` bytes are an error."""

    def __init__(self, most: int) -> None:
        self.held = bytearray()
        self._most = most

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if len(self.held) + len(data) > self._most:
            raise _TooLargeError
        self.held += data
        return len(data)


class _Answering:
    """The store as of one state, and the answers to jobs."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._state: object = None
        self._data: ox.Store | None = None

    def answer(self, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Return head and body of the answer to a job."""
        try:
            check(job["text"], "query")
            return self._run(job)
        except CallsOutError:
            return {"status": "refused", "message": _OWN_GRAPH}, b""
        except (QueryError, SyntaxError) as error:
            return {"status": "refused", "message": " ".join(str(error).split())}, b""
        except _TooLargeError:
            return {"status": "large"}, b""
        except (CanboError, OSError, RuntimeError, MemoryError) as error:
            print(f"canbo: a query could not be run: {error}", file=sys.stderr, flush=True)
            return {"status": "fault"}, b""

    def _run(self, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        found = self._opened(job["state"]).query(job["text"], prefixes=PREFIXES)
        graph = isinstance(found, ox.QueryTriples)
        wanted = job["graph" if graph else "rows"]
        if not wanted:
            return {"status": "unacceptable", "graph": graph}, b""
        out = _Bounded(job["most_bytes"])
        cut = _write(found, wanted, job["most_rows"], out)
        return {"status": "done", "type": wanted, "graph": graph, "cut": cut}, bytes(out.held)

    def _opened(self, state: object) -> ox.Store:
        """Return the store; opened anew where the explorer has gone on to another state of it."""
        if self._data is None or state != self._state:
            self._data = None
            self._data = open_store(self._folder).oxigraph
            self._state = state
        return self._data


def _write(found: Any, wanted: str, most: int, out: _Bounded) -> bool:
    """Write an answer and tell whether it was cut; `most` rows or triples are written, all where it is 0."""
    writer = io.BufferedWriter(out, 1 << 16)
    cut = False
    if isinstance(found, ox.QueryTriples):
        ox.serialize(islice(found, most or None), writer, GRAPHS[wanted], prefixes=PREFIXES)
        cut = bool(most) and next(iter(found), None) is not None
    elif most and isinstance(found, ox.QuerySolutions):
        rows = [tuple(one) for one in islice(found, most + 1)]
        cut = len(rows) > most
        columns = tuple(one.value for one in found.variables)
        writer.write(as_text(Solutions(columns, iter(rows[:most])), "sparql-json").encode())
    else:
        found.serialize(writer, ROWS[wanted])
    writer.flush()
    return cut


def _bound(memory: int) -> None:
    """Bound the memory of this process and let readers of pages go first, where the system can do that."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the explorer, which ends its workers
    if sys.platform != "win32":
        import resource

        os.nice(5)
        # What the process allocates; not the address space, which thread arenas fill without using it.
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _alarm(seconds: float) -> None:
    """Have the system end this process after that time, should the explorer be gone; 0 calls that off."""
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def main(folder: str, memory: str, jobs: IO[bytes], out: IO[bytes]) -> None:
    """Answer jobs until there are no more."""
    _bound(int(memory))
    answering = _Answering(folder)
    check("ASK {}", "query")  # loads the parser: no query's time is spent on that
    out.write(READY)
    out.flush()
    for line in jobs:
        job = json.loads(line)
        _alarm(job["seconds"] + _GRACE)
        head, body = answering.answer(job)
        _alarm(0)
        out.write(json.dumps({**head, "size": len(body)}).encode() + b"\n" + body)
        out.flush()


if __name__ == "__main__":
    # What a library prints must not stand among the answers.
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    main(sys.argv[1], sys.argv[2], sys.stdin.buffer, answers)
