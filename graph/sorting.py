"""Sorting more than memory holds: sorted runs go to temporary files and are merged."""

from __future__ import annotations

import heapq
import pickle
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO

Record = tuple[str, bytes]
RUN = 64_000_000  # bytes in memory, roughly
_OVERHEAD = 250  # bytes that Python needs for a record beside its own


def in_order(records: Iterable[Record], run: int = RUN) -> Iterator[bytes]:
    """Yield the contents of records in the order of their keys; no key may come twice. Few records need no file."""
    with ExitStack() as files:
        runs: list[IO[bytes]] = []
        held: list[Record] = []
        size = 0
        for record in records:
            held.append(record)
            size += len(record[0]) + len(record[1]) + _OVERHEAD
            if size > run:
                out = files.enter_context(tempfile.TemporaryFile())
                _spill(sorted(held), out)
                runs.append(out)
                held, size = [], 0
        held.sort()
        for _, content in heapq.merge(held, *map(_read, runs)):
            yield content


def _spill(records: list[Record], out: IO[bytes]) -> None:
    for record in records:
        pickle.dump(record, out, protocol=pickle.HIGHEST_PROTOCOL)
    out.seek(0)


def _read(source: IO[bytes]) -> Iterator[Record]:
    while True:
        try:
            record: Record = pickle.load(source)
        except EOFError:
            return
        yield record
