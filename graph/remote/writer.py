"""A store on a server, open for writing: read from the working copy, changed on the server, then in the copy."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from canbo.graph.marker import Marker
from canbo.graph.remote import copy, state
from canbo.graph.remote.changes import is_one_request, n_triples, requests
from canbo.graph.remote.client import Client
from canbo.graph.remote.endpoint import RemoteError
from canbo.graph.remote.pending import Pending, drop_pending
from canbo.graph.store import Store, disk

_CHUNK = 50_000  # triples taken out at a time


class RemoteWriter(Store):
    """The one writer of a store on a server. `folder` is the working copy, `writer` the name we go by there."""

    batch = 0  # servers have limits of their own, and what is sent to one is not the slow part

    def __init__(self, client: Client, database: ox.Store, marker: Marker, folder: Path, writer: str) -> None:
        super().__init__(database, marker, folder, writable=True)
        self._client = client
        self._folder = folder
        self._writer = writer
        self._unfinished = False  # a change was begun and has not ended well

    @property
    def shown(self) -> str:
        """Return the server."""
        return self._client.endpoint.name

    @property
    def beside(self) -> Path:
        """Return the name of the server in the current directory: what belongs to the user is in no cache."""
        return Path(self._client.endpoint.local_name)

    def swap(self, old: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> None:
        """Take `old` out and put `new` in, on the server and in the working copy."""
        old, new = set(old), _as_stored(new)
        if old != new:
            self._change(frozenset(old - new), frozenset(new - old), bulk=False)

    def load(self, quads: Iterable[ox.Quad]) -> None:
        """Put many triples in, on the server and in the working copy."""
        new = frozenset(_as_stored(quads))
        if new:
            self._change(frozenset(), new, bulk=True)

    def add(self, triples: bytes) -> None:
        """Put triples in, given as N-Triples, on the server and in the working copy."""
        self.swap((), ox.parse(triples, format=ox.RdfFormat.N_TRIPLES))

    def unload(self, quads: Iterable[ox.Quad]) -> None:
        """Take many triples out, on the server and in the working copy."""
        rest = iter(quads)
        while some := list(islice(rest, _CHUNK)):
            self.swap(some, ())

    def _keep(self, marker: Marker) -> None:
        self._check()
        self._client.update(" ;\n".join(state.set_marker(self._client.endpoint, marker)))
        # Nobody reads the working copy but for a state that it shares with the server: no snapshot is kept of it.
        with disk(self):
            self.oxigraph.flush()
            marker.write(self._folder)

    def _release(self) -> None:
        """Let others write and close both."""
        if self._database is not None:
            # Where the server has gone, whatever made us close is told; the next run from here writes on as the same.
            with contextlib.suppress(RemoteError):
                state.release(self._client, self._writer)
        super()._release()
        self._client.close()

    def _change(self, gone: frozenset[ox.Quad], come: frozenset[ox.Quad], *, bulk: bool) -> None:
        self._check()
        change = Pending(copy.state_of(self.oxigraph), new_state(), gone, come)
        self._unfinished = True
        change.write(self._folder)
        try:
            self._do(change, bulk)
        except KeyboardInterrupt:
            # The build goes on to link what it has, so both sides must have this, too. All of it can be done twice.
            self._do(change, bulk)
            raise

    def _do(self, change: Pending, bulk: bool) -> None:
        deliver(self._client, change)
        if bulk:
            copy.load(self.oxigraph, change.come, change.after)
        else:
            copy.apply(self.oxigraph, change.gone, change.come, change.after)
        drop_pending(self._folder)
        self._unfinished = False

    def _check(self) -> None:
        """Write nothing behind a change that was cut off: it would be on the server and not in the copy."""
        if self._unfinished:
            raise RemoteError(
                f"a change of the store on {self.shown} was cut off; run the same command again, which completes it"
            )


def deliver(client: Client, change: Pending) -> None:
    """Send a change: as one request where it is small enough, else with a state that says so until it is whole."""
    endpoint = client.endpoint
    done = state.set_state(endpoint, change.after)
    if is_one_request(len(change.gone), len(change.come)):
        for text in requests(change.gone, change.come, endpoint.graph, done):
            client.update(text)
        return
    client.update(" ;\n".join(state.set_state(endpoint, f"~{change.after}")))
    come = change.come
    if not change.gone and client.add(n_triples(come)):
        come = frozenset()
    for text in requests(change.gone, come, endpoint.graph, done):
        client.update(text)


def new_state() -> str:
    """Return a name that no state had before."""
    return uuid.uuid4().hex


def first_marker(marker: Marker, client: Client, first: str) -> None:
    """Make an empty graph of a server a store."""
    endpoint = client.endpoint
    client.update(" ;\n".join([*state.set_marker(endpoint, marker), *state.set_state(endpoint, first)]))


def _as_stored(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    """Return triples with numbers as the copy keeps them (`47.30` as `47.3`), to be found again."""
    kept = ox.Store()
    kept.extend(quads)
    return set(kept)
