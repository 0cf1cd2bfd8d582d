"""Queries of readers, run where they can be stopped: in processes of their own, so many at a time and no more.

A query of the database cannot be stopped from inside its process. Each runs in a worker (`canbo.explorer.worker`) that
is killed when its time is over and replaced for the next query; its memory is bounded by the system. Queries beyond
those that run wait, and beyond those that wait they are turned away.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
import time
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self

from canbo.explorer.worker import READY

_START = 60.0  # seconds that a worker may take to start
_LOOK = 0.25  # seconds between two looks whether anybody still waits


@dataclass(frozen=True, slots=True)
class Limits:
    """What readers' queries may take.

    `seconds` for a query from reading to writing, `at_once` queries run and as many as `waiting` wait. A query and its
    answer may have so many bytes, a worker so much memory.
    """

    seconds: float = 30.0
    at_once: int = 2
    waiting: int = 8
    query_bytes: int = 200_000
    answer_bytes: int = 64_000_000
    memory: int = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Job:
    """A query and in what it shall be answered: a media type for rows and one for triples, empty where none will do.

    `most` rows or triples are given, all where it is 0; rows that are cut come as SPARQL JSON.
    """

    text: str
    rows: str = "application/sparql-results+json"
    graph: str = "text/turtle"
    most: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What has become of a job.

    `status` is done, refused (no query that only reads, `message` says why), unacceptable (none of the media types will
    do), large, late (its time was over), lost (the worker broke off: out of memory, as a rule), fault or busy.
    """

    status: str
    media_type: str = ""
    body: bytes = b""
    message: str = ""
    graph: bool = False
    cut: bool = False


class Pool:
    """The workers of one store."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.limits = limits
        self._folder = folder
        self._places = threading.BoundedSemaphore(limits.at_once + limits.waiting)
        self._turns = threading.BoundedSemaphore(limits.at_once)
        self._idle: list[_Worker] = []
        self._running: set[_Worker] = set()
        # Also at the end of the program.
        self.close = weakref.finalize(self, _end, self._idle, self._running)

    def run(self, job: Job, state: object, gone: threading.Event | None = None) -> Outcome:
        """Return what becomes of a job on the store in `state`; `gone` is set when nobody waits for it any more."""
        if not self._places.acquire(blocking=False):
            return Outcome("busy")
        try:
            if not self._turns.acquire(timeout=self.limits.seconds):
                return Outcome("busy")
            try:
                return Outcome("late") if gone and gone.is_set() else self._run(job, state, gone)
            finally:
                self._turns.release()
        finally:
            self._places.release()

    def _run(self, job: Job, state: object, gone: threading.Event | None) -> Outcome:
        worker = self._idle.pop() if self._idle else _Worker(self._folder, self.limits)
        self._running.add(worker)
        try:
            outcome = worker.run(job, state, gone)
        finally:
            self._running.discard(worker)
        if worker.usable:
            self._idle.append(worker)
        else:
            worker.end()
        return outcome


def _end(*workers: list[_Worker] | set[_Worker]) -> None:
    for one in [worker for group in workers for worker in group]:
        one.end()


class _Worker:
    """A process that answers one job after the other."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._limits = limits
        # -P: a folder called canbo in the working directory is not the package.
        command = [sys.executable, "-P", "-m", "canbo.explorer.worker", str(folder), str(limits.memory)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._started = False
        self.usable = True

    def run(self, job: Job, state: object, gone: threading.Event | None) -> Outcome:
        """Answer a job; the process is killed when its time is over."""
        if not self._started:
            with _Watched(self._process, _START, None):
                self._started = _pipe(self._process.stdout).readline() == READY
        with _Watched(self._process, self._limits.seconds, gone) as watched:
            outcome = self._ask(job, state) if self._started else Outcome("fault")
        self.usable = outcome is not None and outcome.status != "fault" and not watched.over.is_set()
        if outcome is None:
            return Outcome("late" if watched.over.is_set() else "lost")
        return outcome

    def _ask(self, job: Job, state: object) -> Outcome | None:
        """Return the answer, None where the process has ended before it was complete."""
        told = {
            "text": job.text, "rows": job.rows, "graph": job.graph, "most_rows": job.most, "state": state,
            "seconds": self._limits.seconds, "most_bytes": self._limits.answer_bytes,
        }  # fmt: skip
        try:
            jobs, answers = _pipe(self._process.stdin), _pipe(self._process.stdout)
            jobs.write(json.dumps(told).encode() + b"\n")
            jobs.flush()
            line = answers.readline()
            head: dict[str, Any] = json.loads(line) if line.endswith(b"\n") else {"size": 0}
            body = answers.read(head["size"])
        except OSError:
            return None
        if "status" not in head or len(body) < head["size"]:
            return None
        return Outcome(
            head["status"], head.get("type", ""), body, head.get("message", ""),
            bool(head.get("graph")), bool(head.get("cut")),
        )  # fmt: skip

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                _pipe(pipe).close()


class _Watched:
    """Kills a process when the time is over or nobody waits any more; `over` then is set."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float, gone: threading.Event | None) -> None:
        self._process = process
        self._seconds = seconds
        self._gone = gone
        self._done = threading.Event()
        self.over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def _watch(self) -> None:
        until = time.monotonic() + self._seconds
        while not self._done.wait(min(_LOOK, max(0.0, until - time.monotonic()))):
            if time.monotonic() >= until or (self._gone and self._gone.is_set()):
                self.over.set()
                self._process.kill()
                return

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # Popen was asked for pipes
    return pipe
