"""What all benchmarks measure with: fresh processes, two clocks, memory, and growth."""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from math import log
from subprocess import PIPE, Popen
from tempfile import TemporaryFile
from threading import Timer
from typing import Any

Row = dict[str, Any]
_LIBRARIES = ("canbo", "pyoxigraph", "rdflib", "pyshacl", "pyrudof", "underthesea")


def fresh(command: Sequence[str], limit: float = 7200.0) -> Any:
    """Run a program of this folder in a process of its own and return what it prints, which is JSON.

    What it says on standard error is passed on as it comes. RuntimeError with the last of that where it fails, or where
    it takes longer than `limit` seconds.
    """
    last = ""
    with TemporaryFile("w+") as out, Popen([sys.executable, *command], stdout=out, stderr=PIPE, text=True) as process:
        watch = Timer(limit, process.kill)
        watch.start()
        for line in process.stderr or ():
            last = line.strip() or last
            sys.stderr.write(line)
        status = process.wait()
        late = not watch.is_alive()
        watch.cancel()
        if status:
            raise RuntimeError(f"cut off after {limit:.0f} s" if late else last or f"exit status {status}")
        out.seek(0)
        return json.loads(out.read().splitlines()[-1])


@contextmanager
def timed(row: Row) -> Iterator[None]:
    """Note in `row` how long a block takes: `s` by the clock, `cpu` of work, of processes that it started too."""
    clock, work = time.perf_counter(), _work()
    yield
    row["s"], row["cpu"] = time.perf_counter() - clock, _work() - work


def _work() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def megabytes(maxrss: int) -> int:
    """Return the memory that the system tells of, in MB; Linux counts it in KB, macOS in bytes."""
    return round(maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10))


def memory() -> int:
    """Return the most memory that this process has had, in MB."""
    return megabytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def exponent(rows: list[Row], what: str, by: str = "articles") -> float:
    """Return the power of the number of articles by which a figure grows, fitted to all sizes."""
    return statistics.linear_regression([log(row[by]) for row in rows], [log(row[what]) for row in rows]).slope


def machine() -> Row:
    """Return what the figures depend on."""
    return {
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "versions": {name: found for name in _LIBRARIES if (found := _version(name))},
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def say(what: str) -> None:
    """Tell on standard error what is being done."""
    print(what, file=sys.stderr, flush=True)
