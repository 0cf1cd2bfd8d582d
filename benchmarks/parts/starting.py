"""Commands as a user runs them, from start to end: the median of five."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .process import Row, megabytes
from .stores import files, store_of

CANBO = Path(sys.executable).with_name("canbo")
STARTS = 5
# Words in capitals are paths: STORE is that of the smallest size, ONE has one article, GRAPH is its Turtle; NEW is a
# new folder.
COMMANDS = {
    "version": "--version",
    "queries": "queries",
    "query": "query roles --store STORE",
    "status": "status --store STORE",
    "explain": "explain ARTICLE",
    "build, one article": "build ARTICLE --store NEW/store",
    "export": "export NEW/graph.ttl --store STORE",
    "validate, its file": "validate GRAPH",
    "link, one article": "link --again --store ONE",
}


def start(folder: Path, size: int, command: str) -> Row:
    """Run a command five times; memory is the most that it ever had."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        graph = Path(scratch) / "one.ttl"
        article = files(folder, 0, 1)[0]
        if "ONE" in COMMANDS[command] or "GRAPH" in COMMANDS[command]:
            _run(f"build {article} --store {scratch}/one".split())
            _run(f"export {graph} --store {scratch}/one".split())
        runs = []
        for number in range(STARTS):
            new = Path(scratch) / str(number)
            new.mkdir()
            paths = {"STORE": store_of(folder, size), "ARTICLE": article, "NEW": new, "GRAPH": graph}
            paths["ONE"] = Path(scratch) / "one"
            words = COMMANDS[command].split()
            for name, path in paths.items():
                words = [word.replace(name, str(path)) for word in words]
            runs.append(_run(words))
    clock, work, most = zip(*runs, strict=True)
    return {"s": statistics.median(clock), "cpu": statistics.median(work), "memory": max(most)}


def _run(arguments: list[str]) -> tuple[float, float, int]:
    """Return seconds by the clock and of work, and the most memory, of a command."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as said, subprocess.Popen([CANBO, *arguments], stdout=said, stderr=said) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        took = time.perf_counter() - began
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"canbo {' '.join(arguments)}: {said.read().decode().strip()}")
    return took, used.ru_utime + used.ru_stime, megabytes(used.ru_maxrss)
