"""What all benchmarks measure with: fresh processes, two clocks, memory, and growth."""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from math import log
from typing import Any

Row = dict[str, Any]
_LIBRARIES = ("canbo", "pyoxigraph", "rdflib", "pyshacl", "pyrudof", "underthesea")


def fresh(command: Sequence[str], limit: float | None = None) -> Any:
    """Run a program of this folder in a process of its own and return what it prints, which is JSON.

    RuntimeError with the last thing that it said where it fails or takes longer than `limit` seconds.
    """
    try:
        done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False, timeout=limit)
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"cut off after {limit:.0f} s") from None
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1])
    return json.loads(done.stdout.splitlines()[-1])


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
