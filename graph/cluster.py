"""Reading on a Dask cluster: batches of texts go to its workers, what they state comes back in the same order.

The cluster's workers must have this version of canbo installed. A worker that dies loses nothing: the scheduler gives
its batch to another one. A batch that no worker survives is read article by article, and the article that is to
blame is reported as failed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from canbo.extractors.errors import CanboError
from canbo.graph.extraction import Extracted, Text, extract
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


def read_batch(texts: Sequence[Text], base: str) -> tuple[str, list[Extracted]]:
    """Return what `extract` finds and the fingerprint of the rules that found it. This is what workers run."""
    return fingerprint(), extract(texts, base)


def read_on(address: str, texts: Iterable[Text], base: str) -> Iterator[Extracted]:
    """Yield what each article states, in the order of `texts`, which is read only as far as the cluster is ahead.

    ClusterError where the scheduler at `address` (`tcp://HOST:PORT`, `tls://…`) cannot be reached, has no worker for
    a minute, or has workers with other rules.
    """
    client = _client(address)
    try:
        yield from _Reading(client, address, base).results(iter(texts))
    finally:
        client.close()


class _Reading:
    def __init__(self, client: Client, address: str, base: str) -> None:
        self._client = client
        self._address = address
        self._base = base
        self._running: deque[tuple[list[Text], Future[Any]]] = deque()

    def results(self, texts: Iterator[Text]) -> Iterator[Extracted]:
        try:
            more = True
            while more or self._running:
                while more and len(self._running) < self._room():
                    batch = list(islice(texts, BATCH))
                    more = bool(batch)
                    if batch:
                        self._running.append((batch, self._submit(batch)))
                if self._running:
                    yield from self._result(*self._running.popleft())
        finally:
            self._client.cancel([future for _, future in self._running])

    def _submit(self, batch: list[Text]) -> Future[Any]:
        # Not pure: the same batch read again by the next build must not come out of the cluster's memory.
        return self._client.submit(read_batch, batch, self._base, pure=False)

    def _room(self) -> int:
        threads: dict[str, int] = self._client.nthreads()
        return _AHEAD * max(2, sum(threads.values()))

    def _result(self, batch: list[Text], future: Future[Any]) -> list[Extracted]:
        from distributed.scheduler import KilledWorker

        try:
            rules, found = self._wait(future)
        except KilledWorker:
            if len(batch) == 1:
                why = "each worker of the cluster that read it has died (of memory, perhaps)"
                return [Extracted(batch[0].name, batch[0].shown, error=why)]
            return [one for text in batch for one in self._result([text], self._submit([text]))]
        if rules != fingerprint():
            raise ClusterError(
                f"the workers of {self._address} have another canbo than this one: install the same version on each"
            )
        found_: list[Extracted] = found
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
