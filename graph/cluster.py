"""Reading on a Dask cluster: batches of texts go to its workers, what they state comes back in the same order.

The cluster's workers must have this version of canbo installed. A worker that dies loses nothing: the scheduler gives
its batch to another one. A batch that no worker survives is read article by article, and the article that is to
blame is reported as failed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from canbo.extractors.errors import CanboError
from canbo.graph.extraction import Extract, Task, extract, load
from canbo.graph.marker import fingerprint

if TYPE_CHECKING:
    from distributed import Client, Future

BATCH = 25  # articles a task: about half a second of work
_AHEAD = 3  # batches that wait for each thread of the cluster
_CONNECT = "20s"
_PATIENCE = 12  # times that a cluster without a worker is looked at again
_LOOK = 5.0  # seconds between


class ClusterError(CanboError):
    """A cluster cannot be used; the message says what to do."""


def read_batch(tasks: Sequence[Task]) -> tuple[str, list[Extract]]:
    """Return what `extract` finds and the fingerprint of the rules that found it. This is what workers run."""
    return fingerprint(), [extract(task) for task in tasks]


def read_on(address: str, tasks: Iterable[Task]) -> Generator[Extract]:
    """Yield the result of each task, in their order; they are taken only as far as the cluster is ahead.

    Files are read here, and articles that are in the store already go nowhere. ClusterError where the scheduler at
    `address` (`tcp://HOST:PORT`, `tls://…`) cannot be reached, has no worker for a minute, or has workers with other
    rules.
    """
    client = _client(address)
    try:
        yield from _Reading(client, address).results(iter(tasks))
    finally:
        client.close()


_Slot = Task | Extract  # what the cluster has to read, or what needs no reading


class _Reading:
    def __init__(self, client: Client, address: str) -> None:
        self._client = client
        self._address = address
        self._running: deque[tuple[list[_Slot], Future[Any] | None]] = deque()

    def results(self, tasks: Iterator[Task]) -> Iterator[Extract]:
        """Keep the cluster busy and yield what comes back."""
        # A file's path stays here: it means nothing elsewhere.
        paths: deque[Path | None] = deque()
        try:
            more = True
            while more or self._running:
                while more and len(self._running) < self._room():
                    batch = list(islice(tasks, BATCH))
                    more = bool(batch)
                    if batch:
                        paths.extend(task.path for task in batch)
                        slots = [_loaded(task) for task in batch]
                        self._running.append((slots, self._submit(slots)))
                if self._running:
                    for one in self._result(*self._running.popleft()):
                        yield replace(one, path=paths.popleft())
        finally:
            self._client.cancel([future for _, future in self._running if future is not None])

    def _submit(self, slots: list[_Slot]) -> Future[Any] | None:
        tasks = [one for one in slots if isinstance(one, Task)]
        # Not pure: the same batch read again by the next build must not come out of the cluster's memory.
        return self._client.submit(read_batch, tasks, pure=False) if tasks else None

    def _room(self) -> int:
        threads: dict[str, int] = self._client.nthreads()
        return _AHEAD * max(2, sum(threads.values()))

    def _result(self, slots: list[_Slot], future: Future[Any] | None) -> list[Extract]:
        found = iter(self._read([one for one in slots if isinstance(one, Task)], future) if future is not None else ())
        return [next(found) if isinstance(one, Task) else one for one in slots]

    def _read(self, tasks: list[Task], future: Future[Any]) -> list[Extract]:
        from distributed.scheduler import KilledWorker

        try:
            rules, found = self._wait(future)
        except KilledWorker:
            if len(tasks) == 1:
                return [tasks[0].failed("each worker of the cluster that read it has died (of memory, perhaps)")]
            return [one for task in tasks for one in self._result([task], self._submit([task]))]
        if rules != fingerprint():
            raise ClusterError(
                f"the workers of {self._address} have another canbo than this one: install the same version on each"
            )
        found_: list[Extract] = found
        return found_

    def _wait(self, future: Future[Any]) -> Any:
        without = 0
        while True:
            try:
                return future.result(timeout=_LOOK)
            except TimeoutError:
                without = 0 if self._client.nthreads() else without + 1
                if without >= _PATIENCE:
                    raise ClusterError(
                        f"the scheduler {self._address} has no worker: start some with dask worker {self._address}"
                    ) from None
            except (ModuleNotFoundError, RuntimeError) as error:
                if isinstance(error, RuntimeError) and "deserialization" not in str(error):
                    raise
                raise ClusterError(
                    f"the workers of {self._address} cannot run canbo ({str(error).splitlines()[0]}): install "
                    "this version of it there"
                ) from None


def _loaded(task: Task) -> _Slot:
    """Return the task with the text of its file, for those who do not have that."""
    loaded = load(task)
    return loaded if isinstance(loaded, Extract) else replace(task, item=loaded[0])


def _client(address: str) -> Client:
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise ClusterError("--cluster needs Dask: pip install 'canbo[cluster]'") from None
    try:
        return Client(address, timeout=_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:  # TimeoutError is an OSError
        raise ClusterError(
            f"there is no Dask scheduler at {address} ({error}); start one with dask scheduler"
        ) from None
