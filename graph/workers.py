"""Extraction in other processes: results in the order of the tasks, whoever is faster.

Each worker is a process of its own that gets tasks through its standard input and gives results through its standard
output. One that dies takes with it the article that it was at; another is started in its place. No more than a window
of results is ever waiting, so memory does not grow with the number of articles.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from typing import IO

from canbo.extractors.errors import CanboError
from canbo.graph.collector import collect_rarely
from canbo.graph.extraction import Extract, Task, extract

_FRUITLESS = 5  # workers of a thread that die in a row without a single result, before nothing will come of it
_AHEAD = 2  # tasks that a worker has: one it is at, and one so that it need not wait for the next
_WINDOW = 8  # results for each worker that may wait for an earlier one
_CODE = """
import pickle, sys
try:
    sys.path[:] = pickle.load(sys.stdin.buffer)
except (EOFError, pickle.UnpicklingError):  # the one who builds has gone
    sys.exit()
from canbo.graph.workers import main
main()
"""
_Numbered = tuple[int, Task]


def extract_all(tasks: Iterable[Task], jobs: int) -> Generator[Extract]:
    """Yield the results of `tasks` in their order, from `jobs` processes; from this one where `jobs` is 1."""
    if jobs <= 1:
        yield from map(extract, tasks)
        return
    pool = _Pool(tasks, jobs)
    try:
        yield from pool.results()
    finally:
        pool.close()


class WorkerError(CanboError):
    """Extraction in other processes does not work here."""


class _Pool:
    def __init__(self, tasks: Iterable[Task], jobs: int) -> None:
        self._tasks = enumerate(tasks)
        self._taking = threading.Lock()
        self._room = threading.Semaphore(jobs * _WINDOW)
        self._done: queue.SimpleQueue[tuple[int, Extract] | BaseException | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(jobs)]

    def results(self) -> Iterator[Extract]:
        """Start the workers and yield what they find."""
        for thread in self._threads:
            thread.start()
        waiting: dict[int, Extract] = {}
        working, following = len(self._threads), 0
        while working or waiting:
            found = self._done.get()
            if isinstance(found, BaseException):
                raise found
            if found is None:
                working -= 1
                continue
            number, result = found
            waiting[number] = result
            while following in waiting:
                yield waiting.pop(following)
                following += 1
                self._room.release()

    def close(self) -> None:
        """End all workers, whatever they are at."""
        self._closing.set()
        with self._taking:
            running = list(self._running)
        for process in running:
            process.kill()
        for _ in self._threads:
            self._room.release()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        """Keep one worker busy until there are no tasks left: what each thread does."""
        try:
            open_: deque[_Numbered] = deque()
            fruitless = 0
            while (open_ or self._take(open_)) and not self._closing.is_set():
                fruitless = 0 if self._converse(open_) else fruitless + 1
                if fruitless > _FRUITLESS:
                    raise WorkerError("the processes that read die one after another; build with --jobs 1")
        except BaseException as error:  # noqa: BLE001 - of the caller's tasks, or of this module: raised where it is seen
            self._done.put(error)
        self._done.put(None)

    def _take(self, open_: deque[_Numbered]) -> bool:
        """Add a task to those of a worker; return whether there was one, and room for its result.

        A worker that has a task must not wait for room: the result that all others wait for may be its own.
        """
        if not self._room.acquire(blocking=not open_):
            return False
        with self._taking:
            task = None if self._closing.is_set() else next(self._tasks, None)
        if task is None:
            self._room.release()
            return False
        open_.append(task)
        return True

    def _converse(self, open_: deque[_Numbered]) -> int:
        """Give tasks to a new worker until it dies or there are no more; what is open then is for another one.

        Return how many results there were.
        """
        results = 0
        with self._taking:
            if self._closing.is_set():
                return results
            process = _started()
            self._running.add(process)
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            pickle.dump(sys.path, process.stdin)
            for _, task in open_:
                _send(task, process.stdin)
            while True:
                while len(open_) < _AHEAD and self._take(open_):
                    _send(open_[-1][1], process.stdin)
                if not open_:
                    break
                result = pickle.load(process.stdout)
                self._done.put((open_.popleft()[0], result))
                results += 1
        except (EOFError, OSError, pickle.UnpicklingError):
            if not self._closing.is_set() and open_:
                number, task = open_.popleft()
                self._done.put((number, _lost(task, _ended(process))))
        finally:
            _ended(process)
            with self._taking:
                self._running.discard(process)
        return results


def _started() -> subprocess.Popen[bytes]:
    # -P: what is in the working directory must not be taken for a module.
    command = [sys.executable, "-P", "-c", _CODE]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _send(task: Task, to: IO[bytes]) -> None:
    pickle.dump(task, to)
    to.flush()


def _ended(process: subprocess.Popen[bytes]) -> int:
    """Close the pipes of a worker, which ends it if it is alive, and return its exit status."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:  # what was not yet sent to a process that is dead
                continue
    return process.wait()


def _lost(task: Task, status: int) -> Extract:
    how = signal.Signals(-status).name if status < 0 else f"exit status {status}"
    text = f"the process that read it died ({how}); build again, with --jobs 1 if that happens again"
    return task.failed(text)


def main() -> None:
    """Be a worker: tasks from standard input until it ends, a result for each to standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who builds, who ends this process
    collect_rarely()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not get between results
    while True:
        try:
            task = pickle.load(sys.stdin.buffer)
        except (EOFError, pickle.UnpicklingError):  # cut off, where the one who builds was killed
            return
        result = extract(task)
        try:
            pickle.dump(result, out)
            out.flush()
        except BrokenPipeError:  # the one who builds has gone
            os._exit(1)
